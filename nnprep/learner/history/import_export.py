"""Exchanging histories between machines, as JSON lines or as a copy of the file; every event is added only once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nnprep.errors import UsageError
from nnprep.learner.history.backups import is_intact, stored_rows
from nnprep.learner.history.database import HEADER
from nnprep.learner.history.event_schema import wrong_fields
from nnprep.learner.history.events import Event
from nnprep.learner.history.log import History
from nnprep.learner.history.rows import FIRST, ID_LENGTH, LAST, as_event, as_row, parsed_time

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
WHOLE_DAY = 24 * 60


def export_lines(history: History) -> Iterator[str]:
    """Return every event as one line of JSON, in order, voided ones included."""
    return map(as_line, history.each_event(voided=True))


def as_line(event: Event) -> str:
    """Return an event as one line of JSON."""
    value = {"schema": SCHEMA} | dict(zip(FIELDS, (*as_row(event)[:-1], event.data), strict=True))
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def import_lines(history: History, lines: Iterable[str]) -> tuple[int, int]:
    """Add the events that the history doesn't hold, all in one commit; return how many of how many were new.

    Raises UsageError, adding nothing, if any line isn't an event; and UnsavedError.
    """
    events = [parsed(line, number) for number, line in enumerate(lines, start=1) if line.strip()]
    return history.insert(events), len(events)


def import_copy(history: History, path: Path) -> tuple[int, int]:
    """Add the events of a copy of a history, such as a daily backup; return how many of how many were new.

    Raises UsageError, adding nothing, if the file isn't an intact history; and UnsavedError.
    """
    if not is_intact(path):
        raise UsageError(
            f"{path} is damaged or not a history. Nothing was imported.", next_step="nnprep history backups"
        )
    total = 0

    def events() -> Iterator[Event]:
        nonlocal total
        for row in stored_rows(path):
            try:
                event = as_event(row)
            except (ValueError, TypeError, AttributeError) as error:
                why = f"{path} contains an event that makes no sense ({error})"
                raise UsageError(f"{why}. Nothing was imported.") from error
            total += 1
            yield event

    new = history.insert(events())
    return new, total


def is_copy(data: bytes) -> bool:
    """Return whether a file with this content is a database, not lines of JSON."""
    return data.startswith(HEADER)


def parsed(line: str, number: int) -> Event:
    """Return the event on a line. Raises UsageError with the line's number."""
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise not_an_event(number, f"it is not JSON ({error})") from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise not_an_event(number, f"its schema is not {SCHEMA}")
    for name, kind in FIELDS.items():
        if not isinstance(value.get(name), kind) or isinstance(value.get(name), bool):
            raise not_an_event(number, f"`{name}` is missing or has the wrong type")
    at = parsed_time(value["at"])
    if at is None:
        raise not_an_event(number, "`at` is not a time such as 2026-11-21T09:30:00.000000Z")
    if not FIRST <= value["at"] <= LAST:
        raise not_an_event(number, f"its date is not between {FIRST[:10]} and {LAST[:10]}")
    if len(value["id"]) != ID_LENGTH or not value["kind"] or abs(value["offset_minutes"]) > WHOLE_DAY:
        raise not_an_event(number, "its id, kind or offset is invalid")
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except ValueError as error:
        raise not_an_event(number, "it contains a number or a character that can't be saved") from error
    wrong = wrong_fields(value["kind"], value["data"])
    if wrong:
        raise not_an_event(number, f"`{wrong[0]}` in its data has the wrong type or value")
    return Event(**{name: value[name] for name in FIELDS} | {"at": at})


def not_an_event(number: int, why: str) -> UsageError:
    """Return the error for a line that isn't an event."""
    return UsageError(f"Line {number} is not an event: {why}. Nothing was imported.")
