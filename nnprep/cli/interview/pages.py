"""The reports of interviews: one in full, all in a list, several side by side."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from nnprep.cli.html_file import save_html
from nnprep.cli.output import STANDARD, show_json, show_page
from nnprep.cli.reading.pages import show
from nnprep.errors import UsageError
from nnprep.interview.evaluation.report_of import report_of
from nnprep.interview.interviews import interviews, progress_of
from nnprep.interview.report import Report, to_json
from nnprep.learner.history.log import History
from nnprep.pages.interview.page import interview_page
from nnprep.practice.workspace import write_file
from nnprep.screens.interview.listing import comparison_lines, list_lines
from nnprep.screens.interview.markdown import FIRST_LINE, markdown_of
from nnprep.screens.interview.report import report_lines
from nnprep.terminal.plain import write_lines

JUDGE = "NNPREP_JUDGE_URL"
"""The environment variable that names a model's endpoint."""
LAST = 5
"""How many interviews are compared if none is named."""


def reports() -> list[Report]:
    """Return the reports of all interviews, in order."""
    with History.open() as history:
        return [report_of(each.progress, each.id, each.number) for each in interviews(history)]


def report_number(all_reports: Sequence[Report], number: int | None) -> Report:
    """Return a report by its number, or the last one. Raises UsageError."""
    if not all_reports:
        raise UsageError("You haven't had an interview yet.", next_step="nnprep interview")
    if number is None:
        return all_reports[-1]
    for report in all_reports:
        if report.number == number:
            return report
    valid = ", ".join(str(report.number) for report in all_reports[-10:])
    raise UsageError(
        f"There is no interview {number}. Valid numbers: {valid}.", next_step="nnprep interview list"
    )


def show_report(
    number: int | None, *, markdown: Path | None, html: Path | None, as_json: bool, force: bool
) -> None:
    """Print a report, or write it to a file. Raises UsageError."""
    if (markdown is not None) + (html is not None) + as_json > 1:
        raise UsageError(
            "Choose one of --markdown, --html and --json.", next_step="nnprep interview report --help"
        )
    if force and markdown is None and html is None:
        raise UsageError(
            "--force only works with --markdown and --html.", next_step="nnprep interview report --help"
        )
    report = commented(report_number(reports(), number))
    if html is not None:
        save_html(html, interview_page(report), force=force)
    elif markdown is not None:
        text = markdown_of(report)
        if markdown == STANDARD:
            write_lines(sys.stdout, text.removesuffix("\n"))
            return
        step = f"nnprep interview report {report.number} --markdown {markdown} --force"
        write_file(markdown, text, force=force, ours=is_ours, next_step=step)
        write_lines(sys.stdout, f"The report is in {markdown}.")
    elif as_json:
        show_json(to_json(report))
    else:
        show(lambda paper: report_lines(report, paper))


def commented(report: Report) -> Report:
    """Return a report with what a model says about it, if the learner has set one up. Raises UsageError."""
    if not os.environ.get(JUDGE):
        return report
    # Only who set up a model needs what speaks with one.
    from nnprep.cli.interview.comments import ask_for_comments

    with History.open() as history:
        ask_for_comments(history, report)
        progress = progress_of(history, report.id)
    return report if progress is None else report_of(progress, report.id, report.number)


def is_ours(head: bytes) -> bool:
    """Return whether a file begins as a report that nnprep wrote."""
    return head.startswith(FIRST_LINE.encode())


def show_list(*, as_json: bool) -> None:
    """Print all interviews with their results."""
    found = reports()
    if as_json:
        rows = [
            {
                "number": report.number,
                "date": report.date,
                "level": report.level,
                "minutes": report.minutes,
                "seed": report.seed,
                "finished": report.finished,
                "overall": report.overall,
                "verdict": report.verdict,
            }
            for report in found
        ]
        show_json({"interviews": rows})
    else:
        show_page(lambda paper: list_lines(found, paper))


def show_comparison(numbers: Sequence[int], *, as_json: bool) -> None:
    """Print the numbers of several interviews side by side. Raises UsageError."""
    found = reports()
    chosen = [report_number(found, number) for number in numbers] if numbers else found[-LAST:]
    if not chosen:
        raise UsageError("You haven't had an interview yet.", next_step="nnprep interview")
    if as_json:
        rows = [
            {
                "number": report.number,
                "overall": report.overall,
                **{str(score.dimension): score.number for score in report.scorecard},
            }
            for report in chosen
        ]
        show_json({"interviews": rows})
    else:
        show_page(lambda paper: comparison_lines(chosen, paper))
