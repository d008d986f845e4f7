"""One attempt at an exercise: reads the file, judges it in a process of its own, and remembers the result."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nnprep.content.roots import built_in
from nnprep.errors import HistoryError, UnknownNameError
from nnprep.grading.report import Report, Status
from nnprep.grading.seeds import fresh_seed
from nnprep.learner.attempts import Record, belonging, record
from nnprep.learner.history.events import Event, EventKind
from nnprep.learner.history.log import History
from nnprep.learner.working_time import minutes_until
from nnprep.named_tuple import NamedTuple
from nnprep.practice.handouts import handout_of
from nnprep.practice.source_file import read_source
from nnprep.practice.submissions import Target
from nnprep.sandbox.levels import weakness
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.wire.lean_numpy import lean_numpy
from nnprep.terminal.plain import show_status

if TYPE_CHECKING:
    from nnprep.grading.answer_key import KeyInTheMaking


class Attempt(NamedTuple):
    """A judged file, and what was known about the exercise before."""

    target: Target
    report: Report
    before: Record
    notes: tuple[str, ...]
    """What happened besides judging: a seed that was confirmed, a history that couldn't be written."""
    whole: bool
    """Whether all parts were judged."""
    handout: str
    """Which debugging file it is; empty if it isn't one, or isn't known."""
    guessed: bool
    """Whether the learner has said what the mistake in it is, or has looked at the solution."""
    minutes: float | None
    """The working time since the file was written; None if it isn't known, or the exercise was passed before."""
    unshown: tuple[str, ...] = ()
    """Those of the notes that came after it was shown."""


class Past(NamedTuple):
    """What was known about a file before it was judged."""

    record: Record
    handout: str = ""
    guessed: bool = False
    same: tuple[Event, ...] = ()
    """The attempts with the same content."""
    minutes: float | None = None


def attempt(
    target: Target,
    parts: Sequence[str] = (),
    seed: int | None = None,
    child: ChildPeer | None = None,
    *,
    source: bytes | None = None,
    limits: Limits | None = None,
    remembering: bool = True,
    looking: bool = False,
    ahead: KeyInTheMaking | None = None,
    meanwhile: Callable[[], bool] = bool,
    show: Callable[[Attempt], None] | None = None,
) -> Attempt:
    """Judge one file and remember the result; `child` is a process that was started in advance, which is closed.

    It has no source yet, or that of the file; one with another source isn't used. With a `source`, nothing is read:
    the path of the target is only what reports call it.

    After a failure the same seed comes back until it passes; then a fresh one confirms. What couldn't be judged is
    not remembered: it says nothing about the learner. Nor is what the history already says, if the learner is only
    `looking` at the file again. `meanwhile` does other work while the process computes; it returns whether any
    is left. `ahead` is what `key_ahead` returned after the last judgment. `show` is called in the main thread as soon
    as there is a result: what takes time is done while it's read. It is remembered even if that is interrupted.

    Raises UsageError for a file that can't be read, UnknownNameError for an unknown part, and WallError if no process
    can be started, or none behind the wall that `limits` require.
    """
    notes: list[str] = []
    try:
        source = read_source(target.path) if source is None else source
        if child is not None and child.source not in (None, source):
            child.close()
            child = None
        child = child or ChildPeer.start(source, limits=limits)
        child.meanwhile, child.waits_later = meanwhile, True
        if child.source is None:
            child.take(source)
        check_parts(target, parts)
        with opened_history(notes) as opened:
            history, past = known_before(opened, target, source, notes)
            report = judged(target, parts, child, source, seed, past.record.failing_seed, notes, ahead)
            if weak := weakness(report.isolation):
                notes.append(weak)
            data = event_data(target, report, source, past.handout, whole=is_whole(target, parts))
            known = looking and any(says_as_much(each, data) for each in past.same)
            new = remembering and not known and report.status is not Status.NOT_JUDGED
            # The page of a fixed debugging file tells the time up to this attempt.
            first = target.debug or not show
            if history and new and first:
                remember(history, target, data, notes)
            found = Attempt(
                target=target,
                report=report,
                before=past.record,
                notes=tuple(notes),
                whole=is_whole(target, parts),
                handout=past.handout,
                guessed=past.guessed,
                minutes=past.minutes,
            )
            try:
                if show:
                    show(found)
            finally:
                if history and new and not first:
                    with uninterrupted():
                        remember(history, target, data, notes)
    finally:
        if child is not None:
            child.close()
            child.wait()
    return found._replace(notes=tuple(notes), unshown=tuple(notes[len(found.notes) :]))


