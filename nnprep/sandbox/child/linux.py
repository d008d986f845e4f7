"""What only Linux offers: ending with the parent, and giving up files, network and new processes."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Iterable
from struct import pack
from typing import Any

from nnprep.sandbox.child import landlock, seccomp

PR_SET_PDEATHSIG = 1
PR_CAPBSET_DROP = 24
CAPSET = {"x86_64": 126, "aarch64": 91}
CAPABILITY_VERSION = 0x20080522
NOBODY = 65534

libc: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def die_with_parent(parent: int) -> None:
    """Ask for SIGKILL when the thread that started this process ends; end at once if it already has."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def prepared(numpy_folder: str) -> int | None:
    """Return a Landlock ruleset for many processes; None if the kernel has no Landlock."""
    abi = landlock.version()
    return landlock.ruleset(landlock.needed(numpy_folder), abi) if abi else None


def enter(fences: dict[str, str], numpy_folder: str, parent: int, ruleset: int | None = None) -> list[str]:
    """Close what can be closed, and record it in `fences`; return the features of the kernel that are missing.

    `ruleset` is what `prepared` returned.
    """
    fences["user"] = become_nobody([sys.executable, os.__file__, f"{numpy_folder}/__init__.py"])
    die_with_parent(parent)  # again, because a change of user clears it
    libc.prctl(seccomp.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    abi = landlock.version()
    alone = has_one_thread()  # other threads would keep what this one gives up
    if abi and ruleset is None:
        ruleset = landlock.ruleset(landlock.needed(numpy_folder), abi)
    sealed = ruleset is not None and landlock.seal(ruleset) and alone
    filtered = seccomp.seal(writing=not sealed)
    if sealed and filtered:
        fences["files"] = f"closed: it reads Python's library and NumPy, and writes nothing (Landlock {abi})"
    elif sealed:
        fences["files"] = (
            f"half open: it can't open your files, but it can change their modes (Landlock {abi})"
        )
    elif filtered:
        fences["files"] = "half open: it reads what you can read, and writes nothing (seccomp)"
    if filtered:
        fences["network"] = fences["processes"] = "closed (seccomp)"
    elif sealed and abi >= 4:
        fences["network"] = f"half open: no TCP (Landlock {abi})"
    return [name for name, stands in (("Landlock", sealed), ("seccomp", filtered)) if not stands]


def has_one_thread() -> bool:
    """Return whether this process has only one thread; True if the system doesn't say."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return True


def become_nobody(needed: Iterable[str]) -> str:
    """Change from root to a user who owns nothing, if that user can read what Python needs; return who it is now."""
    if os.geteuid() != 0:
        return "your own"
    if all(anyone_can_read(path) for path in needed):
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        except OSError:
            pass
        else:
            return "nobody"
    return "root without capabilities" if drop_capabilities() else "root"


def anyone_can_read(path: str) -> bool:
    """Return whether permissions let every user read a file: its own, and those of all folders above it."""
    try:
        path = os.path.realpath(path)
        readable = bool(os.stat(path).st_mode & 0o004)
        while readable and path != os.sep:
            path = os.path.dirname(path)
            readable = bool(os.stat(path).st_mode & 0o001)
    except OSError:
        return False
    return readable


def drop_capabilities() -> bool:
    """Give up everything that root may do besides owning its files; return whether that worked."""
    machine = os.uname().machine
    if machine not in CAPSET:
        return False
    capability = 0
    while libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:
        capability += 1
    nothing = pack("<6I", 0, 0, 0, 0, 0, 0)
    return bool(libc.syscall(CAPSET[machine], pack("<Ii", CAPABILITY_VERSION, 0), nothing) == 0)
