"""Hidden checks of `grouped-query-attention`."""

import numpy as np

from nnprep.checks import (
    any_order,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    robust,
    rows_independent,
    same_twice,
)


def drawn(rng, batch, tokens, features, heads, groups, width, scale=1.0):
    """X, the four weights and the numbers of heads; scores have a standard deviation of about 1."""
    X = rng.standard_normal((batch, tokens, features))
    Wq, Wk, Wv = (
        rng.standard_normal((features, count * width)) / np.sqrt(features)
        for count in (heads, groups, groups)
    )
    Wo = rng.standard_normal((heads * width, features)) / np.sqrt(heads * width)
    return X, scale * Wq, Wk, Wv, Wo, heads, groups


def arguments(rng, batch, tokens, features, heads, groups, width, scale=1.0):
    """The same, of sizes that a report may name."""
    given(batch_size=batch, sequence_length=tokens, embedding_size=features, heads=heads)
    return drawn(rng, batch, tokens, features, heads, groups, width, scale)


def example(rng):
    return arguments(rng, batch=2, tokens=5, features=7, heads=6, groups=3, width=4)


def check_two_groups(f, rng):
    """4 query heads in 2 groups"""
    return f.gqa(*arguments(rng, batch=2, tokens=5, features=8, heads=4, groups=2, width=2))


def check_three_groups(f, rng):
    """6 query heads in 3 groups, together wider than the model"""
    return f.gqa(*example(rng))


def check_groups_of_three(f, rng):
    """6 query heads in 2 groups"""
    return f.gqa(*arguments(rng, batch=2, tokens=4, features=9, heads=6, groups=2, width=3))


def check_four_groups(f, rng):
    """8 query heads in 4 groups, together narrower than the model"""
    return f.gqa(*arguments(rng, batch=2, tokens=3, features=20, heads=8, groups=4, width=2))


def check_multi_head(f, rng):
    """as many groups as heads: multi-head attention"""
    return f.gqa(*arguments(rng, batch=2, tokens=5, features=6, heads=4, groups=4, width=3))


def check_multi_query(f, rng):
    """one group: multi-query attention"""
    return f.gqa(*arguments(rng, batch=2, tokens=5, features=6, heads=4, groups=1, width=3))


def check_one_head(f, rng):
    """a single head"""
    return f.gqa(*arguments(rng, batch=2, tokens=4, features=5, heads=1, groups=1, width=3))


def check_without_mask(f, rng):
    """not causal: every token sees all of them"""
    return f.gqa(*example(rng), False)


def check_square(f, rng):
    """as many tokens as features, and the heads as wide as the model, where the wrong axis still fits"""
    return f.gqa(*arguments(rng, batch=2, tokens=8, features=8, heads=4, groups=2, width=2))


def check_equal_axes(f, rng):
    """as many sequences as tokens, groups and columns of a head, where the wrong axis still fits"""
    return f.gqa(*arguments(rng, batch=2, tokens=2, features=6, heads=4, groups=2, width=2))


def check_one_sequence(f, rng):
    """a batch of one"""
    return f.gqa(*arguments(rng, batch=1, tokens=5, features=6, heads=4, groups=2, width=3))


def check_one_token(f, rng):
    """a single token, which attends to itself"""
    return f.gqa(*arguments(rng, batch=3, tokens=1, features=6, heads=4, groups=2, width=3))


def check_future(f, rng):
    """a later token doesn't change earlier ones"""
    X, *others = example(rng)
    later = X + np.eye(5)[:, -1:]
    out, changed = f.gqa(X, *others), f.gqa(later, *others)
    near("the first 4 tokens", np.asarray(changed)[:, :4], np.asarray(out)[:, :4])


def any_sizes(rng, batch, tokens, features, groups, shared, width, causal):
    return *drawn(rng, batch, tokens, features, groups * shared, groups, width), causal


check_drawn = drawn_cases(
    "gqa",
    any_sizes,
    changing=(2, 3),
    batch=(1, 4, 6),
    tokens=(2, 6, 12),
    features=(1, 9, 24),
    groups=(1, 4, 5),
    shared=(1, 4, 4),
    width=(1, 4, 6),
    causal=lambda rng, large: bool(rng.integers(2)),
)
check_rows_alone = rows_independent("gqa", example)
check_fortran = any_order("gqa", example)
check_repeat = same_twice("gqa", example)
check_inputs = inputs_kept("gqa", example)


def large_example(rng):
    """Scores in the thousands in the first sequence, ordinary ones in the second."""
    X, *others = arguments(rng, batch=2, tokens=5, features=8, heads=4, groups=2, width=3, scale=3e3)
    X[1] /= 60
    return X, *others


@robust
def check_large_scores(f, rng):
    """scores in the thousands, causal and not"""
    values = large_example(rng)
    return {"causal": f.gqa(*values), "not causal": f.gqa(*values, causal=False)}


check_warnings = no_warnings("gqa", example)
