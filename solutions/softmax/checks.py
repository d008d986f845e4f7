"""Hidden checks of `softmax`."""

import numpy as np

from nnprep.checks import (
    any_order,
    directions,
    drawn_cases,
    given,
    inputs_kept,
    narrow_labels,
    near,
    no_warnings,
    order_irrelevant,
    plain_arrays,
    robust,
    same_twice,
    slopes_agree,
    style,
    tolerance,
    vectorized,
)


def batch(rng, m, classes, scale=1.0):
    """Logits, and labels of every class but the last one, if there are enough rows."""
    given(batch_size=m, classes=classes)
    logits = scale * rng.standard_normal((m, classes))
    return logits, rng.permutation(np.arange(m) % max(classes - 1, 1))


def example(rng):
    return batch(rng, m=7, classes=5)


def mean_loss(logits, y):
    """The mean cross-entropy, for finite differences."""
    top = logits.max(axis=1)
    return float(
        np.mean(top + np.log(np.exp(logits - top[:, None]).sum(axis=1)) - logits[np.arange(len(y)), y])
    )


def check_one_row(f, rng):
    """a batch of one"""
    return f.softmax_cross_entropy(*batch(rng, m=1, classes=3))


def check_batch(f, rng):
    """loss and gradient, 7 rows and 5 classes"""
    return f.softmax_cross_entropy(*example(rng))


def check_equal_logits(f, rng):
    """equal logits: every class has probability 1/K"""
    given(batch_size=6, classes=10)
    y = rng.integers(0, 10, size=6)
    return f.softmax_cross_entropy(np.zeros((6, 10)), y)


def check_two_classes(f, rng):
    """two classes"""
    logits, _ = batch(rng, m=5, classes=2)
    return f.softmax_cross_entropy(logits, np.array([1, 0, 0, 1, 1]))


def check_same_label(f, rng):
    """every row with the same label"""
    logits, _ = batch(rng, m=5, classes=3)
    return f.softmax_cross_entropy(logits, np.full(5, 1))


def check_only_first_class(f, rng):
    """only class 0 occurs"""
    logits, _ = batch(rng, m=3, classes=4)
    return f.softmax_cross_entropy(logits, np.zeros(3, dtype=int))


def check_square(f, rng):
    """as many rows as classes, where a lost axis still fits"""
    return f.softmax_cross_entropy(*batch(rng, m=5, classes=5))


def check_one_class(f, rng):
    """a single class: nothing to choose, nothing to lose"""
    return f.softmax_cross_entropy(*batch(rng, m=3, classes=1))


def check_many_classes(f, rng):
    """100 classes, and labels of 8 bits without a sign"""
    logits, _ = batch(rng, m=8, classes=100)
    return f.softmax_cross_entropy(logits, rng.integers(0, 100, size=8, dtype=np.uint8))


def check_row_sums(f, rng):
    """each row of the gradient sums to zero"""
    logits, y = batch(rng, m=5, classes=3)
    _, dlogits = f.softmax_cross_entropy(logits, y)
    near("the row sums", np.asarray(dlogits).sum(axis=-1), np.zeros(5))


def check_shifted(f, rng):
    """adding a number to all logits of a row changes nothing"""
    logits, y = batch(rng, m=5, classes=3)
    shift = 5 * rng.standard_normal((5, 1))
    loss, dlogits = f.softmax_cross_entropy(logits, y)
    shifted_loss, shifted_dlogits = f.softmax_cross_entropy(logits + shift, y)
    near("the loss", shifted_loss, loss, 1e-10)
    near("the gradient", shifted_dlogits, dlogits, 1e-10)


def check_doubled_batch(f, rng):
    """every row twice: the mean stays the same, and each row counts half"""
    logits, y = batch(rng, m=5, classes=3)
    given(batch_size=10)
    loss, dlogits = f.softmax_cross_entropy(logits, y)
    doubled_loss, doubled_dlogits = f.softmax_cross_entropy(np.tile(logits, (2, 1)), np.tile(y, 2))
    near("the loss of each row twice, which should equal yours of each row once", doubled_loss, loss)
    near(
        "the gradient of each row twice, which should be half of yours of each row once",
        doubled_dlogits,
        np.tile(np.asarray(dlogits) / 2, (2, 1)),
    )


def check_finite_differences(f, rng):
    """the gradient agrees with central differences of the loss"""
    logits, y = batch(rng, m=6, classes=3)
    along = directions(rng, [logits])
    _, dlogits = f.softmax_cross_entropy(logits, y)
    slopes_agree("the loss", lambda moved: mean_loss(moved[0], y), [logits], [dlogits], along)


def rows_of_logits(rng, m, classes):
    """Logits, a few of them exactly 0, and labels that need not be of every class."""
    logits = 3 * rng.standard_normal((m, classes))
    logits[rng.random((m, classes)) < 0.1] = 0.0
    return logits, rng.integers(0, classes, size=m)


