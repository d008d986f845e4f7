"""A loss that is capped by a clip or a small number in its logarithm."""

from __future__ import annotations

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.sandbox.local import LocalPeer

pytestmark = pytest.mark.usefixtures("no_search")


LINE = "log_probs = shifted - np.log(totals)"


def symptoms(new: str) -> tuple[str, ...]:
    exercise = find_exercise("softmax")
    text = reference_text(exercise)
    assert LINE in text
    return judge(exercise, "mine.py", LocalPeer(text.replace(LINE, new)), seed=1).symptoms


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("exps / totals + 3e-5", "loss stops at about 10.4143 here, which is -log(3e-05)"),
        ("exps / totals + 1e-50", "loss stops at about 115.129 here, which is -log(1e-50)"),
        ("np.maximum(exps / totals, 3e-9)", "loss stops at about 19.6247 here, which is -log(3e-09)"),
        ("exps / totals + np.finfo(float).eps", "which is about -log(2.2e-16)"),
    ],
)
def test_cap_is_measured(inside: str, words: str) -> None:
    """Whatever its size, a cap is measured, and the losses that it hides are named."""
    text = symptoms(f"log_probs = np.log({inside})")[0]

    assert words in text
    assert "It should go up to" in text


@pytest.mark.parametrize("epsilon", ["1e-7", "1e-12"])
@pytest.mark.parametrize(
    ("change", "words"), [("/ 2", "0.5 times "), ("/ np.log(2)", "1.4427 times "), ("* (y > 0)", "")]
)
def test_the_number_is_the_one_in_the_code(epsilon: str, change: str, words: str) -> None:
    """If the loss is wrong below its cap too, the number is told only if one known factor explains that."""
    (text,) = (
        each
        for each in symptoms(
            f"log_probs = np.log(exps / totals + {epsilon}) {change}".replace("y >", "np.c_[y] >")
        )
        if "stops at about" in each
    )

    assert words + f"-log({float(epsilon):.2g})" in text if words else "log(" not in text


@pytest.mark.parametrize("factor", [0.5, 1.5])
def test_a_wrong_loss_without_a_cap_has_none(factor: float) -> None:
    """A loss that grows without limit is not said to be capped."""
    assert not any("exceeds" in text or "stops at about" in text for text in symptoms(f"{LINE} * {factor}"))


@pytest.mark.proof
def test_a_squared_error_is_not_capped() -> None:
    """The squared error of probabilities ends at 2 by itself, so nobody is told of a clip."""
    squared = "log_probs = -((1 - exps / totals) ** 2) * 2"

    assert not any("exceeds" in text or "stops at about" in text for text in symptoms(squared))


def test_one_loss_shows_a_cap_of_a_power_of_ten() -> None:
    """A single loss of 27.631 where 420 is right tells the clip at 1e-12."""
    exercise = find_exercise("bce-with-logits")
    old = "losses = np.maximum(z, 0) - z * y + np.log1p(e)"
    new = "q = np.clip(1 / (1 + np.exp(-z)), 1e-12, 1 - 1e-12)\n    losses = -y * np.log(q) - (1 - y) * np.log(1 - q)"
    text = reference_text(exercise)
    assert old in text
    said = judge(exercise, "mine.py", LocalPeer(text.replace(old, new)), seed=1).symptoms

    assert "loss stops at about 27.631 here, which is -log(1e-12)" in said[0]


def test_whole_ceiling_is_that_of_clipped_logits() -> None:
    """A loss that ends at 30 exactly has no small number inside its logarithm."""
    said = symptoms("log_probs = np.maximum(shifted - np.log(totals), -30)")[0]

    assert "loss never exceeds 30 here, as with logits or losses that are clipped at 30." in said


def test_a_logarithm_of_logits_has_no_cap() -> None:
    """A loss that's nan where it should be small has no floor in its logarithm, though zeros look like one."""
    told = symptoms("log_probs = np.log(logits + 0.001)")

    assert not any("exceeds" in text or "stops at about" in text for text in told)
    assert not any("one common factor" in text for text in told)
