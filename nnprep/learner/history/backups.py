"""Daily copies of the history, each verified when it's made; older ones are thinned out."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from nnprep.learner.history.database import APPLICATION_ID, connect, copy_to, reason

DAYS, WEEKS, MONTHS = 7, 4, 12
"""For how many days, weeks and months the last copy is kept."""


def back_up(connection: sqlite3.Connection, path: Path, today: date, *, again: bool = False) -> str | None:
    """Copy an open history next to it, unless today's copy exists (`again`: replace that one).

    Returns what went wrong, or None. A copy is put in place only once it's verified, and never replaces one that
    holds more events.
    """
    target = copy_path(path, today)
    try:
        if target.exists():
            if not again:
                return None
            here, there = count(connection), event_count(target) or 0
            if there > here:
                return (
                    f"Today's backup was kept: it holds {there} events, the history only {here} ({target})."
                )
        target.parent.mkdir(exist_ok=True)
        copy_to(connection, target)
        thin(path, today)
    except (OSError, sqlite3.Error) as error:
        return f"The history could not be backed up: {reason(error)} ({target})."
    return None


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
        with contextlib.closing(connect(path, mode="ro")) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            return count(connection) if application == APPLICATION_ID and verdict == "ok" else None
    except sqlite3.Error:
        return None


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

    Copies dated after `today` (the clock was wrong once) are kept too.
    """
    past = sorted((day for day in days if day <= today), reverse=True)
    keep = {day for day in days if day > today} | set(past[:DAYS])
    keep |= first_of_each(past, [day.isocalendar()[:2] for day in past], WEEKS)
    return keep | first_of_each(past, [(day.year, day.month) for day in past], MONTHS)


def first_of_each(days: Iterable[date], groups: Iterable[tuple[int, ...]], most: int) -> set[date]:
    """Return the first day of each of the first `most` groups."""
    firsts: dict[tuple[int, ...], date] = {}
    for day, group in zip(days, groups, strict=True):
        firsts.setdefault(group, day)
    return set(list(firsts.values())[:most])
