"""What a folder holds; follows no link and waits for no pipe."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from nnprep.cohort.finding.entries import Entry, Leftover, is_hidden
from nnprep.errors import UsageError, shown
from nnprep.practice.source_file import kind_of_file

DEEPEST = 8
"""Folders inside of each other; deeper ones are left over."""
MOST = 1_000_000
"""Files of one folder."""


def folder_entries(folder: Path) -> Iterator[Entry | Leftover]:
    """Yield every file below a folder, every folder on top of it, and what can't be read, sorted by name.

    Raises UsageError if there are too many files.
    """
    for count, entry in enumerate(walk(folder, ()), 1):
        if count > MOST:
            raise UsageError(
                f"{shown(str(folder))} holds more than {MOST:,} files. Grade its folders separately."
            )
        yield entry


def walk(folder: Path, above: tuple[str, ...]) -> Iterator[Entry | Leftover]:
    """Yield what is below `folder`, which is `above` below the top."""
    try:
        with os.scandir(folder) as scan:
            items = sorted(scan, key=lambda item: item.name)
    except OSError as error:
        yield Leftover(str(folder), f"can't be read: {error.strerror}")
        return
    for item in items:
        path = folder / item.name
        if is_hidden(item.name):
            yield Leftover(str(path), HIDDEN_FILE)
            continue
        try:
            mode = item.stat(follow_symlinks=False).st_mode
        except OSError as error:
            yield Leftover(str(path), f"can't be read: {error.strerror}")
            continue
        if stat.S_ISREG(mode):
            yield Entry((*above, item.name), path)
        elif not stat.S_ISDIR(mode):
            yield Leftover(str(path), kind_of_file(mode))
        elif len(above) + 1 > DEEPEST:
            yield Leftover(str(path), f"is more than {DEEPEST} folders deep")
        else:
            if not above:
                yield Entry((item.name,), path, folder=True)
            yield from walk(path, (*above, item.name))


HIDDEN_FILE = "belongs to the system or an editor"
