"""Interviews in a list, and their numbers side by side."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.interview.kinds import Dimension
from nnprep.interview.report import Report
from nnprep.screens.interview.words import NAMES, date_of
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table

NONE = "–"


def list_lines(reports: Sequence[Report], paper: Paper) -> list[Line]:
    """Return one row for each interview."""
    if not reports:
        return [
            *paper.paragraph("No interview yet."),
            Line(),
            *next_lines(["nnprep interview"], paper, indent=" "),
        ]
    rows = [
        [
            str(report.number),
            date_of(report),
            report.level,
            f"{report.minutes} min",
            NONE if report.overall is None else str(report.overall),
            report.verdict if report.finished else f"{report.verdict} (unfinished)",
        ]
        for report in reports
    ]
    lines = table(
        rows, paper, header=["", "date", "level", "length", "of 100", "verdict"], right=[0, 4], wraps=True
    )
    last = reports[-1].number
    commands = [f"nnprep interview report {last}", "nnprep interview compare"]
    return [*lines, Line(), *next_lines(commands, paper, indent=" ")]


def comparison_lines(reports: Sequence[Report], paper: Paper) -> list[Line]:
    """Return one row for each dimension, one column for each interview, and how the last differs from the first."""
    header = ["", *(str(report.number) for report in reports), "change" if len(reports) > 1 else ""]
    rows = []
    for dimension in Dimension:
        numbers = [report.score(dimension).number for report in reports]
        rows.append(
            [NAMES[dimension], *(NONE if each is None else str(each) for each in numbers), change(numbers)]
        )
    totals = [report.overall for report in reports]
    rows.append(["Overall", *(NONE if each is None else str(each) for each in totals), change(totals)])
    rows.append(["Level", *(report.level for report in reports), ""])
    lines = table(rows, paper, header=header, right=range(1, len(header)))
    if len({report.level for report in reports}) > 1:
        lines += [
            Line(),
            *paper.paragraph("Their levels differ, so equal numbers don't mean the same.", Style.FAINT),
        ]
    return lines


def change(numbers: Sequence[int | None]) -> str:
    """Return by how much the last of several numbers is above the first; empty if there aren't two."""
    known = [each for each in numbers if each is not None]
    return f"{known[-1] - known[0]:+d}" if len(known) > 1 else ""
