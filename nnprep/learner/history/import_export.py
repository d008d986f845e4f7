"""The history carried to another machine and back, as JSON lines or as a copy: every event once, whoever brings it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nnprep.errors import UsageError
from nnprep.learner.history.backups import is_sound
from nnprep.learner.history.event_schema import unusable
from nnprep.learner.history.events import Event, EventKind
from nnprep.learner.history.log import History, as_row, parsed_time

SCHEMA = "nnprep.event/1"
FIELDS: dict[str, type] = {
    "id": str,
    "at": str,
    "offset_minutes": int,
    "kind": str,
    "subject": str,
    "session": str,
    "version": str,
    "data": dict,
}


def export_lines(history: History) -> Iterator[str]:
    """Yield every event as one line of JSON, in order; also those that were taken back."""
    for event in history.events(voided=True):
        id_, at, offset, kind, subject, session, version, _ = as_row(event)
        value = {"schema": SCHEMA, "id": id_, "at": at, "offset_minutes": offset, "kind": kind}
        value |= {"subject": subject, "session": session, "version": version, "data": event.data}
        yield json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def import_lines(history: History, lines: Iterable[str]) -> tuple[int, int]:
    """Add the events that the history does not hold, all in one commit; return how many were new, of how many.

    Raises UsageError, and adds nothing, if any line is not an event; and UnsavedError.
    """
    events = [parsed(line, number) for number, line in enumerate(lines, start=1) if line.strip()]
    return history.insert(events), len(events)


def import_copy(history: History, path: Path) -> tuple[int, int]:
    """Add the events of a copy of a history, such as a daily backup; return how many were new, of how many.

    Raises UsageError, and adds nothing, if the file is no sound history; and UnsavedError.
    """
    if not is_sound(path):
        raise UsageError(
            f"{path} is no sound history. Nothing was imported.", next_step="nnprep history backups"
        )
    with History.open(path) as copy:
        events = copy.events(voided=True)
    if not all(is_plausible(event) for event in events):
        raise UsageError(f"{path} has an event outside {YEARS}. Nothing was imported.")
    return history.insert(events), len(events)


def is_copy(data: bytes) -> bool:
    """Return whether a file with this content is a database, not lines of JSON."""
    return data.startswith(HEADER)


def parsed(line: str, number: int) -> Event:
    """Return the event of one line; raises UsageError with the line's number."""
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise not_an_event(number, f"it is no JSON ({error})") from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise not_an_event(number, f"its schema is not {SCHEMA}")
    for name, kind in FIELDS.items():
        if not isinstance(value.get(name), kind) or isinstance(value.get(name), bool):
            raise not_an_event(number, f"`{name}` is missing or of another type")
    at = parsed_time(value["at"])
    if at is None:
        raise not_an_event(number, "`at` is no time such as 2026-11-21T09:30:00.000000Z")
    if len(value["id"]) != ID_LENGTH or not value["kind"] or abs(value["offset_minutes"]) > WHOLE_DAY:
        raise not_an_event(number, "its id, kind or offset cannot be right")
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except ValueError as error:
        raise not_an_event(number, "it holds a number or a sign that no history can hold") from error
    wrong = unusable(value["kind"], value["data"])
    if wrong:
        raise not_an_event(number, f"`{wrong[0]}` in its data is of another type than nnprep writes")
    event = Event(**{name: value[name] for name in FIELDS} | {"at": at})
    if not is_plausible(event):
        raise not_an_event(number, f"it is outside {YEARS}")
    return event


def is_plausible(event: Event) -> bool:
    """Return whether an event, and the interview that it plans, lie in years that a schedule can count on from."""
    day = event.data.get("date") if event.kind == EventKind.INTERVIEW else None
    years = [event.at.year, *([int(day[:4])] if isinstance(day, str) and day[:4].isdecimal() else [])]
    return all(FIRST_YEAR <= year <= LAST_YEAR for year in years)


def not_an_event(number: int, why: str) -> UsageError:
    """Return what to say of a line that is no event."""
    return UsageError(f"Line {number} is no event of a history: {why}. Nothing was imported.")


HEADER = b"SQLite format 3\0"
ID_LENGTH = 36
FIRST_YEAR, LAST_YEAR = 1970, 2199
YEARS = f"the years {FIRST_YEAR} to {LAST_YEAR}"
WHOLE_DAY = 24 * 60
