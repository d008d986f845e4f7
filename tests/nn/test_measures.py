"""Measures, rotary positions and the sums behind cards, against a second way to compute them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.nn.formulas import arithmetic, costs, losses, measures, output_sizes

COUNTS = st.integers(0, 50)
VALUES = st.lists(st.floats(-50, 50), min_size=1, max_size=9)


def test_box_iou_counts_squares() -> None:
    """Boxes on a grid share as many unit squares as the formula says; boxes apart share none."""
    first, second = (0, 0, 10, 10), (2, 3, 12, 10)
    grid = np.zeros((2, 12, 12), bool)
    grid[0, 0:10, 0:10] = grid[1, 3:10, 2:12] = True

    assert measures.box_iou(first, second) == grid.all(0).sum() / grid.any(0).sum()
    assert measures.box_iou(first, (20, 20, 30, 30)) == 0


@given(hits=st.integers(1, 50), false_alarms=COUNTS, misses=COUNTS)
def test_dice_and_jaccard_rank_alike(hits: int, false_alarms: int, misses: int) -> None:
    """Dice is 2J / (1 + J), so each determines the other."""
    overlap = measures.jaccard(hits, false_alarms, misses)

    assert measures.dice(hits, false_alarms, misses) == pytest.approx(2 * overlap / (1 + overlap))


def test_information() -> None:
    """Even guesses have perplexity K; mutual information is a divergence, and 0 for independent variables."""
    joint = [[0.4, 0.1], [0.1, 0.4]]
    flat, apart = [p for row in joint for p in row], [0.25] * 4

    assert measures.perplexity([0.25] * 4, [0.25] * 4) == pytest.approx(4)
    assert measures.mutual_information(joint) == pytest.approx(losses.kl_divergence(flat, apart))
    assert measures.mutual_information([[0.12, 0.28], [0.18, 0.42]]) == pytest.approx(0, abs=1e-12)
    assert measures.mutual_information([[0.5, 0.0], [0.0, 0.5]]) == pytest.approx(math.log(2))


def test_best_of_n_is_the_divergence_of_the_best_rank() -> None:
    """The best of n uniform scores has density n x^(n − 1), whose divergence from uniform is the formula."""
    n, x = 16, (np.arange(1_000_000) + 0.5) / 1_000_000
    density = n * x ** (n - 1)

    assert measures.best_of_n_kl(n) == pytest.approx(float(np.mean(density * np.log(density))), rel=1e-4)
    assert measures.best_of_n_kl(1) == 0


@given(q=st.tuples(VALUES, VALUES), shift=st.integers(0, 1000))
def test_rotary_score_depends_on_the_distance(q: tuple[list[float], list[float]], shift: int) -> None:
    """Moving query and key together changes nothing, and turning keeps their lengths."""
    query, key = [q[0][0], 1.0], [q[1][0], 2.0]
    here, there = (arithmetic.rope_score(query, key, 5 + by, 2 + by) for by in (0, shift))

    assert there == pytest.approx(here, rel=1e-9, abs=1e-9)
    assert arithmetic.rope_score(query, query, 7, 7) == pytest.approx(query[0] ** 2 + 1)


def test_rotary_wavelengths_grow_with_the_pair() -> None:
    """The first pair turns by one radian per token, and the base is nearly the slowest pair's factor."""
    assert arithmetic.rope_wavelength(0, 128) == pytest.approx(2 * math.pi)
    assert arithmetic.rope_wavelength(64, 128, 500_000) == pytest.approx(2 * math.pi * 500_000)


@settings(max_examples=50)
@given(values=VALUES, delta=st.floats(0.1, 20))
def test_huber_location_is_the_minimum(values: list[float], delta: float) -> None:
    """No other constant has a smaller total Huber loss, and a large δ gives the mean."""
    best = losses.huber_location(values, delta)

    def cost(constant: float) -> float:
        return sum(losses.huber(constant - each, delta) for each in values)

    assert all(cost(best) <= cost(best + step) + 1e-9 for step in (-5.0, -0.01, 0.01, 5.0))
    assert losses.huber_location(values, 1000) == pytest.approx(float(np.mean(values)), abs=1e-9)


def test_new_base_rate_follows_bayes() -> None:
    """The corrected probability is Bayes' rule with the old likelihood ratio and the new prior."""
    ratio = (0.9 / 0.1) / (0.3 / 0.7)
    expected = ratio * 0.05 / (ratio * 0.05 + 0.95)

    assert losses.reweighted_probability(0.9, 0.3, 0.05) == pytest.approx(expected)


def test_single_precision_sums_depend_on_the_order() -> None:
    """Rounding after each addition is NumPy's float32."""
    numbers = [16777216.0, 1.0, 1.0, 0.1]
    partial = np.float32(0)
    for number in numbers:
        partial = np.float32(partial + np.float32(number))

    assert arithmetic.float32_sum(numbers) == float(partial)
    assert arithmetic.float32_sum(numbers[::-1]) != arithmetic.float32_sum(numbers)


def test_effective_width_is_that_of_a_convolved_box() -> None:
    """NumPy's convolution of boxes holds the share within the width, and not within two pixels less."""
    influence = np.ones(1)
    for _ in range(20):
        influence = np.convolve(influence, np.ones(3) / 3)
    width = output_sizes.effective_width(20)
    center, reach = len(influence) // 2, width // 2

    assert influence[center - reach : center + reach + 1].sum() >= 0.95
    assert influence[center - reach + 1 : center + reach].sum() < 0.95


@given(tokens=st.integers(1, 5000), width=st.sampled_from([64, 512, 4096]))
def test_attention_share_is_that_of_counted_operations(tokens: int, width: int) -> None:
    """Scores and weighted sums over all products of one block, counted one by one."""
    quadratic = costs.attention_flops(1, 1, tokens, width)
    linear = 4 * costs.mlp_forward_flops([width, width], tokens)
    linear += costs.mlp_forward_flops([width, 4 * width, width], tokens)

    assert costs.attention_share(tokens, width) == pytest.approx(quadratic / (quadratic + linear))


def test_cache_is_the_size_of_its_arrays() -> None:
    """Keys and values of all layers, as arrays of 16 bits."""
    keys = np.zeros((3, 2, 4, 7, 8), np.float16)

    assert costs.kv_cache_bytes(3, 4, 8, tokens=7, batch=2) == 2 * keys.nbytes
