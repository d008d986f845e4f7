"""The records of a run while it goes on: appended one by one, so that a killed run loses nothing that it has judged."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Self

from nnprep.cohort.record import NOT_JUDGED, Record, line_of, record_of
from nnprep.cohort.record_files import Entry, entries_in, newest
from nnprep.errors import UsageError, shown
from nnprep.named_tuple import NamedTuple

if sys.platform != "win32":
    import fcntl

NAME = "grade.jsonl"
CHUNK = 1 << 20
"""Bytes that are read at once when looking for the last whole line."""


def journal_name(shard: tuple[int, int]) -> str:
    """Return what the file of a shard is called; of one of one, what a whole class's is."""
    number, of = shard
    return NAME if of == 1 else f"grade-{number:0{len(str(of))}}-of-{of}.jsonl"


def results_folder(path: Path) -> Path:
    """Make a results folder, for its owner only, if there is none; raises UsageError if that can't be."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"{shown(str(path))} can't be a folder for results: {error.strerror or error}."
        raise UsageError(sentence, next_step="nnprep grade --help") from None
    return path


class Place(NamedTuple):
    """Where a line is in the file."""

    start: int
    length: int


class Journal:
    """One file of records that this process alone appends to. Raises UsageError if it can't be opened, or is in use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._verdicts: dict[bytes, Place] = {}
        self._lines: dict[tuple[str, str], Place] = {}
        try:
            flags = (
                os.O_RDWR
                | os.O_APPEND
                | os.O_CREAT
                | getattr(os, "O_NOFOLLOW", 0)
                | getattr(os, "O_NONBLOCK", 0)
            )
            self._descriptor = os.open(path, flags, 0o600)
        except OSError as error:
            raise self.trouble(error) from None
        try:
            if not stat.S_ISREG(os.fstat(self._descriptor).st_mode):
                message = "not a regular file"
                raise OSError(0, message)
            self.lock()
            os.ftruncate(self._descriptor, self.whole_lines())
            self.read()
        except OSError as error:
            os.close(self._descriptor)
            raise self.trouble(error) from None
        except BaseException:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def trouble(self, error: OSError) -> UsageError:
        """Return an error in words."""
        sentence = f"{shown(str(self.path))} can't be written: {error.strerror or error}."
        return UsageError(sentence, next_step="nnprep grade --help")

    def lock(self) -> None:
        """Keep other runs from appending to the same file. Raises UsageError."""
        if sys.platform == "win32":
            return
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sentence = f"Another run of nnprep grade is writing {shown(str(self.path))}."
            raise UsageError(f"{sentence} Wait for it, or use another --out.") from None
        except OSError:  # a file system without locks
            return

    def whole_lines(self) -> int:
        """Return the length of the file without a last line that a killed run didn't finish. Raises OSError."""
        end = os.fstat(self._descriptor).st_size
        place = end
        while place > 0:
            start = max(0, place - CHUNK)
            found = os.pread(self._descriptor, place - start, start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            place = start
        return 0

    def read(self) -> None:
        """Remember where the verdict of each key is, and the newest line of each owner. Raises UsageError."""
        start = 0
        for number, entry in enumerate(entries_in([self.path]), 1):
            record = record_of(entry.line, f"{shown(str(self.path))}, line {number},")
            self.remember(record, Place(start, len(entry.line)))
            start += len(entry.line)

    def remember(self, record: Record, place: Place) -> None:
        """Remember where a line is."""
        self._lines[record.owner] = place
        if record.sha256 and record.status != NOT_JUDGED:
            self._verdicts[digest(record)] = place

    def verdict(self, record: Record) -> Record | None:
        """Return a record completed by the verdict of its key; None if that isn't known yet."""
        place = self._verdicts.get(digest(record))
        if place is None:
            return None
        known = record_of(self.line(place), shown(str(self.path)))
        return known._replace(submitter=record.submitter, note=record.note)

    def line(self, place: Place) -> bytes:
        """Return one line."""
        return os.pread(self._descriptor, place.length, place.start)

    def append(self, record: Record) -> None:
        """Write a record, unless it is its owner's newest one already. Raises UsageError."""
        line = line_of(record)
        known = self._lines.get(record.owner)
        if known is not None and known.length == len(line) and self.line(known) == line:
            return
        try:
            start = os.fstat(self._descriptor).st_size
            left = memoryview(line)
            while left:
                left = left[os.write(self._descriptor, left) :]
        except OSError as error:
            raise self.trouble(error) from None
        self.remember(record, Place(start, len(line)))

    def finish(self) -> int:
        """Put the lines in order, each owner's newest one, in place of the file; return how many. Raises UsageError."""
        draft = self.path.with_name(f".nnprep-{os.getpid()}-{os.urandom(4).hex()}")
        try:
            count = write_sorted(draft, newest(entries_in([self.path])))
            draft.replace(self.path)
        except OSError as error:
            raise self.trouble(error) from None
        finally:
            draft.unlink(missing_ok=True)
        return count


def write_sorted(path: Path, entries: Iterable[Entry]) -> int:
    """Write lines to a new file, for its owner only, and to the disk; return how many. Raises OSError."""
    count = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for entry in entries:
            file.write(entry.line)
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count


def digest(record: Record) -> bytes:
    """Return a short name of a key."""
    return sha256("\0".join(record.key).encode("utf-8", "surrogatepass")).digest()[:16]
