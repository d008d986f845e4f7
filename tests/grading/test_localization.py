"""Where a wrong answer goes wrong: in which step, in which values, in which entries, in which calls."""

from __future__ import annotations

import numpy as np
import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.feedback.localization import traits
from nnprep.grading.feedback.localization.label_weights import is_weighted
from nnprep.grading.feedback.localization.locations import layers, values
from nnprep.grading.feedback.samples import Sample
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.sandbox.local import LocalPeer
from tests.grading.test_derived import report

WRONG_STEP = ("a1 = sigmoid(z1)", "a1 = np.tanh(z1)")


@pytest.mark.parametrize(
    ("exercise", "old", "new", "said"),
    [
        (
            "forward",
            "a1 = sigmoid(z1)",
            "a1 = z1 / (1 + np.abs(z1))",
            "z1 is right. Only the step to a1 is wrong; z2 and a2 are what follows from it.",
        ),
        pytest.param(
            "forward",
            "a1 = sigmoid(z1)",
            "a1 = sigmoid(z1)\n    a1[:, -1] = 1.0",
            "Of a1, only entries in the last column are wrong here.",
            marks=pytest.mark.proof,
        ),
        (
            "backprop",
            "da1 = dz2 @ W2.T",
            "da1 = dz2 @ np.abs(W2).T",
            "dW2 and db2 are right in every core check; dW1 and db1 aren't. What is wrong needs W2; what is right "
            "doesn't.",
        ),
        pytest.param(
            "backprop",
            "dz2 = a2 - y",
            "dz2 = (a2 - y) * np.abs(a2 - y)",
            "For a batch of one, dW1, db1, dW2 and db2 are off by one common factor",
            marks=pytest.mark.proof,
        ),
        (
            "multiclass",
            "self.A.append(np.maximum(self.Z[-1], 0))",
            "self.A.append(np.maximum(self.Z[-1], 0) ** 2)",
            "Here, `forward` is right in exactly the calls where there is no hidden layer.",
        ),
        pytest.param(
            "mlp",
            "gb[k] = np.sum(delta, axis=0, keepdims=True)",
            "gb[k] = np.sum(delta, axis=0, keepdims=True) * (1 if k == len(self.W) - 1 else 7 + np.abs(delta).sum())",
            "gW[k] is right in every core check; gb[k] isn't. Here, gb[k] is right in the last layer",
            marks=pytest.mark.proof,
        ),
    ],
)
def test_place_is_said(exercise: str, old: str, new: str, said: str) -> None:
    """An unnamed mistake is located by what was measured."""
    judged = report(exercise, (old, new))

    assert judged.diagnosis == ()
    assert any(text.startswith(said) for text in judged.symptoms), judged.symptoms


@pytest.mark.parametrize(("new", "told"), [("X @ W1", True), ("np.cbrt(X @ W1) + b1", False)])
def test_a_relation_that_tells_all_is_a_name(new: str, *, told: bool) -> None:
    """Where a term is known that is missing, nnprep doesn't say that it couldn't name the mistake."""
    judged = report("forward", ("X @ W1 + b1", f"X @ W1 + b1 if b1.ndim == 2 else {new}"))

    assert judged.diagnosis == ()
    assert any(text.startswith("Wherever z1 is wrong here, it is") for text in judged.symptoms) >= told
    assert any(text.startswith("nnprep couldn't name") for text in judged.symptoms) != told


@pytest.mark.proof
def test_values_of_another_shape_are_not_right() -> None:
    """A history that is too short isn't called right, though it can't be compared number by number."""
    stop = "self.train_step(X, y)\n            if len(history) > 6:\n                break"
    judged = report("mlp", ("self.train_step(X, y)\n        return", f"{stop}\n        return"))

    assert judged.failing
    assert not any("history is right" in text or "history and" in text for text in judged.symptoms)


def test_values_of_a_list_that_is_too_short_are_not_called_right() -> None:
    """A list isn't right and wrong in one sentence: its values could be compared in other calls only."""
    one = np.ones(1)
    known = [
        Sample(
            label, one, one, {}, label == "history", ("fit", 0), "MLP.fit", -1, comparable=label != "history"
        )
        for label in ("W[k]", "history[k]", "history")
    ]

    assert values(known, "fit", "") == "W[k] is right in every core check; history isn't."


