"""Starts and ends the process in which a submission runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nnprep.errors import OWN_FAULT, NnprepError
from nnprep.sandbox.failures import Died, Misbehaved, TimedOut
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.pipes import Process


class WallError(NnprepError):
    """The process for a submission can't be started: an internal error, not the submission's fault."""

    exit_code = OWN_FAULT


def start_process(limits: Limits) -> subprocess.Popen[bytes]:
    """Start Python with only its standard library and the location of NumPy. Raises WallError."""
    return start_python(BOOT, configuration(limits), subprocess.PIPE)


def configuration(limits: Limits) -> dict[str, Any]:
    """Return what a child has to know. Raises WallError."""
    numpy = find_spec("numpy")
    if numpy is None or not numpy.origin or not sys.executable:
        message = "Can't find NumPy or the Python interpreter."
        raise WallError(message, next_step="nnprep doctor")
    return limits._asdict() | {"parent": os.getpid(), "packages": str(Path(numpy.origin).parent.parent)}


def start_python(boot: str, config: Mapping[str, Any], stdin: int) -> subprocess.Popen[bytes]:
    """Start Python in a group of its own, with a clean environment and nothing open. Raises WallError."""
    command = [
        sys.executable,
        "-I",
        "-S",
        "-X",
        "utf8",
        "-c",
        boot,
        str(Path(__file__).parent.parent),
        json.dumps(config),
    ]
    try:
        return patiently(
            lambda: subprocess.Popen(
                command,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                close_fds=True,
                env=clean_environment(),
                start_new_session=True,
            )
        )
    except OSError as error:
        message = f"Can't start Python: {error.strerror}."
        raise WallError(message, next_step="nnprep doctor") from error


def patiently(start: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """Start a process; while the system has none to give, try again for two seconds. Raises OSError."""
    for _ in range(TRIES - 1):
        try:
            return start()
        except BlockingIOError:
            time.sleep(BETWEEN_TRIES)
    return start()


def clean_environment() -> dict[str, str]:
    """Return the environment of the child: no secrets, one thread for linear algebra."""
    names = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "PATHEXT")
    threads = ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "NUMEXPR", "BLIS")
    return (
        {name: os.environ[name] for name in names if name in os.environ}
        | {f"{name}_NUM_THREADS": "1" for name in threads}
        | {"LC_ALL": "C.UTF-8", "VECLIB_MAXIMUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    )


def kill_group(process: Process) -> None:
    """Kill a process and all that is left of its group."""
    try:
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    if process.poll() is None:
        process.kill()


def cause_of_death(code: int, limits: Limits) -> Misbehaved:
    """Return why a process ended that nobody stopped."""
    if code >= 0:
        return Died(f"ended itself with exit code {code}")
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    if name == "SIGXCPU":
        return TimedOut(limits.cpu, total=True)
    words = {
        "SIGSEGV": "crashed",
        "SIGBUS": "crashed",
        "SIGABRT": "aborted",
        "SIGKILL": "was killed by the system",
    }
    return Died(f"{words.get(name, 'was stopped')} ({name})")


TRIES = 40
BETWEEN_TRIES = 0.05
"""Seconds."""
BOOT = """
import json, sys
sandbox = sys.argv[1]
for name, path in (
    ("nnprep", []),
    ("nnprep.sandbox", []),
    ("nnprep.sandbox.child", [f"{sandbox}/child"]),
    ("nnprep.sandbox.wire", [f"{sandbox}/wire"]),
):
    module = sys.modules[name] = type(sys)(name)
    module.__path__ = path
from nnprep.sandbox.child.main import main
main(json.loads(sys.argv[2]))
"""
"""Makes only sandbox/child and sandbox/wire importable: the child runs no `__init__` and never sees content."""
