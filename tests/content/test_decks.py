"""The decks hold every built-in topic, and a new user begins with the fundamentals."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nnprep.cli.app import run
from nnprep.content.card_index import find_headings
from nnprep.content.cards import Kind, Level
from nnprep.content.decks import CLASSIC, FUNDAMENTALS, MODERN, Deck, belongs, in_words, stage
from nnprep.learner.schedule.due_cards import rotated
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.quiz.selection import Wishes, chosen_deck

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_every_topic_has_a_place() -> None:
    """Each topic is in one deck; a topic of one's own is in both."""
    topics = {heading.topic for heading in find_headings() or ()}

    assert topics == {*CLASSIC, *MODERN}
    assert not set(CLASSIC) & set(MODERN)
    assert all(belongs("kettles", deck) for deck in Deck)
    assert (0, 1, 2, 1) == tuple(map(stage, ("basics", "recurrence", "pre-training", "kettles")))


def test_new_user() -> None:
    """The first ten cards are easy, fundamental and of many topics, and a general question comes before a trap."""
    headings = find_headings() or ()
    deck = chosen_deck(headings, Wishes(), LearnerState(), NOW).new

    assert 10 == len(deck)
    assert {Level.EASY} == {card.level for card in deck}
    assert {card.topic for card in deck} <= set(FUNDAMENTALS)
    assert 7 <= len({card.topic for card in deck})
    assert Kind.QUESTION is deck[0].kind
    modern = [number for number, card in enumerate(rotated(headings)) if card.topic in MODERN]
    hard = [number for number, card in enumerate(rotated(headings)) if card.level is Level.HARD]
    assert min(modern) < max(hard), "modern topics don't wait for the last classic card"


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        (("--topic", "losses", "--topic", "data"), {"losses", "data"}),
        (("--topic", "losses, data"), {"losses", "data"}),
        (("--deck", "modern"), set(MODERN)),
        (("--deck", "classic", "--topic", "losses"), {"losses"}),
    ],
)
def test_filters(words: tuple[str, ...], topics: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    """--topic takes several topics, and --deck narrows to a part of them."""
    assert 0 == run(["cards", *words, "--json"])
    shown = capsys.readouterr().out
    names = {heading.topic for heading in find_headings() or ()}
    assert topics == {name for name in names if f'"topic": "{name}"' in shown}


def test_unknown_names(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown topic or deck is refused with the valid names."""
    assert 2 == run(["quiz", "--topic", "losses,nope"])
    assert "no topic called 'nope'" in capsys.readouterr().err
    assert 2 == run(["quiz", "--deck", "ancient"])
    assert "Valid names: classic, modern, all." in capsys.readouterr().err


def test_topics_in_words() -> None:
    """A topic is written as in a text; `fine tuning` and `pre training` aren't words."""
    assert in_words("fine-tuning-and-alignment") == "fine-tuning and alignment"
    assert in_words("pre-training") == "pre-training"
    assert in_words("attention-and-transformers") == "attention and transformers"
