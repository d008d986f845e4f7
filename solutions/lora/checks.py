"""Hidden checks of `lora`."""

import numpy as np

from nnprep.checks import (
    directions,
    drawn_cases,
    given,
    inputs_kept,
    near,
    part,
    returns,
    rows_independent,
    same_twice,
    slopes_agree,
)


def adapter(rng, n, k, r):
    """W, A and B, and an alpha that is far from r and from 1: with alpha / r = 1 a lost scale doesn't show."""
    alpha = float(rng.choice([0.4, 1.5, 2.5])) * r + 0.25 * float(rng.random())
    return rng.standard_normal((n, k)), rng.standard_normal((n, r)), rng.standard_normal((r, k)), alpha


def forward_case(rng, m, n, k, r):
    given(batch_size=m, inputs=n, outputs=k)
    return (rng.standard_normal((m, n)), *adapter(rng, n, k, r))


def backward_case(rng, m, n, k, r):
    return (rng.standard_normal((m, k)), *forward_case(rng, m, n, k, r))


def forward_example(rng):
    return forward_case(rng, 5, 4, 6, 2)


def backward_example(rng):
    return backward_case(rng, 5, 4, 6, 2)


def merge_example(rng):
    return forward_example(rng)[1:]


SIZES = {"m": (1, 7, 24), "n": (1, 7, 24), "k": (1, 7, 24), "r": (1, 5, 12)}


@part("forward")
def check_forward(f, rng):
    """5 samples, 4 inputs, 6 outputs, rank 2"""
    return f.lora_forward(*forward_example(rng))


@part("forward")
def check_forward_square(f, rng):
    """4 inputs, 4 outputs, rank 3"""
    return f.lora_forward(*forward_case(rng, 4, 4, 4, 3))


@part("forward")
def check_forward_all_equal(f, rng):
    """all sizes equal, where a transposed matrix still fits"""
    return f.lora_forward(*forward_case(rng, 3, 3, 3, 3))


@part("forward")
def check_forward_one_sample(f, rng):
    """a batch of one"""
    return f.lora_forward(*forward_case(rng, 1, 4, 3, 2))


@part("forward")
def check_forward_rank_1(f, rng):
    """rank 1"""
    return f.lora_forward(*forward_case(rng, 5, 4, 3, 1))


@part("forward")
def check_forward_narrow(f, rng):
    """one input and one output"""
    return f.lora_forward(*forward_case(rng, 5, 1, 1, 1))


@part("forward")
def check_forward_high_rank(f, rng):
    """a rank above both sizes of W"""
    return f.lora_forward(*forward_case(rng, 4, 2, 3, 8))


@part("forward")
def check_untrained(f, rng):
    """B = 0, as training starts: the layer equals the frozen one"""
    x, W, A, B, alpha = forward_example(rng)
    return f.lora_forward(x, W, A, 0 * B, alpha)


check_forward_drawn = drawn_cases(
    "lora_forward", forward_case, changing=(1, 2, 3, 4), part="forward", **SIZES
)
check_rows = part("forward")(rows_independent("lora_forward", forward_example))


@part("backward")
def check_backward(f, rng):
    """the gradients for 5 samples, 4 inputs, 6 outputs, rank 2"""
    return f.lora_backward(*backward_example(rng))


@part("backward")
def check_backward_square(f, rng):
    """the gradients for 4 inputs, 4 outputs, rank 3"""
    return f.lora_backward(*backward_case(rng, 4, 4, 4, 3))


@part("backward")
def check_backward_all_equal(f, rng):
    """all sizes equal, where a transposed matrix still fits"""
    return f.lora_backward(*backward_case(rng, 3, 3, 3, 3))


@part("backward")
def check_backward_one_sample(f, rng):
    """a batch of one"""
    return f.lora_backward(*backward_case(rng, 1, 4, 3, 2))


@part("backward")
def check_backward_rank_1(f, rng):
    """rank 1"""
    return f.lora_backward(*backward_case(rng, 5, 4, 3, 1))


@part("backward")
def check_backward_narrow(f, rng):
    """one input and one output"""
    return f.lora_backward(*backward_case(rng, 5, 1, 1, 1))


@part("backward")
def check_untrained_gradients(f, rng):
    """B = 0, as training starts: only B has a gradient"""
    dout, x, W, A, B, alpha = backward_example(rng)
    return f.lora_backward(dout, x, W, A, 0 * B, alpha)


check_backward_drawn = returns("dx", "dA", "dB")(
    drawn_cases("lora_backward", backward_case, changing=(1, 2, 3, 4, 5), part="backward", **SIZES)
)


@part("backward")
def check_finite_differences(f, rng):
    """the gradients agree with central differences"""
    dout, x, W, A, B, alpha = backward_example(rng)
    along = directions(rng, [x, A, B])

    def loss(moved):
        x, A, B = moved
        return float(np.sum(dout * (x @ W + alpha / 2 * x @ A @ B)))

    slopes_agree("the sum of dout · out", loss, [x, A, B], f.lora_backward(dout, x, W, A, B, alpha), along)


@part("merge")
def check_merge(f, rng):
    """4 inputs, 6 outputs, rank 2"""
    return f.merge(*merge_example(rng))


@part("merge")
def check_merge_square(f, rng):
    """4 inputs, 4 outputs, rank 3"""
    return f.merge(*adapter(rng, 4, 4, 3))


@part("merge")
def check_merge_all_equal(f, rng):
    """all sizes equal, where a transposed matrix still fits"""
    return f.merge(*adapter(rng, 3, 3, 3))


@part("merge")
def check_merge_rank_1(f, rng):
    """rank 1, and one input and one output"""
    cases = adapter(rng, 5, 3, 1), adapter(rng, 1, 1, 1)
    return [f.merge(*each) for each in cases]


check_merge_drawn = drawn_cases(
    "merge", adapter, changing=(1, 2, 3), part="merge", n=(1, 7, 24), k=(1, 7, 24), r=(1, 5, 12)
)


@part("merge")
def check_merged_forward(f, rng):
    """one matrix product with the merged weights is the forward pass"""
    x, W, A, B, alpha = forward_example(rng)
    near("x times merged", x @ np.asarray(f.merge(W, A, B, alpha)), x @ W + alpha / 2 * x @ A @ B)


check_forward_repeat = same_twice("lora_forward", forward_example, part="forward")
check_backward_repeat = same_twice("lora_backward", backward_example, part="backward")
check_forward_inputs = inputs_kept("lora_forward", forward_example, part="forward")
check_backward_inputs = inputs_kept("lora_backward", backward_example, part="backward")
check_merge_inputs = inputs_kept("merge", merge_example, part="merge")
