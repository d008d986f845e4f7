"""Exercises and drills until the interview: all in time, none twice, and a day's share only shrinks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.content.exercises import Course
from nnprep.content.yaml.exercise_headings import ExerciseHeading
from nnprep.learner.attempts import record
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.deck import deal_today
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.interview_plan import make_plan
from nnprep.learner.schedule.learner_state import EXERCISE, LearnerState, load_state
from nnprep.learner.schedule.practice_plan import (
    COURSES,
    DRILLS,
    PACE,
    QUESTIONS,
    REPEATS,
    DrillAnswer,
    Practice,
    ShortDrill,
    Task,
    drill_answers,
    plan_practice,
    short_drill,
    spread,
)
from nnprep.nn.drills.drill import FAMILIES
from tests.learner.test_exercise_grades import events
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
MINUTES = st.integers(2, 40)


@st.composite
def all_exercises(draw: st.DrawFn) -> list[ExerciseHeading]:
    """Return exercises of all paths, of any length."""
    facts = draw(st.lists(st.tuples(MINUTES, st.sampled_from(COURSES)), max_size=25))
    return [ExerciseHeading(n, f"task-{n}", (), minutes, course) for n, (minutes, course) in enumerate(facts)]


@st.composite
def states(draw: st.DrawFn) -> LearnerState:
    """Return the state after some exercises were graded on any of the last forty days, today included."""
    grades = draw(
        st.dictionaries(
            st.integers(0, 24),
            st.lists(st.tuples(st.integers(0, 40), st.sampled_from(Grade)), min_size=1, max_size=3),
        )
    )
    state = LearnerState()
    for number, reviews in grades.items():
        for ago, grade in sorted(reviews, reverse=True):
            do(state, f"task-{number}", NOW - ago * DAY, grade)
    return state


def do(state: LearnerState, exercise: str, at: datetime, grade: Grade = Grade.GOOD) -> None:
    """Pass an exercise, or give it up."""
    before = state.memories.get(EXERCISE + exercise)
    state.memories[EXERCISE + exercise] = graded(before, grade, at, at.date())
    state.exercises[exercise] = record(events("so" if grade == Grade.AGAIN else "sp"))


def plan(exercises: list[ExerciseHeading], state: LearnerState, days: int, now: datetime = NOW) -> Practice:
    practice = plan_practice(exercises, state, [], now, TODAY + days * DAY)
    assert practice is not None
    return practice


@settings(max_examples=60)
@given(all_exercises(), states(), st.integers(1, 40))
def test_in_time_and_once(exercises: list[ExerciseHeading], state: LearnerState, days: int) -> None:
    """Everything planned comes before the interview, nothing twice, nothing that isn't new or due by then."""
    practice = plan(exercises, state, days)
    tasks = [(day, task) for day, share in practice.calendar.items() for task in share]

    assert all(TODAY <= day < TODAY + days * DAY for day, _ in tasks)
    assert len({task.id for _, task in tasks}) == len(tasks)
    for day, task in tasks:
        memory = state.memories.get(EXERCISE + task.id)
        assert task.again == (memory is not None)
        assert memory is None or (memory.day < TODAY and memory.due_day <= day)
    new = [task for _, task in tasks if not task.again]
    assert sum(task.minutes for task in new) <= PACE * max(1, days - 1)
    assert [*practice.calendar] == sorted(practice.calendar)
    waiting = {each.id for each in exercises if EXERCISE + each.id not in state.memories}
    if days > 26:
        assert {task.id for task in new} == waiting, "there is time for all"
    if days > 1:
        assert all(day < TODAY + (days - 1) * DAY for day, task in tasks if not task.again), "not on the eve"


@settings(max_examples=60)
@given(all_exercises(), states(), st.integers(1, 30), st.data())
def test_today_only_shrinks(
    exercises: list[ExerciseHeading], state: LearnerState, days: int, data: st.DataObject
) -> None:
    """Whatever is passed or given up today, planned or not, today's share loses it and gains nothing."""
    before = set(plan(exercises, state, days).today)
    for hour in range(4):
        each = data.draw(st.sampled_from([None, *exercises]))
        now = NOW + timedelta(hours=hour)
        if each is not None:
            do(state, each.id, now, data.draw(st.sampled_from(Grade)))
        after = set(plan(exercises, state, days, now).today)

        assert after <= before
        assert each is None or each.id not in {task.id for task in after}
        before = after


