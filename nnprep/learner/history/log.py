"""The log of everything that the learner did: the only truth, from which all else is computed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from nnprep import __version__
from nnprep.errors import shown
from nnprep.learner.history.database import UnsavedError, damaged, open_database, reason, unreadable
from nnprep.learner.history.event_schema import legible, usable
from nnprep.learner.history.events import Event, EventKind, new_id, study_day
from nnprep.learner.history.paths import SettingError, history_path

Clock = Callable[[], datetime]
"""Returns the present moment with the learner's offset from UTC."""


def local_clock() -> datetime:
    """Return the present moment on the learner's clock; raises SettingError if TZ is more than a day from UTC."""
    now = datetime.now()
    try:
        return now.astimezone()
    except ValueError:
        zone = shown(os.environ.get("TZ", ""))
        raise SettingError(
            f"The time zone {zone} is a day or more from UTC. Set TZ to a time zone."
        ) from None


class History:
    """An open history file; a context manager.

    Several may be open at once, in one program or in many. Reading gives what stands: events that were taken
    back, and the taking back, are left out unless asked for.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, newer: bool, clock: Clock) -> None:
        self.connection = connection
        self.path = path
        self.newer = newer
        """Whether a newer nnprep wrote the file: it can then only be read."""
        self.clock = clock
        self.session = new_id()
        self.verified = False
        self.backed_up = False
        self.problem: str | None = None
        """What went wrong beside the saving: today's backup could not be made."""

    @classmethod
    def open(cls, path: Path | None = None, *, clock: Clock = local_clock) -> History:
        """Open the history (`history_path()` unless given), making an empty one where there is none.

        Raises HistoryError where it cannot be read or made; the file is then as it was.
        """
        path = history_path() if path is None else path
        opened = open_database(path)
        return cls(opened.connection, path, newer=opened.newer, clock=clock)

    def __enter__(self) -> History:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def append(self, kind: str, subject: str, data: dict[str, Any] | None = None) -> Event:
        """Write one event and return it once it is safe on disk.

        Raises UnsavedError if it was NOT saved (full disk, read-only folder, a file of a newer nnprep);
        trying again is safe.
        """
        now = self.clock()
        offset = now.utcoffset() or timedelta()
        event = Event(
            id=new_id(),
            at=now.astimezone(UTC),
            offset_minutes=round(offset.total_seconds() / 60),
            kind=str(kind),
            subject=subject,
            session=self.session,
            version=__version__,
            data={} if data is None else data,
        )
        self.insert([event])
        return event

    def insert(self, events: Iterable[Event]) -> int:
        """Write events that are not there yet, all in one commit; return how many were new."""
        if self.newer:
            raise UnsavedError(NEWER.format(path=self.path))
        try:
            self.verify()
        except UnsavedError as error:
            raise UnsavedError(f"NOT saved: {error.sentence}", next_step=error.next_step) from error
        rows = [(*as_row(event), event.id) for event in events]
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            before = self.connection.total_changes
            self.connection.executemany(INSERT, rows)
            written = self.connection.total_changes - before
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            self.roll_back()
            if is_damage(error):
                raise damaged(self.path, error, before="NOT saved: ") from error
            raise unwritten(error, self.path) from error
        except BaseException:
            self.roll_back()
            raise
        self.back_up()
        return written

    def back_up(self, *, again: bool = False) -> None:
        """Make today's copy after the first commit of the day, or once more; answers are saved without it too."""
        if again or not self.backed_up:
            from nnprep.learner.history.backups import back_up

            self.backed_up = True
            self.problem = back_up(self.connection, self.path, study_day(self.clock()), again=again)

    def try_writing(self) -> None:
        """Raise UnsavedError if nothing could be saved now; writes nothing that stays."""
        if self.newer:
            raise UnsavedError(NEWER.format(path=self.path))
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            (version,) = self.connection.execute("PRAGMA user_version").fetchone()
            self.connection.execute(f"PRAGMA user_version={version}")
        except sqlite3.Error as error:
            raise unwritten(error, self.path) from error
        finally:
            self.roll_back()

    def verify(self) -> None:
        """Look at every page of the file, before the first write at the latest; raises DamagedHistoryError."""
        if not self.verified:
            (verdict,) = self.rows("PRAGMA quick_check(1)")[0]
            if verdict != "ok":
                raise damaged(self.path, verdict.splitlines()[-1])
            self.verified = True

    def roll_back(self) -> None:
        """Give up an open transaction, if there is one."""
        if self.connection.in_transaction:
            try:
                self.connection.execute("ROLLBACK")
            except sqlite3.Error:
                self.connection.interrupt()

    def events(
        self, kind: str | None = None, subject: str | None = None, *, voided: bool = False
    ) -> list[Event]:
        """Return events in the order in which they happened, all or of one kind or subject.

        Fields of another type than nnprep writes are left out, for an event can never be mended. With `voided`, all
        is as it was written: also those that were taken back, and the `void` events themselves.
        """
        where, values = [], []
        if kind is not None:
            where.append("kind = ?")
            values.append(str(kind))
        if subject is not None:
            where.append("subject = ?")
            values.append(subject)
        if not voided:
            where.append(STANDING)
        query = SELECT + (" WHERE " + " AND ".join(where) if where else "") + " ORDER BY at, id"
        rows = self.rows(query, values)
        try:
            events = [as_event(row) for row in rows]
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(self.path, f"an event makes no sense ({error})") from error
        return events if voided else [event._replace(data=usable(event.kind, event.data)) for event in events]

    def days(self, kinds: Iterable[str], *, since: datetime) -> list[date]:
        """Return the study day of every event of these kinds that stands, from a moment on."""
        names = [str(kind) for kind in kinds]
        where = f" WHERE kind IN ({', '.join('?' * len(names))}) AND at >= ? AND {STANDING}"
        rows = self.rows(
            f"SELECT at, offset_minutes FROM event{where}", [*names, since.astimezone(UTC).strftime(TIME)]
        )
        try:
            return [
                study_day(datetime.fromisoformat(at[:-1]) + timedelta(minutes=offset)) for at, offset in rows
            ]
        except ValueError as error:
            raise damaged(self.path, f"an event makes no sense ({error})") from error

    def written_since(self, position: int) -> list[tuple[int, str, str, str]]:
        """Return `(position, id, kind, subject)` of what was written after a position (0: all), voided too.

        Positions count commits, not moments: an imported event may be older than those before it.
        """
        rows = self.rows(
            "SELECT position, id, kind, subject FROM event WHERE position > ? ORDER BY position", [position]
        )
        return [(int(place), str(id_), str(kind), str(subject)) for place, id_, kind, subject in rows]

    def rows(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query; raises DamagedHistoryError, or UnsavedError if they cannot be read just now."""
        try:
            return self.connection.execute(query, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise unreadable(self.path, error) from error

    def void(self, event: Event) -> Event:
        """Take an event back. Raises UnsavedError."""
        return self.append(EventKind.VOID, event.id, {"kind": event.kind, "subject": event.subject})


def as_row(event: Event) -> tuple[str, str, int, str, str, str, str, str]:
    """Return an event as it stands in the table."""
    at = event.at.strftime(TIME)
    data = json.dumps(event.data, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    # Bytes of a path or an argument that are no UTF-8 are halves of characters in Python, which no file can hold.
    subject, data = (text if text.isascii() else legible(text) for text in (event.subject, data))
    return event.id, at, event.offset_minutes, event.kind, subject, event.session, event.version, data


def as_event(row: tuple[Any, ...]) -> Event:
    """Return a row of the table as an event."""
    id_, at, offset, kind, subject, session, version, data = row
    return Event(
        id=id_,
        at=datetime.fromisoformat(at[:-1]).replace(tzinfo=UTC),
        offset_minutes=offset,
        kind=kind,
        subject=subject,
        session=session,
        version=version,
        data=json.loads(data),
    )


def unwritten(error: sqlite3.Error, path: Path) -> UnsavedError:
    """Return what to say when a commit failed, with the remedy that fits."""
    readonly = "readonly" in str(error) or "unable to open" in str(error)
    return UnsavedError(f"NOT saved: {reason(error)} ({path}).", next_step=WRITABLE if readonly else ROOM)


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error means that the file itself is broken, not that it cannot be written now."""
    return "malformed" in str(error) or "not a database" in str(error)


def parsed_time(text: str) -> datetime | None:
    """Return the moment that a row's `at` says, or None if it does not say one in the form that rows have."""
    try:
        at = datetime.strptime(text, TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if at.strftime(TIME) == text else None


TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
COLUMNS = "id, at, offset_minutes, kind, subject, session, version, data"
STANDING = "kind <> 'void' AND id NOT IN (SELECT subject FROM event WHERE kind = 'void')"
SELECT = f"SELECT {COLUMNS} FROM event"
# Without `OR IGNORE`, which would also pass over a broken CHECK.
INSERT = f"""INSERT INTO event ({COLUMNS}) SELECT ?, ?, ?, ?, ?, ?, ?, ?
WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = ?)"""
ROOM = "make room on the disk"
WRITABLE = "make the history and its folder writable, or set NNPREP_HOME to another one"
NEWER = "NOT saved: a newer nnprep wrote the history {path}; this one can only read it."
