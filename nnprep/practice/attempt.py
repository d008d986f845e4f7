"""One attempt at an exercise: reads the file, judges it in a process of its own, remembers what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from nnprep.terminal.plain import show_status

if TYPE_CHECKING:
    from nnprep.grading.report import Report
    from nnprep.learner.attempts import Record
    from nnprep.learner.history.log import History
    from nnprep.practice.submissions import Target
    from nnprep.sandbox.parent.child_process import ChildPeer


class Attempt(NamedTuple):
    """A judged file, and what was known about the exercise before."""

    target: Target
    report: Report
    before: Record
    notes: tuple[str, ...]
    """What went beside the judging: a seed that was confirmed, a history that could not be written."""
    whole: bool
    """Whether all parts were judged."""
    handout: str
    """Which debugging file it is; empty where it is none, or not known."""
    guessed: bool
    """Whether the learner has said what the mistake in it is."""


def attempt(
    target: Target,
    parts: Sequence[str] = (),
    seed: int | None = None,
    child: ChildPeer | None = None,
    *,
    remembering: bool = True,
) -> Attempt:
    """Judge one file and remember it; `child` is a process that was started in advance.

    After a failure the same seed comes back until it passes; then a fresh one confirms.
    Raises UsageError for a file that cannot be read, UnknownNameError for a part, ContentError.
    """
    from nnprep.practice.source_file import read_source
    from nnprep.sandbox.parent.child_process import ChildPeer

    waiting = child is not None
    try:
        source = read_source(target.path)
        child = child or ChildPeer.start(source)
        check_parts(target, parts)
        notes: list[str] = []
        with remembered(notes) as opened:
            history, before, handout, guessed = known_before(opened, target, source, notes)
            repeated = seed is None and before.failing_seed is not None
            chosen = seed if seed is not None else before.failing_seed
            from nnprep.grading.judge import judge  # NumPy is imported while the child imports it too

            with patience(target):
                report = judge(
                    target.exercise,
                    str(target.path),
                    child,
                    source if waiting else None,
                    seed=fresh_seed() if chosen is None else chosen,
                    parts=parts,
                    diagnosing=not target.debug,
                )
            if repeated and report.exit_code == 0:
                first, report = (
                    report,
                    judge(
                        target.exercise,
                        str(target.path),
                        ChildPeer.start(source),
                        seed=fresh_seed(),
                        parts=parts,
                        diagnosing=not target.debug,
                    ),
                )
                if report.exit_code == 0:
                    notes.append(CONFIRMED.format(before=first.seed, fresh=report.seed))
            if history and remembering:
                kept = facts(target, report, whole=is_whole(target, parts))
                kept |= {"content": digest(source)} | ({"handout": handout} if handout else {})
                remember(history, target, kept, notes)
    finally:
        if child is not None:
            child.close()
    return Attempt(
        target=target,
        report=report,
        before=before,
        notes=tuple(notes),
        whole=is_whole(target, parts),
        handout=handout,
        guessed=guessed,
    )


class Known(NamedTuple):
    """What was known about a file before it was judged."""

    history: History | None
    before: Record
    handout: str
    guessed: bool


def known_before(history: History | None, target: Target, source: bytes, notes: list[str]) -> Known:
    """Return what was done with the file; no history, and a note, where it cannot be read: judging goes on."""
    from nnprep.errors import HistoryError
    from nnprep.learner.attempts import belonging, record
    from nnprep.learner.history.events import EventKind
    from nnprep.practice.handouts import handout_of

    if history is not None:
        try:
            handout = handout_of(history, target.subject, source, target.path) if target.debug else ""
            events = belonging(history.events(subject=target.subject), handout)
        except HistoryError as error:
            notes.append(FORGOTTEN.format(why=error.sentence))
        else:
            guessed = any(event.kind == EventKind.GUESS for event in events)
            return Known(history=history, before=record(events), handout=handout, guessed=guessed)
    return Known(history=None, before=record([]), handout="", guessed=False)


def is_whole(target: Target, parts: Sequence[str]) -> bool:
    """Return whether these parts are all of an exercise; none means all."""
    return not parts or {part.id for part in target.exercise.parts} <= set(parts)


def digest(source: bytes) -> str:
    """Return what tells one content of a file from another."""
    from hashlib import sha256

    return sha256(source).hexdigest()[:16]


@contextmanager
def patience(target: Target) -> Iterator[None]:
    """Say on a terminal what is being done, and take it back when it is done."""
    import sys

    if not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield
        return
    show_status(sys.stderr, f"judging {target.path.name} ...")
    try:
        yield
    finally:
        show_status(sys.stderr, "")


def check_parts(target: Target, parts: Sequence[str]) -> None:
    """Raise UnknownNameError for a part that the exercise does not have."""
    from nnprep.errors import UnknownNameError

    known = [part.id for part in target.exercise.parts]
    for name in parts:
        if name not in known:
            raise UnknownNameError(f"part of {target.exercise.id}", name, known)


@contextmanager
def remembered(notes: list[str]) -> Iterator[History | None]:
    """Give the open history; where it cannot be opened, None, and a note that says so: judging goes on."""
    from nnprep.errors import HistoryError
    from nnprep.learner.history.log import History

    try:
        history = History.open()
    except HistoryError as error:
        notes.append(FORGOTTEN.format(why=error.sentence))
        yield None
        return
    with history:
        yield history


def remember(history: History, target: Target, kept: dict[str, Any], notes: list[str]) -> None:
    """Write the attempt to the history; where that fails, say so in `notes`."""
    from nnprep.errors import HistoryError
    from nnprep.learner.history.events import EventKind

    try:
        history.append(EventKind.ATTEMPT, target.subject, kept)
    except HistoryError as error:
        notes.append(FORGOTTEN.format(why=error.sentence))


def facts(target: Target, report: Report, *, whole: bool) -> dict[str, Any]:
    """Return what the history keeps of an attempt; some parts alone never pass an exercise."""
    return {
        "file": str(target.path),
        "status": report.status.value,
        "passed": report.exit_code == 0 and whole,
        "unfinished": report.unfinished,
        "parts": {part: status.value for part, status in report.parts.items()},
        "score": list(report.score),
        "seed": report.seed,
        "mistakes": [list(diagnosis.mistakes) for diagnosis in report.diagnosis],
        "seconds": round(report.seconds, 3),
    }


def fresh_seed() -> int:
    """Draw a seed of four digits: short enough to be typed again."""
    import secrets

    return 1000 + secrets.randbelow(9000)


CONFIRMED = "Seed {before}, which failed before, passes; so does the fresh seed {fresh}."
FORGOTTEN = "This attempt is NOT remembered. {why}"
