"""The process that runs a submission: reads requests from a pipe, answers them, and knows nothing else.

It is started with this folder as the only part of nnprep that it can import, and forgets even that before it
loads the submission. It imports the standard library and NumPy only, and of the former what starts quickly.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from nnprep.sandbox.wire import framing as transport
from nnprep.sandbox.wire.framing import ANSWER, ASK, LOAD, READY, TOLD, Garbled, Letter

BROKEN, GONE = 1, 3
"""Exit codes: where a submission has broken this, and where the parent is gone."""


def main(config: dict[str, Any]) -> None:
    """Serve one submission until the parent closes the pipe."""
    requests, replies = own_pipes()
    sys.stdout = sys.stderr = Printed(1, config["output"])
    sys.argv[:] = [""]
    sys.orig_argv[:] = []

    from nnprep.sandbox.child import isolation as sandbox

    sandbox.follow(config["parent"])
    sys.path.append(config["packages"])
    import numpy

    sys.path.pop()
    from nnprep.sandbox.child.executor import MODULE, Executor

    isolation = sandbox.enter(config, numpy.__path__[0], (requests, replies))
    sys.dont_write_bytecode = True
    for name in [name for name in sys.modules if name.split(".")[0] == "nnprep"]:
        del sys.modules[name]
    line = Line(requests, replies)
    line.send(READY, json.dumps(isolation).encode())
    try:
        filename, _, source = line.receive().body.partition(b"\0")
        executor = Executor(f"{filename.decode()}.py")
        sys.modules[MODULE] = executor.module
        remember(executor.filename, source)
        line.send(LOAD, json.dumps(executor.load(source)).encode())
        while True:
            letter = line.receive()
            line.send(ANSWER, executor.answer(letter.body, lambda body: line.ask(body, executor.answer)))
    except (
        BaseException
    ):  # the submission has broken what runs it; a traceback from here would puzzle its author
        os._exit(BROKEN)


class Line:
    """The two pipes to the parent."""

    def __init__(self, requests: int, replies: int) -> None:
        self.requests = requests
        self.replies = replies
        self.number = 0

    def receive(self) -> Letter:
        """Wait for a frame; where there is none any more, end."""
        try:
            letter = transport.receive(self.requests)
        except (OSError, Garbled):
            letter = None
        if letter is None:
            os._exit(GONE)
        self.number = letter.number
        return letter

    def send(self, kind: bytes, body: bytes) -> None:
        """Send a frame; where nobody reads, end."""
        try:
            transport.send(self.replies, Letter(kind, self.number, body))
        except OSError:
            os._exit(GONE)

    def ask(self, body: bytes, serve: Any) -> bytes:
        """Ask the parent to call a function; it may make calls of its own before it answers."""
        self.send(ASK, body)
        while True:
            letter = self.receive()
            if letter.kind == TOLD:
                return letter.body
            self.send(ANSWER, serve(letter.body, lambda inner: self.ask(inner, serve)))


class Printed:
    """Standard output and error of a submission: written at once, up to a limit, and dropped after it."""

    encoding = "utf-8"
    errors = "replace"
    newlines = None
    closed = False

    def __init__(self, descriptor: int, left: int) -> None:
        self.descriptor = descriptor
        self.left = left

    def write(self, text: str) -> int:
        """Write what still fits."""
        if not isinstance(text, str):
            message = f"write() argument must be str, not {type(text).__name__}"
            raise TypeError(message)
        if self.left > 0:
            data = text[: self.left].encode("utf-8", errors="replace")[: self.left]
            self.left -= len(data)
            try:
                while data:
                    data = data[os.write(self.descriptor, data) :]
            except OSError:
                self.left = 0
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Write nothing more."""
        self.left = 0

    def fileno(self) -> int:
        """Return the descriptor."""
        return self.descriptor

    def isatty(self) -> bool:
        """Say no."""
        return False

    def writable(self) -> bool:
        """Say yes."""
        return True

    def readable(self) -> bool:
        """Say no."""
        return False


def own_pipes() -> tuple[int, int]:
    """Move the parent's pipes away from standard input and output, which the submission may use as it likes."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (requests, replies):
            msvcrt.setmode(descriptor, os.O_BINARY)
    return requests, replies


def remember(filename: str, source: bytes) -> None:
    """Let `inspect` and tracebacks see the lines of a file that is nowhere on disk."""
    import linecache

    text = source.decode("utf-8", errors="replace")
    linecache.cache[filename] = (len(source), None, text.splitlines(keepends=True), filename)
