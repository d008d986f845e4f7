"""Rows of texts in columns where the terminal is wide enough, one under the other where it is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from nnprep.terminal.layout import Line, Paper, Style, width_of, wrapped

GAP = 3
"""Spaces between two columns where there is room; two where there is not."""
NARROWEST_WRAP = 24
"""A last column narrower than this goes beneath the others instead of wrapping."""

Row = Sequence[str]


def table(
    rows: Sequence[Row],
    paper: Paper,
    *,
    header: Row = (),
    styles: Sequence[Style] = (),
    right: Collection[int] = (),
    indent: int = 2,
    wraps: bool = False,
) -> list[Line]:
    """Return rows as a table without lines.

    Where the paper is too narrow, the last column goes beneath the others; where that is not enough, every
    cell goes beneath the one before. `right` are the columns aligned to the right; with `wraps` the last
    column may wrap first. An empty row is an empty line.
    """
    spelled = [[paper.spelled(cell) for cell in row] for row in rows]
    heading = [paper.spelled(cell) for cell in header]
    widths = natural([*spelled, heading])
    last = min(widths[-1], NARROWEST_WRAP) if wraps and len(widths) > 1 else widths[-1]
    gap = fitting([*widths[:-1], last], indent, paper)
    lines = []
    if gap:
        if heading:
            lines.append(in_columns(heading, widths, [Style.FAINT] * len(widths), right, indent, gap))
        room = paper.width - 1 - indent - sum(widths[:-1]) - gap * (len(widths) - 1)
        margin = " " * (paper.width - 1 - room)
        for row in spelled:
            tail = wrapped(row[-1], room) if wraps and len(row) == len(widths) else []
            first = [*row[:-1], tail[0]] if tail else row
            lines.append(in_columns(first, widths, styles, right, indent, gap))
            lines += [plain(margin, rest, style_of(len(widths) - 1, styles)) for rest in tail[1:]]
        return lines
    gap = 0 if heading else fitting(widths[:-1], indent, paper)
    room = paper.width - 1 - indent - widths[0] - gap
    if not gap or len(widths) < 3 or widths[-1] > room:
        return stacked(spelled, heading, paper, styles, indent)
    for row in spelled:
        lines.append(in_columns(row[:-1], widths[:-1], styles, right, indent, gap))
        if len(row) == len(widths) and row[-1]:
            lines.append(plain(" " * (indent + widths[0] + gap), row[-1], style_of(len(widths) - 1, styles)))
    return lines


def fitting(widths: Sequence[int], indent: int, paper: Paper) -> int:
    """Return the gap at which columns fit on the paper, 0 where they do not."""
    for gap in (GAP, 2):
        if widths and indent + sum(widths) + gap * (len(widths) - 1) < paper.width:
            return gap
    return 0


def in_columns(
    row: Row, widths: Sequence[int], styles: Sequence[Style], right: Collection[int], indent: int, gap: int
) -> Line:
    """Return one row with its cells padded to their columns."""
    spans = [(" " * indent, Style.PLAIN)]
    for column, cell in enumerate(row):
        space = " " * (widths[column] - width_of(cell))
        behind = "" if column == len(row) - 1 else " " * gap
        padded = space + cell + behind if column in right else cell + (space + behind if behind else "")
        spans.append((padded, style_of(column, styles)))
    return Line(tuple(spans)) if any(row) else Line()


def stacked(
    rows: Sequence[Row], header: Row, paper: Paper, styles: Sequence[Style], indent: int
) -> list[Line]:
    """Return the first cell of each row and beneath it the others with their headings."""
    lines = []
    for row in rows:
        for column, cell in enumerate(row):
            if not cell:
                continue
            label = f"{header[column]}: " if column and column < len(header) and header[column] else ""
            margin = " " * (indent + (2 if column else 0))
            room = paper.width - 1 - len(margin) - 2
            whole = label + cell
            # Numbers of a matrix stand under each other; only what has to be wrapped loses its spaces.
            for piece in [whole] if width_of(whole) <= room else wrapped(whole, room):
                lines.append(plain(margin, piece, style_of(column, styles)))
                margin = " " * (indent + (4 if column else 2))
        if not any(row):
            lines.append(Line())
    return lines


def plain(margin: str, text: str, style: Style = Style.PLAIN) -> Line:
    """Return one line of a text behind a margin."""
    return Line(((margin, Style.PLAIN), (text, style)))


def titled(title: str, rest: str, paper: Paper) -> list[Line]:
    """Return a heading and, faintly behind it or beneath it, what belongs to it."""
    title, rest = paper.spelled(title), paper.spelled(rest)
    if not rest:
        return paper.paragraph(title, Style.STRONG, indent="")
    if width_of(title) + 3 + width_of(rest) < paper.width:
        return [Line(((title, Style.STRONG), ("   " + rest, Style.FAINT)))]
    return [
        *paper.paragraph(title, Style.STRONG, indent=""),
        *paper.paragraph(rest, Style.FAINT, indent="  "),
    ]


def style_of(column: int, styles: Sequence[Style]) -> Style:
    """Return the style of a column."""
    return styles[column] if column < len(styles) else Style.PLAIN


def natural(rows: Iterable[Row]) -> list[int]:
    """Return the width that each column would like to have."""
    widths: list[int] = []
    for row in rows:
        widths += [0] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], width_of(cell))
    return widths or [0]
