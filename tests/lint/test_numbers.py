"""A shown number is what its call computes, to the last digit shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.content.library import load_cards
from nnprep.content.yaml.card_reader import read_cards
from nnprep.lint.numbers import figure, is_shown, proof_fault


@pytest.mark.parametrize(
    ("shown", "call"),
    [
        ("899", "mlp_parameters([10, 64, 3])"),
        ("1/4", "largest_slope('sigmoid')"),
        ("0.25", "sigmoid_slope(0)"),
        ("2.30", "initial_loss(10)"),
        ("2.3026", "initial_loss(10)"),
        ("−4.595", "prior_logit(0.01)"),
        ("-4.6", "prior_logit(0.01)"),
        ("13.8 %", "ratio(138, 1000)"),
        ("13.8 %", "ratio(13.8, 1)"),
        ("1,000,000", "power(10, 6)"),
        ("1\u2009000", "power(10, 3)"),
        ("9.5e-7", "power(0.25, 10)"),
        ("9.5 × 10⁻⁷", "power(0.25, 10)"),
        ("4/27", "largest_squared_sigmoid_slope()"),
        ("3.16 times", "uncorrected_factor()"),
    ],
)
def test_numbers_are_read_as_they_are_written(shown: str, call: str) -> None:
    """Signs, separators, fractions, percentages and powers of ten are understood."""
    assert proof_fault(shown, call) == ""


@pytest.mark.parametrize(
    ("shown", "call", "said"),
    [
        ("898", "mlp_parameters([10, 64, 3])", "is 899"),
        ("2.31", "initial_loss(10)", "is 2.302585"),
        ("2.3025", "initial_loss(10)", "is 2.302585"),
        ("4.595", "prior_logit(0.01)", "is -4.59"),
        ("1/3", "sigmoid_slope(0)", "is 0.25"),
        ("many", "sigmoid_slope(0)", "doesn't begin with a number"),
        ("1", "sigmoid_slop(0)", "nearest"),
        ("1", "__import__('os')", "unknown function"),
    ],
)
def test_a_wrong_number_is_reported_with_the_right_one(shown: str, call: str, said: str) -> None:
    """The message holds what was computed, or why nothing was."""
    assert said in proof_fault(shown, call)


@given(st.floats(-1e4, 1e4), st.integers(0, 4))
def test_rounding_to_the_digits_shown_is_right_and_one_digit_more_is_wrong(
    value: float, decimals: int
) -> None:
    """A value agrees with its own rounding, and not with a number one unit of the last digit away."""
    shown = f"{value:.{decimals}f}"
    read, half, _ = figure(shown)

    assert abs(value - read) <= half
    assert abs(value + 1.01 * 10.0**-decimals - read) > half


def test_a_number_stands_only_as_a_whole(root: Path) -> None:
    """1.0 isn't in 11.05, nor 2.30 in 2.3026."""
    (card,), _ = read_cards(root / "questions" / "losses.yaml")

    assert is_shown("2.3026", card)
    assert is_shown("0.325", card)
    assert not is_shown("0.32", card)
    assert not is_shown("302", card)


def test_every_number_in_a_card_would_be_missed() -> None:
    """Each proof of each built-in card fails when the shown number is changed in its last digit."""
    for card in load_cards():
        for proof in card.proof:
            digits = [place for place, sign in enumerate(proof.shown) if sign.isdecimal()]
            last = digits[-1] if "/" in proof.shown else last_of_first_number(proof.shown)
            other = "1" if proof.shown[last] != "1" else "2"
            changed = proof.shown[:last] + other + proof.shown[last + 1 :]

            assert proof_fault(proof.shown, proof.call) == "", card.id
            assert proof_fault(changed, proof.call), (card.id, changed)


def last_of_first_number(shown: str) -> int:
    """Return the place of the last digit of the leading number."""
    place = next(place for place, sign in enumerate(shown) if sign.isdecimal())
    while place + 1 < len(shown) and (
        shown[place + 1].isdecimal() or shown[place + 1 : place + 3].strip(".,").isdecimal()
    ):
        place += 1
        if not shown[place].isdecimal():
            place += 1
    return place


@pytest.mark.parametrize("shown", ["1e999", "1/0", "2 x 10^999"])
def test_number_that_is_none(shown: str) -> None:
    """A number that no float can hold is invalid, not a crash."""
    with pytest.raises(ValueError, match=re.escape(shown)):
        figure(shown)
