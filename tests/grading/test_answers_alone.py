"""A named function that's wrong, in files whose other functions don't call it as the reference's do."""

from __future__ import annotations

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Report, Scope
from nnprep.sandbox.local import LocalPeer
from nnprep.screens.check.diagnosis import diagnosis_lines
from nnprep.terminal.layout import Paper


def report(id: str, *changes: tuple[str, str]) -> Report:
    """Judge the reference with some pieces replaced."""
    exercise = find_exercise(id)
    source = reference_text(exercise)
    for old, new in changes:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return judge(exercise, "file.py", LocalPeer(source), seed=3)


def test_own_labels_in_the_loss() -> None:
    """The loss takes labels as indices, so what one_hot does wrong reaches the gradients only: no likeness is told."""
    judged = report(
        "multiclass",
        ("(len(labels), self.n_classes)", "(len(labels), labels.max() + 1)"),
        ("self.one_hot(y) * log_p", "np.eye(self.n_classes)[np.asarray(y).astype(int)] * log_p"),
    )

    (found,) = judged.diagnosis
    assert (found.mistakes, found.scope) == (("classes-from-max",), Scope.PART)
    assert (found.part, found.consequences) == ("one-hot", ("gradients", "training"))
    assert judged.blocked == (
        "The mistake above explains what fails in “the gradients of every layer” and “one training step”: fix that "
        "first, then check again.",
    )


def test_threshold_that_shows_an_earlier_mistake() -> None:
    """A >= at one half is right, and labels every row 1 after a ReLU: that's a consequence of the forward pass."""
    judged = report(
        "mlp",
        ("        return self.A[-1]\n", "        return sigmoid(np.maximum(self.Z[-1], 0))\n"),
        ("return (p > 0.5)", "return (p >= 0.5)"),
    )

    assert judged.diagnosis
    assert {each.part for each in judged.diagnosis} == {"forward"}
    assert all("as if the logit went through a ReLU" in each.say[0] for each in judged.diagnosis)
    assert judged.diagnosis[0].consequences == ("predict",)


def test_step_beside_a_wrong_forward_pass() -> None:
    """The step is compared with a right one that has the named mistake of the forward pass."""
    judged = report(
        "multiclass",
        ("np.maximum(self.Z[-1], 0)", "self.Z[-1]"),
        ("* (Z[k - 1] > 0)", ""),
        ("self.lr * gW[k]", "self.lr * gW[k] / len(X)"),
    )

    (said,) = (
        each for each in judged.symptoms if each.startswith("In “one training step”, beside what comes from ")
    )
    assert "“the forward pass”" in said
    # Its factor is 1 over the number of rows, but a single case doesn't show of which number it is.
    assert said.endswith(" W[k] is moved by the right amount times 0.142857.")


def test_a_step_that_passes_is_not_compared() -> None:
    """Where gradients moves the weights and train_step relies on it, nothing is said of the step, which is right."""
    judged = report(
        "multiclass",
        (
            "        gW, gb = self.gradients(X, y)\n        for k in range(len(self.W)):\n",
            "        self.gradients(X, y)\n        for k in ():\n",
        ),
        (
            "        return gW, gb",
            "        for k in range(len(self.W)):\n"
            "            self.W[k], self.b[k] = self.W[k] - self.lr * gW[k], self.b[k] - self.lr * gb[k]\n"
            "        return gW, gb",
        ),
    )

    assert [each.mistakes for each in judged.diagnosis] == [("gradients-move-weights",)]
    assert not any(text in str(judged) for text in ("beside what comes from", "moves twice", "is moved by"))


def test_gradients_again_for_each_parameter() -> None:
    """Gradients that are computed again after each parameter's move, the last layer first, are named."""
    judged = report(
        "multiclass",
        (
            "        gW, gb = self.gradients(X, y)\n        for k in range(",
            "        for k in reversed(range(",
        ),
        (
            "len(self.W)):\n            self.W[k] = self.W[k]",
            "len(self.W))):\n            self.W[k] = self.W[k]",
        ),
        ("self.lr * gW[k]", "self.lr * self.gradients(X, y)[0][k]"),
        ("self.lr * gb[k]", "self.lr * self.gradients(X, y)[1][k]"),
    )

    assert [each.mistakes for each in judged.diagnosis] == [("derived:computed-again",)]


def test_a_factor_is_not_exact_beside_another_mistake() -> None:
    """A loss that is summed, with one logarithm in base 2, isn't exactly m times too large."""
    (found,) = report(
        "softmax", ("-log_probs[rows, y].mean()", "-log_probs[rows, y].sum()"), ("np.log(", "np.log2(")
    ).diagnosis

    assert set(found.mistakes) == {"loss-sum", "log2-of-sum"}
    assert any(say.startswith("The loss lacks the mean's 1/m. ") for say in found.say)