def judged(
    target: Target,
    parts: Sequence[str],
    child: ChildPeer,
    source: bytes,
    seed: int | None,
    failing_seed: int | None,
    notes: list[str],
    ahead: KeyInTheMaking | None = None,
) -> Report:
    """Judge with the seed that was asked for, else with the one that failed before and then a fresh one."""
    judge = the_judge().judge

    def run(
        peer: ChildPeer,
        seed: int,
        making: KeyInTheMaking | None = None,
    ) -> Report:
        report: Report = judge(
            target.exercise,
            str(target.path),
            peer,
            seed=seed,
            parts=parts,
            diagnosing=not target.debug,
            making=making,
        )
        return report

    first_seed = failing_seed if seed is None else seed
    if first_seed is None:
        first_seed = ahead.seed if ahead else fresh_seed()
    making = ahead if ahead and ahead.seed == first_seed else None
    with patience(target):
        report = run(child, first_seed, making)
    if seed is not None or failing_seed is None or report.exit_code != 0:
        return report
    confirmed = run(ChildPeer.start(source, limits=child.limits), fresh_seed())
    if confirmed.exit_code == 0:
        notes.append(CONFIRMED.format(before=report.seed, fresh=confirmed.seed))
    return confirmed


def key_ahead(
    target: Target, parts: Sequence[str], seed: int | None, before: Report
) -> KeyInTheMaking | None:
    """Run the reference with the seed that comes after this report, while nobody waits; None if it may change.

    Content of one's own may be edited before the next judgment.
    """
    if built_in() not in target.exercise.solution.parents or before.status is Status.NOT_JUDGED:
        return None
    passed = before.exit_code == 0
    seed = seed if seed is not None else fresh_seed() if passed else before.seed
    key: KeyInTheMaking = the_judge().made_ahead(target.exercise, seed, parts)
    return key


def the_judge() -> ModuleType:
    """Return what judges; importing it takes most of the time until a first report."""
    with lean_numpy():
        # Late: it imports NumPy, which the child, already started, imports at the same time.
        import nnprep.grading.judge
    return nnprep.grading.judge


def known_before(
    history: History | None, target: Target, source: bytes, notes: list[str]
) -> tuple[History | None, Past]:
    """Return the history, and what it says about the file; without one, and with a note, if it can't be read."""
    if history is None:
        return None, Past(record([]))
    try:
        handout = handout_of(history, target.subject, source, target.path) if target.debug else ""
        events = belonging(history.events(subject=target.subject), handout)
        known, minutes = record(events), None
        if known.started and not known.passed and not target.debug:
            minutes = minutes_until(history, target.subject, known.started, history.clock())
    except HistoryError as error:
        notes.append(not_saved(error))
        return None, Past(record([]))
    guessed = any(event.kind in (EventKind.GUESS, EventKind.SOLUTION) for event in events)
    content = digest(source)
    same = (each for each in events if each.kind == EventKind.ATTEMPT and each.data.get("content") == content)
    return history, Past(known, handout, guessed, tuple(same), minutes)


def says_as_much(earlier: Event, data: Mapping[str, Any]) -> bool:
    """Return whether an earlier attempt with the same content judged the same parts, or more, and ended alike."""
    before = earlier.data
    return before.get("status") == data["status"] and set(data["parts"]) <= set(before.get("parts", ()))


def is_whole(target: Target, parts: Sequence[str]) -> bool:
    """Return whether these parts are all of an exercise; none means all."""
    return not parts or {part.id for part in target.exercise.parts} <= set(parts)


def digest(source: bytes) -> str:
    """Return a short hash of a file's content."""
    return sha256(source).hexdigest()[:16]


@contextmanager
def patience(target: Target) -> Iterator[None]:
    """Say on a terminal that a file is being judged, and erase that afterwards."""
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
    known = [part.id for part in target.exercise.parts]
    for name in parts:
        if name not in known:
            raise UnknownNameError(f"part of {target.exercise.id}", name, known)


@contextmanager
def opened_history(notes: list[str]) -> Iterator[History | None]:
    """Open the history; give None and add a note if it can't be opened, so that judging goes on."""
    try:
        history = History.open()
    except HistoryError as error:
        notes.append(not_saved(error))
        yield None
        return
    with history:
        yield history


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait; in the main thread."""
    late: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: late.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        for number in late[:1]:
            signal.raise_signal(number)


def remember(history: History, target: Target, data: dict[str, Any], notes: list[str]) -> None:
    """Write the attempt to the history; if that fails, say so in `notes`."""
    try:
        history.append(EventKind.ATTEMPT, target.subject, data)
    except HistoryError as error:
        notes.append(not_saved(error))


def not_saved(error: HistoryError) -> str:
    """Return the note that an attempt isn't in the history, why, and what to do about it."""
    after = f" Next: {error.next_step}." if error.next_step else ""
    return NOT_SAVED.format(why=error.sentence) + after


def event_data(target: Target, report: Report, source: bytes, handout: str, *, whole: bool) -> dict[str, Any]:
    """Return what the history stores of an attempt; some parts alone never pass an exercise."""
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
        "content": digest(source),
        **({"handout": handout} if handout else {}),
    }


CONFIRMED = "Seed {before}, which failed before, passes, and so does the new seed {fresh}."
NOT_SAVED = "This attempt was not saved. {why}"
