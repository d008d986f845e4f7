"""A teacher's way: a download, the roll, a class judged for real, and files for every platform."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Nnprep
from tests.cohort.engine.test_grader import LUCKY

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions" / "backprop"
RIGHT, WRONG = (SOLUTIONS / name for name in ("right_einsum.py", "wrong_relu_mask.py"))


@pytest.fixture
def download(folder: Path) -> Path:
    """Return a zip file as Canvas makes it."""
    path = folder / "submissions.zip"
    cells = [{"cell_type": "code", "source": f"%matplotlib inline\n{WRONG.read_text()}"}]
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("doejane_1_2_backprop-1.py", RIGHT.read_bytes())
        file.writestr("libo_LATE_3_4_notebook.ipynb", json.dumps({"cells": cells, "nbformat": 4}))
        file.writestr("../escape_5_6_backprop.py", RIGHT.read_bytes())
    return path


def test_class(nnprep: Nnprep, download: Path) -> None:
    """The roll is shown and nothing judged; then one run writes what Canvas imports and what submitters read."""
    words = ("grade", str(download), "--exercise", "backprop")
    roll = nnprep(*words, "--dry-run")
    assert (0, False) == (roll.code, Path("results").exists())
    assert "libo_3" in roll.out
    assert "has a path that leads out of the zip file" in roll.out

    done = nnprep(
        *words, "--seed", "7", "--canvas", "grades.csv", "--feedback", "feedback", "--html", "class.html"
    )
    assert 0 == done.code
    assert "1 of 2 pass, 50 %" in done.out
    rows = Path("grades.csv").read_text().splitlines()
    assert ["doejane,1,,,,100", "libo,3,,,,0"] == rows[2:]
    report = Path("feedback/libo_3_backprop.md").read_text()
    assert "1 line of magics and shell commands was left out" in report
    assert "should be" not in report
    assert Path("class.html").read_text().startswith("<!doctype html>")

    again = nnprep(*words, "--seed", "7", "--canvas", "grades.csv")
    assert (2, "") == (again.code, again.out)
    assert "'grades.csv' already exists; use --force to replace it." in again.err


def test_autograder(nnprep: Nnprep, folder: Path) -> None:
    """What Gradescope's container has is one folder of one submitter: judged, or told that nothing is there."""
    place = folder / "submission"
    place.mkdir()
    words = (
        "grade",
        "submission",
        "--exercise",
        "backprop",
        "--gradescope",
        "results.json",
        "--out",
        "records",
    )
    assert 0 == nnprep(*words).code
    nothing = json.loads(Path("results.json").read_text())
    assert "Submit backprop.py." in nothing["output"]

    (place / "my_1_2_work.py").write_bytes(WRONG.read_bytes())
    assert 0 == nnprep(*words).code
    (test,) = json.loads(Path("results.json").read_text())["tests"]
    assert ("failed", 0.0, 100.0) == (test["status"], test["score"], test["max_score"])


def test_luck_is_for_a_human(nnprep: Nnprep, folder: Path) -> None:
    """A file that is right for some seeds only is listed for a human: on the screen, on the page and in its record."""
    (folder / "hw" / "lucky").mkdir(parents=True)
    (folder / "hw" / "lucky" / "backprop.py").write_text(LUCKY)
    done = nnprep("grade", "hw", "--seed", "8", "--html", "class.html")
    (record,) = map(json.loads, Path("results/grade.jsonl").read_text().splitlines())
    title = '<h2 id="on-passing-with-only-some-random-inputs-title">'
    _, _, section = Path("class.html").read_text().partition(title)

    assert 0 == done.code
    assert "so you decide: 1 submission\n  lucky\n" in done.out
    assert (
        "Look at 1 file yourself: whether it passes depends on the random inputs (status unsure)." in done.out
    )
    assert "<p>lucky</p>" in section.partition("</section>")[0]
    assert ("unsure", False, []) == (record["status"], record["passed"], record["diagnosis"])


def test_broken_rubric_is_told_before_anything_is_judged(nnprep: Nnprep, download: Path) -> None:
    """A rubric with an error ends the run at once, with its place."""
    Path("rubric.yaml").write_text("- {exercise: backprop, parts: [{part: backward, weight: x}]}\n")
    done = nnprep("grade", str(download), "--exercise", "backprop", "--rubric", "rubric.yaml")

    assert (2, False) == (done.code, Path("results").exists())
    assert "rubric.yaml:1:57: expected a number from 0 to 99999" in done.err


def test_kit(nnprep: Nnprep, folder: Path) -> None:
    """The kit is written without any submission, and only for one exercise."""
    assert "Name it with --exercise" in nnprep("grade", "--gradescope-kit", "kit").err
    assert 0 == nnprep("grade", "--gradescope-kit", "kit", "--exercise", "backprop").code
    assert "Name the folder or the zip file" in nnprep("grade").err

    assert ["run_autograder", "setup.sh"] == sorted(path.name for path in (folder / "kit").iterdir())
