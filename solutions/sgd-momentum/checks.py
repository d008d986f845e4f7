"""Hidden checks of `sgd-momentum`.

The weights decide. The velocity may hold the learning rate or a minus, so it starts at 0, and what is in it is a matter
of style.
"""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    float32_values,
    inputs_kept,
    keeps_float32,
    returns,
    same_twice,
    style,
    vectorized,
)

SHAPE = (3, 2)
LR = 0.05


def gradients(rng, count, shape=SHAPE):
    return [rng.standard_normal(shape) for _ in range(count)]


def path(f, w, gs, lr, *options):
    """The direction of every step from v = 0: what w lost, divided by lr."""
    v, seen = np.zeros(np.shape(w)), {}
    for t, g in enumerate(gs, 1):
        moved, v = f.sgd_momentum(w, g, v, lr, *options)
        seen[f"direction of step {t}"] = (w - np.asarray(moved)) / lr
        w = np.asarray(moved)
    return seen


def check_path(f, rng):
    """4 steps with the usual mu"""
    return path(f, rng.standard_normal(SHAPE), gradients(rng, 4), LR)


def check_nesterov(f, rng):
    """4 steps of Nesterov's form"""
    return path(f, rng.standard_normal(SHAPE), gradients(rng, 4), LR, 0.9, True)


def check_mu(f, rng):
    """4 steps with mu = 0.6"""
    return path(f, rng.standard_normal(SHAPE), gradients(rng, 4), LR, 0.6)


def check_mu_nesterov(f, rng):
    """4 steps of Nesterov's form with mu = 0.6"""
    return path(f, rng.standard_normal(SHAPE), gradients(rng, 4), LR, 0.6, True)


def check_no_momentum(f, rng):
    """mu = 0: plain gradient descent, in both forms"""
    w, gs = rng.standard_normal(SHAPE), gradients(rng, 3)
    return {"classical": path(f, w, gs, LR, 0.0), "Nesterov": path(f, w, gs, LR, 0.0, True)}


def check_constant_gradient(f, rng):
    """30 steps along the same gradient: they grow toward ten times the first one"""
    w = rng.standard_normal(3)
    g = np.sign(rng.standard_normal(3)) * (0.5 + rng.random(3))
    seen = path(f, w, [g] * 30, 0.01)
    return {f"step {t} / first gradient": seen[f"direction of step {t}"] / g for t in (1, 2, 3, 30)}


def check_weights(f, rng):
    """no gradient and no velocity: the weights don't move"""
    return f.sgd_momentum(rng.standard_normal(SHAPE), np.zeros(SHAPE), np.zeros(SHAPE), LR)[0]


@returns("w")
def check_by_name(f, rng):
    """arguments by name"""
    w, g = gradients(rng, 2)
    return [f.sgd_momentum(w=w, g=g, v=np.zeros(SHAPE), lr=0.3, mu=0.7, nesterov=True)[0]]


def any_shape(rng, large):
    if large:
        return tuple(rng.integers(25, 60, size=2).tolist())
    return tuple(rng.integers(1, 6, size=rng.integers(1, 4)).tolist())


def first_step(rng, shape):
    """The arguments of a first step, so that any form of the velocity fits."""
    w, g = gradients(rng, 2, shape)
    return w, g, np.zeros(shape), 0.01 + 0.3 * float(rng.random()), 0.3 + 0.6 * float(rng.random()), True


def several(f, w, g, h, lr, mu, nesterov):
    """w after the gradients g, h and g again."""
    v = np.zeros(w.shape)
    for gradient in (g, h, g):
        w, v = f.sgd_momentum(w, gradient, v, lr, mu, nesterov)
    return w


def several_case(rng, shape):
    rates = 0.01 + 0.3 * float(rng.random()), 0.3 + 0.6 * float(rng.random())
    return *gradients(rng, 3, shape), *rates, bool(rng.integers(2))


def example(rng):
    return first_step(rng, SHAPE)


check_drawn = drawn_cases("sgd_momentum", first_step, changing=(1,), item=0, shape=any_shape)
check_drawn_paths = drawn_cases(
    several,
    several_case,
    changing=(1, 2, 3),
    shape=any_shape,
    title="three steps each, with new random shapes and rates",
)
check_repeat = same_twice("sgd_momentum", example)
check_inputs = inputs_kept("sgd_momentum", lambda rng: (*gradients(rng, 3), LR))


@style
@returns("v")
def check_velocity(f, rng):
    """the velocity after 3 steps: gradients, without the learning rate"""
    w, v = rng.standard_normal(SHAPE), np.zeros(SHAPE)
    for g in gradients(rng, 3):
        w, v = f.sgd_momentum(w, g, v, LR)
    return [v]


@style
@returns("w")
def check_lower_rate(f, rng):
    """a learning rate that drops after 2 steps takes effect at once"""
    w, v = rng.standard_normal(SHAPE), np.zeros(SHAPE)
    for g, lr in zip(gradients(rng, 4), (0.2, 0.2, 0.02, 0.02), strict=True):
        w, v = f.sgd_momentum(w, g, v, lr)
    return [w]


def moved(f, *values):
    return f.sgd_momentum(*values)[0]


check_float32_values = float32_values(moved, example)
check_float32 = keeps_float32("sgd_momentum", example)
check_large = vectorized("sgd_momentum", lambda rng: first_step(rng, (80, 80)))
