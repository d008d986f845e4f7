"""Hidden checks of `linear-layer`."""

import numpy as np

from nnprep.checks import (
    any_order,
    directions,
    drawn_cases,
    float32_values,
    given,
    inputs_kept,
    keeps_float32,
    opaque,
    part,
    returns,
    robust,
    rows_independent,
    same_twice,
    slopes_agree,
)


def arguments(rng, leading, n, k):
    """x, W and b."""
    return rng.standard_normal((*leading, n)), rng.standard_normal((n, k)), rng.standard_normal(k)


def with_dout(rng, leading, n, k):
    """The arguments of a forward pass, and a dout."""
    return *arguments(rng, leading, n, k), rng.standard_normal((*leading, k))


def example(rng):
    return arguments(rng, (5,), 4, 3)


def backward_example(rng):
    return with_dout(rng, (5,), 4, 3)


def forward(f, *values):
    """Only out, since the form of the cache is free."""
    return f.linear_forward(*values)[0]


def both(f, x, W, b, dout):
    """The three gradients, after a forward pass of the learner's own."""
    _, cache = f.linear_forward(x, W, b)
    return f.linear_backward(dout, cache)


def dx_only(f, *values):
    return both(f, *values)[0]


@part("forward")
@returns("out", "cache")
def check_batch(f, rng):
    """5 samples, 4 inputs and 3 outputs"""
    given(batch_size=5, inputs=4, outputs=3)
    out, cache = f.linear_forward(*example(rng))
    return out, opaque(cache)


@part("forward")
@returns("out")
def check_tokens(f, rng):
    """2 sequences of 3 tokens"""
    given(batch_size=2, sequence_length=3, inputs=4, outputs=5)
    return forward(f, *arguments(rng, (2, 3), 4, 5))


@part("forward")
@returns("out")
def check_square(f, rng):
    """as many samples as inputs and outputs, where the wrong transpose still fits"""
    return forward(f, *arguments(rng, (4,), 4, 4))


@part("forward")
@returns("out")
def check_one_sample(f, rng):
    """a single sample, without a leading axis"""
    return forward(f, *arguments(rng, (), 4, 3))


@part("forward")
@returns("out")
def check_one_output(f, rng):
    """a single output"""
    given(batch_size=5, inputs=4, outputs=1)
    return forward(f, *arguments(rng, (5,), 4, 1))


def any_leading(rng, large):
    """Up to three leading axes of drawn lengths."""
    if large:
        return tuple(rng.integers(5, 20, size=2).tolist())
    return tuple(rng.integers(1, 5, size=rng.integers(4)).tolist())


SIZES = {"leading": any_leading, "n": (1, 7, 40), "k": (1, 7, 40)}
check_drawn = drawn_cases("linear_forward", arguments, changing=(1, 2), item=0, part="forward", **SIZES)
check_rows_alone = rows_independent(forward, example, part="forward")
check_forward_inputs = inputs_kept(forward, example, part="forward")
check_forward_fortran = any_order(forward, example, part="forward")
check_forward_float32 = keeps_float32(forward, example, part="forward")


@part("backward")
@returns("dx", "dW", "db")
def check_gradients(f, rng):
    """the gradients for 5 samples, 4 inputs and 3 outputs"""
    given(batch_size=5, inputs=4, outputs=3)
    return both(f, *backward_example(rng))


@part("backward")
@returns("dx", "dW", "db")
def check_token_gradients(f, rng):
    """the gradients for 2 sequences of 3 tokens"""
    given(batch_size=2, sequence_length=3, inputs=4, outputs=5)
    return both(f, *with_dout(rng, (2, 3), 4, 5))


@part("backward")
@returns("dx", "dW", "db")
def check_four_axes(f, rng):
    """three leading axes"""
    given(batch_size=2, heads=3, sequence_length=2, inputs=4, outputs=3)
    return both(f, *with_dout(rng, (2, 3, 2), 4, 3))


@part("backward")
@returns("dx", "dW", "db")
def check_square_gradients(f, rng):
    """as many samples as inputs and outputs, where the wrong transpose still fits"""
    return both(f, *with_dout(rng, (4,), 4, 4))


@part("backward")
@returns("dx", "dW", "db")
def check_cube_gradients(f, rng):
    """three axes of the same length"""
    return both(f, *with_dout(rng, (3, 3), 3, 3))


@part("backward")
@returns("dx", "dW", "db")
def check_one_sample_gradients(f, rng):
    """a single sample, without a leading axis"""
    return both(f, *with_dout(rng, (), 4, 3))


@part("backward")
@returns("dx", "dW", "db")
def check_batch_of_one_gradients(f, rng):
    """a batch of one sample"""
    given(batch_size=1, inputs=4, outputs=3)
    return both(f, *with_dout(rng, (1,), 4, 3))


@part("backward")
@returns("dx", "dW", "db")
def check_one_output_gradients(f, rng):
    """a single output"""
    given(batch_size=5, inputs=4, outputs=1)
    return both(f, *with_dout(rng, (5,), 4, 1))


@part("backward")
def check_finite_differences(f, rng):
    """the gradients agree with central differences"""
    x, W, b, dout = with_dout(rng, (2, 3), 4, 3)
    along = directions(rng, [x, W, b])

    def loss(moved):
        return float(np.sum(dout * (moved[0] @ moved[1] + moved[2])))

    slopes_agree("the sum of dout · out", loss, [x, W, b], both(f, x, W, b, dout), along)


@part("backward")
@returns("dx", "dW", "db")
def check_two_layers(f, rng):
    """another forward pass between forward and backward"""
    x, W, b, dout = backward_example(rng)
    others = arguments(rng, (5,), 4, 3)
    _, cache = f.linear_forward(x, W, b)
    f.linear_forward(*others)
    return f.linear_backward(dout, cache)


check_drawn_gradients = returns("dx", "dW", "db")(
    drawn_cases(both, with_dout, changing=(0, 1, 3), part="backward", **SIZES)
)
check_dx_rows_alone = rows_independent(dx_only, backward_example, batched=(0, 3), part="backward")
check_repeat = same_twice(both, backward_example, part="backward")
check_backward_inputs = inputs_kept(both, backward_example, part="backward")


@part("backward")
@robust
def check_integers(f, rng):
    """integers in x, of 64 and 16 bits"""
    x, W, b, dout = backward_example(rng)
    whole = rng.integers(-5, 6, size=x.shape)
    return {kind.__name__: both(f, whole.astype(kind), W, b, dout) for kind in (np.int64, np.int16)}


check_float32_values = float32_values(both, backward_example, part="backward")
check_backward_fortran = any_order(both, backward_example, part="backward")
check_backward_float32 = keeps_float32(both, backward_example, part="backward")
