"""The commands to type next, at the end of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.terminal.layout import Line, Paper, Style


def next_lines(commands: Sequence[str], paper: Paper, *, indent: str = "") -> list[Line]:
    """Return one command a row after `next`; three spaces separate a command from a faint note."""
    first, others = f"{indent}next   ", f"{indent}       "
    lines: list[Line] = []
    for number, text in enumerate(commands):
        head = others if number else first
        rows = paper.paragraph(text, Style.ACCENT, indent=others, first=head)
        command, *note = text.split("   ", 1)
        if note and len(rows) == 1:
            rows = [Line(((head, Style.PLAIN), (command, Style.ACCENT), (f"   {note[0]}", Style.FAINT)))]
        lines += rows
    return lines
