"""Daily copies of the history, each verified when it is made; old ones are thinned out."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from nnprep.learner.history.database import APPLICATION_ID, connect, copy_to, reason

DAYS, WEEKS, MONTHS = 7, 4, 12
"""Of how many days, weeks and months the last copy is kept."""


def back_up(connection: sqlite3.Connection, path: Path, today: date, *, again: bool = False) -> str | None:
    """Copy an open history beside it unless today's copy is there (`again`: replace it).

    Returns what went wrong, or None. A copy takes its place only once it is verified, and never that of one which
    holds more events.
    """
    target = place(path, today)
    try:
        if target.exists():
            if not again:
                return None
            here, there = count(connection), held(target)
            if there > here:
                return f"Today's backup was kept: it holds {there} events, and the history only {here} ({target})."
        target.parent.mkdir(exist_ok=True)
        copy_to(connection, target)
        thin(path, today)
    except (OSError, sqlite3.Error) as error:
        return f"No backup of the history could be made: {reason(error)} ({target})."
    return None


def place(path: Path, day: date) -> Path:
    """Return where a day's copy of the history at `path` is."""
    return path.parent / "backups" / f"{path.stem}-{day.isoformat()}{path.suffix}"


def backups(path: Path) -> list[tuple[date, Path]]:
    """Return all copies of the history at `path`, the newest first."""
    found = []
    with contextlib.suppress(OSError):
        for copy in place(path, date.min).parent.glob(f"{path.stem}-*{path.suffix}"):
            with contextlib.suppress(ValueError):
                found.append((date.fromisoformat(copy.stem.removeprefix(f"{path.stem}-")), copy))
    return sorted(found, reverse=True)


def newest_good(path: Path) -> tuple[date, Path] | None:
    """Return the newest copy that is sound, or None."""
    return next(((day, copy) for day, copy in backups(path) if is_sound(copy)), None)


def is_sound(path: Path) -> bool:
    """Return whether a file is a history without any damage."""
    try:
        connection = connect(path, mode="ro")
    except Exception:  # whatever is wrong with it, it is not sound
        return False
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return bool(application == APPLICATION_ID and verdict == "ok")


def held(path: Path) -> int:
    """Return how many events a copy holds; 0 where it is not sound."""
    if not is_sound(path):
        return 0
    connection = connect(path, mode="ro")
    try:
        return count(connection)
    finally:
        connection.close()


def count(connection: sqlite3.Connection) -> int:
    """Return how many events an open history holds, those taken back included."""
    return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def thin(path: Path, today: date) -> None:
    """Delete the copies that need not be kept."""
    copies = dict(backups(path))
    for day in set(copies) - kept(copies, today):
        with contextlib.suppress(OSError):
            copies[day].unlink()


def kept(days: Collection[date], today: date) -> set[date]:
    """Return which days' copies to keep: the last of each of the newest 7 days, 4 weeks and 12 months that have one.

    A copy dated after `today` (the clock was wrong once) is kept as well.
    """
    past = sorted((day for day in days if day <= today), reverse=True)
    keep = {day for day in days if day > today} | set(past[:DAYS])
    keep |= first_of_each(past, [day.isocalendar()[:2] for day in past], WEEKS)
    return keep | first_of_each(past, [(day.year, day.month) for day in past], MONTHS)


def first_of_each(days: Iterable[date], groups: Iterable[tuple[int, ...]], count: int) -> set[date]:
    """Return the first day of each of the first `count` groups."""
    firsts: dict[tuple[int, ...], date] = {}
    for day, group in zip(days, groups, strict=True):
        firsts.setdefault(group, day)
    return set(list(firsts.values())[:count])
