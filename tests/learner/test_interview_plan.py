"""The plan for the interview: everything in time, and the figures it promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnprep.learner.grades import Grade
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.deck import deal_today
from nnprep.learner.schedule.fsrs_model import graded, recall
from nnprep.learner.schedule.interview_plan import Visit, level, make_plan
from nnprep.learner.schedule.learner_state import Standing
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
CARDS = [made_up(f"card-{number}", topic=f"topic-{number % 3}") for number in range(30)]


def some_learned(count: int) -> Standing:
    """Return a standing with so many cards graded at different times."""
    standing = Standing()
    for number, card in enumerate(CARDS[:count]):
        at = NOW - timedelta(days=1 + number)
        standing.learned[card.id] = graded(None, Grade(1 + number % 4), at, at.date())
    return standing


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 30), st.integers(0, 40))
@example(0, 6)
def test_complete(learned: int, days: int) -> None:
    """Every new card is asked before the interview, and with the plan each topic is remembered at least as well."""
    plan = make_plan(CARDS, some_learned(learned), NOW, TODAY + timedelta(days=days))

    assert 30 - learned == sum(new for _, new in plan.calendar.values())
    assert max(1, days) == len(plan.calendar)
    assert all(topic.planned >= topic.now for topic in plan.topics)
    assert plan.total.seen == learned
    if days >= 2:
        assert plan.total.planned > 0.85
        assert 0 == list(plan.calendar.values())[-1][1], "nothing is new on the eve"


def test_load_is_even() -> None:
    """No day has many more repetitions than the mean."""
    at = NOW - timedelta(days=1)
    same = Standing(learned={card.id: graded(None, Grade.GOOD, at, at.date()) for card in CARDS})
    plan = make_plan(CARDS, same, NOW, TODAY + timedelta(days=10))
    loads = [reviews for reviews, _ in plan.calendar.values()]

    assert max(loads[1:]) <= sum(loads) / len(loads) + 6


def test_crowded_day() -> None:
    """What is too much for a day moves to the day before, the most stable first, and nothing is lost."""
    days = [TODAY + timedelta(days=number) for number in range(3)]
    visits = {
        day: [Visit(float(n), str(n), TODAY) for n in range(24 if day == days[2] else 0)] for day in days
    }
    level(visits, days)

    assert [0, 11, 13] == [len(visits[day]) for day in days]
    assert {str(number) for number in range(13, 24)} == {visit.card for visit in visits[days[1]]}


def test_never_before_it_was_asked() -> None:
    """However crowded a day is, no visit moves to the day of the one before it, or of the first look."""
    days = [TODAY + timedelta(days=number) for number in range(3)]
    visits = {
        day: [Visit(float(n), str(n), days[2]) for n in range(24 if day == days[2] else 0)] for day in days
    }
    level(visits, days)

    assert [0, 0, 24] == [len(visits[day]) for day in days]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 30), st.integers(0, 12), st.integers(0, 4))
@example(0, 3, 0)
@example(0, 2, 0)
def test_repeats_what_was_seen(learned: int, days: int, count: int) -> None:
    """Whoever follows the plan to the letter repeats only cards that were seen, and no card twice on a day."""
    standing = some_learned(learned)
    standing.interview = TODAY + timedelta(days=days)
    for number in range(max(1, days)):
        now, asked = NOW + timedelta(days=number), []
        for part in (count or None, None):
            deck = deal_today(CARDS, standing, now, count=part)
            assert {card.id for card in deck.due} <= set(standing.learned)
            assert {card.id for card in deck.new}.isdisjoint(standing.learned)
            for card in deck.cards:
                before = standing.learned.get(card.id)
                standing.learned[card.id] = graded(before, Grade.GOOD, now, now.date())
                asked.append(card.id)
        assert len(set(asked)) == len(asked)

    assert len(CARDS) == len(standing.learned)


def test_promise_is_kept() -> None:
    """The recall that the plan promises if every answer is good is what the schedule then says."""
    standing = some_learned(12)
    standing.interview = TODAY + timedelta(days=9)
    promised = make_plan(CARDS, standing, NOW, standing.interview).total.planned
    for number in range(9):
        now = NOW + timedelta(days=number)
        for card in deal_today(CARDS, standing, now).cards:
            before = standing.learned.get(card.id)
            standing.learned[card.id] = graded(before, Grade.GOOD, now, now.date())
    kept = sum(recall(memory, standing.interview) for memory in standing.learned.values()) / len(CARDS)

    assert kept == pytest.approx(promised, abs=0.02)


@pytest.mark.parametrize("days", [0, 1])
def test_unseen_is_unseen(days: int) -> None:
    """What could be shown only once, on the last day, is not counted as remembered."""
    none = make_plan(CARDS, Standing(), NOW, TODAY + timedelta(days=days)).total
    some = make_plan(CARDS, some_learned(10), NOW, TODAY + timedelta(days=days)).total

    assert (0.0, 30) == (none.planned, none.unseen)
    assert 20 == some.unseen
    assert some.now <= some.planned <= 1 / 3


def test_predicted_now() -> None:
    """Nothing learned is nothing remembered; new cards count as forgotten."""
    assert 0.0 == make_plan(CARDS, Standing(), NOW, TODAY + timedelta(days=9)).total.now
    assert 0.0 < make_plan(CARDS, some_learned(15), NOW, TODAY + timedelta(days=9)).total.now < 0.5


@pytest.mark.parametrize("days", [0, 1, 2, 7, 40])
def test_one_voice(days: int) -> None:
    """The plan, home and the quiz say the same about today, before and after the work."""
    standing = some_learned(10)
    standing.interview = TODAY + timedelta(days=days)
    for _ in range(2):
        plan = make_plan(CARDS, standing, NOW, standing.interview)
        deck = deal_today(CARDS, standing, NOW)
        home = look(CARDS, [], {}, standing, NOW, TODAY, streak=0, worked=True)

        assert plan.deck == deck
        assert (len(deck.due), len(deck.new)) == (home.due, home.new) == plan.calendar[TODAY]
        assert (home.minutes, home.command) == (plan.minutes, plan.commands[0]) or not deck.cards
        for card in deck.cards:
            standing.learned[card.id] = graded(standing.learned.get(card.id), Grade.GOOD, NOW, TODAY)
    assert () == deal_today(CARDS, standing, NOW).cards


def test_failed_comes_back() -> None:
    """A card that failed today is asked again as soon as its short step is over, and not before."""
    standing = some_learned(30)
    standing.interview = TODAY + timedelta(days=7)
    for card in deal_today(CARDS, standing, NOW).cards:
        standing.learned[card.id] = graded(standing.learned[card.id], Grade.AGAIN, NOW, TODAY)
    soon, later = NOW + timedelta(minutes=9), NOW + timedelta(minutes=10)

    assert () == deal_today(CARDS, standing, soon).cards
    assert later == deal_today(CARDS, standing, soon).next_at
    assert deal_today(CARDS, standing, later).due


def test_after_the_interview() -> None:
    """After the interview, what is due is asked as if there had been none."""
    standing = some_learned(10)
    standing.interview = TODAY - timedelta(days=1)

    assert 10 == len(deal_today(CARDS, standing, NOW).new)


def test_chosen_cards() -> None:
    """Of cards chosen by a filter all new ones are asked, with a plan as without; so are those asked for by number."""
    chosen = [card for card in CARDS if card.topic == "topic-1"]
    for interview in (None, TODAY + timedelta(days=20)):
        standing = some_learned(9)
        standing.interview = interview

        assert 7 == len(deal_today(CARDS, standing, NOW, only=chosen).new)
        assert 20 == len(deal_today(CARDS, standing, NOW, count=20).cards)


@pytest.mark.parametrize("days", [0, 1])
def test_the_last_day(days: int) -> None:
    """On the eve and on the day itself everything that is new is for today, and the first thing is cramming."""
    plan = make_plan(CARDS, Standing(), NOW, TODAY + timedelta(days=days))

    assert 30 == len(plan.deck.new)
    assert ("nnprep quiz --cram", "nnprep quiz") == plan.commands
    assert 40 == plan.minutes  # thirty times a target of 60 s and 20 s of reading
