"""The reference with a known mistake in it; raises ContentError, with the place, if the mistake can't be made."""

from __future__ import annotations

import ast

from nnprep.content.edits import EditError, edited
from nnprep.content.exercises import Exercise, Mistake
from nnprep.content.roots import near
from nnprep.errors import ContentError, Fault
from nnprep.grading.reference import reference_path, reference_text


def reference_with(exercise: Exercise, mistake: Mistake) -> str:
    """Return the reference with one known mistake in it.

    Raises ContentError, with the place, if the reference is not Python or an edit of the mistake doesn't fit it.
    """
    text = reference_text(exercise)
    try:
        ast.parse(text)
    except SyntaxError as error:
        fault = Fault(
            near(reference_path(exercise)), error.lineno or 1, error.offset or 1, f"SyntaxError: {error.msg}"
        )
        raise ContentError([fault]) from error
    try:
        return edited(text, mistake.edits)
    except EditError as error:
        raise ContentError([mistake_fault(exercise, mistake, error)]) from error


def mistake_fault(exercise: Exercise, mistake: Mistake, error: Exception) -> Fault:
    """Return the place of a known mistake that can't be made, with the reason."""
    return Fault(near(exercise.solution / "mistakes.yaml"), mistake.line, 1, f"{mistake.id}: {error}")