check_drawn = drawn_cases(
    "softmax_cross_entropy", rows_of_logits, labels=(1,), m=(1, 9, 200), classes=(2, 9, 120)
)
check_narrow_labels = narrow_labels("softmax_cross_entropy", lambda rng: batch(rng, m=300, classes=5))
check_order = order_irrelevant("softmax_cross_entropy", example, batched=(0, 1))
check_repeat = same_twice("softmax_cross_entropy", example)


def check_large_spread(f, rng):
    """logits 30 times as large"""
    return f.softmax_cross_entropy(*batch(rng, m=7, classes=5, scale=30.0))


def check_confident_and_wrong(f, rng):
    """confident in the wrong class: the loss has no upper limit"""
    given(batch_size=5, classes=3)
    lead = np.array([15.0, 17.5, 27.0, 34.0, 60.0])
    return f.softmax_cross_entropy(lead[:, None] * np.array([1.0, 0.0, 0.0]), np.array([1, 2, 1, 2, 1]))


def check_sure_row(f, rng):
    """one row, more and more confident in the wrong class"""
    losses = {}
    for lead in (60.0, 200.0, 500.0, 800.0, 1200.0):
        # No exponential of these overflows, so that a probability stored as 0 shows without a maximum, too.
        loss, _ = f.softmax_cross_entropy(np.array([[lead / 2, -lead / 2, -lead / 2]]), np.array([1]))
        losses[f"loss at a lead of {lead:g}"] = loss
    return losses


def check_unlike_rows(f, rng):
    """a row of huge logits and a confidently wrong one next to rows of small logits"""
    logits, y = batch(rng, m=5, classes=3)
    logits += np.array([[0.0], [1200.0], [0.0], [-900.0], [3.0]])
    # The loss of one row is so large that any cap shows here too.
    logits[2, y[2]] -= 800.0
    return f.softmax_cross_entropy(logits, y)


def extreme(rng):
    given(batch_size=5, classes=3)
    logits = [[1000, 0, -1000], [0, 1000, 0], [-10_000, -10_000, -10_000], [-10_000, 10_000, 0], [0, 1, 2]]
    return np.array(logits, dtype=float), np.array([1, 1, 2, 0, 2])


def check_extreme(f, rng):
    """logits of ±1,000 and ±10,000"""
    return f.softmax_cross_entropy(*extreme(rng))


@robust
@tolerance(rtol=1e-3)
def check_tiny_loss(f, rng):
    """tiny losses of logits around ±10,000, to three digits"""
    losses = {}
    for top in (1e4, -1e4):
        for lead in (24.0, 25.0):
            loss, _ = f.softmax_cross_entropy(np.array([[top, top - lead]]), np.array([0]))
            losses[f"loss of {top:g} and {top - lead:g}"] = loss
    return losses


def check_integer_logits(f, rng):
    """integer logits"""
    logits, y = batch(rng, m=7, classes=5, scale=4.0)
    return f.softmax_cross_entropy(np.rint(logits).astype(np.int64), y)


@robust
@tolerance(rtol=1e-2, atol=1e-2)
def check_narrow_logits(f, rng):
    """one-byte integer logits of up to 255, whose differences don't fit into one byte"""
    y = np.array([0, 1, 2, 1])
    # Differences from -255 to -246: after wrapping around, no exponential overflows in any spelling.
    logits = rng.integers(0, 5, size=(4, 3))
    logits[np.arange(4), [0, 1, 2, 0]] = rng.integers(250, 256, size=4)
    return {
        "uint8": f.softmax_cross_entropy(logits.astype(np.uint8), y),
        "int8": f.softmax_cross_entropy((logits - 128).astype(np.int8), y),
    }


@robust
@tolerance(rtol=1e-5, atol=1e-6)
def check_float32_values(f, rng):
    """float32 logits, spread over ±200"""
    logits, y = batch(rng, m=7, classes=5, scale=60.0)
    return f.softmax_cross_entropy(logits.astype(np.float32), y)


@robust
def check_ruled_out(f, rng):
    """a class ruled out by a logit of minus infinity"""
    logits, y = batch(rng, m=5, classes=3)
    logits[:, 2] = -np.inf
    return f.softmax_cross_entropy(logits, y)


@robust
def check_label_ruled_out(f, rng):
    """a logit of minus infinity for the label itself"""
    logits, y = batch(rng, m=5, classes=3)
    logits[2, y[2]] = -np.inf
    return {"loss": f.softmax_cross_entropy(logits, y)[0]}


check_inputs_kept = inputs_kept("softmax_cross_entropy", example)
check_kinds = plain_arrays("softmax_cross_entropy", example)
check_fortran = any_order("softmax_cross_entropy", example)
check_warnings = no_warnings(
    "softmax_cross_entropy", extreme, title="no warning from NumPy with logits of ±10,000"
)


@style
def check_float32(f, rng):
    """float32 logits give a float32 gradient"""
    logits, y = example(rng)
    _, dlogits = f.softmax_cross_entropy(logits.astype(np.float32), y)
    near("the dtype of dlogits", str(np.asarray(dlogits).dtype), "float32")


check_large = vectorized("softmax_cross_entropy", lambda rng: batch(rng, m=2000, classes=5))
