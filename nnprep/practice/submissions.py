"""Which file is to be judged, and as which exercise."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from nnprep.content.exercises import Exercise
from nnprep.content.library import exercise_ids, find_exercise
from nnprep.errors import UnknownNameError, UsageError, shown

MARK = re.compile(rb"#\s*nnprep:\s*([A-Za-z0-9_-]+)(?:\s+(debug))?\s*$")
"""The first line of a file that `nnprep exercise` wrote."""
KEPT = re.compile(r"\.\d+$")
"""The end of a stem whose file was set aside by --force: `backprop.1`."""


class Target(NamedTuple):
    """One file to judge."""

    path: Path
    exercise: Exercise
    debug: bool
    """Whether it is a debugging exercise: a solution with a mistake in it."""
    found: bool
    """Whether nnprep chose the file itself, and so should say which."""

    @property
    def subject(self) -> str:
        """What the history calls it."""
        return f"{self.exercise.id}.debug" if self.debug else self.exercise.id


def targets(what: Sequence[str], folder: Path, exercise: str | None = None) -> list[Target]:
    """Return the files to judge: those named, or the newest exercise file in `folder`.

    Each of `what` is a path or the name of an exercise; `exercise` overrules the mark in a file and its name.
    Raises UnknownNameError and UsageError.
    """
    forced = find_exercise(exercise) if exercise else None
    if not what:
        path = newest(folder)
        return [target(path, forced, found=True)]
    return [target(located(word, folder), forced, found=False) for word in what]


def exercise_named(name: str | None) -> Exercise:
    """Return the exercise of this name; without one, that of the newest file in the current folder."""
    return find_exercise(name) if name else targets([], Path())[0].exercise


def located(word: str, folder: Path) -> Path:
    """Return the file that a word means: a path as it stands, or `<name>.py` for the name of an exercise."""
    names = {id.replace("-", "_"): id for id in exercise_ids()}
    module = word.replace("-", "_")
    name = names.get(module.removesuffix("_debug"))
    if name is not None and os.sep not in word:
        path = folder / f"{module}.py"
        if not os.path.lexists(path):
            debug = " --debug" if module not in names else ""
            raise UsageError(
                f"There is no file {path.name} in this folder.", next_step=f"nnprep exercise {name}{debug}"
            )
        return path
    path = Path(word)
    if os.path.lexists(path) or path.suffix or os.sep in word:
        return path
    raise UnknownNameError("exercise or file", word, exercise_ids(), next_step="nnprep exercise")


def target(path: Path, forced: Exercise | None, *, found: bool) -> Target:
    """Decide as which exercise a file is judged: as asked, else by its first line, else by its name."""
    name, debug = mark(path)
    if forced is not None:
        return Target(path=path, exercise=forced, debug=debug, found=found)
    if name is None:
        name = path.stem
        spellings = {id.replace("-", "_") for id in exercise_ids()} | set(exercise_ids())
        if name not in spellings and path.is_file():
            from shlex import quote

            raise UsageError(
                f"{shown(str(path))} does not say which exercise it is: say it with --exercise, or in its first"
                f" line as `# nnprep: NAME`. Names: {', '.join(exercise_ids())}.",
                next_step=f"nnprep check {quote(str(path))} --exercise NAME",
            )
        if name not in spellings:
            raise unreadable(path)
    return Target(path=path, exercise=find_exercise(name), debug=debug, found=found)


def unreadable(path: Path) -> UsageError:
    """Say why there is nothing to read at a path."""
    if path.is_dir():
        return UsageError(f"{shown(str(path))} is a folder, not a file.", next_step="nnprep exercise")
    if not os.path.lexists(path):
        return UsageError(f"There is no file {shown(str(path))}.", next_step="nnprep exercise")
    return UsageError(f"{shown(str(path))} is not a regular file.", next_step="nnprep exercise")


def mark(path: Path) -> tuple[str | None, bool]:
    """Return the exercise named in a file's first line, and whether it is for debugging; (None, False) if none."""
    try:
        if not path.is_file():
            return None, False
        with path.open("rb") as file:
            found = MARK.match(file.readline(200).removeprefix(BOM_UTF8).strip())
    except OSError:
        return None, False
    return (found[1].decode(), found[2] is not None) if found else (None, False)


def newest(folder: Path) -> Path:
    """Return the exercise file in `folder` that was changed last; files set aside by --force do not count."""
    ids = {id.replace("-", "_") for id in exercise_ids()}
    files = [
        path
        for path in folder.glob("*.py")
        if path.is_file() and not KEPT.search(path.stem) and (path.stem in ids or mark(path)[0] is not None)
    ]
    if not files:
        raise UsageError(
            "There is no exercise file in this folder.",
            next_step="nnprep exercise, then nnprep exercise NAME",
        )
    return max(files, key=lambda path: (path.stat().st_mtime_ns, path.name))
