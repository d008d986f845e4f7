"""The files that nnprep hands out: never overwritten without a backup, and each debugging file with its own id."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from nnprep.errors import UsageError, shown
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History

HANDED_OUT = re.compile(rb"^# handed out as ([0-9a-f]{8})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written for the learner."""

    path: Path
    backup: Path | None
    """Where an older file of this name is now; None if there was none."""


def write_exercise(folder: Path, module: str, text: str, *, force: bool = False) -> Written:
    """Write `<folder>/<module>.py` and return where it is.

    Raises UsageError if a file of this name exists and `force` was not passed, or nothing can be written.
    With `force` the old file is kept as `<module>.1.py`, `.2` …
    """
    path = folder / f"{module}.py"
    backup = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise UsageError(f"{shown(str(path))} is a folder, so no file can be written there.")
        if os.path.lexists(path):
            backup = free_name(path)
            if not force:
                raise UsageError(
                    f"{path} exists and was not changed. Check it, or start again with --force, which keeps it as"
                    f" {backup.name}.",
                    next_step=f"nnprep check {quote(str(path))}",
                )
            path.rename(backup)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{shown(str(error.filename or path))} exists and was not changed.") from error
    except OSError as error:
        raise UsageError(f"{shown(str(path))} cannot be written: {error.strerror or error}.") from error
    return Written(path=path, backup=backup)


def free_name(path: Path) -> Path:
    """Return the first of `name.1.py`, `name.2.py` … that does not exist."""
    number = 1
    while os.path.lexists(backup := path.with_name(f"{path.stem}.{number}{path.suffix}")):
        number += 1
    return backup


def new_handout() -> str:
    """Return an id that no other debugging file has."""
    return secrets.token_hex(4)


def with_handout(text: str, handout: str) -> str:
    """Return the text of a debugging file with its id below the first line."""
    first, _, rest = text.partition("\n")
    return f"{first}\n# handed out as {handout}\n{rest}"


def handout_of(history: History, subject: str, source: bytes, path: Path) -> str:
    """Return the id in a file, else that of the file last handed out at this path; empty if there is none."""
    match = HANDED_OUT.search(source[:400])
    if match:
        return match[1].decode()
    place = path.resolve()
    starts = reversed(history.events(EventKind.START, subject))
    here = (event for event in starts if Path(event.data.get("file", "")).resolve() == place)
    return next((event.data.get("handout", "") for event in here), "")