def test_one_small_number_in_the_logarithm() -> None:
    """A small number that is named with its cap isn't told a second time as a cap of unknown origin."""
    log_p = ("np.log(total)", "np.log(total)\n        log_p = np.log(np.exp(log_p) + 1e-8)")
    (found,) = report("multiclass", log_p).diagnosis

    assert found.mistakes == ("loss-eps-1e-8",)


def test_the_same_mistake_in_a_function_with_its_own_copy() -> None:
    """One maximum of the batch in the softmax and in the loss: log(0) is infinite there, or nan by another formula."""
    judged = report(
        "multiclass",
        ("top = z.max(axis=1, keepdims=True)", "top = z.max()"),
        ("z = z - z.max(axis=1, keepdims=True)", "z = z - z.max()"),
        (
            "-np.sum(self.one_hot(y) * log_p) / len(X)",
            "-np.mean(log_p[np.arange(len(X)), np.asarray(y).astype(int)])",
        ),
    )

    assert [(each.mistakes, each.scope, each.part) for each in judged.diagnosis] == [
        (("max-of-everything",), Scope.PART, "forward"),
        (("loss-max-of-everything",), Scope.BUT_NAN, "loss"),
    ]
    shown = " ".join(line.text for line in diagnosis_lines(judged, Paper(width=400)))
    assert "in every core check of this part, if inf and nan count as the same" in shown
    assert "acts as if" not in shown
    assert "couldn't name" not in shown


def test_a_log_of_probabilities_that_an_earlier_mistake_makes_vanish() -> None:
    """The reference's loss doesn't use the wrong probabilities, so what reads them is tried beside their mistake."""
    judged = report(
        "multiclass",
        ("top = z.max(axis=1, keepdims=True)", "top = z.max()"),
        ("        z = z - z.max(axis=1, keepdims=True)\n", ""),
        ("total = np.exp(z).sum(axis=1, keepdims=True)  # (m, 1)", "p = np.exp(z - z.max())"),
        ("log_p = z - np.log(total)", "log_p = np.log(p / p.sum(axis=1, keepdims=True))"),
        (
            "-np.sum(self.one_hot(y) * log_p) / len(X)",
            "-np.mean(log_p[np.arange(len(X)), np.asarray(y).astype(int)])",
        ),
    )

    assert [each.mistakes for each in judged.diagnosis] == [("max-of-everything", "log-of-picked")]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (
            "np.abs(A[k].T @ delta) ** 1.1",
            "couldn't tell from what your code returned why checks of “the gradients of every layer” and “one "
            "training step” fail",
        ),
        (
            "np.concatenate([A[k], delta])",
            "nnprep found no known mistake that explains all that fails in “the gradients of every layer”",
        ),
    ],
)
def test_a_part_without_a_name(new: str, said: str) -> None:
    """No more is claimed than that nothing was found: another spelling of the mistake above may explain the rest."""
    judged = report(
        "multiclass",
        ("top = z.max(axis=1, keepdims=True)", "top = z.max()"),
        ("gW[k] = A[k].T @ delta", f"gW[k] = {new}"),
    )

    assert said in " ".join(line.text for line in diagnosis_lines(judged, Paper(width=400)))


def test_an_error_is_no_evidence_for_what_would_follow_it() -> None:
    """Float labels raise an error in one_hot and in a loss of its own: what then changes nothing isn't told there."""
    judged = report(
        "multiclass",
        ("np.asarray(y).astype(int)", "np.asarray(y)"),
        (
            "float(-np.sum(self.one_hot(y) * log_p) / len(X))",
            "float(-np.mean(log_p[np.arange(len(X)), y]))",
        ),
        (" * (Z[k - 1] > 0)", ""),
    )
    told = {each.part: each.mistakes for each in judged.diagnosis}

    assert len(told) == len(judged.diagnosis)  # each part has one explanation
    assert told["loss"] == told["one-hot"]
    assert told["gradients"] == ("relu-mask-missing",)


def test_an_error_where_a_wrong_helper_is_used() -> None:
    """A mask of one_hot fails where a product does, if with another error: that's a consequence of one_hot."""
    judged = report(
        "multiclass",
        ("(len(labels), self.n_classes)", "(len(labels), labels.max() + 1)"),
        ("np.sum(self.one_hot(y) * log_p)", "np.sum(log_p[self.one_hot(y) == 1])"),
    )

    (found,) = judged.diagnosis
    assert found.mistakes == ("classes-from-max",)
    assert found.consequences == ("loss", "gradients", "training")


def test_nobody_is_told_of_single_values_that_an_argument_was_changed() -> None:
    """Where only some values are explained, a mistake that writes into an argument isn't the one, either."""
    judged = report(
        "forward",
        ("z1 = X @ W1 + b1", "z1 = (X - X.mean(axis=0)) @ W1 + b1"),
        ("a2 = sigmoid(z2)", "a2 = sigmoid(z2) ** 1.1 + z2[0]"),
    )
    shown = " ".join(judged.symptoms)

    assert "You modified" not in shown
    assert "as if X's column means were subtracted" in shown
