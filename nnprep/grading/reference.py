"""The text of an exercise's reference."""

from __future__ import annotations

from pathlib import Path

from nnprep.content.exercises import VARIANTS, Exercise
from nnprep.content.roots import is_file, near, read_plain
from nnprep.errors import ContentError, Fault


def reference_text(exercise: Exercise) -> str:
    """Return the text of an exercise's reference; raises ContentError if it can't be read or is not UTF-8."""
    path = reference_path(exercise)
    try:
        return read_plain(path)
    except OSError as error:
        raise ContentError(
            [Fault(near(path), 1, 1, f"it can't be read: {error.strerror or error}")]
        ) from error
    except UnicodeDecodeError as error:
        raise ContentError([Fault(near(path), 1, 1, f"it isn't UTF-8 text: {error.reason}")]) from error


def variants_text(exercise: Exercise) -> str:
    """Return how people write an exercise's functions, see `nnprep.checks.choices`; empty if nobody wrote that down."""
    path = exercise.solution / VARIANTS
    return read_plain(path) if is_file(path) else ""


def reference_path(exercise: Exercise) -> Path:
    """Return where an exercise's reference is."""
    return exercise.solution / "reference.py"
