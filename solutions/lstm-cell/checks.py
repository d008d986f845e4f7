"""Hidden checks of `lstm-cell`."""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    float32_values,
    given,
    inputs_kept,
    near,
    no_warnings,
    part,
    plain_arrays,
    robust,
    rows_independent,
    same_twice,
)


def drawn(rng, m, D, H, scale=1.0):
    """All six arguments; pre-activations have a standard deviation of about 1.5 times the scale."""
    Wx, Wh = rng.standard_normal((D, 4 * H)) / np.sqrt(D), rng.standard_normal((H, 4 * H)) / np.sqrt(H)
    x, h, c = (
        rng.standard_normal((m, D)),
        np.tanh(rng.standard_normal((m, H))),
        1.5 * rng.standard_normal((m, H)),
    )
    return scale * x, h, c, Wx, Wh, 0.8 * rng.standard_normal(4 * H)


def example(rng):
    given(batch_size=4, inputs=3, hidden_units=5)
    return drawn(rng, 4, 3, 5)


def large(rng):
    return drawn(rng, 4, 3, 5, scale=2e3)


@part("step")
def check_step(f, rng):
    """4 samples, 3 inputs, 5 units"""
    return f.lstm_step(*example(rng))


@part("step")
def check_one_sample(f, rng):
    """a batch of one"""
    return f.lstm_step(*drawn(rng, 1, 3, 5))


@part("step")
def check_one_unit(f, rng):
    """a single unit: each block is one column"""
    return f.lstm_step(*drawn(rng, 4, 3, 1))


@part("step")
def check_all_equal(f, rng):
    """all sizes 4, where the wrong axis still fits"""
    return f.lstm_step(*drawn(rng, 4, 4, 4))


@part("step")
def check_zeros(f, rng):
    """weights and bias 0: every gate is half open"""
    x, h, c, Wx, Wh, b = example(rng)
    return f.lstm_step(x, h, c, 0 * Wx, 0 * Wh, 0 * b)


@part("step")
def check_start(f, rng):
    """the first step of a sequence: both states are 0"""
    x, h, c, *rest = example(rng)
    return f.lstm_step(x, 0 * h, 0 * c, *rest)


def with_gates(rng, input_gate, forget_gate):
    """A case whose biases open or close two gates entirely."""
    x, h, c, Wx, Wh, b = example(rng)
    b[:5], b[5:10] = input_gate, forget_gate
    return x, h, c, Wx, Wh, b


@part("step")
def check_carried(f, rng):
    """forget gate open, input gate closed: the cell keeps its contents"""
    x, h, c, *rest = with_gates(rng, -60.0, 60.0)
    near("the new c", f.lstm_step(x, h, c, *rest)[1], c)


@part("step")
def check_replaced(f, rng):
    """forget gate closed, input gate open: the cell holds the candidate"""
    x, h, c, Wx, Wh, b = with_gates(rng, 60.0, -60.0)
    candidate = np.tanh(x @ Wx + h @ Wh + b)[:, 10:15]
    near("the new c", f.lstm_step(x, h, c, Wx, Wh, b)[1], candidate)


@part("step")
def check_sequence(f, rng):
    """6 steps in a row, each from the previous step's states"""
    given(batch_size=3)
    x, h, c, *rest = drawn(rng, 3, 2, 4)
    states = []
    for step in [x, *rng.standard_normal((5, 3, 2))]:
        h, c = f.lstm_step(step, h, c, *rest)
        states.append({"h": h, "c": c})
    return {f"step {number}": each for number, each in enumerate(states, 1)}


check_drawn = drawn_cases("lstm_step", drawn, changing=(1, 2, 3), m=(1, 6, 24), D=(1, 6, 16), H=(1, 6, 16))
check_rows = rows_independent("lstm_step", example, batched=(0, 1, 2))
check_repeat = same_twice("lstm_step", example)
check_inputs = inputs_kept("lstm_step", example)


@part("step")
@robust
def check_large(f, rng):
    """inputs in the thousands: gates at 0 and 1"""
    return f.lstm_step(*large(rng))


check_float32 = float32_values("lstm_step", example)
check_warnings = no_warnings("lstm_step", large, title="no warning from NumPy for inputs in the thousands")
check_kinds = plain_arrays("lstm_step", example)
