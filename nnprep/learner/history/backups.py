"""Daily copies of the history, each verified when it's made; older ones are thinned out."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from nnprep.learner.history.database import (
    APPLICATION_ID,
    connect,
    copy_to,
    file_version,
    reason,
)
from nnprep.learner.history.rows import COLUMNS, select

DAYS, WEEKS, MONTHS = 7, 4, 12
"""For how many days, weeks and months the last copy is kept."""


def back_up(connection: sqlite3.Connection, path: Path, today: date, *, again: bool = False) -> str | None:
    """Copy an open history next to it, unless today's copy exists (`again`: bring that one up to date).

    Returns what went wrong, or None. A copy is put in place only once it's verified, and never replaces one that
    holds more events.
    """
    target = copy_path(path, today)
    try:
        if target.exists():
            if not again:
                return None
            here, there = count(connection), quick_count(target)
            if there > here:
                return (
                    f"Today's backup was kept: it holds {there} events, the history only {here} ({target})."
                )
            if there and add_newer(connection, target):
                return None
        target.parent.mkdir(exist_ok=True)
        copy_to(connection, target)
        thin(path, today)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        return f"The history couldn't be backed up: {reason(error)} ({target})."
    return None


def add_newer(connection: sqlite3.Connection, target: Path) -> bool:
    """Add to a copy, in one commit, what an open history got since; return whether that was possible.

    It takes as long as the new events do, however many there are already.
    """
    with contextlib.closing(connect(target)) as copy:
        (_, _, file) = connection.execute("PRAGMA database_list").fetchone()
        copy.execute("ATTACH ? AS here", [file])
        (version,) = copy.execute("PRAGMA here.user_version").fetchone()
        last = "SELECT position, id FROM {}event ORDER BY position DESC LIMIT 1"
        position, id_ = copy.execute(last.format("main.")).fetchone()
        same = copy.execute("SELECT id FROM here.event WHERE position = ?", [position]).fetchone() == (id_,)
        if not same or version != file_version(copy):
            return False
        copy.execute("BEGIN IMMEDIATE")
        copy.execute(
            f"INSERT INTO main.event (position, {COLUMNS}, checksum) SELECT position, {COLUMNS}, checksum"
            " FROM here.event WHERE position > ? ORDER BY position",
            [position],
        )
        whole = count(copy) == copy.execute("SELECT count(*) FROM here.event").fetchone()[0]
        copy.execute("COMMIT" if whole else "ROLLBACK")
        return bool(whole)


def copy_path(path: Path, day: date) -> Path:
    """Return where the day's copy of the history at `path` is."""
    return path.parent / "backups" / f"{path.stem}-{day.isoformat()}{path.suffix}"


def backups(path: Path) -> list[tuple[date, Path]]:
    """Return all copies of the history at `path`, newest first."""
    copies = []
    with contextlib.suppress(OSError):
        for copy in copy_path(path, date.min).parent.glob(f"{path.stem}-*{path.suffix}"):
            with contextlib.suppress(ValueError):
                copies.append((date.fromisoformat(copy.stem.removeprefix(f"{path.stem}-")), copy))
    return sorted(copies, reverse=True)


def newest_good(path: Path) -> tuple[date, Path] | None:
    """Return the newest intact copy, or None."""
    return next(((day, copy) for day, copy in backups(path) if is_intact(copy)), None)


def is_intact(path: Path) -> bool:
    """Return whether a file is an undamaged history."""
    return event_count(path) is not None


def event_count(path: Path) -> int | None:
    """Return how many events a copy holds, voided ones included; None if it's damaged or isn't a history."""
    try:
        # Not `ro`: a copy whose process was killed has a journal to roll back.
        with contextlib.closing(connect(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            return count(connection) if application == APPLICATION_ID and verdict == "ok" else None
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def quick_count(path: Path) -> int:
    """Return how many events a copy that was verified when it was made holds; 0 if it can't be read."""
    try:
        with contextlib.closing(connect(path)) as connection:
            return count(connection)
    except (sqlite3.Error, UnicodeDecodeError):
        return 0


def stored_rows(path: Path) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of an intact copy, with their checksums, in the order in which they were written."""
    with contextlib.closing(connect(path)) as connection:
        yield from connection.execute(f"{select(checked=file_version(connection) > 1)} ORDER BY position")


def count(connection: sqlite3.Connection) -> int:
    """Return how many events an open history holds, voided ones included."""
    return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def thin(path: Path, today: date) -> None:
    """Delete the copies that needn't be kept."""
    copies = dict(backups(path))
    for day in set(copies) - days_to_keep(copies, today):
        with contextlib.suppress(OSError):
            copies[day].unlink()


def days_to_keep(days: Collection[date], today: date) -> set[date]:
    """Return the days whose copies to keep: the last of each of the newest 7 days, 4 weeks and 12 months that have one.

    Copies dated after `today` (the clock was wrong once) are thinned by the same rule, but don't count for the others.
    """
    keep: set[date] = set()
    for group in ([day for day in days if day <= today], [day for day in days if day > today]):
        newest = sorted(group, reverse=True)
        keep |= set(newest[:DAYS])
        keep |= first_of_each(newest, [day.isocalendar()[:2] for day in newest], WEEKS)
        keep |= first_of_each(newest, [(day.year, day.month) for day in newest], MONTHS)
    return keep


def first_of_each(days: Iterable[date], groups: Iterable[tuple[int, ...]], most: int) -> set[date]:
    """Return the first day of each of the first `most` groups."""
    firsts: dict[tuple[int, ...], date] = {}
    for day, group in zip(days, groups, strict=True):
        firsts.setdefault(group, day)
    return set(list(firsts.values())[:most])
