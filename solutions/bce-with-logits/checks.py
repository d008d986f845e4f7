"""Hidden checks of `bce-with-logits`."""

import numpy as np

from nnprep.checks import (
    directions,
    drawn_cases,
    float32_values,
    given,
    inputs_kept,
    keeps_float32,
    no_warnings,
    order_irrelevant,
    returns,
    robust,
    same_twice,
    slopes_agree,
    tolerance,
    vectorized,
)

SHAPES = ("flat and flat", "column and column", "column and flat", "flat and column")


def pair(rng, m, shapes=SHAPES[1], scale=1.5):
    """Logits and labels, in one of the SHAPES; both labels occur if there is room."""
    z, y = scale * rng.standard_normal(m), rng.permutation(np.arange(m) % 2).astype(float)
    z_shape, y_shape = shapes.split(" and ")
    return z[:, None] if z_shape == "column" else z, y[:, None] if y_shape == "column" else y


def example(rng):
    return pair(rng, 6)


def extreme(rng, sign):
    """Logits of ±800 and ±40, all on the wrong side (-1) or on the right one (1)."""
    z = rng.permutation(np.array([800.0, -800.0, 40.0, -40.0]))
    return z, (sign * z > 0).astype(float)


def wrong_side(rng):
    return extreme(rng, -1)


def check_column(f, rng):
    """6 logits and labels in columns"""
    given(batch_size=6)
    return f.bce_with_logits(*example(rng))


def check_flat(f, rng):
    """5 logits and labels in flat arrays"""
    given(batch_size=5)
    return f.bce_with_logits(*pair(rng, 5, "flat and flat"))


def check_flat_labels(f, rng):
    """logits in a column, labels in a flat array"""
    given(batch_size=6)
    return f.bce_with_logits(*pair(rng, 6, "column and flat"))


def check_flat_logits(f, rng):
    """logits in a flat array, labels in a column"""
    given(batch_size=6)
    return f.bce_with_logits(*pair(rng, 6, "flat and column"))


@returns("loss", "dz")
def check_batch_of_one(f, rng):
    """a batch of one sample, of label 1 and of label 0"""
    given(batch_size=1)
    z, _ = pair(rng, 1)
    return {
        "y = 1": f.bce_with_logits(z, np.array([[1.0]])),
        "y = 0": f.bce_with_logits(z, np.array([[0.0]])),
    }


def check_zeros(f, rng):
    """logits of 0: the loss is ln 2"""
    given(batch_size=6)
    z, y = example(rng)
    return f.bce_with_logits(0 * z, y)


def check_soft_labels(f, rng):
    """soft labels"""
    given(batch_size=6)
    z, y = example(rng)
    return f.bce_with_logits(z, 0.1 + 0.8 * rng.random(y.shape))


def check_integer_labels(f, rng):
    """labels as integers, signed and unsigned"""
    given(batch_size=6)
    z, y = example(rng)
    return {kind.__name__: f.bce_with_logits(z, y.astype(kind)) for kind in (np.int64, np.uint8)}


def check_one_class(f, rng):
    """all labels 1, then all labels 0"""
    given(batch_size=5)
    z, y = pair(rng, 5)
    return {"ones": f.bce_with_logits(z, 0 * y + 1), "zeros": f.bce_with_logits(z, 0 * y)}


def check_large_logits(f, rng):
    """logits around ±30"""
    given(batch_size=8)
    z, y = pair(rng, 8)
    return f.bce_with_logits(np.sign(z) * (25 + 20 * rng.random(z.shape)), y)


def check_extreme_wrong(f, rng):
    """logits of ±40 and ±800, all wrong: a loss of 420"""
    return f.bce_with_logits(*wrong_side(rng))


def check_extreme_right(f, rng):
    """logits of ±40 and ±800, all right: a loss of almost 0"""
    return f.bce_with_logits(*extreme(rng, 1))


def check_own_slopes(f, rng):
    """the gradient is the slope of your own loss, by central differences"""
    given(batch_size=6)
    z, y = example(rng)
    along = directions(rng, [z])

    def loss(moved):
        return float(f.bce_with_logits(moved[0], y)[0])

    slopes_agree("the loss", loss, [z], [f.bce_with_logits(z, y)[1]], along)


def any_shapes(rng, large):
    """The shapes of z and y."""
    return str(rng.choice(SHAPES))


check_drawn = returns("loss", "dz")(
    drawn_cases("bce_with_logits", pair, labels=(1,), m=(2, 12, 300), shapes=any_shapes)
)
check_order = order_irrelevant("bce_with_logits", example, batched=(0, 1))
check_repeat = same_twice("bce_with_logits", example)
check_inputs = inputs_kept("bce_with_logits", example)


@robust
@tolerance(rtol=1e-6)
def check_tiny_loss(f, rng):
    """logits of 40 to 45, all right: the few digits of a tiny loss"""
    z = 40 + 5 * rng.random(4)
    return f.bce_with_logits(z, np.ones(4))[0]


@robust
def check_integer_logits(f, rng):
    """logits as integers"""
    given(batch_size=6)
    z = rng.integers(-4, 5, size=(6, 1))
    y = rng.permutation(np.arange(6) % 2)[:, None]
    return {kind.__name__: f.bce_with_logits(z.astype(kind), y) for kind in (np.int64, np.int8)}


@robust
@tolerance(rtol=1e-5, atol=1e-5)
@returns("loss", "dz")
def check_float32_extreme(f, rng):
    """float32 logits of ±200 and ±20, all wrong"""
    z, y = wrong_side(rng)
    z = np.sign(z) * np.where(np.abs(z) > 100, 200, 20)
    return f.bce_with_logits(z.astype(np.float32), y.astype(np.float32))


check_float32_values = float32_values("bce_with_logits", example)
check_float32 = keeps_float32("bce_with_logits", lambda rng: (example(rng)[0], rng.permutation(6) % 2))
check_warnings = no_warnings("bce_with_logits", wrong_side, title="no warning from NumPy, logits of ±800")
check_large = vectorized("bce_with_logits", lambda rng: pair(rng, 6000))
