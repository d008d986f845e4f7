"""How a report names the values that a check returns."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.sandbox.local import LocalPeer

REFERENCE = "import numpy as np\n\n\ndef forward(X):\n    return X + 1, {'X': X}\n"
OTHER_CACHE = REFERENCE.replace("{'X': X}", "(X, 'more')")


def labels(folder: Path, marks: str, value: str, submission: str) -> list[str]:
    """Return the labels of what a check finds wrong or right in a submission; empty if it passes."""
    (folder / "reference.py").write_text(REFERENCE, encoding="utf-8")
    (folder / "mistakes.yaml").write_text("[]\n", encoding="utf-8")
    (folder / "checks.py").write_text(
        "import numpy as np\n\nfrom nnprep.checks import opaque, returns\n\n\n"
        f'{marks}\ndef check_forward(f, rng):\n    """the output"""\n'
        f"    out, cache = f.forward(rng.random((2, 2)))\n    return {value}\n",
        encoding="utf-8",
    )
    exercise = find_exercise("forward")._replace(solution=folder)

    (outcome,) = judge(exercise, "forward.py", LocalPeer(submission), seed=1, diagnosing=False).outcomes

    return [finding.label for finding in outcome.findings]


@pytest.mark.parametrize(
    ("marks", "value", "names"),
    [
        ("", "out", [""]),
        ('@returns("out")', "out", ["out"]),
        ('@returns("out")', "[out, out]", ["out[0]", "out[1]"]),
        ('@returns("out", "cache")', "out, opaque(cache)", ["out", "cache"]),
    ],
)
def test_names_of_a_check(tmp_path: Path, marks: str, value: str, names: list[str]) -> None:
    """`@returns` names what a check returns, whether that is one value, several, or a part of what a call returned."""
    wrong = OTHER_CACHE.replace("X + 1", "X - 1")

    assert labels(tmp_path, marks, value, wrong) == names


def test_form_of_a_cache_is_free(tmp_path: Path) -> None:
    """A submission passes with an opaque cache of a form of its own, but not without a cache."""
    missing = REFERENCE.replace("{'X': X}", "None")

    assert labels(tmp_path, "", "out, opaque(cache)", OTHER_CACHE) == []
    assert labels(tmp_path, "", "out, opaque(cache)", missing) == ["item 1", "item 2"]
    assert labels(tmp_path, "", "out, cache", OTHER_CACHE) != []


def test_results_of_other_calls_have_their_names() -> None:
    """What a check compares between two calls is named as what the function returns."""
    path = Path(__file__).resolve().parents[1] / "solutions" / "forward" / "wrong_bias_guessed_from_length.py"
    peer = LocalPeer(path.read_text(encoding="utf-8"), path.stem)

    report = judge(find_exercise("forward"), path.name, peer, seed=1, diagnosing=False)

    (rows,) = [outcome for outcome in report.outcomes if outcome.check == "rows"]
    assert "row 0 alone, as in the batch: a2" in rows.findings[0].label
