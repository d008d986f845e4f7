"""Judges one submission of one exercise: every check on the reference and on the submission, then the explanation."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise, Severity
from nnprep.content.trusted_code import bounded
from nnprep.errors import ContentError
from nnprep.grading.answer_key import AnswerKey, KeyInTheMaking
from nnprep.grading.earlier_results import remarks_on, spoiled
from nnprep.grading.feedback.values import safe
from nnprep.grading.outcome import ended, misbehavior, outcome_of
from nnprep.grading.report import Outcome, Report, Status, named_parts
from nnprep.sandbox.failures import BrokenFile, Died, Misbehaved, TimedOut
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.own_limits import WORK, OutOfTime, own_limits
from nnprep.sandbox.predictions import PredictingFunctions, WrongForesight

if TYPE_CHECKING:
    import numpy as np

    from nnprep.grading.known_answers import Recognition
    from nnprep.sandbox.backend import Peer

CHECKING = 1800.0
"""Seconds on the clock for all checks of one submission, well beyond its own limits on a busy machine: only a check
that never ends takes longer."""


def judge(
    exercise: Exercise,
    file: str,
    peer: Peer,
    source: bytes | None = None,
    *,
    seed: int,
    parts: Collection[str] = (),
    diagnosing: bool = True,
    explaining: bool = True,
    key: AnswerKey | None = None,
    making: KeyInTheMaking | None = None,
    then: Callable[[Report], None] | None = None,
) -> Report:
    """Judge a submission that `peer` runs; `parts` narrows the checks to some parts.

    A process that was started in advance is given its `source` here. The peer is closed afterwards. Nothing that the
    submission does raises an exception here: it is all in the report. Neither does an error in the exercise's own
    files: nothing is judged then, and `report.faults` says why. `key` is an answer key for this seed and these parts,
    if the caller has one, and `making` one for this judgment only, which was begun in advance. Without `explaining`
    only the outcomes are reported. `then` is called with these before any explanation begins.
    """
    started = time.perf_counter()
    report = blank = Report(exercise=exercise, file=file, seed=seed, outcomes=())
    try:
        if key is None:
            foreseeing = isinstance(peer, ChildPeer)
            making = making or KeyInTheMaking(exercise, seed, parts, foreseeing=foreseeing)
            report, seen, key = beside_key(blank, peer, source, making, explaining=explaining)
        else:
            report, seen = checked(blank, peer, source, key, explaining=explaining)
        if then is not None:
            then(report)
        if explaining and seen and any(each.status is not Status.PASSED for each in report.outcomes):
            report = with_reasons(report, key, seen, "\n".join(peer.lines), diagnosing=diagnosing)
    except ContentError as error:
        report = not_judged(blank, error)
    finally:
        peer.close()
    return report._replace(seconds=time.perf_counter() - started)


def made_ahead(exercise: Exercise, seed: int, parts: Collection[str] = ()) -> KeyInTheMaking:
    """Run all checks on the reference for a judgment that comes later. Raises ContentError if one doesn't pass."""
    making = KeyInTheMaking(exercise, seed, parts, foreseeing=True)
    making.finished()
    return making


def beside_key(
    report: Report, peer: Peer, source: bytes | None, making: KeyInTheMaking, *, explaining: bool
) -> tuple[Report, dict[str, Trace], AnswerKey]:
    """Run all checks on the submission, and on the reference while the submission's process computes."""
    if isinstance(peer, ChildPeer):
        later = peer.meanwhile
        peer.meanwhile = lambda: making.run_next() or later()
    else:
        making.finished()
    unfinished = AnswerKey(making.checks, making.expected)
    report, seen = checked(report, peer, source, unfinished, making, explaining=explaining)
    return report, seen, making.finished()


