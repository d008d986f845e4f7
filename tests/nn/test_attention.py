"""One attention head by hand: forward, backward, and what the example promises."""

from __future__ import annotations

import numpy as np
import pytest

from nnprep.errors import UsageError
from nnprep.nn.lessons.attention import Head, head


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize(
    ("sizes", "seed"), [((3, 2, 2), None), ((1, 1, 1), 0), ((4, 3, 2), 1), ((5, 5, 5), 2)]
)
def test_every_gradient_is_its_central_difference(
    sizes: tuple[int, int, int], seed: int | None, causal: bool
) -> None:
    """Each gradient has the shape of its array and agrees with the central difference."""
    example = head(sizes, causal=causal, seed=seed)

    assert [gradient.name for gradient in example.gradients] == [
        "dO", "dV", "dA", "dS", "dQ", "dK", "dWq", "dWk", "dWv", "dX",
    ]  # fmt: skip
    assert example.gap < 1e-9
    assert example.row_sum < 1e-15
    for gradient in example.gradients:
        assert gradient.value.shape == example.values[gradient.name.removeprefix("d")].shape


def test_numbers_of_the_example() -> None:
    """Scores, weights and the loss of the fixed example, worked out by hand."""
    example = head()
    v = example.values
    exps = np.exp(np.array([1.0, 0.0, 1.0]) / np.sqrt(2))

    assert v["Q"].tolist() == [[1.0, 0.5], [0.0, 1.0], [1.0, 1.5]]
    assert v["K"].tolist() == [[1.0, 0.0], [-0.5, 1.0], [0.5, 1.0]]
    assert np.allclose(v["S"] * np.sqrt(2), [[1, 0, 1], [0, 1, 1], [1, 1, 2]])
    assert np.allclose(v["A"][0], exps / exps.sum())
    assert np.allclose(v["V"], [[0.4, -0.2], [0.1, 0.6], [0.5, 0.4]])
    assert example.loss_after < example.loss
    assert (example.seed, head((3, 2, 2), seed=0).seed) == (None, 0)


def test_causal_head_sees_nothing_that_comes_later() -> None:
    """Hidden weights and the gradients of hidden scores are exactly zero; the first token sees only itself."""
    example = head((4, 3, 2), causal=True, seed=3)
    above = np.triu_indices(4, k=1)
    dS = next(gradient.value for gradient in example.gradients if gradient.name == "dS")

    assert not example.values["A"][above].any()
    assert not dS[above].any()
    assert np.allclose(example.values["O"][0], example.values["V"][0])
    assert not open_head().causal
    assert open_head().values["A"][above].all()


def open_head() -> Head:
    return head((4, 3, 2), seed=3)


@pytest.mark.parametrize("sizes", [(6, 2, 2), (3, 2), (3, 2, 2, 2)])
def test_sizes_that_cannot_be_read_are_refused(sizes: tuple[int, ...]) -> None:
    """Three sizes from 1 to 5 are taken; others are refused with an example."""
    with pytest.raises(
        UsageError, match="A head has three sizes from 1 to 5, tokens, width and head width, not"
    ):
        head(sizes)
