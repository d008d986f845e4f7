"""Hidden checks of `adam-rmsprop`. A step is judged by its direction, (new w - w) / lr, where factors show."""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    float32_values,
    inputs_kept,
    keeps_float32,
    no_warnings,
    part,
    same_twice,
    vectorized,
)

SHAPE = (3, 2)


def gradients(rng, count, scale=1.0):
    return [scale * rng.standard_normal(SHAPE) for _ in range(count)]


def rmsprop_steps(f, w, gs, lr, *options):
    """The direction of every step from s = 0, and the last s."""
    s, seen = np.zeros(np.shape(w)), {}
    for t, g in enumerate(gs, 1):
        moved, s = f.rmsprop(w, g, s, lr, *options)
        seen[f"direction of step {t}"] = (np.asarray(moved) - w) / lr
        w = np.asarray(moved)
    return seen | {"s": s}


def adam_steps(f, w, gs, lr, **options):
    """The direction of every step from m = v = 0, and the last m and v."""
    m, v, seen = np.zeros(np.shape(w)), np.zeros(np.shape(w)), {}
    for t, g in enumerate(gs, 1):
        moved, m, v = f.adam(w, g, m, v, t, lr, **options)
        seen[f"direction of step {t}"] = (np.asarray(moved) - w) / lr
        w = np.asarray(moved)
    return seen | {"m": m, "v": v}


def state(rng, shape):
    """w, g, and averages as they are after many steps."""
    w, g, m = (rng.standard_normal(shape) for _ in range(3))
    return w, g, 0.3 * m, (0.2 + rng.random(shape)) ** 2


@part("rmsprop")
def check_rmsprop(f, rng):
    """5 steps of RMSProp"""
    return rmsprop_steps(f, rng.standard_normal(SHAPE), gradients(rng, 5), 0.02)


@part("rmsprop")
def check_rmsprop_options(f, rng):
    """4 steps of RMSProp with rho = 0.8 and eps = 0.01"""
    return rmsprop_steps(f, rng.standard_normal(SHAPE), gradients(rng, 4), 0.02, 0.8, 0.01)


@part("rmsprop")
def check_rmsprop_tiny(f, rng):
    """gradients of about 1e-8, where eps matters"""
    return rmsprop_steps(f, rng.standard_normal(SHAPE), gradients(rng, 3, 1e-8), 0.5)


@part("rmsprop")
def check_rmsprop_zero(f, rng):
    """a gradient of 0 in some places from the first step on"""
    gs = gradients(rng, 3)
    for g in gs:
        g[0, 0] = g[2, 1] = 0.0
    return rmsprop_steps(f, rng.standard_normal(SHAPE), gs, 0.02)


def any_shape(rng, large):
    if large:
        return tuple(rng.integers(25, 60, size=2).tolist())
    return tuple(rng.integers(1, 6, size=rng.integers(1, 4)).tolist())


def rmsprop_case(rng, shape):
    w, g, _, s = state(rng, shape)
    return w, g, s, 0.01 + 0.1 * rng.random(), 0.5 + 0.49 * rng.random(), float(rng.choice([1e-8, 1e-2]))


def rmsprop_example(rng):
    return rmsprop_case(rng, SHAPE)


check_rmsprop_drawn = drawn_cases("rmsprop", rmsprop_case, changing=(1, 2), part="rmsprop", shape=any_shape)
check_rmsprop_repeat = same_twice("rmsprop", rmsprop_example, part="rmsprop")
check_rmsprop_inputs = inputs_kept("rmsprop", rmsprop_example, part="rmsprop")
check_rmsprop_float32_values = float32_values("rmsprop", rmsprop_example, part="rmsprop")
check_rmsprop_float32 = keeps_float32("rmsprop", rmsprop_example, part="rmsprop")
check_rmsprop_warnings = no_warnings(
    "rmsprop",
    lambda rng: (rng.standard_normal(SHAPE), np.zeros(SHAPE), np.zeros(SHAPE), 0.1),
    part="rmsprop",
    title="no warning from NumPy for a gradient of 0",
)


