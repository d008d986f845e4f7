"""Lines that GitHub Actions shows beside the code: workflow commands."""

from __future__ import annotations

from pathlib import Path

from nnprep.errors import printable


def annotation(
    file: str,
    message: str,
    *,
    title: str,
    level: str = "error",
    line: int | None = None,
    column: int | None = None,
) -> str:
    """Return an annotation as one line; `level` is error, warning or notice."""
    properties = {"file": Path(file).as_posix(), "line": line, "col": column, "title": title}
    text = ",".join(
        f"{name}={escaped(str(value), more=':,')}" for name, value in properties.items() if value is not None
    )
    return f"::{level} {text}::{escaped(message)}"


def escaped(text: str, more: str = "") -> str:
    """Return a text in which nothing ends the line, the command or, with `more`, the property."""
    clean = printable(text.replace("\r\n", "\n"), keep="\n", instead=" ")
    return "".join(f"%{ord(sign):02X}" if sign in "%\r\n" + more else sign for sign in clean)
