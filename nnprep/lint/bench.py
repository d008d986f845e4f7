"""Runs one exercise's reference, stub, mistakes and mutants through its checks with several seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.edits import edited
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.content.trusted_code import bounded
from nnprep.grading.diagnosis.diagnose import diagnose
from nnprep.grading.diagnosis.search import full_effort
from nnprep.grading.outcome import outcome_of
from nnprep.grading.report import Outcome, Status
from nnprep.sandbox.direct import WatchedFunctions
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedRun:
    """What the checks saw of one source with one seed."""

    seed: int
    traces: Mapping[str, Trace]
    outcomes: tuple[Outcome, ...]

    @property
    def failing(self) -> tuple[Outcome, ...]:
        """The outcomes that didn't pass."""
        return tuple(outcome for outcome in self.outcomes if outcome.status is not Status.PASSED)

    @property
    def caught_at(self) -> Severity | None:
        """The highest severity of a check that didn't pass; None if all passed."""
        failing = {outcome.severity for outcome in self.failing}
        return next((severity for severity in Severity if severity in failing), None)


DIAGNOSIS_SECONDS = 300.0
"""How long a diagnosis may take: it runs hundreds of combinations of mistakes."""
FULL = 3
"""With this many seeds the reference is run again, and a check may show that it catches something."""


@dataclass(slots=True)
class Bench:
    """One exercise, its checks, and what they see of the reference.

    Whatever runs code raises BrokenFile if a source can't be loaded, and ContentError if it exits or loops endlessly.
    """

    exercise: Exercise
    seeds: Sequence[int]
    reference: str
    checks: tuple[Check, ...]
    expected: dict[int, dict[str, Trace]] = field(init=False)
    replays: dict[int, dict[tuple[tuple[str, ...], str], Trace]] = field(init=False)
    """What the checks saw of mistakes, by seed: every diagnosis replays the same ones."""

    def __post_init__(self) -> None:
        # Without the codec, as the reference is run for a learner.
        self.expected = {seed: self.traces(self.reference, seed, WatchedFunctions) for seed in self.seeds}
        self.replays = {seed: {} for seed in self.seeds}

    def traces(
        self, source: str, seed: int, kind: Callable[[LocalPeer], Functions] = Functions
    ) -> dict[str, Trace]:
        """Run every check on a source, by default behind the codec."""
        f = self.load(source, kind)
        with bounded(self.exercise.solution):
            return {check.name: check.trace(f, seed) for check in self.checks}

    def load(
        self,
        source: str,
        kind: Callable[[LocalPeer], Functions] = Functions,
        code: CodeType | None = None,
    ) -> Functions:
        """Load a source, or what it was compiled to; by default it runs behind the codec."""
        peer = LocalPeer(source, code=code)
        with bounded(self.exercise.solution):
            peer.load()
        return kind(peer)

    def run(self, source: str, most: int = FULL) -> list[SeedRun]:
        """Compare a source with the reference, with the first seeds, and describe what differs."""
        return [self.compare(self.traces(source, seed), seed) for seed in self.seeds[:most]]

    def compare(self, traces: Mapping[str, Trace], seed: int, *, described: bool = True) -> SeedRun:
        """Compare traces with those of the reference."""
        outcomes = tuple(
            self.outcome(check, traces[check.name], seed, described=described) for check in self.checks
        )
        return SeedRun(seed=seed, traces=traces, outcomes=outcomes)

    def outcome(self, check: Check, trace: Trace, seed: int, *, described: bool = True) -> Outcome:
        """Compare one trace with that of the reference."""
        expected = self.expected[seed][check.name]
        return outcome_of(check, self.exercise, expected, trace, described=described)

    def run_mistake(self, mistake: Mistake, most: int = 1) -> list[SeedRun]:
        """Compare a mistake with the reference, with as many seeds. Raises EditError."""
        source = edited(self.reference, mistake.edits)
        runs = [
            self.compare(self.traces(source, seed, WatchedFunctions), seed, described=False)
            for seed in self.seeds[:most]
        ]
        for run in runs:
            self.replays[run.seed].update(
                {((mistake.id,), check): trace for check, trace in run.traces.items()}
            )
        return runs

    def slip(self, mistake: Mistake, runs: Sequence[SeedRun]) -> tuple[int, Severity | None] | None:
        """Return the first seed with which a mistake isn't caught at its severity, and where it's caught then.

        With seeds beyond `runs`, checks run only until they decide; those that caught it before come first, the
        cheapest of them foremost.
        """
        for run in runs:
            if run.caught_at is not mistake.severity:
                return run.seed, run.caught_at
        before = {outcome.check for run in runs for outcome in run.failing}
        likely = sorted(self.cheapest, key=lambda check: check.name not in before)
        source = edited(self.reference, mistake.edits)
        code = compiled(source)
        for seed in self.seeds[len(runs) :]:
            f = self.load(source, WatchedFunctions, code)
            caught = self.caught_at(f, seed, likely, mistake.severity)
            if caught is not mistake.severity:
                return seed, caught
        return None

    @property
    def cheapest(self) -> list[Check]:
        """The checks, the cheapest first."""
        expected = self.expected[self.seeds[0]]
        return sorted(self.checks, key=lambda check: full_effort(expected[check.name]))

    def caught_at(
        self, f: Functions, seed: int, checks: Sequence[Check], lowest: Severity
    ) -> Severity | None:
        """Return the highest severity of a check that loaded code fails; checks below `lowest` are not run."""
        for severity in Severity:
            for check in checks:
                if check.severity is severity and self.fails(f, check, seed):
                    return severity
            if severity is lowest:
                return None
        return None

    def fails(self, f: Functions, check: Check, seed: int) -> bool:
        """Return whether a loaded source fails a check."""
        with bounded(self.exercise.solution):
            trace = check.trace(f, seed)
        return self.outcome(check, trace, seed, described=False).status is not Status.PASSED

    def caught_by(self, source: str, checks: Sequence[Check]) -> set[str]:
        """Return the names of those checks that catch a source, with one of the first seeds."""
        caught: set[str] = set()
        for seed in self.seeds[:FULL]:
            left = [check for check in checks if check.name not in caught]
            f = self.load(source) if left else None
            caught |= {check.name for check in left if f is not None and self.fails(f, check, seed)}
        return caught

    def diagnose(self, run: SeedRun, mistakes: Sequence[Mistake]) -> tuple[tuple[str, ...], ...]:
        """Return every smallest set of mistakes that reproduces a run; empty if there is none."""
        with bounded(self.exercise.solution, DIAGNOSIS_SECONDS):
            diagnoses = diagnose(
                self.reference,
                mistakes,
                self.checks,
                run.seed,
                self.expected[run.seed],
                run.traces,
                [outcome.check for outcome in run.failing],
                self.replays[run.seed],
            )
        return tuple(diagnosis.mistakes for diagnosis in diagnoses)


def compiled(source: str) -> CodeType | None:
    """Return the code of a reference with a mistake, for several seeds; None if it isn't valid."""
    try:
        return compile(source, "reference.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return None
