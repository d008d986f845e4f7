"""What a class got wrong, by frequency; parts by pass rate; and what a human should look at."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.cohort.summary.alike import Alike
from nnprep.cohort.summary.misconceptions import Misconception
from nnprep.cohort.summary.names import Names
from nnprep.cohort.summary.summary import Summary
from nnprep.errors import plural
from nnprep.screens.cohort.lists import and_more, some
from nnprep.terminal.layout import Line, Paper, Style, percent
from nnprep.terminal.tables import table

MOST = 15
"""Lines of one list: a class that makes more mistakes than these reads the page or the results."""


def summary_lines(summary: Summary, paper: Paper) -> list[Line]:
    """Return what became of one exercise."""
    lines = headline(summary, paper)
    lines += misconception_lines("What went wrong", summary.misconceptions, summary.submissions, paper)
    lines += misconception_lines(RAISED_NEXT, summary.raised_next, summary.submissions, paper)
    lines += part_lines(summary, paper)
    lines += for_a_human(summary, paper)
    return lines


def headline(summary: Summary, paper: Paper) -> list[Line]:
    """Return how many passed, and what became of the others."""
    share = percent(summary.passed / summary.submissions)
    others = [
        f"{count:,} {status.replace('-', ' ')}" for status, count in summary.statuses if status != "passed"
    ]
    first = f"{summary.passed:,} of {summary.submissions:,} pass, {share}"
    return [
        Line(((f"{paper.spelled(summary.exercise)}   ", Style.STRONG), (first, Style.PLAIN))),
        *(paper.joined(others, Style.FAINT, indent="  ") if others else []),
    ]


def misconception_lines(
    title: str, mistakes: Sequence[Misconception], submissions: int, paper: Paper
) -> list[Line]:
    """Return mistakes, each with how many made it, and where it was made in one place only."""
    if not mistakes:
        return []
    rows = [(f"{each.submitters.size:,} of {submissions:,}", heading(each)) for each in mistakes[:MOST]]
    return [
        Line(),
        *paper.paragraph(title, Style.STRONG, indent=""),
        *table(rows, paper, right=(0,), wraps=True),
        *and_more(len(mistakes) - MOST, "mistake", paper),
    ]


def heading(each: Misconception) -> str:
    """Return a mistake in a line: "Every gradient is exactly m times too large: 12 in dW2 only"."""
    return each.heading + (f": {', '.join(each.shares)}" if each.shares else "")


def part_lines(summary: Summary, paper: Paper) -> list[Line]:
    """Return the parts by pass rate, the lowest first; nothing if there is only one."""
    if len(summary.parts) < 2:
        return []
    lines = [Line(), *paper.paragraph("Parts, hardest first", Style.STRONG, indent="")]
    rows = [
        (percent(part.share), f"{part.passed:,} of {part.judged:,}", part.title)
        for part in sorted(summary.parts, key=lambda part: part.share)
    ]
    return lines + table(rows, paper, right=(0, 1), wraps=True)


def for_a_human(summary: Summary, paper: Paper) -> list[Line]:
    """Return what a human should look at."""
    lines = named("No mistake is named in {submissions}", summary.unexplained, paper)
    lines += alike_lines(summary.alike, paper)
    lines += named(
        "Passing with only some random inputs, so you decide: {submissions}",
        summary.unsure,
        paper,
    )
    lines += named("Not judged, so not graded: {submissions}", summary.not_judged, paper)
    for copies in summary.copies[:MOST]:
        lines += named("Byte-for-byte identical: {submissions}", copies, paper)
    return lines + and_more(len(summary.copies) - MOST, "such group", paper)


def named(title: str, names: Names, paper: Paper) -> list[Line]:
    """Return a heading with how many there are, and names below it; nothing if there are none."""
    if not names.size:
        return []
    heading = title.format(submissions=plural(names.size, "submission"))
    return [
        Line(),
        *paper.paragraph(heading, Style.STRONG, indent=""),
        *paper.paragraph(some(names.first, names.size), indent="  "),
    ]


def alike_lines(groups: Sequence[Alike], paper: Paper) -> list[Line]:
    """Return the groups that fail in the same way, with what the first of them did."""
    if not groups:
        return []
    title = "Common to these: possibly a mistake nnprep doesn't know"
    lines = [Line(), *paper.paragraph(title, Style.STRONG, indent="")]
    for each in groups[:MOST]:
        checks = plural(len(each.checks), "check")
        what = f"in {checks}, first “{each.checks[0]}”: " if each.checks else ""
        lines += paper.paragraph(
            f"{each.submitters.size:,} fail {what}{each.message}", indent="    ", first="  "
        )
        lines += paper.paragraph(
            some(each.submitters.first, each.submitters.size), Style.FAINT, indent="    "
        )
    return lines + and_more(len(groups) - MOST, "group", paper)


RAISED_NEXT = "Not counted, but an interviewer would ask next"
