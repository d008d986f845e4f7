"""Where nnprep keeps what is the learner's own: the history, and the packs that were added."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from nnprep.errors import HistoryError, shown


class SettingError(HistoryError):
    """An environment variable that keeps the home from being used: wrong usage, and no damage."""

    exit_code: ClassVar[int] = 2


def home() -> Path:
    """Return the folder of the history: NNPREP_HOME, else the platform's user data directory.

    Raises SettingError if NNPREP_HOME names a user that doesn't exist, or if this user has no home folder.
    """
    setting = os.environ.get("NNPREP_HOME")
    try:
        if setting:
            return Path(setting).expanduser()
        import platformdirs  # as slow to import as half of Python's start, and not needed if NNPREP_HOME is set

        return Path(platformdirs.user_data_dir("nnprep", appauthor=False))
    except RuntimeError:  # from expanduser
        why = f"NNPREP_HOME is {shown(setting)}, and there is no such user" if setting else NO_HOME
        raise SettingError(f"{why}. Set NNPREP_HOME to a folder for your history.") from None


NO_HOME = "This user has no home folder"
