"""What was done with each exercise: attempts, hints, solutions seen, passes and the time they took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from nnprep.memory.events import Event
    from nnprep.memory.history import History


class Record(NamedTuple):
    """Everything that was done with one exercise."""

    started: datetime | None
    """When its file was last written, UTC; None where it never was."""
    attempts: int
    passed: bool
    """Whether any attempt passed."""
    last_status: str
    """Of the last attempt; empty where there was none."""
    failing_seed: int | None
    """The seed of the last attempt where that did not pass: the next one uses it again."""
    failing_parts: tuple[str, ...]
    """Parts that the last attempt did not pass, in order."""
    hints: dict[str, int]
    """How many hints were taken for each part since the file was written."""
    gave_up: bool
    """Whether the solution was shown before a pass."""
    minutes: float | None
    """From the last start to the first pass after it, or to the last attempt; None where either is missing."""


def records(history: History) -> dict[str, Record]:
    """Return the record of every exercise with any event."""
    by_exercise: dict[str, list[Event]] = {}
    for event in history.events():
        if event.kind in {"start", "attempt", "hint", "solution"}:
            by_exercise.setdefault(event.subject, []).append(event)
    return {subject: record(events) for subject, events in by_exercise.items()}


def record_of(history: History, exercise: str) -> Record:
    """Return the record of one exercise, empty where nothing was done yet."""
    return record(history.events(subject=exercise))


def record(events: Sequence[Event]) -> Record:
    """Sum up the events of one exercise, which are in the order of time."""
    started: datetime | None = None
    ended: datetime | None = None
    passed_since = False
    hints: dict[str, int] = {}
    last: dict[str, Any] = {}
    attempts, passed, gave_up = 0, False, False
    for event in events:
        if event.kind == "start":
            started, ended, passed_since, hints = event.at, None, False, {}
        elif event.kind == "attempt":
            last = event.data
            if last.get("status") == "not-attempted":
                continue  # an empty stub was looked at
            attempts += 1
            if not passed_since:
                ended = event.at
            passed_since = passed_since or bool(last.get("passed"))
            passed = passed or bool(last.get("passed"))
        elif event.kind == "hint":
            part = str(event.data.get("part", ""))
            hints[part] = max(hints.get(part, 0), int(event.data.get("step", 1)))
        elif event.kind == "solution" and not passed:
            gave_up = True
    failed = bool(last) and not last.get("passed")
    parts = last.get("parts") or {}
    return Record(
        started=started,
        attempts=attempts,
        passed=passed,
        last_status=str(last.get("status", "")),
        failing_seed=last.get("seed") if failed else None,
        failing_parts=tuple(part for part, status in parts.items() if status != "passed"),
        hints=hints,
        gave_up=gave_up,
        minutes=(ended - started).total_seconds() / 60 if started and ended else None,
    )
