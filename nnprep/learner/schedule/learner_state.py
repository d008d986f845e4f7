"""What the log amounts to: memories, suspended cards and the interview's date, as the quiz needs them.

The log is the only truth. The file next to it (`standing.json`) is a cache that saves replaying thousands of reviews
before the first card. It records up to which event it was computed, is checked against the log, and is ignored when
in doubt.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nnprep import __version__
from nnprep.learner.attempts import KINDS
from nnprep.learner.grades import Grade, as_grade
from nnprep.learner.history.damage import damaged
from nnprep.learner.history.events import Event, EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.history.rows import NOT_VOIDED, moment
from nnprep.learner.schedule.exercise_grades import episode_grades
from nnprep.learner.schedule.memory import Memory, as_json, from_json

if TYPE_CHECKING:
    from nnprep.learner.schedule.fsrs_model import Grading

EXERCISE = "exercise:"
"""Prefix of an exercise's id among the ids of cards."""
CACHE_NAME = "standing.json"
CACHE_FORMAT = 2
"""Goes up whenever the cache's content changes."""
MANY = 20
"""Above this many cards, one pass over the whole log is faster than one pass for each card."""


@dataclass(slots=True, kw_only=True)
class LearnerState:
    """What the log amounts to, up to a position in it."""

    memories: dict[str, Memory] = field(default_factory=dict)
    """Card id, or `exercise:` and exercise id -> its memory; only of what was graded."""
    crammed: dict[str, tuple[date, Grade]] = field(default_factory=dict)
    """Card id -> the study day and grade of its last answer while cramming."""
    suspended: set[str] = field(default_factory=set)
    """Ids of cards that aren't asked."""
    interview: date | None = None
    """The date of the interview, if one is set."""
    over_shown: bool = False
    """Whether the learner has seen that this date is over."""
    position: int = 0
    """The position of the last event it was computed from."""
    last: str = ""
    """The id of that event."""

    def catch_up(self, history: History) -> bool:
        """Take in what any session wrote since; return whether there was anything."""
        written = history.written_since(self.position)
        if not written:
            return False
        subjects: dict[str, set[str]] = {}
        for _, _, kind, subject in written:
            if kind == EventKind.VOID:
                kind, subject = target(history, subject)
            subjects.setdefault("exercise" if kind in KINDS else kind, set()).add(subject)
        self.replay_reviews(history, subjects.get(EventKind.REVIEW, set()))
        for subject in subjects.get(EventKind.PRACTICE, ()):
            self.crammed.pop(subject, None)
            if last := last_practice(history.events(EventKind.PRACTICE, subject)):
                self.crammed[subject] = last
        for subject in subjects.get("exercise", ()):
            self.replay({EXERCISE + subject}, exercise_gradings(history, subject))
        for subject in subjects.get(EventKind.SUSPEND, ()):
            self.suspended.discard(subject)
            if is_suspended(history.events(EventKind.SUSPEND, subject)):
                self.suspended.add(subject)
        if EventKind.INTERVIEW in subjects:
            settings = history.events(EventKind.INTERVIEW)
            self.interview, self.over_shown = interview_date(settings), was_shown(settings)
        self.position, self.last = written[-1][:2]
        return True

    def replay_reviews(self, history: History, cards: set[str]) -> None:
        """Compute the memories of these cards anew."""
        if len(cards) > MANY:
            self.replay(cards, reviews(history))
            return
        for card in cards:
            self.replay({card}, reviews(history, card))

    def replay(self, subjects: Iterable[str], gradings: Iterable[Grading]) -> None:
        """Replace the memories of these subjects; one without gradings, because all were undone, has no memory."""
        gradings = list(gradings)
        memories = {}
        if gradings:
            # Half of Python's start; usually the cache holds everything, and nothing is replayed at the first card.
            from nnprep.learner.schedule.fsrs_model import replay

            memories = replay(gradings)
        for subject in subjects:
            self.memories.pop(subject, None)
            if subject in memories:
                self.memories[subject] = memories[subject]


def is_close(interview: date | None, today: date) -> bool:
    """Return whether the interview is today or tomorrow, when cramming is worth more than the schedule."""
    return interview is not None and timedelta() <= interview - today <= timedelta(days=1)


