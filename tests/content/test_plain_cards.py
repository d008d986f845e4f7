"""A card read without PyYAML is what the strict reader reads, or it isn't read at all."""

from __future__ import annotations

import random

import pytest

from nnprep.content.card_index import find_headings
from nnprep.content.library import load_cards
from nnprep.content.yaml.card_reader import read_source
from nnprep.content.yaml.heading_reader import plain_card, read_heading
from tests.content.garbled_text import garbled

HEADINGS = find_headings() or ()


def test_built_in_cards_need_no_parser() -> None:
    """Nearly every built-in card is in the plain form, and all read as they do strictly."""
    cards = load_cards()

    assert list(cards) == [read_heading(heading) for heading in HEADINGS]
    assert {plain_card(heading) for heading in HEADINGS} - {None} <= {*cards}
    assert sum(plain_card(heading) is None for heading in HEADINGS) <= len(HEADINGS) // 20


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.proof) for seed in range(2, 20))])
def test_garbled_cards_are_never_read_differently(seed: int) -> None:
    """Of cards with an error somewhere, none is accepted that is invalid, or means something else."""
    rng, accepted = random.Random(seed), 0
    for heading in rng.choices(HEADINGS, k=400):
        garbage = heading._replace(source=garbled(heading.source, rng))
        card = plain_card(garbage)
        if card is not None:
            accepted += 1
            assert card == read_source(garbage.path, garbage.line, garbage.source)

    assert 40 < accepted < 360


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("must: true", "must: yes"),
        ("kind: trap", "kind: question"),
        ("verdict: ", "verdikt: "),
        ("level: medium", "level: medium  # why?"),
        ("  tags:", "  aliases: [a--b]\n  tags:"),
        ("topic: losses", "topic: elsewhere"),
        ("year: 2006", "year: MMVI"),
        ("year: 2006", "year: 2006, year: 2006"),
    ],
)
def test_anything_unusual_is_left_to_the_strict_reader(old: str, new: str) -> None:
    """What isn't in the plain form, or has an error, is no card here."""
    heading = next(each for each in HEADINGS if each.id == "same-delta-coincidence")
    assert old in heading.source

    assert plain_card(heading) is not None
    assert plain_card(heading._replace(source=heading.source.replace(old, new, 1))) is None
