"""Errors in an exercise's own files: nothing is judged, the place is named, and nobody blames the submission."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from nnprep.cli.app import run
from nnprep.content.exercises import Exercise
from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.report import Report, Status
from nnprep.sandbox.local import LocalPeer
from nnprep.screens.check.report import report_lines
from nnprep.terminal.layout import Paper

ID = "mean-squared-error"
SUBMISSION = """# nnprep: mean-squared-error
import numpy as np


def loss(y_hat, y):
    print("printed by the submission")
    return float(np.sum((y_hat - y) ** 2))


def gradient(y_hat, y):
    return (y_hat - y + 1) / y.size
"""
"""Fails both parts: the first as a known mistake, the second as none."""


class Breakage(NamedTuple):
    """One way to break a file of an exercise."""

    file: str
    old: str
    new: str
    place: str
    """A line of the broken file that the error is in."""
    message: str


BREAKAGES = {
    "mistakes.yaml: YAML syntax": Breakage(
        "mistakes.yaml", "  level: medium", "  level: [medium]]", "  level: [medium]]", "YAML"
    ),
    "mistakes.yaml: unknown key": Breakage("mistakes.yaml", "  level: hard", "  lvl: hard", "  lvl: hard", "lvl"),
    "mistakes.yaml: an edit that no longer fits": Breakage(
        "mistakes.yaml", "{line: return 2 *", "{line: return 5 *", "- id: mean-over-rows", "mean-over-rows"
    ),
    "mistakes.yaml: an edit that makes no code": Breakage(
        "mistakes.yaml", "to: np.sum", 'to: "np.sum("', "- id: sum-instead-of-mean", "SyntaxError"
    ),
    "reference.py: syntax": Breakage(
        "reference.py", "def gradient(y_hat, y):", "def gradient(y_hat, y:", "def gradient(y_hat, y:", "SyntaxError"
    ),
    "reference.py: raises on import": Breakage(
        "reference.py", "def gradient", "LIMIT = 1 / 0\ndef gradient", "LIMIT = 1 / 0", "ZeroDivisionError"
    ),
    "reference.py: raises in a check": Breakage(
        "reference.py", "    return 2 *", "    return [][7] *", "    return [][7] * (y_hat - y) / y.size", "IndexError"
    ),
    "checks.py: syntax": Breakage(
        "checks.py", "def check_gradient(f, rng):", "def check_gradient(f, rng:", "def check_gradient(f, rng:",
        "SyntaxError",
    ),
    "checks.py: raises on import": Breakage(
        "checks.py", "def pair(rng,", "LIMIT = 1 / 0\ndef pair(rng,", "LIMIT = 1 / 0", "ZeroDivisionError"
    ),
    "checks.py: raises in a check": Breakage(
        "checks.py", "    return f.loss(y_hat, y)", "    return f.loss(y_hat, y) / 0",
        "    return f.loss(y_hat, y) / 0", "ZeroDivisionError"
    ),
    "checks.py: calls what the reference lacks": Breakage(
        "checks.py", "    return f.loss(y_hat, y)", "    return f.cost(y_hat, y)",
        "    return f.cost(y_hat, y)", "cost is not defined"
    ),
    "checks.py: a property that the reference lacks": Breakage(
        "checks.py",
        "    return f.loss(y_hat, y)",
        '    from nnprep.checks import near\n    near("the loss", f.loss(y_hat, y) * 0, 7.0)',
        "def check_loss(f, rng):",
        "the loss is 0, should be 7",
    ),
    "checks.py: unknown part": Breakage(
        "checks.py", '@part("gradient")', '@part("slope")', "def check_gradient(f, rng):", "slope"
    ),
    "checks.py: no docstring": Breakage(
        "checks.py", '    """the loss of a batch of four"""\n', "", "def check_loss(f, rng):", "docstring"
    ),
    "checks.py: no checks": Breakage("checks.py", "check_", "verify_", "", "no core check"),
}  # fmt: skip
EACH = pytest.mark.parametrize("name", BREAKAGES)


@pytest.fixture
def exercise(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """Return an exercise whose files a test may break; the submission is in the current folder."""
    monkeypatch.setenv("NNPREP_CONTENT", str(root))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("mean_squared_error.py").write_text(SUBMISSION, encoding="utf-8")
    return find_exercise(ID)


def broken(exercise: Exercise, name: str) -> str:
    """Break a file, and return its name and the line of the error: `checks.py:12:`."""
    breakage = BREAKAGES[name]
    path = exercise.solution / breakage.file
    text = path.read_text(encoding="utf-8")
    assert breakage.old in text
    text = text.replace(breakage.old, breakage.new)
    path.write_text(text, encoding="utf-8")
    line = text.splitlines().index(breakage.place) + 1 if breakage.place else 1
    return f"{breakage.file}:{line}:"


def judged(exercise: Exercise) -> Report:
    return judge(exercise, "mean_squared_error.py", LocalPeer(SUBMISSION), seed=3)


def without_spaces(text: str) -> str:
    """Return a text without the line breaks and spaces that depend on the width of a terminal."""
    return "".join(text.split())


def test_the_exercise_itself_is_sound(exercise: Exercise) -> None:
    """Before anything is broken, the submission is judged: it fails."""
    report = judged(exercise)

    assert report.status is Status.FAILED
    assert [(d.mistakes, d.part) for d in report.diagnosis] == [(("sum-instead-of-mean",), "loss")]


@EACH
def test_nothing_is_judged(exercise: Exercise, name: str) -> None:
    """A broken file gives not judged, exit code 3, its name and the line, and not a word about the submission."""
    place = broken(exercise, name)
    report = judged(exercise)
    shown = "".join(line.text for line in report_lines(report, Paper(width=80)))

    assert report.status is Status.NOT_JUDGED
    assert report.exit_code == 3
    assert place in report.trouble
    assert BREAKAGES[name].message in report.trouble
    assert report.faults
    assert all(str(fault) in report.trouble for fault in report.faults)
    assert (report.outcomes, report.diagnosis, report.symptoms) == ((), (), ())
    assert (report.show_case, report.printed, report.trouble_lines) == ("", "", ())
    assert without_spaces(report.trouble) in without_spaces(shown)
    assert "mean_squared_error.py" not in shown
    assert "your code" not in shown.lower()


@EACH
def test_check_says_so(exercise: Exercise, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`nnprep check --json` gives status and place, ends with exit code 3, and no attempt is remembered."""
    place = broken(exercise, name)
    code = run(["check", "--json", "--seed", "3"])
    result = json.loads(capsys.readouterr().out)
    run(["exercise", "--json"])
    (row,) = (each for each in json.loads(capsys.readouterr().out)["exercises"] if each["id"] == ID)

    assert code == 3
    assert (result["status"], result["passed"], result["outcomes"]) == ("not-judged", False, [])
    assert place in result["notes"][0]
    assert row["attempts"] == 0


