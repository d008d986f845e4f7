"""Gathers what a wrong value can be compared with: the arguments, functions of them, their sums and sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from nnprep.checks.compare import as_numbers
from nnprep.grading.feedback.samples import Sample

Array = np.ndarray[Any, Any]
Terms = dict[str, Array]

MOST_TERMS = 400
"""How many terms one value is compared with."""
ELEMENTWISE: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("{}", lambda x: x),
    ("1 - {}", lambda x: 1 - x),
    ("{0} * (1 - {0})", lambda x: x * (1 - x)),
    ("1 - {}²", lambda x: 1 - x * x),
    ("{}²", lambda x: x * x),
    ("|{}|", np.abs),
    ("1 + {}", lambda x: 1 + x),
    ("the mask {} > 0", lambda x: (x > 0).astype(float)),
    ("the mask {} < 0", lambda x: (x < 0).astype(float)),
    ("the exponential of {}", lambda x: np.exp(np.minimum(x, 500))),
    ("tanh({})", np.tanh),
)
REDUCED: tuple[tuple[str, Callable[[Array], Any]], ...] = (
    ("the sum of {}", np.sum),
    ("the mean of {}", np.mean),
    ("the largest entry of {}", np.max),
    ("the norm of {}", lambda x: np.sqrt(np.sum(x * x))),
    ("the sum of squares of {}", lambda x: np.sum(x * x)),
    ("the standard deviation of {}", np.std),
    ("the sum of |{}|", lambda x: np.sum(np.abs(x))),
)
LINES = ((1, "row"), (0, "column"))


def terms(sample: Sample) -> Terms:
    """Return what a value can be compared with: the arguments, functions of them, their sums and sizes."""
    found: Terms = {}
    own = sample.right
    if own.size > 1:
        for name, reduce in REDUCED:
            found[name.replace("{}", "its entries")] = np.asarray(reduce(own), dtype=float)
        # A single row is its own column means, and plus them it is doubled: that has a simpler name.
        if len(own) > 1:
            found["its column means"] = own.mean(axis=0, keepdims=True)
        if own.shape[-1] > 1:
            found["its row means"] = own.mean(axis=-1, keepdims=True)
    if (own < 0).any():
        found["the absolute value of what it should be"] = np.abs(own)
    for name, value in sample.known.items():
        array = None if isinstance(value, bool) else as_numbers(value)
        if array is not None and "sizes" in name and array.ndim == 1 and array.size > 1:
            biased = sample.known.get("bias", True) is not False
            found |= of_sizes(name, [float(each) for each in array], biased=biased)
            continue
        if array is None or array.dtype.kind not in "iuf" or not array.size or array.ndim > 2:
            continue
        if isinstance(value, list | tuple):
            continue
        array = array.astype(float)
        if name.startswith("the number of"):
            found[name] = array
        elif np.isfinite(array).all():
            found |= of_array(name, array)
    return dict(list(found.items())[:MOST_TERMS])


def at_labels(sample: Sample) -> Sample | None:
    """Return a value of a row for each sample at the rows' labels alone, with the probabilities of these.

    None if other entries are wrong, too, or if no probability can be computed from what was passed.
    """
    shape, known = sample.right.shape, sample.known
    names = [name for name, value in known.items() if is_labels(value, shape)]
    logits = [
        v for v in known.values() if isinstance(v, np.ndarray) and v.shape == shape and v.dtype.kind in "fi"
    ]
    if len(names) != 1 or len(logits) != 1 or not np.isfinite(logits[0]).all():
        return None
    places = np.arange(shape[0]), known[names[0]].astype(int)
    others = np.abs(sample.yours - sample.right)
    others[places] = 0
    if others.max() > 1e-8 * np.abs(sample.right).max():
        return None
    scores = logits[0].astype(float)
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = {f"the row's softmax at {names[0]}": (exps / exps.sum(axis=1, keepdims=True))[places]}
    return sample._replace(right=sample.right[places], yours=sample.yours[places], known=chances)


def is_labels(value: Any, shape: tuple[int, ...]) -> bool:
    """Return whether a value has a column's number for each row of a matrix of this shape."""
    flat = isinstance(value, np.ndarray) and len(shape) == 2 and value.shape == shape[:1] and value.size > 0
    return flat and value.dtype.kind in "iu" and 0 <= value.min() and value.max() < shape[1]


