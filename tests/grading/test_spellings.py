"""What is said of a known mistake holds for every file that does the same, not only for the spelling of its edit."""

from __future__ import annotations

import pytest

from tests.grading.test_derived import diagnosis_text, report

PLAIN_STEP = (
    ("self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]", "self.W[k] = self.W[k] - self.lr * gW[k]"),
    ("self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]", "self.b[k] = self.b[k] - self.lr * gb[k]"),
    ("self.W[k] = self.W[k] + self.vW[k]\n", "pass\n"),
    ("self.b[k] = self.b[k] + self.vb[k]\n", "pass\n"),
)
"""A step that has no velocity at all."""
LOCAL_VELOCITY = (("self.vW[k] = self.mom", "vW = self.mom"), ("self.vb[k] = self.mom", "vb = self.mom"))
"""A step that adds velocities that stay zero."""
BOTH_SUMS = (("float(-np.mean(", "float(-np.sum("), (" / len(X)  # (m, 1)", ""))
ASCENT_OF_BOTH = (
    ("(A[-1] - y) / len(X)", "(y - A[-1]) / len(X)"),
    ("self.vW[k] - self.lr", "self.vW[k] + self.lr"),
    ("self.vb[k] - self.lr", "self.vb[k] + self.lr"),
)


@pytest.mark.parametrize(
    ("edits", "mistakes", "false"),
    [
        ((("(p > 0.5)", "(p > 0)"),), ("predict-threshold-0",), "Every row"),
        (PLAIN_STEP, ("velocity-not-stored",), "velocity is lost"),
        (LOCAL_VELOCITY, ("parameters-never-move",), "isn't stored"),
        (BOTH_SUMS, ("loss-sum", "no-mean"), "matches the gradients"),
        (ASCENT_OF_BOTH, ("momentum-ascent", "sign"), "climb"),
        ((("[X], []", "[X - X.mean(axis=0)], []"),), ("input-centered",), "in place"),
    ],
)
def test_what_is_said_of_one_spelling_is_true_of_others(
    edits: tuple[tuple[str, str], ...], mistakes: tuple[str, ...], false: str
) -> None:
    """A sentence is printed for every file that does the same, whatever its lines look like."""
    judged = report("mlp", *edits)

    assert sorted(name for each in judged.diagnosis for name in each.mistakes) == sorted(mistakes)
    assert not any(false in say for each in judged.diagnosis for say in each.say)


def test_call_in_which_every_layer_is_wrong_blames_no_layer() -> None:
    """A default that only the check of defaults uses is wrong in both layers of its network, which are the last two."""
    judged = report("mlp", ("lr=0.1", "lr=0.001"))

    assert any("default lr is 0.001" in each for each in judged.symptoms), judged.symptoms
    assert not any("layers only" in each for each in judged.symptoms), judged.symptoms


def test_only_the_infinity_that_was_tried_is_told() -> None:
    """The checks rule classes out by -inf, so nothing is said of +inf, which this code leaves as it is."""
    judged = report(
        "activations",
        (
            "    z = floating(z)\n    # Shifting",
            "    z = np.where(z == -np.inf, 0, floating(z))\n    # Shifting",
        ),
    )

    assert diagnosis_text(judged).startswith("A logit of minus infinity counts as 0")
    assert "+inf" not in diagnosis_text(judged)
