"""Three and four mistakes at once, of which each hides what the next one does."""

from __future__ import annotations

import pytest

from tests.grading.test_derived import report


def test_each_mistake_is_found_behind_the_one_before() -> None:
    """A wrong value that is handed on makes everything after it wrong; the first is explained first, then the next."""
    (found,) = report(
        "forward",
        ("z1 = X @ W1 + b1", "z1 = X @ W1"),
        ("a1 = sigmoid(z1)", "a1 = np.tanh(z1)"),
        ("z2 = a1 @ W2 + b2", "z2 = a1 @ W2"),
    ).diagnosis

    assert {*found.mistakes} == {"no-b1", "tanh-hidden", "no-b2"}


def test_a_step_that_a_later_one_replaces_is_dropped() -> None:
    """The log of a probability isn't told twice: as a mistake of the loss, and times the one-hot rows, too."""
    (found,) = report(
        "softmax",
        (
            "-log_probs[rows, y].mean()",
            "-np.sum(np.eye(logits.shape[1])[y] * np.log(exps / totals)) / len(logits)",
        ),
        ("(probs - one_hot) / len(logits)", "probs - one_hot"),
        (
            "logits = logits if",
            "logits = logits.astype(np.float64) if logits.dtype.itemsize < 8 else logits if",
        ),
    ).diagnosis

    assert set(found.mistakes) == {"grad-no-mean", "log-of-softmax-times-one-hot"}


@pytest.mark.proof
def test_mistakes_in_different_checks() -> None:
    """A mistake that shows with large numbers only is found behind those that show everywhere."""
    (found,) = report(
        "softmax",
        (".mean()", ".sum()"),
        ("(probs - one_hot)", "(probs + one_hot)"),
        ("logits - logits.max(axis=1, keepdims=True)", "logits.astype(float)"),
    ).diagnosis

    assert len(found.mistakes) == 3
    assert {"loss-sum", "grad-plus-onehot"} < set(found.mistakes)


@pytest.mark.proof
def test_alternatives_that_explain_later_parts_win() -> None:
    """Of two explanations of one part, the report shows the one that also explains another part, and shows it once."""
    judged = report(
        "mlp",
        ("rng = np.random.default_rng(seed)", "rng = np.random.default_rng()"),
        (
            "self.A[-1] = sigmoid(self.Z[-1])",
            "self.Z[-1] = np.maximum(self.Z[-1], 0)\n        self.A[-1] = sigmoid(self.Z[-1])",
        ),
    )

    assert [set(each.mistakes) for each in judged.diagnosis] == [{"seed-ignored", "relu-on-logits"}]


@pytest.mark.proof
def test_own_function_explains_a_part_after_an_unexplained_one() -> None:
    """A part whose own function has a known mistake is explained, though an earlier part that it calls is not."""
    odd = "np.where(z >= 0, 1 / (1 + e) + 0.001 * z * z, e / (1 + e) - 0.003 * np.abs(z))"
    judged = report(
        "mlp",
        ("np.where(z >= 0, 1 / (1 + e), e / (1 + e))", odd),
        ("return float(-np.mean(y * log_p", "return float(-np.sum(y * log_p"),
    )

    assert ("loss", ("loss-sum",)) in [(each.part, each.mistakes) for each in judged.diagnosis]


def test_nobody_is_told_about_arguments_that_were_left_alone() -> None:
    """Centering a copy of the inputs isn't explained by a mistake that centers them in place."""
    (found,) = report("forward", ("z1 = X @ W1 + b1", "z1 = (X - X.mean(axis=0)) @ W1 + b1")).diagnosis

    assert "overwrites-X" not in found.mistakes
    assert found.mistakes == ("X-centered",)


def test_two_mistakes_in_one_value() -> None:
    """Where two mistakes together make a value agree and neither does alone, both are found, and a third one too."""
    (found,) = report(
        "backprop",
        ("dz2 = a2 - y", "dz2 = m * (a2 - y) * a2 * (1 - a2)"),
        ("da1 * (a1 * (1 - a1))", "da1 * (1 / (1 + np.exp(-a1)) * (1 - 1 / (1 + np.exp(-a1))))"),
    ).diagnosis

    assert set(found.mistakes) == {"no-mean", "mse-delta", "sigmoid-deriv-on-activation"}
