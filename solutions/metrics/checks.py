"""Hidden checks of `metrics`."""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    given,
    inputs_kept,
    near,
    no_warnings,
    part,
    robust,
    same_twice,
    style,
    tolerance,
    vectorized,
)

SHAPES = ("flat and flat", "column and flat", "flat and column", "column and column")
TYPES = ("int16", "int32", "int64", "uint16", "uint32")
"""Not int8: `np.bincount(t * K + p)` is right, but overflows there, so it only gets a remark."""
ALMOST = {"atol": 1e-6}
"""A small number in a denominator is told as a remark."""


def shaped(t, p, shapes):
    first, second = (shape == "column" for shape in shapes.split(" and "))
    return t[:, None] if first else t, p[:, None] if second else p


def labels(rng, m, K):
    """True labels, and predictions of which about two thirds are right."""
    t = rng.integers(K, size=m)
    return t, np.where(rng.random(m) < 2 / 3, t, rng.integers(K, size=m))


def three_classes(rng):
    """Twelve samples whose confusion matrix isn't symmetric and has counts above 1."""
    t, p = np.array([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2]), np.array([0, 0, 2, 1, 0, 0, 1, 2, 2, 2, 1, 1])
    order, names = rng.permutation(12), rng.permutation(3)
    return names[t[order]], names[p[order]]


def with_classes(rng):
    return *three_classes(rng), 3


def binary(rng, tp=5, fp=2, fn=3, tn=9):
    """Labels with these counts of true and false positives and negatives, in random order."""
    order = rng.permutation(tp + fp + fn + tn)
    return np.repeat([1, 0, 1, 0], [tp, fp, fn, tn])[order], np.repeat([1, 1, 0, 0], [tp, fp, fn, tn])[order]


def all_negative(rng):
    return binary(rng, 0, 0, 0, 6)


@part("confusion")
def check_three_classes(f, rng):
    """12 samples of 3 classes, with repeated pairs"""
    given(batch_size=12, classes=3)
    return f.confusion_matrix(*with_classes(rng))


@part("confusion")
def check_binary_matrix(f, rng):
    """two classes"""
    given(batch_size=19, classes=2)
    return f.confusion_matrix(*binary(rng), 2)


@part("confusion")
def check_unseen_class(f, rng):
    """classes that don't occur, the last one too"""
    given(batch_size=12, classes=5)
    t, p = three_classes(rng)
    return f.confusion_matrix(t + (t == 2), p + (p == 2), 5)


@part("confusion")
def check_only_predicted(f, rng):
    """a class that is predicted and never true"""
    given(classes=3)
    t, p = binary(rng)
    return f.confusion_matrix(t, 2 * p, 3)


@part("confusion")
def check_one_sample(f, rng):
    """a single sample"""
    given(batch_size=1, classes=3)
    t = int(rng.integers(3))
    return f.confusion_matrix(np.array([t]), np.array([(t + 1) % 3]), 3)


@part("confusion")
def check_columns(f, rng):
    """labels in columns, one or both"""
    given(batch_size=12, classes=3)
    t, p = three_classes(rng)
    return {shapes: f.confusion_matrix(*shaped(t, p, shapes), 3) for shapes in SHAPES[1:]}


def any_labels(rng, m, K):
    return *shaped(*labels(rng, m, K), rng.choice(SHAPES)), K


check_drawn_matrices = drawn_cases(
    "confusion_matrix", any_labels, labels=(0, 1), types=TYPES, part="confusion", m=(2, 12, 300), K=(2, 6, 60)
)
check_matrix_inputs = inputs_kept("confusion_matrix", with_classes, part="confusion")
check_matrix_repeat = same_twice("confusion_matrix", with_classes, part="confusion")


@part("confusion")
@robust
def check_one_byte(f, rng):
    """labels of one byte, 20 classes"""
    given(classes=20)
    t, p = labels(rng, 60, 20)
    return {kind: f.confusion_matrix(t.astype(kind), p.astype(kind), 20) for kind in ("int8", "uint8")}


@part("confusion")
@style
def check_counts(f, rng):
    """the counts are integers"""
    C = np.asarray(f.confusion_matrix(*with_classes(rng)))
    near("kind of numbers", "integers" if C.dtype.kind in "iu" else str(C.dtype), "integers")


