"""Hidden checks of `positional-encoding`."""

import numpy as np

from nnprep.checks import drawn_cases, given, near, plain_arrays, same_twice


def check_table(f, rng):
    """5 positions and 8 columns"""
    given(sequence_length=5, embedding_size=8)
    return f.sinusoidal(5, 8)


def check_square(f, rng):
    """as many positions as columns, where the wrong axis still fits"""
    return f.sinusoidal(6, 6)


def check_first_row(f, rng):
    """the first row is 0, 1, 0, 1, …, even if it's the only one"""
    near("the only row of (1, 6)", f.sinusoidal(1, 6), np.array([[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]]))
    near("the first row of (4, 4)", np.asarray(f.sinusoidal(4, 4))[0], np.array([0.0, 1.0, 0.0, 1.0]))


def check_few_columns(f, rng):
    """2 columns, and 4 columns"""
    return {"with 2 columns": f.sinusoidal(7, 2), "with 4 columns": f.sinusoidal(7, 4)}


def check_base(f, rng):
    """another base, a float and an int"""
    return {"with base 500.0": f.sinusoidal(5, 8, 500.0), "with base 100": f.sinusoidal(5, 8, 100)}


def check_long_and_wide(f, rng):
    """200 positions, and 64 columns"""
    return {"with 200 positions": f.sinusoidal(200, 12), "with 64 columns": f.sinusoidal(3, 64)}


def check_row_lengths(f, rng):
    """the squares of each row sum to d/2"""
    table = np.asarray(f.sinusoidal(9, 10))
    near("the sum of squares of each row", (table**2).sum(axis=-1), np.full(9, 5.0))


def check_distance(f, rng):
    """the dot product of two rows depends only on their distance"""
    table = np.asarray(f.sinusoidal(12, 10, 100.0))
    near(
        "rows 1 to 9 times the rows 2 further on",
        (table[1:10] * table[3:12]).sum(axis=-1),
        np.full(9, np.dot(table[0], table[2])),
    )


def sizes(rng, tokens, pairs):
    return [tokens, 2 * pairs, float(10 ** rng.uniform(1, 4))]


check_drawn = drawn_cases("sinusoidal", sizes, changing=(2,), tokens=(1, 9, 60), pairs=(1, 8, 24))
check_repeat = same_twice("sinusoidal", lambda rng: [int(rng.integers(3, 8)), 6])
check_kinds = plain_arrays("sinusoidal", lambda rng: [4, 6])
