"""Judges submissions one after the other in one process, which shares between them what a seed decides."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Sequence
from typing import Self

from nnprep.checks.api import Check
from nnprep.cohort.engine.class_seed import confirming, seed_text
from nnprep.cohort.engine.task import Task, version_of
from nnprep.cohort.record import UNSURE, CheckResult, NamedMistake, PartResult, Record
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.exercises import Exercise, Severity
from nnprep.errors import OWN_FAULT, ContentError, NnprepError
from nnprep.grading.answer_key import AnswerKey
from nnprep.grading.judge import judge
from nnprep.grading.known_answers import KnownAnswers
from nnprep.grading.outcome import PROCESS
from nnprep.grading.rehearsal import Rehearsed, rehearsal
from nnprep.grading.report import Report, Status
from nnprep.grading.shared_key import shared_key
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.bundles import BundlingPeer, Diverged, Series
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.fork_server import AVAILABLE, ForkServer
from nnprep.sandbox.parent.pipes import Process
from nnprep.sandbox.parent.process import WallError, start_process

PAUSES = (0.0, 0.5, 2.0, 8.0)
"""Seconds before a child is forked again after that failed: a machine that is out of processes ends no class."""
MOST_KEYS = 6
"""Answer keys that are kept: submissions come exercise by exercise, each with two seeds."""
JUDGED_AGAIN = (Status.PASSED, Status.FAILED, Status.CRASHED)
"""What is judged with a second seed: a pass is confirmed, and a failure may be bad luck; endless loops cost much."""
SPARED = 0.4
"""Of the time for all calls: who has used more for the first seed has the second one's time in a process of its own."""
NOT_SUBMISSIONS = ("start", "patience", "wall_required")
"""Limits that are not the submission's."""
KERNEL = re.compile(r" \((?:Landlock \d+|seccomp)\)")
"""What differs between machines whose fences are the same."""


class OtherVersionError(NnprepError):
    """This machine would judge by other checks than the one that read the class."""

    exit_code = OWN_FAULT


