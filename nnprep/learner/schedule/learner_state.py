"""What the log amounts to: memories, suspended cards and the interview's date, as the quiz needs them.

The log is the only truth. The file next to it (`standing.json`) is a cache that saves replaying thousands of reviews
before the first card. It records up to which event it was computed, is checked against the log, and is ignored when
in doubt.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnprep import __version__
from nnprep.learner.attempts import KINDS, Record, record
from nnprep.learner.grades import Grade, as_grade
from nnprep.learner.history.damage import damaged
from nnprep.learner.history.database import create_private
from nnprep.learner.history.drafts import new_draft, sweep
from nnprep.learner.history.events import WORK, Event, EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.history.rows import FIRST, NOT_VOIDED, TIME, moment
from nnprep.learner.schedule import day_plan
from nnprep.learner.schedule.exercise_grades import episode_grades
from nnprep.learner.schedule.memory import Memory, as_json, from_json
from nnprep.learner.schedule.retention import desired_retention

if TYPE_CHECKING:
    from nnprep.learner.schedule.day_plan import DayPlan
    from nnprep.learner.schedule.fsrs_model import Grading

EXERCISE = "exercise:"
"""Prefix of an exercise's id among the ids of cards."""
CACHE_NAME = "standing.json"
CACHE_FORMAT = 5
"""Goes up whenever the cache's content changes."""
MANY = 20
"""Above this many cards, one pass over the whole log is faster than one pass for each card."""
LONGEST_PLAN = 731
"""Days from the day on which an interview's date is set; no plan reaches further."""
UNUSABLE = "The file {path}, which is computed from the history, can't be used; the history itself is intact."
CONTRADICTS = "The file {path} contradicts the history that it's computed from; the history itself is intact."


