"""An answer being typed, in rows, and where its cursor is."""

from __future__ import annotations

from nnprep.named_tuple import NamedTuple
from nnprep.terminal.layout import Line, Paper, Style, width_of

ROWS = 6
"""How many rows of a typed answer are shown."""
FIRST, INDENT = " > ", "   "
MARK = "_"
"""Where more goes in, at the end of the text; elsewhere only the terminal's own cursor says so."""

MORE = "space more"
"""The key that leads on, as long as it scrolls."""
SPEAK = {True: ("l speak",), False: ()}
SPEAK_KEYS = {True: (("l", "speak the answer; what was understood is typed for you to correct"),), False: ()}
"""By whether there is a program that listens."""


class DraftRows(NamedTuple):
    """The rows around the cursor, and the cursor's row and column among them."""

    lines: list[Line]
    row: int
    column: int


def draft_rows(text: str, cursor: int, paper: Paper) -> DraftRows:
    """Return a typed text with all its spaces and lines, as much of it as has room around the cursor."""
    shown = text + MARK if cursor == len(text) else text
    spans = row_spans(shown, paper)
    here = max(number for number, (start, _) in enumerate(spans) if start <= cursor)
    first = max(0, min(here - ROWS // 2, len(spans) - ROWS))
    lines = [
        Line(
            (
                (FIRST if first + number == 0 else INDENT, Style.PLAIN),
                (paper.spelled(shown[start:end]), Style.PLAIN),
            )
        )
        for number, (start, end) in enumerate(spans[first : first + ROWS])
    ]
    column = width_of(INDENT) + width_of(paper.spelled(text[spans[here][0] : cursor]))
    return DraftRows(lines, here - first, column)


def row_spans(text: str, paper: Paper) -> list[tuple[int, int]]:
    """Return where each row begins and ends; a row breaks after a space if it has one."""
    room = paper.room - width_of(INDENT)
    spans: list[tuple[int, int]] = []
    place = 0
    for line in text.split("\n"):
        start, used, space = place, 0, place
        for number, sign in enumerate(line, place):
            wide = width_of(paper.spelled(sign))
            if used + wide > room + (sign == " "):
                cut = space if space > start else number
                spans.append((start, cut))
                start, used = cut, width_of(paper.spelled(text[cut:number]))
            used += wide
            space = number + 1 if sign == " " else space
        spans.append((start, place + len(line)))
        place += len(line) + 1
    return spans
