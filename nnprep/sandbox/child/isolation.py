"""What the child gives up before it loads a submission, as far as its system allows.

It reports what was really achieved. Neither this file nor what it imports uses `pathlib`, which would add a twentieth
to the time that importing NumPy takes.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from _thread import start_new_thread
from collections.abc import Mapping
from time import sleep
from typing import Any

from nnprep.sandbox.child import linux

if sys.platform != "win32":
    import resource


def follow(parent: int) -> None:
    """End this process when the parent ends, however that happens."""
    if sys.platform.startswith("linux"):
        linux.die_with_parent(parent)
    else:
        start_new_thread(wait_for_end, (parent,))  # not a Thread: a submission may count its own


def wait_for_end(parent: int) -> None:
    """End this process as soon as the parent has ended; for systems that don't send a signal then."""
    if sys.platform == "win32":
        synchronize, forever = 0x00100000, 0xFFFFFFFF
        kernel = ctypes.windll.kernel32
        kernel.OpenProcess.restype = ctypes.c_void_p
        handle = kernel.OpenProcess(synchronize, False, parent)
        if handle:
            kernel.WaitForSingleObject(ctypes.c_void_p(handle), forever)
    else:
        while os.getppid() == parent:
            sleep(0.25)
    os._exit(0)


def enter(config: Mapping[str, Any], numpy_folder: str) -> dict[str, str]:
    """Give up what a submission doesn't need; return which fences stand, in words."""
    fences = {
        "system": sys.platform,
        "files": "open: it can read and change what you can",
        "network": "open",
        "processes": "open",
        "user": "your own",
    }
    os.chdir(os.sep)
    limit(config, fences)
    if sys.platform.startswith("linux"):
        linux.enter(fences, numpy_folder, config["parent"])
    fences["level"] = "wall" if fences["files"].startswith("closed") else "fence"
    return fences


def limit(config: Mapping[str, Any], fences: dict[str, str]) -> None:
    """Set the limits that POSIX has; none of them can be raised again."""
    fences["memory"] = "open"
    if sys.platform == "win32":
        return
    for (
        name,
        most,
    ) in (  # at the first CPU limit a signal of its own says why, at the second the process is killed
        ("RLIMIT_CPU", config["cpu"]),
        ("RLIMIT_FSIZE", config["file_size"]),
        ("RLIMIT_NOFILE", config["descriptors"]),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_AS", config["memory"]),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (most, most + (name == "RLIMIT_CPU")))
        except (AttributeError, OSError, ValueError):
            continue
        if name == "RLIMIT_AS":
            fences["memory"] = f"at most {most >> 20} MiB"
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if sys.platform == "darwin":  # on Linux this would count threads too, which honest code may start
        try:
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        except (OSError, ValueError):
            return
        fences["processes"] = "closed: no new ones"
