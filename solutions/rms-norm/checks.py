"""Hidden checks of `rms-norm`."""

import numpy as np

from nnprep.checks import (
    any_order,
    directions,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    opaque,
    part,
    plain_arrays,
    returns,
    robust,
    rows_independent,
    same_twice,
    slopes_agree,
)

TINY_EPS = 1e-12
"""So small that properties which hold without eps hold to about ten digits."""


def arguments(rng, *shape):
    """x and a gain that no mistake can hide behind; the rows of x differ in mean and scale."""
    leading, features = (*shape[:-1], 1), shape[-1]
    x = 1 + rng.standard_normal(leading) + (0.5 + rng.random(leading)) * rng.standard_normal(shape)
    return x, (0.5 + rng.random(features) + np.arange(features) / features) * rng.choice([-1, 1], features)


def with_dout(rng, *shape):
    return (*arguments(rng, *shape), rng.standard_normal(shape))


def example(rng):
    return arguments(rng, 5, 6)


def backward_example(rng):
    return with_dout(rng, 5, 6)


def forward(f, *values):
    """Only out, since the form of the cache is free."""
    return f.rmsnorm_forward(*values)[0]


def both(f, x, g, dout, *eps):
    """The two gradients, after a forward pass of the learner's own."""
    _, cache = f.rmsnorm_forward(x, g, *eps)
    return f.rmsnorm_backward(dout, cache)


def dx_only(f, *values):
    return both(f, *values)[0]


def with_zero_row(rng):
    x, g, dout = backward_example(rng)
    x[2] = 0.0
    return x, g, dout


def forward_with_zero_row(rng):
    return with_zero_row(rng)[:2]


@part("forward")
@returns("out", "cache")
def check_rows(f, rng):
    """a batch of 5 rows with 6 features"""
    given(batch_size=5, embedding_size=6)
    out, cache = f.rmsnorm_forward(*example(rng))
    return out, opaque(cache)


@part("forward")
@returns("out")
def check_tokens(f, rng):
    """a batch of 2 sequences of 3 tokens with 6 features"""
    given(batch_size=2, sequence_length=3, embedding_size=6)
    return forward(f, *arguments(rng, 2, 3, 6))


@part("forward")
def check_equal_axes(f, rng):
    """axes of equal length, where a wrong or lost axis still fits"""
    square, cube = arguments(rng, 4, 4), arguments(rng, 3, 3, 3)
    return {"out of (4, 4)": forward(f, *square), "out of (3, 3, 3)": forward(f, *cube)}


@part("forward")
def check_small_batches(f, rng):
    """a row without a leading axis, a batch of one row, and a single feature"""
    cases = [arguments(rng, *shape) for shape in ((6,), (1, 5), (4, 1))]
    return {f"out of {x.shape}": forward(f, x, g) for x, g in cases}


@part("forward")
def check_eps(f, rng):
    """another eps, and rows so small that eps matters"""
    x, g = example(rng)
    return {"out with eps = 0.1": forward(f, x, g, 0.1), "out of small rows": forward(f, 1e-3 * x, g)}


@part("forward")
@returns("out")
def check_offset(f, rng):
    """rows far from 0: nothing is subtracted"""
    given(batch_size=5, embedding_size=6)
    x, g = example(rng)
    return forward(f, x + 3, g)


@part("forward")
def check_scaled(f, rng):
    """scaling a row changes nothing"""
    given(batch_size=5, embedding_size=6)
    x, g = example(rng)
    scale = 1 + 2 * rng.random((5, 1))
    near("out of the longer rows", forward(f, scale * x, g, TINY_EPS), forward(f, x, g, TINY_EPS), 1e-8)


def any_shape(rng, large):
    """The shape of x: two axes, or one or three short ones."""
    leading = rng.integers(40, 80, size=1) if large else rng.integers(1, 5, size=rng.choice([0, 2]))
    return (*leading.tolist(), int(rng.integers(30, 60) if large else rng.integers(2, 9)))


def with_eps(rng, shape):
    """x and a gain of any scale, and an eps."""
    x, g = arguments(rng, *shape)
    return 10 ** rng.uniform(-2, 3) * x, 10 ** rng.uniform(0, 2) * g, float(10 ** rng.uniform(-6, 0))


def with_dout_and_eps(rng, shape):
    x, g, eps = with_eps(rng, shape)
    return x, g, 10 ** rng.uniform(1, 2.5) * rng.standard_normal(shape), eps


