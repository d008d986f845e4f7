"""How the next token is chosen, against NumPy and against what the papers prove."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.nn.formulas import decoding

WEIGHTS = st.lists(st.integers(1, 50), min_size=4, max_size=4)


def shares(weights: list[int]) -> list[float]:
    return [weight / sum(weights) for weight in weights]


@settings(max_examples=50)
@given(target=WEIGHTS, draft=WEIGHTS)
def test_speculative_sampling_is_exact(target: list[int], draft: list[int]) -> None:
    """Accepting and resampling emits each token with the target's probability, whatever the draft is."""
    p, q = shares(target), shares(draft)

    assert [decoding.speculative_share(p, q, k) for k in range(4)] == pytest.approx(p)
    assert decoding.acceptance_rate(p, q) == pytest.approx(1 - np.abs(np.subtract(p, q)).sum() / 2)


@pytest.mark.parametrize("rate", [0.0, 0.5, 0.8])
def test_tokens_per_check(rate: float) -> None:
    """The sum over accepted prefixes is the closed form; a perfect draft gives all tokens and one more."""
    assert decoding.tokens_per_check(rate, 4) == pytest.approx((1 - rate**5) / (1 - rate))
    assert decoding.tokens_per_check(1.0, 4) == 5


@settings(max_examples=50)
@given(weights=WEIGHTS, mass=st.sampled_from([0.1, 0.5, 0.9, 0.99]))
def test_nucleus(weights: list[int], mass: float) -> None:
    """Top-p keeps as many tokens as the cumulative probability needs to reach the mass."""
    sums = np.cumsum(np.sort(shares(weights))[::-1])

    assert decoding.nucleus_size(shares(weights), mass) == 1 + np.count_nonzero(sums < mass)


@settings(max_examples=50)
@given(
    logits=st.lists(st.integers(-5, 5), min_size=3, max_size=3),
    temperature=st.sampled_from([0.2, 0.7, 1.0, 5.0]),
)
def test_temperature_keeps_the_order(logits: list[int], temperature: float) -> None:
    """A temperature divides the logits, so odds become powers and the order stays."""
    chances = [decoding.softmax_at([float(z) for z in logits], k, temperature) for k in range(3)]

    assert np.log(chances[0] / chances[1]) == pytest.approx((logits[0] - logits[1]) / temperature)
    assert np.argmax(chances) == np.argmax(logits)
