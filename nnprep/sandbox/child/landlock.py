"""Landlock (Linux 5.13): an unprivileged process gives up every file outside a list, for good.

See landlock(7). The structures grew with the kernel's ABI, so this asks only for what the kernel knows.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Iterator
from struct import pack
from typing import Any

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every architecture
VERSION = 1
PATH_BENEATH = 1

READ_FILE, READ_DIR, WRITE_FILE = 1 << 2, 1 << 3, 1 << 1
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""Rights over files, by the ABI that introduced them; ABI 4 added the network, ABI 6 signals."""
TCP = 0b11
SCOPES = 0b11
"""Abstract sockets, and signals to processes outside."""

PACKAGES = ("site-packages", "dist-packages")
"""Folders beside the standard library that don't belong to it."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
LIBRARIES = ("/lib64", "/usr/lib64", "/usr/lib/locale", "/usr/share/zoneinfo")
LOADER = ("/etc/ld.so.cache", "/etc/localtime")

libc: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def version() -> int:
    """Return the kernel's ABI; 0 if it has no Landlock."""
    return max(0, int(libc.syscall(CREATE_RULESET, None, 0, VERSION)))


def ruleset(readable: Iterable[str], abi: int) -> int | None:
    """Return the descriptor of a ruleset that allows no TCP and only to read these files; None if that failed."""
    rights = max(mask for since, mask in FILE_RIGHTS.items() if since <= abi)
    attributes = pack("<Q", rights)
    if abi >= 4:
        attributes += pack("<Q", TCP)
    if abi >= 6:
        attributes += pack("<Q", SCOPES)
    rules: int = libc.syscall(CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return None
    for path in readable:
        allow(rules, path, READ_FILE | READ_DIR)
    for path in standard_library():
        allow(rules, path, READ_DIR)  # a finder lists a folder before it looks for a module
    for path in DEVICES:
        allow(rules, path, READ_FILE | WRITE_FILE)
    return rules


def seal(rules: int) -> bool:
    """Give up all that a ruleset doesn't allow, and close it; return whether that worked."""
    try:
        return bool(libc.syscall(RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def allow(ruleset: int, path: str, rights: int) -> None:
    """Add one file, or a folder and everything below it; skip a path that doesn't exist."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, pack("<Qi", rights, descriptor), 0):
        rights &= ~READ_DIR  # a plain file doesn't have this right
        libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, pack("<Qi", rights, descriptor), 0)
    os.close(descriptor)


def needed(numpy_folder: str) -> Iterator[str]:
    """Yield what Python and NumPy still read after start-up: their own files and shared libraries."""
    yield numpy_folder
    yield f"{numpy_folder}.libs"
    for folder in standard_library():
        if os.path.isfile(folder):
            yield folder
            continue
        for entry in os.scandir(folder):
            if entry.name not in PACKAGES:
                yield entry.path
    yield from LIBRARIES
    yield from LOADER
    for root in ("/lib", "/usr/lib", "/usr/local/lib"):
        yield f"{root}/{os.uname().machine}-linux-gnu"
    yield from shared_libraries()


def standard_library() -> list[str]:
    """Return the folders, and the zip file if there is one, of the standard library."""
    return [path for path in sys.path if os.path.exists(path)]


def shared_libraries() -> Iterator[str]:
    """Yield shared libraries of the interpreter and of LD_LIBRARY_PATH, whose folders hold other files too."""
    folders = {"/usr/lib", "/usr/local/lib", f"{sys.base_exec_prefix}/lib"}
    folders.update(filter(None, os.environ.get("LD_LIBRARY_PATH", "").split(":")))
    for folder in folders:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            if name.startswith("lib") and ".so" in name:
                yield f"{folder}/{name}"
