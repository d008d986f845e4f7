"""Which part of a file fails: as it was judged last, or judged now if the file has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnprep.content.exercises import Exercise
from nnprep.errors import ContentError
from nnprep.grading.report import Status
from nnprep.learner.attempts import belonging
from nnprep.learner.history.events import Event, EventKind
from nnprep.learner.history.log import History
from nnprep.named_tuple import NamedTuple
from nnprep.practice.attempt import attempt, digest
from nnprep.practice.handouts import handout_of
from nnprep.practice.source_file import read_source
from nnprep.practice.submissions import Target


class FailingPart(NamedTuple):
    """The part that a hint is needed for."""

    part: str | None
    """Its id; None if nothing fails."""
    handout: str = ""
    """Which debugging file it is; empty if it isn't one."""


def failing_part(
    exercise: Exercise, target: Target | None, history: History, asked: str | None
) -> FailingPart:
    """Return the part that was asked for, else the one that failed last, else the first that fails.

    A part that is still empty counts only if no other is wrong. Raises UsageError for a file that can't be read, and
    ContentError if the exercise's own files have errors.
    """
    parts = [part.id for part in exercise.parts]
    source = read_source(target.path) if target else b""
    subject = target.subject if target else exercise.id
    handout = handout_of(history, subject, source, target.path) if target and target.debug else ""
    if asked is not None:
        return FailingPart(asked, handout)
    events = belonging(history.events(subject=subject), handout)
    attempts = [each for each in events if each.kind == EventKind.ATTEMPT and each.data.get("parts")]
    last = attempts[-1].data if attempts else {}
    failed_last = first_wrong(last.get("parts", {}), parts)
    if target is None:
        return FailingPart(failed_last or parts[0])
    if failed_last and last.get("content") == digest(source):
        return FailingPart(failed_last, handout)
    known = known_parts(attempts, digest(source), parts)
    if known is None:
        report = attempt(target, remembering=False).report
        if report.faults:
            raise ContentError(report.faults)
        known = {part: status.value for part, status in report.parts.items()}
        if report.trouble:  # the file couldn't be run, so no part was judged
            return FailingPart(failed_last or parts[0], handout)
    wrong = first_wrong(known, parts)
    if failed_last and known.get(failed_last, Status.PASSED) not in (Status.PASSED, Status.NOT_ATTEMPTED):
        wrong = failed_last
    return FailingPart(wrong, handout)


def first_wrong(statuses: Mapping[str, str], parts: Sequence[str]) -> str | None:
    """Return the first part that is wrong, else the first that is empty, else None."""
    failing = [part for part in parts if statuses.get(part, Status.PASSED) != Status.PASSED]
    return next(
        (part for part in failing if statuses[part] != Status.NOT_ATTEMPTED), next(iter(failing), None)
    )


def known_parts(attempts: Sequence[Event], content: str, parts: Sequence[str]) -> dict[str, str] | None:
    """Return the status of every part for exactly this content; None if some part of it was not judged."""
    known: dict[str, str] = {}
    for event in attempts:
        if event.data.get("content") == content:
            known |= event.data["parts"]
    return known if set(parts) <= set(known) else None
