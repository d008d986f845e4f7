"""Lines of CSV that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from nnprep.errors import printable

COMMANDS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Signs that make a spreadsheet run a cell, in some also if they are wide: https://owasp.org/www-community/attacks/CSV_Injection"""


def csv_line(cells: Sequence[str]) -> str:
    """Return one line, as RFC 4180 writes it, with its line end; no cell can be a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows and doesn't run; a plain number stays one."""
    cell = printable(cell, keep="")
    return f"'{cell}" if cell.lstrip().startswith(COMMANDS) and not is_number(cell) else cell


def is_number(cell: str) -> bool:
    """Return whether a cell is a negative number, which no spreadsheet takes for more."""
    return (
        cell[:1] == "-" and cell[1:].replace(".", "", 1).isascii() and cell[1:].replace(".", "", 1).isdigit()
    )
