"""What to tell the learner about a history that can't be read or written, and what to do about it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from nnprep.learner.history.backups import newest_good
from nnprep.learner.history.database import ELSEWHERE, DamagedHistoryError, UnsavedError, reason


def unreadable(path: Path, error: sqlite3.Error) -> DamagedHistoryError | UnsavedError:
    """Return the error for a failed read: the file may be damaged, or just not available now."""
    text = str(error)
    if "locked" in text:
        return UnsavedError(f"Another program holds the history {path}; try again.")
    if "unable to open" in text or "readonly" in text:
        return UnsavedError(f"The history {path} cannot be opened: {text}.", next_step=ELSEWHERE)
    return damaged(path, error)


def unwritten(path: Path, error: sqlite3.Error) -> DamagedHistoryError | UnsavedError:
    """Return the error for a failed commit, with the remedy that fits."""
    text = str(error)
    if "malformed" in text or "not a database" in text:
        return damaged(path, error, before="Not saved. ")
    readonly = "readonly" in text or "unable to open" in text
    return UnsavedError(f"Not saved: {reason(error)} ({path}).", next_step=WRITABLE if readonly else ROOM)


def damaged(path: Path, what: object, *, before: str = "") -> DamagedHistoryError:
    """Return the error for a damaged history: what's wrong with it, and whether there is a good backup."""
    good = newest_good(path)
    backup = f"its newest good backup is from {good[0].isoformat()}" if good else "there is no good backup"
    sentence = f"{before}The history {path} cannot be read: {what}. The file is unchanged; {backup}."
    return DamagedHistoryError(sentence, next_step=REPAIR)


def missing(path: Path) -> DamagedHistoryError | None:
    """Return the error for a history that is gone although a good backup exists; None on a fresh start."""
    good = newest_good(path)
    if good is None:
        return None
    day, copy = good
    return DamagedHistoryError(
        GONE.format(path=path, day=day.isoformat(), folder=copy.parent), next_step=REPAIR
    )


GONE = (
    "The history {path} is gone, but there is a good backup from {day}. No new history was created; "
    "to start over, delete {folder} too."
)
REPAIR = "nnprep doctor --repair"
ROOM = "free some disk space"
WRITABLE = "make the history and its folder writable, or set NNPREP_HOME to another one"