def test_layers_after_one_function_are_not_those_after_another() -> None:
    """What is wrong in the first layer only after a step may be wrong in all after training."""
    one = np.ones(1)
    known = [
        Sample("W[k]", one, one, {}, layer == 0, ("step", case), "MLP.step", layer)
        for case in range(3)
        for layer in range(2)
    ]

    here = "Here, {}W[k] is wrong in the first layer only, and right in the others."
    assert layers(known) == here.format("")
    assert layers(known, ["W[k]"]) == here.format("after `step`, ")


@pytest.mark.usefixtures("no_search")
def test_what_is_read_of_several_networks_belongs_to_each() -> None:
    """The last layer of a network isn't that of a deeper one in the same check: after two steps it is wrong."""
    decay = "self.lr * (gW[k] + (0.1 * self.W[k] if k == 0 else 0))"
    text = reference_text(find_exercise("multiclass")).replace("self.lr * gW[k]", decay)
    judged = judge(find_exercise("multiclass"), "mine.py", LocalPeer(text), seed=7)

    assert judged.failing
    assert not any("right in the last layer" in text for text in judged.symptoms), judged.symptoms


def test_what_only_follows_has_no_cause_of_its_own() -> None:
    """Where z2 lacks b2, after another wrong value, a2 follows from it: nothing is missing there."""
    judged = report("forward", ("X @ W1 + b1", "np.clip(X @ W1 + b1, -10, 10)"), ("a1 @ W2 + b2", "a1 @ W2"))

    assert any("a1 and a2 are what follows from them" in text for text in judged.symptoms), judged.symptoms
    assert not any(text.startswith("a2 comes out") for text in judged.symptoms)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            (WRONG_STEP, ("a2 = sigmoid(z2)", "a2 = np.cbrt(z2)")),
            "z1 is right. The steps to a1 and a2 are wrong; z2 is what follows from a1.",
        ),
        (
            (("return a2, a1,", "return a2, np.cbrt(a1),"),),
            "a2, z1 and z2 are right in every core check; a1 isn't.",
        ),
    ],
)
@pytest.mark.usefixtures("no_search")
def test_a_step_is_blamed_only_for_what_comes_from_it(
    changes: tuple[tuple[str, str], ...], said: str
) -> None:
    """A value follows from wrong ones before it, and one that is right isn't called a wrong step."""
    assert said in report("forward", *changes).symptoms


@pytest.mark.usefixtures("no_search")
def test_what_another_part_gets_wrong_is_not_called_right() -> None:
    """After one step the weights are right, but after two training steps they follow from the wrong biases."""
    judged = report("mlp", ("self.vb[k] - self.lr * gb[k]", "self.vb[k] - self.lr * np.cbrt(self.b[k])"))

    assert not any("W[k] is right" in text for text in judged.symptoms)


@pytest.mark.usefixtures("no_search")
def test_an_infinite_result_counts_as_wrong() -> None:
    """Where a check only computes with a loss that is infinite, it isn't said that every wrong one is less."""
    judged = report(
        "mlp", ("log_not_p = -np.logaddexp(0, z)", "log_not_p = -2 * np.log(1.0000001 - 1 / (1 + np.exp(-z)))"),
        ("log_p = -np.logaddexp(0, -z)", "log_p = np.log(1 / (1 + np.exp(-z)))"),
    )  # fmt: skip

    assert not any("less than it should be" in text or "greater than" in text for text in judged.symptoms)


