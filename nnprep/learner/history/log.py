"""The log of everything the learner did: the only truth, from which everything else is computed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from nnprep import __version__
from nnprep.errors import shown
from nnprep.learner.history.backups import back_up
from nnprep.learner.history.damage import damaged, missing, unreadable, unwritten
from nnprep.learner.history.database import UnsavedError, exists, open_database
from nnprep.learner.history.event_schema import usable
from nnprep.learner.history.events import Event, EventKind, new_id, study_day
from nnprep.learner.history.paths import SettingError, history_path
from nnprep.learner.history.rows import INSERT, NOT_VOIDED, SELECT, TIME, as_event, as_row, moment

Clock = Callable[[], datetime]
"""Returns the current time with the learner's offset from UTC."""


def local_clock() -> datetime:
    """Return the current time on the learner's clock; raises SettingError if TZ is more than a day from UTC."""
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

    Several can be open at once, in one program or in many. Unless asked otherwise, reading skips events that were
    undone, and the undoing.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, newer: bool, clock: Clock) -> None:
        self.connection = connection
        self.path = path
        self.newer = newer
        """Whether a newer nnprep wrote the file, which makes it read-only."""
        self.clock = clock
        self.session = new_id()
        self.verified = False
        self.backed_up = False
        self.problem: str | None = None
        """Why today's backup couldn't be made, if it couldn't."""

    @classmethod
    def open(cls, path: Path | None = None, *, clock: Clock = local_clock) -> History:
        """Open the history (default: `history_path()`), creating an empty one if there is none.

        Raises HistoryError if it can't be read or created, and if it's gone although there is a backup; the file
        is left unchanged.
        """
        path = history_path() if path is None else path
        if not exists(path) and (error := missing(path)):
            raise error
        try:
            connection, newer = open_database(path)
        except sqlite3.DatabaseError as error:
            raise unreadable(path, error) from error
        return cls(connection, path, newer=newer, clock=clock)

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
        """Write one event and return it once it's safely on disk.

        Raises UnsavedError if it wasn't saved (full disk, read-only folder, file of a newer nnprep); trying again
        is safe.
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

    def void(self, event: Event) -> Event:
        """Undo an event. Raises UnsavedError."""
        return self.append(EventKind.VOID, event.id, {"kind": event.kind, "subject": event.subject})

    def insert(self, events: Iterable[Event]) -> int:
        """Write the events that the history doesn't hold yet, all in one commit; return how many those were."""
        if self.newer:
            raise UnsavedError(NEWER.format(path=self.path))
        try:
            self.verify()
        except UnsavedError as error:
            raise UnsavedError(f"Not saved: {error.sentence}", next_step=error.next_step) from error
        rows = [(*as_row(event), event.id) for event in events]
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            before = self.connection.total_changes
            self.connection.executemany(INSERT, rows)
            written = self.connection.total_changes - before
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            self.roll_back()
            raise unwritten(self.path, error) from error
        except BaseException:
            self.roll_back()
            raise
        self.back_up()
        return written

    def back_up(self, *, again: bool = False) -> None:
        """Make today's copy after the first commit of the day, or once more; saving doesn't depend on it."""
        if again or not self.backed_up:
            self.backed_up = True
            self.problem = back_up(self.connection, self.path, study_day(self.clock()), again=again)

    def try_writing(self) -> None:
        """Raise UnsavedError if nothing could be saved now; changes nothing."""
        if self.newer:
            raise UnsavedError(NEWER.format(path=self.path))
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            (version,) = self.connection.execute("PRAGMA user_version").fetchone()
            self.connection.execute(f"PRAGMA user_version={version}")
        except sqlite3.Error as error:
            raise unwritten(self.path, error) from error
        finally:
            self.roll_back()

    def verify(self) -> None:
        """Check every page of the file once, at the latest before the first write. Raises DamagedHistoryError."""
        if not self.verified:
            (verdict,) = self.rows("PRAGMA quick_check(1)")[0]
            if verdict != "ok":
                raise damaged(self.path, verdict.splitlines()[-1])
            self.verified = True

    def roll_back(self) -> None:
        """Abandon the open transaction, if there is one."""
        if self.connection.in_transaction:
            try:
                self.connection.execute("ROLLBACK")
            except sqlite3.Error:
                self.connection.interrupt()

    def events(
        self, kind: str | None = None, subject: str | None = None, *, voided: bool = False
    ) -> list[Event]:
        """Return events in the order in which they happened: all, or those of one kind or subject.

        Fields that aren't of the type nnprep writes are dropped, because events can't be corrected. With `voided`,
        nothing is dropped: neither fields nor undone events nor the `void` events themselves.
        """
        conditions = {"kind = ?": kind, "subject = ?": subject}
        where = [condition for condition, value in conditions.items() if value is not None]
        values = [str(value) for value in conditions.values() if value is not None]
        if not voided:
            where.append(NOT_VOIDED)
        query = f"{SELECT} WHERE {' AND '.join(where) or 'TRUE'} ORDER BY at, id"
        rows = self.rows(query, values)
        try:
            events = [as_event(row) for row in rows]
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(self.path, f"an event makes no sense ({error})") from error
        return events if voided else [event._replace(data=usable(event.kind, event.data)) for event in events]

    def days(self, kinds: Iterable[str], *, since: datetime) -> list[date]:
        """Return the study day of every event of these kinds from a point in time on."""
        names = [str(kind) for kind in kinds]
        rows = self.rows(
            f"SELECT at, offset_minutes FROM event WHERE kind IN ({', '.join('?' * len(names))}) AND at >= ?"
            f" AND {NOT_VOIDED}",
            [*names, since.astimezone(UTC).strftime(TIME)],
        )
        try:
            return [study_day(moment(at) + timedelta(minutes=offset)) for at, offset in rows]
        except ValueError as error:
            raise damaged(self.path, f"an event makes no sense ({error})") from error

    def written_since(self, position: int) -> list[tuple[int, str, str, str]]:
        """Return `(position, id, kind, subject)` of everything written after a position (0: all), voided or not.

        Positions count commits, not time: an imported event may be older than those before it.
        """
        rows = self.rows(
            "SELECT position, id, kind, subject FROM event WHERE position > ? ORDER BY position", [position]
        )
        return [(int(number), str(id_), str(kind), str(subject)) for number, id_, kind, subject in rows]

    def written_elsewhere(self, kind: str, position: int) -> list[tuple[int, str]]:
        """Return `(position, subject)` of what other sessions wrote of one kind after a position."""
        rows = self.rows(
            "SELECT position, subject FROM event WHERE position > ? AND kind = ? AND session <> ?"
            f" AND {NOT_VOIDED} ORDER BY position",
            [position, str(kind), self.session],
        )
        return [(int(number), str(subject)) for number, subject in rows]

    def rows(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query. Raises DamagedHistoryError, or UnsavedError if they can't be read just now."""
        try:
            return self.connection.execute(query, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise unreadable(self.path, error) from error


NEWER = "Not saved: a newer nnprep wrote the history {path}; this version can only read it."
