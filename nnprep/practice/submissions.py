"""Which file to judge, and as which exercise."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path

from nnprep.content.exercise_finder import exercise_id, find_exercise
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import Exercise
from nnprep.errors import UnknownNameError, UsageError, nearest, shown
from nnprep.named_tuple import NamedTuple

MARK = re.compile(rb"#\s*nnprep:\s*([A-Za-z0-9_-]+)(?:\s+(debug))?\s*$")
"""The first line of a file that `nnprep exercise` wrote."""
SET_ASIDE = re.compile(r"\.\d+$")
"""The end of a stem whose file was set aside by --force: `backprop.1`."""


class Target(NamedTuple):
    """One file to judge."""

    path: Path
    exercise: Exercise
    debug: bool
    """Whether it is a debugging exercise: a solution with a mistake in it."""
    automatic: bool
    """Whether nnprep chose the file itself, and so should say which."""

    @property
    def subject(self) -> str:
        """The name of the exercise, or of its debugging exercise, in the history."""
        return f"{self.exercise.id}.debug" if self.debug else self.exercise.id


def targets(what: Sequence[str], folder: Path, exercise: str | None = None) -> list[Target]:
    """Return the files to judge: those named, or the newest exercise file in `folder`.

    Each of `what` is a path or the name of an exercise; `exercise` overrides the mark in a file and its name.
    Raises UnknownNameError and UsageError.
    """
    forced = find_exercise(exercise) if exercise else None
    if not what:
        path = newest(folder)
        return [target(path, forced, automatic=True)]
    return [target(located(word, folder), forced, automatic=False) for word in what]


def located(word: str, folder: Path) -> Path:
    """Return the file that a word means: a path as it stands, or `<name>.py` for the name of an exercise."""
    module = word.replace("-", "_")
    plain = module.removesuffix("_debug")
    name = exercise_id(module) or exercise_id(plain)
    if name is not None and os.sep not in word:
        suffix = module.removeprefix(plain) if exercise_id(module) is None else ""
        path = folder / f"{name.replace('-', '_')}{suffix}.py"
        if not os.path.lexists(path):
            debug = " --debug" if suffix else ""
            raise UsageError(
                f"There is no file {path.name} in this folder.", next_step=f"nnprep exercise {name}{debug}"
            )
        return path
    path = Path(word)
    if os.path.lexists(path) or path.suffix or os.sep in word:
        return path
    raise UnknownNameError("exercise or file", word, exercise_ids(), next_step="nnprep exercise")


def target(path: Path, forced: Exercise | None, *, automatic: bool) -> Target:
    """Return a file with its exercise: the one asked for, else by its first line, else by its name."""
    name, debug = mark(path)
    if forced is not None:
        return Target(path=path, exercise=forced, debug=debug, automatic=automatic)
    if name is None:
        name = path.stem
        if exercise_id(name) is None and path.is_file():
            raise UsageError(
                f"{shown(str(path))} doesn't say which exercise it is. Name it with --exercise, or in the first line"
                " of the file as `# nnprep: NAME`. `nnprep exercise` lists the names.",
                next_step="nnprep exercise",
            )
        if exercise_id(name) is None:
            raise unreadable(path)
    return Target(path=path, exercise=find_exercise(name), debug=debug, automatic=automatic)


def says_its_exercise(target: Target) -> bool:
    """Return whether the first line of a file, or else its name, is the id of its exercise.

    An alias would do, too; but to look for one, all exercises would be read.
    """
    name = mark(target.path)[0] or target.path.stem
    return name.replace("_", "-") == target.exercise.id


def unreadable(path: Path) -> UsageError:
    """Return the reason why there is nothing to read at a path."""
    if path.is_dir():
        return UsageError(f"{shown(str(path))} is a folder, not a file.", next_step="nnprep exercise")
    if not os.path.lexists(path):
        near = nearest(str(path), map(str, path.parent.glob("*.py")))
        if near:
            return UnknownNameError(
                "file", str(path), near, next_step="nnprep exercise", listing="The closest"
            )
        return UsageError(f"There is no file {shown(str(path))}.", next_step="nnprep exercise")
    return UsageError(f"{shown(str(path))} is not a regular file.", next_step="nnprep exercise")


def mark(path: Path) -> tuple[str | None, bool]:
    """Return the exercise named in a file's first line, and whether it is for debugging; (None, False) without one."""
    try:
        if not path.is_file():
            return None, False
        with path.open("rb") as file:
            match = MARK.match(file.readline(200).removeprefix(BOM_UTF8).strip())
    except OSError:
        return None, False
    return (match[1].decode(), match[2] is not None) if match else (None, False)


def newest(folder: Path) -> Path:
    """Return the exercise file in `folder` that was changed last, ignoring those set aside by --force."""
    ids = {id.replace("-", "_") for id in exercise_ids()}
    files = [
        path
        for path in folder.glob("*.py")
        if path.is_file()
        and not SET_ASIDE.search(path.stem)
        and (path.stem in ids or mark(path)[0] is not None)
    ]
    if not files:
        raise UsageError(
            "There is no exercise file in this folder. Choose one from the list.", next_step="nnprep exercise"
        )
    return max(files, key=lambda path: (path.stat().st_mtime_ns, path.name))
