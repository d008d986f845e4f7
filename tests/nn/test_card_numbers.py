"""Small formulas behind numbers in cards, against arrays, integrals and worked examples."""

from __future__ import annotations

import numpy as np
import pytest

from nnprep.nn.formulas import arithmetic, costs, losses, optimizers, parameters
from tests.nn.real_arrays import sizes_of

VALUES = [1.0, 2.0, 3.0, 6.0]


def test_cache_and_low_rank_sizes_are_those_of_arrays() -> None:
    """A KV cache has keys and values of every layer; a low-rank update has two thin matrices."""
    cache = np.zeros((2, 3, 5, 4, 7, 6), np.float16)

    assert costs.kv_cache_bytes(3, 4, 6, 7, batch=5) == cache.nbytes
    assert parameters.lora_parameters(9, 5, 2) == sizes_of((9, 2), (2, 5))


def test_expert_capacity_is_rounded_up() -> None:
    """Ten tokens for four experts need room for three each, and for two choices twice as many."""
    assert [costs.expert_capacity(10, 4, 1.0, k) for k in (1, 2)] == [3, 5]


@pytest.mark.parametrize(("mean", "std"), [(0.0, 1.0), (1.0, 1.0), (-0.5, 0.3)])
def test_gaussian_kl_is_the_integral(mean: float, std: float) -> None:
    """The closed form is ∫ p ln(p / q) for two normal densities."""
    x = np.linspace(-12, 12, 200_001)
    log_p = -(((x - mean) / std) ** 2) / 2 - np.log(std)
    p = np.exp(log_p) / np.sqrt(2 * np.pi)

    assert losses.gaussian_kl(mean, std) == pytest.approx(np.sum(p * (log_p + x**2 / 2)) * (x[1] - x[0]))


def test_preference_loss() -> None:
    """An untrained policy pays ln 2; a margin pays −ln of its logistic probability."""
    assert losses.dpo_loss(0.7, 0.7) == pytest.approx(np.log(2))
    assert losses.dpo_loss(1.0, -2.0, beta=0.5) == pytest.approx(np.log(1 + np.exp(-1.5)))


def test_last_steps() -> None:
    """AdaGrad's n-th step on equal gradients is η/√n; RMSProp's tends to η, even after a spike."""
    assert optimizers.last_step("adagrad", 25, 3.0) == pytest.approx(0.02)
    assert optimizers.last_step("rmsprop", 500, 3.0, spike=50.0) == pytest.approx(0.1)


def test_cosine_rate() -> None:
    """The rate rises in a line, passes the middle halfway and ends at the floor."""
    rates = [optimizers.cosine_rate(step, 110, 2.0, warmup=10, floor=0.2) for step in (0, 5, 10, 60, 110)]

    assert rates == pytest.approx([0, 1, 2, 1.1, 0.2])


def test_noise_floor_is_where_the_variance_stays() -> None:
    """One more noisy step leaves the variance as it is."""
    floor = optimizers.noise_floor(0.1)

    assert 0.9**2 * floor + 0.1**2 == pytest.approx(floor)


def test_ensemble_variance_is_that_of_a_mean() -> None:
    """The mean of M members with equal pairwise correlation has the variance that their covariance says."""
    covariance = np.full((4, 4), 0.3) + 0.7 * np.eye(4)

    assert arithmetic.ensemble_variance(4, 0.3) == pytest.approx(covariance.mean())


@pytest.mark.parametrize(("patience", "epoch"), [(1, 2), (2, 2), (3, 5)])
def test_patience_decides_which_minimum_is_found(patience: int, epoch: int) -> None:
    """A short patience stops at the first dip, a longer one finds the lower dip after it."""
    assert arithmetic.best_epoch([5, 3, 4, 4, 2, 6, 6, 6, 1], patience) == epoch


def test_normalized_values() -> None:
    """Layer norm has mean 0 and variance 1; RMS norm has mean square 1 and keeps the mean's sign."""
    layer = [arithmetic.standardized(VALUES, k) for k in range(4)]
    rms = [arithmetic.rms_scaled(VALUES, k) for k in range(4)]

    assert layer == pytest.approx((np.array(VALUES) - np.mean(VALUES)) / np.std(VALUES))
    assert np.mean(np.square(rms)) == pytest.approx(1)
    assert min(rms) > 0


def test_rounding_to_integers() -> None:
    """Eight bits have 127 steps on each side, and rounding errs by half a step at most."""
    step = arithmetic.quantization_step(2.54, 8)
    numbers = np.linspace(-2.54, 2.54, 101)
    errors = [abs(arithmetic.dequantized(number, step) - number) for number in numbers.tolist()]

    assert step == pytest.approx(0.02)
    assert max(errors) <= step / 2 + 1e-12


def test_relu_units_make_an_absolute_value() -> None:
    """relu(x) + relu(−x) is |x|, in either order of the units, and their averaged weights give 0."""
    numbers = [-2.0, 0.5]

    assert [arithmetic.relu_units(x, [1, -1], [1, 1]) for x in numbers] == [2.0, 0.5]
    assert [arithmetic.relu_units(x, [-1, 1], [1, 1]) for x in numbers] == [2.0, 0.5]
    assert [arithmetic.relu_units(x, [0, 0], [1, 1]) for x in numbers] == [0.0, 0.0]


def test_pairs_are_counted_with_their_words() -> None:
    """In the example of the BPE paper “e s” occurs nine times, overlapping pairs count each."""
    words = {"low": 5, "lower": 2, "newest": 6, "widest": 3}

    assert [arithmetic.pair_count(words, pair) for pair in ("es", "lo", "aa")] == [9, 7, 0]
    assert arithmetic.pair_count({"aaa": 2}, "aa") == 4