@given(st.lists(MINUTES, max_size=30), st.integers(1, 30))
def test_even(lengths: list[int], days: int) -> None:
    """No day need be longer than the first plan's longest, and tomorrow's plan for the rest asks for no longer one."""
    tasks = [Task(str(number), minutes, again=False) for number, minutes in enumerate(lengths)]
    shares = spread(tasks, days)

    assert days == len(shares)
    assert tasks == [task for share in shares for task in share]
    longest = max(sum(task.minutes for task in share) for share in shares)
    assert longest <= max(lengths, default=0) + sum(lengths) / days
    if days > 1:
        rest = spread([task for share in shares[1:] for task in share], days - 1)
        assert max(sum(task.minutes for task in share) for share in rest) <= longest


def test_everything_is_done_in_the_end() -> None:
    """Who does each day's share has done the path by the interview, and no day was longer than planned."""
    exercises = [ExerciseHeading(n, f"task-{n}", (), 20, COURSES[n % 3]) for n in range(30)]
    state, done = LearnerState(), []
    for number in range(14):
        now = NOW + number * DAY
        practice = plan(exercises, state, 14, now)
        assert 60 >= sum(task.minutes for task in practice.today if not task.again)
        for task in practice.today:
            done += [] if task.again else [task.id]
            do(state, task.id, now)

    assert 30 == len(set(done)) == len(done)


