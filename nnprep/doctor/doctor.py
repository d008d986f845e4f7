"""What this machine is: versions, places, protections, the state of the history, and a self-test."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nnprep import __version__
from nnprep.content.library import Holding, read_holding
from nnprep.content.roots import built_in, content_roots
from nnprep.doctor.selftest import Trial, self_test
from nnprep.errors import Fault, HistoryError
from nnprep.learner.history.paths import history_path
from nnprep.learner.history.repair import diagnose

LIBRARIES = ("numpy", "fsrs", "pyyaml", "typer", "rich", "platformdirs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """One content root."""

    path: Path
    cards: int
    exercises: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All that doctor found."""

    versions: Mapping[str, str]
    content: tuple[Root, ...]
    faults: tuple[Fault, ...]
    """What is wrong with the content."""
    history: Path
    events: int | None
    """How many events it holds; None where there is no history yet, or it cannot be read."""
    history_fault: str | None
    """What is wrong with the history, in one sentence."""
    unsaved: str | None
    """What keeps anything from being saved now, in one sentence."""
    isolation: Mapping[str, str]
    """Which fence really stood around the submissions of the self-test."""
    trials: tuple[Trial, ...]
    """The self-test; empty where there is no exercise to run."""

    @property
    def well(self) -> bool:
        """Whether everything works."""
        tested = bool(self.trials) and all(trial.well for trial in self.trials)
        return tested and not self.faults and self.history_fault is None and self.unsaved is None

    @property
    def exit_code(self) -> int:
        """0 where everything works, else 3."""
        return 0 if self.well else 3


def examine() -> Health:
    """Look at everything. Raises ContentError where NNPREP_CONTENT names a folder that is missing."""
    roots = content_roots()
    holdings = [read_holding([root]) for root in roots]
    together = read_holding(roots)
    path = history_path()
    fault, unsaved = state_of(path)
    trials, isolation = tested(holdings[0])
    return Health(
        versions=versions(),
        content=tuple(
            Root(path=root, cards=len(holding.cards), exercises=len(holding.exercises))
            for root, holding in zip(roots, holdings, strict=True)
        ),
        faults=together.faults,
        history=path,
        events=count_events(path) if fault is None and unsaved is None else None,
        history_fault=fault,
        unsaved=unsaved,
        isolation=isolation,
        trials=trials,
    )


def tested(holding: Holding) -> tuple[tuple[Trial, ...], Mapping[str, str]]:
    """Run the self-test on the first exercise that is made of functions."""
    for exercise in holding.exercises:
        mistakes = holding.mistakes.get(exercise.id, ())
        plain = all(
            function.name[0].islower() and "." not in function.name for function in exercise.functions
        )
        if mistakes and plain:
            return self_test(exercise, mistakes)
    return (), {}


def versions() -> dict[str, str]:
    """Return the versions of nnprep and of all that it stands on; `missing` where a library is not there."""
    found = {
        "nnprep": __version__,
        "Python": f"{platform.python_version()} ({platform.python_implementation()})",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "SQLite": sqlite3.sqlite_version,
    }
    for library in LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = "missing"
    return found


def count_events(path: Path) -> int | None:
    """Return how many events a sound history holds, those taken back included; None where there is none yet."""
    if not path.exists():
        return None
    from nnprep.learner.history.log import History

    with History.open(path) as history:
        return len(history.events(voided=True))


def state_of(path: Path) -> tuple[str | None, str | None]:
    """Return what is wrong with a history, and what keeps anything from being saved in it; each a sentence or None."""
    from nnprep.learner.history.log import History

    try:
        fault = diagnose(path)
        if fault is not None:
            return fault, None
        if path.exists():
            with History.open(path) as history:
                history.try_writing()
            return None, None
    except HistoryError as error:
        return None, error.sentence + (f" What helps: {error.next_step}." if error.next_step else "")
    folder = next(folder for folder in path.parents if folder.exists())
    return None, None if os.access(folder, os.W_OK | os.X_OK) else f"No history can be made in {folder}."


def interpreter() -> str:
    """Return where Python is, and whether nnprep runs from a checkout or is installed."""
    kind = "installed" if built_in().name == "_content" else "from a checkout"
    return f"{sys.executable} ({kind})"