def test_part_is_judged_although_another_part_is_broken(exercise: Exercise) -> None:
    """With `--part`, only the checks of that part have to run."""
    broken(exercise, "checks.py: raises in a check")
    report = judge(exercise, "mine.py", LocalPeer(SUBMISSION), seed=3, parts=["gradient"])

    assert report.status is Status.FAILED


def test_file_of_another_exercise_is_judged_all_the_same(
    exercise: Exercise, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of several files, those whose exercises are sound are judged; the exit code is the worst."""
    broken(exercise, "checks.py: syntax")
    run(["exercise", "softmax"])
    capsys.readouterr()
    code = run(["check", "--json", "mean_squared_error.py", "softmax.py"])
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert code == 3
    assert [result["status"] for result in results] == ["not-judged", "not-attempted"]


@pytest.mark.parametrize("file", ["reference.py", "checks.py"])
def test_missing_and_unreadable_files(exercise: Exercise, file: str) -> None:
    """A file that is missing, or not UTF-8 text, is an error of the exercise too."""
    path = exercise.solution / file
    path.write_bytes(b"\xff\xfe")
    binary = judged(exercise)
    path.unlink()
    missing = judged(exercise)

    assert (binary.status, missing.status) == (Status.NOT_JUDGED, Status.NOT_JUDGED)
    assert f"{file}:1:" in binary.trouble
    assert f"{file}:1:1: " in missing.trouble


@pytest.mark.parametrize(
    "name", ["checks.py: syntax", "reference.py: raises on import", "mistakes.yaml: unknown key"]
)
def test_hint_says_so(exercise: Exercise, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`nnprep hint`, which judges the file first, gives no hint, and ends with exit code 3 and the place."""
    place = broken(exercise, name)
    code = run(["hint"])
    done = capsys.readouterr()

    assert code == 3
    assert place in done.err
    assert done.out == ""


def test_solution_says_so(exercise: Exercise, capsys: pytest.CaptureFixture[str]) -> None:
    """A reference that is no text is not shown, and the learner has not seen it."""
    path = exercise.solution / "reference.py"
    text = path.read_bytes()
    path.write_bytes(b"\xff\xfe")
    code = run(["solution", ID, "--give-up"])
    done = capsys.readouterr()
    path.write_bytes(text)
    run(["exercise"])
    listed = capsys.readouterr().out

    assert code == 3
    assert "reference.py:1:1: it isn't UTF-8 text" in done.err
    assert "solution seen" not in listed


@pytest.mark.parametrize(
    "name",
    [
        "mistakes.yaml: YAML syntax",
        "mistakes.yaml: unknown key",
        "mistakes.yaml: an edit that no longer fits",
        "reference.py: syntax",
    ],
)
def test_debugging_exercise_says_so(
    exercise: Exercise, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`nnprep exercise --debug` writes no file, and ends with exit code 3 and the place."""
    place = broken(exercise, name)
    code = run(["exercise", ID, "--debug", "--yes", "--level", "hard"])
    done = capsys.readouterr()

    assert code == 3
    assert place in done.err
    assert not Path("mean_squared_error_debug.py").exists()
