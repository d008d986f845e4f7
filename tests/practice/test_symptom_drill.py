"""Questions about what a mistake does: all of it is found by running the mistake."""

from __future__ import annotations

from random import Random

import pytest

from nnprep.content.cards import Level
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UsageError
from nnprep.grading.report import Status
from nnprep.practice.symptom_drill import question_of, run, symptom_question


def test_question() -> None:
    """A question shows a caught mistake among three others of its exercise, and a seed repeats it."""
    exercises = [find_exercise("backprop"), find_exercise("softmax")]
    asked = symptom_question(exercises, Level.EASY, Random(4))

    assert asked == symptom_question(exercises, Level.EASY, Random(4))
    assert asked.mistake.level is Level.EASY
    assert asked.failing
    assert all(each.status is Status.PASSED for each in asked.passing)
    assert 4 == len({each.id for each in asked.options})
    assert asked.mistake in asked.options


def test_options_look_alike() -> None:
    """The other choices fail checks that the mistake fails too, as far as there are such mistakes."""
    exercise = find_exercise("softmax")
    core = [each for each in load_mistakes(exercise) if each.severity is Severity.CORE]
    mistake = next(each for each in core if each.id == "grad-is-probs")
    asked = question_of(exercise, mistake, core, Random(1))
    caught = {each.check for each in asked.failing}
    shared = [run(exercise, each, 1).failing & caught for each in asked.options]

    assert all(shared)


def test_training_curve() -> None:
    """If a check trains, both losses are shown: one falls, and that of a reversed step rises."""
    exercise = find_exercise("multiclass")
    mistake = next(each for each in load_mistakes(exercise) if each.id == "momentum-ascent")
    curve = run(exercise, mistake, 3).curve

    assert curve is not None
    assert curve.right[-1] < curve.right[0]
    assert curve.wrong[-1] > curve.wrong[0]


def test_no_exercise() -> None:
    """Without an exercise that has four mistakes there is one sentence."""
    with pytest.raises(UsageError, match="no exercise with four mistakes"):
        symptom_question([], None, Random(1))
