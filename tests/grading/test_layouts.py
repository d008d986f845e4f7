"""Advice on a named mistake holds for files that compute with samples in columns, too."""

from __future__ import annotations

import re

import pytest

from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.grading.judge import judge
from nnprep.sandbox.local import LocalPeer
from tests.test_solutions import FOLDER

LAYOUT = re.compile(r"axis ?=?[01]|along axis|over the rows|W2\.T|\(m, 1\) broadcasts against")


@pytest.mark.parametrize("without_weights", [False, True])
def test_advice_names_no_axis(without_weights: bool) -> None:
    """With samples in columns, a sum over axis 0 would add up the units."""
    text = (FOLDER / "backprop" / "wrong_samples_in_columns.py").read_text(encoding="utf-8")
    if without_weights:
        text = text.replace("W2 @ out", "out")
        text = text.replace("np.sum(back)", "back.sum(1)[None]").replace("np.sum(out)", "out.sum(1)[None]")
    report = judge(find_exercise("backprop"), "mine.py", LocalPeer(text), seed=1)

    said = " ".join(" ".join(each.say) for each in report.diagnosis)
    left_out, summed = (
        "every hidden unit got the output's error itself",
        "sum over the samples, not over the units",
    )
    wanted = left_out if without_weights else summed
    assert wanted in said
    assert not LAYOUT.search(said)


@pytest.mark.parametrize("exercise", ["backprop", "multiclass", "mlp"])
def test_advice_on_bias_gradients_names_no_axis(exercise: str) -> None:
    """What is said of a sum of bias gradients holds in both layouts."""
    mistakes = load_mistakes(find_exercise(exercise))
    says = [each.say for each in mistakes if "bias gradients" in each.say]

    assert len(says) > 3
    assert not [say for say in says if LAYOUT.search(say)]
