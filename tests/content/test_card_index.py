"""The headings that the quiz reads first say the same as the cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.card_index import find_headings, split
from nnprep.content.library import load_cards
from nnprep.content.yaml.heading_reader import read_heading


def test_headings_agree_with_cards(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every card, even the commented example for contributors, is indexed and read as `load_cards` reads it."""
    monkeypatch.setenv("NNPREP_CONTENT", str(root))
    cards, headings = load_cards(), find_headings()

    assert headings is not None
    assert [read_heading(heading) for heading in headings] == list(cards)
    for heading, card in zip(headings, cards, strict=True):
        assert (heading.id, heading.kind, heading.level) == (card.id, card.kind, card.level)
        assert (heading.topic, heading.path, heading.line) == (card.topic, card.path, card.line)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("topic: losses", "topic: elsewhere"),
        ("level: easy", "level: eazy"),
        ("- id: loss", "- {id: loss"),
        ("  kind: trap", "  # a long note\n" * 6 + "  kind: trap"),
        ("- id: loss-before-training", "- id: Loss before"),
    ],
)
def test_other_forms_are_left_to_the_strict_reader(root: Path, old: str, new: str) -> None:
    """A file that isn't written as CONTRIBUTING shows has no headings; the quiz then reads all cards."""
    path = root / "questions" / "losses.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text

    assert split(path, text) is not None
    assert split(path, text.replace(old, new, 1)) is None


def test_an_invalid_card_is_left_to_the_strict_reader(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A heading whose card has an error is no card yet: the strict reader says why."""
    path = root / "questions" / "losses.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("year: 1948", "year: then"), encoding="utf-8")
    (heading,) = split(path, path.read_text(encoding="utf-8")) or []

    assert read_heading(heading) is None


def test_a_duplicate_id_is_left_to_the_strict_reader(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The id of a built-in card in the user's own content gives no headings at all."""
    path = root / "questions" / "losses.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("loss-before-training", "zero-weights"), encoding="utf-8"
    )
    monkeypatch.setenv("NNPREP_CONTENT", str(root))

    assert find_headings() is None
