"""Hidden checks of `moe-router`."""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    plain_arrays,
    robust,
    rows_independent,
    same_twice,
)


def drawn(rng, m, d, E, k):
    """Tokens and a router whose logits have a standard deviation of about 1.5; some experts are preferred."""
    Wg = (rng.standard_normal((d, E)) + rng.standard_normal(E)) / np.sqrt(d)
    return rng.standard_normal((m, d)) + 0.3, Wg, min(k, E)


def example(rng):
    given(batch_size=6)
    return drawn(rng, 6, 4, 5, 2)


def large(rng):
    """Logits of about 1000, of either sign, and in the last row all at about -1000."""
    given(batch_size=6)
    logits = 1000.0 * rng.choice([-1.0, 1.0], size=(6, 5)) + rng.standard_normal((6, 5))
    logits[-1] = -1000 + rng.standard_normal(5)
    return np.eye(6), logits, 2


def whole(rng, m, E, k):
    """Logits that are small whole numbers, exact in any order of summation, so ties are frequent."""
    return np.eye(m), rng.integers(0, 3, (m, E)).astype(float), k


def weights_only(f, *values):
    """The weights, which belong to single tokens; aux belongs to the batch."""
    return f.route(*values)[0]


def check_route(f, rng):
    """6 tokens, 4 features, 5 experts, 2 of them chosen"""
    return f.route(*example(rng))


def check_three(f, rng):
    """3 of 6 experts"""
    return f.route(*drawn(rng, 5, 4, 6, 3))


def check_square(f, rng):
    """as many tokens as features and experts, where the wrong axis still fits"""
    return f.route(*drawn(rng, 4, 4, 4, 2))


def check_one_token(f, rng):
    """a single token"""
    return f.route(*drawn(rng, 1, 4, 5, 2))


def check_one_choice(f, rng):
    """k = 1: the chosen expert has weight 1"""
    return f.route(*drawn(rng, 6, 4, 5, 1))


def check_all_experts(f, rng):
    """k = E: all experts, so the weights are the full softmax"""
    return f.route(*drawn(rng, 6, 4, 5, 5))


def check_one_expert(f, rng):
    """a single expert"""
    return f.route(*drawn(rng, 4, 3, 1, 1))


def check_many_experts(f, rng):
    """4 of 40 experts for 5 tokens, so most experts get none"""
    return f.route(*drawn(rng, 5, 6, 40, 4))


def check_ties(f, rng):
    """ties among the chosen, and between the chosen and the others"""
    logits = np.array(
        [[1.0, 2.0, 2.0, 0.0], [1.0, 0.0, 1.0, 1.0], [3.0, 1.0, 2.0, 2.0], [0.0, 5.0, 0.0, 0.0]]
    )
    return f.route(np.eye(4), logits[rng.permutation(4)], 2)


def check_whole_numbers(f, rng):
    """logits that are small whole numbers, 6 experts or 40"""
    few, many = whole(rng, 6, 6, 2), whole(rng, 12, 40, 3)
    return {"6 experts": f.route(*few), "40 experts": f.route(*many)}


def check_all_equal(f, rng):
    """all logits equal: half for each of the first two experts, and aux is 1"""
    column = rng.integers(1, 4, (3, 1)).astype(float)
    weights, aux = f.route(rng.integers(1, 4, (5, 3)).astype(float), np.repeat(column, 4, axis=1), 2)
    near("weights", weights, np.tile([0.5, 0.5, 0.0, 0.0], (5, 1)))
    near("aux", aux, 1.0)


def check_balanced(f, rng):
    """each expert is preferred by one token: aux is 1"""
    order = rng.permutation(4)
    near("aux", f.route(3 * np.eye(4), np.eye(4)[order], 1)[1], 1.0)


def check_collapsed(f, rng):
    """all tokens strongly prefer the same expert: aux is the number of experts"""
    Wg = np.zeros((3, 4))
    Wg[:, int(rng.integers(4))] = 50.0
    near("aux", f.route(1 + rng.random((6, 3)), Wg, 1)[1], 4.0)


check_drawn = drawn_cases(
    "route", drawn, changing=(1,), m=(1, 6, 24), d=(1, 6, 16), E=(2, 6, 16), k=(1, 3, 6)
)
check_tokens_alone = rows_independent(weights_only, example)
check_repeat = same_twice("route", example)
check_inputs = inputs_kept("route", example)


@robust
def check_large(f, rng):
    """logits of 1000 and -1000"""
    return f.route(*large(rng))


check_warnings = no_warnings("route", large, title="no warning from NumPy for logits of 1000 and -1000")
check_kinds = plain_arrays("route", example)