def of_array(name: str, array: Array) -> Terms:
    """Return an argument, functions of it, its sums and its sizes."""
    found = {form.format(name): np.asarray(function(array)) for form, function in ELEMENTWISE}
    if array.ndim == 2:
        found[f"{name}.T"] = array.T
    elif array.ndim == 1:
        found |= {f"{key} as a column": value[:, None] for key, value in list(found.items())}
    if array.size == 1:
        return found
    found |= {form.format(name): np.asarray(reduce(array), dtype=float) for form, reduce in REDUCED}
    if array.ndim == 2:
        for axis, line in LINES:
            found[f"the {line} sums of {name}"] = array.sum(axis=axis, keepdims=True)
            found[f"the {line} means of {name}"] = array.mean(axis=axis, keepdims=True)
            found[f"the {line} maxima of {name}"] = array.max(axis=axis, keepdims=True)
            found[f"the {line} norms of {name}"] = np.sqrt((array * array).sum(axis=axis, keepdims=True))
    sizes = {f"the number of rows of {name}": len(array), f"the number of entries of {name}": array.size}
    if array.ndim == 2:
        sizes[f"the number of columns of {name}"] = array.shape[1]
    for size, count in sizes.items():
        found[size] = np.asarray(float(count))
        found[f"the root of {size}"] = np.asarray(float(count) ** 0.5)
    return found


def of_sizes(name: str, sizes: Sequence[float], *, biased: bool) -> Terms:
    """Return what can be counted of a list of layer sizes."""
    weights = [one * other for one, other in pairwise(sizes)]
    layers = [one * other + biased * other for one, other in pairwise(sizes)]
    counts: dict[str, float] = {
        "1": 1.0,
        f"the sum of all {name}": sum(sizes),
        f"the sum of all {name} but the first": sum(sizes[1:]),
        f"the sum of all {name} but the last": sum(sizes[:-1]),
        f"the sum of all {name} but the first and the last": sum(sizes[1:-1]),
        f"the first of the {name}": sizes[0],
        f"the last of the {name}": sizes[-1],
        f"the number of {name}": len(sizes),
        "the number of layers of weights": len(sizes) - 1,
        "the number of hidden layers": len(sizes) - 2,
        "the weights of the first layer": weights[0],
        "the weights of the last layer": weights[-1],
        "the parameters of the first layer": layers[0],
        "the parameters of the last layer": layers[-1],
        "the parameters of all layers but the first": sum(layers[1:]),
        "the parameters of all layers but the last": sum(layers[:-1]),
        f"the second of the {name}": sizes[1],
        f"the sum of all {name} but the first two": sum(sizes[2:]),
        "the weights of all layers": sum(weights),
        "the weights of all layers but the first": sum(weights[1:]),
        "the weights of all layers but the last": sum(weights[:-1]),
        f"the square of the first of the {name}": sizes[0] ** 2,
        f"the sum of the squares of the {name}": sum(each**2 for each in sizes),
        f"the first times the last of the {name}": sizes[0] * sizes[-1],
        f"the largest of the {name}": max(sizes),
        f"the sum of the squares of all {name} but the first and the last": sum(n * n for n in sizes[1:-1]),
        f"the sum of the squares of all {name} but the first": sum(n * n for n in sizes[1:]),
    }
    apart = [one * other + biased * other for one, other in combinations(sizes, 2)]
    counts |= {"what layers that aren't neighbors would have between them": sum(apart) - sum(layers)}
    found = {key: np.asarray(float(value)) for key, value in counts.items()}
    return found | {f"twice {key}": 2 * value for key, value in found.items() if key != "1"}
