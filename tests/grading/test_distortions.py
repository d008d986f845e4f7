"""What was done to right values: what's said holds in all calls, and nothing is said of anything else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.feedback.distortions import distortions
from nnprep.grading.feedback.samples import Sample
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Status
from nnprep.sandbox.local import LocalPeer

Array = np.ndarray[Any, Any]
SIZES = (1, 3, 8)


def sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


def softmax(z: Array) -> Array:
    return np.asarray(np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True))


def calls_of(function: Any, make: Any) -> list[Sample]:
    """Return the values of three calls; `make(right, z)` computes what was returned."""
    rng = np.random.default_rng(0)
    found = []
    for number, rows in enumerate(SIZES):
        z = 4 * rng.standard_normal((rows, 4))
        z[0, :2] = number, 0.5
        z[-1, 2:] = 0.5, 2.0
        right, yours = function(z), np.asarray(make(function(z), z), dtype=float)
        wrong = not np.allclose(right, yours, rtol=1e-9, atol=1e-12)
        found.append(Sample("a", right, yours, {"z": z}, wrong, ("check", number), "f", -1))
    return found


@pytest.mark.parametrize(
    ("function", "make", "said"),
    [
        (sigmoid, lambda right, z: right.round(3), "rounded to 3 decimals"),
        (sigmoid, lambda right, z: right.astype(np.float16), "rounded to float16"),
        (np.tan, lambda right, z: np.trunc(right), "without its decimals"),
        (np.tan, lambda right, z: np.clip(right, -1, 2), "never below -1 or above 2"),
        (np.tan, lambda right, z: np.where(z > 1, right, 0), "0 in every entry that's wrong"),
        (np.tan, lambda right, z: np.cumsum(right, axis=0), "the running sum"),
        (sigmoid, lambda right, z: sigmoid(np.clip(z, -3, 3)), "up to |z| = 3"),
        (sigmoid, lambda right, z: sigmoid(1.7 * z), "at 1.7 times z"),
        (sigmoid, lambda right, z: 1 / (1 + np.exp(-z) + 0.01), "0.01 had been added"),
        (softmax, lambda right, z: softmax(z / 2), "for 0.5 times its logits"),
        (softmax, lambda right, z: right / (1 + 0.01 * right.max(axis=-1, keepdims=True)), "0.01 had been added"),
        (np.tan, lambda right, z: np.gradient(right, axis=1), "different results for equal entries of z"),
        (np.tan, lambda right, z: right + 0.01 * z**2, ""),
        (np.tan, lambda right, z: np.where(z > 1, right, 0) if len(z) > 1 else right + 8e-10 * right.max(), ""),
        (sigmoid, lambda right, z: 0.9 * right + 0.05, ""),
        (softmax, lambda right, z: 0.9 * right + 0.025, ""),
    ],
)  # fmt: skip
def test_distortion(function: Any, make: Any, said: str) -> None:
    """Each kind is said of all calls; what is none of them isn't said at all, nor if one call contradicts it."""
    found = calls_of(function, make)
    texts, labels = distortions(found)
    spoiled = [*found[:-1], found[-1]._replace(yours=found[-1].yours + 0.3 * found[-1].known["z"])]

    assert ([said in text for text in texts], labels) == (([True], {("f", "a")}) if said else ([], set()))
    assert "equal entries" in said or texts != distortions(spoiled)[0] or not texts


@pytest.mark.parametrize("function", [softmax, lambda z: sigmoid(z[:, 1:2])])
def test_other_logits_are_those_of_all_calls(function: Any) -> None:
    """What is right in some call isn't said to be what it should be for multiplied logits."""
    found = calls_of(function, lambda right, z: function(3 * z))
    right = found[1]._replace(yours=found[1].right, wrong=False)

    assert ["for 3 times its logits" in text for text in distortions(found)[0]] == [True]
    assert distortions([found[0], right, found[2]])[0] == []


def test_a_clip_on_one_side_is_not_said_of_both() -> None:
    """Near 1 a clip changes as good as nothing, but what is right there doesn't end at a limit."""
    z = np.linspace(-40, 40, 41)
    found = [
        Sample("a", sigmoid(x), sigmoid(np.maximum(x, -18.5)), {"z": x}, True, ("check", number), "f", -1)
        for number, x in enumerate((z, z[::-1] + 0.5))
    ]

    assert [text.partition(":")[0] for text in distortions(found)[0]] == ["a is never below 9.23745e-09"]


def test_a_finite_difference_is_no_other_small_change() -> None:
    """What is almost right isn't taken for another mistake that changes hardly anything, such as a wide clip."""
    text = reference_text(find_exercise("activations"))
    slope = "    z = floating(z)\n    return (sigmoid(z + 1e-4) - sigmoid(z - 1e-4)) / 2e-4"
    text = text.replace("    s = sigmoid(z)\n    return s * (1 - s)", slope)
    report = judge(find_exercise("activations"), "mine.py", LocalPeer(text), seed=7)

    assert report.status is Status.FAILED
    assert report.diagnosis == ()
