"""Tells at once when a program has finished writing a file, where the system says so."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterable
from ctypes import CDLL
from pathlib import Path
from struct import Struct
from threading import Event
from time import monotonic

KINDS = 0x8 | 0x80
"""A file that was open for writing is closed, or one is moved here: inotify(7)."""
NOTICE = Struct("@iIII")
"""Which folder, kind, cookie, and how many bytes the name takes that follows."""
AT_ONCE = 64 * 1024


class Closings:
    """Waits for the ends of writing. Elsewhere than on Linux, and where that can't be watched, only time passes."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = set(paths)
        self._libc = CDLL(None) if sys.platform == "linux" else None
        self._notices = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC) if self._libc else -1
        self._folders = self._watched()

    def wait(self, seconds: float, stop: Event) -> set[Path]:
        """Wait for so long, or until some of the files are closed or moved to their places, and return these."""
        if self._notices < 0:
            stop.wait(seconds)
            return set()
        self._folders |= self._watched()  # again each time: a folder may have been replaced
        until, closed = monotonic() + seconds, set[Path]()
        while not closed and not stop.is_set() and (left := until - monotonic()) > 0:
            if select.select([self._notices], [], [], left)[0]:
                closed = self._paths.intersection(told(os.read(self._notices, AT_ONCE), self._folders))
        return closed

    def _watched(self) -> dict[int, Path]:
        """Watch the files' folders; return them by the numbers that notices have."""
        if self._libc is None:
            return {}
        return {
            self._libc.inotify_add_watch(self._notices, os.fsencode(folder), KINDS): folder
            for folder in {path.parent for path in self._paths}
        }

    def close(self) -> None:
        """Watch nothing any more."""
        if self._notices >= 0:
            os.close(self._notices)


def told(notices: bytes, folders: dict[int, Path]) -> Iterable[Path]:
    """Yield the files that notices are about."""
    while notices:
        folder, _, _, length = NOTICE.unpack_from(notices)
        name, notices = notices[NOTICE.size :][:length], notices[NOTICE.size + length :]
        if folder in folders:
            yield folders[folder] / os.fsdecode(name.rstrip(b"\0"))
