"""What was done with each exercise: attempts, hints, solutions, passes and the time they took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from nnprep.learner.history.events import Event, EventKind
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.learner.history.log import History

KINDS = (EventKind.START, EventKind.ATTEMPT, EventKind.HINT, EventKind.SOLUTION)
"""The kinds of events that say what was done with an exercise."""
WHOLE = ""
"""Stands for the whole file if it couldn't be run, so that no part was judged."""
PART_PASSED = "part passed"
UNFINISHED = "unfinished"


class Record(NamedTuple):
    """Everything that was done with one exercise."""

    started: datetime | None
    """When its file was last written, UTC; None if it never was."""
    attempts: int
    passed: bool
    """Whether any attempt passed."""
    last_status: str
    """The status of the last attempt, `PART_PASSED` or `UNFINISHED`; empty if there was no attempt."""
    failing_seed: int | None
    """The seed with which something last failed that hasn't passed since; the next attempt uses it again."""
    failing_parts: tuple[str, ...]
    """The parts that didn't pass when they were last judged."""
    hints: dict[str, int]
    """Part -> how many hints were taken for it since the file was written."""
    gave_up: bool
    """Whether the solution was shown before a pass."""
    hints_taken: int
    """How many hints were ever taken, also before the file was written again."""
    minutes: float | None = None
    """The working time; None where nobody asked `working_time` for it, and if it isn't known."""


def records(history: History) -> dict[str, Record]:
    """Return the record of every exercise that has events."""
    by_exercise: dict[str, list[Event]] = {}
    for event in history.each_event(KINDS):
        by_exercise.setdefault(event.subject, []).append(event)
    return {subject: record(events) for subject, events in by_exercise.items()}


def record_of(history: History, exercise: str, handout: str = "") -> Record:
    """Return the record of one exercise, or of one file of a debugging exercise; an empty one if nothing was done."""
    return record(belonging(history.events(subject=exercise), handout))


def belonging(events: Sequence[Event], handout: str) -> list[Event]:
    """Return those events of an exercise that belong to one debugging file."""
    return [event for event in events if event.data.get("handout", "") == handout]


def has_passed(attempt: Event) -> bool:
    """Return whether an attempt passed the whole exercise; passing one part isn't enough."""
    return attempt.kind == EventKind.ATTEMPT and attempt.data.get("passed") is True


def record(events: Sequence[Event]) -> Record:
    """Sum up the events of one exercise, which must be in order."""
    started: datetime | None = None
    hints: dict[str, int] = {}
    failing: dict[str, int | None] = {}
    attempts, hints_taken, passed, gave_up, last_status = 0, 0, False, False, ""
    for event in events:
        if event.kind == EventKind.START:
            started, hints = event.at, {}
        elif event.kind == EventKind.ATTEMPT:
            last_status = status_label(event)
            failing = still_failing(failing, event)
            if last_status == "not-attempted":
                continue  # checking an empty stub isn't an attempt
            attempts += 1
            passed = passed or has_passed(event)
        elif event.kind == EventKind.HINT:
            part = event.data.get("part", "")
            known, step = hints.get(part, 0), event.data.get("step", 1)
            hints[part] = max(known, step)
            hints_taken += hints[part] - known
        elif event.kind == EventKind.SOLUTION and not passed:
            gave_up = True
    return Record(
        started=started,
        attempts=attempts,
        passed=passed,
        last_status=last_status,
        failing_seed=next((seed for seed in reversed(failing.values()) if seed is not None), None),
        failing_parts=tuple(part for part in failing if part != WHOLE),
        hints=hints,
        gave_up=gave_up,
        hints_taken=hints_taken,
    )


def state_word(record: Record | None) -> str:
    """Return how far an exercise is, in the words of `nnprep check`; empty if nothing was written or tried."""
    if record is None:
        return ""
    word = "passed" if record.passed else record.last_status or ("started" if record.started else "")
    return word.replace("-", " ")


def state_words(record: Record | None) -> list[str]:
    """Return the same, and whether the solution was shown before a pass."""
    words = [state_word(record), "solution seen" if record is not None and record.gave_up else ""]
    return [word for word in words if word]


def status_label(attempt: Event) -> str:
    """Return how an attempt ended, for the list of exercises."""
    status = str(attempt.data.get("status", ""))
    if status == "passed" and not has_passed(attempt):
        return PART_PASSED
    return UNFINISHED if attempt.data.get("unfinished") else status


def still_failing(before: dict[str, int | None], attempt: Event) -> dict[str, int | None]:
    """Return which parts haven't passed after an attempt, with the seed of the failure; parts not judged stay."""
    if has_passed(attempt):
        return {}
    data = attempt.data
    parts: dict[str, str] = data.get("parts") or {}
    seed = data.get("seed")
    after = {part: old for part, old in before.items() if part not in parts and (part != WHOLE or not parts)}
    after |= {
        part: None if status == "not-attempted" else seed
        for part, status in parts.items()
        if status != "passed"
    }
    if not parts and data.get("status") != "not-attempted":
        after[WHOLE] = seed
    return after


def written(records: Mapping[str, Record]) -> list[Record]:
    """Return the records of exercises, without those of their debugging exercises."""
    return [record for subject, record in records.items() if not subject.endswith(".debug")]
