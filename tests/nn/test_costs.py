"""Formulas of parameters, sizes and costs against arrays and against each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.nn.formulas import costs, parameters
from nnprep.nn.formulas import output_sizes as extents
from tests.nn.real_arrays import layers_of, sizes_of

SIZES = st.lists(st.integers(1, 40), min_size=2, max_size=5)


@settings(max_examples=60)
@given(sizes=SIZES, bias=st.booleans())
def test_parameters_of_a_network_are_those_of_its_arrays(sizes: list[int], bias: bool) -> None:
    """The formula counts exactly the arrays that a forward pass multiplies and adds."""
    assert parameters.mlp_parameters(sizes, bias) == sizes_of(*layers_of(sizes, bias=bias))


@settings(max_examples=60)
@given(sizes=SIZES, batch=st.integers(1, 9))
def test_training_is_at_most_three_forward_passes(sizes: list[int], batch: int) -> None:
    """Backward costs two forward passes, less the gradient of the data."""
    forward = costs.mlp_forward_flops(sizes, batch)
    spared = 2 * batch * sizes[0] * sizes[1]

    assert costs.mlp_training_flops(sizes, batch) == 3 * forward - spared
    assert costs.mlp_forward_flops(sizes, batch) == batch * costs.mlp_forward_flops(sizes)


def test_counts_are_exact_beyond_64_bits() -> None:
    """Large networks are counted without overflow."""
    assert parameters.mlp_parameters([10**10, 10**10]) == 10**20 + 10**10


@settings(max_examples=60)
@given(
    first=st.lists(st.sampled_from([1, 2, 3, 5]), max_size=4),
    second=st.lists(st.sampled_from([1, 2, 3, 5]), max_size=4),
)
def test_broadcasting_is_numpys(first: list[int], second: list[int]) -> None:
    """The resulting shape, or that it raises, is what NumPy says."""
    try:
        expected = np.broadcast_shapes(tuple(first), tuple(second))
    except ValueError:
        expected = None

    assert extents.broadcast_shapes(first, second) == expected


@settings(max_examples=60)
@given(n=st.integers(1, 60), k=st.integers(1, 7), s=st.integers(1, 4), p=st.integers(0, 3))
def test_transposed_convolution_undoes_the_size(n: int, k: int, s: int, p: int) -> None:
    """A convolution of a transposed convolution's output has the original size."""
    up = extents.transposed_conv_output(n, k, s, min(p, k // 2))

    assert extents.conv_output(up, k, s, min(p, k // 2)) == n
