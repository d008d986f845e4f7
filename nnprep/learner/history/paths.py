"""Where the history is on disk."""

from __future__ import annotations

from pathlib import Path

from nnprep.home import SettingError, home

__all__ = ["HISTORY_NAME", "SettingError", "history_path", "home"]

HISTORY_NAME = "history.sqlite3"


def history_path() -> Path:
    """Return where the history file is, or will be."""
    return home() / HISTORY_NAME