def checked(
    report: Report,
    peer: Peer,
    source: bytes | None,
    key: AnswerKey,
    making: KeyInTheMaking | None = None,
    *,
    explaining: bool,
) -> tuple[Report, dict[str, Trace]]:
    """Run all checks and add their outcomes; return also what the checks saw, nothing if the file can't be judged.

    Where answers are known to be right, a check is run only if something else must be explained. A key that is still
    in the making is completed before answers are compared.
    """
    try:
        peer.load(source)
        with bounded(report.exercise.solution, CHECKING), own_limits():
            f = PredictingFunctions(peer) if isinstance(peer, ChildPeer) else Functions(peer)
            before = key.known.recognition(f) if key.known else None
            try:
                seen, seconds = run_checks(key.checks, f, report.seed, before, making)
            except WrongForesight:
                assert isinstance(peer, ChildPeer)
                peer.begin_anew()
                f = PredictingFunctions(peer)
                seen, seconds = run_checks(key.checks, f, report.seed)
            if making:
                making.finished()
            outcomes = tuple(
                outcome_of(check, report.exercise, key.expected[check.name], seen[check.name], seconds=spent)
                if check.name in seen
                else ended(check, Status.PASSED, "", spent)
                for check, spent in zip(key.checks, seconds.values(), strict=True)
            )
            spoils = spoiled(report.exercise, key.checks, seen, report.seed)
            if before:
                learn(before, outcomes, seen)
                if explaining and any(each.status is not Status.PASSED for each in outcomes):
                    seen = all_seen(key.checks, f, report.seed, before, seen)
    except Misbehaved as error:
        return with_process(unloadable(report, error), peer), {}
    except OutOfTime:
        report = report._replace(trouble=TOO_MUCH.format(seconds=WORK), trouble_status=Status.TIMED_OUT)
        return with_process(report, peer), {}
    finally:
        peer.close()
    return with_process(report._replace(outcomes=(*outcomes, *spoils)), peer), seen


def with_reasons(
    report: Report, key: AnswerKey, seen: Mapping[str, Trace], source: str, *, diagnosing: bool
) -> Report:
    """Add why a submission with this text did not pass; raises ContentError for an error in the exercise's files."""
    # Late: a right answer needs neither the diagnosis nor words for what differs, and they take 20 ms to import.
    from nnprep.grading.explanation import explained

    checked = tuple(each for each in report.outcomes if each.check in key.expected)
    try:
        with own_limits():
            known = explained(report._replace(outcomes=checked), key, seen, source, diagnosing=diagnosing)
            named = named_parts(known.diagnosis)
            outcomes = (values_only(o) if named & {"", o.part} else o for o in report.outcomes)
            return known._replace(outcomes=tuple(outcomes))
    except OutOfTime:
        return report._replace(symptoms=(UNEXPLAINED.format(seconds=WORK),))


def values_only(outcome: Outcome) -> Outcome:
    """Return an outcome that a named mistake explains, with its values only: the name tells what's wrong with them."""
    if outcome.severity is not Severity.CORE or not outcome.findings:
        return outcome
    findings = tuple(each._replace(text=each.values or each.text) for each in outcome.findings)
    first = next(each for each in findings if not each.right)
    return outcome._replace(findings=findings, message=f"{first.label} {first.text}".strip())


def run_checks(
    checks: Sequence[Check],
    f: Functions,
    seed: int,
    before: Recognition | None = None,
    making: KeyInTheMaking | None = None,
) -> tuple[dict[str, Trace], dict[str, float]]:
    """Run every check on the submission, and time it; a dead child is replaced for the next check.

    Only a check whose answers are known from `before` to be right isn't run, and has no trace.

    Once a check of a part has hung or ended the process, the other checks of that part are not run: they end as that
    one did. A robust or style check decides that for its like only, because it must not change the verdict.
    """
    seen: dict[str, Trace] = {}
    seconds: dict[str, float] = {}
    ends: dict[tuple[str, bool], Trace] = {}
    for number, check in enumerate(checks):
        begin = time.perf_counter()
        if before is None or not before.passes(number):
            core = check.severity is Severity.CORE
            end = ends.get((check.part, True)) or ends.get((check.part, core))
            if end is None:
                revive(f)
                end = traced_by(check, f, seed, making, checks[number + 1 :])
                if isinstance(end.error, TimedOut | Died):
                    ends[check.part, core] = end
                if before is not None:
                    before.ran(number)
            seen[check.name] = end
        seconds[check.name] = time.perf_counter() - begin
    return seen, seconds


