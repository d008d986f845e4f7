"""Judges one submission of one exercise: every check on the reference and on the submission, then the diagnosis."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from nnprep.checks.api import Check, load_checks
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise
from nnprep.errors import ContentError
from nnprep.grading.feedback.values import safe
from nnprep.grading.outcome import ended, misbehaviour, outcome_of
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Diagnosis, Outcome, Report, Status
from nnprep.sandbox.failures import BrokenFile, Died, Misbehaved, NotAttempted, TimedOut
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer

if TYPE_CHECKING:
    from nnprep.sandbox.backend import Peer


def judge(
    exercise: Exercise,
    file: str,
    peer: Peer,
    source: bytes | None = None,
    *,
    seed: int,
    parts: Collection[str] = (),
    diagnosing: bool = True,
) -> Report:
    """Judge a submission that `peer` runs; `parts` narrows the checks to some parts.

    A process that was started in advance is given its `source` here.

    The peer is closed afterwards. Nothing that the submission does is an error here: it is all in the report.
    """
    started = time.perf_counter()
    try:
        checks = [check for check in load_checks(exercise) if not parts or check.part in parts]
        reference_peer = LocalPeer(reference_text(exercise))
        reference_peer.load()
        reference = Functions(reference_peer)
        expected = {check.name: check.trace(reference, seed) for check in checks}
    except Exception as error:  # content can be wrong in any way; the verdict is then: not judged
        peer.close()
        why = str(error.faults[0]) if isinstance(error, ContentError) else f"{type(error).__name__}: {error}"
        trouble = f"the checks of {exercise.id} cannot be run: {safe(why)}"
        return Report(
            exercise=exercise,
            file=file,
            seed=seed,
            outcomes=(),
            trouble=trouble,
            trouble_status=Status.NOT_JUDGED,
        )
    try:
        peer.load(source)
        seen, seconds = run_checks(checks, Functions(peer), seed)
    except Misbehaved as error:
        return unloadable(exercise, file, seed, error, peer, started)
    finally:
        peer.close()
    outcomes = tuple(
        decided(check, exercise, expected[check.name], seen[check.name], seconds=seconds[check.name])
        for check in checks
    )
    report = Report(
        exercise=exercise,
        file=file,
        seed=seed,
        outcomes=outcomes,
        printed=safe(peer.printed, 2000),
        isolation=dict(peer.isolation),
    )
    if any(outcome.status is not Status.PASSED for outcome in outcomes):
        try:
            report = explained(report, checks, expected, seen, diagnosing=diagnosing)
        except Exception as error:  # the verdict stands, whatever was returned
            report = report._replace(symptoms=(UNEXPLAINED.format(why=type(error).__name__),))
    return report._replace(seconds=time.perf_counter() - started)


def decided(check: Check, exercise: Exercise, expected: Trace, seen: Trace, *, seconds: float) -> Outcome:
    """Return the outcome of one check; values that nothing can be said of are wrong, and no error of nnprep."""
    try:
        return outcome_of(check, exercise, expected, seen, seconds=seconds)
    except Exception as error:
        message = f"what it returned cannot be compared ({type(error).__name__})"
        return ended(check, Status.FAILED, message, seconds)


def explained(
    report: Report,
    checks: Sequence[Check],
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    *,
    diagnosing: bool,
) -> Report:
    """Add what a right answer does not need: the mistake by its name, common symptoms, the smallest failing case."""
    from nnprep.grading.feedback.patterns import pattern
    from nnprep.grading.repro.failing_case import failing_case

    outcomes, exercise = report.outcomes, report.exercise
    failing = [o.check for o in outcomes if o.status in (Status.FAILED, Status.CRASHED)]
    judgeable = all(o.status is not Status.NOT_JUDGED for o in outcomes)
    diagnosis: tuple[Diagnosis, ...] = ()
    if diagnosing and failing and judgeable:
        diagnosis = diagnosed(exercise, checks, report.seed, expected, seen, failing)
    return report._replace(
        diagnosis=diagnosis,
        symptoms=() if diagnosis or not diagnosing else pattern(outcomes, expected),
        show_case=failing_case(exercise, report.file, outcomes, expected, seen, report.seed),
    )


def run_checks(checks: Sequence[Check], f: Functions, seed: int) -> tuple[dict[str, Trace], dict[str, float]]:
    """Run every check on the submission; a dead child is replaced for the next check, at most three times.

    Once a check of a part has timed out, its other checks are not waited for: they end as that one did.
    """
    seen: dict[str, Trace] = {}
    seconds: dict[str, float] = {}
    stuck: dict[str, Trace] = {}
    for check in checks:
        before = time.perf_counter()
        if check.part in stuck:
            seen[check.name] = stuck[check.part]
        else:
            revive(f)
            seen[check.name] = check.trace(f, seed)
        if isinstance(seen[check.name].error, TimedOut):
            stuck[check.part] = seen[check.name]
        seconds[check.name] = time.perf_counter() - before
    return seen, seconds


def revive(f: Functions) -> None:
    """Replace a process that has died, as often as its limits allow; afterwards every call says why it ended."""
    if not f.peer.alive:
        with suppress(Misbehaved):
            f.peer.restart()


def diagnosed(
    exercise: Exercise,
    checks: Sequence[Check],
    seed: int,
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    failing: Sequence[str],
) -> tuple[Diagnosis, ...]:
    """Replay the known mistakes; parts that were not attempted say nothing and are left out."""
    from nnprep.content.yaml.mistake_reader import load_mistakes
    from nnprep.grading.diagnosis.diagnose import diagnose

    attempted = [
        check for check in checks if not isinstance(seen[check.name].error, NotAttempted | TimedOut | Died)
    ]
    mistakes = load_mistakes(exercise)
    return diagnose(reference_text(exercise), mistakes, attempted, seed, expected, seen, failing)


def unloadable(
    exercise: Exercise, file: str, seed: int, error: Misbehaved, peer: Peer, started: float
) -> Report:
    """Report a file that cannot be loaded: broken, hanging, ended, or empty."""
    status, message, frames = misbehaviour(error)
    if isinstance(error, BrokenFile):
        message = safe(
            f"{error.type_name} in line {error.line}: {error.message}" if error.line else str(error)
        )
        if error.type_name == "ModuleNotFoundError":
            message += ". A submission uses NumPy and the standard library only"
        frames = frames or ((error.text,) if error.text else ())
    if isinstance(error, TimedOut):
        message = SLOW_IMPORT.format(seconds=error.seconds)
    outcomes: tuple[Outcome, ...] = ()
    return Report(
        exercise=exercise,
        file=file,
        seed=seed,
        outcomes=outcomes,
        trouble=message,
        trouble_status=status,
        trouble_lines=frames,
        printed=safe(peer.printed, 2000),
        isolation=dict(peer.isolation),
        seconds=time.perf_counter() - started,
    )


UNEXPLAINED = "More cannot be said of what your code returned: it breaks even the comparison ({why})."
SLOW_IMPORT = (
    "importing your file took more than {seconds:g} s. Put what it runs by itself, such as a demonstration, below "
    '`if __name__ == "__main__":`; or is there a loop that does not end?'
)
