"""The learner's own files: written once, never overwritten without being kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from nnprep.errors import UsageError, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written for the learner."""

    path: Path
    kept: Path | None
    """Where an older file of this name is now; None where there was none."""


def write_exercise(folder: Path, module: str, text: str, *, force: bool = False) -> Written:
    """Write `<folder>/<module>.py` and return where it is.

    Raises UsageError where a file of this name exists and `force` was not given, or nothing can be written.
    With `force` the old file is kept as `<module>.1.py`, `.2` …
    """
    path = folder / f"{module}.py"
    kept = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise UsageError(f"{shown(str(path))} is a folder, so no file can be written there.")
        if os.path.lexists(path):
            if not force:
                raise UsageError(
                    f"{path} exists and is left as it is. Check it, or start again with --force, which keeps it as"
                    f" {free_name(path).name}.",
                    next_step=f"nnprep check {quote(str(path))}",
                )
            kept = set_aside(path)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{shown(str(error.filename or path))} exists and is left as it is.") from error
    except OSError as error:
        raise UsageError(f"{shown(str(path))} cannot be written: {error.strerror or error}.") from error
    return Written(path=path, kept=kept)


def set_aside(path: Path) -> Path:
    """Rename a file to the first free number and return its new path."""
    kept = free_name(path)
    path.rename(kept)
    return kept


def free_name(path: Path) -> Path:
    """Return the first of `name.1.py`, `name.2.py` … that does not exist."""
    number = 1
    while os.path.lexists(kept := path.with_name(f"{path.stem}.{number}{path.suffix}")):
        number += 1
    return kept