@pytest.mark.parametrize(
    ("factors", "own"),
    [((0.37, 0.37, 0.37), True), ((2.0, 2.0, 2.0), False), ((0.37, 0.37, 0.5), False), ((0.37, 0.37), False)],
)
def test_a_factor_that_no_known_mistake_has(factors: tuple[float, ...], *, own: bool) -> None:
    """A factor is the learner's own number if it's the same in enough calls, and no ratio of small ones."""
    right = np.arange(1.0, 5.0)
    known = [
        Sample("dW", right, factor * right, {}, True, ("batch", place), "backward", -1)
        for place, factor in enumerate(factors)
    ]

    assert is_weighted(known, "") is own


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "z2 = a1 @ W2 + b2",
            "z2 = a1 @ W2\n    z2[0] += b2.ravel()[0]",
            "Here, from the second row on, z2 is what follows from your a1, minus b2.",
        ),
        (
            "z2 = a1 @ W2 + b2",
            "z2 = a1 @ W2 + b2\n    z2[1:] *= 3",
            "Of z2, only entries outside the first row don't follow from your a1 here.",
        ),
        (
            "a2 = sigmoid(z2)",
            "a2 = np.round(sigmoid(z2))",
            "a2 is what follows from your z2, rounded to whole numbers: return all digits.",
        ),
        (
            "a2 = sigmoid(z2)",
            "a2 = np.maximum(sigmoid(z2), 0.3)",
            "a2 is never below 0.3: what would be beyond is cut off there, and the rest of a2 follows rightly from "
            "your z2.",
        ),
    ],
)
@pytest.mark.usefixtures("no_search")
def test_a_step_after_a_wrong_one_is_compared_with_what_follows_from_it(
    old: str, new: str, said: str
) -> None:
    """After a wrong value, nothing is said relative to what the next one should be: that isn't where it comes from."""
    judged = report("forward", WRONG_STEP, (old, new))

    assert said in judged.symptoms


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "history.append(self.loss(X, y))",
            "history.append(history[0] if history else self.loss(X, y))",
            "what its first entry should be, in every entry.",
        ),
        (
            "return history",
            "return [float(np.mean(history))] * len(history)",
            "the mean of what its entries should be",
        ),
    ],
)
@pytest.mark.usefixtures("no_search")
def test_a_constant_list_is_told_by_all_calls(old: str, new: str, said: str) -> None:
    """Which right number stands in every entry is decided where they differ; a list of three numbers is enough."""
    judged = report("mlp", (old, new))
    alike = [f.text for o in judged.outcomes if o.check == "flat" for f in o.findings]

    assert any(text.startswith("history is ") and said in text for text in judged.symptoms)
    assert not any("history[k]" in text for text in judged.symptoms)
    assert not any("mean" in text for text in alike)


@pytest.mark.usefixtures("no_search")
def test_nan_is_no_sum() -> None:
    """What is nan in many calls isn't called a sum over calls, and nothing is measured of the rest only."""
    judged = report(
        "forward", ("z2 = a1 @ W2 + b2", "z2 = 2 * (a1 @ W2) + b2\n    z2 *= np.nan if len(X) == 5 else 1")
    )

    assert not any("pile up" in text or "where the shape is right" in text for text in judged.symptoms)


@pytest.mark.usefixtures("no_search")
def test_a_relation_of_one_function_is_not_said_of_others() -> None:
    """What was measured in one case, after one of several functions, is said of that alone."""
    kept = "self.vW[k] = self.momentum * self.vW[k] - self.lr * "
    decay = report("mlp", (f"{kept}gW[k]", f"{kept}(gW[k] + 0.01 * self.W[k])"))
    damped = report("mlp", (f"{kept}gW[k]", f"{kept}(1 - self.momentum) * gW[k]"))

    assert any(
        text.startswith("In one case, after `train_step`, W[k] is moved by") for text in decay.symptoms
    )
    assert not any("all rows but" in text for text in damped.symptoms)


@pytest.mark.usefixtures("no_search")
def test_no_term_that_is_zero_explains_a_slight_error() -> None:
    """A loss that is off by 1e-8 isn't the right one plus a size that is 0."""
    judged = report("mlp", ("log_p = -np.logaddexp(0, -z)", "log_p = np.log(sigmoid(z) + 1e-8)"))

    assert not any("the number of" in text for text in judged.symptoms)


@pytest.mark.usefixtures("no_search")
def test_a_limit_at_one_is_not_said_of_a_clip_elsewhere() -> None:
    """That only entries beyond 1 are wrong is chance where the values are cut off."""
    judged = report("forward", ("a1 = sigmoid(z1)", "a1 = np.clip(sigmoid(z1), 0.1, 0.9)"))

    assert not any("above 1" in text for text in judged.symptoms)


@pytest.mark.parametrize(
    ("last", "also"), [([3, 5, 3], False), ([3, 5, 4], True)], ids=["apart", "nothing apart"]
)
def test_two_traits_that_split_the_calls_are_both_said(last: list[int], *, also: bool) -> None:
    """Only a right call with equal sizes that aren't neighbors tells whether equal ones anywhere matter."""
    calls = [
        ([2, 3], False),
        ([3, 4, 2], False),
        (last, False),
        ([2, 2], True),
        ([4, 4, 3], True),
        ([5, 5], True),
    ]
    known = [
        Sample("count", np.ones(()), np.ones(()), {"sizes": sizes}, wrong, (f"check {place}", 0), "f", -1)
        for place, (sizes, wrong) in enumerate(calls)
    ]

    said = traits.calls(known, "f")

    assert said.startswith("Here, `f` is right in exactly the calls where no two ")
    assert said.endswith("no two neighbors among the sizes are equal.")
    assert ("These are also the calls" in said) == also
