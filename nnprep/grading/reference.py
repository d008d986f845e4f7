"""The text of an exercise's reference, and how a learner's own lines differ from it."""

from __future__ import annotations

from pathlib import Path

from nnprep.content.exercises import Exercise
from nnprep.grading.feedback.values import safe


def reference_text(exercise: Exercise) -> str:
    """Return the text of an exercise's reference."""
    return (exercise.solution / "reference.py").read_text(encoding="utf-8-sig")


def difference(path: Path, stub: str, reference: str) -> tuple[str, ...]:
    """Return how the learner's file differs from the reference: lines that start with `-`, `+` or a blank.

    The file is compared as text, never parsed. Its lines from the stub and comments on both sides are left out.
    Empty where there is no file that can be read, or nothing differs.
    """
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ()
    if not text or len(text) > 200_000:
        return ()
    given = {line.strip() for line in stub.splitlines()} - {line.strip() for line in reference.splitlines()}
    yours = [line for line in code_lines(text) if line.strip() not in given]
    theirs = code_lines(reference)
    if yours == theirs:
        return ()
    import difflib  # only `nnprep solution` compares texts

    compared = difflib.unified_diff(yours, theirs, "your file", "the solution", lineterm="", n=1)
    return tuple(safe(line) for line in compared if not line.startswith(("@@", "---", "+++")))


def code_lines(text: str) -> list[str]:
    """Return the lines that hold code: no blank lines, no comments, no space before the end."""
    lines = [line.partition("  #")[0].rstrip() for line in text.splitlines()]
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
