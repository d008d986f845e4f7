"""Starts children from a warm process, which has Python and NumPy loaded: for a run over many submissions.

Only on Linux. The server runs no submission; each child gives up the same as one that `start_process` starts.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import IO, Self

from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.process import BOOT, WallError, configuration, kill_group, start_python
from nnprep.sandbox.wire.forking import FORK, NUMBERS, REAP, WAIT

PATIENCE = 120.0
"""Seconds for the server to start, or to answer, on a busy machine."""
FIRST_WAIT, LONGEST_WAIT = 0.001, 0.05
"""Seconds between two looks at a process that is about to end."""
AVAILABLE = sys.platform == "linux"


class ForkServer:
    """A process that forks children, one after the other; it ends when the thread that made it ends."""

    def __init__(self, limits: Limits) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(PATIENCE)
        try:
            self._process = start_python(FORK_BOOT, configuration(limits), theirs.fileno())
        finally:
            theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, limits: Limits) -> ForkedProcess:
        """Fork a child. Raises WallError if the server is gone or the system allows no more processes."""
        pipes = [os.pipe() for _ in range(3)]
        (requests, to_child), (from_child, replies), (printed, output) = pipes
        theirs, ours = (requests, replies, output), (to_child, from_child, printed)
        request = FORK + json.dumps(limits._asdict()).encode()
        try:
            number, _ = self.answer(request, theirs)
        except WallError:
            number = -1
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        if number <= 0:
            for descriptor in ours:
                os.close(descriptor)
            message = "The process for your code did not start."
            raise WallError(message, next_step="nnprep doctor")
        return ForkedProcess(self, number, ours)

    def answer(self, request: bytes, descriptors: tuple[int, ...] = ()) -> tuple[int, int]:
        """Send a request and return the numbers that come back. Raises WallError if none come."""
        with suppress(OSError):
            socket.send_fds(self._control, [request], descriptors) if descriptors else self._control.send(
                request
            )
            answer = self._control.recv(NUMBERS.size)
            if len(answer) == NUMBERS.size:
                number, status = NUMBERS.unpack(answer)
                return number, status
        message = "The process that starts others has ended."
        raise WallError(message, next_step="nnprep doctor")

    def close(self) -> None:
        """End the server, and with it every child."""
        self._control.close()
        kill_group(self._process)
        self._process.communicate()


class ForkedProcess:
    """A child of the server's, as `subprocess.Popen` would show it."""

    def __init__(self, server: ForkServer, number: int, pipes: tuple[int, int, int]) -> None:
        self.pid = number
        self.returncode: int | None = None
        self.stdin: IO[bytes] | None = os.fdopen(pipes[0], "wb", 0)
        self.stdout: IO[bytes] | None = os.fdopen(pipes[1], "rb", 0)
        self.stderr: IO[bytes] | None = os.fdopen(pipes[2], "rb", 0)
        self._server = server

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self._ask(WAIT)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; raises subprocess.TimeoutExpired."""
        if timeout is None:
            code = self._ask(REAP)
            assert code is not None
            return code
        until, pause = time.monotonic() + timeout, FIRST_WAIT
        while (code := self.poll()) is None:
            if time.monotonic() >= until:
                raise subprocess.TimeoutExpired("a submission", timeout)
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_WAIT)
        return code

    def kill(self) -> None:
        """Kill it alone."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _ask(self, kind: bytes) -> int | None:
        """Ask the server, whose child it is. If the server is gone, so is the child."""
        if self.returncode is None:
            try:
                number, status = self._server.answer(kind + NUMBERS.pack(self.pid, 0))
            except WallError:
                number, status = -1, 0
            if number < 0:
                self.returncode = -signal.SIGKILL
            elif number:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


FORK_BOOT = BOOT.replace("child.main import main", "child.fork_server import serve").replace(
    "main(json", "serve(json"
)
