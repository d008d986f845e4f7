"""Exercises and drills until the interview: which to do on which day, so that cards aren't all that is practiced.

The cards have a plan of their own (`interview_plan`), which this one leaves alone. A day's share is what it was in the
morning, less what was done since: whatever is passed, it only shrinks.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from nnprep.learner.history.damage import damaged
from nnprep.learner.history.events import study_day
from nnprep.learner.history.rows import FIRST, NOT_VOIDED, moment
from nnprep.learner.schedule.course import is_done
from nnprep.learner.schedule.learner_state import EXERCISE, LearnerState
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.exercises import Exercise
    from nnprep.content.yaml.exercise_headings import ExerciseHeading
    from nnprep.learner.history.log import History

COURSES = ("evening", "week", "month")
"""The paths, the shortest first, as in `Course`, which takes too long to import for the home screen."""
PACE = 60
"""Minutes a day for new exercises, so that cards leave room for them; a path fits if what is left of it does."""
REPEATS = 30
"""Minutes a day for repeated exercises; the one that reaches them is the day's last."""
DRILLS = (
    "mlp",
    "conv",
    "embedding",
    "attention",
    "recurrent",
    "normalization",
    "broadcasting",
    "memory",
    "gradients",
    "initialization",
)
"""What a day's drill may be about, as in `nnprep.nn.drills`, whose generators the home screen doesn't need."""
QUESTIONS = 5
"""Questions of a day's drill, about a minute each."""
RECENT = 20
"""How many of the latest answers to a drill say how well it goes."""
LATEST = 1000
"""How many drill answers are read at most."""


class Task(NamedTuple):
    """An exercise on some day."""

    id: str
    minutes: int
    """What an interviewer would allow."""
    again: bool
    """Whether it was passed or given up before, and is due."""


class ShortDrill(NamedTuple):
    """Today's drill, or what is left of it."""

    family: str
    questions: int

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return self.questions

    @property
    def command(self) -> str:
        """What to type for it."""
        return f"nnprep drill {self.family} --count {self.questions}"


class DrillAnswer(NamedTuple):
    """An answer to a drill's question."""

    family: str
    day: date
    """The study day."""
    right: bool


class Practice(NamedTuple):
    """Exercises and drills until the interview."""

    course: str
    """The path that the new exercises are from; empty if there are none."""
    calendar: dict[date, tuple[Task, ...]]
    """Study day -> what is left to do on it, from today to the eve; only days with exercises, and today."""
    drill: ShortDrill | None
    """Today's drill; None if it's done."""
    left_out: int
    """How many new exercises of the path don't fit."""

    @property
    def today(self) -> tuple[Task, ...]:
        """Today's exercises."""
        return next(iter(self.calendar.values()))

    @property
    def minutes(self) -> int:
        """About how long today's exercises and the drill take."""
        return sum(task.minutes for task in self.today) + (self.drill.minutes if self.drill else 0)


def plan_practice(
    exercises: Sequence[Exercise | ExerciseHeading],
    state: LearnerState,
    answers: Iterable[DrillAnswer],
    now: datetime,
    interview: date,
) -> Practice | None:
    """Return the plan, or None from the day of the interview on; `now` is the learner's clock.

    New exercises end before the eve if that's possible: it belongs to the cards, most of which come once more.
    """
    today = study_day(now)
    days = [today + timedelta(days=number) for number in range((interview - today).days)]
    if not days:
        return None
    new_days = days[:-1] or days
    course, new = path_that_fits([each for each in exercises if is_new(each.id, state, now)], len(new_days))
    fitting = those_that_fit(new, budget(len(new_days)))
    calendar = {
        day: (*again, *fresh)
        for day, again, fresh in zip(
            days,
            repeats(exercises, state, days),
            [*spread(fitting, len(new_days)), ()],
            strict=False,
        )
    }
    done = {each.id for each in exercises if was_graded(each.id, state, today)}
    done |= {id for id, record in state.exercises.items() if is_done(record)}
    left = {
        day: tuple(task for task in tasks if task.again or task.id not in done)
        for day, tasks in calendar.items()
    }
    return Practice(
        course=course if fitting else "",
        calendar={day: tasks for day, tasks in left.items() if tasks or day == today},
        drill=short_drill(answers, today),
        left_out=len(new) - len(fitting),
    )


def is_new(exercise: str, state: LearnerState, now: datetime) -> bool:
    """Return whether an exercise was neither passed nor given up when today began."""
    memory, record = state.memories.get(EXERCISE + exercise), state.exercises.get(exercise)
    if memory is not None:
        return memory.first == study_day(now)
    if record is None or not is_done(record):
        return True
    # The mistake was found in a complete solution, which has no grade; the day on which it was handed out must do.
    return record.started is not None and study_day(record.started.astimezone(now.tzinfo)) == study_day(now)


def was_graded(exercise: str, state: LearnerState, today: date) -> bool:
    """Return whether an exercise was passed or given up today."""
    memory = state.memories.get(EXERCISE + exercise)
    return memory is not None and memory.day == today


