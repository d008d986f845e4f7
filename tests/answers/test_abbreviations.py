"""Abbreviations are read as the words that they stand for, and a cue may give alternatives."""

from __future__ import annotations

import pytest

from nnprep.answers.abbreviations import SHORT, full_words
from nnprep.answers.tokens import sentences
from tests.answers.test_key_points import hear

SAID = [
    # abbreviations, arrows and synonyms, in the text and in the cue
    ("a lower lr", "smaller learning rate"),
    ("a small learning rate", "low lr"),
    ("BN w/ running avgs", "batch norm running average"),
    ("var_B per channel", "variance channel"),
    ("no saturatn", "not saturat"),
    ("exp. fast decay", "exponential"),
    ("grads -> 0", "gradient 0"),
    ("relu'=0 => dL/dw = 0", "dw 0"),
    ("the no. of units", "number of neurons"),
    ("y != 0", "y not = 0"),
    ("sigma' <= 1/4", "sigmoid slope 0.25"),
    ("never more than a quarter", "1/4"),
    ("sqrt(d)", "root d"),
    ("4x the batch", "four times"),
    # alternatives
    ("a steep slope", "large|steep slope"),
    ("the slope is 1 there", "slope|gradient 1 active|there"),
    ("it forgets, since gates are shut", "lstm|gates & remember|forget"),
    ("it is one big matrix", "single|one matrix"),
    ("ReLU, not sigmoid", "not|never sigmoid"),
    ("the only thing", "not|only thing"),
]


@pytest.mark.parametrize(("text", "cue"), SAID)
def test_notes_are_heard(text: str, cue: str) -> None:
    """The point counts as said, however short it was typed."""
    heard = hear(text, cue)

    assert heard
    assert not heard.negated


def test_the_quote_is_what_was_typed() -> None:
    """Abbreviations are quoted as typed, not as they're read."""
    heard = hear("then BN w/ running avgs.", "batch norm running average")

    assert heard
    assert heard.quote == "BN w/ running avgs"


@pytest.mark.parametrize("short", sorted(SHORT))
def test_full_words_are_not_abbreviations(short: str) -> None:
    """One look-up is enough: no full word is itself an abbreviation."""
    assert [full_words(word) for word in SHORT[short].split()] == [(word,) for word in SHORT[short].split()]


def test_abbreviation_with_a_full_stop() -> None:
    """`approx.` doesn't end a sentence; a full stop after any other word does."""
    assert len(sentences("it is approx. linear")) == 1
    assert len(sentences("it is linear. so what")) == 2
