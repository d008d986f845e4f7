"""What a zip download holds; nothing is unpacked to disk, and no member is read beyond a limit.

The format is PKWARE's APPNOTE.TXT 6.3.10: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from nnprep.cohort.finding.entries import Entry, Leftover, is_hidden
from nnprep.cohort.finding.folder import DEEPEST, HIDDEN_FILE
from nnprep.errors import UsageError, plural, shown

MOST = 250_000
"""Members of one zip file."""
LONGEST_LIST = 64 << 20
"""Bytes of the list of members, which is read at once."""
LONGEST_NAME = 255
"""Characters of a file's name, as in every file system."""
UNPACKED = 4 << 30
"""Bytes of all members together, as they are read: a zip bomb has more."""


class Archive:
    """A zip file that is open for reading; nothing in it is trusted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.left = UNPACKED
        """How many more bytes may be read."""
        try:
            self.file = path.open("rb")
        except OSError as error:
            raise UsageError(f"{shown(str(path))} can't be read: {error.strerror}.") from None
        try:
            refuse_a_long_list(self.file, path)
            self.zip = zipfile.ZipFile(self.file)
            self.members = self.zip.infolist()
        except UsageError:
            self.close()
            raise
        except BROKEN as error:
            self.close()
            raise UsageError(f"{shown(str(path))} is not a zip file, or is broken ({why(error)}).") from None
        if len(self.members) > MOST:
            self.close()
            raise too_many(path)
        self.by_name = {member.filename: member for member in self.members}

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def entries(self) -> Iterator[Entry | Leftover]:
        """Yield every file and folder, and what can't be read, sorted by name."""
        seen: set[str] = set()
        for member in sorted(self.members, key=lambda each: each.filename):
            place = self.path / member.filename.lstrip("/")
            parts = tuple(member.filename.rstrip("/").split("/"))
            reason = problem(member, parts)
            if member.filename in seen:
                reason = "is in the zip file twice, and only one can count"
            seen.add(member.filename)
            if reason:
                yield Leftover(str(place), reason)
            elif not member.is_dir():
                yield Entry(parts, place, self, member.filename)
            else:
                yield Entry(parts, place, self, member.filename, folder=True)

    def read(self, name: str, largest: int) -> bytes:
        """Return the bytes of a member; raises UsageError with one sentence if it can't be read in full."""
        place = shown(f"{self.path}/{name}")
        try:
            with self.zip.open(self.by_name[name]) as member:
                data = member.read(min(largest, self.left) + 1)
        except BROKEN as error:
            raise UsageError(f"{place} can't be unpacked: {why(error)}.") from None
        self.left -= len(data)
        if self.left < 0:
            raise UsageError(
                f"{shown(str(self.path))} unpacks to more than {UNPACKED >> 30} GiB: is it a zip bomb?"
            )
        if len(data) > largest:
            raise UsageError(f"{place} is larger than {size(largest)}.")
        return data


def problem(member: zipfile.ZipInfo, parts: tuple[str, ...]) -> str:
    """Return why a member is not read, as the rest of a sentence; empty if it may be."""
    mode = member.external_attr >> 16
    if {"", ".", ".."} & {*parts} or "\\" in member.filename or ":" in parts[0]:
        return "has a path that leads out of the zip file"
    if max(map(len, parts)) > LONGEST_NAME:
        return f"has a name with more than {LONGEST_NAME} characters"
    if any(map(is_hidden, parts)):
        return HIDDEN_FILE
    if len(parts) - 1 > DEEPEST:
        return f"is more than {DEEPEST} folders deep"
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device, not a regular file"
    return "is encrypted: unpack it with its password first" if member.flag_bits & ENCRYPTED else ""


def refuse_a_long_list(file: BinaryIO, path: Path) -> None:
    """Raise UsageError if the list of members is too long to be read at once, by what the end of the file says."""
    file.seek(0, 2)
    length = file.tell()
    start = max(0, length - END_AT_MOST)
    file.seek(start)
    tail = file.read(END_AT_MOST)
    file.seek(0)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 22:
        return  # no zip file: zipfile says so
    members, listed = struct.unpack_from("<HI", tail, at + 10)
    wide = tail.rfind(b"PK\6\6")  # zip64, beside the locator
    if 0 <= wide <= len(tail) - 56 and (members == 0xFFFF or listed == 0xFFFFFFFF):
        members, listed = struct.unpack_from("<QQ", tail, wide + 32)
    if members > MOST or listed > min(LONGEST_LIST, length):
        raise too_many(path)


def too_many(path: Path) -> UsageError:
    return UsageError(f"{shown(str(path))} lists more than {MOST:,} files. Grade it in several zip files.")


def size(count: int) -> str:
    """Return a number of bytes in words."""
    return f"{count >> 20} MiB" if count >= 1 << 20 else plural(count, "byte")


def why(error: Exception) -> str:
    """Return what a reader of zip files complained of."""
    text = " ".join(str(error).split()).rstrip(".")
    return shown(text, 120)[1:-1] if text else type(error).__name__


END_AT_MOST = 22 + 0xFFFF + 20 + 56
"""Bytes of the end of a zip file with the longest comment."""
ENCRYPTED = 0x1 | 0x40
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    LookupError,
    MemoryError,
)
"""What zipfile raises for files that are cut off, encrypted, edited or made to do harm."""
