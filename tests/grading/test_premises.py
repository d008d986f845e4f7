"""Nothing is said of a file whose premise it doesn't show: of infinity, of a call's arguments, of signs."""

from __future__ import annotations

import numpy as np
import pytest

from nnprep.checks.trace import Trace
from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.grading.diagnosis.known_mistakes import tellable
from nnprep.grading.feedback.crashes import crash_meaning
from nnprep.grading.feedback.findings import COMPARED
from nnprep.grading.feedback.localization import traits
from nnprep.grading.feedback.samples import Sample
from nnprep.grading.feedback.symptoms import Surroundings, origin_symptoms
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import BARE, Report
from nnprep.sandbox.local import LocalPeer

ABSOLUTE_MAXIMUM = """
    shift = np.abs(np.where(np.isfinite(z), z, 0)).max(axis=axis, keepdims=True)
    e = np.exp(z - shift)
    return e / e.sum(axis=axis, keepdims=True)
"""


def said(found: Report) -> str:
    return " ".join(
        [*found.symptoms, *(say for each in found.diagnosis for say in each.say)]
        + [f"{each.label} {each.text}" for outcome in found.outcomes for each in outcome.findings]
    )


def report(exercise: str, code: str, seed: int = 3, *, diagnosing: bool = True) -> Report:
    return judge(find_exercise(exercise), "file.py", LocalPeer(code), seed=seed, diagnosing=diagnosing)


def test_infinity_is_told_only_of_what_was_not_finite() -> None:
    """A loss through a probability is as large as one from the logits, as long as the probability isn't 0."""
    mistakes = load_mistakes(find_exercise("multiclass"))
    finite, infinite = Trace(), Trace()
    finite.value, infinite.value = {"loss": 500.0}, {"loss": np.float64("inf")}

    lost = {each.id for each in mistakes} - {each.id for each in tellable(mistakes, [finite])}

    assert {"log-of-picked", "loss-nan-to-num"} <= lost
    assert tellable(mistakes, [finite, infinite]) == list(mistakes)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_an_argument_is_that_of_the_call(seed: int) -> None:
    """Where a result is nan, its own call's arguments are looked at, not those of the last call."""
    code = reference_text(find_exercise("activations"))
    start = code.index("def softmax(")
    body = code.index("\n", start)
    end = code.index("\ndef ", body)
    code = code[:body] + "\n    z = np.asarray(z, float)" + ABSOLUTE_MAXIMUM + code[end:]

    texts = [
        each.text
        for outcome in report("activations", code, seed=seed, diagnosing=False).outcomes
        for each in outcome.findings
        if ", where z is " in each.text
    ]

    assert all(float(each.split(", where z is ")[1].split()[0].replace(",", "")) < -100 for each in texts)


def test_positive_values_have_nothing_in_common_where_none_is_negative() -> None:
    """The right values of a sigmoid are positive, but for those that are nearly 0."""
    right = np.array([[0.3, 0.6, 0.0], [0.0, 0.9, 0.4]])
    wrong = [
        Sample("a2", right, np.where(right > 0.1, right / 2, right), {}, True, ("check", k), "forward", -1)
        for k in range(4)
    ]

    assert traits.entries(wrong) == ""


def test_factors_that_fit_are_not_blamed_for_the_array_of_out() -> None:
    """NumPy names the same sizes if the array that is passed as `out` has another shape."""
    a, b = np.ones((5, 4)), np.ones((4, 3))
    with pytest.raises(ValueError, match="Output operand") as error:
        np.matmul(a, b, out=np.empty((5, 4)))

    told = crash_meaning(f"ValueError: {error.value}", "np.matmul(X, W1, out=z1)")

    assert "factors of the matrix product fit" in told
    assert "differ" not in told


def test_an_earlier_result_is_not_what_should_be() -> None:
    """A call that is compared with itself may have been wrong the first time."""
    code = reference_text(find_exercise("count-params"))
    start = code.index("def mlp_shapes")
    code = code[:start] + (
        "def mlp_shapes(sizes, batch, acc=[]):\n"
        '    acc.append(("X", (batch, sizes[0])))\n'
        "    for k, (i, o) in enumerate(zip(sizes, sizes[1:]), 1):\n"
        '        acc += [(f"W{k}", (i, o)), (f"b{k}", (1, o)), (f"z{k}", (batch, o)), (f"a{k}", (batch, o))]\n'
        "    return acc\n"
    )
    texts = [
        each.text
        for seed in range(1, 5)
        for outcome in report("count-params", code, seed=seed).outcomes
        for each in outcome.findings
        if each.label.startswith("before, and again")
    ]

    assert texts
    assert not [each for each in texts if "should be" in each]


