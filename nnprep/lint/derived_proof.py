"""Proves checks by derived mistakes, and derived mistakes by those that somebody wrote down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.content.library import read_all_exercises
from nnprep.content.text_files import stub_text
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UsageError
from nnprep.grading.answer_key import answer_key
from nnprep.grading.diagnosis.derived.derive import Derivation
from nnprep.grading.diagnosis.replays import Replays, Suspect
from nnprep.grading.diagnosis.search import effort
from nnprep.grading.reference import reference_text
from nnprep.lint.scope import scope_of
from nnprep.lint.survivors import Survivor, differs, explained
from nnprep.named_tuple import NamedTuple

SEED = 1
"""The seed of all checks here."""


class CheckedDerivation(NamedTuple):
    """How many derived mistakes the core checks of an exercise catch."""

    exercise: Exercise
    caught: int
    survivors: tuple[Survivor, ...]
    """Those that no core check catches with the first seed, in the order of their lines, each with its reason."""

    @property
    def total(self) -> int:
        """How many derived mistakes can be run."""
        return self.caught + len(self.survivors)

    @property
    def holes(self) -> int:
        """How many survivors are wrong answers of a kind that core checks are for."""
        return sum(survivor.is_hole for survivor in self.survivors)


class NamedMistakes(NamedTuple):
    """Which core mistakes derivation names by itself."""

    exercise: Exercise
    named: tuple[tuple[str, str], ...]
    """The id of a mistake, and that of the derived one that behaves the same."""
    missed: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many core mistakes there are that a core check catches."""
        return len(self.named) + len(self.missed)


def exercises_in(path: Path | None) -> list[Exercise]:
    """Return the exercises that a path names; raises UsageError if there are none."""
    scope = scope_of(path)
    exercises, _ = read_all_exercises(scope.roots)
    exercises = [each for each in exercises if scope.covers(each.folder)]
    if not exercises or not scope.exercises:
        raise UsageError(f"{path or 'The content'} holds no exercises.")
    return exercises


def checked_derivations(
    path: Path | None, watch: Callable[[str], None] | None = None
) -> list[CheckedDerivation]:
    """Try every derived mistake on the core checks of exercises. Raises UsageError and ContentError."""
    results = []
    for exercise, bench in benches(path, watch):
        missed, caught = [], 0
        for derived in bench.derivation.everything():
            trace = bench.replays.trace((derived,), bench.core[0])
            if trace is None:
                continue
            if any(bench.catches(derived, check) for check in bench.core):
                caught += 1
            else:
                missed.append(derived)
        survivors = explained(exercise, bench.derivation.reference, missed)
        results.append(CheckedDerivation(exercise, caught, tuple(survivors)))
    return results


def named_mistakes(path: Path | None, watch: Callable[[str], None] | None = None) -> list[NamedMistakes]:
    """Look for a derived mistake that behaves as each known core one. Raises UsageError and ContentError."""
    results = []
    for exercise, bench in benches(path, watch):
        named, missed = [], []
        everything = list(bench.derivation.everything())
        for mistake in load_mistakes(exercise):
            if mistake.severity is not Severity.CORE:
                continue
            seen = bench.traces(mistake)
            bench.replays.compare_with(seen)
            wrong = [check for check in bench.core if bench.replays.differs(check)]
            order = [*wrong, *(check for check in bench.core if check not in wrong)]
            alike = (each for each in everything if bench.replays.reproduces((each,), order))
            derived = next(alike, None) if wrong else None
            if derived is not None:
                named.append((mistake.id, derived.id))
            elif wrong:
                missed.append(mistake.id)
        results.append(NamedMistakes(exercise, tuple(named), tuple(missed)))
    return results


class DerivedBench(NamedTuple):
    """The core checks of an exercise, the cheapest first, and its derived mistakes."""

    core: tuple[Check, ...]
    replays: Replays
    derivation: Derivation

    def catches(self, suspect: Suspect, check: Check) -> bool:
        """Return whether a mistake changes what a check sees; one that can't be run counts as caught."""
        trace = self.replays.trace((suspect,), check)
        return trace is None or differs(check, self.replays.expected[check.name], trace)

    def traces(self, mistake: Mistake) -> dict[str, Trace]:
        """Run a known mistake in the core checks."""
        traces = {check.name: self.replays.trace((mistake,), check) for check in self.core}
        return {name: trace for name, trace in traces.items() if trace is not None}


def benches(
    path: Path | None, watch: Callable[[str], None] | None
) -> Iterator[tuple[Exercise, DerivedBench]]:
    """Yield exercises with what is needed to run their mistakes."""
    for exercise in exercises_in(path):
        if watch:
            watch(exercise.id)
        key = answer_key(exercise, SEED)
        core = [check for check in key.checks if check.severity is Severity.CORE]
        core.sort(key=lambda check: effort(key.expected[check.name]))
        reference = reference_text(exercise)
        replays = Replays(reference, SEED, key.expected, key.expected)
        yield exercise, DerivedBench(tuple(core), replays, Derivation(reference, stub_text(exercise), {}))
