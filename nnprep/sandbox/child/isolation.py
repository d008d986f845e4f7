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


def prepared(numpy_folder: str) -> int | None:
    """Make ready what many processes will enter with, without giving anything up; None if there is nothing."""
    return linux.prepared(numpy_folder) if sys.platform.startswith("linux") else None


def enter(config: Mapping[str, Any], numpy_folder: str, ruleset: int | None = None) -> dict[str, str]:
    """Give up what a submission doesn't need; return which fences stand, in words.

    `ruleset` is what `prepared` returned for the same folder.
    """
    fences = {
        "system": sys.platform,
        "files": "open: it can read and change what you can",
        "network": "open",
        "processes": "open",
        "user": "your own",
    }
    os.chdir(os.sep)
    missing = [] if limit(config, fences) else ["limits"]
    if sys.platform.startswith("linux"):
        missing += linux.enter(fences, numpy_folder, config["parent"], ruleset)
    else:
        missing += ["files"]
    fences["level"] = level(fences, limited="limits" not in missing)
    if missing:
        fences["missing"] = ", ".join(missing)
    return fences


def level(fences: Mapping[str, str], *, limited: bool) -> str:
    """Return what the fences add up to, in one word; `nnprep.sandbox.levels` says what each lets through."""
    closed = {name for name in ("files", "network", "processes") if fences[name].startswith("closed")}
    if len(closed) == 3:
        return "wall" if limited else "wall without limits"
    if closed >= {"network", "processes"} and not fences["files"].startswith("open"):
        return "window"
    if not fences["files"].startswith("open"):
        return "gate"
    return "fence" if limited else "open"


def limit(config: Mapping[str, Any], fences: dict[str, str]) -> bool:
    """Set the limits that POSIX has, none of which can be raised again; return whether time and memory are limited."""
    fences["memory"] = "open"
    if sys.platform == "win32":
        return False
    # At the first CPU limit a signal of its own says why, at the second the process is killed.
    limits = [
        ("RLIMIT_CPU", config["cpu"]),
        ("RLIMIT_FSIZE", config["file_size"]),
        ("RLIMIT_NOFILE", config["descriptors"]),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_AS", config["memory"]),
    ]
    if sys.platform == "darwin":
        limits.append(("RLIMIT_NPROC", 0))
    elif sys.platform == "linux" and os.geteuid() == 0:
        # Linux counts threads too, and those of everything else that the user runs, so this is for the user nobody
        # only, who runs little; the parent counts the threads of this process by itself.
        limits.append(("RLIMIT_NPROC", 2 * config["threads"]))
    done = {name for name, most in limits if lowered(name, most)}
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if sys.platform == "darwin":
        if "RLIMIT_NPROC" in done:
            fences["processes"] = "closed: no new ones"
        done.discard("RLIMIT_AS")  # macOS accepts this limit and ignores it
        fences["memory"] = "open: macOS enforces no limit"
    elif "RLIMIT_AS" in done:
        fences["memory"] = f"at most {config['memory'] >> 20} MiB"
    return {"RLIMIT_CPU", "RLIMIT_AS"} <= done


def lowered(name: str, most: int) -> bool:
    """Lower one limit, which can't be raised again; return whether that worked."""
    try:
        resource.setrlimit(getattr(resource, name), (most, most + (name == "RLIMIT_CPU")))
    except (AttributeError, OSError, ValueError):
        return False
    return True