def reviews(history: History, card: str | None = None) -> Iterator[Grading]:
    """Yield all reviews, or those of one card, in order, skipping those without a known grade.

    Reads rows rather than events, which is twice as fast for ten thousand of them.
    """
    where, values = (" AND subject = ?", [card]) if card is not None else ("", [])
    query = (
        f"SELECT subject, at, offset_minutes, data FROM event WHERE kind = 'review'{where} AND {NOT_VOIDED}"
    )
    for subject, at, offset, data in history.rows(f"{query} ORDER BY at, id", values):
        try:
            grade = as_grade(json.loads(data).get("grade"))
            utc = moment(at)
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(history.path, f"a review makes no sense ({error})") from error
        if grade is not None:
            yield subject, grade, utc, study_day(utc + timedelta(minutes=offset))


def exercise_gradings(history: History, exercise: str) -> Iterator[Grading]:
    """Yield the episodes of an exercise as gradings."""
    events = [event for event in history.events(subject=exercise) if event.kind in KINDS]
    for event, grade in episode_grades(events):
        yield EXERCISE + exercise, grade, event.at, event.day


def target(history: History, event_id: str) -> tuple[str, str]:
    """Return kind and subject of an undone event; empty strings if it isn't in this file."""
    rows = history.rows("SELECT kind, subject FROM event WHERE id = ?", [event_id])
    return (rows[0][0], rows[0][1]) if rows else ("", "")


def is_suspended(events: list[Event]) -> bool:
    """Return whether a card is suspended after its `suspend` events."""
    return bool(events) and events[-1].data.get("suspended", True) is True


def last_practice(events: list[Event]) -> tuple[date, Grade] | None:
    """Return the study day and grade of the last answer with a known grade, or None if there is none."""
    grades = ((event.day, as_grade(event.data.get("grade"))) for event in reversed(events))
    return next(((day, grade) for day, grade in grades if grade is not None), None)


def interview_date(events: list[Event]) -> date | None:
    """Return the date that the last `interview` event set, or None if it removed it."""
    text = events[-1].data.get("date") if events else None
    with contextlib.suppress(TypeError, ValueError):
        return date.fromisoformat(text)  # type: ignore[arg-type]
    return None


def was_shown(events: list[Event]) -> bool:
    """Return whether the last `interview` event says that the learner has seen that the date is over."""
    return bool(events) and events[-1].data.get("told") is True


def load_state(history: History) -> LearnerState:
    """Return the learner's state now, starting from the cache if it's still valid."""
    state = cached_state(history) or LearnerState()
    state.catch_up(history)
    return state


def cached_state(history: History) -> LearnerState | None:
    """Return the cached state, or None if it's not of this log, this nnprep and this scheduler."""
    try:
        value = json.loads(cache_path(history).read_text(encoding="utf-8"))
        if value["made_by"] != maker():
            return None
        rows = history.rows("SELECT id FROM event WHERE position = ?", [value["position"]])
        if rows != [(value["last"],)]:
            return None
        return LearnerState(
            memories={subject: from_json(memory) for subject, memory in value["learned"].items()},
            crammed={
                subject: (date.fromisoformat(day), Grade(grade))
                for subject, (day, grade) in value["practised"].items()
            },
            suspended=set(value["suspended"]),
            interview=date.fromisoformat(value["interview"]) if value["interview"] else None,
            over_shown=value["told"],
            position=value["position"],
            last=value["last"],
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def save_state(state: LearnerState, history: History) -> None:
    """Write the cache; if that fails, the state is computed again next time."""
    path = cache_path(history)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    value = {
        "made_by": maker(),
        "position": state.position,
        "last": state.last,
        "learned": {subject: as_json(memory) for subject, memory in state.memories.items()},
        "practised": {
            subject: (day.isoformat(), int(grade)) for subject, (day, grade) in state.crammed.items()
        },
        "suspended": sorted(state.suspended),
        "interview": state.interview.isoformat() if state.interview else None,
        "told": state.over_shown,
    }
    with contextlib.suppress(OSError):
        try:
            draft.write_text(json.dumps(value), encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def cache_path(history: History) -> Path:
    """Return where the cache is."""
    return history.path.with_name(CACHE_NAME)


def maker() -> str:
    """Return what the cache depends on besides the log: this nnprep and the installed scheduler."""
    spec = find_spec("fsrs")
    if spec is None or spec.origin is None:
        return f"{CACHE_FORMAT} {__version__}"
    package = Path(spec.origin)
    # The folder next to the package has the version in its name; importlib.metadata takes ten times as long.
    installed = sorted(path.name for path in package.parent.parent.glob("fsrs-*.dist-info"))
    return f"{CACHE_FORMAT} {__version__} {' '.join(installed)} {package.stat().st_mtime_ns}"
