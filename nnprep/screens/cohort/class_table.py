"""Everybody in a class, one line each: verdict, points and the mistake."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.cohort.feedback.feedback import symptom_of, worded
from nnprep.cohort.points.points import Points, written
from nnprep.cohort.record import UNSURE, Record
from nnprep.cohort.summary.misconceptions import heading_of, mistakes_of
from nnprep.named_tuple import NamedTuple
from nnprep.screens.cohort.lists import and_more
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table


class ClassRow(NamedTuple):
    """One submission."""

    submitter: str
    exercise: str
    verdict: str
    points: str
    """Empty if there is no certain grade."""
    mistake: str


def row_of(record: Record, points: Points) -> ClassRow:
    """Return the line of one submission."""
    made = "" if record.passed else "; ".join(heading_of(each.say) for each in mistakes_of(record))
    verdict = "for a human" if record.status == UNSURE else worded(record.status)
    remark = made or heading_of(symptom_of(record)) or record.note
    return ClassRow(
        record.submitter, record.exercise, verdict, written(points.total) if points.certain else "", remark
    )


def class_lines(rows: Sequence[ClassRow], more: int, paper: Paper) -> list[Line]:
    """Return a class as a table; `more` submissions have no row."""
    several = len({row.exercise for row in rows}) > 1
    header = ("submitter", *(("exercise",) if several else ()), "verdict", "points", "mistake")
    cells = [row if several else (row.submitter, *row[2:]) for row in rows]
    wide = header if paper.width >= WIDE else ()
    lines = table(cells, paper, header=wide, styles=styles(several), right=(len(header) - 2,), wraps=True)
    return lines + and_more(more, "submission", paper)


def styles(several: bool) -> tuple[Style, ...]:
    """Return the styles of the columns."""
    return (Style.STRONG, *((Style.PLAIN,) if several else ()), Style.PLAIN, Style.PLAIN, Style.FAINT)


WIDE = 70
"""Columns from which the table has a header: on narrower paper the mistake goes below the others."""
