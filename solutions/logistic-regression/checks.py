"""Hidden checks of `logistic-regression`."""

import numpy as np

from nnprep.checks import (
    any_order,
    directions,
    drawn_cases,
    given,
    inputs_kept,
    kind_of_numbers,
    near,
    no_warnings,
    part,
    redraw,
    returns,
    robust,
    same_twice,
    slopes_agree,
    style,
    vectorized,
)

CLEAR = 1e-6
"""No probability is closer to a threshold: rounding would decide."""


def data(rng, m, n):
    """X, y, w and b with moderate logits; both labels occur if there is room, and b isn't 0."""
    X = 0.3 + rng.standard_normal((m, n))
    w = 1.5 * rng.standard_normal(n) / np.sqrt(n)
    b = float(rng.choice([-1.0, 1.0]) * (0.4 + rng.random()))
    return X, rng.permutation(np.arange(m) % 2).astype(float), w, b


def penalized(rng, m, n):
    return *data(rng, m, n), 0.2 + 1.5 * float(rng.random())


def example(rng):
    return penalized(rng, 7, 3)


def scaled(rng, size, labels):
    """One feature, so that its values times a weight of 2 are the logits; b is 0."""
    signs = rng.permutation(np.array([1.0, -1.0, 1.0, -1.0]))
    y = (signs > 0 if labels == "right" else signs < 0).astype(float)
    return (signs * size / 2)[:, None], y, np.array([2.0]), 0.0


@part("loss-and-grads")
def check_random(f, rng):
    """7 samples with 3 features, no penalty"""
    given(batch_size=7, inputs=3)
    return f.loss_and_grads(*data(rng, 7, 3))


@part("loss-and-grads")
def check_penalty(f, rng):
    """a penalty of 0.3"""
    given(batch_size=6, inputs=4)
    return f.loss_and_grads(*data(rng, 6, 4), 0.3)


@part("loss-and-grads")
def check_strong_penalty(f, rng):
    """a penalty of 1.7, given by name"""
    given(batch_size=7, inputs=3)
    return f.loss_and_grads(*data(rng, 7, 3), lam=1.7)


@part("loss-and-grads")
def check_square(f, rng):
    """as many samples as features, where the wrong axis still fits"""
    given(batch_size=4, inputs=4)
    return f.loss_and_grads(*data(rng, 4, 4), 0.3)


@part("loss-and-grads")
def check_batch_of_one(f, rng):
    """a batch of one sample"""
    given(batch_size=1, inputs=3)
    return f.loss_and_grads(*data(rng, 1, 3), 0.3)


@part("loss-and-grads")
def check_one_feature(f, rng):
    """a single feature"""
    given(batch_size=5, inputs=1)
    return f.loss_and_grads(*data(rng, 5, 1), 0.3)


@part("loss-and-grads")
@returns("loss", "dw", "db")
def check_integer_labels(f, rng):
    """labels as integers"""
    given(batch_size=7, inputs=3)
    X, y, w, b = data(rng, 7, 3)
    return f.loss_and_grads(X, y.astype(int), w, b, 0.3)


@part("loss-and-grads")
def check_one_class(f, rng):
    """all labels 1, then all labels 0"""
    given(batch_size=5, inputs=3)
    X, y, w, b = data(rng, 5, 3)
    return {"ones": f.loss_and_grads(X, 0 * y + 1, w, b), "zeros": f.loss_and_grads(X, 0 * y, w, b)}


@part("loss-and-grads")
def check_fresh_model(f, rng):
    """all weights 0: the loss is ln 2, whatever the data"""
    given(batch_size=6, inputs=4)
    X, y, w, _ = data(rng, 6, 4)
    return f.loss_and_grads(X, y, 0 * w, 0.0, 0.3)


@part("loss-and-grads")
def check_scales(f, rng):
    """features in thousands and in thousandths"""
    given(batch_size=6, inputs=4)
    X, y, w, b = data(rng, 6, 4)
    scale = rng.permutation(np.array([1e3, 1e3, 1e-3, 1e-3]))
    return f.loss_and_grads(X * scale, y, w / scale, b, 1e-7)


@part("loss-and-grads")
def check_own_slopes(f, rng):
    """the gradients are the slopes of your own loss, by central differences"""
    given(batch_size=7, inputs=3)
    X, y, w, b, lam = example(rng)
    along = directions(rng, [w, np.array(b)])

    def loss(moved):
        return float(f.loss_and_grads(X, y, moved[0], float(moved[1]), lam)[0])

    _, dw, db = f.loss_and_grads(X, y, w, b, lam)
    slopes_agree("the loss", loss, [w, np.array(b)], [dw, db], along)


SIZES = {"m": (1, 9, 200), "n": (1, 7, 40)}
check_drawn = returns("loss", "dw", "db")(
    drawn_cases("loss_and_grads", penalized, labels=(1,), changing=(2, 3, 4), part="loss-and-grads", **SIZES)
)
check_repeat = same_twice("loss_and_grads", example, part="loss-and-grads")
check_inputs = inputs_kept("loss_and_grads", example, part="loss-and-grads")


