"""Repairing the history: check all of it, move a damaged one aside, restore the last good backup."""

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
from nnprep.learner.history.backups import count, newest_good
from nnprep.learner.history.damage import missing
from nnprep.learner.history.database import (
    HEADER,
    DamagedHistoryError,
    UnsavedError,
    connect,
    exists,
    put_in_place,
    reason,
)
from nnprep.learner.history.events import Event
from nnprep.learner.history.log import History, local_clock
from nnprep.learner.history.paths import history_path
from nnprep.learner.history.rows import ID_LENGTH, SELECT, as_event
from nnprep.learner.schedule.learner_state import CACHE_NAME, LearnerState

NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # Windows has no quotas
LARGEST = 1 << 30
"""Bytes; a header that claims more than this is damaged itself."""


class Repaired(NamedTuple):
    """What a repair did."""

    moved: Path | None
    """Where the damaged file is now, unchanged; None if the history was gone."""
    restored: date | None
    """The day of the backup that was restored; None if there was none, so that a new history was created."""
    rescued: int
    """How many events of the damaged file the backup didn't hold."""
    events: int
    """How many events the history holds now, voided ones included."""


def diagnose(path: Path | None = None) -> str | None:
    """Return in one sentence what is wrong with the history, or None if it's intact or doesn't exist yet.

    Raises UnsavedError if it can't be checked now, which isn't damage.
    """
    path = history_path() if path is None else path
    try:
        if not exists(path):
            error = missing(path)
            return error.sentence if error else None
        with History.open(path) as history:
            (verdict,) = history.rows("PRAGMA integrity_check(1)")[0]
            history.events()
            records(history)
            LearnerState().catch_up(history)
    except DamagedHistoryError as error:
        return error.sentence
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        return f"The history {path} contains an event that cannot be read: {error}."
    return None if verdict == "ok" else f"The history {path} is damaged: {verdict.splitlines()[-1]}."


def repair(path: Path | None = None, now: datetime | None = None) -> Repaired | None:
    """Move a damaged history aside and restore the newest good backup; return None if nothing is wrong.

    Whatever can still be read in the damaged file is added to the restored one. All of that is written to a draft
    before anything is moved: if there is no room for it, or the folder is read-only, this raises UnsavedError and
    the damaged file is still where it was.
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
        rescued = add(readable(path), draft)
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
        path.with_name(CACHE_NAME).unlink(missing_ok=True)
        put_in_place(draft, path)
    except (OSError, HistoryError) as error:
        why = error.sentence if isinstance(error, HistoryError) else reason(error)
        raise UnsavedError(f"The history {path} cannot be repaired: {why.rstrip('.')}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    with History.open(path) as history:
        events = count(history.connection)
    return Repaired(
        moved=None if gone else aside, restored=backup[0] if backup else None, rescued=rescued, events=events
    )


def add(events: list[Event], draft: Path) -> int:
    """Add events to a history that isn't in place yet; return how many were new."""
    with History.open(draft) as history:
        history.backed_up = True  # a backup is of the history that is in place
        return history.insert(events)


def free_name(path: Path, now: datetime) -> Path:
    """Return an unused name for the damaged file."""
    stem = f"{path.stem}-damaged-{now:%Y-%m-%dT%H%M%S}"
    names = (path.with_name(f"{stem}{'' if n == 1 else f'-{n}'}{path.suffix}") for n in itertools.count(1))
    return next(name for name in names if not name.exists())


def readable(path: Path) -> list[Event]:
    """Return the events of a damaged file that can still be read, from its start and from its end.

    Raises OSError if there is no room for the copy that is read.
    """
    events: dict[str, Event] = {}
    if not path.is_file():
        return []
    copy = path.with_name(f".{path.name}.copy")
    try:
        shutil.copyfile(path, copy)
        extend(copy)
        for order in ("", " DESC"):
            with contextlib.suppress(sqlite3.Error), contextlib.closing(connect(copy)) as connection:
                events |= {event.id: event for event in readable_rows(connection, order)}
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
    finally:
        with contextlib.suppress(OSError):
            copy.unlink()
    return list(events.values())


def extend(path: Path) -> None:
    """Make a truncated file as long as its header says, so that SQLite reads the pages that are left."""
    with path.open("rb+") as file:
        header = file.read(32)
        page = int.from_bytes(header[16:18], "big")
        size = (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
        if header.startswith(HEADER) and path.stat().st_size < size <= LARGEST:
            file.truncate(size)


def readable_rows(connection: sqlite3.Connection, order: str) -> Iterator[Event]:
    """Yield events by position until one can't be read."""
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
