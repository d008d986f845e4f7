"""Where the learner stands now: what the log amounts to, as the quiz needs it.

The log is the only truth. The file beside it (`standing.json`) only saves replaying thousands of reviews
before the first card: it says up to which event it was computed, is checked against the log, and is ignored
whenever in doubt.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from nnprep import __version__
from nnprep.learner.attempts import KINDS
from nnprep.learner.grades import Grade
from nnprep.learner.history.database import damaged
from nnprep.learner.history.events import Event, EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.exercise_grades import episode_grades
from nnprep.learner.schedule.fsrs_model import Grading, Learned, as_json, from_json, replay

EXERCISE = "exercise:"
"""Before an exercise's id where cards and exercises stand side by side."""


@dataclass(slots=True, kw_only=True)
class Standing:
    """What the log amounts to, up to a position in it."""

    learned: dict[str, Learned] = field(default_factory=dict)
    """Card id, or `exercise:` and exercise id -> what is remembered; nothing for what was never graded."""
    practised: dict[str, tuple[date, Grade]] = field(default_factory=dict)
    """Card id -> the study day and the grade of its last answer while cramming."""
    suspended: set[str] = field(default_factory=set)
    """Ids of cards that are not asked."""
    interview: date | None = None
    """The day of the interview, if one is set."""
    told: bool = False
    """Whether the learner was told that this day is over."""
    position: int = 0
    """Up to which event of the file this was computed."""
    last: str = ""
    """The id of that event."""

    def catch_up(self, history: History) -> bool:
        """Take in what was written since, by whichever session; return whether there was anything."""
        written = history.written_since(self.position)
        if not written:
            return False
        reviewed, crammed, tried, suspended = set(), set(), set(), set()
        for _, _, kind, subject in written:
            if kind == EventKind.VOID:
                kind, subject = target(history, subject)
            if kind == EventKind.REVIEW:
                reviewed.add(subject)
            elif kind == EventKind.PRACTICE:
                crammed.add(subject)
            elif kind in KINDS:
                tried.add(subject)
            elif kind == EventKind.SUSPEND:
                suspended.add(subject)
            elif kind == EventKind.INTERVIEW:
                settings = history.events(EventKind.INTERVIEW)
                self.interview, self.told = interview_date(settings), was_told(settings)
        self.review_anew(history, reviewed)
        for subject in crammed:
            self.practised.pop(subject, None)
            if last := last_practice(history.events(EventKind.PRACTICE, subject)):
                self.practised[subject] = last
        for subject in tried:
            self.renew(EXERCISE + subject, replay(exercise_gradings(history, subject)))
        for subject in suspended:
            self.suspended.discard(subject)
            if is_suspended(history.events(EventKind.SUSPEND, subject)):
                self.suspended.add(subject)
        self.position, self.last = written[-1][:2]
        return True

    def review_anew(self, history: History, subjects: set[str]) -> None:
        """Replay the reviews of these cards; in one go where they are many."""
        if len(subjects) > MANY:
            found = replay(reviews(history))
            for subject in subjects:
                self.renew(subject, found)
            return
        for subject in subjects:
            self.renew(subject, replay(reviews(history, subject)))

    def renew(self, key: str, found: dict[str, Learned]) -> None:
        """Take over what a replay found; nothing found means that all reviews were taken back."""
        self.learned.pop(key, None)
        if key in found:
            self.learned[key] = found[key]


def reviews(history: History, card: str | None = None) -> Iterator[Grading]:
    """Return all reviews, or those of one card, in order; those without a known grade are passed over.

    Reads rows instead of events: ten thousand of them in half the time.
    """
    where, values = (" AND subject = ?", [card]) if card is not None else ("", [])
    for subject, at, offset, data in history.rows(REVIEWS.format(where), values):
        try:
            given = json.loads(data).get("grade")
            grade = GRADES.get(given) if type(given) is int else None
            moment = datetime.fromisoformat(at[:-1]).replace(tzinfo=UTC)
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(history.path, f"a review makes no sense ({error})") from error
        if grade is not None:
            yield subject, grade, moment, study_day(moment + timedelta(minutes=offset))


