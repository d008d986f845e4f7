"""The screen of a judged submission."""

from __future__ import annotations

from pathlib import Path

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.sandbox.local import LocalPeer
from nnprep.screens.check.report import report_lines
from nnprep.screens.exercise import task_lines
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Paper

EXERCISE = find_exercise("count-params")


def test_report_without_next_steps() -> None:
    """If there is nothing to type next, the report has no row for it."""
    report = judge(EXERCISE, "mine.py", LocalPeer(""), seed=1)

    lines = report_lines(report, Paper(width=80))

    assert lines
    assert not any(line.text.startswith("next") for line in lines)


def test_next_steps_stand_below_each_other() -> None:
    """Only the first of several commands has a heading."""
    texts = [line.text for line in next_lines(["nnprep one", "nnprep two"], Paper(width=80))]

    assert texts == ["next   nnprep one", "       nnprep two"]


def test_command_is_one_row() -> None:
    """However narrow the terminal, a command has no line end that would be pasted with it."""
    step = "nnprep check forward.py --show-case --seed 75110447"

    assert [f"next   {step}"] == [line.text for line in next_lines([step], Paper(width=40))]


def test_note_is_below_its_command() -> None:
    """A row can be copied whole: what explains a command isn't in it."""
    texts = [line.text for line in next_lines(["nnprep stats --all   all of it, in detail"], Paper(width=80))]

    assert texts == ["next   nnprep stats --all", "         all of it, in detail"]


def test_path_with_a_space_can_be_copied() -> None:
    """The next command is quoted for a shell, whatever the folder is called."""
    lines = task_lines(EXERCISE, Path("my work/count_params.py"), None, Paper(width=80))

    assert lines[-1].text == "next   nnprep check 'my work/count_params.py'"
