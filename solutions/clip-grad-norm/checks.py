"""Hidden checks of `clip-grad-norm`.

Some libraries add 1e-6 to the norm before they divide. That passes here, and a robust check shows it.
"""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    float32_values,
    inputs_kept,
    keeps_float32,
    near,
    no_warnings,
    robust,
    same_twice,
    tolerance,
    vectorized,
)

ROUGH = tolerance(rtol=3e-6, atol=3e-6)
"""Norms are 1 or more, so that adding 1e-6 to them stays within it."""
SHAPES = ((4, 3), (3,), (3, 2))


def gradients(rng, shapes=SHAPES, norm=6.0):
    """Gradients with this global norm, none of them alike in size."""
    drawn = [rng.standard_normal(shape) * (0.3 + rng.random()) for shape in shapes]
    return [np.asarray(norm / global_norm(drawn) * g) for g in drawn]


def global_norm(arrays):
    return float(np.sqrt(sum(float(np.sum(np.asarray(g, dtype=float) ** 2)) for g in arrays)))


@ROUGH
def check_clipped(f, rng):
    """three arrays with a norm of 6, max_norm 1.5"""
    return f.clip_by_global_norm(gradients(rng), 1.5)


@ROUGH
def check_below(f, rng):
    """a norm below max_norm: the gradients don't change"""
    return f.clip_by_global_norm(gradients(rng), 6.5)


@ROUGH
def check_far_below(f, rng):
    """a norm far below max_norm: the gradients don't change"""
    return f.clip_by_global_norm(gradients(rng, norm=1.0), 100.0)


@ROUGH
def check_limit(f, rng):
    """a norm of exactly max_norm"""
    signs = rng.choice([-1.0, 1.0], size=3)
    return f.clip_by_global_norm([3.0 * signs[:1], signs[1:, None] * np.array([[4.0], [12.0]])], 13.0)


@ROUGH
def check_zeros(f, rng):
    """gradients of 0"""
    limit = 0.5 + float(rng.random())
    return f.clip_by_global_norm([np.zeros(shape) for shape in SHAPES], limit)


@ROUGH
def check_some_zeros(f, rng):
    """one array of 0 next to another"""
    return f.clip_by_global_norm([np.zeros((2, 2)), *gradients(rng, [(5,)])], 2.0)


@ROUGH
def check_one_array(f, rng):
    """a single array, above and below the limit"""
    g = gradients(rng, [(3, 4)])
    return {"max_norm 2": f.clip_by_global_norm(g, 2.0), "max_norm 7": f.clip_by_global_norm(g, 7.0)}


@ROUGH
def check_numbers(f, rng):
    """arrays of shape (), (1,) and (1, 1)"""
    return f.clip_by_global_norm(gradients(rng, [(), (1,), (1, 1)]), 2.5)


@ROUGH
def check_sizes(f, rng):
    """a large gradient next to a small one: both get the same factor"""
    (large, small), limit = gradients(rng, [(3, 3), (4,)]), 2.0
    grads = [100 * large, small]
    clipped, _ = f.clip_by_global_norm(grads, limit)
    factors = [global_norm([c]) / global_norm([g]) for c, g in zip(clipped, grads, strict=True)]
    near("factor of the small one, as a share of the large one's", factors[1] / factors[0], 1.0, 1e-5)
    return clipped


@ROUGH
def check_norm_after(f, rng):
    """the norm of the result is max_norm"""
    grads, limit = gradients(rng), 0.5 + float(rng.random())
    clipped, _ = f.clip_by_global_norm(grads, limit)
    near("global norm afterwards, as a share of max_norm", global_norm(clipped) / limit, 1.0, 1e-5)


@ROUGH
def check_axes(f, rng):
    """arrays with three and four axes"""
    return f.clip_by_global_norm(gradients(rng, [(2, 3, 2), (2, 1, 3, 3)]), 3.0)


def any_shapes(rng, large):
    if large:
        return [(int(n), int(m)) for n, m in rng.integers(20, 50, size=(3, 2))]
    return [tuple(rng.integers(1, 6, size=rng.integers(0, 4)).tolist()) for _ in range(rng.integers(1, 6))]


def drawn_gradients(rng, shapes):
    norm = 1.0 + 9 * float(rng.random())
    return gradients(rng, shapes, norm), norm * float(rng.choice([0.1, 0.4, 0.8, 1.2])) * (
        0.95 + 0.1 * rng.random()
    )


def example(rng):
    return gradients(rng), 2.0


check_drawn = ROUGH(drawn_cases("clip_by_global_norm", drawn_gradients, changing=(0, 1), shapes=any_shapes))
check_repeat = same_twice("clip_by_global_norm", example)
check_inputs = inputs_kept("clip_by_global_norm", example)


@robust
def check_exact(f, rng):
    """small gradients, with a norm of 1e-5: clipped to 1e-6, to nine digits"""
    clipped, _ = f.clip_by_global_norm(gradients(rng, norm=1e-5), 1e-6)
    near("global norm afterwards / 1e-6", global_norm(clipped) / 1e-6, 1.0, 1e-9)


@robust
@tolerance(rtol=1e-4, atol=1e-4)
def check_large_float32(f, rng):
    """float32 gradients around 1e20"""
    grads = [g.astype(np.float32) for g in gradients(rng, norm=float(3e20 * (1 + rng.random())))]
    clipped, norm = f.clip_by_global_norm(grads, 1.5)
    return {"grads": clipped, "norm / 1e20": norm / 1e20}


def example32(rng):
    return [g.astype(np.float32) for g in gradients(rng)], 2.0


def only_gradients(f, *arguments):
    return f.clip_by_global_norm(*arguments)[0]


check_float32_values = float32_values("clip_by_global_norm", example32)
check_float32 = keeps_float32(only_gradients, example32)
check_warnings = no_warnings(
    "clip_by_global_norm",
    lambda _: ([np.zeros((2, 3)), np.zeros(3)], 1.0),
    title="no warning from NumPy for gradients of 0",
)
check_large = vectorized("clip_by_global_norm", lambda rng: (gradients(rng, [(150, 100), (100, 80)]), 2.0))
