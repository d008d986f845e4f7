"""Experiments and tables: optimizers in a valley, deep networks, equal starts, losses, scaled features."""

from __future__ import annotations

import math

import pytest

from nnprep.nn.experiments import descent
from nnprep.nn.experiments import initialization as init_experiment
from nnprep.nn.experiments.feature_scaling import regressions
from nnprep.nn.formulas import loss_table
from nnprep.nn.formulas.losses import focal_loss, focal_loss_slope
from nnprep.nn.formulas.optimizers import BETA1, BETA2, DECAY, EPSILON, MOMENTUM, quadratic_path
from nnprep.nn.shapes.derivation import network


def test_race_through_the_valley() -> None:
    """The compared learning rates take the steps that cards state; the bold one diverges."""
    steps = {one.name: one.steps for one in descent.descents()}

    assert steps["gradient descent, timid"] == 6558
    assert steps["gradient descent, too bold"] == math.inf
    assert (steps["momentum 0.9"], steps["Nesterov 0.9"], steps["RMSProp"]) == (170, 116, math.inf)
    assert steps["momentum 0.6694, best"] == 69
    assert (steps["Adam"], steps["Adam, small steps"]) == (162, 305)
    reached = {one.name: one.reached for one in descent.descents()}
    assert (reached["momentum 0.9"], reached["Nesterov 0.9"], reached["Adam"]) == (138, 61, 82)
    assert set(descent.DRAWN) <= set(steps)


def test_race_is_not_won_by_passing_through() -> None:
    """A descent that overshoots hasn't arrived: after the shown steps, the value never rises again."""
    for one in descent.descents():
        found = quadratic_path(one.rule, one.lr, 3000, momentum=one.momentum)
        values = [50 * x * x + 0.5 * y * y for x, y in found]
        if one.steps < 3000:
            assert max(values[int(one.steps) :]) < 1e-6 <= values[int(one.steps) - 1], one.name
    hovering = next(one for one in descent.descents() if one.name == "RMSProp")

    assert 1e-4 < hovering.end < 1e-2


def test_settings_are_those_of_the_rules() -> None:
    """The page states the μ, ρ, β and ε that the rules use."""
    for name, value in (("μ", MOMENTUM), ("ρ", DECAY), ("β₁", BETA1), ("β₂", BETA2)):
        assert f"{name} = {value}" in descent.SETTINGS
    assert f"ε = {EPSILON:.0e}".replace("e-0", "e-") in descent.SETTINGS


@pytest.mark.parametrize("curvature", [1.0, 2.0, 1000.0])
def test_any_valley_can_be_raced_through(curvature: float) -> None:
    """For any curvature the best learning rate isn't slower than the timid one, and paths have all steps."""
    found = descent.descents(curvature)
    steps = {one.name: one.steps for one in found}

    assert steps["gradient descent, best"] <= steps["gradient descent, timid"]
    assert all(len(one.path) == 61 and one.path[0] == (1.0, 1.0) for one in found)


def test_state_of_optimizers() -> None:
    """SGD remembers nothing, momentum and similar rules one number per parameter, Adam two."""
    assert descent.STATE == {
        "sgd": 0, "momentum": 1, "nesterov": 1, "rmsprop": 1, "adagrad": 1, "adam": 2, "adam-uncorrected": 2,
    }  # fmt: skip


def test_equal_starts_stay_equal() -> None:
    """From zero, relu and tanh move no weight; sigmoid and constant starts move, but units stay copies."""
    found = {(one.activation, one.start): one for one in init_experiment.symmetry()}

    assert found["relu", "zero"].moved == found["tanh", "zero"].moved == 0
    assert found["sigmoid", "zero"].moved > 0.1
    assert all(one.spread == 0 for (_, start), one in found.items() if start != "random")
    assert all(one.spread > 1 for (_, start), one in found.items() if start == "random")


def test_worked_losses() -> None:
    """The table's worked numbers are those of the losses, and each gradient is the slope of its loss."""
    found = {entry.name: entry for entry in loss_table.entries()}

    assert round(found["cross-entropy"].value, 6) == 0.407606
    assert [round(s, 6) for s in found["cross-entropy"].slope] == [-0.334759, 0.244728, 0.090031]
    assert sum(found["with label smoothing 0.1"].slope) == pytest.approx(0)
    assert round(found["with label smoothing 0.1"].value, 6) == 0.507606
    assert round(found["binary cross-entropy"].value, 6) == 0.126928
    assert round(found["focal, γ = 2"].value, 6) == 0.001804
    assert (found["mean squared error"].value, found["mean absolute error"].value) == (0.625, 0.75)
    assert found["Huber, δ = 1"].value == 2.5


def test_focal_slope_is_a_difference() -> None:
    """The focal loss's gradient agrees with a central difference, for both labels."""
    h = 1e-5
    for z in (-3.0, 0.0, 2.0):
        for y in (0, 1):
            difference = (focal_loss(z + h, y) - focal_loss(z - h, y)) / (2 * h)
            assert focal_loss_slope(z, y) == pytest.approx(difference, rel=1e-6)


def test_scaled_features_are_fast() -> None:
    """A feature a thousand times larger makes the problem ill-conditioned; standardized, three steps suffice."""
    raw, standard = regressions()

    assert 5e5 < raw.condition < 2e6
    assert (raw.steps, standard.steps) == (None, 3)
    assert standard.condition < 1.2


def test_dilation_widens_what_is_seen() -> None:
    """The receptive field grows by the dilated kernel times the jump."""
    net = network(["1x64x64", "conv:4:3:d2", "pool:2", "conv:4:3x5:d3"])

    assert [step.field for step in net.steps] == [(5, 5), (6, 6), (18, 30)]
