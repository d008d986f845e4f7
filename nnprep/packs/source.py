"""The files of a pack, in a folder or a zip file: nothing is run, no link is followed, and every size is bounded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from nnprep.cohort.finding.archive import Archive
from nnprep.cohort.finding.entries import Entry, Leftover
from nnprep.cohort.finding.folder import HIDDEN_FILE, folder_entries
from nnprep.content.roots import EXERCISES, QUESTIONS, SOLUTIONS
from nnprep.errors import UsageError, plural, shown
from nnprep.named_tuple import NamedTuple
from nnprep.practice.source_file import read_source

FOLDERS = (QUESTIONS, EXERCISES, SOLUTIONS)
MOST_FILES = 5_000
"""Files of one pack."""
LARGEST = 1 << 20
"""Bytes of one file."""
TOTAL = 32 << 20
"""Bytes of all files together, as they are read: a zip bomb has more."""
HELP = "nnprep content add --help"


class PackFile(NamedTuple):
    """One file of a pack."""

    parts: tuple[str, ...]
    """One of the three folders, folders in it, and the file's name."""
    data: bytes


def pack_files(path: Path) -> Iterator[PackFile]:
    """Yield every file in the three folders of a pack; the rest of a checkout, such as its tests, is not read.

    Raises UsageError if it can't be read, holds a link or a path that leads out of it, or is too large.
    """
    if not os.path.lexists(path):
        raise UsageError(f"{shown(str(path))} doesn't exist.", next_step=HELP)
    if path.is_dir():
        yield from bounded(path, entries_of(path))
        return
    with closing(Archive(path)) as archive:
        yield from bounded(path, members_of(archive))


def entries_of(folder: Path) -> Iterator[Entry | Leftover]:
    """Yield what is in the three folders of a folder."""
    for name in FOLDERS:
        inner = folder / name
        if inner.is_symlink():
            yield Leftover(str(inner), "is a symbolic link")
        elif inner.is_dir():
            for entry in folder_entries(inner):
                yield entry._replace(parts=(name, *entry.parts)) if isinstance(entry, Entry) else entry


def members_of(archive: Archive) -> Iterator[Entry | Leftover]:
    """Yield what is in the three folders of a zip file; they may be in one folder, as in a download of a repository."""
    entries = list(archive.entries())
    tops = {entry.parts[0] for entry in entries if isinstance(entry, Entry)}
    depth = 1 if len(tops) == 1 and not tops & {*FOLDERS} else 0
    for entry in entries:
        if isinstance(entry, Leftover):
            parts = Path(entry.place).relative_to(archive.path).parts[depth:]
            if ".." in parts or "\\" in entry.place or (parts and parts[0] in FOLDERS):
                yield entry
        elif len(entry.parts) > depth and entry.parts[depth] in FOLDERS:
            yield entry._replace(parts=entry.parts[depth:])


def bounded(path: Path, entries: Iterator[Entry | Leftover]) -> Iterator[PackFile]:
    """Yield the files among some entries; raises UsageError for what a pack must not hold."""
    count, total = 0, 0
    for entry in entries:
        if isinstance(entry, Leftover):
            if entry.reason != HIDDEN_FILE:
                raise UsageError(f"{shown(entry.place)} {entry.reason}. Nothing was added.")
            continue
        if entry.folder:
            continue
        data = entry.archive.read(entry.member, LARGEST) if entry.archive else contents(entry.path)
        count, total = count + 1, total + len(data)
        if count > MOST_FILES or total > TOTAL:
            raise UsageError(
                f"{shown(str(path))} has more than {plural(MOST_FILES, 'file')} or {TOTAL >> 20} MiB of cards and"
                " exercises, which no pack needs. Nothing was added."
            )
        yield PackFile(entry.parts, data)
    if not count:
        raise UsageError(
            f"{shown(str(path))} is not a pack: it has no files in {', '.join(f'{name}/' for name in FOLDERS)}.",
            next_step=HELP,
        )


def contents(path: Path) -> bytes:
    """Return the bytes of a file; raises UsageError."""
    return read_source(path, LARGEST, HELP)