@part("adam")
def check_adam(f, rng):
    """5 steps of Adam"""
    return adam_steps(f, rng.standard_normal(SHAPE), gradients(rng, 5), 0.02)


@part("adam")
def check_first_step(f, rng):
    """the first step for gradients of 0.001, 1 and 10,000: each of size lr"""
    w, signs = rng.standard_normal(3), rng.choice([-1.0, 1.0], size=3)
    return adam_steps(f, w, [signs * np.array([1e-3, 1.0, 1e4])], 0.1)


@part("adam")
def check_late_step(f, rng):
    """step 1,000, with averages from before"""
    w, g, m, v = state(rng, SHAPE)
    moved, m, v = f.adam(w, g, m, v, 1000, 0.05)
    return {"direction": (np.asarray(moved) - w) / 0.05, "m": m, "v": v}


@part("adam")
def check_betas(f, rng):
    """4 steps with beta1 = 0.8 and beta2 = 0.95"""
    return adam_steps(f, rng.standard_normal(SHAPE), gradients(rng, 4), 0.02, beta1=0.8, beta2=0.95)


@part("adam")
def check_eps(f, rng):
    """4 steps with eps = 0.001, and gradients as small"""
    return adam_steps(f, rng.standard_normal(SHAPE), gradients(rng, 4, 2e-3), 0.02, eps=1e-3)


@part("adam")
def check_tiny(f, rng):
    """gradients of about 1e-9, where eps matters"""
    return adam_steps(f, rng.standard_normal(SHAPE), gradients(rng, 3, 1e-9), 0.5)


@part("adam")
def check_sparse(f, rng):
    """gradients that are 0 in most steps"""
    gs = gradients(rng, 6)
    for t, g in enumerate(gs):
        g *= t in (0, 4)
    return adam_steps(f, rng.standard_normal(SHAPE), gs, 0.02)


@part("adam")
def check_zero(f, rng):
    """a gradient of 0 in some places from the first step on"""
    gs = gradients(rng, 3)
    for g in gs:
        g[0, 0] = g[2, 1] = 0.0
    return adam_steps(f, rng.standard_normal(SHAPE), gs, 0.02)


@part("adam")
def check_decay(f, rng):
    """5 steps of AdamW with a decay of 0.3"""
    return adam_steps(f, 1 + rng.random(SHAPE), gradients(rng, 5), 0.05, weight_decay=0.3)


@part("adam")
def check_only_decay(f, rng):
    """a decay of 0.2 and gradients of 0"""
    return adam_steps(f, rng.standard_normal(SHAPE), [np.zeros(SHAPE)] * 2, 0.1, weight_decay=0.2)


def adam_case(rng, shape):
    betas = 0.5 + 0.45 * float(rng.random()), 0.9 + 0.09 * float(rng.random())
    rest = float(rng.choice([1e-8, 1e-2])), float(rng.choice([0.0, 0.4]))
    return *state(rng, shape), int(rng.integers(1, 30)), 0.01 + 0.1 * float(rng.random()), *betas, *rest


def adam_example(rng):
    return adam_case(rng, SHAPE)


check_adam_drawn = drawn_cases("adam", adam_case, changing=(1, 2, 3), part="adam", shape=any_shape)
check_adam_repeat = same_twice("adam", adam_example, part="adam")
check_adam_inputs = inputs_kept("adam", adam_example, part="adam")
check_adam_float32_values = float32_values("adam", adam_example, part="adam")
check_adam_float32 = keeps_float32("adam", adam_example, part="adam")
check_adam_warnings = no_warnings(
    "adam",
    lambda rng: (rng.standard_normal(SHAPE), *[np.zeros(SHAPE)] * 3, 1, 0.1),
    part="adam",
    title="no warning from NumPy for a gradient of 0",
)
check_large = vectorized("adam", lambda rng: adam_case(rng, (80, 80)), part="adam")
