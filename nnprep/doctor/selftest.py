"""Tests this machine: a right, a wrong and a hanging submission, each judged in the real sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from nnprep.content.edits import edited
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Report, Status
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer

SEED = 1
HANGING = Limits(call=0.5, total=1.0, restarts=0)
"""Stops a hanging submission sooner than a learner's would be stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """One submission of the self-test."""

    name: str
    """`right`, `wrong` or `hanging`."""
    wanted: str
    verdict: str
    """The same as `wanted` if the machine works."""
    seconds: float

    @property
    def well(self) -> bool:
        """Whether the verdict is right."""
        return self.verdict == self.wanted


def self_test(
    exercise: Exercise, mistakes: Sequence[Mistake], tell: Callable[[str], object] = len
) -> tuple[tuple[SelfTest, ...], Mapping[str, str]]:
    """Return the three verdicts, and how the submissions were really isolated."""
    reference = reference_text(exercise)
    mistake = next(each for each in mistakes if each.severity is Severity.CORE)
    trials: list[SelfTest] = []
    isolation: dict[str, str] = {}
    for name, source, wanted, limits in (
        ("right", reference, "passed", Limits()),
        ("wrong", edited(reference, mistake.edits), f"failed: {mistake.id}", Limits()),
        ("hanging", reference + endless(exercise), "timed-out", HANGING),
    ):
        tell(f"judging a {name} submission ...")
        start = perf_counter()
        try:
            peer = ChildPeer.start(source.encode(), name, limits)
            report = judge(exercise, f"{name}.py", peer, seed=SEED, diagnosing=name == "wrong")
            verdict, isolation = verdict_of(report), {**isolation, **report.isolation}
        except Exception as error:  # whatever is wrong with this machine, doctor reports it
            verdict = f"{type(error).__name__}: {error}"
        trials.append(SelfTest(name=name, wanted=wanted, verdict=verdict, seconds=perf_counter() - start))
    return tuple(trials), isolation


def verdict_of(report: Report) -> str:
    """Return the status of a report, with the mistake that was diagnosed."""
    if report.status is Status.FAILED and report.diagnosis:
        return f"failed: {' or '.join(' with '.join(each.mistakes) for each in report.diagnosis)}"
    return report.status.value + (f": {report.trouble}" if report.trouble else "")


def endless(exercise: Exercise) -> str:
    """Return code that replaces each function of an exercise with one that never returns."""
    names = [function.name for function in exercise.functions if "." not in function.name]
    return "".join(
        f"\n\ndef {name}(*arguments, **keywords):\n    while True:\n        pass\n" for name in names
    )
