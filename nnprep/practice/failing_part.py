"""Which part of a file fails now: as it was judged last, or judged now where the file has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nnprep.errors import OWN_FAULT

if TYPE_CHECKING:
    from nnprep.content.exercises import Exercise
    from nnprep.learner.history.log import History
    from nnprep.practice.submissions import Target


class Failing(NamedTuple):
    """What a hint is needed for."""

    part: str | None
    """The part; None where nothing fails."""
    handout: str = ""
    """Which debugging file it is; empty where it is none."""


def failing_part(exercise: Exercise, target: Target | None, history: History, asked: str | None) -> Failing:
    """Return the part that was asked for, else the first that fails; without a file, the first of all.

    Raises UsageError for a file that cannot be read.
    """
    from nnprep.learner.attempts import record_of
    from nnprep.practice.attempt import attempt, digest
    from nnprep.practice.handouts import handout_of
    from nnprep.practice.source_file import read_source

    parts = [part.id for part in exercise.parts]
    if target is None:
        return Failing(asked or parts[0])
    source = read_source(target.path)
    handout = handout_of(history, target.subject, source, target.path) if target.debug else ""
    if asked is not None:
        return Failing(asked, handout)
    known = known_parts(history, target.subject, digest(source), parts)
    if known is None:
        report = attempt(target, remembering=False).report
        known = {part: status.value for part, status in report.parts.items()}
        if report.trouble or report.exit_code == OWN_FAULT:  # nothing could be judged
            last = record_of(history, target.subject, handout).failing_parts
            return Failing(next((part for part in parts if part in last), parts[0]), handout)
    return Failing(next((part for part in parts if known.get(part) != "passed"), None), handout)


def known_parts(history: History, subject: str, content: str, parts: list[str]) -> dict[str, str] | None:
    """Return the status of every part as this very content was judged; None where it was not, or not all of it."""
    from nnprep.learner.history.events import EventKind

    found: dict[str, str] = {}
    for event in history.events(subject=subject):
        if event.kind == EventKind.ATTEMPT and event.data.get("content") == content:
            found |= event.data.get("parts", {})
    return found if set(parts) <= set(found) else None
