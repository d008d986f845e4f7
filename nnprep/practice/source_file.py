"""Reads a submission's file: once, only a regular file, only up to a limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from nnprep.errors import UsageError, shown
from nnprep.sandbox.limits import Limits

NEXT = "nnprep exercise"


def read_source(path: Path, largest: int = Limits().source, next_step: str = NEXT) -> bytes:
    """Return the bytes of a submission's file.

    Raises UsageError if it is missing, a folder, a link, a pipe or device, too large, or not permitted. The bytes are
    not parsed here: what they mean is decided in the process that runs them.
    """
    name = shown(str(path))
    if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        raise UsageError(f"{name} {kind_of_file(stat.S_IFLNK)}.", next_step=next_step)
    try:
        descriptor = os.open(path, FLAGS)  # doesn't wait for the writer of a pipe, and follows no link
    except (OSError, ValueError) as error:
        raise UsageError(f"{name} {why_not_opened(path, error)}.", next_step=next_step) from None
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise UsageError(f"{name} {kind_of_file(mode)}.", next_step=next_step)
        source = read_at_most(descriptor, largest + 1)
    except OSError as error:
        raise UsageError(f"{name} can't be read: {error.strerror}.") from None
    finally:
        os.close(descriptor)
    if len(source) > largest:
        size = f"{largest >> 20} MiB" if largest >= 1 << 20 else f"{largest} bytes"
        raise UsageError(f"{name} is larger than {size}, which no exercise needs.")
    return source


FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)


def why_not_opened(path: Path, error: OSError | ValueError) -> str:
    """Return why a file couldn't be opened, as the rest of a sentence."""
    if not isinstance(error, OSError):
        return "is not a valid path"
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        return (
            "does not exist" if isinstance(error, FileNotFoundError) else f"can't be read: {error.strerror}"
        )
    if stat.S_ISREG(mode):
        return f"can't be read: {error.strerror}"
    return kind_of_file(mode)


def kind_of_file(mode: int) -> str:
    """Return what a path is instead of a regular file, as the rest of a sentence."""
    if stat.S_ISDIR(mode):
        return "is a folder, not a file"
    if stat.S_ISLNK(mode):
        return "is a symbolic link; give the file itself"
    if stat.S_ISFIFO(mode):
        return "is a named pipe, not a regular file"
    return "is a device or a socket, not a regular file"


def read_at_most(descriptor: int, most: int) -> bytes:
    """Read a file to its end, but at most `most` bytes."""
    parts = bytearray()
    while len(parts) < most and (chunk := os.read(descriptor, min(most - len(parts), 1 << 20))):
        parts += chunk
    return bytes(parts)