check_large_matrix = vectorized("confusion_matrix", lambda rng: (*labels(rng, 6000, 9), 9), part="confusion")


@part("precision-recall")
@tolerance(**ALMOST)
def check_scores(f, rng):
    """19 samples with all four kinds of right and wrong"""
    given(batch_size=19)
    return f.precision_recall_f1(*binary(rng))


@part("precision-recall")
@tolerance(**ALMOST)
def check_mostly_positive(f, rng):
    """more positives than negatives"""
    given(batch_size=19)
    return f.precision_recall_f1(*binary(rng, 9, 5, 4, 1))


@part("precision-recall")
@tolerance(**ALMOST)
def check_no_predicted_positives(f, rng):
    """nothing is predicted positive"""
    return f.precision_recall_f1(*binary(rng, 0, 0, 3, 6))


@part("precision-recall")
@tolerance(**ALMOST)
def check_no_positives(f, rng):
    """nothing is positive, but some samples are predicted positive"""
    return f.precision_recall_f1(*binary(rng, 0, 4, 0, 6))


@part("precision-recall")
@tolerance(**ALMOST)
def check_all_negative(f, rng):
    """nothing is positive and nothing is predicted positive"""
    return f.precision_recall_f1(*all_negative(rng))


@part("precision-recall")
@tolerance(**ALMOST)
def check_none_right(f, rng):
    """positives and predicted positives, but none in common"""
    return f.precision_recall_f1(*binary(rng, 0, 3, 4, 5))


@part("precision-recall")
@tolerance(**ALMOST)
def check_all_right(f, rng):
    """every prediction is right"""
    return f.precision_recall_f1(*binary(rng, 4, 0, 0, 7))


@part("precision-recall")
@tolerance(**ALMOST)
def check_score_columns(f, rng):
    """labels in columns, one or both"""
    given(batch_size=19)
    t, p = binary(rng)
    return {shapes: f.precision_recall_f1(*shaped(t, p, shapes)) for shapes in SHAPES[1:]}


def any_binary(rng, m):
    return shaped(*labels(rng, m, 2), rng.choice(SHAPES))


check_drawn_scores = tolerance(**ALMOST)(
    drawn_cases(
        "precision_recall_f1", any_binary, labels=(0, 1), types=TYPES, part="precision-recall", m=(2, 15, 300)
    )
)
check_score_inputs = inputs_kept("precision_recall_f1", binary, part="precision-recall")
check_warnings = no_warnings(
    "precision_recall_f1", all_negative, part="precision-recall", title="no warning from NumPy for 0 / 0"
)


@part("precision-recall")
@robust
def check_exactly_one(f, rng):
    """a single positive, predicted correctly: all three are exactly 1"""
    return f.precision_recall_f1(*binary(rng, 1, 0, 0, 4))


@part("accuracy")
def check_accuracy(f, rng):
    """12 samples of 3 classes"""
    given(batch_size=12, classes=3)
    return f.accuracy(*three_classes(rng))


@part("accuracy")
def check_binary_accuracy(f, rng):
    """two classes"""
    given(batch_size=19)
    return f.accuracy(*binary(rng))


@part("accuracy")
def check_accuracy_columns(f, rng):
    """labels in columns, one or both"""
    given(batch_size=12)
    t, p = three_classes(rng)
    return {shapes: f.accuracy(*shaped(t, p, shapes)) for shapes in SHAPES[1:]}


@part("accuracy")
def check_all_or_nothing(f, rng):
    """every prediction right, and every one wrong"""
    t, _ = three_classes(rng)
    return {"right": f.accuracy(t, t.copy()), "wrong": f.accuracy(t, (t + 1) % 3)}


def any_pair(rng, m, K):
    return shaped(*labels(rng, m, K), rng.choice(SHAPES))


check_drawn_accuracy = drawn_cases(
    "accuracy", any_pair, labels=(0, 1), part="accuracy", m=(2, 12, 300), K=(2, 6, 60)
)
check_accuracy_inputs = inputs_kept("accuracy", three_classes, part="accuracy")
check_large_accuracy = vectorized("accuracy", lambda rng: labels(rng, 6000, 9), part="accuracy")