class LearnerState:
    """What the log amounts to, up to a position in it."""

    # Not a dataclass: importing that module takes longer than all of this room, and the first card waits for it.
    def __init__(
        self,
        *,
        memories: dict[str, Memory] | None = None,
        crammed: dict[str, tuple[date, Grade]] | None = None,
        suspended: set[str] | None = None,
        exercises: dict[str, Record] | None = None,
        days: dict[date, int] | None = None,
        interview: date | None = None,
        over_shown: bool = False,
        position: int = 0,
        last: str = "",
        latest: str = "",
        waiting: str = "",
        plan: DayPlan | None = None,
    ) -> None:
        self.memories = memories or {}
        """Card id, or `exercise:` and exercise id -> its memory; only of what was graded."""
        self.crammed = crammed or {}
        """Card id -> the study day and grade of its last answer while cramming."""
        self.suspended = suspended or set()
        """Ids of cards that aren't asked."""
        self.exercises = exercises or {}
        """Exercise id -> what was done with it; only of those that have events."""
        self.days = days or {}
        """Study day -> how much was done on it; only of those with work."""
        self.interview = interview
        """The date of the interview, if one is set."""
        self.over_shown = over_shown
        """Whether the learner has seen that this date is over."""
        self.position = position
        """The position of the last event it was computed from."""
        self.last = last
        """The id of that event."""
        self.latest = latest
        """The latest `at` of the events that count."""
        self.waiting = waiting
        """The earliest `at` of the events from the future, which don't count yet; empty if there are none."""
        self.plan = plan
        """Today's deck of the plan for the interview, if it was planned; it says itself when it's outdated."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LearnerState) and facts(self) == facts(other)

    __hash__ = None  # type: ignore[assignment] # it changes

    def catch_up(self, history: History) -> bool:
        """Take in what any session wrote since; return whether there was anything."""
        position, last = history.end()
        horizon = history.horizon()
        if self.latest > horizon or (self.waiting and self.waiting <= horizon):  # the clock was set
            vars(self).update(vars(LearnerState()))
        if position <= self.position:
            return False
        if not self.add_latest(history):
            self.compute_again(history)
        self.note_limits(history)
        self.position, self.last = position, last
        return True

    def add_latest(self, history: History) -> bool:
        """Add a few events that are later than all others; return False if it takes more than that."""
        rows = history.rows(
            "SELECT kind, at FROM event WHERE position > ? LIMIT ?", [self.position, MANY + 1]
        )
        if not self.position or len(rows) > MANY:
            return False
        if any(kind in (EventKind.VOID, EventKind.FORGET) or at <= self.latest for kind, at in rows):
            return False
        for event in history.events(since=self.position):
            self.add(history, event)
        return True

    def add(self, history: History, event: Event) -> None:
        """Add one event, which is later than all others."""
        grade = as_grade(event.data.get("grade"))
        if event.kind == EventKind.REVIEW and grade is not None:
            # Half of Python's start, and not needed at the first card.
            from nnprep.learner.schedule.fsrs_model import graded

            before = self.memories.pop(event.subject, None)
            self.memories[event.subject] = graded(before, grade, event.at, event.day)
        elif event.kind == EventKind.PRACTICE and grade is not None:
            self.crammed[event.subject] = event.day, grade
        elif event.kind in KINDS:
            self.replay_exercise(history, event.subject)
        elif event.kind == EventKind.SUSPEND:
            self.suspended.discard(event.subject)
            self.suspended |= {event.subject} if is_suspended([event]) else set()
        elif event.kind == EventKind.INTERVIEW:
            self.interview, self.over_shown = interview_date([event]), was_shown([event])
        if event.kind in WORK:
            self.days[event.day] = self.days.get(event.day, 0) + 1

    def compute_again(self, history: History) -> None:
        """Compute anew whatever the new events belong to, in whatever order they happened."""
        changed: dict[str, set[str]] = {}
        for kind, subject in changed_subjects(history, self.position):
            changed.setdefault("exercise" if kind in KINDS else kind, set()).add(subject)
        self.replay_reviews(
            history, changed.get(EventKind.REVIEW, set()) | changed.get(EventKind.FORGET, set())
        )
        for subject in changed.get(EventKind.PRACTICE, set()) | changed.get(EventKind.FORGET, set()):
            self.crammed.pop(subject, None)
            if last := last_practice(history, subject):
                self.crammed[subject] = last
        for subject in changed.get("exercise", ()):
            self.replay_exercise(history, subject)
        for subject in changed.get(EventKind.SUSPEND, ()):
            self.suspended.discard(subject)
            if is_suspended(history.events(EventKind.SUSPEND, subject)):
                self.suspended.add(subject)
        if EventKind.INTERVIEW in changed:
            settings = history.events(EventKind.INTERVIEW)
            self.interview, self.over_shown = interview_date(settings), was_shown(settings)
        if any(kind in changed for kind in ("exercise", EventKind.REVIEW, EventKind.PRACTICE)):
            self.days = dict(Counter(history.days(WORK, since=datetime(2000, 1, 1, tzinfo=UTC))))

    def note_limits(self, history: History) -> None:
        """Remember up to when the events count, and when the next of the others will."""
        self.latest = self.waiting = ""
        horizon = history.horizon()
        for kind in EventKind:  # one search in the index for each
            query = f"SELECT {{}}(at) FROM event WHERE kind = '{kind}' AND at {{}} ?"
            ((latest,),) = history.rows(query.format("max", "<="), [horizon])
            ((waiting,),) = history.rows(query.format("min", ">"), [horizon])
            self.latest = max(self.latest, latest or "")
            self.waiting = min(self.waiting or waiting or "", waiting or self.waiting)

    def replay_reviews(self, history: History, cards: set[str]) -> None:
        """Compute the memories of these cards anew."""
        forgotten = forgotten_until(history)
        if len(cards) > MANY:
            self.replay(cards, reviews(history, forgotten))
            return
        for card in cards:
            self.replay({card}, reviews(history, forgotten, card))

    def replay_exercise(self, history: History, exercise: str) -> None:
        """Compute the record and the memory of an exercise anew."""
        events = history.events(KINDS, exercise)
        self.exercises.pop(exercise, None)
        if events:
            self.exercises[exercise] = record(events)
        gradings = [
            (EXERCISE + exercise, grade, event.at, event.day) for event, grade in episode_grades(events)
        ]
        self.replay({EXERCISE + exercise}, gradings)

    def replay(self, subjects: Iterable[str], gradings: Iterable[Grading]) -> None:
        """Replace the memories of these subjects; one without gradings, because all were undone, has no memory."""
        gradings = iter(gradings)
        first = next(gradings, None)
        memories = {}
        if first is not None:
            # Half of Python's start; usually the cache holds everything, and nothing is replayed at the first card.
            from nnprep.learner.schedule.fsrs_model import replay

            memories = replay(chain([first], gradings))
        for subject in subjects:
            self.memories.pop(subject, None)
            if subject in memories:
                self.memories[subject] = memories[subject]


def facts(state: LearnerState) -> dict[str, Any]:
    """Return what the log amounts to, without the plan, which is made of it."""
    return {name: value for name, value in vars(state).items() if name != "plan"}


def is_close(interview: date | None, today: date) -> bool:
    """Return whether the interview is today or tomorrow, when cramming is worth more than the schedule."""
    return interview is not None and timedelta() <= interview - today <= timedelta(days=1)


def reviews(history: History, forgotten: dict[str, str], card: str | None = None) -> Iterator[Grading]:
    """Yield all reviews, or those of one card, in order, skipping those without a known grade and the forgotten ones.

    Reads rows rather than events, which is twice as fast for ten thousand of them.
    """
    where, values = (" AND subject = ?", [card]) if card is not None else ("", [])
    query = (
        f"SELECT subject, at, offset_minutes, data FROM event WHERE kind = 'review'{where}"
        f" AND at BETWEEN ? AND ? AND {NOT_VOIDED} ORDER BY at, id"
    )
    for subject, at, offset, data in history.stream(query, [*values, FIRST, history.horizon()]):
        if subject in forgotten and at <= forgotten[subject]:
            continue
        try:
            grade = as_grade(json.loads(data).get("grade"))
            utc = moment(at)
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(history.path, f"a review makes no sense ({error})") from error
        if grade is not None:
            yield subject, grade, utc, study_day(utc + timedelta(minutes=offset))


def forgotten_until(history: History) -> dict[str, str]:
    """Return for each card that was reset the `at` up to which its answers don't count."""
    query = f"SELECT subject, max(at) FROM event WHERE kind = 'forget' AND at <= ? AND {NOT_VOIDED} GROUP BY subject"
    return dict(history.rows(query, [history.horizon()]))