def budget(days: int) -> int:
    """Return the minutes that there are for new exercises on so many days."""
    return PACE * days


def path_that_fits(
    new: Sequence[Exercise | ExerciseHeading], days: int
) -> tuple[str, list[Exercise | ExerciseHeading]]:
    """Return the longest path whose new exercises fit, and these; if none fits, the shortest that has any."""
    paths = {
        name: [each for each in new if COURSES.index(each.course) <= place]
        for place, name in enumerate(COURSES)
    }
    open_paths = [name for name in COURSES if paths[name]]
    fit = [name for name in open_paths if sum(each.minutes for each in paths[name]) <= budget(days)]
    name = (fit[-1:] or open_paths[:1] or [""])[0]
    return name, paths.get(name, [])


def those_that_fit(new: Iterable[Exercise | ExerciseHeading], minutes: int) -> list[Task]:
    """Return the first exercises, in their order, that take no more than some minutes together."""
    tasks: list[Task] = []
    for each in new:
        minutes -= each.minutes
        if minutes < 0:
            break
        tasks.append(Task(each.id, each.minutes, again=False))
    return tasks


def spread(tasks: Sequence[Task], days: int) -> list[tuple[Task, ...]]:
    """Return each day's share of exercises, in their order, so that the longest day is as short as possible.

    They come early rather than late: each day is filled up to that length. Who follows the plan is never asked for a
    longer day tomorrow.
    """
    if not tasks:
        return [()] * days
    longest = max(max(task.minutes for task in tasks), math.ceil(sum(task.minutes for task in tasks) / days))
    while len(shares := filled(tasks, longest)) > days:
        longest += 1
    return [*shares, *[()] * (days - len(shares))]


def filled(tasks: Sequence[Task], minutes: int) -> list[tuple[Task, ...]]:
    """Return as few shares as possible, none of which takes more than some minutes."""
    shares: list[tuple[Task, ...]] = [()]
    for task in tasks:
        if sum(each.minutes for each in shares[-1]) + task.minutes > minutes:
            shares.append(())
        shares[-1] += (task,)
    return shares


def repeats(
    exercises: Iterable[Exercise | ExerciseHeading], state: LearnerState, days: Sequence[date]
) -> list[tuple[Task, ...]]:
    """Return which exercises to repeat on each day, those due first first; what doesn't fit moves to the next day.

    What was repeated today already counts toward today's minutes, and comes back tomorrow at the earliest.
    """
    today, spent = days[0], 0
    waiting: list[tuple[date, str, int]] = []
    for each in exercises:
        memory = state.memories.get(EXERCISE + each.id)
        if memory is None:
            continue
        earliest = today + timedelta(days=memory.day == today)
        waiting.append((max(memory.due_day, earliest), each.id, each.minutes))
        if memory.first < today == memory.day:
            spent += each.minutes
    waiting.sort()
    shares = []
    for day in days:
        share: list[Task] = []
        while waiting and waiting[0][0] <= day and spent < REPEATS:
            _, id, minutes = waiting.pop(0)
            share.append(Task(id, minutes, again=True))
            spent += minutes
        shares.append(tuple(share))
        spent = 0
    return shares


def short_drill(answers: Iterable[DrillAnswer], today: date) -> ShortDrill | None:
    """Return today's drill: what went worst until yesterday in its latest answers, less what was answered today.

    A drill never tried counts as half right; of equals the first in their order comes first.
    """
    before: dict[str, list[bool]] = {family: [] for family in DRILLS}
    today_counts = dict.fromkeys(DRILLS, 0)
    for each in answers:
        if each.family in before and each.day < today:
            before[each.family].append(each.right)
        elif each.family in before:
            today_counts[each.family] += 1
    family = max(DRILLS, key=lambda name: expected_misses(before[name][-RECENT:]))
    left = QUESTIONS - today_counts[family]
    return ShortDrill(family, left) if left > 0 else None


def expected_misses(answers: Sequence[bool]) -> float:
    """Return the share of misses to expect after some answers (Laplace's rule of succession)."""
    return (answers.count(False) + 1) / (len(answers) + 2)


def drill_answers(history: History) -> list[DrillAnswer]:
    """Return the latest answers to drills in the order in which they were given."""
    query = (
        "SELECT subject, at, offset_minutes, data FROM event WHERE kind = 'practice'"
        f" AND subject > 'drill ' AND subject < 'drill!' AND at BETWEEN ? AND ? AND {NOT_VOIDED}"
        f" ORDER BY at DESC, id DESC LIMIT {LATEST}"
    )
    answers = []
    for subject, at, offset, data in history.rows(query, [FIRST, history.horizon()]):
        try:
            right = json.loads(data).get("right") is True
            day = study_day(moment(at) + timedelta(minutes=offset))
            answers.append(DrillAnswer(subject.removeprefix("drill "), day, right))
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(history.path, f"an answer to a drill makes no sense ({error})") from error
    return answers[::-1]
