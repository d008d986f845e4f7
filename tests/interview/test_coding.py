"""Tasks: their files, their examples, and what the hidden checks find."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.exercise_finder import find_exercise
from nnprep.errors import UsageError
from nnprep.grading.reference import reference_text
from nnprep.interview.agenda import Task
from nnprep.interview.coding.examples import run_examples
from nnprep.interview.coding.handout import hand_out
from nnprep.interview.coding.judging import judge_task
from nnprep.learner.attempts import record_of
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History

SOLUTIONS = Path(__file__).parents[1] / "solutions"


def task(exercise: str, *, parts: tuple[str, ...] = (), mistake: str = "", say: str = "") -> Task:
    return Task(exercise, exercise, "", parts, (), (), mistake, say)


def test_files_are_written_beside_older_ones(tmp_path: Path) -> None:
    """A task's file gets a free name, says which exercise it is, and is in the history."""
    (tmp_path / "softmax.py").write_text("mine", encoding="utf-8")
    (tmp_path / "softmax_2.py").symlink_to(tmp_path / "nowhere.py")
    with History.open() as history:
        first = hand_out(task("softmax"), tmp_path, history)
        second = hand_out(task("softmax"), tmp_path, history)
        starts = history.events(EventKind.START, "softmax")

    assert (tmp_path / "softmax.py").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere.py").exists()
    assert [Path(each.file).name for each in (first, second)] == ["softmax_3.py", "softmax_4.py"]
    assert Path(first.file).read_text(encoding="utf-8").startswith("# nnprep: softmax\n")
    assert [event.data["file"] for event in starts] == [first.file, second.file]


def test_planted_mistake_is_judged(tmp_path: Path) -> None:
    """The debugging file as handed out fails, the reference passes; a guess that names the mistake is recognized."""
    planted = task("bce-with-logits", mistake="eps-1e-12")
    with History.open() as history:
        handout = hand_out(planted, tmp_path, history)
        text = Path(handout.file).read_text(encoding="utf-8")
        wrong = judge_task(planted, handout.file, text, "", history, "an-interview")
        head = "\n".join(text.split("\n")[:2])
        fixed = f"{head}\n{reference_text(find_exercise('bce-with-logits'))}"
        right = judge_task(planted, handout.file, fixed, "", history, "an-interview")
        attempts = history.events(EventKind.ATTEMPT, "bce-with-logits.debug")
        shown = history.events(EventKind.SOLUTION, "bce-with-logits")

    assert (wrong.status, right.status) == ("failed", "passed")
    assert right.passed == right.total > 0
    assert wrong.named is None
    assert len(shown) == 1
    assert "#" not in wrong.solution
    assert [event.data["interview"] for event in attempts] == ["an-interview"] * 2
    assert all(event.data["handout"] for event in attempts)


def test_findings_have_lines() -> None:
    """A diagnosed mistake has the lines of its function, and a crash the line where it happened."""
    coding = task("bce-with-logits")
    reference = reference_text(find_exercise(coding.exercise))
    crash = f"{reference}\n\ndef bce_with_logits(*a):\n    return 1 / 0\n"
    wrong = (SOLUTIONS / "bce-with-logits" / "wrong_capped.py").read_text(encoding="utf-8")
    with History.open() as history:
        crashed = judge_task(coding, "x.py", crash, "", history, "id")
        broken = judge_task(coding, "x.py", "def softmax(:", "", history, "id")
        diagnosed = judge_task(coding, "x.py", wrong, "", history, "id")
        passed = record_of(history, coding.exercise).passed

    start = next(n for n, row in enumerate(wrong.splitlines(), 1) if row.startswith("def "))
    assert [finding[2] for finding in crashed.findings] == [[crash.count("\n")]]
    assert (broken.total, bool(broken.notes)) == (0, True)
    assert diagnosed.findings[0][2][0] == start
    assert len(diagnosed.findings[0][0]) > 1
    assert not passed


def test_unknown_mistake_is_an_error(tmp_path: Path) -> None:
    """An exercise that changed since the interview was planned is one sentence, not a traceback."""
    with History.open() as history, pytest.raises(UsageError, match="has changed"):
        hand_out(task("softmax", mistake="no-such-mistake"), tmp_path, history)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""\n>>> 1 + 1\n2\n"""\n', "1 example: output as expected."),
        ('"""\n>>> 1 + 1\n3\n"""\n', "Expected:"),
        ("x = 1\n", "The file runs; it has no examples."),
        ("def f(:\n", "SyntaxError"),
        ("import sys\nsys.exit()\n", "The file ended early"),
    ],
)
def test_examples(tmp_path: Path, source: str, expected: str) -> None:
    """Running a file's examples says that they hold, which one doesn't, or why the file doesn't run."""
    file = tmp_path / "file.py"
    file.write_text(source, encoding="utf-8")
    output = run_examples(file)

    assert any(expected in row for row in output)
    assert not any("frozen" in row or "***" in row for row in output)
