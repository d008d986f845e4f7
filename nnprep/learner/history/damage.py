"""What to tell the learner about a history that can't be read or written, and what to do about it."""

from __future__ import annotations

import os
from pathlib import Path

from nnprep.learner.history.backups import newest_good
from nnprep.learner.history.database import ELSEWHERE, DamagedHistoryError, UnsavedError, reason
from nnprep.learner.history.drafts import unfinished_repairs

BROKEN = (
    "malformed",
    "not a database",
    "no such",
    "no column",
    "syntax error",
    "unrecognized token",
    "decode",
    "damaged",
)
"""Parts of SQLite's messages about a file that is damaged, rather than full, locked or read-only."""


def unreadable(path: Path, error: Exception) -> DamagedHistoryError | UnsavedError:
    """Return the error for a failed read: the file may be damaged, or just not available now."""
    text = str(error)
    if "locked" in text:
        return UnsavedError(f"Another program holds the history {path}; try again.")
    if "unable to open" in text or "readonly" in text:
        return UnsavedError(f"The history {path} can't be opened: {reason(error)}.", next_step=ELSEWHERE)
    return damaged(path, reason(error))


def unwritten(path: Path, error: Exception) -> DamagedHistoryError | UnsavedError:
    """Return the error for a failed commit, with the remedy that fits."""
    text = str(error)
    if any(part in text for part in BROKEN):
        return damaged(path, reason(error), before="Not saved. ")
    readonly = "readonly" in text or "unable to open" in text
    return UnsavedError(f"Not saved: {reason(error)} ({path}).", next_step=WRITABLE if readonly else ROOM)


def damaged(path: Path, what: object, *, before: str = "") -> DamagedHistoryError:
    """Return the error for a damaged history: what's wrong with it, and whether there is a good backup."""
    good = newest_good(path)
    backup = f"its newest good backup is from {good[0].isoformat()}" if good else "there is no good backup"
    what = str(what).removesuffix(".")
    sentence = f"{before}The history {path} can't be read: {what}. The file is unchanged; {backup}."
    return DamagedHistoryError(sentence, next_step=REPAIR)


def missing(path: Path) -> DamagedHistoryError | None:
    """Return the error for a history that is gone although something is left of it; None on a fresh start."""
    good = newest_good(path)
    if good is not None:
        day, copy = good
        sentence = GONE.format(path=path, day=day.isoformat(), folder=copy.parent)
        return DamagedHistoryError(sentence, next_step=REPAIR)
    aside = damaged_copies(path)
    if aside:
        return DamagedHistoryError(ONLY_DAMAGED.format(path=path, copy=aside[-1]), next_step=REPAIR)
    return None


def interrupted(path: Path) -> DamagedHistoryError | None:
    """Return the error for a history that a repair didn't finish with, or is at work on; None if there is none."""
    if unfinished_repairs(path):
        return DamagedHistoryError(INTERRUPTED.format(path=path), next_step=REPAIR)
    return None


def damaged_copies(path: Path) -> list[Path]:
    """Return the damaged files that repairs of the history at `path` set aside, the oldest first."""
    real = Path(os.path.realpath(path))
    return sorted(each for each in real.parent.glob(f"{real.stem}-damaged-*{real.suffix}") if each.is_file())


GONE = (
    "The history {path} is gone, but there is a good backup from {day}. No new history was created; "
    "to start over, delete {folder} too."
)
ONLY_DAMAGED = (
    "The history {path} is gone, but a damaged copy is left: {copy}. No new history was created; "
    "to start over, move that file away."
)
INTERRUPTED = "A repair of the history {path} was interrupted, or is still running. Nothing is lost."
REPAIR = "nnprep doctor --repair"
ROOM = "free some disk space"
WRITABLE = "make the history and its folder writable, or set NNPREP_HOME to another one"