def exercise_gradings(history: History, exercise: str) -> Iterator[Grading]:
    """Return the episodes of an exercise as `replay` takes them."""
    events = [event for event in history.events(subject=exercise) if event.kind in KINDS]
    for event, grade in episode_grades(events):
        yield EXERCISE + exercise, grade, event.at, event.day


def target(history: History, event_id: str) -> tuple[str, str]:
    """Return kind and subject of an event, which was taken back; empty where it is not in this file."""
    rows = history.rows("SELECT kind, subject FROM event WHERE id = ?", [event_id])
    return (rows[0][0], rows[0][1]) if rows else ("", "")


def is_suspended(events: list[Event]) -> bool:
    """Return whether the last of a card's `suspend` events says so."""
    return bool(events) and events[-1].data.get("suspended", True) is True


def last_practice(events: list[Event]) -> tuple[date, Grade] | None:
    """Return the study day and the grade of the last answer, or None where there is none with a known grade."""
    for event in reversed(events):
        grade = event.data.get("grade")
        if isinstance(grade, int) and grade in GRADES:
            return event.day, GRADES[grade]
    return None


def interview_date(events: list[Event]) -> date | None:
    """Return the date that the last `interview` event set, or None if it took it away."""
    text = events[-1].data.get("date") if events else None
    with contextlib.suppress(TypeError, ValueError):
        return date.fromisoformat(text)  # type: ignore[arg-type]
    return None


def was_told(events: list[Event]) -> bool:
    """Return whether the last `interview` event says that its day is over and that the learner knows."""
    return bool(events) and events[-1].data.get("told") is True


def stand(history: History) -> Standing:
    """Return where the learner stands, starting from what was kept beside the file if it still holds."""
    standing = recalled(history) or Standing()
    standing.catch_up(history)
    return standing


def recalled(history: History) -> Standing | None:
    """Return what `keep` wrote, or None if it does not belong to this log, this nnprep or this scheduler."""
    try:
        value = json.loads(kept_at(history).read_text(encoding="utf-8"))
        if value["made_by"] != maker():
            return None
        rows = history.rows("SELECT id FROM event WHERE position = ?", [value["position"]])
        if rows != [(value["last"],)]:
            return None
        return Standing(
            learned={subject: from_json(memory) for subject, memory in value["learned"].items()},
            practised={
                subject: (date.fromisoformat(day), Grade(grade))
                for subject, (day, grade) in value["practised"].items()
            },
            suspended=set(value["suspended"]),
            interview=date.fromisoformat(value["interview"]) if value["interview"] else None,
            told=value["told"],
            position=value["position"],
            last=value["last"],
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(standing: Standing, history: History) -> None:
    """Write where the learner stands beside the log; without success it is computed again next time."""
    path = kept_at(history)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    value = {
        "made_by": maker(),
        "position": standing.position,
        "last": standing.last,
        "learned": {subject: as_json(memory) for subject, memory in standing.learned.items()},
        "practised": {
            subject: (day.isoformat(), int(grade)) for subject, (day, grade) in standing.practised.items()
        },
        "suspended": sorted(standing.suspended),
        "interview": standing.interview.isoformat() if standing.interview else None,
        "told": standing.told,
    }
    with contextlib.suppress(OSError):
        try:
            draft.write_text(json.dumps(value), encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def kept_at(history: History) -> Path:
    """Return where `keep` writes."""
    return history.path.with_name("standing.json")


def maker() -> str:
    """Return what the kept file depends on besides the log: this nnprep and the installed scheduler."""
    from importlib.util import find_spec

    spec = find_spec("fsrs")
    if spec is None or spec.origin is None:
        return f"{FORM} {__version__}"
    package = Path(spec.origin)
    # The version stands in the name beside the package; importlib.metadata would take ten times as long to say it.
    installed = sorted(path.name for path in package.parent.parent.glob("fsrs-*.dist-info"))
    return f"{FORM} {__version__} {' '.join(installed)} {package.stat().st_mtime_ns}"


GRADES = {int(grade): grade for grade in Grade}
FORM = 2
"""Counts up whenever the kept file holds something else than before."""
MANY = 20
"""Subjects above which one pass over the whole log is faster than one pass for each."""
REVIEWS = """SELECT subject, at, offset_minutes, data FROM event WHERE kind = 'review'{}
AND id NOT IN (SELECT subject FROM event WHERE kind = 'void') ORDER BY at, id"""
