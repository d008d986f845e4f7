"""The last days before an interview: each card once more, if an answer makes it surer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnprep.learner.grades import Grade
from nnprep.learner.schedule.final_visits import WORTH, Candidate, final_days, gain
from nnprep.learner.schedule.fsrs_model import DAY, graded, midnight, recall
from nnprep.learner.schedule.interview_plan import introduced, make_plan
from nnprep.learner.schedule.learner_state import LearnerState
from tests.benchmark_interview import LEARNERS, simulate
from tests.learner.test_interview_plan import CARDS, NOW, TODAY, some_learned

DAYS = [TODAY + number * DAY for number in range(3)]


def candidates(count: int, earliest: int = 0) -> list[Candidate]:
    return [Candidate(float(number), f"{number:02}", DAYS[earliest]) for number in range(count)]


def test_shares() -> None:
    """The last days share the visits as SHARES says, what is remembered longest first."""
    assigned = final_days(candidates(12), DAYS, [0, 0, 0], answered=0)

    assert [2, 4, 6] == [list(assigned.values()).count(day) for day in DAYS]
    assert {"10", "11"} == {card for card, day in assigned.items() if day == DAYS[0]}
    assert {f"{number:02}" for number in range(6)} == {
        card for card, day in assigned.items() if day == DAYS[2]
    }


@pytest.mark.parametrize(
    ("visits", "answered", "loads"),
    [
        ([2, 0, 0], 0, [1, 5, 6]),  # what is due that day counts toward its share
        ([0, 0, 0], 2, [1, 5, 6]),  # and so does what was answered
        ([9, 0, 0], 0, [0, 5, 7]),
        ([0, 0, 9], 0, [2, 4, 6]),  # on the eve everything is asked that is left
    ],
)
def test_other_visits_count(visits: list[int], answered: int, loads: list[int]) -> None:
    """A day that is busy anyway gets fewer final visits."""
    assigned = final_days(candidates(12), DAYS, visits, answered=answered)

    assert loads == [list(assigned.values()).count(day) for day in DAYS]


@given(st.lists(st.integers(0, 2), max_size=40), st.integers(1, 3), st.integers(0, 9))
def test_each_once(earliest: list[int], count: int, answered: int) -> None:
    """Each card has one final visit, never before its earliest day."""
    days = DAYS[-count:]
    each = [Candidate(1.0, str(number), DAYS[day]) for number, day in enumerate(earliest)]
    assigned = final_days(each, days, [3, 1, 2][:count], answered=answered)

    assert {one.card for one in each} == set(assigned)
    assert all(one.earliest <= assigned[one.card] and assigned[one.card] in days for one in each)


def test_gain() -> None:
    """An answer on the eve is worth the difference that it makes on the day; right after an answer that's little."""
    memory = introduced(TODAY)
    eve = TODAY + 9 * DAY
    after = graded(memory, Grade.GOOD, midnight(eve), eve)

    assert recall(after, eve + DAY) - recall(memory, eve + DAY) == gain(memory, eve, eve + DAY)
    assert gain(memory, eve, eve + DAY) > 0.1 > WORTH > gain(after._replace(stability=90.0), eve, eve + DAY)


def test_no_visit_without_gain() -> None:
    """A card that is sure anyway isn't asked again before the interview."""
    sure = introduced(TODAY - 2 * DAY)._replace(stability=300.0, due_day=TODAY + 300 * DAY)
    unsure = sure._replace(stability=30.0)
    for memory, visits in ((sure, 0), (unsure, 1)):
        plan = make_plan(CARDS[:1], LearnerState(memories={"card-0": memory}), NOW, TODAY + 9 * DAY)
        assert visits == sum(reviews for reviews, _ in plan.calendar.values())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 30), st.integers(1, 4), st.integers(0, 30), st.sampled_from([Grade.AGAIN, Grade.GOOD]))
@example(30, 3, 5, Grade.GOOD)
@example(30, 2, 5, Grade.AGAIN)
def test_today_asks_no_more_than_it_promised(learned: int, days: int, count: int, grade: Grade) -> None:
    """In the middle of a day, what is left is what was promised in the morning without what was answered."""
    state, interview = some_learned(learned), TODAY + timedelta(days=days)
    deck = make_plan(CARDS, state, NOW, interview).deck
    for card in deck.cards[:count]:
        state.memories[card.id] = graded(state.memories.get(card.id), grade, NOW, TODAY)
    left = make_plan(CARDS, state, NOW, interview).deck

    assert {card.id for card in deck.cards[count:]} == {card.id for card in left.cards}


@pytest.mark.parametrize(
    ("name", "days", "seeds", "goal", "times"),
    [
        ("student", 45, 1, 0.985, 1.25),
        pytest.param("student", 30, 8, 0.99, 1.2, marks=pytest.mark.proof),
        pytest.param("refresher", 30, 8, 0.99, 1.2, marks=pytest.mark.proof),
    ],
)
def test_recall_on_the_day(name: str, days: int, seeds: int, goal: float, times: float) -> None:
    """A simulated learner knows 99 % on the day, for at most 1.2 times the answers of the plain schedule.

    That's a mean; one learner alone has more or less luck.
    """
    learner = LEARNERS[name]
    plain = [simulate(learner, days, seed, planned=False) for seed in range(seeds)]
    plan = [simulate(learner, days, seed, planned=True) for seed in range(seeds)]

    assert sum(each.recall for each in plan) / seeds >= goal
    assert sum(each.recall for each in plain) / seeds < 0.96
    assert sum(sum(each.answers) for each in plan) <= times * sum(sum(each.answers) for each in plain)
