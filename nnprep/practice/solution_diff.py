"""How the learner's own lines differ from the solution."""

from __future__ import annotations

import difflib
from pathlib import Path

from nnprep.grading.feedback.values import safe


def difference(path: Path, stub: str, reference: str) -> tuple[str, ...]:
    """Return how the learner's file differs from the reference: lines that start with `-`, `+` or a space.

    The file is compared as text, never parsed. Lines of the `stub`, or of whatever text was handed out without being
    code, and comments on both sides, are left out.
    Empty if the file can't be read or is too long, or if nothing differs.
    """
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ()
    if not text or len(text) > 200_000:
        return ()
    handed_out = {line.strip() for line in stub.splitlines()} - {
        line.strip() for line in reference.splitlines()
    }
    yours = [line for line in code_lines(text) if line.strip() not in handed_out]
    theirs = code_lines(reference)
    if yours == theirs:
        return ()
    compared = difflib.unified_diff(yours, theirs, "your file", "the solution", lineterm="", n=1)
    return tuple(safe(line) for line in compared if not line.startswith(("@@", "---", "+++")))


def code_lines(text: str) -> list[str]:
    """Return the lines that contain code, without trailing spaces and comments."""
    lines = [line.partition("  #")[0].rstrip() for line in text.splitlines()]
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