@part("loss-and-grads")
@robust
def check_huge_mistakes(f, rng):
    """logits of ±1000, all wrong: the loss is 1000"""
    return f.loss_and_grads(*scaled(rng, 1000.0, "wrong"))


@part("loss-and-grads")
@robust
def check_huge_right(f, rng):
    """logits of ±1000, all right: the loss is 0"""
    return f.loss_and_grads(*scaled(rng, 1000.0, "right"))


@part("loss-and-grads")
@robust
def check_confident_mistakes(f, rng):
    """logits of ±45, all wrong"""
    return f.loss_and_grads(*scaled(rng, 45.0, "wrong"))


@part("loss-and-grads")
@robust
def check_integers(f, rng):
    """integers in X and w"""
    given(batch_size=7, inputs=3)
    X, w, y = rng.integers(-3, 4, size=(7, 3)), rng.integers(-2, 3, size=3), rng.permutation(np.arange(7) % 2)
    return {
        kind.__name__: f.loss_and_grads(X.astype(kind), y, w.astype(kind), 1, 0.5)
        for kind in (np.int64, np.int32)
    }


check_warnings = no_warnings(
    "loss_and_grads",
    lambda rng: scaled(rng, 1000.0, "wrong"),
    part="loss-and-grads",
    title="no warning from NumPy, logits of ±1000",
)
check_fortran = any_order("loss_and_grads", example, part="loss-and-grads")
check_large = vectorized("loss_and_grads", lambda rng: penalized(rng, 1200, 5), part="loss-and-grads")


def distance(X, w, b, threshold):
    """How close a probability comes to the threshold."""
    return np.abs(1 / (1 + np.exp(-(X @ w + b))) - threshold).min(initial=1.0)


def questions(rng, m, n, threshold=None):
    """X, w, b and a threshold; both labels are predicted if there is room, and none by a hair."""

    def draw():
        X, _, w, _ = data(rng, m, n)
        return X, w, float(rng.standard_normal()), threshold or 0.1 + 0.8 * float(rng.random())

    return redraw(draw, lambda each: distance(*each) > CLEAR)


def mixed(rng, threshold):
    """Ten samples on both sides of the threshold, some between it and one half, some with a logit in between."""
    logit = np.log(threshold / (1 - threshold))
    between = (np.array([0.2, 0.5, 0.8]) + 0.1 * rng.random(3)) * (logit or 0.5)
    edges = np.linspace(*sorted((logit, threshold)), 5)[1:4]
    z = rng.permutation(np.concatenate([between, edges, np.array([-2.0, -1.2, 1.3, 2.5])]))
    w = rng.choice([-1.0, 1.0]) * np.array([0.5, 2.0])
    first = rng.standard_normal(10)
    b = 0.5 + float(rng.random())
    return np.column_stack([first, (z - b - first * w[0]) / w[1]]), w, b


@part("predict")
def check_predict(f, rng):
    """10 samples at the default threshold"""
    given(batch_size=10)
    return f.predict(*mixed(rng, 0.5))


@part("predict")
def check_low_threshold(f, rng):
    """a threshold of 0.3"""
    given(batch_size=10)
    return f.predict(*mixed(rng, 0.3), 0.3)


@part("predict")
def check_high_threshold(f, rng):
    """a threshold of 0.8, given by name"""
    given(batch_size=10)
    return f.predict(*mixed(rng, 0.8), threshold=0.8)


@part("predict")
def check_tie(f, rng):
    """logits of exactly 0, at a threshold of 0.5"""
    X = np.zeros((4, 2))
    X[1:3] = rng.permutation(np.array([[1.0, 2.0], [-1.0, -2.0]]))
    return [f.predict(each, np.array([1.0, 1.0]), 0.0) for each in (X, -X)]


@part("predict")
def check_predict_one(f, rng):
    """a batch of one sample"""
    return [f.predict(*questions(rng, 1, 3)) for _ in range(3)]


check_drawn_labels = drawn_cases("predict", questions, changing=(1, 2, 3), part="predict", **SIZES)
check_predict_repeat = same_twice("predict", lambda rng: questions(rng, 7, 3), part="predict")
check_predict_inputs = inputs_kept("predict", lambda rng: questions(rng, 7, 3), part="predict")


@part("predict")
@robust
def check_huge_logits(f, rng):
    """logits of ±1000"""
    X, _, w, b = scaled(rng, 1000.0, "right")
    return f.predict(X, w, b, 0.7)


check_predict_warnings = no_warnings(
    "predict",
    lambda rng: (*scaled(rng, 1000.0, "right")[::2], 0.0),
    part="predict",
    title="no warning from NumPy, logits of ±1000",
)


@part("predict")
@style
def check_integers_returned(f, rng):
    """the labels are integers"""
    near("labels", kind_of_numbers(f.predict(*questions(rng, 7, 3))), "integers")
