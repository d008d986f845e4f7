"""Who was found as what, and what was left over: `nnprep grade --dry-run`."""

from __future__ import annotations

from itertools import groupby

from nnprep.cohort.finding.names import Layout
from nnprep.cohort.finding.roll import Candidate, Roll
from nnprep.errors import plural
from nnprep.screens.cohort.lists import and_more, some
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table


def roll_lines(roll: Roll, paper: Paper, most: int | None = None) -> list[Line]:
    """Return the roll of a class; of long lists the first `most` lines, or all."""
    lines = candidate_lines(roll, paper, most)
    if roll.leftovers:
        lines += [
            Line(),
            *paper.paragraph(f"Left over: {plural(len(roll.leftovers), 'file')}", Style.STRONG, indent=""),
        ]
    by_reason = sorted(roll.leftovers, key=lambda each: (each.reason, each.place))
    for reason, group in groupby(by_reason, key=lambda each: each.reason):
        places = [each.place for each in group]
        lines += paper.paragraph(reason, indent="    ", first="  ")
        for place in places[:most]:
            lines += paper.paragraph(place, Style.FAINT, indent="      ", first="    ")
        lines += and_more(len(places) - len(places[:most]), "file", paper, "    ")
    if roll.empty:
        lines += [
            Line(),
            *paper.paragraph(f"No file to judge: {some(roll.empty, len(roll.empty), most)}.", indent=""),
        ]
    for sentence in roll.doubtful[:most]:
        lines += [Line(), *paper.paragraph(sentence, Style.ACCENT, indent="")]
    return lines


def candidate_lines(roll: Roll, paper: Paper, most: int | None) -> list[Line]:
    """Return what would be judged."""
    if not roll.candidates:
        return paper.paragraph("Found nothing to judge.", Style.STRONG, indent="")
    people = len({each.owner.submitter for each in roll.candidates})
    title = f"{plural(len(roll.candidates), 'submission')} of {plural(people, 'submitter')}"
    lines = [*paper.paragraph(title, Style.STRONG, indent=""), Line()]
    rows = [row_of(each) for each in roll.candidates[:most]]
    lines += table(rows, paper, header=HEADER if paper.width >= WIDE else (), wraps=True)
    return lines + and_more(len(roll.candidates) - len(rows), "submission", paper)


def row_of(candidate: Candidate) -> tuple[str, str, str, str]:
    """Return the row of one submission."""
    owner = candidate.owner
    layout = NAMES[owner.layout] + (", late" if owner.late else "")
    return owner.submitter, candidate.exercise, layout, str(candidate.entry.path)


NAMES = {layout: layout.value for layout in Layout} | {Layout.FLAT: "its name", Layout.FOLDER: "its folder"}
"""Whose names they are, or what gave the name."""
HEADER = ("submitter", "exercise", "named by", "file")
WIDE = 70
"""Columns from which a table has a header: on narrower paper the last column goes below the others."""
