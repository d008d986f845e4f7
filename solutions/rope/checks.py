"""Hidden checks of `rope`."""

import numpy as np

from nnprep.checks import any_order, drawn_cases, given, inputs_kept, near, plain_arrays, same_twice


def tokens(rng, *shape):
    """Features that aren't centered, so that no mistake in a pair can hide."""
    return 0.5 + rng.standard_normal(shape)


def arguments(rng, *shape):
    """x, and the positions of a sequence from its beginning."""
    return tokens(rng, *shape), np.arange(shape[-2])


def example(rng):
    """Tokens at positions in no order."""
    return tokens(rng, 5, 8), rng.permutation([7, 2, 2, 11, 0])


def check_sequence(f, rng):
    """5 tokens with 8 features, from position 0"""
    given(sequence_length=5, embedding_size=8)
    return f.rope(*arguments(rng, 5, 8))


def check_square(f, rng):
    """as many tokens as features, where the wrong axis still fits"""
    return f.rope(*arguments(rng, 6, 6))


def check_leading_axes(f, rng):
    """a batch of sequences, and a batch of sequences in heads"""
    batch, heads = arguments(rng, 2, 3, 4), arguments(rng, 2, 3, 5, 4)
    return {"of shape (2, 3, 4)": f.rope(*batch), "of shape (2, 3, 5, 4)": f.rope(*heads)}


def check_cube(f, rng):
    """three axes of the same length, where the wrong one still fits"""
    return f.rope(*arguments(rng, 4, 4, 4))


def check_free_positions(f, rng):
    """positions in no order, one of them twice"""
    given(sequence_length=5, embedding_size=8)
    return f.rope(*example(rng))


def check_one_token(f, rng):
    """one new token at position 9, as with a cache"""
    return f.rope(tokens(rng, 2, 1, 6), np.array([9]))


def check_base(f, rng):
    """another base, a float and an int"""
    x, positions = arguments(rng, 5, 8)
    return {"with base 500.0": f.rope(x, positions, 500.0), "with base 100": f.rope(x, positions, 100)}


def check_one_pair(f, rng):
    """two features: a single pair"""
    return f.rope(*arguments(rng, 5, 2))


def check_float_positions(f, rng):
    """positions that are fractions or negative"""
    return f.rope(tokens(rng, 4, 6), np.append(rng.uniform(0, 30, 3), -1.75))


def check_position_0(f, rng):
    """position 0 leaves every token as it is"""
    x = tokens(rng, 3, 6)
    near("out", f.rope(x, np.zeros(3, dtype=int)), x)


def check_far_positions(f, rng):
    """positions up to 2,000"""
    return f.rope(tokens(rng, 4, 8), np.array([1999, 2000, 63, 512]))


def check_relative(f, rng):
    """the dot product of two rotated tokens depends only on their distance"""
    q, k = tokens(rng, 8), tokens(rng, 8)
    positions = rng.permutation(20)[:4]
    turned = np.asarray(f.rope(np.tile(q, (4, 1)), positions))
    others = np.asarray(f.rope(np.tile(k, (4, 1)), positions + 3))
    products = (turned * others).sum(axis=-1)
    near("the products at distance 3", products[1:], np.full(3, products[0]), 1e-9)


def any_axes(rng, large):
    """Up to two leading axes."""
    return (2, 3) if large else tuple(rng.integers(1, 4, size=rng.integers(3)).tolist())


def sizes(rng, leading, length, pairs):
    """Features of any scale, whole positions or others, and a base."""
    x = 10 ** rng.uniform(-1, 3) * tokens(rng, *leading, length, 2 * pairs)
    positions = rng.integers(0, 40, length) if rng.random() < 0.5 else rng.uniform(0, 40, length)
    return x, positions, float(10 ** rng.uniform(1, 4))


check_drawn = drawn_cases(
    "rope",
    sizes,
    labels=(1,),
    types=("int16", "int32", "int64"),
    changing=(1, 2),
    leading=any_axes,
    length=(1, 7, 20),
    pairs=(1, 6, 18),
)
check_repeat = same_twice("rope", example)
check_inputs = inputs_kept("rope", example)
check_kinds = plain_arrays("rope", example)
check_fortran = any_order("rope", example)
