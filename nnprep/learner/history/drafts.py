"""Drafts: files that are written in full before they get their name, and swept up if their process was killed."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

RESTORED = ".restored"
"""Ends the names of histories that a repair is putting together."""
ABANDONED_SECONDS = 3600
"""No draft takes an hour, so one that is older is nobody's, whatever process has its number now."""


def new_draft(target: Path) -> Path:
    """Return the name of this process's draft of a file, in the same folder."""
    return target.with_name(f".{target.name}.{os.getpid()}")


def sweep(target: Path) -> None:
    """Delete the drafts of `target`, and of files named like it, that killed processes left behind."""
    family = target.name.split("-")[0].removesuffix(target.suffix)
    for draft in target.parent.glob(f".{family}*"):
        if RESTORED not in draft.name and is_abandoned(draft):
            with contextlib.suppress(OSError):
                draft.unlink()


def is_abandoned(draft: Path) -> bool:
    """Return whether the process that wrote a draft, or the journal of one, is gone."""
    number = draft.name.removesuffix("-journal").rpartition(".")[2]
    if not (number.isascii() and number.isdecimal()) or int(number) == os.getpid():
        return False
    try:
        old = time.time() - draft.stat().st_mtime > ABANDONED_SECONDS
    except OSError:
        return False
    return old or not is_running(int(number))


def unfinished_repairs(path: Path) -> list[Path]:
    """Return the drafts of repairs of the history at `path` that are running or were killed."""
    real = Path(os.path.realpath(path))
    try:
        names = [each.name for each in real.parent.iterdir()]
    except OSError:
        return []
    prefix = f".{real.name}{RESTORED}"
    return [real.with_name(n) for n in names if n.startswith(prefix) and not n.endswith("-journal")]


def is_running(process: int) -> bool:
    """Return whether there is a process with this number; on Windows, where asking would end it, always True."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
