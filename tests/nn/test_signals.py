"""What is said about a signal in a deep network, against what is measured."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnprep.nn.experiments.signals import Run, factor, fate, runs


def by_rule(activation: str, layers: int = 10, width: int = 100) -> dict[str, Run]:
    """Return the runs of one activation by rule."""
    return {run.rule: run for run in runs(activation, layers=layers, width=width)}


def test_scales_through_depth() -> None:
    """With He's rule ReLU's deltas hold, with small weights its signal vanishes; tanh saturates with large ones."""
    relu, tanh = by_rule("relu"), by_rule("tanh")

    assert (relu["He"].deltas_fate, relu["0.01"].activations_fate) == ("holds", "vanishes")
    assert (relu["1"].activations_fate, relu["1"].deltas_fate) == ("explodes", "explodes")
    assert (tanh["1"].activations_fate, tanh["0.01"].activations_fate) == ("saturates", "vanishes")
    assert relu["Xavier, LeCun"].std == pytest.approx(0.1)


def test_only_what_differs_between_samples_is_signal() -> None:
    """Sigmoids that answer every input the same carry no signal, however much they differ from unit to unit."""
    for run in runs("sigmoid", width=500)[:3]:
        assert run.stds[-1] < 1e-4
        assert (run.activations_fate, run.deltas_fate) == ("vanishes", "vanishes")
    deep = by_rule("sigmoid", layers=50)["0.01"]

    assert (deep.stds[-1], deep.activations_fate) == (0.0, "dies")


@pytest.mark.parametrize("layers", [10, 30, 50])
def test_depth_does_not_change_the_verdict(layers: int) -> None:
    """A factor of √½ a layer vanishes and one of √2 explodes, after ten layers as after fifty."""
    relu, linear = by_rule("relu", layers)["Xavier, LeCun"], by_rule("linear", layers)["He"]

    assert relu.backward == pytest.approx(math.sqrt(0.5), rel=0.05)
    assert (relu.activations_fate, relu.deltas_fate) == ("vanishes", "vanishes")
    assert linear.forward == pytest.approx(math.sqrt(2), rel=0.1)
    assert (linear.activations_fate, linear.deltas_fate) == ("explodes", "explodes")
    assert by_rule("linear", layers)["Xavier, LeCun"].deltas_fate == "holds"


def test_nothing_left_is_not_an_explosion() -> None:
    """If every delta is zero, the gradient has died: 0/0 isn't growth."""
    for run in runs("relu", layers=50, width=2):
        assert run.deltas == (0.0,) * 50
        assert (run.delta_ratio, run.backward, run.deltas_fate) == (None, None, "dies")


def test_too_few_layers_say_nothing() -> None:
    """One or two layers say nothing about the long run."""
    assert {run.activations_fate for run in runs("relu", layers=2, width=20)} == {""}
    assert {run.deltas_fate for run in runs("relu", layers=1, width=20)} == {""}


def test_words_follow_the_factor() -> None:
    """The word depends on the factor alone, in both directions."""
    assert [fate(x) for x in (0.5, 0.9, 0.99, 1.0, 1.02, 1.1, 2.0, math.inf, None)] == [
        "vanishes", "shrinks", "holds", "holds", "holds", "grows", "explodes", "explodes", "dies",
    ]  # fmt: skip
    assert factor((1.0, 0.5, 0.25)) == pytest.approx(0.5)
    assert factor((1.0, math.inf)) == math.inf


def test_signal_is_measured_over_samples() -> None:
    """The first layer's number is the spread over the samples, recomputed from the same draw."""
    run = runs("relu", layers=1, width=30, seed=4)[2]
    rng = np.random.default_rng(4)
    inputs, _ = rng.standard_normal((2, 64, 30))
    a = np.maximum(inputs @ rng.standard_normal((30, 30)) * run.std, 0)

    assert run.stds[0] == pytest.approx(float(np.sqrt(np.mean([unit.std() ** 2 for unit in a.T]))))
