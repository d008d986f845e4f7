"""What can be done below a page that is read in a terminal."""

from __future__ import annotations

from nnprep.terminal.layout import Line, Paper, Style


def reading_keys(
    paper: Paper, notice: str, *, count: int = 0, opens: str = "", back: bool = False
) -> list[Line]:
    """Return the keys below a page: `count` numbers open something, and `back` leads to where the reader was."""
    numbers = f"{'1' if count == 1 else f'1-{count}'} {opens}"
    keys = [numbers if count else "", "b back" if back else "", "arrows scroll", "q quit"]
    return [*(paper.paragraph(notice, Style.ACCENT) if notice else []), *paper.joined(keys, Style.PLAIN)]
