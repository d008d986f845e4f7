"""Landlock (Linux 5.13): a process gives up every file outside a list, for good and without any privilege.

See landlock(7). The structures grew with the kernel's ABI, so only what it knows is asked of it.
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
"""From which ABI on which rights over files exist; 4 and 6 brought network and signals."""
TCP = 0b11
SCOPES = 0b11
"""Abstract sockets, and signals to processes outside."""

PACKAGES = ("site-packages", "dist-packages")
"""What stands in the standard library's folder and is not the standard library."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
LIBRARIES = ("/lib64", "/usr/lib64", "/usr/lib/locale", "/usr/share/zoneinfo")
LOADER = ("/etc/ld.so.cache", "/etc/localtime")

libc: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def version() -> int:
    """Return the kernel's ABI; 0 where there is no Landlock."""
    return max(0, int(libc.syscall(CREATE_RULESET, None, 0, VERSION)))


def seal(readable: Iterable[str], abi: int) -> bool:
    """Give up all files but these, which stay readable, and all TCP; return whether that was done."""
    rights = max(mask for since, mask in FILE_RIGHTS.items() if since <= abi)
    attributes = pack("<Q", rights)
    if abi >= 4:
        attributes += pack("<Q", TCP)
    if abi >= 6:
        attributes += pack("<Q", SCOPES)
    ruleset = libc.syscall(CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            allow(ruleset, path, READ_FILE | READ_DIR)
        for path in standard_library():
            allow(ruleset, path, READ_DIR)  # a finder lists a folder before it looks for a module
        for path in DEVICES:
            allow(ruleset, path, READ_FILE | WRITE_FILE)
        return bool(libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def allow(ruleset: int, path: str, rights: int) -> None:
    """Add one file, or a folder and all beneath it; what does not exist is left out."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, pack("<Qi", rights, descriptor), 0):
        rights &= ~READ_DIR  # a plain file has no such right
        libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, pack("<Qi", rights, descriptor), 0)
    os.close(descriptor)


def needed(numpy_folder: str) -> Iterator[str]:
    """Yield what Python and NumPy still read after their start: their own files and shared libraries."""
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
    """Return the folders of the standard library; a zip file too, where there is one."""
    return [path for path in sys.path if os.path.exists(path)]


def shared_libraries() -> Iterator[str]:
    """Yield the libraries that stand beside other things: those of the interpreter, and of its environment."""
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
