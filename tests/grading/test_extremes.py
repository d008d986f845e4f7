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
