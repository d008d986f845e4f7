"""One file that somebody handed in, as finding yields it and judging takes it."""

from __future__ import annotations

from pathlib import Path

from nnprep.named_tuple import NamedTuple


class Submission(NamedTuple):
    """Whose file it is, for which exercise, and where its code is."""

    submitter: str
    """Who handed it in, as the file or folder says: any text, not yet safe to print."""
    exercise: str
    """The id of the exercise."""
    path: Path
    """Where it comes from. Read when it is judged, unless `code` is given."""
    code: bytes | None = None
    """What to judge instead of the file: the code cells of a notebook, a member of a zip file."""
    note: str = ""
    """What a teacher should know about how it was read, one sentence; empty for most files."""