def traced_by(
    check: Check,
    f: Functions,
    seed: int,
    making: KeyInTheMaking | None = None,
    later: Sequence[Check] = (),
) -> Trace:
    """Run one check on the submission, which begins with the later ones meanwhile, if they're foreseen.

    Raises WrongForesight.
    """
    if not isinstance(f, PredictingFunctions):
        return check.trace(f, seed)
    if making and (came := f.arrive(making.run_until(check))):
        f.look_ahead(making.foreseen(later[came - 1 :], came + 1))

    def whole(_: Functions, rng: np.random.Generator) -> Any:
        try:
            return check.run(f, rng)
        finally:
            f.settle()

    trace = f.run(lambda: check._replace(run=whole).trace(f, seed))
    f.depart()
    return trace


def learn(before: Recognition, outcomes: Sequence[Outcome], seen: Mapping[str, Trace]) -> None:
    """Remember which answers were right, for submissions that give the same.

    Not if a call changed what wasn't its own: who gives the same is to be told of that too.
    """
    for number, outcome in enumerate(outcomes):
        calls = seen[outcome.check].calls if outcome.check in seen else ()
        if outcome.status is Status.PASSED and not any(map(remarks_on, calls)):
            before.learn(number)


def all_seen(
    checks: Sequence[Check], f: Functions, seed: int, before: Recognition, seen: Mapping[str, Trace]
) -> dict[str, Trace]:
    """Run the checks that weren't run too, on the answers that came; return what all of them saw."""
    later = {
        check.name: check.trace(f, seed)
        for number, check in enumerate(checks)
        if before.run_after_all(number)
    }
    return {check.name: later.get(check.name) or seen[check.name] for check in checks}


def revive(f: Functions) -> None:
    """Replace a process that has died, as often as its limits allow; afterwards every call says why it ended."""
    if not f.peer.alive:
        with suppress(Misbehaved):
            f.peer.restart()


def unloadable(report: Report, error: Misbehaved) -> Report:
    """Report a file that can't be loaded: broken, hanging, ended, or empty."""
    status, message, frames = misbehavior(error)
    if isinstance(error, BrokenFile):
        message = safe(
            f"{error.type_name} in line {error.line}: {error.message}" if error.line else str(error)
        )
        if error.type_name == "ModuleNotFoundError":
            message += ". A submission can use NumPy and the standard library only"
        frames = frames or ((error.text,) if error.text else ())
    if isinstance(error, TimedOut):
        message = SLOW_IMPORT.format(seconds=error.seconds)
    return report._replace(trouble=message, trouble_status=status, trouble_lines=frames)


def not_judged(report: Report, error: ContentError) -> Report:
    """Report an exercise that can't be judged, with the places of the errors and nothing about the submission."""
    places = "; ".join(str(fault) for fault in error.faults)
    return report._replace(
        outcomes=(),
        trouble=BROKEN_EXERCISE.format(exercise=report.exercise.id, places=places),
        trouble_status=Status.NOT_JUDGED,
        faults=error.faults,
    )


def with_process(report: Report, peer: Peer) -> Report:
    """Add what the submission printed, and how its process was isolated."""
    return report._replace(printed=safe(peer.printed, 2000), isolation=dict(peer.isolation))


BROKEN_EXERCISE = "nothing was judged, because the files of the exercise {exercise} have errors: {places}"
TOO_MUCH = (
    "nnprep stopped after {seconds:g} s of its own work on what your code returned: are the values far larger, or "
    "nested far deeper, than the exercise asks for?"
)
UNEXPLAINED = "nnprep couldn't analyze the result any further within {seconds:g} s."
SLOW_IMPORT = (
    "importing your file took more than {seconds:g} s. Move whatever it runs on import, such as a demonstration, "
    'below `if __name__ == "__main__":`; or is there an endless loop?'
)
