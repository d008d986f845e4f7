"""What the child gives up before it loads a submission, as far as its system lets it.

It says what was really reached. `pathlib` is left out here and in what this imports: it would cost a twentieth of
the time in which NumPy is imported.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Any


def follow(parent: int) -> None:
    """End when the parent ends, however it ends."""
    if sys.platform.startswith("linux"):
        from nnprep.sandbox.child import linux

        linux.die_with_parent(parent)
        return
    from _thread import start_new_thread

    start_new_thread(wait_for_end, (parent,))  # not a Thread: a submission may count its own


def wait_for_end(parent: int) -> None:
    """End as soon as the parent has ended; for systems that send no signal then."""
    if sys.platform == "win32":
        import ctypes

        synchronize, forever = 0x00100000, 0xFFFFFFFF
        kernel = ctypes.windll.kernel32
        kernel.OpenProcess.restype = ctypes.c_void_p
        handle = kernel.OpenProcess(synchronize, False, parent)
        if handle:
            kernel.WaitForSingleObject(ctypes.c_void_p(handle), forever)
    else:
        from time import sleep

        while os.getppid() == parent:
            sleep(0.25)
    os._exit(0)


def enter(config: Mapping[str, Any], numpy_folder: str, pipes: Sequence[int]) -> dict[str, str]:
    """Give up what a submission does not need; return which fence stands, in words."""
    isolation = {
        "system": sys.platform,
        "files": "open: it can read and change what you can",
        "network": "open",
        "processes": "open",
        "user": "your own",
    }
    os.chdir(os.sep)
    limit(config, isolation)
    if sys.platform.startswith("linux"):
        from nnprep.sandbox.child import linux

        linux.enter(isolation, numpy_folder, config["parent"])
    isolation["level"] = "wall" if isolation["files"].startswith("closed") else "fence"
    return isolation


def limit(config: Mapping[str, Any], isolation: dict[str, str]) -> None:
    """Set the limits that POSIX knows; none of them can be raised again."""
    isolation["memory"] = "open"
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in (  # the processor's first limit is a signal that can be told apart, its second kills
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
            isolation["memory"] = f"at most {most >> 20} MiB"
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if sys.platform == "darwin":  # on Linux this would count threads too, which honest code may start
        try:
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        except (OSError, ValueError):
            return
        isolation["processes"] = "closed: no new ones"
