"""Reads text files of content; what can't be read, decoded or compiled is an error with line and column."""

from __future__ import annotations

import warnings
from pathlib import Path

from nnprep.content.exercises import STUB, Exercise
from nnprep.content.roots import near, read_bytes
from nnprep.errors import ContentError, Fault


def read_text(path: Path, faults: list[Fault]) -> str | None:
    """Return a file's text; None if it can't be read or isn't UTF-8, and then an error is added to `faults`."""
    try:
        data = read_bytes(path)
    except OSError as error:
        faults.append(Fault(near(path), 1, 1, f"can't be read: {error.strerror}"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before) - before.rfind(b"\n")
        faults.append(Fault(near(path), before.count(b"\n") + 1, column, "not UTF-8: save the file as UTF-8"))
        return None


def read_python(path: Path) -> str:
    """Return the text of a Python file of an exercise, with `\\n` at the end of each line.

    Raises ContentError at its line and column if it can't be read or is not UTF-8 or not valid Python.
    """
    faults: list[Fault] = []
    text = read_text(path, faults)
    if text is None:
        raise ContentError(faults)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        place = Fault(near(path), error.lineno or 1, max(error.offset or 1, 1), f"syntax error: {error.msg}")
        raise ContentError([place]) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise ContentError([Fault(near(path), 1, 1, f"not valid Python: {error}")]) from None
    return text


def stub_text(exercise: Exercise) -> str:
    """Return the text of an exercise's stub; raises ContentError if it can't be read or isn't valid Python."""
    return read_python(exercise.folder / STUB)
