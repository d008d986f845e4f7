"""Gradescope's results.json and what GitHub Classroom's reporter reads, against their published forms."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nnprep import __version__
from nnprep.cohort.formats.classroom import classroom_result
from nnprep.cohort.formats.gradescope import gradescope_results, nothing_found
from nnprep.cohort.formats.gradescope_kit import kit_files
from nnprep.cohort.points.points import Earned, Points

POINTS = Points(
    (
        Earned("forward", "the forward pass", Decimal("3.33"), Decimal("3.33"), True, ()),
        Earned("backward", "the \x1b[31mbackward pass", Decimal("2.5"), Decimal("6.67"), False, ()),
    ),
    certain=True,
)
COMMENTS = ["", "a batch of five\n<b>wrong</b>"]

VISIBILITY = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
NUMBER = (int, float)
TOP: dict[str, Any] = {
    "score": NUMBER,
    "execution_time": NUMBER,
    "output": str,
    "output_format": FORMATS,
    "test_output_format": FORMATS,
    "test_name_format": FORMATS,
    "visibility": VISIBILITY,
    "stdout_visibility": VISIBILITY,
    "extra_data": dict,
    "tests": list,
    "leaderboard": list,
}
"""https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format"""
TEST: dict[str, Any] = {
    "score": NUMBER,
    "max_score": NUMBER,
    "status": {"passed", "failed"},
    "name": str,
    "name_format": FORMATS,
    "number": str,
    "output": str,
    "output_format": FORMATS,
    "tags": list,
    "visibility": VISIBILITY,
    "extra_data": dict,
}


def conforms(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    """Return whether an object has no field but those of a schema, each of its type or one of its words."""
    return all(
        value[field] in schema[field]
        if isinstance(schema[field], set)
        else isinstance(value[field], schema[field])
        for field in value
    )


@pytest.mark.parametrize(
    "results", [gradescope_results(POINTS, "Failed.\x1b", COMMENTS), nothing_found("None.", 10)]
)
def test_gradescope(results: dict[str, Any]) -> None:
    """The object has the published fields; each test has a score, since there's none on top."""
    results = json.loads(json.dumps(results, allow_nan=False))

    assert conforms(results, TOP)
    assert "score" not in results
    assert results["tests"]
    for test in results["tests"]:
        assert conforms(test, TEST)
        assert 0 <= test["score"] <= test["max_score"]
    assert "\x1b" not in json.dumps(results, ensure_ascii=False)


def test_gradescope_scores() -> None:
    """The scores of the parts are their points, and what was printed stays with the instructor."""
    results = gradescope_results(POINTS, "Failed.", COMMENTS)

    assert [(3.33, 3.33, "passed"), (2.5, 6.67, "failed")] == [
        (test["score"], test["max_score"], test["status"]) for test in results["tests"]
    ]
    assert "hidden" == results["stdout_visibility"]
    assert {"text"} == {test["output_format"] for test in results["tests"]}


def test_gradescope_gives_luck_no_points() -> None:
    """Who passes with some random inputs only gets no points until a person has looked, and reads why."""
    results = gradescope_results(POINTS._replace(certain=False), "A person will look.", COMMENTS)
    (test,) = results["tests"]

    assert conforms(results, TOP)
    assert conforms(test, TEST)
    assert (0.0, 10.0, "failed") == (test["score"], test["max_score"], test["status"])
    assert "A person will look." == results["output"] == test["output"]


def reported(encoded: str) -> tuple[str, float, float]:
    """Read a grader's output as src/main.js and src/notify-classroom.js of the reporter do."""
    results = json.loads(base64.b64decode(encoded))
    assert results["status"] in ("pass", "fail", "error")
    for test in results["tests"]:
        assert test["status"] in ("pass", "fail", "error")
        assert isinstance(test["name"], str)
    return results["status"], sum(test["score"] for test in results["tests"]), results["max_score"]


def test_classroom() -> None:
    """The reporter adds the scores up; what has no certain grade is an error and not a failure."""
    result = classroom_result(POINTS, COMMENTS, "nnprep grade .")
    unsure = classroom_result(POINTS._replace(certain=False), COMMENTS, "")

    status, total, most = reported(base64.b64encode(json.dumps(result).encode()).decode())
    assert ("fail", 10.0) == (status, most)
    assert abs(total - 5.83) < 1e-9
    assert "error" == unsure["status"]
    assert {(0.0, "fail")} == {(test["score"], test["status"]) for test in unsure["tests"]}


def test_kit(tmp_path: Path) -> None:
    """Both scripts are Bash, lie on top, and call what is there: the pinned version, or a wheel beside them."""
    files = kit_files("backprop", "- exercise: backprop\n")

    assert {"setup.sh", "run_autograder", "rubric.yaml"} == set(files)
    assert f"nnprep=={__version__}" in files["setup.sh"]
    assert "--exercise backprop --rubric source/rubric.yaml" in files["run_autograder"]
    assert "--rubric" not in kit_files("backprop", None)["run_autograder"]
    for name in ("setup.sh", "run_autograder"):
        (tmp_path / name).write_text(files[name])
        assert files[name].startswith("#!/usr/bin/env bash\n")
        subprocess.run(["bash", "-n", tmp_path / name], check=True)


def test_kit_runs(tmp_path: Path) -> None:
    """run_autograder removes an old result, runs nnprep on the submission and ends with its exit code."""
    script = kit_files("l2 & more", None)["run_autograder"].replace("cd /autograder", f"cd {tmp_path}")
    fake = tmp_path / "venv" / "bin" / "nnprep"
    fake.parent.mkdir(parents=True)
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > words\nexit 3\n')
    fake.chmod(0o755)
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "results.json").write_text("{}")
    (tmp_path / "run").write_text(script)
    done = subprocess.run(["bash", tmp_path / "run"], env=dict(os.environ), check=False)

    assert 3 == done.returncode
    words = (tmp_path / "words").read_text().splitlines()
    assert ["grade", "submission", "--exercise", "l2 & more"] == words[:4]
    assert ["--gradescope", "results/results.json"] == words[-2:]
    assert not (tmp_path / "results" / "results.json").exists()
