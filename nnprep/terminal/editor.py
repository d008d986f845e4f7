"""The learner's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path


def editor() -> list[str] | None:
    """Return the learner's editor as a command, or None if there is none."""
    for text in (os.environ.get("VISUAL"), os.environ.get("EDITOR")):
        try:
            words = shlex.split(text, posix=os.name != "nt") if text else []
        except ValueError:  # a quote that is never closed
            continue
        if words and shutil.which(words[0]):
            return words
    return None


def open_at(command: Sequence[str], path: Path, line: int) -> str:
    """Open a file at a line and wait until the editor is closed; return why it didn't start, or nothing."""
    try:
        subprocess.run([*command, f"+{line}", str(path)], check=False)
    except OSError as error:
        return f"{command[0]} didn't start: {error.strerror}."
    return ""
