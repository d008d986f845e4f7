"""What `nnprep doctor` does about the history: look at all of it, set a broken one aside, restore the last good one."""

from __future__ import annotations

import contextlib
import errno
import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from nnprep.errors import HistoryError
from nnprep.learner.attempts import records
from nnprep.learner.history.backups import newest_good
from nnprep.learner.history.database import (
    DamagedHistoryError,
    UnsavedError,
    connect,
    exists,
    missing,
    put_in_place,
    reason,
)
from nnprep.learner.history.events import Event
from nnprep.learner.history.log import SELECT, History, as_event, local_clock
from nnprep.learner.history.paths import history_path
from nnprep.learner.schedule.learner_state import Standing


class Repaired(NamedTuple):
    """What a repair did."""

    moved: Path | None
    """Where the broken file is now, unchanged; None if the history was gone."""
    restored: date | None
    """The day of the backup that was put in its place; None if there was none, so that a new history began."""
    rescued: int
    """Events found in the broken file that the backup did not hold."""
    events: int
    """Events in the history now, those taken back included."""


def diagnose(path: Path | None = None) -> str | None:
    """Return in one sentence what is wrong with the history, or None if it is sound or not there yet.

    Raises UnsavedError if it cannot be looked at now, which is no damage.
    """
    path = history_path() if path is None else path
    try:
        if not exists(path):
            lost = missing(path)
            return lost.sentence if lost else None
        with History.open(path) as history:
            (verdict,) = history.rows("PRAGMA integrity_check(1)")[0]
            history.events()
            records(history)
            Standing().catch_up(history)
    except DamagedHistoryError as error:
        return error.sentence
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        return f"The history {path} holds an event that cannot be read: {error}."
    return None if verdict == "ok" else f"The history {path} is damaged: {verdict.splitlines()[-1]}."


def repair(path: Path | None = None, now: datetime | None = None) -> Repaired | None:
    """Set a broken history aside and restore the newest good backup; return None if nothing is wrong.

    Whatever can still be read in the broken file is added to the restored one. That is made whole before anything is
    moved: raises UnsavedError if there is no room for it, or the folder cannot be written; the broken file is then
    still in its place.
    """
    path = history_path() if path is None else path
    now = local_clock() if now is None else now
    if diagnose(path) is None:
        return None
    gone = not exists(path)
    backup = newest_good(path)
    aside = free_name(path, now)
    draft = path.with_name(f".{path.name}.restored")
    try:
        draft.unlink(missing_ok=True)
        if backup is not None:
            shutil.copyfile(backup[1], draft)
        rescued = added(readable(path), draft)
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
        path.with_name("standing.json").unlink(missing_ok=True)
        put_in_place(draft, path)
    except (OSError, HistoryError) as error:
        why = error.sentence if isinstance(error, HistoryError) else reason(error)
        raise UnsavedError(f"The history {path} cannot be repaired: {why.rstrip('.')}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    with History.open(path) as history:
        events = history.rows("SELECT count(*) FROM event")[0][0]
    return Repaired(
        moved=None if gone else aside, restored=backup[0] if backup else None, rescued=rescued, events=events
    )


def added(events: list[Event], draft: Path) -> int:
    """Add events to a history that is not in its place yet; return how many were new."""
    with History.open(draft) as history:
        history.backed_up = True  # a backup is one of what stands in its place
        return history.insert(events)


def free_name(path: Path, now: datetime) -> Path:
    """Return a name that nothing has for the broken file."""
    stem = f"{path.stem}-damaged-{now:%Y-%m-%dT%H%M%S}"
    names = (path.with_name(f"{stem}{'' if n == 1 else f'-{n}'}{path.suffix}") for n in itertools.count(1))
    return next(name for name in names if not name.exists())


def readable(path: Path) -> list[Event]:
    """Return the events of a broken file that can still be read, from its beginning and from its end.

    Raises OSError where there is no room for the copy that is read.
    """
    found: dict[str, Event] = {}
    if not path.is_file():
        return []
    copy = path.with_name(f".{path.name}.copy")
    try:
        shutil.copyfile(path, copy)
        fill_up(copy)
        for order in ("", " DESC"):
            with contextlib.suppress(sqlite3.Error, HistoryError):
                connection = connect(copy)
                try:
                    found |= {event.id: event for event in sound_rows(connection, order)}
                finally:
                    connection.close()
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
    finally:
        with contextlib.suppress(OSError):
            copy.unlink()
    return list(found.values())


def fill_up(path: Path) -> None:
    """Make a truncated file as long as its header says: SQLite then reads the pages that are left."""
    with path.open("rb+") as file:
        header = file.read(32)
        page = int.from_bytes(header[16:18], "big")
        whole = (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
        if header.startswith(b"SQLite format 3\0") and path.stat().st_size < whole <= LARGEST:
            file.truncate(whole)


def sound_rows(connection: sqlite3.Connection, order: str) -> Iterator[Event]:
    """Yield events by position until one cannot be read."""
    cursor = connection.execute(f"{SELECT} ORDER BY position{order}")
    while True:
        try:
            row = cursor.fetchone()
        except sqlite3.Error:
            return
        if row is None:
            return
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            event = as_event(row)
            if isinstance(event.data, dict) and event.kind and len(event.id) == ID_LENGTH:
                yield event


ID_LENGTH = 36
NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # Windows has no quotas
LARGEST = 1 << 30
"""Bytes that no history has: a header that asks for more is broken itself."""
