"""Parts of a report on the screen: checks that fail alike, and what the submission printed."""

from __future__ import annotations

from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.report import Finding, Outcome, Report, Status
from nnprep.screens.check.report import report_lines
from nnprep.terminal.layout import Paper


def failed(title: str, message: str) -> Outcome:
    return Outcome(
        check=title,
        title=title,
        part="backward",
        severity=Severity.CORE,
        status=Status.FAILED,
        message=message,
        findings=(Finding(label="", text=message),),
    )


def shown(*outcomes: Outcome, printed: str = "") -> list[str]:
    report = Report(
        exercise=find_exercise("backprop"), file="mine.py", seed=1, outcomes=outcomes, printed=printed
    )
    return [line.text.strip() for line in report_lines(report, Paper(width=100))]


def test_checks_that_fail_alike_are_shown_in_full_once() -> None:
    """Of checks whose messages differ in numbers only, the first is shown in full; another kind is shown too."""
    lines = shown(
        failed("batch of 5", "is off by 5 everywhere"),
        failed("batch of 64", "is off by 64 everywhere"),
        failed("one row", "is zero everywhere"),
    )

    assert "is off by 5 everywhere" in lines
    assert "is off by 64 everywhere" not in lines
    assert "is zero everywhere" in lines
    assert [line for line in lines if "batch of 64" in line] == ["✗ batch of 64"]


def test_only_three_kinds_of_failure_are_shown_in_full() -> None:
    """The fourth kind of failure is only named."""
    lines = shown(*(failed(f"check {word}", f"is {word}") for word in ("nan", "zero", "infinite", "None")))

    assert ["is nan" in lines, "is zero" in lines, "is infinite" in lines, "is None" in lines] == [
        True,
        True,
        True,
        False,
    ]


def test_short_output_is_shown_whole() -> None:
    """Up to eight printed lines are shown, without counting them."""
    lines = shown(printed="".join(f"row {number}\n" for number in range(8)))

    assert "Your code printed:" in lines
    assert [line for line in lines if line.startswith("row")] == [f"row {number}" for number in range(8)]


def test_last_lines_of_long_output_are_shown() -> None:
    """Of more than eight lines, the last eight are shown, and how many there were."""
    lines = shown(printed="".join(f"row {number}\n" for number in range(20)))

    assert "Your code printed (last 8 of 20 lines):" in lines
    assert [line for line in lines if line.startswith("row")] == [f"row {number}" for number in range(12, 20)]


def test_no_output_is_not_mentioned() -> None:
    """Blank output is not shown."""
    assert [line for line in shown(printed="\n  \n") if "printed" in line] == []
