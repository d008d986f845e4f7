"""The log of everything the learner did: the only truth, from which everything else is computed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from nnprep import __version__
from nnprep.errors import plural, shown
from nnprep.learner.history.backups import back_up, copy_path
from nnprep.learner.history.damage import damaged, interrupted, missing, unreadable, unwritten
from nnprep.learner.history.database import TakenError, UnsavedError, exists, first_page_fault, open_database
from nnprep.learner.history.event_schema import usable
from nnprep.learner.history.events import Event, EventKind, new_id, study_day
from nnprep.learner.history.paths import SettingError, history_path
from nnprep.learner.history.rows import (
    FIRST,
    INSERT,
    LAST,
    NOT_VOIDED,
    TIME,
    as_event,
    as_row,
    checksum,
    moment,
    select,
)
from nnprep.named_tuple import NamedTuple

Clock = Callable[[], datetime]
"""Returns the current time with the learner's offset from UTC."""
AHEAD = timedelta(days=1)
"""An event dated later than this after now was written under a wrong clock."""
LARGE = 8 << 20
"""Bytes; the daily copy of a history larger than this is made when it's closed, so that no answer waits for it."""


class Misdated(NamedTuple):
    """Events whose dates can't be right, so that they don't count (yet)."""

    events: int
    latest: str
    """The latest date, such as 2036-05-05."""

    @property
    def sentence(self) -> str:
        """What is wrong, and what to do about it."""
        return (
            f"A clock was wrong: {plural(self.events, 'event')} in your history can't have happened on their dates"
            f" (up to {self.latest}), so they don't count. Answer those cards again, or reset one with"
            " `nnprep cards forget CARD`."
        )


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

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        newer: bool,
        clock: Clock,
        outdated: str | None = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.newer = newer
        """Whether a newer nnprep wrote the file, which makes it read-only."""
        self.outdated = outdated
        """Why a file of an older nnprep couldn't be upgraded, which makes it read-only; else None."""
        self.clock = clock
        self.session = new_id()
        self.verified = False
        self.backed_up = False
        self.copy_waits = False
        """Whether a copy of a large history is to be made when it's closed."""
        self.problem: str | None = None
        """Why today's backup couldn't be made, if it couldn't."""

    @classmethod
    def open(cls, path: Path | None = None, *, clock: Clock = local_clock) -> History:
        """Open the history (default: `history_path()`), creating an empty one if there is none.

        Raises HistoryError if it can't be read or created, and if it's gone although there is a backup; the file
        is left unchanged.
        """
        path = history_path() if path is None else path
        wrong = interrupted(path) or (None if exists(path) else missing(path))
        if wrong:
            raise wrong
        try:
            connection, newer, outdated = open_database(path)
        except (
            sqlite3.Error,
            ValueError,
            OverflowError,
        ) as error:  # a flipped bit isn't always SQLite's error
            raise unreadable(path, error) from error
        return cls(connection, path, newer=newer, clock=clock, outdated=outdated)

    def __enter__(self) -> History:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a large one is copied first if today's copy is due."""
        if self.copy_waits:
            self.copy_waits = False
            self.problem = back_up(self.connection, self.path, study_day(self.clock()))
        self.connection.close()

    def append(
        self, kind: str, subject: str, data: dict[str, Any] | None = None, *, since: int | None = None
    ) -> Event:
        """Write one event and return it once it's safely on disk.

        Raises UnsavedError if it wasn't saved (full disk, read-only folder, file of a newer nnprep); trying again
        is safe. With `since`, raises TakenError if another session wrote the same of this subject after that position.
        """
        now = self.clock()
        if not FIRST <= now.astimezone(UTC).strftime(TIME) <= LAST:
            raise UnsavedError(f"Not saved: this computer's clock says {now:%Y-%m-%d}.", next_step=SET_CLOCK)
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
        self.insert([event], first=None if since is None else partial(self.refuse_taken, event, since))
        return event

    def void(self, event: Event) -> Event:
        """Undo an event. Raises UnsavedError."""
        return self.append(EventKind.VOID, event.id, {"kind": event.kind, "subject": event.subject})

    def insert(self, events: Iterable[Event], *, first: Callable[[], None] | None = None) -> int:
        """Write the events that the history doesn't hold yet, all in one commit; return how many those were.

        What `first` does belongs to that commit, so nobody writes between the two; if it raises, nothing is written.
        """
        self.check_writable()
        try:
            self.verify()
        except UnsavedError as error:
            raise UnsavedError(f"Not saved: {error.sentence}", next_step=error.next_step) from error
        rows = ((row := as_row(event)) + (checksum(*row), event.id) for event in events)
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            if first is not None:
                first()
            before = self.connection.total_changes
            self.connection.executemany(INSERT, rows)
            written = self.connection.total_changes - before
            self.connection.execute("COMMIT")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self.roll_back()
            raise unwritten(self.path, error) from error
        except BaseException:
            self.roll_back()
            raise
        self.back_up()
        return written

    def refuse_taken(self, event: Event, since: int) -> None:
        """Raise TakenError if another session wrote an event of the same kind and subject after a position."""
        if any(subject == event.subject for _, subject in self.written_elsewhere(event.kind, since)):
            raise TakenError(TAKEN.format(subject=event.subject))

    def back_up(self, *, again: bool = False) -> None:
        """Make today's copy after the first commit of the day, or once more; saving doesn't depend on it."""
        if not again and not self.backed_up and self.is_large():
            self.backed_up = self.copy_waits = True
        elif again or not self.backed_up:
            self.backed_up, self.copy_waits = True, False
            self.problem = back_up(self.connection, self.path, study_day(self.clock()), again=again)

    def try_writing(self) -> None:
        """Raise UnsavedError if nothing could be saved now; changes nothing."""
        self.check_writable()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            (version,) = self.connection.execute("PRAGMA user_version").fetchone()
            self.connection.execute(f"PRAGMA user_version={version}")
        except sqlite3.Error as error:
            raise unwritten(self.path, error) from error
        finally:
            self.roll_back()

    def check_writable(self) -> None:
        """Raise UnsavedError for a file that this version can only read."""
        if self.newer:
            raise UnsavedError(NEWER.format(path=self.path))
        if self.outdated is not None:
            raise UnsavedError(OUTDATED.format(path=self.path, why=self.outdated), next_step=UPGRADE)

    def verify(self) -> None:
        """Check every page of the file once, at the latest before the first write. Raises DamagedHistoryError.

        A large one, which takes long, is checked once a day: today's copy was made after that.
        """
        if not self.verified:
            if not (self.is_large() and copy_path(self.path, study_day(self.clock())).exists()):
                (verdict,) = self.rows("PRAGMA quick_check(1)")[0]
                if verdict != "ok":
                    raise damaged(self.path, verdict.splitlines()[-1])
            if fault := self.first_page_fault():
                raise damaged(self.path, fault)
            self.verified = True

    def is_large(self) -> bool:
        """Return whether checking and copying the file takes so long that answers shouldn't wait for it."""
        with contextlib.suppress(OSError):
            return self.path.stat().st_size > LARGE
        return False

    def first_page_fault(self) -> str | None:
        """Return what's wrong with the file's header or definitions, or None; other versions have others."""
        if self.newer or self.outdated is not None:
            return None
        try:
            return first_page_fault(self.connection, self.path)
        except (sqlite3.Error, ValueError, OSError) as error:
            raise unreadable(self.path, error) from error

    def roll_back(self) -> None:
        """Abandon the open transaction, if there is one."""
        if self.connection.in_transaction:
            try:
                self.connection.execute("ROLLBACK")
            except sqlite3.Error:
                self.connection.interrupt()

    def horizon(self) -> str:
        """Return the latest `at` that counts: later events were written under a wrong clock."""
        return min((self.clock().astimezone(UTC) + AHEAD).strftime(TIME), LAST)

    def events(
        self,
        kind: str | Iterable[str] | None = None,
        subject: str | None = None,
        *,
        voided: bool = False,
        since: int = 0,
    ) -> list[Event]:
        """Return events in the order in which they happened: all, or those of some kinds or of one subject.

        Fields that aren't of the type nnprep writes are dropped, because events can't be corrected, and so are events
        from the future. With `voided`, nothing is dropped: neither fields nor undone events nor the `void` events
        themselves. `since` is the position after which they were written.
        """
        return list(self.each_event(kind, subject, voided=voided, since=since))

    def each_event(
        self,
        kind: str | Iterable[str] | None = None,
        subject: str | None = None,
        *,
        voided: bool = False,
        since: int = 0,
        after: datetime | None = None,
    ) -> Iterator[Event]:
        """Yield what `events` returns, one at a time; with `after`, those that happened then or later."""
        where, values = ["TRUE"], list[Any]()
        if kind is not None:
            kinds = [kind] if isinstance(kind, str) else list(kind)
            # The plus keeps SQLite from reading the whole index where there are few new positions.
            where.append(f"{'+' if since else ''}kind IN ({', '.join('?' * len(kinds))})")
            values += map(str, kinds)
        if subject is not None:
            where.append("subject = ?")
            values.append(str(subject))
        if since:
            where.append("position > ?")
            values.append(since)
        if not voided:
            where += [NOT_VOIDED, "at BETWEEN ? AND ?"]
            values += [after.strftime(TIME) if after else FIRST, self.horizon()]
        query = f"{select(checked=self.outdated is None)} WHERE {' AND '.join(where)} ORDER BY at, id"
        for row in self.stream(query, values):
            try:
                event = as_event(row)
            except (ValueError, TypeError, AttributeError) as error:
                raise damaged(self.path, f"an event makes no sense ({error})") from error
            yield event if voided else event._replace(data=usable(event.kind, event.data))

    def days(self, kinds: Iterable[str], *, since: datetime, until: datetime | None = None) -> list[date]:
        """Return the study day of every event of these kinds between two points in time (default: now)."""
        names = [str(kind) for kind in kinds]
        earliest = max(FIRST, since.astimezone(UTC).strftime(TIME))
        latest = self.horizon()
        if until is not None:
            latest = min(latest, until.astimezone(UTC).strftime(TIME))
        rows = self.stream(
            f"SELECT at, offset_minutes FROM event WHERE kind IN ({', '.join('?' * len(names))})"
            f" AND at BETWEEN ? AND ? AND {NOT_VOIDED}",
            [*names, earliest, latest],
        )
        try:
            return [study_day(moment(at) + timedelta(minutes=offset)) for at, offset in rows]
        except (ValueError, TypeError) as error:
            raise damaged(self.path, f"an event makes no sense ({error})") from error

    def from_the_future(self, kind: str, subject: str) -> list[Event]:
        """Return the events about a subject that don't count yet, without undone ones."""
        counted = {event.id for event in self.events(kind, subject)}
        undone = {event.subject for event in self.events(EventKind.VOID, voided=True)}
        stored = self.events(kind, subject, voided=True)
        return [event for event in stored if event.id not in counted | undone]

    def misdated(self) -> Misdated | None:
        """Return the events that don't count because of their dates; None if there are none, as is usual."""
        horizon, events, latest = self.horizon(), 0, ""
        for kind in EventKind:
            for condition, limit in (("at < ?", FIRST), ("at > ?", horizon)):
                ((count, last),) = self.rows(
                    f"SELECT count(*), max(at) FROM event WHERE kind = '{kind}' AND {condition} AND {NOT_VOIDED}",
                    [limit],
                )
                events, latest = events + int(count), max(latest, str(last or ""))
        return Misdated(events, latest[:10]) if events else None

    def end(self) -> tuple[int, str]:
        """Return position and id of what was written last; 0 and an empty text if there is nothing."""
        rows = self.rows("SELECT position, id FROM event ORDER BY position DESC LIMIT 1")
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")

    def written_elsewhere(self, kind: str, position: int) -> list[tuple[int, str]]:
        """Return `(position, subject)` of what other sessions wrote of one kind after a position."""
        rows = self.rows(
            "SELECT position, subject FROM event WHERE position > ? AND +kind = ? AND session <> ?"
            f" AND {NOT_VOIDED} ORDER BY position",
            [position, str(kind), self.session],
        )
        return [(int(number), str(subject)) for number, subject in rows]

    def rows(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query. Raises DamagedHistoryError, or UnsavedError if they can't be read just now."""
        return list(self.stream(query, values))

    def stream(self, query: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query one at a time. Raises what `rows` raises."""
        try:
            # Not `yield from`, which closes the cursor when reading stops early, even if the file is closed by then.
            for row in self.connection.execute(query, tuple(values)):  # noqa: UP028
                yield row
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            raise unreadable(self.path, error) from error


TAKEN = "Not saved: {subject} was answered in another session meanwhile, and counts as it was answered there."
OUTDATED = "Not saved: the history {path} has the format of an older nnprep and can't be upgraded: {why}."
UPGRADE = "make room, or the history and its folder writable"
SET_CLOCK = "set the clock of this computer"
NEWER = "Not saved: a newer nnprep wrote the history {path}; this version can only read it."
