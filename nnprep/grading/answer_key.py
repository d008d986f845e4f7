"""What a submission is compared with: an exercise's checks, and what the reference does in each of them.

An error in one of these files is a ContentError with its file and line. It says nothing about the submission.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nnprep.checks.api import Check, line_of, load_checks
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise, Mistake
from nnprep.content.roots import near
from nnprep.content.trusted_code import bounded
from nnprep.errors import ContentError, Fault
from nnprep.grading.feedback.values import number, safe
from nnprep.grading.reference import reference_path, reference_text
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.failures import BrokenFile, Raised
from nnprep.sandbox.foresight import Foresight, RecordedFunctions
from nnprep.sandbox.local import LocalPeer

if TYPE_CHECKING:
    from nnprep.grading.diagnosis.replays import Replays
    from nnprep.grading.known_answers import KnownAnswers


class AnswerKey(NamedTuple):
    """The checks of an exercise and what they see of its reference, under one seed."""

    checks: tuple[Check, ...]
    expected: Mapping[str, Trace]
    """By the name of the check."""
    mistakes: tuple[Mistake, ...] | None = None
    """The known mistakes, for a key that many submissions share; None: they are read when one is needed."""
    replays: Replays | None = None
    """What these mistakes did under the seed, for such a key."""
    known: KnownAnswers | None = None
    """Which answers were right before, for such a key and a peer that sends requests together."""


def answer_key(exercise: Exercise, seed: int, parts: Collection[str] = ()) -> AnswerKey:
    """Run the reference through the checks, or through those of some parts only.

    Raises ContentError if the checks or the reference can't be loaded, or the reference doesn't pass a check.
    """
    return KeyInTheMaking(exercise, seed, parts).finished()


class KeyInTheMaking:
    """An answer key of which one check after the other is run, whenever there is time for it.

    Raises ContentError if the checks or the reference can't be loaded.
    """

    def __init__(
        self, exercise: Exercise, seed: int, parts: Collection[str] = (), *, foreseeing: bool = False
    ) -> None:
        self.exercise = exercise
        self.seed = seed
        self.foreseeing = foreseeing
        """Whether `foresight` is wanted, which takes a tenth longer."""
        with bounded(exercise.solution):
            self.checks = tuple(c for c in load_checks(exercise) if not parts or c.part in parts)
            peer = LocalPeer(reference_text(exercise))
            try:
                peer.load()
            except BrokenFile as error:
                raise ContentError(
                    [Fault(near(reference_path(exercise)), error.line or 1, 1, str(error))]
                ) from error
        self.expected: dict[str, Trace] = {}
        self.foresight: dict[str, Foresight] = {}
        """What each check of `expected` will ask of a submission."""
        self._f = RecordedFunctions(peer)

    def run_next(self) -> bool:
        """Run the next check; return whether there was one. Raises ContentError if it doesn't end."""
        if len(self.expected) == len(self.checks):
            return False
        check = self.checks[len(self.expected)]
        # Inside of another check, which may ignore what NumPy warns of.
        with bounded(self.exercise.solution), np.errstate(all="warn", under="ignore"):
            self._f.begin()
            if not self.foreseeing:
                self._f.branch()
            self.expected[check.name] = check.trace(self._f, self.seed)
            self.foresight[check.name] = self._f.foresight()
        return True

    def run_until(self, check: Check) -> Foresight:
        """Run the checks up to this one; return what it will ask of a submission. Raises as `run_next` does."""
        while check.name not in self.expected:
            self.run_next()
        return self.foresight[check.name]

    def foreseen(self, checks: Sequence[Check], most: int) -> list[Foresight]:
        """Return what the next checks will ask of a submission: the first, and those that were run already.

        They end with one that isn't foreseen to its end. Raises as `run_next` does.
        """
        found: list[Foresight] = []
        for check in checks[:most]:
            if found and not (found[-1].whole and check.name in self.foresight):
                break
            found.append(self.run_until(check))
        return found

    def finished(self) -> AnswerKey:
        """Run the other checks. Raises ContentError if the reference doesn't pass a check."""
        while self.run_next():
            pass
        expected = self.expected
        faults = [
            fault for c in self.checks if (fault := reference_fault(self.exercise, c, expected[c.name]))
        ]
        if faults:
            raise ContentError(faults)
        return AnswerKey(self.checks, expected)


def reference_fault(exercise: Exercise, check: Check, expected: Trace) -> Fault | None:
    """Return why the reference doesn't pass a check: the place in reference.py where it raises, else in checks.py."""
    error = expected.error or expected.broken
    if isinstance(error, Raised) and error.frames:
        message = f"{spoken(error)}, in the check “{check.title}”"
        return Fault(near(reference_path(exercise)), error.frames[-1].line, 1, message)
    if error is not None:
        why = f"the check “{check.title}” doesn't run on the reference: {spoken(error)}"
        return check_fault(exercise, check, why, line_in(checks_path(exercise), error))
    for observation in expected.observations:
        if observation.holds:
            continue
        for difference in observation.differences:
            values = f"{number(difference.actual_there)}, should be {number(difference.expected_there)}"
            why = f"the reference doesn't pass the check “{check.title}”: {observation.label} is {values}"
            return check_fault(exercise, check, why)
    return None


def check_fault(exercise: Exercise, check: Check, message: str, line: int | None = None) -> Fault:
    """Return a fault of a check, in the line that defines it unless another is known."""
    path = checks_path(exercise)
    return Fault(near(path), line or line_of(path, check), 1, message)


def checks_path(exercise: Exercise) -> Path:
    """Return where an exercise's checks are."""
    return exercise.solution / "checks.py"


def line_in(path: Path, error: BaseException) -> int | None:
    """Return the innermost line of a file that an exception passed through; None if it passed through none."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == str(path)), None)


def spoken(error: BaseException) -> str:
    """Return the type of an exception and what it says, on one line."""
    name = "" if isinstance(error, Raised) else type(error).__name__
    return safe(" ".join(": ".join(filter(None, (name, str(error)))).split()), 200)
