"""An event as a row of the history's table, and the SQL for it."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from typing import Any

from nnprep.learner.history.event_schema import legible
from nnprep.learner.history.events import Event

TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
"""The format of the column `at`."""
FIRST, LAST = "2000-01-01T00:00:00.000000Z", "2199-12-31T23:59:59.999999Z"
"""The earliest and the latest `at` that can be scheduled, as text: others are neither written nor read."""
ID_LENGTH = 36
COLUMNS = "id, at, offset_minutes, kind, subject, session, version, data"
# Not `OR IGNORE`, which would also skip rows that violate a CHECK.
INSERT = f"""INSERT INTO event ({COLUMNS}, checksum) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = ?)"""
NOT_VOIDED = "kind <> 'void' AND id NOT IN (SELECT subject FROM event WHERE kind = 'void')"
"""The condition for events that count: neither undone nor an undo."""


def select(*, checked: bool) -> str:
    """Return the SELECT for rows that `as_event` reads; files of version 1 have no checksums."""
    return f"SELECT {COLUMNS}, {'checksum' if checked else 'NULL'} FROM event"


def checksum(*columns: str | int) -> int:
    """Return the CRC-32 of a row's columns, in the order of COLUMNS; it notices every flipped bit."""
    return zlib.crc32("\x1f".join(map(str, columns)).encode())


def as_row(event: Event) -> tuple[str, str, int, str, str, str, str, str]:
    """Return an event as a row, in the order of COLUMNS."""
    at = event.at.strftime(TIME)
    data = json.dumps(event.data, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    # Python decodes bytes of a path or an argument that aren't UTF-8 to lone surrogates, which no file can hold.
    subject, data = (text if text.isascii() else legible(text) for text in (event.subject, data))
    return event.id, at, event.offset_minutes, event.kind, subject, event.session, event.version, data


def as_event(row: tuple[Any, ...]) -> Event:
    """Return a row with its checksum, which may be None, as an event.

    Raises ValueError, TypeError or AttributeError if the row makes no sense or isn't what was written.
    """
    *columns, written = row
    id_, at, offset, kind, subject, session, version, data = columns
    if not (isinstance(subject, str) and isinstance(kind, str) and isinstance(offset, int)):
        raise TypeError(f"its subject is not text: {subject!r}"[:80])
    if written is not None and written != checksum(*columns):
        raise ValueError("its checksum is wrong")
    return Event(id_, moment(at), offset, kind, subject, session, version, json.loads(data))


def moment(at: str) -> datetime:
    """Return the time in a row's `at`, in UTC. Raises ValueError."""
    return datetime.fromisoformat(at[:-1]).replace(tzinfo=UTC)


def parsed_time(text: str) -> datetime | None:
    """Return the time in an `at` that may come from elsewhere, or None unless it's exactly in the format of rows."""
    try:
        at = datetime.strptime(text, TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if at.strftime(TIME) == text else None
