"""Hidden checks of `layernorm`."""

import numpy as np

from nnprep.checks import (
    any_order,
    directions,
    drawn_cases,
    given,
    inputs_kept,
    keeps_float32,
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
    tolerance,
)

TINY_EPS = 1e-12
"""So small that properties which hold without eps hold to about ten digits."""


def parameters(rng, features):
    """A gamma and a beta that no mistake with either can hide behind."""
    return 0.5 + rng.random(features) + np.arange(features) / features, 1 + rng.standard_normal(features)


def arguments(rng, *shape):
    """x, gamma and beta; the rows of x differ in mean and scale."""
    leading = (*shape[:-1], 1)
    x = 1 + rng.standard_normal(leading) + (0.5 + rng.random(leading)) * rng.standard_normal(shape)
    return (x, *parameters(rng, shape[-1]))


def example(rng):
    return arguments(rng, 5, 6)


def forward(f, *values):
    """Only out, since the form of the cache is free."""
    return f.layernorm_forward(*values)[0]


def both(f, x, gamma, beta, dout, *eps):
    """The three gradients, after a forward pass of the learner's own."""
    _, cache = f.layernorm_forward(x, gamma, beta, *eps)
    return f.layernorm_backward(dout, cache)


def dx_only(f, *values):
    return both(f, *values)[0]


def with_dout(rng, *shape):
    """The arguments of a forward pass, and a dout."""
    return (*arguments(rng, *shape), rng.standard_normal(shape))


def backward_example(rng):
    return with_dout(rng, 5, 6)


def constant_rows(rng):
    """Rows of one number each, whose mean and differences are exact, and one ordinary row."""
    x = np.repeat(np.array([[2.0], [0.0], [-7.0], [1.0]]), 4, axis=1)
    x[3] += rng.standard_normal(4)
    return (x, *parameters(rng, 4))


@part("forward")
@returns("out", "cache")
def check_rows(f, rng):
    """a batch of 5 rows with 6 features"""
    given(batch_size=5, embedding_size=6)
    out, cache = f.layernorm_forward(*example(rng))
    return out, opaque(cache)


@part("forward")
@returns("out")
def check_tokens(f, rng):
    """a batch of sequences of 3 tokens with 6 features"""
    sequences = int(rng.integers(4, 9))
    given(batch_size=sequences, sequence_length=3, embedding_size=6)
    return forward(f, *arguments(rng, sequences, 3, 6))


@part("forward")
@returns("out")
def check_cube(f, rng):
    """three axes of the same length, where the wrong axis still fits"""
    return forward(f, *arguments(rng, 3, 3, 3))


@part("forward")
@returns("out")
def check_square(f, rng):
    """as many rows as features, where a lost axis still fits"""
    return forward(f, *arguments(rng, 4, 4))


@part("forward")
@returns("out")
def check_one_sample(f, rng):
    """a single sample, without a leading axis"""
    given(embedding_size=6)
    return forward(f, *arguments(rng, 6))


@part("forward")
@returns("out")
def check_batch_of_one(f, rng):
    """a batch of one row"""
    given(batch_size=1, embedding_size=6)
    return forward(f, *arguments(rng, 1, 6))


@part("forward")
@returns("out")
def check_one_feature(f, rng):
    """a single feature, which is its own mean"""
    given(batch_size=5)
    return forward(f, *arguments(rng, 5, 1))


@part("forward")
@returns("out")
def check_tiny(f, rng):
    """rows so small that their variance is about eps"""
    given(batch_size=5, embedding_size=6)
    x, gamma, beta = example(rng)
    return forward(f, 3e-3 * x, gamma, beta)


@part("forward")
@returns("out")
def check_eps(f, rng):
    """another eps"""
    given(batch_size=5, embedding_size=6)
    return forward(f, *example(rng), 0.25)


@part("forward")
@returns("out")
def check_constant_rows(f, rng):
    """rows whose features are all equal: only beta is left"""
    given(batch_size=4)
    return forward(f, *constant_rows(rng))


@part("forward")
def check_scaled_and_shifted(f, rng):
    """scaling and shifting a row changes nothing"""
    given(batch_size=5, embedding_size=6)
    x, gamma, beta = example(rng)
    scale, shift = 1 + 2 * rng.random((5, 1)), 3 * rng.standard_normal((5, 1))
    out = forward(f, x, gamma, beta, TINY_EPS)
    near("out of the other rows", forward(f, scale * x + shift, gamma, beta, TINY_EPS), out, 1e-8)


def any_shape(rng, large):
    """The shape of x: two axes, or one or three short ones."""
    leading = rng.integers(50, 100, size=1) if large else rng.integers(1, 5, size=rng.choice([0, 2]))
    return (*leading.tolist(), int(rng.integers(30, 90) if large else rng.integers(2, 9)))


def with_eps(rng, shape):
    return *arguments(rng, *shape), float(10 ** rng.uniform(-6, 0))


def with_dout_and_eps(rng, shape):
    return *with_dout(rng, *shape), float(10 ** rng.uniform(-6, 0))


check_drawn = drawn_cases(
    "layernorm_forward", with_eps, changing=(1, 2, 3), item=0, part="forward", shape=any_shape
)
check_rows_alone = part("forward")(rows_independent(forward, example))


@part("forward")
@robust
@tolerance(rtol=1e-6, atol=1e-6)
@returns("out")
def check_far_from_zero(f, rng):
    """features around a million"""
    given(batch_size=5, embedding_size=6)
    x, gamma, beta = example(rng)
    return forward(f, x + 1e6, gamma, beta)


