"""Hidden checks of `flash-attention`."""

import numpy as np

from nnprep.checks import (
    any_order,
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    order_irrelevant,
    returns,
    robust,
    same_twice,
)


def arrays(rng, queries, keys, width, values):
    """Q, K and V with T, S, d and dv as given; the largest score stands anywhere."""
    return (
        2 * rng.standard_normal((queries, width)),
        rng.standard_normal((keys, width)),
        1 + rng.standard_normal((keys, values)),
    )


def example(rng):
    return (*arrays(rng, queries=5, keys=11, width=3, values=4), 4)


def sorted_keys(rng, slope):
    """Queries for which every key scores higher than the one before it, or lower."""
    Q, K, V = arrays(rng, queries=4, keys=9, width=3, values=2)
    K[:, 0] = slope * np.arange(9.0)
    Q[:, 0] = 2 + rng.random(4)
    return Q, 0.4 * K, V


def check_dividing_block(f, rng):
    """8 keys in blocks of 4"""
    return f.flash_attention(*arrays(rng, queries=5, keys=8, width=3, values=4), 4)


def check_short_last_block(f, rng):
    """11 keys in blocks of 4: the last block is shorter"""
    return f.flash_attention(*example(rng))


def check_block_of_one(f, rng):
    """one key at a time"""
    return f.flash_attention(*arrays(rng, queries=4, keys=7, width=3, values=2), 1)


def check_one_block(f, rng):
    """a block as long as the keys"""
    return f.flash_attention(*arrays(rng, queries=4, keys=6, width=5, values=2), 6)


def check_long_block(f, rng):
    """a block longer than the keys"""
    return f.flash_attention(*arrays(rng, queries=4, keys=5, width=3, values=6), 64)


def check_square(f, rng):
    """as many queries as keys, or as keys in a block, all of the same width, where the wrong axis still fits"""
    return {
        "4 keys in blocks of 2": f.flash_attention(*arrays(rng, queries=4, keys=4, width=4, values=4), 2),
        "8 keys in blocks of 4": f.flash_attention(*arrays(rng, queries=4, keys=8, width=4, values=4), 4),
    }


def check_one_query(f, rng):
    """a single query"""
    return f.flash_attention(*arrays(rng, queries=1, keys=9, width=4, values=3), 2)


def check_one_key(f, rng):
    """a single key, which gets all the weight"""
    return f.flash_attention(*arrays(rng, queries=4, keys=1, width=3, values=2), 2)


def check_rising(f, rng):
    """scores that rise from key to key: every block raises the maximum"""
    return f.flash_attention(*sorted_keys(rng, 1.0), 2)


def check_falling(f, rng):
    """scores that fall from key to key: the first block holds the maximum"""
    return f.flash_attention(*sorted_keys(rng, -1.0), 2)


def check_many_keys(f, rng):
    """50 keys in blocks of 7"""
    given(sequence_length=50)
    return f.flash_attention(*arrays(rng, queries=3, keys=50, width=6, values=5), 7)


def check_any_block(f, rng):
    """out and lse don't depend on the block"""
    Q, K, V = arrays(rng, queries=4, keys=10, width=3, values=2)
    out, lse = f.flash_attention(Q, K, V, 10)
    for block in (1, 3, 5, 9):
        other, other_lse = f.flash_attention(Q, K, V, block)
        near(f"out in blocks of {block}", other, out)
        near(f"lse in blocks of {block}", other_lse, lse)


check_drawn = returns("out", "lse")(
    drawn_cases(
        "flash_attention",
        lambda rng, block, **sizes: (*arrays(rng, **sizes), block),
        changing=(1, 3),
        queries=(1, 7, 30),
        keys=(2, 12, 60),
        width=(1, 9, 30),
        values=(1, 9, 30),
        block=(1, 8, 20),
    )
)
check_shuffled_queries = order_irrelevant("flash_attention", example)
check_fortran = any_order("flash_attention", example)
check_repeat = same_twice("flash_attention", example)
check_inputs = inputs_kept("flash_attention", example)


def large_example(rng):
    """Scores up to several thousand, and a maximum for each query that others are far from."""
    Q, K, V = arrays(rng, queries=4, keys=9, width=3, values=2)
    return 60 * Q, 40 * K, V, 2


@robust
def check_large_scores(f, rng):
    """scores of several thousand"""
    return f.flash_attention(*large_example(rng))


@robust
def check_steep_scores(f, rng):
    """scores that rise or fall by about a thousand from key to key"""
    Q, K, V = sorted_keys(rng, 1.0)
    return {
        "rising": f.flash_attention(Q, 2000 * K, V, 2),
        "falling": f.flash_attention(Q, -2000 * K, V, 2),
    }


@robust
def check_negative_scores(f, rng):
    """all scores around -10,000"""
    Q, K, V = sorted_keys(rng, 0.1)
    K[:, 0] -= 4000
    return f.flash_attention(Q, K, V, 4)


check_warnings = no_warnings("flash_attention", large_example)
