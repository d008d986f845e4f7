"""What is run before a file is saved changes nothing in its report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.report import Report
from nnprep.practice.attempt import attempt, key_ahead
from nnprep.practice.submissions import Target

SOLUTIONS = Path(__file__).resolve().parent.parent / "solutions" / "backprop"


def target(folder: Path, file: str) -> Target:
    path = folder / "backprop.py"
    shutil.copy(SOLUTIONS / file, path)
    return Target(path, find_exercise("backprop"), debug=False, automatic=False)


def content(report: Report) -> tuple[object, ...]:
    outcomes = [(each.check, each.status, each.message) for each in report.outcomes]
    return report.seed, outcomes, report.diagnosis, report.symptoms


def test_the_report_is_the_same(tmp_path: Path) -> None:
    """A failing file is judged with its seed again, with a key that was made for it."""
    first = attempt(target(tmp_path, "wrong_halved.py")).report
    ahead = key_ahead(target(tmp_path, "wrong_halved.py"), (), None, first)

    assert ahead is not None
    assert ahead.seed == first.seed
    assert not ahead.run_next()
    assert content(attempt(target(tmp_path, "wrong_halved.py"), ahead=ahead).report) == content(first)


def test_a_passing_file_is_judged_with_the_seed_of_the_key(tmp_path: Path) -> None:
    """The next seed is drawn when the key is made; a seed that is asked for comes first."""
    first = attempt(target(tmp_path, "right_einsum.py")).report
    ahead = key_ahead(target(tmp_path, "right_einsum.py"), (), None, first)

    assert ahead is not None
    assert ahead.seed != first.seed
    assert attempt(target(tmp_path, "right_einsum.py"), ahead=ahead).report.seed == ahead.seed
    assert attempt(target(tmp_path, "right_einsum.py"), seed=5, ahead=ahead).report.seed == 5


def test_content_that_may_change_is_run_when_it_is_needed(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who writes an exercise edits its checks and its reference between two judgments."""
    monkeypatch.setenv("NNPREP_CONTENT", str(root))
    exercise = find_exercise("mean-squared-error")
    path = tmp_path / "mean_squared_error.py"
    shutil.copy(exercise.solution / "reference.py", path)
    own = Target(path, exercise, debug=False, automatic=False)

    assert key_ahead(own, (), None, attempt(own).report) is None
