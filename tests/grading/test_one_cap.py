"""A named mistake that caps a loss tells the cap as it was measured, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.sandbox.local import LocalPeer
from tests.grading.test_derived import report

SOLUTIONS = Path(__file__).resolve().parents[1] / "solutions"


@pytest.mark.parametrize(
    ("file", "old", "new", "ceiling"),
    [
        ("mlp/wrong_capped_1e-6.py", "1e-6", "1e-12", "stops at about 27.631"),
        ("softmax/wrong_log-eps.py", "", "", "stops at 34.539 (rounded)"),
    ],
)
def test_one_cap(file: str, old: str, new: str, ceiling: str) -> None:
    """One paragraph is about the cap, with one number: that of this submission."""
    source = (SOLUTIONS / file).read_text(encoding="utf-8")
    assert old in source
    exercise = find_exercise(file.partition("/")[0])
    report = judge(exercise, "mine.py", LocalPeer(source.replace(old, new) if old else source), seed=1)

    (say,) = [say for each in report.diagnosis for say in each.say if "exceeds" in say or "stops" in say]
    assert ceiling in say
    assert not [text for text in report.symptoms if "exceeds" in text or "stops at about" in text]


def test_loss_alone_is_capped() -> None:
    """A floor of 1e-15 in the loss isn't also told as one of the gradient's probabilities, where it wouldn't show."""
    judged = report("softmax", ("shifted - np.log(totals)", "np.log(np.maximum(exps / totals, 1e-15))"))

    assert [each.mistakes for each in judged.diagnosis] == [("log-clip-1e-15",)]
