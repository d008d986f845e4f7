"""The worked examples of backpropagation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.errors import UnknownNameError, UsageError
from nnprep.nn.lessons.backprop import Worked, worked
from nnprep.nn.lessons.small_network import FUNCTIONS, HEADS
from nnprep.nn.lessons.talk import TALK, seconds_to_say, spoken_words


def gradient(example: Worked, name: str) -> list[list[float]]:
    """Return one gradient, rounded as in the cards."""
    found = next(one for one in example.gradients if one.name == name)
    return np.round(found.value, 6).tolist()  # type: ignore[no-any-return]


def test_neuron_by_hand() -> None:
    """The smallest example: one neuron, one row."""
    example = worked((2, 1))

    assert round(float(example.layers[0].z[0, 0]), 6) == 0.1
    assert round(float(example.layers[0].a[0, 0]), 6) == 0.524979
    assert round(example.loss, 6) == 0.644397
    assert gradient(example, "dz1") == [[-0.475021]]
    assert gradient(example, "dW1") == [[-0.475021], [-0.950042]]
    assert gradient(example, "db1") == [[-0.475021]]


def test_neuron_takes_a_step() -> None:
    """A step of gradient descent with rate 0.1, from the example's gradients, lowers the loss as cards state."""
    example = worked((2, 1))
    dW, db = (next(g.value for g in example.gradients if g.name == name) for name in ("dW1", "db1"))
    W, b = example.layers[0].W - 0.1 * dW, example.layers[0].b - 0.1 * db
    z = float((example.X @ W + b)[0, 0])

    assert np.round(W.ravel(), 6).tolist() == [0.547502, -0.154996]
    assert round(float(b[0, 0]), 6) == 0.147502
    assert (round(z, 6), round(float(np.log1p(np.exp(-z))), 6)) == (0.385012, 0.519057)


def test_two_layers_by_hand() -> None:
    """The two-layer example, number by number."""
    example = worked()
    first, second = example.layers

    assert np.round(first.z, 6).tolist() == [[0.15, -0.25], [0.65, 0.75]]
    assert np.round(first.a, 6).tolist() == [[0.537430, 0.437823], [0.657010, 0.679179]]
    assert np.round(second.z, 6).tolist() == [[0.203546], [0.154617]]
    assert np.round(second.a, 6).tolist() == [[0.550712], [0.538577]]
    assert round(example.loss, 6) == 0.684993
    assert gradient(example, "dz2") == [[-0.224644], [0.269289]]
    assert gradient(example, "dW2") == [[0.056195], [0.084541]]
    assert gradient(example, "db2") == [[0.044644]]
    assert gradient(example, "dz1") == [[-0.033508, 0.027646], [0.036410, -0.029338]]
    assert gradient(example, "dW1") == [[-0.033508, 0.027646], [0.072820, -0.058677]]
    assert gradient(example, "db1") == [[0.002902, -0.001692]]
    assert round(example.loss_after, 6) == 0.674115
    assert example.gap < 2e-11


@settings(max_examples=25)
@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=4),
    activation=st.sampled_from(list(FUNCTIONS)),
    loss=st.sampled_from(list(HEADS)),
    seed=st.integers(0, 10_000),
)
def test_every_gradient_is_its_difference(sizes: list[int], activation: str, loss: str, seed: int) -> None:
    """For any draw, each gradient agrees with central differences and has the same shape."""
    if loss == "cross-entropy" and sizes[-1] == 1:
        sizes = [*sizes[:-1], 2]
    example = worked(sizes, activation=activation, loss=loss, seed=seed)

    assert example.gap < 1e-8
    assert [g.value.shape for g in example.gradients] == [g.difference.shape for g in example.gradients]


def test_too_large_and_unknown_are_refused() -> None:
    """Sizes with too many numbers to read and unknown names are refused in one sentence."""
    for sizes in ([7, 1], [1] * 6, [3]):
        with pytest.raises(UsageError, match="has 2 to 5 sizes from 1 to 6"):
            worked(sizes)
    with pytest.raises(UnknownNameError, match="no activation called 'gelu'"):
        worked(activation="gelu")
    with pytest.raises(UnknownNameError, match="no loss called 'mse'"):
        worked(loss="mse")
    with pytest.raises(UsageError, match="always 0"):
        worked((2, 1), loss="cross-entropy")


def test_talk_takes_a_minute() -> None:
    """The talk takes about sixty seconds."""
    assert 140 <= spoken_words() <= 160
    assert 55 <= seconds_to_say() <= 65


def test_talk_counts_its_steps() -> None:
    """Weight gradient and delta below are products, the bias gradient is a sum."""
    assert "two products and a sum" in " ".join(TALK)
