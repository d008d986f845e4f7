"""Where content is: the built-in folder, the user's own folders in NNPREP_CONTENT, and the packs that were added."""

from __future__ import annotations

import os
from _thread import allocate_lock
from functools import cache
from importlib import import_module
from itertools import takewhile
from pathlib import Path

from nnprep.errors import ContentError, Fault, UsageError
from nnprep.home import SettingError, home
from nnprep.named_tuple import NamedTuple

QUESTIONS, EXERCISES, SOLUTIONS = "questions", "exercises", "solutions"
"""The three folders of a content root; a user's own root may have any of them."""

VARIABLE = "NNPREP_CONTENT"

SHIPPED = Path(__file__).resolve().parent.parent / "_content"
"""The built-in content root of an installed nnprep; a checkout doesn't have it."""

ARCHIVE = SHIPPED / "content.txt"
"""The built-in files, as hatch_build.py writes them into the wheel: a line with name and size of each, an empty line,
such lines for the packed files, an empty line, and the files that aren't packed. A path below SHIPPED names a file of
the archive; the functions of this file read it."""

PACKED = SHIPPED / "packed.xz"
"""The packed files, one after another."""

NO_LZMA = "Known mistakes are packed with LZMA, but this Python was built without it: another one names the mistake."

BELOW = f"{SHIPPED}{os.sep}"


def content_roots() -> tuple[Path, ...]:
    """Return the built-in content root, then those that NNPREP_CONTENT lists, then the packs.

    Raises ContentError if a listed folder doesn't exist.
    """
    own = listed_roots()
    missing = [path for path in own if not path.is_dir()]
    if missing:
        raise ContentError(
            [
                Fault(path, 1, 1, f"{VARIABLE} lists this folder, but it doesn't exist: {CREATE}")
                for path in missing
            ]
        )
    return (built_in(), *own, *pack_roots())


def packs_folder() -> Path:
    """Return where packs are, or will be; raises SettingError."""
    return home() / "packs"


def pack_names() -> list[str]:
    """Return the names of the packs that are in use."""
    return [path.name for path in entries(packs_folder()) if path.is_dir()]


def pack_roots() -> tuple[Path, ...]:
    """Return the folders of the packs that were added, sorted by name; none if this user has no home folder."""
    try:
        return tuple(path for path in entries(packs_folder()) if path.is_dir())
    except (OSError, SettingError):  # the history says what is wrong
        return ()


def listed_roots() -> list[Path]:
    """Return the folders that NNPREP_CONTENT lists, whether they exist or not."""
    return [expanded(name) for name in os.environ.get(VARIABLE, "").split(os.pathsep) if name.strip()]


def expanded(name: str) -> Path:
    """Return a path with ~ replaced by a home folder; unchanged if there is no such user."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def built_in() -> Path:
    """Return the content that comes with nnprep: beside the package in a wheel, else the checkout."""
    return SHIPPED if SHIPPED.is_dir() else SHIPPED.parent.parent


class Archive(NamedTuple):
    """The built-in content of an installed nnprep; files and folders by their names below SHIPPED."""

    files: dict[str, tuple[int, int, bool]]
    """Where each file begins, and its size, in bytes, and whether it's packed."""
    folders: dict[str, set[str]]
    """What is directly in each folder."""


CREATE = f"create it, or take it out of {VARIABLE}"


@cache
def archive() -> Archive:
    """Return what is in the archive: nothing in a checkout."""
    found = Archive({}, {})
    if not ARCHIVE.is_file():
        return found
    with ARCHIVE.open("rb") as file:
        plain, packed = (list(takewhile(b"\n".__ne__, file)) for _ in range(2))
        begin = file.tell()
    for lines, start in (plain, begin), (packed, 0):
        for line in lines:
            name, size = line.decode().split()
            found.files[name] = start, int(size), lines is packed
            start += int(size)
            top, *inner = name.split("/")
            for each in inner:
                found.folders.setdefault(top, set()).add(each)
                top = f"{top}/{each}"
    return found


class Unpacker:
    """Reads the packed files from the first one to the last that is needed. Raises UsageError without LZMA."""

    def __init__(self) -> None:
        try:
            # By its name, because few commands need it, and some Pythons lack it.
            self._more = import_module("lzma").LZMADecompressor().decompress
        except ImportError:
            raise UsageError(NO_LZMA) from None
        self._rest, self._data = PACKED.read_bytes(), b""
        self._lock = allocate_lock()

    def read(self, start: int, size: int) -> bytes:
        """Return the bytes of a file."""
        with self._lock:
            if (missing := start + size - len(self._data)) > 0:
                self._data += self._more(self._rest, missing)
                self._rest = b""  # it remembers what it hasn't unpacked yet
            return self._data[start : start + size]


unpacker = cache(Unpacker)


def name_in_archive(path: Path) -> str | None:
    """Return the name in the archive of a file or folder of content; None if content is on disk."""
    written = str(path)
    if not written.startswith(BELOW) or not archive().files:
        return None
    return written[len(BELOW) :].replace(os.sep, "/")


def read_bytes(path: Path) -> bytes:
    """Return what a file of content holds; raises OSError, and UsageError if it's packed and can't be unpacked."""
    place = archive().files.get(name_in_archive(path) or "")
    if place is None:
        return path.read_bytes()
    start, size, packed = place
    if packed:
        return unpacker().read(start, size)
    with ARCHIVE.open("rb") as file:
        file.seek(start)
        return file.read(size)


def read_plain(path: Path) -> str:
    """Return the text of a file of content with `\\n` at the end of each line; raises OSError, UnicodeDecodeError."""
    return read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def is_file(path: Path) -> bool:
    """Return whether there is such a file of content."""
    return name_in_archive(path) in archive().files or path.is_file()


def is_folder(path: Path) -> bool:
    """Return whether there is such a folder of content."""
    return name_in_archive(path) in archive().folders or path.is_dir()


def entries(folder: Path) -> tuple[Path, ...]:
    """Return the entries of a content folder, sorted by name; nothing if the folder doesn't exist.

    Hidden files and the byte code that Python and pip leave behind are not content.
    """
    if (name := name_in_archive(folder)) is not None:
        return tuple(folder / inner for inner in sorted(archive().folders.get(name, ())))
    if not folder.is_dir():
        return ()
    content = (path for path in folder.iterdir() if path.name != "__pycache__" and path.name[0] != ".")
    return tuple(sorted(content, key=lambda path: path.name))


def near(path: Path) -> Path:
    """Return a path relative to the current folder if it's below it, as an author would type it."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path
