"""Runs one exercise's reference, stub, mistakes and mutants through its checks with several seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.edits import edited
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.content.trusted_code import bounded
from nnprep.grading.diagnosis.diagnose import diagnose
from nnprep.grading.outcome import outcome_of
from nnprep.grading.report import Outcome, Status
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
"""With this many seeds everything is run; with the others, only until a mistake is caught."""


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
        self.expected = {seed: self.traces(self.reference, seed) for seed in self.seeds}
        self.replays = {seed: {} for seed in self.seeds}

    def traces(self, source: str, seed: int) -> dict[str, Trace]:
        """Run every check on a source."""
        f = self.load(source)
        with bounded(self.exercise.solution):
            return {check.name: check.trace(f, seed) for check in self.checks}

    def load(self, source: str) -> Functions:
        """Load a source."""
        peer = LocalPeer(source)
        with bounded(self.exercise.solution):
            peer.load()
        return Functions(peer)

    def run(self, source: str) -> list[SeedRun]:
        """Compare a source with the reference, with the first seeds."""
        return [self.compare(self.traces(source, seed), seed) for seed in self.seeds[:FULL]]

    def compare(self, traces: Mapping[str, Trace], seed: int) -> SeedRun:
        """Compare traces with those of the reference."""
        outcomes = tuple(self.outcome(check, traces[check.name], seed) for check in self.checks)
        return SeedRun(seed=seed, traces=traces, outcomes=outcomes)

    def outcome(self, check: Check, trace: Trace, seed: int) -> Outcome:
        """Compare one trace with that of the reference."""
        return outcome_of(check, self.exercise, self.expected[seed][check.name], trace)

    def run_mistake(self, mistake: Mistake) -> list[SeedRun]:
        """Compare a mistake with the reference, with the first seeds. Raises EditError."""
        runs = self.run(edited(self.reference, mistake.edits))
        for run in runs:
            self.replays[run.seed].update(
                {((mistake.id,), check): trace for check, trace in run.traces.items()}
            )
        return runs

    def slip(self, mistake: Mistake, runs: Sequence[SeedRun]) -> tuple[int, Severity | None] | None:
        """Return the first seed with which a mistake isn't caught at its severity, and where it's caught then.

        With seeds beyond `runs`, checks run only until they decide; those that caught it before come first.
        """
        for run in runs:
            if run.caught_at is not mistake.severity:
                return run.seed, run.caught_at
        before = {outcome.check for run in runs for outcome in run.failing}
        likely = sorted(self.checks, key=lambda check: check.name not in before)
        source = edited(self.reference, mistake.edits)
        for seed in self.seeds[FULL:]:
            caught = self.caught_at(source, seed, likely, mistake.severity)
            if caught is not mistake.severity:
                return seed, caught
        return None

    def caught_at(self, source: str, seed: int, checks: Sequence[Check], lowest: Severity) -> Severity | None:
        """Return the highest severity of a check that a source fails; checks below `lowest` are not run."""
        f = self.load(source)
        for severity in Severity:
            for check in checks:
                if check.severity is severity:
                    with bounded(self.exercise.solution):
                        trace = check.trace(f, seed)
                    if self.outcome(check, trace, seed).status is not Status.PASSED:
                        return severity
            if severity is lowest:
                return None
        return None

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