@pytest.mark.parametrize(
    ("days", "passed", "course", "count", "left_out"),
    [
        (1, 0, "evening", 2, 2),
        (7, 0, "week", 8, 0),
        (30, 0, "month", 13, 0),
        (1, 4, "week", 2, 2),
        (1, 8, "month", 2, 3),
        (1, 12, "month", 1, 0),
        (1, 13, "", 0, 0),
    ],
)
def test_path(days: int, passed: int, course: str, count: int, left_out: int) -> None:
    """The path is the longest that fits the time, or the shortest with anything left."""
    exercises = [ExerciseHeading(n, f"task-{n}", (), 30, COURSES[min(n // 4, 2)]) for n in range(13)]
    state = LearnerState()
    for each in exercises[:passed]:
        do(state, each.id, NOW - DAY, Grade.EASY)
    practice = plan(exercises, state, days)

    assert (course, left_out) == (practice.course, practice.left_out)
    assert count == sum(len(share) for share in practice.calendar.values())


def test_what_does_not_fit_is_counted() -> None:
    """If not even the shortest path fits, its first exercises are planned and the others counted."""
    practice = plan([ExerciseHeading(n, f"task-{n}", (), 50, "evening") for n in range(5)], LearnerState(), 1)

    assert ("evening", 1, 4) == (practice.course, len(practice.today), practice.left_out)


def test_repeats_have_their_minutes() -> None:
    """Many that are due are spread over days, the longest overdue first."""
    exercises = [ExerciseHeading(n, f"task-{n}", (), 20, "week") for n in range(5)]
    state = LearnerState()
    for each in exercises:
        do(state, each.id, NOW - (60 - each.order) * DAY)
    practice = plan(exercises, state, 7)

    assert [("task-0", "task-1"), ("task-2", "task-3"), ("task-4",)] == [
        tuple(task.id for task in share) for share in practice.calendar.values()
    ]
    assert 20 < REPEATS < 40


def test_solution_seen_today_comes_again() -> None:
    """An exercise whose solution was looked at isn't left out: it comes again, tomorrow at the earliest."""
    state = LearnerState()
    do(state, "task-0", NOW, Grade.AGAIN)
    practice = plan([ExerciseHeading(0, "task-0", (), 10, "evening")], state, 7)

    assert {TODAY: (), TODAY + DAY: (Task("task-0", 10, again=True),)} == practice.calendar


def test_debugging_frees_no_slot_today() -> None:
    """An exercise that was passed by finding its mistake has no grade; it leaves today's share, and none comes."""
    exercises = [ExerciseHeading(n, f"task-{n}", (), 10, "evening") for n in range(6)]
    state = LearnerState()
    before = plan(exercises, state, 10).today
    state.exercises["task-0"] = record(events("dp"))

    assert [("task-0",), ()] == [
        tuple(task.id for task in share) for share in (before, plan(exercises, state, 10).today)
    ]
    tomorrow = plan(exercises, state, 10, NOW + DAY)
    assert "task-1" == tomorrow.today[0].id


def answers(family: str, story: str, day: date = TODAY - DAY) -> list[DrillAnswer]:
    return [DrillAnswer(family, day, sign == "+") for sign in story]


def test_drill() -> None:
    """The drill is what went worst until yesterday, one never tried counting as half right; today it only shrinks."""
    before = [*answers("conv", "+-"), *answers("memory", "--+"), *answers("mlp", "+++++")]
    assert ShortDrill("mlp", QUESTIONS) == short_drill([], TODAY)
    assert ShortDrill("memory", QUESTIONS) == short_drill(before, TODAY)
    assert ShortDrill("embedding", QUESTIONS) == short_drill(
        [*answers("mlp", "+"), *answers("conv", "+")], TODAY
    )
    now = [*before, *answers("conv", "-----", TODAY), *answers("memory", "+-", TODAY)]
    drill = short_drill(now, TODAY)

    assert drill is not None
    assert ("memory", 3, 3) == (drill.family, drill.questions, drill.minutes)
    assert "nnprep drill memory --count 3" == drill.command
    assert short_drill([*now, *answers("memory", "+++", TODAY)], TODAY) is None
    assert ShortDrill("conv", QUESTIONS) == short_drill(
        [*before, *answers("memory", "+" * 9), *answers("later", "-" * 9)], TODAY
    )


def test_names_are_those_of_the_rooms_that_load_late() -> None:
    """The home screen's own lists of drills and paths are the real ones."""
    assert [*FAMILIES] == [*DRILLS]
    assert [*Course] == [*COURSES]


def test_no_plan_from_the_day_on() -> None:
    """On the day itself and after it, nothing is planned."""
    for days in (0, -1):
        assert plan_practice([], LearnerState(), [], NOW, TODAY + days * DAY) is None


def test_cards_keep_their_promise() -> None:
    """Exercises change nothing about the cards; the next command is cards, exercises, the drill, then what's left."""
    cards = [made_up(f"card-{number}") for number in range(20)]
    exercises = [ExerciseHeading(n, f"task-{n}", (), 10, "evening") for n in range(6)]
    state = LearnerState(interview=TODAY + 9 * DAY)
    commands = []
    drilled: list[DrillAnswer] = []
    for step in range(4):
        view = look(
            cards, exercises, state.exercises, state, NOW, TODAY, streak=0, worked=True, drills=drilled
        )
        deck = make_plan(cards, state, NOW, TODAY + 9 * DAY).deck
        assert (len(deck.due), len(deck.new), deck.minutes) == (view.due, view.new, view.minutes)
        commands.append(view.command)
        if step == 0:
            for card in deal_today(cards, state, NOW).cards:
                state.memories[card.id] = graded(None, Grade.EASY, NOW, TODAY)
        elif step == 1:
            do(state, "task-0", NOW)
        else:
            drilled = answers("mlp", "+++++", TODAY)

    assert [
        "nnprep quiz",
        "nnprep exercise task-0",
        "nnprep drill mlp --count 5",
        "nnprep exercise task-1",
    ] == commands


def test_answers_from_the_log(tmp_path: Path) -> None:
    """Answers to drills are read in order, from the log; nothing else is taken for one."""
    with History.open(tmp_path / "history.sqlite3", clock=lambda: NOW) as history:
        for subject, data in (
            ("drill conv", {"right": True}),
            ("relu", {"grade": 3}),
            ("drill conv", {"right": False}),
            ("drillx", {"right": True}),
            ("drill mlp", {}),
        ):
            history.append(EventKind.PRACTICE, subject, data)
        history.void(history.append(EventKind.PRACTICE, "drill mlp", {"right": True}))
        assert [*answers("conv", "+-", TODAY), *answers("mlp", "-", TODAY)] == drill_answers(history)
        assert load_state(history).days == {TODAY: 5}
