"""Repairing the history: check all of it, and put together anew whatever is whole anywhere."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from nnprep.errors import HistoryError
from nnprep.learner.attempts import records
from nnprep.learner.history.backups import backups, event_count, is_intact, stored_rows
from nnprep.learner.history.damage import damaged_copies, interrupted, missing
from nnprep.learner.history.database import (
    MIGRATIONS,
    DamagedHistoryError,
    UnsavedError,
    connect,
    create_at,
    exists,
    reason,
)
from nnprep.learner.history.drafts import RESTORED, is_abandoned, sync_folder, unfinished_repairs
from nnprep.learner.history.events import Event
from nnprep.learner.history.log import History, local_clock
from nnprep.learner.history.paths import history_path
from nnprep.learner.history.rescue import rescued
from nnprep.learner.history.rows import INSERT, as_event, as_row, checksum
from nnprep.learner.schedule.learner_state import CACHE_NAME, LearnerState, cache_fault
from nnprep.named_tuple import NamedTuple

JOURNALS = ("-journal", "-wal", "-shm")


class Repaired(NamedTuple):
    """What a repair did."""

    moved: Path | None
    """Where the damaged file is now, unchanged; None if the history was gone or intact."""
    restored: date | None
    """The day of the newest of the fullest backups; None if there was no backup, or the history wasn't damaged."""
    merged: int
    """How many events came from other backups."""
    rescued: int
    """How many events came from damaged files, because no backup held them."""
    events: int
    """How many events the history holds now, voided ones included."""
    only_cache: bool = False
    """Whether the history was intact, and only the cache beside it was deleted."""


def diagnose(path: Path | None = None) -> str | None:
    """Return in one sentence what is wrong with the history, or None if it's intact or doesn't exist yet.

    Raises UnsavedError if it can't be checked now, which isn't damage.
    """
    path = history_path() if path is None else path
    try:
        if not exists(path):
            error = interrupted(path) or missing(path)
            return error.sentence if error else None
        with History.open(path) as history:
            (verdict,) = history.rows("PRAGMA integrity_check(1)")[0]
            fault = None if verdict == "ok" else verdict.splitlines()[-1]
            if fault := fault or history.first_page_fault():
                return f"The history {path} is damaged: {fault}."
            for _ in history.each_event(voided=True):
                pass
            records(history)
            LearnerState().catch_up(history)
    except DamagedHistoryError as error:
        return error.sentence
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        return f"The history {path} contains an event that can't be read: {error}."
    return None


def diagnose_cache(path: Path | None = None) -> str | None:
    """Return in one sentence what is wrong with what was computed from an intact history, or None."""
    path = history_path() if path is None else path
    if not path.exists():
        return None
    with History.open(path) as history:
        return cache_fault(history)


def repair(path: Path | None = None, now: datetime | None = None) -> Repaired | None:
    """Put a damaged history together anew; return None if nothing is wrong.

    The new one is the union, by event id, of all intact backups and of whatever is whole in the damaged file and in
    files that earlier repairs left. It's written beside the damaged file, which is given another name, and takes its
    place in one step: whenever a repair is killed, the next one finds all that this one found. If there is no room, or
    the folder is read-only, this raises UnsavedError and the damaged file is still where it was.
    """
    path = history_path() if path is None else path
    now = local_clock() if now is None else now
    if diagnose(path) is None:
        if diagnose_cache(path) is None:
            return None
        path.with_name(CACHE_NAME).unlink(missing_ok=True)
        return Repaired(None, None, 0, 0, event_count(path) or 0, only_cache=True)
    real = Path(os.path.realpath(path))
    leftovers = unfinished_repairs(path)
    if any(draft.name.rpartition(".")[2].isdecimal() and not is_abandoned(draft) for draft in leftovers):
        raise UnsavedError(f"Another process is repairing the history {path}; try again.")
    gone = not exists(path)
    aside = free_name(real, now)
    draft = real.with_name(f".{real.name}{RESTORED}.{os.getpid()}")
    try:
        restored, merged, saved, events = put_together(path, [real, *leftovers], draft)
        path.with_name(CACHE_NAME).unlink(missing_ok=True)
        set_aside(real, aside)
        draft.replace(real)
        sync_folder(real.parent)
        for leftover in leftovers:
            discard(leftover)
    except (OSError, sqlite3.Error, HistoryError) as error:
        why = error.sentence if isinstance(error, HistoryError) else reason(error)
        raise UnsavedError(f"The history {path} can't be repaired: {why.rstrip('.')}.") from error
    finally:
        discard(draft)
    return Repaired(None if gone else aside, restored, merged, saved, events)


