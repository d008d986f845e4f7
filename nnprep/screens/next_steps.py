"""The commands to type next, at the end of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.terminal.layout import Line, Paper, Style


def next_lines(commands: Sequence[str], paper: Paper, *, indent: str = "") -> list[Line]:
    """Return one command a row after `next`; three spaces separate a command from a faint note.

    A note is below its command, and a command is one row, however wide: what the terminal wraps can be copied.
    """
    first, others = f"{indent}next   ", f"{indent}       "
    lines: list[Line] = []
    for number, text in enumerate(commands):
        head = others if number else first
        command, *note = text.split("   ", 1)
        rows = [Line(((head, Style.PLAIN), (paper.spelled(command), Style.ACCENT)))]
        if note:
            rows += paper.paragraph(note[0], Style.FAINT, indent=f"{others}  ")
        lines += rows
    return lines
