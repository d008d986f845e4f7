"""Hidden checks of `rnn-bptt`."""

import numpy as np

from nnprep.checks import (
    absent,
    directions,
    drawn_cases,
    given,
    inputs_kept,
    no_warnings,
    opaque,
    part,
    plain_arrays,
    returns,
    robust,
    same_twice,
    slopes_agree,
)


def arguments(rng, T, B, D, H, scale=1.0):
    """x, h0, Wx, Wh and b; the states are spread over tanh's whole range, h0 as well."""
    Wx, Wh = rng.standard_normal((D, H)) / np.sqrt(D), rng.standard_normal((H, H)) / np.sqrt(H)
    x, h0 = rng.standard_normal((T, B, D)), np.tanh(rng.standard_normal((B, H)))
    return scale * x, h0, Wx, Wh, 0.2 + 0.5 * rng.standard_normal(H)


def with_dhs(rng, T, B, D, H, scale=1.0):
    return (*arguments(rng, T, B, D, H, scale), rng.standard_normal((T, B, H)))


def example(rng):
    given(sequence_length=4, batch_size=3, inputs=2, hidden_units=5)
    return arguments(rng, 4, 3, 2, 5)


def backward_example(rng):
    given(sequence_length=4, batch_size=3, inputs=2, hidden_units=5)
    return with_dhs(rng, 4, 3, 2, 5)


def forward(f, *values):
    """Only hs, since the form of the cache is free."""
    return f.rnn_forward(*values)[0]


def both(f, x, h0, Wx, Wh, b, dhs):
    """The five gradients, after a forward pass of the learner's own."""
    _, cache = f.rnn_forward(x, h0, Wx, Wh, b)
    return f.rnn_backward(dhs, cache)


@part("forward")
@returns("hs", "cache")
def check_states(f, rng):
    """4 steps, 3 sequences, 2 inputs, 5 units"""
    hs, cache = f.rnn_forward(*example(rng))
    return hs, opaque(cache)


@part("forward")
@returns("hs")
def check_square(f, rng):
    """all sizes 3, where the wrong axis still fits"""
    return forward(f, *arguments(rng, 3, 3, 3, 3))


@part("forward")
@returns("hs")
def check_one_sequence(f, rng):
    """a batch of one"""
    return forward(f, *arguments(rng, 4, 1, 2, 5))


@part("forward")
@returns("hs")
def check_one_step(f, rng):
    """a single step"""
    return forward(f, *arguments(rng, 1, 3, 2, 5))


@part("forward")
@returns("hs")
def check_one_unit(f, rng):
    """a single unit, a single input"""
    return forward(f, *arguments(rng, 4, 3, 1, 1))


@part("forward")
@returns("hs")
def check_twelve_steps(f, rng):
    """12 steps"""
    return forward(f, *arguments(rng, 12, 2, 3, 4))


SIZES = {"T": (2, 4, 20), "B": (1, 5, 34), "D": (1, 5, 6), "H": (1, 6, 7)}
check_drawn = drawn_cases("rnn_forward", arguments, changing=(1, 2, 3, 4), item=0, part="forward", **SIZES)
check_forward_repeat = same_twice(forward, example, part="forward")
check_forward_inputs = inputs_kept(forward, example, part="forward")


@part("backward")
def check_gradients(f, rng):
    """the gradients for 4 steps, 3 sequences, 2 inputs, 5 units"""
    return both(f, *backward_example(rng))


@part("backward")
def check_square_gradients(f, rng):
    """all sizes 3, where the wrong axis still fits"""
    return both(f, *with_dhs(rng, 3, 3, 3, 3))


@part("backward")
def check_batch_as_units(f, rng):
    """as many sequences as units"""
    return both(f, *with_dhs(rng, 5, 4, 2, 4))


@part("backward")
def check_one_sequence_gradients(f, rng):
    """a batch of one"""
    return both(f, *with_dhs(rng, 4, 1, 2, 5))


@part("backward")
def check_one_step_gradients(f, rng):
    """a single step"""
    given(batch_size=3)
    return both(f, *with_dhs(rng, 1, 3, 2, 5))


@part("backward")
def check_one_unit_gradients(f, rng):
    """a single unit"""
    return both(f, *with_dhs(rng, 4, 3, 2, 1))


@part("backward")
def check_one_input_gradients(f, rng):
    """a single input"""
    return both(f, *with_dhs(rng, 4, 3, 1, 5))


@part("backward")
def check_last_step_only(f, rng):
    """a loss that reads the last state only"""
    given(sequence_length=4, batch_size=3, inputs=2, hidden_units=5)
    *values, dhs = backward_example(rng)
    dhs[:-1] = 0
    return both(f, *values, dhs)


@part("backward")
def check_first_step_only(f, rng):
    """a loss that reads the first state only"""
    *values, dhs = backward_example(rng)
    dhs[1:] = 0
    return both(f, *values, dhs)


@part("backward")
def check_twelve_step_gradients(f, rng):
    """12 steps"""
    given(sequence_length=12, batch_size=2)
    return both(f, *with_dhs(rng, 12, 2, 3, 4))


@part("backward")
def check_finite_differences(f, rng):
    """the gradients agree with central differences"""
    *values, dhs = backward_example(rng)
    along = directions(rng, values)

    def loss(moved):
        x, h, Wx, Wh, b = moved
        total = 0.0
        for t in range(len(x)):
            h = np.tanh(x[t] @ Wx + h @ Wh + b)
            total += float(np.sum(dhs[t] * h))
        return total

    slopes_agree("the sum of dhs · hs", loss, values, both(f, *values, dhs), along)


@part("backward")
@returns("dx", "dh0", "dWx", "dWh", "db")
def check_two_forward_passes(f, rng):
    """another forward pass between forward and backward"""
    *values, dhs = backward_example(rng)
    others = example(rng)
    _, cache = f.rnn_forward(*values)
    f.rnn_forward(*others)
    return f.rnn_backward(dhs, cache)


check_drawn_gradients = returns("dx", "dh0", "dWx", "dWh", "db")(
    drawn_cases(both, with_dhs, changing=(2, 3, 5), part="backward", **SIZES)
)
check_repeat = same_twice(both, backward_example, part="backward")


@part("backward")
def check_dhs_kept(f, rng):
    """dhs isn't modified"""
    both(f, *backward_example(rng))
    # A cache may be used up, whatever its name in this file.
    names = f.ask(["keywords", "rnn_backward"])
    cache = names[1:2] if isinstance(names, list) else []
    absent("changed", [name for name in f.calls[-1].changed if name not in cache])


@part("forward")
@robust
@returns("hs")
def check_saturated(f, rng):
    """inputs in the thousands: states at -1 and 1"""
    return forward(f, *arguments(rng, 4, 3, 2, 5, scale=3e3))


@part("backward")
@robust
@returns("dx", "dh0", "dWx", "dWh", "db")
def check_saturated_gradients(f, rng):
    """inputs in the thousands: slopes near 0"""
    return both(f, *with_dhs(rng, 4, 3, 2, 5, scale=3e3))


check_warnings = no_warnings(
    forward,
    lambda rng: arguments(rng, 4, 3, 2, 5, scale=3e3),
    part="forward",
    title="no warning for large inputs",
)
check_kinds = plain_arrays(both, backward_example, part="backward")