def put_together(path: Path, damaged: Iterable[Path], draft: Path) -> tuple[date | None, int, int, int]:
    """Write all events of the backups and the damaged files to a draft.

    Returns the day of the fullest backup, how many events came from other backups and how many from damaged files,
    and how many there are. Raises HistoryError if the draft holds fewer events than any backup.
    """
    discard(draft)
    create_at(draft, MIGRATIONS)
    copies = [(event_count(copy), day, copy) for day, copy in backups(path)]
    intact = sorted(((count, day, copy) for count, day, copy in copies if count is not None), reverse=True)
    older = [each for each in sorted(path.parent.glob(f"{path.stem}-before-version-*")) if is_intact(each)]
    known: set[str] = set()
    with contextlib.closing(connect(draft)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        numbers = [add(connection, stored_events(copy), known) for _, _, copy in intact]
        merged = sum(numbers[1:]) + sum(add(connection, stored_events(copy), known) for copy in older)
        broken = [copy for count, _, copy in copies if count is None]
        sources = [*damaged, *damaged_copies(path), *broken]
        saved = sum(add(connection, rescued(each), known) for each in sources)
        connection.execute("COMMIT")
    events = event_count(draft) or 0
    if events < len(known):
        raise HistoryError("the new file is damaged too")
    return (intact[0][1] if intact else None), merged, saved, events


def add(connection: sqlite3.Connection, events: Iterable[Event], known: set[str]) -> int:
    """Insert the events whose ids aren't known yet; return how many those were."""

    def rows() -> Iterator[tuple[str | int, ...]]:
        for event in events:
            if event.id not in known:
                known.add(event.id)
                row = as_row(event)
                yield (*row, checksum(*row), event.id)

    before = len(known)
    connection.executemany(INSERT, rows())
    return len(known) - before


def stored_events(copy: Path) -> Iterator[Event]:
    """Yield the events of an intact backup, without any that a flipped bit has changed."""
    for row in stored_rows(copy):
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            yield as_event(row)


def set_aside(real: Path, aside: Path) -> None:
    """Give the damaged file and its journals other names; only the file itself keeps the old one too.

    The journals must be gone before another file gets the name, or SQLite would play them back into it.
    """
    for suffix in JOURNALS:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{real}{suffix}").replace(f"{aside}{suffix}")
    if real.is_dir():
        real.rename(aside)
    elif real.exists():
        try:
            os.link(real, aside)
        except (OSError, NotImplementedError, AttributeError):  # a file system without hard links
            shutil.copyfile(real, aside)


def free_name(real: Path, now: datetime) -> Path:
    """Return a name for the damaged file: one that a killed repair gave it, or an unused one."""
    for copy in damaged_copies(real):
        if real.is_file() and copy.samefile(real):
            copy.unlink()
            return copy
    stem = f"{real.stem}-damaged-{now:%Y-%m-%dT%H%M%S}"
    names = (real.with_name(f"{stem}{'' if n == 1 else f'-{n}'}{real.suffix}") for n in itertools.count(1))
    return next(name for name in names if not name.exists())


def discard(draft: Path) -> None:
    """Delete a draft and its journal."""
    for suffix in ("", *JOURNALS):
        with contextlib.suppress(OSError):
            Path(f"{draft}{suffix}").unlink()
