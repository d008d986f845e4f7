"""Two sessions on one history: what one has asked, the other doesn't ask again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nnprep.cli.quiz.other_sessions import OtherSessions
from nnprep.learner.grades import Grade
from nnprep.learner.history.database import TakenError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.quiz.log_entries import save_grade
from nnprep.quiz.queue import begin, next_card
from nnprep.quiz.session import Session, Taken
from nnprep.quiz.transitions import advance
from tests.quiz.cards import made_up

CARDS = [made_up(name) for name in "abcd"]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[History]:
    with History.open(tmp_path / "history.sqlite3") as history:
        yield history


@pytest.fixture
def there(tmp_path: Path, here: History) -> Iterator[History]:
    with History.open(here.path) as history:
        yield history


def after_one(others: OtherSessions) -> Session:
    """Return a session that has just moved on to its second card, and looked for others' answers."""
    session = begin(CARDS, seconds=0.0)
    return others.skip_answered(next_card(session, 1.0), session.turn, 1.0)


def test_skipped(here: History, there: History) -> None:
    """The next card and later ones that another session answered aren't asked, with a message."""
    others = OtherSessions(here, 0, EventKind.REVIEW)
    there.append("review", "b", {"grade": 3})
    there.append("review", "d", {"grade": 3})
    session = after_one(others)

    assert session.turn is not None
    assert ("c", ()) == (session.turn.card.id, session.queue)
    assert "2 cards were answered in another session, so they aren't asked here again." == session.notice


def test_one_skipped(here: History, there: History) -> None:
    """The message about a single card names it."""
    others = OtherSessions(here, 0, EventKind.REVIEW)
    there.append("review", "b", {"grade": 3})

    assert "b was answered in another session, so it isn't asked here again." == after_one(others).notice


def test_not_elsewhere(here: History, there: History) -> None:
    """A session's own answers, practice, undone answers and earlier ones don't count."""
    old = there.append("review", "b", {"grade": 3})
    others = OtherSessions(here, here.end()[0], EventKind.REVIEW)
    here.append("review", "b", {"grade": 1})
    there.append("practice", "b", {"grade": 3})
    there.void(there.append("review", "b", {"grade": 3}))
    session = after_one(others)

    assert old.subject == "b"
    assert session.turn is not None
    assert ("b", "") == (session.turn.card.id, session.notice)


def test_same_card(here: History, there: History) -> None:
    """The current card stays, whatever other sessions answer."""
    others = OtherSessions(here, 0, EventKind.REVIEW)
    session = begin(CARDS, seconds=0.0)
    there.append("review", "a", {"grade": 3})

    assert session == others.skip_answered(session, session.turn, 1.0)


def test_last_card(here: History, there: History) -> None:
    """When nothing is left, the session ends."""
    others = OtherSessions(here, 0, EventKind.REVIEW)
    for name in "bcd":
        there.append("review", name, {"grade": 3})

    assert after_one(others).turn is None


def test_one_grade(here: History, there: History) -> None:
    """Of two sessions that grade a card at once, the second is refused; an undone grade refuses nothing."""
    since = here.end()[0]
    undone = there.append("review", "b", {"grade": 3}, since=since)
    there.void(undone)
    here.append("review", "b", {"grade": 2}, since=since)
    with pytest.raises(TakenError, match="b was answered in another session"):
        there.append("review", "b", {"grade": 4}, since=since)
    there.append("review", "c", {"grade": 4}, since=since)

    assert [("b", 2), ("c", 4)] == [(each.subject, each.data["grade"]) for each in here.events("review")]


def test_taken() -> None:
    """A session whose grade was refused goes on with the next card, says so, and doesn't come back to this one."""
    session = begin(CARDS, seconds=0.0)
    assert session.turn is not None
    waiting, _ = save_grade(session, session.turn, Grade.AGAIN, 1.0)
    after, effect = advance(waiting, Taken(sentence="Not saved.", seconds=2.0))

    assert effect is None
    assert after.turn is not None
    assert ("b", ["c", "d"], "Not saved.", ()) == (
        after.turn.card.id,
        [card.id for card in after.queue],
        after.notice,
        after.answers,
    )
