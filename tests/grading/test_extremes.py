"""Numbers beyond which a function fails."""

from __future__ import annotations

import pytest

from tests.grading.test_derived import report


@pytest.mark.parametrize("relu", ["z * (z > 0)", "(z + np.abs(z)) / 2"])
def test_infinity_alone_is_no_overflow(relu: str) -> None:
    """A ReLU that is nan for minus infinity and right for every finite number isn't nan for large numbers."""
    judged = report(
        "activations",
        ("np.maximum(z, 0)", relu),
        ("return 1 - t**2", "return (1 - t**2) * np.where(z > 1, 1.37, 1)"),
    )

    assert not any("nan for large" in each for each in judged.symptoms), judged.symptoms


def test_nan_of_a_loss_is_its_own_where_a_right_one_has_none() -> None:
    """A loss that is nan where the probabilities are has a mistake of its own: a right one takes the logits."""
    judged = report(
        "multiclass",
        ("top = z.max(axis=1, keepdims=True)", "top = 0"),
        ("np.sqrt(2 / ", "(2 / "),
        ("log_p = z - np.log(total)", "log_p = np.log(self.A[-1])"),
    )

    assert ("loss", ("log-of-softmax",)) in [(each.part, each.mistakes) for each in judged.diagnosis]
    assert not any(each.startswith("Infinity or nan") for each in judged.blocked)


def test_alternative_that_another_part_contradicts_is_none() -> None:
    """A leaky ReLU forward and backward doesn't explain a forward pass beside gradients that it doesn't explain."""
    judged = report(
        "mlp",
        ("self.A.append(np.maximum(self.Z[-1], 0))", "self.A.append(np.maximum(self.Z[-1], 0.01 * self.Z[-1]))"),
        ("(delta @ self.W[k].T) * (Z[k - 1] > 0)", "np.where(Z[k - 1] > 0, delta @ self.W[k].T, 0.01)"),
    )  # fmt: skip

    assert [each.mistakes for each in judged.diagnosis if each.part == "forward"] == [("leaky-relu-forward",)]
