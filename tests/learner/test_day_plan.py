"""The deck of the plan is kept while nothing changes, and never longer."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.schedule.deck import deal_today
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.interview_plan import make_plan
from nnprep.learner.schedule.learner_state import CACHE_NAME, LearnerState, load_state, save_state
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
CARDS = [made_up(f"card-{number}", topic=f"topic-{number % 3}") for number in range(30)]
INTERVIEW = TODAY + timedelta(days=9)


def state_with_plan() -> LearnerState:
    """Return a state whose plan for today was made: twelve cards are known, and one was forgotten just now."""
    state = LearnerState(interview=INTERVIEW, position=7)
    for number, card in enumerate(CARDS[:12]):
        at = NOW - timedelta(days=1 + number)
        state.memories[card.id] = graded(None, Grade(1 + number % 4), at, at.date())
    state.memories["card-5"] = graded(state.memories["card-5"], Grade.AGAIN, NOW, TODAY)
    deal_today(CARDS, state, NOW)
    return state


def test_same_deck() -> None:
    """What is kept is the deck that was planned, with its cards and its next day."""
    state = state_with_plan()
    planned = make_plan(CARDS, state, NOW, INTERVIEW).deck
    assert all((planned.due, planned.new, planned.next_at))
    kept = state.plan
    again = deal_today(CARDS, state, NOW + timedelta(minutes=1))

    assert kept is state.plan
    assert planned == again


@pytest.mark.parametrize("change", ["an answer", "a card", "a level", "the day", "a due card", "the clock"])
def test_outdated(change: str) -> None:
    """Whatever decides today's deck makes the kept one outdated."""
    state, cards, now = state_with_plan(), list(CARDS), NOW
    kept = state.plan
    if change == "an answer":
        state.position += 1
    elif change == "a card":
        cards.pop()
    elif change == "a level":
        cards[20] = made_up("card-20", topic="topic-0")  # it was topic-2
    else:
        now += {
            "the day": timedelta(days=1),
            "a due card": timedelta(minutes=10),
            "the clock": -timedelta(minutes=1),
        }[change]
    deck = deal_today(cards, state, now)

    assert deck == make_plan(cards, state, now, INTERVIEW).deck
    assert state.plan is not kept


def test_it_outlives_the_process(tmp_path: Path) -> None:
    """The plan is saved with the standing, read again, and never a reason to call the two different."""
    with History.open(tmp_path / "history.sqlite3") as history:
        now = history.clock()
        interview = (now + timedelta(days=9)).date()
        history.append(EventKind.INTERVIEW, "", {"date": interview.isoformat()})
        state = load_state(history)
        deck = deal_today(CARDS, state, now)
        save_state(state, history)
        again = load_state(history)

        assert again.plan is not None
        assert (again, again.plan) == (state, state.plan)
        assert deck == deal_today(CARDS, again, now)
        path = tmp_path / CACHE_NAME
        value = json.loads(path.read_text())
        path.write_text(json.dumps(value | {"plan": value["plan"][1:]}))
        assert load_state(history).plan is None