def test_an_explanation_of_values_holds_in_calls_of_any_size() -> None:
    """Where a softmax over one column is nan in calls of drawn sizes, it isn't a sigmoid divided by itself."""
    code = """
import numpy as np

def forward(X, W1, b1, W2, b2):
    z1 = np.zeros((len(X), W1.shape[1]), dtype=X.dtype)
    for i, x in enumerate(X):
        carried = 0.0
        for j, w in enumerate(W1.T):
            carried += x @ w
            z1[i, j] = carried + np.ravel(b1)[j]
    a1 = 1 / (1 + np.exp(-z1))
    z2 = a1 @ W2 + b2
    e = np.exp(z2 - z2.max())
    return e / e.sum(axis=1, keepdims=True), a1, z1, z2
"""

    assert "sum of sigmoids" not in said(report("forward", code))


def test_what_was_never_written_is_not_multiplied_by_other_zeros() -> None:
    """Rows that no chunk reaches are 0, and so are the row maxima of what is computed from them."""
    code = """
import numpy as np

def forward(X, W1, b1, W2, b2):
    m, h = X.shape[0], W1.shape[1]
    z1, a1, z2, a2 = (np.zeros((m, n), X.dtype) for n in (h, h, 1, 1))
    for c in range(m // 32):
        s = slice(c * 32, (c + 1) * 32)
        z1[s] = X[s] @ W1 + b1
        a1[s] = 1 / (1 + np.exp(-z1[s]))
        z2[s] = a1[s] @ W2
        a2[s] = 1 / (1 + np.exp(-z2[s]))
    return a2, a1, z1, z2
"""

    assert "maxima" not in said(report("forward", code))


def test_a_row_alone_is_not_told_to_be_as_wrong_as_the_batch() -> None:
    """A file that sums over the batch is right for a row alone: neither value is called the right one."""
    code = reference_text(find_exercise("forward"))
    assert "z2 = a1 @ W2 + b2" in code
    code = code.replace("z2 = a1 @ W2 + b2", "z2 = (a1 @ W2).sum(axis=0, keepdims=True) + b2")

    told = [
        each.text
        for outcome in report("forward", code).outcomes
        for each in outcome.findings
        if each.label.startswith("row ")
    ]

    assert told
    assert all("should be" not in each for each in told), told


def test_labels_that_are_all_0_are_not_told_to_be_missing() -> None:
    """To leave out zeros changes nothing, so nobody can tell that they were left out."""
    code = reference_text(find_exercise("multiclass"))
    assert "delta = (P - Y) / len(X)" in code
    code = code.replace("delta = (P - Y) / len(X)", "delta = (P - Y) / len(self.W)")

    assert not [seed for seed in range(1, 6) if "without y" in said(report("multiclass", code, seed))]


def test_a_label_of_0_is_no_sum() -> None:
    """Zeros add up to 0, whatever was left out."""
    code = reference_text(find_exercise("multiclass"))
    assert "(self.forward(X), axis=1)" in code

    told = said(report("multiclass", code.replace("(self.forward(X), axis=1)", "(self.forward(X), axis=0)")))

    assert "not summed" not in told


def test_values_beside_a_name_are_only_shown() -> None:
    """The name says what is wrong: beside it there are only the values, or a constant factor."""
    code = reference_text(find_exercise("forward"))
    assert "z2 = a1 @ W2 + b2" in code
    code = code.replace("z2 = a1 @ W2 + b2", "z2 = a1 @ W2 + b2 + b2")

    shown, alone = report("forward", code), report("forward", code, diagnosing=False)

    texts = [[f.text for o in each.failing for f in o.findings if f.label == "z2"] for each in (shown, alone)]
    assert len(shown.diagnosis) == 1
    assert all(BARE.match(each) for each in texts[0])
    assert any("b2 was added once too often" in each for each in texts[1])
    assert {o.message for o in shown.failing} != {o.message for o in alone.failing}


def test_what_is_compared_with_an_earlier_result_is_no_multiple_of_what_should_be() -> None:
    """The code's own first result may be wrong, so the second one is only shown beside it."""
    code = reference_text(find_exercise("softmax"))
    start = code.index("def softmax_cross_entropy")
    code = code[:start] + (
        "def softmax_cross_entropy(logits, y, calls=[]):\n"
        "    calls.append(0)\n"
        "    return 2.0 ** len(calls), np.zeros_like(logits)\n"
    )

    told = [
        f"{each.label} {each.text}"
        for outcome in report("softmax", code, diagnosing=False).outcomes
        for each in outcome.findings
        if any(words in each.label for words, _ in COMPARED)
    ]

    assert told
    assert not [each for each in told if "should be" in each]


def edited(exercise: str, *edits: tuple[str, str]) -> str:
    code = reference_text(find_exercise(exercise))
    for old, new in edits:
        assert old in code
        code = code.replace(old, new)
    return code


