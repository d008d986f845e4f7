"""Symptom drills: what a mistake does, found by running it, and four mistakes to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from numbers import Real
from random import Random
from typing import Any

from nnprep.checks.trace import Trace
from nnprep.content.cards import Level
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UsageError
from nnprep.grading.answer_key import answer_key
from nnprep.grading.diagnosis.wrong_reference import reference_with
from nnprep.grading.outcome import outcome_of
from nnprep.grading.report import Outcome, Status
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer

CHOICES = 4
TRIED = 8
"""How many other mistakes are run, to find those that look most alike."""
SHORTEST = 5
"""Values in a row that make a curve."""


class Curve(NamedTuple):
    """A loss during training."""

    right: tuple[float, ...]
    wrong: tuple[float, ...]


class SymptomQuestion(NamedTuple):
    """What a mistake does to an exercise."""

    exercise: Exercise
    mistake: Mistake
    failing: tuple[Outcome, ...]
    """The core checks that catch it."""
    passing: tuple[Outcome, ...]
    """The core checks of the same parts that don't."""
    curve: Curve | None
    options: tuple[Mistake, ...]
    """The mistake among others of the same exercise, in random order; those that fail the same checks first."""
    others: tuple[Mistake, ...]
    """All core mistakes of the exercise."""


class Run(NamedTuple):
    """A mistake, and what it did in the core checks."""

    mistake: Mistake
    outcomes: tuple[Outcome, ...]
    curve: Curve | None

    @property
    def failing(self) -> frozenset[str]:
        """The checks that catch it."""
        return frozenset(each.check for each in self.outcomes if each.status is not Status.PASSED)


def symptom_question(exercises: Sequence[Exercise], level: Level | None, rng: Random) -> SymptomQuestion:
    """Draw an exercise and a mistake of a level (any if None), and run it.

    Raises UsageError if no exercise has enough mistakes, and ContentError for broken content.
    """
    for exercise in rng.sample(list(exercises), len(exercises)):
        core = [each for each in load_mistakes(exercise) if each.severity is Severity.CORE]
        fitting = [each for each in core if level in (None, each.level)]
        if len(core) >= CHOICES and fitting:
            return question_of(exercise, rng.choice(fitting), core, rng)
    raise UsageError(
        "There is no exercise with four mistakes of this level.", next_step="nnprep drill symptoms"
    )


def question_of(
    exercise: Exercise, mistake: Mistake, core: Sequence[Mistake], rng: Random
) -> SymptomQuestion:
    """Return the question about one mistake."""
    seed = rng.randrange(10_000)
    asked = run(exercise, mistake, seed)
    rest = [each for each in core if each.id != mistake.id]
    others = [run(exercise, each, seed) for each in rng.sample(rest, min(TRIED, len(rest)))]
    # Mistakes that fail the same checks can't be told apart by them alone: their numbers have to be read.
    others.sort(key=lambda other: -alike(asked.failing, other.failing))
    options = [mistake, *(other.mistake for other in others[: CHOICES - 1])]
    rng.shuffle(options)
    parts = {each.part for each in asked.outcomes if each.status is not Status.PASSED}
    return SymptomQuestion(
        exercise=exercise,
        mistake=mistake,
        failing=tuple(each for each in asked.outcomes if each.status is not Status.PASSED),
        passing=tuple(each for each in asked.outcomes if each.status is Status.PASSED and each.part in parts),
        curve=asked.curve,
        options=tuple(options),
        others=tuple(core),
    )


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how many of the checks that catch either mistake catch both, from 0 to 1."""
    return len(one & other) / max(len(one | other), 1)


def run(exercise: Exercise, mistake: Mistake, seed: int) -> Run:
    """Run a mistake in the core checks; raises ContentError if it can't be made."""
    key = answer_key(exercise, seed)
    peer = LocalPeer(reference_with(exercise, mistake))
    peer.load()
    f = Functions(peer)
    outcomes, curve = [], None
    for check in key.checks:
        if check.severity is Severity.CORE:
            expected = key.expected[check.name]
            seen = check.trace(f, seed)
            outcomes.append(outcome_of(check, exercise, expected, seen, seconds=0.0))
            curve = curve or curve_of(expected, seen)
    return Run(mistake, tuple(outcomes), curve)


def curve_of(expected: Trace, seen: Trace) -> Curve | None:
    """Return the loss during training if a check saw one: a list of numbers, each smaller than the one before.

    Gradients and probabilities are arrays, and no list falls like that by chance.
    """
    pairs = [(expected.value, seen.value)]
    while pairs:
        right, wrong = pairs.pop(0)
        if not (
            isinstance(right, list | tuple) and isinstance(wrong, list | tuple) and len(right) == len(wrong)
        ):
            continue
        if len(right) >= SHORTEST and is_row(right) and is_row(wrong):
            if min(right) >= 0 and all(later < earlier for earlier, later in pairwise(right)):
                return Curve(tuple(map(float, right)), tuple(map(float, wrong)))
        else:
            pairs += zip(right, wrong, strict=True)
    return None


def is_row(values: Sequence[Any]) -> bool:
    """Return whether a list holds numbers and nothing else."""
    return all(isinstance(each, Real) and not isinstance(each, bool) for each in values)
