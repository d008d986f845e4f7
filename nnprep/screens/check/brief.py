"""A report that is drawn again and again in one window: only what does not pass."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.content.exercises import Severity
from nnprep.grading.report import Outcome, Report, Status
from nnprep.screens.check.report import headline, report_lines
from nnprep.terminal.layout import Line, Paper


def brief_lines(
    report: Report, paper: Paper, *, notes: Sequence[str] = (), next_steps: Sequence[str] = ()
) -> list[Line]:
    """The report of one submission, without the core checks that pass where others do not."""
    if not report.failing:
        return report_lines(report, paper, notes=notes, next_steps=next_steps)
    left = report._replace(outcomes=tuple(filter(worth_showing, report.outcomes)))
    lines = report_lines(left, paper, notes=notes, next_steps=next_steps)
    return [*headline(report, paper), *lines[len(headline(left, paper)) :]]


def worth_showing(outcome: Outcome) -> bool:
    """Whether an outcome says what is still to be done."""
    return outcome.severity is not Severity.CORE or outcome.status is not Status.PASSED
