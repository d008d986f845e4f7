"""Gradients against central differences, and draws that keep away from kinks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnprep.checks import away_from_kinks, central_difference, directions, median, redraw, slopes_agree
from nnprep.checks.finite_differences import ACCURACY
from nnprep.checks.trace import Observation, traced
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer

Array = np.ndarray[Any, Any]


def observed(check: Callable[[], None]) -> list[Observation]:
    """Return what a check without a submission observes; raises what it raises."""
    trace = traced(lambda f, rng: check(), Functions(LocalPeer("")), np.random.default_rng(0))
    if trace.broken:
        raise trace.broken
    return trace.observations


def loss(parameters: list[Array]) -> float:
    W, b = parameters
    return float(np.sum(W**3) + np.sum(np.sin(b)))


def gradients(W: Array, b: Array) -> list[Array]:
    return [3 * W**2, np.cos(b)]


def test_directions() -> None:
    """Directions are unit vectors in the space of all parameters, all different, with the parameters' shapes."""
    drawn = directions(np.random.default_rng(0), [np.ones((2, 3)), np.ones((1, 4))], count=2)

    assert [[part.shape for part in direction] for direction in drawn] == [[(2, 3), (1, 4)]] * 2
    assert np.allclose([sum(np.sum(part**2) for part in direction) for direction in drawn], 1)
    assert not np.allclose(drawn[0][0], drawn[1][0])
    assert len(directions(np.random.default_rng(0), [np.ones(2)])) == 3


def test_right_gradients() -> None:
    """Right gradients agree, along every direction, in any shape with the right number of entries."""
    rng = np.random.default_rng(0)
    W, b = rng.standard_normal((2, 3)), rng.standard_normal((1, 4))
    dW, db = gradients(W, b)
    along = directions(rng, [W, b])

    seen = observed(lambda: slopes_agree("the loss", loss, [W, b], [dW, db.ravel()], along))

    assert [o.label for o in seen] == [
        f"the loss, direction {number}: relative error of the slope" for number in (1, 2, 3)
    ]
    assert all(not o.differences and o.measured < ACCURACY / 100 for o in seen)


@pytest.mark.parametrize("factor", [0.0, -1.0, 0.9, 1.1, 1.001])
def test_wrong_gradients(factor: float) -> None:
    """A gradient that is off by a thousandth disagrees; the measured error is |a - n| / (|a| + |n|)."""
    rng = np.random.default_rng(0)
    W, b = rng.standard_normal((2, 3)), rng.standard_normal((1, 4))
    wrong = [factor * gradient for gradient in gradients(W, b)]

    for seen in observed(lambda: slopes_agree("", loss, [W, b], wrong, directions(rng, [W, b]))):
        assert seen.differences
        assert seen.measured == pytest.approx(abs(factor - 1) / (abs(factor) + 1), rel=1e-4)


def test_flat_loss() -> None:
    """Where the loss doesn't change, a gradient of zero has no error."""
    (seen,) = observed(lambda: slopes_agree("", lambda _: 1.0, [np.ones(2)], [np.zeros(2)], [[np.ones(2)]]))

    assert seen.measured == 0


def test_complex_gradients() -> None:
    """The right real part of a complex gradient doesn't make it right."""
    with pytest.raises(TypeError, match="complex numbers"):
        observed(lambda: slopes_agree("", lambda _: 1.0, [np.ones(1)], [np.ones(1) + 0j], [[np.ones(1)]]))


def test_central_difference() -> None:
    """The slope of an elementwise function is found at every element."""
    z = np.array([[-1.0, 0.5], [2.0, 3.0]])

    assert np.allclose(central_difference(np.tanh, z), 1 - np.tanh(z) ** 2, rtol=0, atol=1e-9)


def test_redraw() -> None:
    """The first accepted draw is returned; a draw that never is accepted ends in an error, not a loop."""
    draws = iter(range(10))

    assert redraw(lambda: next(draws), lambda value: value > 3) == 4
    assert next(draws) == 5
    with pytest.raises(RuntimeError, match="none of 3 draws"):
        redraw(lambda: 0, bool, tries=3)


def test_away_from_kinks() -> None:
    """Draws with a pre-activation within a thousandth of zero, on either side, are drawn again."""
    draws = iter(
        [[np.array([1.0, 5e-4])], [np.array([1.0]), np.array([-5e-4])], [np.array([]), np.array([-2e-3])]]
    )

    assert away_from_kinks(lambda: next(draws), lambda draw: draw)[1] == -2e-3


def test_median() -> None:
    """The middle number; of two, the upper one."""
    assert median(np.array([3.0, 1.0, 2.0])) == 2
    assert median(np.array([4.0, 1.0, 3.0, 2.0])) == 3
