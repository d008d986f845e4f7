"""Hidden checks of `attention`."""

import numpy as np

from nnprep.checks import (
    any_order,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    order_irrelevant,
    part,
    returns,
    robust,
    same_twice,
)


def arguments(rng, *leading, queries, keys, width, values):
    """Q, K and V with Tq, Tk, d and dv as given."""
    Q = rng.standard_normal((*leading, queries, width))
    K = rng.standard_normal((*leading, keys, width))
    return Q, K, 1 + rng.standard_normal((*leading, keys, values))


def visible(rng, *shape):
    """A random mask in which every query sees two keys at least, and no two queries the same ones by design."""
    mask = rng.random(shape) < 0.5
    first = rng.integers(0, shape[-1], shape[:-1])
    for step in (0, 1):
        np.put_along_axis(mask, ((first + step) % shape[-1])[..., None], True, axis=-1)
    np.put_along_axis(mask, ((first + 2) % shape[-1])[..., None], False, axis=-1)
    return mask


def example(rng):
    return arguments(rng, queries=3, keys=5, width=4, values=6)


def masked_example(rng):
    return (*example(rng), visible(rng, 3, 5))


def lower(length):
    """The causal mask, which a check doesn't take from the learner."""
    return np.arange(length)[:, None] >= np.arange(length)


def nothing_visible(rng):
    """A mask with which the second query sees no key."""
    mask = visible(rng, 3, 5)
    mask[1] = False
    return (*example(rng), mask)


def causal_example(rng):
    return (*arguments(rng, queries=5, keys=5, width=3, values=2), lower(5))


def check_rows(f, rng):
    """3 queries and 5 keys, of width 4, and values of width 6"""
    return f.attention(*example(rng))


def check_square(f, rng):
    """as many queries as keys, all of the same width, where the wrong axis still fits"""
    return f.attention(*arguments(rng, queries=4, keys=4, width=4, values=4))


def check_batch(f, rng):
    """a batch of 2 with 3 heads"""
    given(batch_size=2, heads=3)
    return f.attention(*arguments(rng, 2, 3, queries=4, keys=5, width=8, values=6))


def check_one_leading_axis(f, rng):
    """three axes of the same length, where the wrong axis still fits"""
    return f.attention(*arguments(rng, 3, queries=3, keys=3, width=3, values=3))


def check_one_query(f, rng):
    """a single query"""
    return f.attention(*arguments(rng, queries=1, keys=6, width=4, values=3))


def check_one_key(f, rng):
    """a single key, which gets all the weight"""
    return f.attention(*arguments(rng, queries=4, keys=1, width=3, values=2))


def check_equal_keys(f, rng):
    """equal keys: each one gets the same weight"""
    Q, K, V = example(rng)
    return f.attention(Q, np.repeat(K[:1], 5, axis=0), V)


def check_shuffled_keys(f, rng):
    """shuffling keys and values together doesn't change out"""
    Q, K, V = example(rng)
    order = np.array([3, 0, 4, 1, 2])
    out, weights = f.attention(Q, K, V)
    other, other_weights = f.attention(Q, K[order], V[order])
    near("out with shuffled keys", other, out)
    near("the weights with shuffled keys", other_weights, np.asarray(weights)[:, order])


check_shuffled_queries = order_irrelevant("attention", example)


def check_mask(f, rng):
    """a mask that isn't symmetric"""
    return f.attention(*masked_example(rng))


def check_causal(f, rng):
    """a causal mask"""
    given(sequence_length=5)
    return f.attention(*causal_example(rng))


def check_future(f, rng):
    """with a causal mask, a later token doesn't change earlier ones"""
    Q, K, V, mask = causal_example(rng)
    later = [value + np.eye(5)[:, -1:] for value in (Q, K, V)]
    out, _ = f.attention(Q, K, V, mask)
    changed, _ = f.attention(*later, mask)
    near("out of the first 4 tokens", np.asarray(changed)[:4], np.asarray(out)[:4])


def check_mask_for_all(f, rng):
    """one mask for a batch of 4 with 4 heads and 4 tokens"""
    given(batch_size=4, heads=4, sequence_length=4)
    return f.attention(*arguments(rng, 4, 4, queries=4, keys=4, width=3, values=2), visible(rng, 4, 4))


def check_mask_for_each(f, rng):
    """a mask for each sample of the batch, (2, 1, 4, 5), shared by its heads"""
    given(batch_size=2, heads=3)
    return f.attention(*arguments(rng, 2, 3, queries=4, keys=5, width=3, values=2), visible(rng, 2, 1, 4, 5))


def check_nothing_visible(f, rng):
    """a query that sees no key"""
    return f.attention(*nothing_visible(rng))


@robust
def check_large_scores(f, rng):
    """scores of several thousand"""
    Q, K, V = example(rng)
    return f.attention(100 * Q, 60 * K, V)


@robust
def check_large_masked_scores(f, rng):
    """large scores, of which the largest are hidden"""
    Q, K, V = example(rng)
    K[:, 0] = np.array([90.0, -40.0, -70.0, 60.0, -80.0]) * 20
    Q[:, 0] = 10.0
    return f.attention(Q, K, V, np.array([False, True, True, False, True]) & np.ones((3, 1), dtype=bool))


def any_axes(rng, large):
    """Up to two leading axes."""
    return (2,) if large else tuple(rng.integers(1, 4, size=rng.integers(3)).tolist())


def any_sizes(rng, leading, queries, keys, width, values):
    """Arguments of any sizes, with one mask for all."""
    Q, K, V = arguments(rng, *leading, queries=queries, keys=keys, width=width, values=values)
    return Q, K, V, visible(rng, queries, keys)


check_drawn = returns("out", "weights")(
    drawn_cases(
        "attention",
        any_sizes,
        changing=(1, 3),
        leading=any_axes,
        queries=(1, 6, 12),
        keys=(3, 7, 16),
        width=(1, 9, 32),
        values=(1, 7, 16),
    )
)
check_fortran = any_order("attention", masked_example)
check_repeat = same_twice("attention", masked_example)
check_inputs = inputs_kept("attention", masked_example)
check_warnings = no_warnings(
    "attention", nothing_visible, title="no warning from NumPy for a query that sees no key"
)


@part("mask")
def check_causal_mask(f, rng):
    """the causal mask of 5 tokens"""
    given(sequence_length=5)
    return f.causal_mask(5)


@part("mask")
def check_causal_mask_of_one(f, rng):
    """a sequence of one token"""
    return f.causal_mask(1)


check_causal_mask_drawn = drawn_cases(
    "causal_mask", lambda rng, tokens: [tokens], part="mask", tokens=(2, 12, 60)
)
