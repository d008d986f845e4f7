"""Reads what an exercise hands out."""

from __future__ import annotations

from nnprep.content.exercises import Exercise
from nnprep.errors import ContentError, Fault


def stub_text(exercise: Exercise) -> str:
    """Return the text of an exercise's stub; raises ContentError where it is not UTF-8."""
    path = exercise.folder / "stub.py"
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError([Fault(path, 1, 1, f"it is not UTF-8 text: {error.reason}")]) from None
