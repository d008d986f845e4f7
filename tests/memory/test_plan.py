"""The plan for the interview: everything in time, and the figures it promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnprep.memory.grades import Grade
from nnprep.memory.plan import deal_for, level, make_plan
from nnprep.memory.schedule import graded
from nnprep.memory.standing import Standing
from tests.memory.cards import made_up

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
    plan = make_plan(CARDS, some_learned(learned), TODAY, TODAY + timedelta(days=days))

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
    plan = make_plan(CARDS, same, TODAY, TODAY + timedelta(days=10))
    loads = [reviews for reviews, _ in plan.calendar.values()]

    assert max(loads[1:]) <= sum(loads) / len(loads) + 6


def test_crowded_day() -> None:
    """What is too much for a day moves to the day before, the most stable first, and nothing is lost."""
    days = [TODAY + timedelta(days=number) for number in range(3)]
    reviews = {days[0]: [], days[1]: [], days[2]: [(float(number), str(number)) for number in range(24)]}
    level(reviews, days)

    assert [0, 11, 13] == [len(reviews[day]) for day in days]
    assert {str(number) for number in range(13, 24)} == {name for _, name in reviews[days[1]]}


def test_predicted_now() -> None:
    """Nothing learned is nothing remembered; new cards count as forgotten."""
    assert 0.0 == make_plan(CARDS, Standing(), TODAY, TODAY + timedelta(days=9)).total.now
    assert 0.0 < make_plan(CARDS, some_learned(15), TODAY, TODAY + timedelta(days=9)).total.now < 0.5


def test_today() -> None:
    """The quiz asks what the plan says for today, once."""
    standing = some_learned(10)
    standing.interview = TODAY + timedelta(days=7)
    plan = make_plan(CARDS, standing, TODAY, standing.interview)
    deck = deal_for(CARDS, standing, NOW, count=None)

    assert set(plan.reviews) <= {card.id for card in deck.due}
    assert plan.new == tuple(card.id for card in deck.new)
    for card in deck.cards:
        standing.learned[card.id] = graded(standing.learned.get(card.id), Grade.GOOD, NOW, TODAY)
    assert () == deal_for(CARDS, standing, NOW, count=None).cards


def test_after_the_interview() -> None:
    """After the interview, what is due is asked as if there had been none."""
    standing = some_learned(10)
    standing.interview = TODAY - timedelta(days=1)

    assert 10 == len(deal_for(CARDS, standing, NOW, count=None).new)


@pytest.mark.parametrize("days", [0, 1])
def test_the_last_day(days: int) -> None:
    """On the eve and on the day itself everything that is new is for today."""
    plan = make_plan(CARDS, Standing(), TODAY, TODAY + timedelta(days=days))

    assert 30 == len(plan.new)