class Grader:
    """Judges tasks. Its children come from one warm process on Linux, which ends with this one."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._server: ForkServer | None = None
        self._keys: dict[tuple[str, int], AnswerKey] = {}
        self._known: dict[tuple[str, int, bool, bool], tuple[tuple[Check, ...], KnownAnswers]] = {}
        self._cuts: dict[tuple[str, str], int] = {}
        """After how many requests of a check right submissions are asked for different things."""
        self._exercises: dict[str, tuple[Exercise, str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def grade(self, task: Task) -> Record:
        """Judge one submission; the record has no submitter yet.

        Raises WallError where the code can't be closed in, ContentError for an error in the exercise's own files, and
        OtherVersionError if they are not those of the task.
        """
        exercise, version = self.exercise(task.exercise)
        if version != task.version:
            sentence = (
                f"{exercise.id} is {version} on this machine, and {task.version} where the class was read."
            )
            raise OtherVersionError(f"{sentence} Install the same nnprep and the same content on both.")
        limits = self.limits._replace(wall_required=not task.trusting)
        peer, confirmed = self.peer(task, limits), False

        def confirm(report: Report) -> None:
            nonlocal confirmed
            confirmed = report.status is Status.PASSED and self.confirmed(task, exercise, peer)
            peer.close()

        try:
            report = self.judged(task, exercise, task.seed, limits, peer=peer, then=confirm)
        finally:
            peer.close()
        record = record_from(report, task, limits)
        if confirmed:
            return record
        if report.status not in JUDGED_AGAIN or report.trouble or (report.diagnosis and not record.passed):
            return record  # a mistake with a name is no bad luck
        second = self.judged(task, exercise, confirming(task.seed), limits, explaining=False)
        if (second.status is Status.PASSED) == record.passed:
            return record
        other = second.status.value.replace("-", " ")
        doubt = NOT_CONFIRMED.format(first=report.status.value, other=other)
        return record._replace(status=UNSURE, passed=False, symptom=f"{doubt} {record.symptom}".strip())

    def judged(
        self,
        task: Task,
        exercise: Exercise,
        seed: int,
        limits: Limits,
        *,
        explaining: bool = True,
        peer: ChildPeer | None = None,
        then: Callable[[Report], None] | None = None,
    ) -> Report:
        """Judge with one seed, in a process of its own: a new one, or `peer`, which stays open for `then`.

        `then` isn't told of what had to be judged again, without bundles.
        """

        def certain(report: Report) -> None:
            if any(each.message.startswith(PROCESS) for each in report.outcomes):
                raise Diverged  # it sent an answer of its own making, and one in a bundle is another
            if then is not None:
                then(report)

        key = self.key_with_known(exercise, seed, core=not explaining)
        assert key.known is not None
        series = self.series(exercise, key.known, key)
        try:
            bundling = BundlingPeer(peer or self.peer(task, limits), series, kept=peer is not None)
            report = judge(
                exercise, exercise.id, bundling, seed=seed, key=key, explaining=explaining, then=certain
            )
        except Diverged as error:
            if peer is not None:
                peer.close()
            key, alone = key._replace(known=None), self.peer(task, limits)
            report = judge(exercise, exercise.id, alone, seed=seed, key=key, explaining=explaining)
            if report.status is Status.PASSED and error.series >= 0:
                self._cuts[exercise.id, key.checks[error.series].name] = error.number
        if report.faults:
            raise ContentError(report.faults)
        return report

    def confirmed(self, task: Task, exercise: Exercise, peer: ChildPeer) -> bool:
        """Return whether a submission passes with the second seed in the process in which it passed with the first.

        That only spares a second process. Nothing is concluded if it doesn't: then it's judged in one of its own.
        """
        if not peer.alive or peer.restarts or peer.spent > SPARED * peer.limits.total:
            return False
        seed = confirming(task.seed)
        key = self.key_with_known(exercise, seed, core=True, after=task.seed)
        assert key.known is not None
        bundling = BundlingPeer(peer, self.series(exercise, key.known, key), again=True)
        try:
            report = judge(exercise, exercise.id, bundling, seed=seed, key=key, explaining=False)
        except Diverged:
            return False
        return report.status is Status.PASSED

    def peer(self, task: Task, limits: Limits) -> ChildPeer:
        """Start a process for a submission. Raises WallError."""
        return ChildPeer(task.code, task.exercise, limits, self.forked if AVAILABLE else start_process)

    def key_with_known(
        self, exercise: Exercise, seed: int, *, core: bool, after: int | None = None
    ) -> AnswerKey:
        """Return an answer key, or that of the core checks alone, with the answers that were right before.

        `after` is the seed of the checks through which the code has been before in the same process. What it was
        asked there isn't asked again: a check that draws nothing confirms nothing.
        """
        key = self.key(exercise, seed)
        if core:
            key = key._replace(checks=tuple(c for c in key.checks if c.severity is Severity.CORE))
        place = exercise.id, seed, core, after is not None
        if place not in self._known:
            first = None if after is None else self.key_with_known(exercise, after, core=False)
            earlier = first.known.rehearsed if first and first.known else ()
            checks, rehearsed = key.checks, rehearsal(exercise, key.checks, seed, earlier)
            if first:
                checks = asked_anew(first.checks, earlier, checks, rehearsed)
            if len(checks) < len(rehearsed):  # without the others, objects have other numbers
                rehearsed = rehearsal(exercise, checks, seed, earlier)
            self._known[place] = checks, KnownAnswers(rehearsed, earlier)
            gc.freeze()
            while len(self._known) > MOST_KEYS:
                del self._known[next(iter(self._known))]
        checks, known = self._known[place]
        return key._replace(checks=checks, known=known)

    def series(self, exercise: Exercise, known: KnownAnswers, key: AnswerKey) -> list[Series]:
        """Return the requests that can be sent together; not those in which right submissions have differed."""
        series = []
        for check, each in zip(key.checks, known.series, strict=True):
            cut = self._cuts.get((exercise.id, check.name), len(each.requests))
            series.append(each if cut >= len(each.requests) else Series(each.requests[:cut], whole=False))
        return series

    def exercise(self, id: str) -> tuple[Exercise, str]:
        """Return an exercise, read once, and its version. Raises ContentError and UnknownNameError."""
        if id not in self._exercises:
            exercise = find_exercise(id)
            self._exercises[id] = exercise, version_of(exercise)
        return self._exercises[id]

    def key(self, exercise: Exercise, seed: int) -> AnswerKey:
        """Return an answer key, which the last few exercises share. Raises ContentError."""
        key = self._keys.pop((exercise.id, seed), None)
        if key is None:
            key = shared_key(exercise, seed)
            gc.freeze()  # it stays for many submissions: looking for garbage in it takes longer than each of them
        self._keys[exercise.id, seed] = key
        while len(self._keys) > MOST_KEYS:
            del self._keys[next(iter(self._keys))]
        return key

    def forked(self, limits: Limits) -> Process:
        """Fork a child from the warm process; start that first if it isn't there, or no more.

        Tries again for a while if the system has no process left. Raises WallError.
        """
        for pause in PAUSES:
            try:
                self._server = self._server or ForkServer(limits)
                return self._server.start(limits)
            except WallError:
                self.close()
                time.sleep(pause)
        self._server = ForkServer(limits)
        return self._server.start(limits)


def asked_anew(
    first: Sequence[Check],
    earlier: Sequence[Rehearsed],
    checks: Sequence[Check],
    rehearsed: Sequence[Rehearsed],
) -> tuple[Check, ...]:
    """Return the checks that ask for something else than under the first seed, or for what nobody can foresee."""
    before = {check.name: each.series for check, each in zip(first, earlier, strict=True)}
    return tuple(
        check
        for check, (series, *_) in zip(checks, rehearsed, strict=True)
        if series != before[check.name] or not series.whole or None in series.requests
    )


def record_from(report: Report, task: Task, limits: Limits) -> Record:
    """Return what a class keeps of a report."""
    said = [report.trouble, *report.symptoms, *report.blocked]
    return Record(
        submitter="",
        exercise=task.exercise,
        sha256=task.sha256,
        seed=seed_text(task.seed),
        version=task.version,
        isolation={name: KERNEL.sub("", str(text)) for name, text in report.isolation.items()},
        limits={name: value for name, value in limits._asdict().items() if name not in NOT_SUBMISSIONS},
        status=report.status.value,
        passed=report.status is Status.PASSED,
        parts=tuple(part_results(report)),
        diagnosis=tuple(
            NamedMistake(mistake, say, diagnosis.part, diagnosis.severity.value, number)
            for number, diagnosis in enumerate(report.diagnosis)
            for mistake, say in zip(diagnosis.mistakes, diagnosis.say, strict=True)
        ),
        symptom=" ".join(sentence(each) for each in said if each),
    )


def part_results(report: Report) -> list[PartResult]:
    """Return the parts of a report with their checks."""
    statuses, results = report.parts, []
    for part in report.exercise.parts:
        if part.id not in statuses:
            continue
        checks = tuple(
            CheckResult(o.check, o.title, o.severity.value, o.status.value, o.message)
            for o in report.outcomes
            if o.part == part.id
        )
        status = statuses[part.id]
        results.append(PartResult(part.id, part.title, status.value, status is Status.PASSED, checks))
    return results


def sentence(text: str) -> str:
    """Return a text that begins with a capital and ends with a full stop."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


NOT_CONFIRMED = (
    "The verdict depends on the random inputs: {first} with the seed of the class, {other} with another one. Please "
    "look at this file yourself."
)
