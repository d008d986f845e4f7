"""Requests are known only if no answer decides them."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnprep.checks.api import load_checks
from nnprep.content.exercise_finder import find_exercise
from nnprep.grading.rehearsal import blurred, rehearsal
from nnprep.sandbox.parent.bundles import Series


def rehearsed(id: str, *names: str) -> list[Series]:
    """Return the requests of some checks."""
    exercise = find_exercise(id)
    checks = [check for check in load_checks(exercise) if check.name in names]
    return [each.series for each in rehearsal(exercise, checks, 1)]


def test_no_request_is_made_from_answers() -> None:
    """A request made from the reference's answers would tell a submission what is right: it isn't known."""
    forward, kept = rehearsed("mlp", "forward", "inputs-kept")
    (gradient,) = rehearsed("dropout", "gradient")

    assert forward.whole  # W and b are set, X is passed
    assert None not in forward.requests + kept.requests
    assert gradient.whole
    assert gradient.requests.count(None) == 1  # the mask that dropout has drawn goes to dropout_backward
    assert not any(b"backward" in (body or b"") for body in gradient.requests)


def test_every_number_is_blurred() -> None:
    """No number that the code could return stays what it is, wherever it stands."""
    rng = np.random.default_rng(0)
    numbers: list[Any] = [1, 0.0, True, np.float32(3), 2j, np.zeros(3), np.arange(4), np.array([True, False])]

    others = blurred({"all": [*numbers, tuple(numbers)]}, rng)["all"]

    assert all(not np.any(np.asarray(one) == other) for one, other in zip(numbers, others, strict=False))
    assert all(not np.any(np.asarray(one) == other) for one, other in zip(numbers, others[-1], strict=True))
    assert blurred("relu", rng) == "relu"
