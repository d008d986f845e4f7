"""Laws of the activation functions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.nn.formulas import activations
from nnprep.nn.formulas.activations import ACTIVATIONS

Z = st.floats(-30, 30).filter(lambda z: abs(z) > 1e-3)


@pytest.mark.parametrize("name", ACTIVATIONS)
@settings(max_examples=40)
@given(z=Z)
def test_slope_is_the_derivative(name: str, z: float) -> None:
    """Each slope agrees with a central difference of its value."""
    one, h = ACTIVATIONS[name], 1e-5
    difference = (one.value(z + h) - one.value(z - h)) / (2 * h)

    assert one.slope(z) == pytest.approx(difference, abs=1e-7, rel=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_far_out_is_finite(name: str) -> None:
    """No value or slope overflows far from zero."""
    one = ACTIVATIONS[name]

    assert all(math.isfinite(f(z)) for f in (one.value, one.slope) for z in (-1e4, -745.0, 0.0, 710.0, 1e4))


@settings(max_examples=40)
@given(z=Z)
def test_identities(z: float) -> None:
    """Tanh is a stretched sigmoid, softplus' slope is the sigmoid, sigmoids of z and -z add up to 1."""
    assert math.tanh(z) == pytest.approx(2 * activations.sigmoid(2 * z) - 1, abs=1e-12)
    assert ACTIVATIONS["softplus"].slope(z) == activations.sigmoid(z)
    assert activations.sigmoid(z) + activations.sigmoid(-z) == pytest.approx(1, abs=1e-15)


def test_saturation_is_that_of_real_floats() -> None:
    """The sigmoid rounds to 1 where it does in NumPy, in both precisions."""
    for dtype, exact in ((np.float64, 37), (np.float32, 17)):
        one = dtype(1)
        below, at = (one / (one + np.exp(-dtype(z))) for z in (exact - 1, exact))

        assert activations.sigmoid_is_one_from(dtype.__name__) == exact
        assert (below < 1, at == 1) == (True, True)
