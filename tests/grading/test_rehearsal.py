"""Requests are known only if no answer decides them."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnprep.checks.api import load_checks
from nnprep.content.exercise_finder import find_exercise
from nnprep.grading.rehearsal import blurred, rehearsal

EXERCISE = find_exercise("mlp")


def test_no_request_is_made_from_answers() -> None:
    """A request made from the reference's answers would tell a submission what is right: it isn't known."""
    checks = [check for check in load_checks(EXERCISE) if check.name in ("forward", "inputs-kept")]

    forward, kept = rehearsal(EXERCISE, checks, 1)

    assert forward.whole  # W and b are set, X is passed
    assert not kept.whole  # net.step(*net.gradients(X, column))
    assert kept.requests
    assert not any(b'"step",' in body for body in kept.requests)


def test_every_number_is_blurred() -> None:
    """No number that the code could return stays what it is, wherever it stands."""
    rng = np.random.default_rng(0)
    numbers: list[Any] = [1, 0.0, True, np.float32(3), 2j, np.zeros(3), np.arange(4), np.array([True, False])]

    others = blurred({"all": [*numbers, tuple(numbers)]}, rng)["all"]

    assert all(not np.any(np.asarray(one) == other) for one, other in zip(numbers, others, strict=False))
    assert all(not np.any(np.asarray(one) == other) for one, other in zip(numbers, others[-1], strict=True))
    assert blurred("relu", rng) == "relu"
