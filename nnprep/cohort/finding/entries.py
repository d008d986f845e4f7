"""What a folder or a zip download holds: files with their places, and what can't be read."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from nnprep.named_tuple import NamedTuple


class Members(Protocol):
    """A zip file that is open for reading."""

    def read(self, name: str, largest: int) -> bytes:
        """Return the bytes of a member; raises UsageError."""


class Entry(NamedTuple):
    """One file, or an empty folder, somewhere below a folder or in a zip file."""

    parts: tuple[str, ...]
    """Folders and file name, below the folder or the top of the zip file; at least one."""
    path: Path
    """Where it is, as a teacher would type it: `hw1/ana/backprop.py`, `download.zip/ana_1_2_backprop.py`."""
    archive: Members | None = None
    """The zip file that holds it."""
    member: str = ""
    """Its name in the zip file."""
    folder: bool = False

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]


class Leftover(NamedTuple):
    """Something that is not judged."""

    place: str
    """Where it is, not yet safe to print."""
    reason: str
    """Why it is left over: the rest of a sentence that begins with its place."""


HIDDEN = {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"}
"""What systems and Python put beside files; nobody hands it in."""


def is_hidden(part: str) -> bool:
    """Return whether a file or folder belongs to a system or an editor, such as `.DS_Store` and `.git`."""
    return part.startswith(".") or part in HIDDEN
