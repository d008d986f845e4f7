"""Where what nnprep remembers is kept."""

from __future__ import annotations

import os
from pathlib import Path

HISTORY_NAME = "history.sqlite3"


def home() -> Path:
    """Return the folder of the history: NNPREP_HOME, else the platform's user data directory."""
    given = os.environ.get("NNPREP_HOME")
    if given:
        return Path(given).expanduser()
    import platformdirs  # not needed where NNPREP_HOME is set

    return Path(platformdirs.user_data_dir("nnprep", appauthor=False))


def history_path() -> Path:
    """Return where the history file is, or will be."""
    return home() / HISTORY_NAME