def changed_subjects(history: History, position: int) -> Iterator[tuple[str, str]]:
    """Yield kind and subject of everything written after a position, and of what was undone since."""
    if not position:
        yield from history.stream("SELECT DISTINCT kind, subject FROM event WHERE kind <> 'void'")
        return
    yield from history.stream(
        "SELECT DISTINCT kind, subject FROM event WHERE position > ? AND +kind <> 'void'", [position]
    )
    yield from history.stream(
        "SELECT DISTINCT kind, subject FROM event WHERE id IN"
        " (SELECT subject FROM event WHERE position > ? AND +kind = 'void')",
        [position],
    )


def is_suspended(events: list[Event]) -> bool:
    """Return whether a card is suspended after its `suspend` events."""
    return bool(events) and events[-1].data.get("suspended", True) is True


def last_practice(history: History, card: str) -> tuple[date, Grade] | None:
    """Return the study day and grade of the last answer with a known grade, or None if there is none."""
    forgotten = forgotten_until(history).get(card, "")
    for event in reversed(history.events(EventKind.PRACTICE, card)):
        grade = as_grade(event.data.get("grade"))
        if grade is not None:
            return (event.day, grade) if event.at.strftime(TIME) > forgotten else None
    return None


def interview_date(events: list[Event]) -> date | None:
    """Return the date that the last `interview` event set; None if it removed it, or no plan reaches that far."""
    text = events[-1].data.get("date") if events else None
    with contextlib.suppress(TypeError, ValueError):
        day = date.fromisoformat(text)  # type: ignore[arg-type]
        return day if (day - events[-1].day).days <= LONGEST_PLAN else None
    return None


def was_shown(events: list[Event]) -> bool:
    """Return whether the last `interview` event says that the learner has seen that the date is over."""
    return bool(events) and events[-1].data.get("told") is True


def load_state(history: History) -> LearnerState:
    """Return the learner's state now, starting from the cache if it's still valid."""
    state = cached_state(history) or LearnerState()
    before = state.position
    if state.catch_up(history) and state.position - before > MANY:
        save_state(state, history)  # a long log isn't replayed twice, whatever command comes next
    return state


