"""Hidden checks of `transformer-block`."""

import numpy as np

from nnprep.checks import (
    any_order,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    robust,
    same_twice,
)


def parameters(rng, features, hidden):
    """Weights that keep variances near 1, and scales and shifts that no mistake with them can hide behind."""
    D, F = features, hidden
    shapes = {"Wq": (D, D), "Wk": (D, D), "Wv": (D, D), "Wo": (D, D), "W1": (D, F), "W2": (F, D)}
    p = {name: rng.standard_normal(shape) * 1.5 / np.sqrt(shape[0]) for name, shape in shapes.items()}
    p |= {name: (0.5 + rng.random(D) + np.arange(D) / D) * rng.choice([-1, 1], D) for name in ("g1", "g2")}
    return p | {
        "b1": 0.5 * rng.standard_normal(D),
        "b2": 0.5 * rng.standard_normal(D),
        "c1": 0.5 * rng.standard_normal(F),
        "c2": 0.5 * rng.standard_normal(D),
    }


def drawn(rng, tokens, features, hidden, heads):
    """x, its parameters and the number of heads; the tokens differ in mean and scale."""
    x = rng.standard_normal((tokens, 1)) + (0.5 + rng.random((tokens, 1))) * rng.standard_normal(
        (tokens, features)
    )
    return x, parameters(rng, features, hidden), heads


def arguments(rng, tokens, features, hidden, heads):
    """The same, of sizes that a report may name."""
    given(sequence_length=tokens, embedding_size=features, hidden_units=hidden, heads=heads)
    return drawn(rng, tokens, features, hidden, heads)


def example(rng):
    return arguments(rng, tokens=5, features=8, hidden=16, heads=2)


def check_each_alone(f, rng):
    """each sublayer alone: attention with W2 and c2 at 0, the MLP with Wo at 0"""
    x, p, heads = arguments(rng, tokens=3, features=4, hidden=5, heads=2)
    return {
        "with attention alone": f.block(x, p | {name: 0 * p[name] for name in ("W2", "c2")}, heads),
        "with the MLP alone": f.block(x, p | {"Wo": 0 * p["Wo"]}, heads),
    }


def check_block(f, rng):
    """5 tokens, 8 features, 16 hidden units, 2 heads"""
    return f.block(*example(rng))


def check_head_counts(f, rng):
    """a single head, and as many heads as features"""
    one, all_ = (drawn(rng, 4, 6, 10, heads) for heads in (1, 6))
    return {"with one head": f.block(*one), "with heads of one column": f.block(*all_)}


def check_equal_axes(f, rng):
    """axes of equal length, where the wrong one still fits"""
    square, cube = drawn(rng, 4, 4, 4, 2), drawn(rng, 3, 9, 12, 3)
    return {"with 4 of everything": f.block(*square), "with 3 heads of width 3": f.block(*cube)}


def check_one_token(f, rng):
    """a single token, which attends to itself"""
    return f.block(*arguments(rng, tokens=1, features=6, hidden=12, heads=3))


def check_scales(f, rng):
    """tokens far from 0, and tokens so small that eps matters"""
    x, *others = example(rng)
    return {"far from 0": f.block(3 + 5 * x, *others), "small": f.block(0.01 * x, *others)}


def check_plain_parameters(f, rng):
    """scales of 1, shifts and biases of 0, as before training"""
    x, p, heads = example(rng)
    p |= {name: np.ones(8) for name in ("g1", "g2")} | {
        name: 0 * p[name] for name in ("b1", "b2", "c1", "c2")
    }
    return f.block(x, p, heads)


def check_silent_sublayers(f, rng):
    """Wo, W2 and c2 are 0: x comes out as it went in"""
    x, p, heads = example(rng)
    near("the output", f.block(x, p | {name: 0 * p[name] for name in ("Wo", "W2", "c2")}, heads), x)


def check_future(f, rng):
    """a later token doesn't change earlier ones"""
    x, *others = example(rng)
    later = x.copy()
    later[-1] = later[-1, ::-1] + 1
    out, changed = f.block(x, *others), f.block(later, *others)
    near("the first 4 tokens", np.asarray(changed)[:4], np.asarray(out)[:4])


def any_sizes(rng, tokens, heads, width, hidden):
    return drawn(rng, tokens, heads * width, hidden, heads)


check_drawn = drawn_cases(
    "block",
    any_sizes,
    changing=(1,),
    tokens=(2, 7, 16),
    heads=(1, 4, 6),
    width=(2, 4, 6),
    hidden=(1, 20, 60),
)
check_fortran = any_order("block", example)
check_repeat = same_twice("block", example)
check_inputs = inputs_kept("block", example)


@robust
def check_constant_token(f, rng):
    """a token whose features are all equal"""
    x, *others = example(rng)
    x[2] = 2.0
    return f.block(x, *others)


def large_example(rng):
    x, p, heads = example(rng)
    return x, p | {name: 30 * p[name] for name in ("Wq", "Wk", "W1")}, heads


@robust
def check_large_weights(f, rng):
    """weights 30 times as large: scores in the thousands"""
    return f.block(*large_example(rng))


check_warnings = no_warnings("block", large_example)
