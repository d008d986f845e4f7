"""A bench on which one exercise's reference, stub, mistakes and saboteurs are tried under several seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nnprep.checks.api import Check, load_checks
from nnprep.checks.trace import Trace
from nnprep.content.edits import edited
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.grading.diagnosis.diagnose import diagnose
from nnprep.grading.outcome import outcome_of
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Outcome, Status
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the checks found in one source under one seed."""

    seed: int
    traces: Mapping[str, Trace]
    outcomes: tuple[Outcome, ...]

    @property
    def failing(self) -> tuple[Outcome, ...]:
        """The outcomes that did not pass."""
        return tuple(outcome for outcome in self.outcomes if outcome.status is not Status.PASSED)

    @property
    def caught_at(self) -> Severity | None:
        """The gravest severity of a check that did not pass; None where all passed."""
        failing = {outcome.severity for outcome in self.failing}
        return next((severity for severity in Severity if severity in failing), None)


FULL = 3
"""Under so many seeds everything is run; under the others, only until a mistake is caught."""


@dataclass(slots=True)
class Bench:
    """One exercise, its checks, and what the reference does in them."""

    exercise: Exercise
    seeds: Sequence[int]
    reference: str
    checks: tuple[Check, ...]
    expected: dict[int, dict[str, Trace]] = field(default_factory=dict)
    replayed: dict[int, dict[tuple[tuple[str, ...], str], Trace]] = field(default_factory=dict)
    """What mistakes did, by seed: every diagnosis replays the same ones."""

    @classmethod
    def of(cls, exercise: Exercise, seeds: Sequence[int]) -> Bench:
        """Set up an exercise. Raises what its reference or its checks raise."""
        bench = cls(exercise, seeds, reference_text(exercise), load_checks(exercise))
        bench.expected = {seed: bench.traces(bench.reference, seed) for seed in seeds}
        return bench

    def traces(self, source: str, seed: int) -> dict[str, Trace]:
        """Run every check on a source. Raises BrokenFile where it cannot be loaded."""
        peer = LocalPeer(source)
        peer.load()
        f = Functions(peer)
        return {check.name: check.trace(f, seed) for check in self.checks}

    def tried(self, source: str) -> list[Trial]:
        """Hold a source against the reference under the first seeds. Raises BrokenFile."""
        return [self.trial(self.traces(source, seed), seed) for seed in self.seeds[:FULL]]

    def trial(self, traces: Mapping[str, Trace], seed: int) -> Trial:
        """Hold traces against those of the reference."""
        outcomes = tuple(self.outcome(check, traces[check.name], seed) for check in self.checks)
        return Trial(seed=seed, traces=traces, outcomes=outcomes)

    def outcome(self, check: Check, trace: Trace, seed: int) -> Outcome:
        """Hold one trace against that of the reference."""
        return outcome_of(check, self.exercise, self.expected[seed][check.name], trace)

    def slip(self, mistake: Mistake, trials: Sequence[Trial]) -> tuple[int, Severity | None] | None:
        """Return the first seed under which a mistake is not caught at its severity, and where it is caught then.

        Under the seeds that have no trial, checks run only until they decide, those first that have caught it before.
        """
        for trial in trials:
            if trial.caught_at is not mistake.severity:
                return trial.seed, trial.caught_at
        before = {outcome.check for trial in trials for outcome in trial.failing}
        likely = sorted(self.checks, key=lambda check: check.name not in before)
        source = edited(self.reference, mistake.edits)
        for seed in self.seeds[FULL:]:
            caught = self.caught_at(source, seed, likely, mistake.severity)
            if caught is not mistake.severity:
                return seed, caught
        return None

    def caught_at(self, source: str, seed: int, checks: Sequence[Check], wanted: Severity) -> Severity | None:
        """Return the gravest severity of a check that a source does not pass, as far as `wanted`."""
        peer = LocalPeer(source)
        peer.load()
        f = Functions(peer)
        for severity in Severity:
            for check in checks:
                if check.severity is severity:
                    outcome = self.outcome(check, check.trace(f, seed), seed)
                    if outcome.status is not Status.PASSED:
                        return severity
            if severity is wanted:
                return None
        return None

    def made(self, mistake: Mistake) -> list[Trial]:
        """Make a mistake and hold it against the reference. Raises EditError and BrokenFile."""
        trials = self.tried(edited(self.reference, mistake.edits))
        for trial in trials:
            known = self.replayed.setdefault(trial.seed, {})
            known.update({((mistake.id,), check): trace for check, trace in trial.traces.items()})
        return trials

    def named(self, trial: Trial, mistakes: Sequence[Mistake]) -> tuple[tuple[str, ...], ...]:
        """Return every smallest set of mistakes that the diagnosis finds in a trial; empty where it finds none."""
        failing = [outcome.check for outcome in trial.failing]
        found = diagnose(
            self.reference,
            mistakes,
            self.checks,
            trial.seed,
            self.expected[trial.seed],
            trial.traces,
            failing,
            self.replayed.setdefault(trial.seed, {}),
        )
        return tuple(diagnosis.mistakes for diagnosis in found)
