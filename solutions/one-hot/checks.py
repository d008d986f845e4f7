"""Hidden checks of `one-hot`."""

import numpy as np

from nnprep.checks import (
    Raised,
    drawn_cases,
    given,
    inputs_kept,
    narrow_labels,
    near,
    robust,
    same_twice,
    style,
    vectorized,
)


def labels(rng, m, classes):
    """Labels in no order; all classes occur if there is room, then one of them is drawn again."""
    return rng.permutation(np.concatenate([np.arange(m) % classes, rng.integers(classes, size=1)])[-m:])


def example(rng):
    return labels(rng, 7, 4), 4


def refusal(f, y, classes):
    """What is raised: ValueError, another exception or none."""
    try:
        f.one_hot(y, classes)
    except Raised as error:
        if error.type_name == "NotImplementedError":
            raise
        return "ValueError" if "ValueError" in error.mro else error.type_name
    return "no exception"


def observe_refusals(f, rng, wrong, dtype, name="label {}"):
    """Observe that each wrong label is refused, alone among right ones at a drawn place."""
    batches = []
    for label in wrong:
        y = labels(rng, 6, 4).astype(dtype)
        y[rng.integers(6)] = label
        batches.append(y)
    for label, y in zip(wrong, batches, strict=True):
        near(f"{name.format(f'{label:g}')} with 4 classes", refusal(f, y, 4), "ValueError")


def check_rows(f, rng):
    """7 labels of 4 classes"""
    given(batch_size=7, classes=4)
    return f.one_hot(*example(rng))


def check_missing_top_class(f, rng):
    """a batch in which the last class doesn't occur"""
    given(batch_size=5, classes=6)
    return f.one_hot(labels(rng, 5, 3), 6)


def check_missing_middle_class(f, rng):
    """a batch in which a class in the middle doesn't occur"""
    given(batch_size=5, classes=3)
    return f.one_hot(2 * labels(rng, 5, 2), 3)


def check_one_label(f, rng):
    """a batch of one"""
    given(batch_size=1, classes=4)
    return f.one_hot(rng.integers(1, 4, size=1), 4)


def check_one_class(f, rng):
    """a single class"""
    given(batch_size=3)
    return f.one_hot(np.zeros(3, dtype=int), 1)


def check_square(f, rng):
    """as many labels as classes"""
    given(batch_size=4, classes=4)
    return f.one_hot(np.concatenate([[1, 2], rng.integers(4, size=2)]), 4)


def check_column(f, rng):
    """labels in a column, (m, 1)"""
    given(batch_size=7, classes=4)
    y, classes = example(rng)
    return f.one_hot(y[:, None], classes)


def check_whole_floats(f, rng):
    """labels that are whole floats, flat and in a column"""
    given(batch_size=7, classes=4)
    y, classes = example(rng)
    return {
        "flat": f.one_hot(y.astype(float), classes),
        "column": f.one_hot(y[:, None].astype(float), classes),
    }


def check_negative(f, rng):
    """a negative label raises ValueError"""
    observe_refusals(f, rng, (-1, -4, -9), np.int64)


def check_too_large(f, rng):
    """a label outside the classes raises ValueError"""
    observe_refusals(f, rng, (4, 5, 100), np.int64)


def check_fraction(f, rng):
    """a label that isn't a whole number raises ValueError"""
    observe_refusals(f, rng, (1.5, 0.25, 2.75, -0.5), np.float64)


def any_labels(rng, m, classes):
    """Whole floats, which drawn_cases turns into integers of every type, flat or in a column."""
    y = rng.integers(classes, size=m).astype(float)
    return y[:, None] if rng.random() < 0.5 else y, classes


check_drawn = drawn_cases("one_hot", any_labels, labels=(0,), m=(2, 9, 200), classes=(1, 9, 90))
check_narrow = narrow_labels("one_hot", lambda rng: (labels(rng, 300, 5), 5))
check_repeat = same_twice("one_hot", example)
check_inputs = inputs_kept("one_hot", example)


@robust
def check_not_finite(f, rng):
    """nan and infinities raise ValueError"""
    observe_refusals(f, rng, (np.nan, np.inf, -np.inf), np.float64)


@style
def check_dtype(f, rng):
    """the rows are float64"""
    rows = f.one_hot(*example(rng))
    near("dtype", str(getattr(rows, "dtype", type(rows).__name__)), "float64")


check_large = vectorized("one_hot", lambda rng: (rng.integers(9, size=6000), 9))
