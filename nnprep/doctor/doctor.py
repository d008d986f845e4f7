"""Examines this machine: versions, paths, protections, content, history, and a self-test."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nnprep import __version__
from nnprep.content.library import Library, read_library
from nnprep.content.roots import built_in, content_roots
from nnprep.doctor.selftest import SelfTest, self_test
from nnprep.errors import OWN_FAULT, Fault, HistoryError
from nnprep.learner.history.backups import count
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.learner.repair import diagnose, diagnose_cache

LIBRARIES = ("numpy", "fsrs", "pyyaml", "typer", "rich", "platformdirs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """One content root."""

    path: Path
    cards: int
    exercises: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The result of an examination."""

    versions: Mapping[str, str]
    content: tuple[Root, ...]
    faults: tuple[Fault, ...]
    """All errors in the content."""
    history: Path
    events: int | None
    """How many events it holds; None if there is no history yet, or it can't be read."""
    history_fault: str | None
    """What's wrong with the history, in one sentence."""
    cache_fault: str | None
    """What's wrong with the file of what was computed from the history, in one sentence."""
    misdated: str | None
    """Which events don't count because of their dates, in one sentence."""
    unsaved: str | None
    """Why nothing can be saved now, in one sentence."""
    isolation: Mapping[str, str]
    """How the submissions of the self-test were really isolated."""
    trials: tuple[SelfTest, ...]
    """The self-test; empty if there is no exercise to run."""

    @property
    def well(self) -> bool:
        """Whether everything works."""
        judges = bool(self.trials) and all(trial.well for trial in self.trials)
        return judges and not self.faults and not (self.history_fault or self.cache_fault or self.unsaved)

    @property
    def exit_code(self) -> int:
        """0 if everything works, else 3."""
        return 0 if self.well else OWN_FAULT


def examine(tell: Callable[[str], object] = len) -> Health:
    """Examine everything; `tell` is called with what is done next, which may take seconds.

    Raises ContentError if NNPREP_CONTENT lists a missing folder.
    """
    tell("reading all content ...")
    roots = content_roots()
    libraries = [read_library([root]) for root in roots]
    together = libraries[0] if len(roots) == 1 else read_library(roots)
    path = history_path()
    tell("examining the history ...")
    fault, unsaved = state_of(path)
    intact = fault is None and unsaved is None
    cache_fault, misdated = (diagnose_cache(path), misdated_events(path)) if intact else (None, None)
    trials, isolation = run_self_test(libraries[0], tell)
    return Health(
        versions=versions(),
        content=tuple(
            Root(path=root, cards=len(library.cards), exercises=len(library.exercises))
            for root, library in zip(roots, libraries, strict=True)
        ),
        faults=together.faults,
        history=path,
        events=count_events(path) if intact else None,
        history_fault=fault,
        cache_fault=cache_fault,
        misdated=misdated,
        unsaved=unsaved,
        isolation=isolation,
        trials=trials,
    )


def run_self_test(
    library: Library, tell: Callable[[str], object]
) -> tuple[tuple[SelfTest, ...], Mapping[str, str]]:
    """Run the self-test on the first exercise that consists of functions."""
    for exercise in library.exercises:
        mistakes = library.mistakes.get(exercise.id, ())
        plain = all(
            function.name[0].islower() and "." not in function.name for function in exercise.functions
        )
        if mistakes and plain:
            return self_test(exercise, mistakes, tell)
    return (), {}


def versions() -> dict[str, str]:
    """Return the versions of nnprep, Python, the system and the libraries, `missing` if not installed."""
    versions = {
        "nnprep": __version__,
        "Python": f"{platform.python_version()} ({platform.python_implementation()})",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "SQLite": sqlite3.sqlite_version,
    }
    for library in LIBRARIES:
        try:
            versions[library] = version(library)
        except PackageNotFoundError:
            versions[library] = "missing"
    return versions


def count_events(path: Path) -> int | None:
    """Return how many events a history holds, including undone ones; None if there is no history yet."""
    if not path.exists():
        return None
    with History.open(path) as history:
        return count(history.connection)


def misdated_events(path: Path) -> str | None:
    """Return in one sentence which events don't count because of their dates; None if there are none."""
    if not path.exists():
        return None
    with History.open(path) as history:
        misdated = history.misdated()
        return misdated.sentence if misdated else None


def state_of(path: Path) -> tuple[str | None, str | None]:
    """Return what's wrong with a history, and why nothing can be saved in it; each a sentence or None."""
    try:
        fault = diagnose(path)
        if fault is not None:
            return fault, None
        if path.exists():
            with History.open(path) as history:
                history.try_writing()
            return None, None
    except HistoryError as error:
        return None, error.sentence + (f" Try: {error.next_step}" if error.next_step else "")
    folder = next(folder for folder in path.parents if folder.exists())
    return None, None if os.access(
        folder, os.W_OK | os.X_OK
    ) else f"nnprep can't create a history in {folder}."


def interpreter() -> str:
    """Return the path of Python, and whether nnprep is installed or runs from a checkout."""
    kind = "installed" if built_in().name == "_content" else "from a checkout"
    return f"{sys.executable} ({kind})"
