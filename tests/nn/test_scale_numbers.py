"""Scaling laws, memory on many devices, votes and calibration, against a second way to compute them."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from nnprep.nn.formulas import costs, measures


@pytest.mark.parametrize("compute", [1e19, 5.76e23])
def test_best_parameters_have_the_least_loss(compute: float) -> None:
    """With the same operations, no other division between parameters and tokens is predicted to be better."""
    best = costs.best_parameters(compute)
    sizes = best * np.geomspace(0.1, 10, 401)
    losses = [costs.scaling_loss(n, compute / (6 * n)) for n in sizes]

    assert costs.training_compute(best, compute / (6 * best)) == pytest.approx(compute)
    assert int(np.argmin(losses)) == 200


def test_device_bytes_are_those_of_the_shares() -> None:
    """A full copy has 16 bytes per parameter; each stage shares out one more part of it."""
    assert [costs.device_bytes(10, 4, stage) for stage in range(4)] == [160, 70, 55, 40]
    assert all(costs.device_bytes(10, 1, stage) == 160 for stage in range(4))


def test_ring_all_reduce_sends_each_piece_twice_but_one() -> None:
    """Each device sends n − 1 pieces to sum them up and n − 1 pieces to spread the sums."""
    assert costs.all_reduce_bytes(800, 8) == 7 * 100 + 7 * 100


def test_pipeline_bubble_counts_idle_slots() -> None:
    """In a timetable where stage s takes micro-batch b at time s + b, the empty slots are the bubble."""
    stages, batches = 4, 8
    slots = np.zeros((stages, batches + stages - 1))
    for stage, batch in itertools.product(range(stages), range(batches)):
        slots[stage, stage + batch] = 1

    assert costs.pipeline_bubble(stages, batches) == pytest.approx(1 - slots.mean())


def test_overall_speedup() -> None:
    """Seven of ten seconds, ten times faster, take 0.7; an infinite factor leaves the rest."""
    assert costs.overall_speedup(0.7, 10) == pytest.approx(10 / 3.7)
    assert costs.overall_speedup(0.75, math.inf) == pytest.approx(4)


def test_cosine_ignores_lengths() -> None:
    """Scaling a vector changes nothing; right angles have cosine 0."""
    assert measures.cosine([1, 2], [30, 60]) == pytest.approx(1)
    assert measures.cosine([3, 4], [-4, 3]) == 0
    assert measures.cosine([1, 0], [1, 1]) == pytest.approx(math.cos(math.pi / 4))


def test_calibration_error() -> None:
    """Honest bins have none; the gaps of two bins are weighted by their sizes."""
    assert measures.calibration_error([0.75] * 4, [1, 1, 1, 0]) == 0
    assert measures.calibration_error([0.95] * 3 + [0.55], [1, 1, 0, 0]) == pytest.approx(
        (0.95 - 2 / 3) * 3 / 4 + 0.55 / 4
    )
    assert measures.calibration_error([1.0, 0.95], [1, 1]) == pytest.approx(0.025)


def test_votes_are_counted_one_by_one() -> None:
    """The formula is the sum over all ways in which five voters can vote."""
    ways = itertools.product([True, False], repeat=5)
    right = sum(math.prod(0.6 if vote else 0.4 for vote in votes) for votes in ways if sum(votes) >= 3)

    assert measures.majority_vote(0.6, 5) == pytest.approx(right)
    assert measures.majority_vote(0.5, 15) == pytest.approx(0.5)


def test_pass_at_k_counts_choices() -> None:
    """Of all ways to choose three of six samples, those with a correct one count."""
    choices = list(itertools.combinations([1, 1, 0, 0, 0, 0], 3))

    assert measures.pass_at_k(6, 2, 3) == pytest.approx(sum(map(max, choices)) / len(choices))
    assert measures.pass_at_k(6, 2, 1) == pytest.approx(1 / 3)


def test_signal_left_is_the_product_over_the_schedule() -> None:
    """The product is that of NumPy's linear schedule, and nearly nothing after a thousand steps."""
    betas = np.linspace(1e-4, 0.02, 1000)

    assert measures.signal_left(1000) == pytest.approx(float(np.prod(1 - betas)))


@pytest.mark.parametrize(
    ("ratio", "advantage", "objective"),
    [(1.5, 2, 2.4), (0.5, 2, 1.0), (1.5, -2, -3.0), (0.5, -2, -1.6), (1.1, 2, 2.2)],
)
def test_clip_flattens_only_what_would_gain(ratio: float, advantage: float, objective: float) -> None:
    """The objective is flat where moving on would raise it, and isn't clipped where it hurts."""
    assert measures.clipped_objective(ratio, advantage) == pytest.approx(objective)
