"""The code of a notebook: its code cells in order, without what only IPython understands.

The format is nbformat's: https://nbformat.readthedocs.io/en/latest/format_description.html. Nothing is parsed as Python
here; what the code means is decided in the process that runs it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from nnprep.errors import UsageError, plural, shown
from nnprep.named_tuple import NamedTuple


class NotebookCode(NamedTuple):
    """What a notebook says in Python."""

    code: bytes
    """UTF-8; each cell begins with a comment that says which it is."""
    note: str
    """What was left out, one sentence; empty if that's nothing."""


def notebook_code(data: bytes, name: str) -> NotebookCode:
    """Return the code of a notebook; `name` says in errors which it is. Raises UsageError if it isn't one."""
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise UsageError(f"{shown(name)} is not a notebook: its JSON is broken or not UTF-8.") from None
    language = language_of(notebook)
    if language not in ("", "python"):
        raise UsageError(f"{shown(name)} is a notebook in {shown(language)}, not in Python.")
    cells = [text for text in map(text_of, cells_of(notebook)) if text is not None]
    if not cells:
        raise UsageError(f"{shown(name)} is a notebook without a code cell.")
    lines: list[str] = []
    left_out = 0
    for number, text in enumerate(cells, 1):
        lines += [f"# code cell {number}"] if number > 1 else []
        for line, is_python in python_lines(text):
            left_out += not is_python
            lines.append(line)
    note = (
        f"Of the notebook, {plural(left_out, 'line')} of magics and shell commands {verb(left_out)} left out."
    )
    code = "\n".join([*lines, ""]).encode(errors="backslashreplace")
    return NotebookCode(code, note if left_out else "")


def verb(count: int) -> str:
    return "was" if count == 1 else "were"


def language_of(notebook: Any) -> str:
    """Return the language that a notebook says, in lower case; empty if it says none."""
    metadata = notebook.get("metadata") if isinstance(notebook, dict) else None
    for field, key in (("language_info", "name"), ("kernelspec", "language")):
        place = metadata.get(field) if isinstance(metadata, dict) else None
        language = place.get(key) if isinstance(place, dict) else None
        if isinstance(language, str) and language:
            return "python" if language.casefold() in PYTHON else language
    return ""


def cells_of(notebook: Any) -> Iterator[Any]:
    """Yield the cells of a notebook of format 4, or of format 3, where they are on worksheets."""
    if not isinstance(notebook, dict):
        return
    sheets = notebook.get("worksheets")
    holders = [notebook, *(sheets if isinstance(sheets, list) else [])]
    for holder in holders:
        cells = holder.get("cells") if isinstance(holder, dict) else None
        yield from cells if isinstance(cells, list) else []


def text_of(cell: Any) -> str | None:
    """Return the text of a code cell, which may be a list of lines; None for any other cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return source.replace("\r\n", "\n").replace("\r", "\n") if isinstance(source, str) else None


def python_lines(cell: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a cell, and whether each is Python; what isn't becomes `pass`, so that blocks keep a body.

    As in IPython, `%`, `!` and `?` mean something only where a statement begins: not in a string, not in brackets.
    https://ipython.readthedocs.io/en/stable/interactive/reference.html
    """
    lines = cell.split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith("%%") and not RUNS_ITS_CELL.match(first):
        yield from ((commented(line), not line.strip()) for line in lines)
        return
    state = Scan()
    for line in lines:
        if state.at_start and NOT_PYTHON.match(line.strip()):
            indent = line[: len(line) - len(line.lstrip())]
            yield f"{indent}pass  {commented(line)}", False
        else:
            yield line, True
            state.read(line)


def commented(line: str) -> str:
    return f"# left out: {line.strip()}" if line.strip() else ""


class Scan:
    """Where in a text a line begins: at a statement, or inside of a string or brackets."""

    def __init__(self) -> None:
        self.quote = ""
        """The three quotes that end the string; empty outside of one."""
        self.depth = 0
        self.continued = False
        """Whether the line before ended with a backslash."""

    @property
    def at_start(self) -> bool:
        """Whether a statement begins here."""
        return not self.quote and self.depth <= 0 and not self.continued

    def read(self, line: str) -> None:
        """Go on to the end of a line."""
        place = 0
        self.continued = False
        while place < len(line):
            token = (ENDS[self.quote] if self.quote else TOKEN).search(line, place)
            if token is None:
                break
            place = token.end()
            sign = token[0]
            if self.quote:
                self.quote = "" if sign == self.quote else self.quote
            elif sign[0] == "#":
                break
            elif sign in ENDS:
                self.quote = sign
            elif sign in "([{":
                self.depth += 1
            elif sign in ")]}":
                self.depth -= 1
        self.continued = not self.quote and line.endswith("\\") and "#" not in line[place:]


PYTHON = {"python", "python3", "ipython", "ipython3"}
RUNS_ITS_CELL = re.compile(r"%%(?:time|capture|prun)\b")
"""Magics whose cell runs as it stands; all others keep it to themselves, or aren't Python."""
NOT_PYTHON = re.compile(r"[%!]|\?{1,2}[\w.]|[\w.]+\?{1,2}$|[\w., \[\]]+=\s*(?:!|%[A-Za-z])")
TOKEN = re.compile(
    r"""'{3}|"{3}|#|[()\[\]{}]|"(?:\\.|[^"\\])*(?:"|\\?$)|'(?:\\.|[^'\\])*(?:'|\\?$)""",
)
ENDS = {quote * 3: re.compile(rf"\\.|{quote * 3}") for quote in "'\""}
