"""Which part of a file fails: as it was judged last, or judged now if the file has changed since."""

from __future__ import annotations

from typing import NamedTuple

from nnprep.content.exercises import Exercise
from nnprep.errors import ContentError
from nnprep.learner.attempts import record_of
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
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
    """Return the part that was asked for, else the first that fails; without a file, the first of all.

    Raises UsageError for a file that can't be read, and ContentError if the exercise's own files have errors.
    """
    parts = [part.id for part in exercise.parts]
    if target is None:
        return FailingPart(asked or parts[0])
    source = read_source(target.path)
    handout = handout_of(history, target.subject, source, target.path) if target.debug else ""
    if asked is not None:
        return FailingPart(asked, handout)
    known = known_parts(history, target.subject, digest(source), parts)
    if known is None:
        report = attempt(target, remembering=False).report
        if report.faults:
            raise ContentError(report.faults)
        known = {part: status.value for part, status in report.parts.items()}
        if report.trouble:  # the file couldn't be run, so no part was judged
            last = record_of(history, target.subject, handout).failing_parts
            return FailingPart(next((part for part in parts if part in last), parts[0]), handout)
    return FailingPart(next((part for part in parts if known.get(part) != "passed"), None), handout)


def known_parts(history: History, subject: str, content: str, parts: list[str]) -> dict[str, str] | None:
    """Return the status of every part for exactly this content; None if some part of it was not judged."""
    known: dict[str, str] = {}
    for event in history.events(subject=subject):
        if event.kind == EventKind.ATTEMPT and event.data.get("content") == content:
            known |= event.data.get("parts", {})
    return known if set(parts) <= set(known) else None
