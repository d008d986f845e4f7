"""What is said of cases, calls and entries holds in each of them, and not by chance."""

from __future__ import annotations

import pytest

from nnprep.grading.feedback.crashes import crash_meaning
from tests.grading.test_premises import edited, report, said


@pytest.mark.parametrize(
    ("exercise", "old", "new", "seed", "words"),
    [
        pytest.param(
            *("forward", "X @ W1 + b1", "X @ W1 + b1[None, :]", 3, "labels come as a column"),
            id="the last weights are a column, and there are no labels",
        ),
        pytest.param(
            *("backprop", "m = X.shape[0]", "m = len(np.unique(y))", 5, "all with larger batches are wrong"),
            id="two rows with two labels are right",
        ),
        pytest.param(
            "softmax",
            "loss = -log_probs[rows, y].mean()",
            "p = (exps / totals)[rows, y]\n    loss = -np.log(np.where(p > 0, np.maximum(p, 1e-15), 0)).mean()",
            *(3, "stops at about"),
            id="a larger loss is infinite",
        ),
        pytest.param(
            *("softmax", "one_hot[rows, y] = 1", "one_hot[rows, y] = y > 0", 3, "where logits isn't 0"),
            id="few logits are 0",
        ),
        pytest.param(
            *("backprop", "return dW1, db1", "return dW1, np.sort(db1)", 5, "exactly the calls where"),
            id="a call that isn't compared is right without the trait",
        ),
        pytest.param(
            *("backprop", "return dW1, db1", "return dW1, db1[:, ::-1]", 5, "X has a single column"),
            id="there is a single hidden unit as well",
        ),
        pytest.param(
            "softmax",
            "    loss = -log_probs",
            "    log_probs = KEPT.setdefault(logits.shape, log_probs)\n    loss = -log_probs",
            *(2, "it's less than it should be"),
            id="a loss that isn't compared is greater",
        ),
        pytest.param(
            "mlp",
            "float(-np.mean(y * log_p + (1 - y) * log_not_p))",
            "float(-np.mean(np.log(np.clip(sigmoid(np.where(y, z, -z)), 1e-12, 1)))"
            " + 0.0005 * sum((W**2).sum() for W in self.W) / len(X))",
            *(5, "stops at about"),
            id="what a penalty adds to a cap is no cap",
        ),
        pytest.param(
            "mlp",
            "float(-np.mean(y * log_p + (1 - y) * log_not_p))",
            "float(-np.mean(np.log(sigmoid(np.where(y, z, -z)) + 1e-9)) / 2)",
            *(2, " loss is what it should be times"),
            id="a capped loss is no multiple",
        ),
    ],
)
def test_nothing_is_said_that_holds_by_chance(
    exercise: str, old: str, new: str, seed: int, words: str
) -> None:
    """What only some cases or entries show isn't said of all."""
    found = report(exercise, "KEPT = {}\n" + edited(exercise, (old, new)), seed=seed)

    assert found.failing
    assert words not in said(found).replace("Below its cap, loss", "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("return math.exp(z)", "A function of math got an array"),
        ("return math.log(float(p))", "An array of several entries"),
        ("return float(z) * math.pi", "An array of several entries"),
    ],
)
def test_a_function_of_math_is_blamed_only_for_what_it_got(line: str, words: str) -> None:
    """float raises the same error in a line that also uses math."""
    told = crash_meaning(
        "TypeError: only length-1 arrays can be converted to Python scalars", f"line 3: {line}"
    )

    assert told.startswith(words)