check_drawn = drawn_cases(
    "rmsnorm_forward", with_eps, changing=(1, 2), item=0, part="forward", shape=any_shape
)
check_rows_alone = part("forward")(rows_independent(forward, example))


@part("forward")
@robust
def check_extreme_rows(f, rng):
    """a row of zeros, and rows around a million"""
    x, g = forward_with_zero_row(rng)
    return {"out of a row of zeros": forward(f, x, g), "out of large rows": forward(f, 1e6 * x, g)}


check_forward_inputs = inputs_kept(forward, example, part="forward")
check_warnings = no_warnings(
    forward, forward_with_zero_row, part="forward", title="no warning from NumPy for a row of zeros"
)
check_forward_fortran = any_order(forward, example, part="forward")


@part("backward")
@returns("dx", "dg")
def check_gradients(f, rng):
    """the gradients for 5 rows with 6 features"""
    given(batch_size=5, embedding_size=6)
    return both(f, *backward_example(rng))


@part("backward")
@returns("dx", "dg")
def check_token_gradients(f, rng):
    """the gradients for 2 sequences of 3 tokens with 6 features"""
    given(batch_size=2, sequence_length=3, embedding_size=6)
    return both(f, *with_dout(rng, 2, 3, 6))


@part("backward")
def check_equal_axes_gradients(f, rng):
    """axes of equal length, where a wrong or lost axis still fits"""
    return gradients_of(f, with_dout(rng, 4, 4), with_dout(rng, 3, 3, 3))


@part("backward")
def check_small_batches_gradients(f, rng):
    """a row without a leading axis, a batch of one row, and a single feature"""
    return gradients_of(f, *(with_dout(rng, *shape) for shape in ((6,), (1, 5), (4, 1))))


def gradients_of(f, *cases):
    """The gradients of several cases, by name and shape."""
    results = {}
    for x, g, dout in cases:
        dx, dg = both(f, x, g, dout)
        results |= {f"dx of {x.shape}": dx, f"dg of {x.shape}": dg}
    return results


@part("backward")
@returns("dx", "dg")
def check_small_row_gradients(f, rng):
    """rows so small that eps matters"""
    given(batch_size=5, embedding_size=6)
    x, g, dout = backward_example(rng)
    scale = 1e-3 * np.linspace(0.2, 1, len(x))[:, None]  # of the first rows, eps is the larger part
    return both(f, scale * x, g, dout)


@part("backward")
def check_orthogonal(f, rng):
    """each row of dx is orthogonal to its row of x, up to eps"""
    given(batch_size=5, embedding_size=6)
    x, g, dout = backward_example(rng)
    dx = np.asarray(dx_only(f, x, g, dout, TINY_EPS))
    near("each row of dx times x", (dx * x).sum(axis=-1), np.zeros(5), 1e-8)


@part("backward")
def check_finite_differences(f, rng):
    """the gradients agree with central differences"""
    given(batch_size=2, sequence_length=3, embedding_size=6)
    x, g, dout = with_dout(rng, 2, 3, 6)
    along = directions(rng, [x, g])

    def loss(moved):
        rms = np.sqrt((moved[0] ** 2).mean(axis=-1, keepdims=True) + 1e-6)
        return float(np.sum(dout * moved[1] * moved[0] / rms))

    slopes_agree("the sum of dout · out", loss, [x, g], both(f, x, g, dout), along)


@part("backward")
@returns("dx", "dg")
def check_two_forward_passes(f, rng):
    """another forward pass between forward and backward"""
    given(batch_size=5, embedding_size=6)
    x, g, dout = backward_example(rng)
    others = example(rng)
    _, cache = f.rmsnorm_forward(x, g)
    f.rmsnorm_forward(*others)
    return f.rmsnorm_backward(dout, cache)


check_drawn_gradients = returns("dx", "dg")(
    drawn_cases(both, with_dout_and_eps, changing=(0, 1), part="backward", shape=any_shape)
)
check_dx_rows_alone = rows_independent(dx_only, backward_example, batched=(0, 2), part="backward")
check_repeat = same_twice(both, backward_example, part="backward")


@part("backward")
@robust
def check_extreme_row_gradients(f, rng):
    """a row of zeros, and rows around a million"""
    x, g, dout = with_zero_row(rng)
    return {"for a row of zeros": both(f, x, g, dout), "for large rows": both(f, 1e6 * x, g, dout)}


check_backward_inputs = inputs_kept(both, backward_example, part="backward")
check_kinds = plain_arrays(both, backward_example, part="backward")
check_backward_fortran = any_order(both, backward_example, part="backward")
