"""Tables without lines: in columns if the terminal is wide enough, otherwise with cells below each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from nnprep.terminal.layout import Line, Paper, Style, width_of, wrapped

GAP = 3
"""Spaces between two columns if there is room, otherwise two."""
NARROWEST_WRAP = 24
"""A last column narrower than this goes below the others instead of wrapping."""

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

    If the paper is too narrow, the last column goes below the others; if that isn't enough, every cell goes below
    the one before. `right` lists the columns aligned to the right; with `wraps` the last column wraps before it
    moves. An empty row is an empty line.
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
    """Return the widest gap with which columns fit on the paper; 0 if none does."""
    for gap in (GAP, 2):
        if widths and indent + sum(widths) + gap * (len(widths) - 1) < paper.width:
            return gap
    return 0


def in_columns(
    row: Row, widths: Sequence[int], styles: Sequence[Style], right: Collection[int], indent: int, gap: int
) -> Line:
    """Return one row, its cells padded to the width of their columns."""
    spans = [(" " * indent, Style.PLAIN)]
    for column, cell in enumerate(row):
        space = " " * (widths[column] - width_of(cell))
        after = "" if column == len(row) - 1 else " " * gap
        padded = space + cell + after if column in right else cell + (space + after if after else "")
        spans.append((padded, style_of(column, styles)))
    return Line(tuple(spans)) if any(row) else Line()


def stacked(
    rows: Sequence[Row], header: Row, paper: Paper, styles: Sequence[Style], indent: int
) -> list[Line]:
    """Return the first cell of each row and below it the others with their headings."""
    lines = []
    for row in rows:
        for column, cell in enumerate(row):
            if not cell:
                continue
            label = f"{header[column]}: " if column and column < len(header) and header[column] else ""
            margin = " " * (indent + (2 if column else 0))
            room = paper.width - 1 - len(margin) - 2
            whole = label + cell
            # Wrapping loses spaces, and the numbers of a matrix have to stay aligned.
            for piece in [whole] if width_of(whole) <= room else wrapped(whole, room):
                lines.append(plain(margin, piece, style_of(column, styles)))
                margin = " " * (indent + (4 if column else 2))
        if not any(row):
            lines.append(Line())
    return lines


def plain(margin: str, text: str, style: Style = Style.PLAIN) -> Line:
    """Return one line of text after a margin."""
    return Line(((margin, Style.PLAIN), (text, style)))


def titled(title: str, remark: str, paper: Paper) -> list[Line]:
    """Return a heading with a faint remark beside it, or below it if the paper is too narrow."""
    title, remark = paper.spelled(title), paper.spelled(remark)
    if not remark:
        return paper.paragraph(title, Style.STRONG, indent="")
    if width_of(title) + 3 + width_of(remark) < paper.width:
        return [Line(((title, Style.STRONG), ("   " + remark, Style.FAINT)))]
    return [
        *paper.paragraph(title, Style.STRONG, indent=""),
        *paper.paragraph(remark, Style.FAINT, indent="  "),
    ]


def style_of(column: int, styles: Sequence[Style]) -> Style:
    """Return the style of a column."""
    return styles[column] if column < len(styles) else Style.PLAIN


def natural(rows: Iterable[Row]) -> list[int]:
    """Return the width of the widest cell in each column."""
    widths: list[int] = []
    for row in rows:
        widths += [0] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], width_of(cell))
    return widths or [0]
