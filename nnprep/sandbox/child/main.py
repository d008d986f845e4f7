"""The process that runs a submission: reads requests from a pipe and answers them.

It can import only `sandbox/child` and `sandbox/wire` of nnprep, and forgets even these before it loads the submission.
Besides NumPy it imports only what starts quickly of the standard library.
"""

from __future__ import annotations

import gc
import json
import linecache
import os
import sys
from collections.abc import Callable
from typing import Any

from nnprep.sandbox.child import isolation
from nnprep.sandbox.child.output import flush_streams, replace_streams
from nnprep.sandbox.wire.framing import (
    ANSWER,
    ASK,
    BUNDLE,
    FORESEEN,
    FORGET,
    LOAD,
    READY,
    REPLY,
    BadFrame,
    Message,
    bundled,
    receive,
    send,
    unbundled,
)
from nnprep.sandbox.wire.lean_numpy import lean_numpy

if sys.platform == "win32":
    import msvcrt

BROKEN, GONE, WEAK = 1, 3, 4
"""Exit codes: the submission has broken this process; the parent is gone; the system allows no wall."""


def main(config: dict[str, Any], numpy_folder: str = "", ruleset: int | None = None) -> None:
    """Serve one submission until the parent closes the pipe.

    With a folder, NumPy has been imported from there; `ruleset` is what `isolation.prepared` returned.
    """
    requests, replies = own_pipes()
    replace_streams(1, config["output"])
    clear_arguments()
    isolation.follow(config["parent"])
    numpy_folder = numpy_folder or import_numpy(config["packages"], random=config["random"])
    from nnprep.sandbox.child.executor import MODULE, Executor  # imports NumPy

    fences = isolation.enter(config, numpy_folder, ruleset)
    sys.dont_write_bytecode = True
    for name in [name for name in sys.modules if name.split(".")[0] == "nnprep"]:
        del sys.modules[name]
    connection = Connection(requests, replies)
    connection.send(READY, json.dumps(fences).encode())
    if config["wall_required"] and fences["level"] != "wall":
        os._exit(WEAK)  # here, so that no source can arrive first
    try:
        filename, _, source = connection.receive().body.partition(b"\0")
        executor = Executor(f"{filename.decode()}.py")
        sys.modules[MODULE] = executor.module
        remember(executor.filename, source)
        raised = executor.load(source)
        flush_streams()
        connection.send(LOAD, json.dumps(raised).encode())
        while True:
            message = connection.receive()
            if message.kind == BUNDLE:
                answer = bundled(executor.answers(unbundled(message.body), connection.ask_nobody))
            elif message.kind == FORESEEN:
                answer = bundled(executor.foreseen(unbundled(message.body), connection.ask_nobody))
            elif message.kind == FORGET:
                answer = executor.forget()
            else:
                answer = executor.answer(message.body, lambda inner: connection.ask(inner, executor.answer))
            flush_streams()
            connection.send(ANSWER, answer)
    except BaseException:  # the submission has broken this process, whose traceback would puzzle its author
        os._exit(BROKEN)


def clear_arguments() -> None:
    """Forget how this process was started."""
    sys.argv[:] = [""]
    sys.orig_argv[:] = []


def import_numpy(packages: str, *, random: bool = False) -> str:
    """Import NumPy from the only folder of packages, with its random numbers if asked for; return where NumPy is."""
    sys.path.append(packages)
    gc.disable()  # nothing is garbage yet, and looking for it takes a tenth of the import
    with lean_numpy():
        import numpy  # only now can it be found

        if random:
            numpy.random  # noqa: B018 - this imports it, if the version doesn't import it by itself
    gc.freeze()  # it stays, and would be looked through again and again
    gc.enable()
    sys.path.pop()
    folder: str = numpy.__path__[0]
    return folder


class Connection:
    """The two pipes to the parent."""

    def __init__(self, requests: int, replies: int) -> None:
        self.requests = requests
        self.replies = replies
        self.number = 0

    def receive(self) -> Message:
        """Wait for a message; end this process if there will be none."""
        try:
            message = receive(self.requests)
        except (OSError, BadFrame):
            message = None
        if message is None:
            os._exit(GONE)
        self.number = message.number
        return message

    def send(self, kind: bytes, body: bytes) -> None:
        """Send a message; end this process if nobody reads."""
        try:
            send(self.replies, Message(kind, self.number, body))
        except OSError:
            os._exit(GONE)

    def ask(self, body: bytes, serve: Callable[..., bytes]) -> bytes:
        """Ask the parent to call a function, which may make calls of its own before it replies."""
        self.send(ASK, body)
        while True:
            message = self.receive()
            if message.kind == REPLY:
                return message.body
            self.send(ANSWER, serve(message.body, lambda inner: self.ask(inner, serve)))

    def ask_nobody(self, _: bytes) -> bytes:
        """End this process: the parent answers no call in a bundle, and repeats all of it otherwise."""
        os._exit(BROKEN)


def own_pipes() -> tuple[int, int]:
    """Move the parent's pipes away from standard input and output, which are the submission's to use."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    if sys.platform == "win32":
        for descriptor in (requests, replies):
            msvcrt.setmode(descriptor, os.O_BINARY)
    return requests, replies


def remember(filename: str, source: bytes) -> None:
    """Let `inspect` and tracebacks see the lines of a file that isn't on disk."""
    text = source.decode("utf-8", errors="replace")
    linecache.cache[filename] = (len(source), None, text.splitlines(keepends=True), filename)
