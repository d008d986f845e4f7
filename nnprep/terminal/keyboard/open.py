"""Opens the keyboard: chooses the implementation for this system and restores the terminal afterwards."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator

from nnprep.terminal.keyboard.lines import LineKeys
from nnprep.terminal.keyboard.names import Keys

if sys.platform == "win32":
    from nnprep.terminal.keyboard.windows import console_keys as single_keys
else:
    from nnprep.terminal.keyboard.posix import terminal_keys as single_keys


STOPPING = 0.05
"""Seconds within which a process stops."""


def is_live() -> bool:
    """Return whether single keys can be read and the cursor can be moved."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextlib.contextmanager
def keyboard(*, live: bool) -> Iterator[Keys]:
    """Yield the keys of standard input; restores the terminal afterwards, whatever happens."""
    if live:
        with single_keys() as keys:
            yield keys
    else:
        yield LineKeys(sys.stdin)


def suspend() -> None:
    """Stop as any program does at Ctrl-Z; returns when the shell resumes it."""
    if hasattr(signal, "SIGTSTP"):
        os.kill(0, signal.SIGTSTP)
        # The signal reaches the main thread first; another one would run on for an instant and undo what was restored.
        time.sleep(STOPPING)
