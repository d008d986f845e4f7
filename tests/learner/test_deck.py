"""Which cards are asked, and in which order."""

from __future__ import annotations

from datetime import timedelta

from nnprep.content.cards import Level
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.deck import cram, deal_today, fitting
from nnprep.learner.schedule.due_cards import deal
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.learner_state import LearnerState
from tests.learner.states import CARDS, NOW, TODAY, learned, names
from tests.quiz.cards import made_up


def test_suspended() -> None:
    """A suspended card is never asked: due, new or while cramming."""
    state = learned(a=9)
    state.suspended |= {"a", "b"}

    assert {"a", "b"}.isdisjoint(names(deal(CARDS, state, NOW, TODAY).cards))
    assert {"a", "b"}.isdisjoint(names(cram(CARDS, state, TODAY).cards))


def test_cram() -> None:
    """Cramming asks first what is most likely forgotten, and what was never seen after everything else."""
    state = learned(a=1, b=30, c=10)

    assert "bcad" == names(cram(CARDS[:4], state, TODAY).cards)
    assert "bc" == names(cram(CARDS[:4], state, TODAY, count=2).cards)
    state.memories |= {"a": graded(None, Grade.EASY, NOW, TODAY), "d": graded(None, Grade.AGAIN, NOW, TODAY)}
    assert "bcda" == names(cram(CARDS[:4], state, TODAY).cards)


def test_cram_goes_on() -> None:
    """What went well while cramming today comes last, what went badly first; yesterday's cramming doesn't matter."""
    state = learned(a=1, b=30, c=10)
    yesterday = TODAY - timedelta(days=1)
    state.crammed = {
        "d": (TODAY, Grade.GOOD),
        "b": (TODAY, Grade.EASY),
        "a": (TODAY, Grade.HARD),
        "e": (yesterday, Grade.EASY),
    }

    assert "acedb" == names(cram(CARDS[:5], state, TODAY).cards)


def test_filters() -> None:
    """Level, topic and traps narrow the choice."""
    cards = [made_up("a", topic="x"), made_up("b", trap=True), made_up("c", level=Level.HARD)]

    assert "a" == names(fitting(cards, topics=["x"]))
    assert "b" == names(fitting(cards, traps=True))
    assert "c" == names(fitting(cards, level=Level.HARD))
    assert "abc" == names(fitting(cards))


def test_interview_decides() -> None:
    """Up to and on the day of the interview the plan decides what is asked; from the next day on it doesn't."""
    state = learned(a=1, b=1)
    for days, new in ((-1, 10), (0, 13), (1, 13), (4, 7)):
        state.interview = TODAY + timedelta(days=days)
        assert new == len(deal_today(CARDS, state, NOW).new)
    state.interview = None
    assert deal(CARDS, state, NOW, TODAY) == deal_today(CARDS, state, NOW)


def test_chosen_cards() -> None:
    """All new cards of a choice are asked, with an interview as without; a number limits both kinds, due ones first."""
    state = learned(a=9, b=8)
    chosen = [*CARDS[:1], *CARDS[2:]]  # all but b, so more than a day has
    for interview in (None, TODAY + timedelta(days=9)):
        state.interview = interview
        everything = deal_today(CARDS, state, NOW, only=chosen)
        assert ("a", 13, 0) == (names(everything.due), len(everything.new), everything.unseen)
        some = deal_today(CARDS, state, NOW, only=chosen, count=3)
        assert ("a", "cd", 11) == (names(some.due), names(some.new), some.unseen)
        assert "ab" == names(deal_today(CARDS, state, NOW, count=2).cards)
        assert "a" == names(deal_today(CARDS, state, NOW, count=1).cards)
        assert "abcd" == names(deal_today(CARDS, state, NOW, count=4).cards)
        assert 15 == len(deal_today(CARDS, state, NOW, count=99).cards)


def test_a_chosen_card_that_failed_waits_for_its_time() -> None:
    """A card that failed waits its ten minutes in a choice too, with a plan or without."""
    for interview in (None, TODAY + timedelta(days=9)):
        for minutes, asked in ((9, ""), (10, "a")):
            at = NOW - timedelta(minutes=minutes)
            memories = {"a": graded(None, Grade.AGAIN, at, TODAY)}
            state = LearnerState(memories=memories, interview=interview)

            assert asked == names(deal_today(CARDS, state, NOW, only=CARDS[:1]).cards)


def test_choice_with_a_plan() -> None:
    """Under a plan, a choice also knows when the next of its waiting cards is due."""
    state = learned(a=0, b=0)
    state.interview = TODAY + timedelta(days=9)

    assert TODAY + timedelta(days=2) == deal_today(CARDS, state, NOW, only=CARDS[:2]).next_day
    assert deal_today(CARDS, state, NOW, only=CARDS[2:4]).next_day is None


def test_cram_by_grade() -> None:
    """Of what was crammed today, *again* comes before *hard*, and after everything else *good* before *easy*."""
    state = LearnerState(
        crammed={
            "a": (TODAY, Grade.EASY),
            "b": (TODAY, Grade.GOOD),
            "d": (TODAY, Grade.HARD),
            "e": (TODAY, Grade.AGAIN),
        }
    )

    assert "edcba" == names(cram(CARDS[:5], state, TODAY).cards)
    assert () == cram(CARDS[:5], state, TODAY).new
