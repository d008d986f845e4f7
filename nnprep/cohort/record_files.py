"""Records on disk: `results/*.jsonl`, appended to while a run goes on, and read in one order whatever wrote them."""

from __future__ import annotations

import heapq
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import IO

from nnprep.cohort.record import Record, record_of
from nnprep.errors import UsageError, shown
from nnprep.named_tuple import NamedTuple

CHUNK = 16 * 1024 * 1024
"""Bytes of lines that are sorted in memory; what exceeds them waits in temporary files."""
LONGEST_LINE = 8 * 1024 * 1024
"""Bytes of a record, well beyond what the largest exercise needs."""


class Entry(NamedTuple):
    """One line, and where it stands in the order of a class."""

    owner: tuple[str, str]
    age: int
    """Of two lines of one owner, the one with the larger number was written later, or stands in a later file."""
    line: bytes


def records_in(folder: Path) -> Iterator[Record]:
    """Yield the records of a results folder, sorted by exercise and submitter, each owner's newest one.

    Reads in bounded memory. Raises UsageError, with file and line, for a line that isn't a record.
    """
    for entry in newest(entries_in(record_files(folder))):
        yield record_of(entry.line)


def records_of(path: Path) -> Iterator[Record]:
    """Yield the records of a file that a run or a merge has put in order, each owner's only one, as they stand there.

    Raises UsageError, with file and line, for a line that isn't a record.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield record_of(line, f"{shown(str(path))}, line {number},")
    except OSError as error:
        sentence = f"{shown(str(path))} can't be read: {error.strerror or error}."
        raise UsageError(sentence) from None


def record_files(folder: Path) -> list[Path]:
    """Return the files of a results folder that hold records. Raises UsageError if it can't be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".jsonl" and path.is_file())
    except OSError as error:
        sentence = f"{shown(str(folder))} can't be read: {error.strerror or error}."
        raise UsageError(sentence, next_step="nnprep grade --help") from None


def entries_in(paths: Iterable[Path]) -> Iterator[Entry]:
    """Yield the lines of some files; the last one of a file is left out if a killed run didn't finish it."""
    age = 0
    for path in paths:
        try:
            with path.open("rb") as file:
                number = 0
                while line := file.readline(LONGEST_LINE):
                    number += 1
                    if line.endswith(b"\n"):
                        age += 1
                        yield Entry(owner_of(line, f"{shown(str(path))}, line {number},"), age, line)
                    elif file.read(1):
                        record_of(b"", f"{shown(str(path))}, line {number},")
        except OSError as error:
            sentence = f"{shown(str(path))} can't be read: {error.strerror or error}."
            raise UsageError(sentence) from None


def owner_of(line: bytes, place: str) -> tuple[str, str]:
    """Return whose record a line is, without reading the rest of it. Raises UsageError."""
    try:
        fields = json.loads(line)
        owner = (fields["exercise"], fields["submitter"])
    except (ValueError, TypeError, LookupError, RecursionError):
        owner = (None, None)
    if type(owner[0]) is str and type(owner[1]) is str:
        return owner
    return record_of(b"", place).owner  # raises


def newest(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the newest entry of each owner, sorted by owner."""
    for _, group in groupby(ordered(entries), key=lambda entry: entry.owner):
        *_, last = group
        yield last


def ordered(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries by owner, then age; what doesn't fit in memory waits in temporary files."""
    with ExitStack() as stack:
        runs: list[Iterator[Entry]] = []
        chunk: list[Entry] = []
        size = 0
        for entry in entries:
            chunk.append(entry)
            size += len(entry.line)
            if size >= CHUNK:
                file = stack.enter_context(tempfile.TemporaryFile())
                file.writelines(b"%d " % each.age + each.line for each in sorted(chunk))
                runs.append(waiting(file))
                chunk, size = [], 0
        yield from heapq.merge(sorted(chunk), *runs)


def waiting(file: IO[bytes]) -> Iterator[Entry]:
    """Yield the entries of a temporary file."""
    file.seek(0)
    for line in file:
        age, _, rest = line.partition(b" ")
        yield Entry(owner_of(rest, "a temporary file"), int(age), rest)