def cached_state(history: History) -> LearnerState | None:
    """Return the cached state, or None if it's not of this log, this nnprep, this scheduler and this time."""
    try:
        value = json.loads(cache_path(history).read_text(encoding="utf-8"))
        if value["made_by"] != maker() or is_stale(value, history):
            return None
        return LearnerState(
            memories={subject: from_json(memory) for subject, memory in value["learned"].items()},
            crammed={
                subject: (date.fromisoformat(day), Grade(grade))
                for subject, (day, grade) in value["practised"].items()
            },
            suspended=set(value["suspended"]),
            exercises={subject: record_from_json(each) for subject, each in value["exercises"].items()},
            days={date.fromisoformat(day): int(count) for day, count in value["days"].items()},
            interview=date.fromisoformat(value["interview"]) if value["interview"] else None,
            over_shown=value["told"],
            position=value["position"],
            last=value["last"],
            latest=value["latest"],
            waiting=value["waiting"],
            plan=day_plan.from_json(value["plan"]) if value["plan"] else None,
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def is_stale(value: dict[str, Any], history: History) -> bool:
    """Return whether a cached value is of another log, or of a time at which other events counted."""
    horizon = history.horizon()
    if value["latest"] > horizon or (value["waiting"] and value["waiting"] <= horizon):
        return True
    rows = history.rows("SELECT id FROM event WHERE position = ?", [value["position"]])
    return rows != [(value["last"],)]


def record_from_json(value: list[Any]) -> Record:
    """Return the record of an exercise from the cache. Raises ValueError or TypeError."""
    started, *rest = value
    each = Record(datetime.fromisoformat(started) if started else None, *rest)
    return each._replace(failing_parts=tuple(each.failing_parts))


def save_state(state: LearnerState, history: History) -> None:
    """Write the cache; if that fails, the state is computed again next time."""
    path = cache_path(history)
    draft = new_draft(path)
    value = {
        "made_by": maker(),
        "position": state.position,
        "last": state.last,
        "latest": state.latest,
        "waiting": state.waiting,
        "learned": {subject: as_json(memory) for subject, memory in state.memories.items()},
        "practised": {
            subject: (day.isoformat(), int(grade)) for subject, (day, grade) in state.crammed.items()
        },
        "suspended": sorted(state.suspended),
        "exercises": {
            subject: [each.started.isoformat() if each.started else None, *each[1:]]
            for subject, each in state.exercises.items()
        },
        "days": {day.isoformat(): count for day, count in state.days.items()},
        "interview": state.interview.isoformat() if state.interview else None,
        "told": state.over_shown,
        "plan": day_plan.as_json(state.plan) if state.plan else None,
    }
    with contextlib.suppress(OSError):
        try:
            sweep(path)
            create_private(draft)
            draft.write_text(json.dumps(value), encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def cache_fault(history: History) -> str | None:
    """Return in one sentence how the cache contradicts the log, or None if it doesn't, or isn't used anyway."""
    path = cache_path(history)
    if not path.exists():
        return None
    state = cached_state(history)
    if state is None:
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
            is_ours, stale = value["made_by"] == maker(), is_stale(value, history)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return UNUSABLE.format(path=path)
        return UNUSABLE.format(path=path) if is_ours and not stale else None
    state.catch_up(history)
    fresh = LearnerState()
    fresh.catch_up(history)
    return None if state == fresh else CONTRADICTS.format(path=path)


def cache_path(history: History) -> Path:
    """Return where the cache is."""
    return history.path.with_name(CACHE_NAME)


def maker() -> str:
    """Return what the cache depends on besides the log: this nnprep, the desired retention and the scheduler."""
    own = f"{CACHE_FORMAT} {__version__} {desired_retention()}"
    spec = find_spec("fsrs")
    if spec is None or spec.origin is None:
        return own
    package = Path(spec.origin)
    # The folder next to the package has the version in its name; importlib.metadata takes ten times as long.
    with os.scandir(package.parent.parent) as beside:  # several times as fast as a glob
        names = [each.name for each in beside]
    installed = sorted(name for name in names if name.startswith("fsrs-") and name.endswith(".dist-info"))
    return f"{own} {' '.join(installed)} {package.stat().st_mtime_ns}"