def test_an_error_measures_nothing_of_what_was_assigned() -> None:
    """A forward pass that ends in an error doesn't show whether it computes with assigned weights."""
    found = report("mlp", edited("mlp", ("self.A[-1] @ W + b", "W @ self.A[-1] + b")))

    assert not found.premise
    assert "Assigning other arrays" not in said(found)


def test_a_constant_result_is_not_told_to_be_kept() -> None:
    """A softmax of one column is 1 for any X, W and b: nothing is kept."""
    one = "self.A[-1] = self.Z[-1] / self.Z[-1]"
    edits = (("self.A[-1] = sigmoid(self.Z[-1])", one), ("- self.lr * gW[k]", "- gW[k]"))
    found = report("mlp", edited("mlp", *edits))

    assert "returns its old result, even for another X" in said(found)
    assert "keeps" not in said(found)


def test_a_long_list_belongs_to_the_call_that_returned_it() -> None:
    """A history of eleven losses is compared as one array, and its call is as wrong as the others."""
    doubled = ("history.append(self.loss(X, y))", "history.append(2 * self.loss(X, y))")

    assert "is right in exactly the calls" not in said(report("mlp", edited("mlp", doubled)))


def test_an_error_of_another_part_is_its_consequence() -> None:
    """Where an exponential of plain Python ends the forward pass, nothing of the loss has been seen."""
    plain = "import math\n    return np.vectorize(lambda t: 1 / (1 + math.exp(-t)))(z)\n    e = z"
    found = report("mlp", edited("mlp", ("e = np.exp(-np.abs(z))", plain)))

    assert {each.part for each in found.diagnosis} == {"forward"}
    assert {part for each in found.diagnosis for part in each.consequences} == {
        "loss",
        "gradients",
        "predict",
    }


def test_what_another_function_gets_wrong_is_not_right_in_every_check() -> None:
    """After one training step, the weights are right; after several, they have followed wrong biases."""
    late = (
        "self.step(gW, [0 * g for g in gb])\n        self.step([0 * g for g in gW], self.gradients(X, y)[1])"
    )
    lowest = "history.append(min([*history, self.loss(X, y)]))"
    edits = (
        (
            "        gW, gb = self.gradients(X, y)\n        self.step(gW, gb)",
            f"        gW, gb = self.gradients(X, y)\n        {late}",
        ),
        ("history.append(self.loss(X, y))", lowest),
    )

    assert "W[k] is right in every core check" not in said(report("mlp", edited("mlp", *edits), 99))


def test_what_explains_one_part_is_kept_where_two_explain_another() -> None:
    """A first layer without its ReLU, forward only, isn't told as one backward, too, beside wrong one-hot rows."""
    linear = "self.A.append(np.maximum(self.Z[-1], 0) if len(self.Z) > 1 else self.Z[-1])"
    edits = (
        ("self.A.append(np.maximum(self.Z[-1], 0))", linear),
        ("np.zeros((len(labels), self.n_classes))", "np.zeros((len(labels), len(np.unique(labels))))"),
    )
    found = report("multiclass", edited("multiclass", *edits), 59)

    assert {one for each in found.diagnosis for one in each.mistakes} == {
        "classes-from-unique",
        "relu-not-in-first-layer-forward",
    }


def test_zeros_are_no_function_of_an_argument() -> None:
    """Sums that are zero but for rounding aren't max(0, b), where no b is positive."""
    around = Surroundings(arguments={"b": np.array([[-1.0, -2.0, -0.5]])})
    nearly_zero = np.array([[0.0, 1e-17, -1e-17]])

    assert not [*origin_symptoms(np.ones((1, 3)), nearly_zero, around)]


def test_labels_that_are_right_by_chance_tell_nothing_of_layouts() -> None:
    """Without a ReLU in the first layer, few labels change: where they do is no matter of how X lies in memory."""
    linear = "self.A.append(np.maximum(self.Z[-1], 0) if len(self.Z) > 1 else self.Z[-1])"
    edits = (
        ("self.A.append(np.maximum(self.Z[-1], 0))", linear),
        ("(delta @ self.W[k].T)", "(delta @ self.W[k])"),
    )

    assert "row by row" not in said(report("mlp", edited("mlp", *edits), 27))


def test_what_the_code_itself_says_of_halves_is_not_what_should_be() -> None:
    """A network is compared with its halves as the same code counts them, which is wrong, too."""
    code = reference_text(find_exercise("count-params")).replace(
        "weights + biases if", "weights + biases + sizes[-1] if"
    )

    told = said(report("count-params", code))

    assert "the whole network" in told
    assert ", but its halves come to " in told.partition("the whole network")[2][:60]
