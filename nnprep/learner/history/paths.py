"""Where the history is on disk."""

from __future__ import annotations

import os
from pathlib import Path

HISTORY_NAME = "history.sqlite3"


def home() -> Path:
    """Return the folder of the history: NNPREP_HOME, else the platform's user data directory."""
    chosen = os.environ.get("NNPREP_HOME")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs  # as slow to import as half of Python's start, and not needed if NNPREP_HOME is set

    return Path(platformdirs.user_data_dir("nnprep", appauthor=False))


def history_path() -> Path:
    """Return where the history file is, or will be."""
    return home() / HISTORY_NAME