@part("forward")
@robust
def check_integers(f, rng):
    """integers in x, of 64, 32 and 8 bits"""
    given(batch_size=5, embedding_size=6)
    x, gamma, beta = example(rng)
    kinds = (np.int64, np.int32, np.int8)
    return {kind.__name__: forward(f, np.rint(4 * x).astype(kind), gamma, beta) for kind in kinds}


@part("forward")
@robust
@tolerance(rtol=1e-5, atol=1e-5)
@returns("out")
def check_float32_values(f, rng):
    """float32 arrays"""
    given(batch_size=5, embedding_size=6)
    return forward(f, *(value.astype(np.float32) for value in example(rng)))


check_forward_inputs = inputs_kept(forward, example, part="forward")
check_warnings = no_warnings(
    forward, constant_rows, part="forward", title="no warning from NumPy for rows of equal features"
)
check_forward_fortran = any_order(forward, example, part="forward")
check_forward_float32 = keeps_float32(forward, example, part="forward")


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_gradients(f, rng):
    """the gradients for 5 rows with 6 features"""
    given(batch_size=5, embedding_size=6)
    return both(f, *backward_example(rng))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_token_gradients(f, rng):
    """the gradients for 2 sequences of 3 tokens with 6 features"""
    given(batch_size=2, sequence_length=3, embedding_size=6)
    return both(f, *with_dout(rng, 2, 3, 6))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_cube_gradients(f, rng):
    """three axes of the same length, where the wrong axis still fits"""
    return both(f, *with_dout(rng, 3, 3, 3))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_square_gradients(f, rng):
    """as many rows as features, where a lost axis still fits"""
    return both(f, *with_dout(rng, 4, 4))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_one_sample_gradients(f, rng):
    """a single sample, without a leading axis"""
    features = int(rng.integers(7, 12))
    given(embedding_size=features)
    return both(f, *with_dout(rng, features))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_batch_of_one_gradients(f, rng):
    """a batch of one row"""
    given(batch_size=1, embedding_size=6)
    return both(f, *with_dout(rng, 1, 6))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_one_feature_gradients(f, rng):
    """a single feature: out doesn't depend on x"""
    given(batch_size=5)
    return both(f, *with_dout(rng, 5, 1))


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_tiny_gradients(f, rng):
    """rows so small that their variance is about eps"""
    given(batch_size=5, embedding_size=6)
    x, gamma, beta, dout = backward_example(rng)
    return both(f, 3e-3 * x, gamma, beta, dout)


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_constant_row_gradients(f, rng):
    """rows whose features are all equal"""
    given(batch_size=4)
    x, gamma, beta = constant_rows(rng)
    return both(f, x, gamma, beta, rng.standard_normal((4, 4)))


@part("backward")
def check_directions(f, rng):
    """each row of dx sums to 0 and is orthogonal to x - mean, up to eps"""
    given(batch_size=5, embedding_size=6)
    x, gamma, beta, dout = backward_example(rng)
    centered = x - x.mean(axis=1, keepdims=True)
    dx = np.asarray(both(f, x, gamma, beta, dout, TINY_EPS)[0])
    near("the sum of each row of dx", dx.sum(axis=-1), np.zeros(5), 1e-8)
    near("each row of dx times x - mean", (dx * centered).sum(axis=-1), np.zeros(5), 1e-8)


@part("backward")
def check_finite_differences(f, rng):
    """the gradients agree with central differences"""
    given(batch_size=2, sequence_length=3, embedding_size=6)
    x, gamma, beta, dout = with_dout(rng, 2, 3, 6)
    along = directions(rng, [x, gamma, beta])

    def loss(moved):
        centered = moved[0] - moved[0].mean(axis=-1, keepdims=True)
        xhat = centered / np.sqrt((centered**2).mean(axis=-1, keepdims=True) + 1e-5)
        return float(np.sum(dout * (moved[1] * xhat + moved[2])))

    slopes_agree("the sum of dout · out", loss, [x, gamma, beta], both(f, x, gamma, beta, dout), along)


@part("backward")
@returns("dx", "dgamma", "dbeta")
def check_two_forward_passes(f, rng):
    """another forward pass between forward and backward"""
    given(batch_size=5, embedding_size=6)
    x, gamma, beta, dout = backward_example(rng)
    others = example(rng)
    _, cache = f.layernorm_forward(x, gamma, beta)
    f.layernorm_forward(*others)
    return f.layernorm_backward(dout, cache)


check_drawn_gradients = returns("dx", "dgamma", "dbeta")(
    drawn_cases(both, with_dout_and_eps, changing=(0, 1), part="backward", shape=any_shape)
)
check_dx_rows_alone = rows_independent(dx_only, backward_example, batched=(0, 3), part="backward")
check_repeat = same_twice(both, backward_example, part="backward")


@part("backward")
@robust
@tolerance(rtol=1e-4, atol=1e-5)
@returns("dx", "dgamma", "dbeta")
def check_float32_gradients(f, rng):
    """float32 arrays"""
    given(batch_size=5, embedding_size=6)
    return both(f, *(value.astype(np.float32) for value in backward_example(rng)))


check_backward_inputs = inputs_kept(both, backward_example, part="backward")
check_kinds = plain_arrays(both, backward_example, part="backward")
check_backward_fortran = any_order(both, backward_example, part="backward")
check_backward_float32 = keeps_float32(both, backward_example, part="backward")
