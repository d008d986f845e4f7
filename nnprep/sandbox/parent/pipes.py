"""Two threads that read from the child, so that the parent can wait with a deadline on every system."""

from __future__ import annotations

import os
from contextlib import suppress
from queue import Empty, SimpleQueue
from subprocess import Popen
from threading import Thread
from typing import IO

from nnprep.sandbox.parent.meter import Meter, Moment
from nnprep.sandbox.wire.framing import BadFrame, Message, receive, send


class Exchange:
    """Receives the child's first message, then sends it one and receives one, and so on."""

    def __init__(self, process: Popen[bytes], meter: Meter) -> None:
        self.inbox: SimpleQueue[Message | None] = SimpleQueue()
        self.written: Moment | None = None
        """When the last message began to be written."""
        self.finished = False
        """Whether the child has closed its pipe, or sent something else than a message."""
        self._meter = meter
        self._outbox: SimpleQueue[Message | None] = SimpleQueue()
        assert process.stdin is not None
        assert process.stdout is not None
        Thread(target=self._run, args=(process.stdin, process.stdout), daemon=True).start()

    def next(self, seconds: float) -> Message | None:
        """Return the child's next message; None if none comes in time, or none can come any more."""
        try:
            return self._outbox.get(timeout=seconds)
        except Empty:
            return None

    def stop(self) -> None:
        """Let the thread end and close the pipes, as it does when the child is gone."""
        self.inbox.put(None)

    def _run(self, requests: IO[bytes], replies: IO[bytes]) -> None:
        with requests, replies:
            try:
                message = receive(replies.fileno())
                while message is not None:
                    self._outbox.put(message)
                    task = self.inbox.get()
                    if task is None:
                        break
                    self.written = self._meter.moment()
                    send(requests.fileno(), task)
                    message = receive(replies.fileno())
            except (OSError, BadFrame, MemoryError):
                pass
            self.finished = True
            self._outbox.put(None)


class OutputReader:
    """Keeps the beginning of what the child prints and drops the rest, so that printing never blocks it."""

    def __init__(self, process: Popen[bytes], most: int) -> None:
        self._bytes = bytearray()
        self._most = most
        assert process.stderr is not None
        self._thread = Thread(target=self._run, args=(process.stderr,), daemon=True)
        self._thread.start()

    def text(self) -> str:
        """Return what the child has printed, up to the limit."""
        return bytes(self._bytes).decode("utf-8", errors="replace")

    def finish(self) -> None:
        """Wait a moment for output that is still on its way."""
        self._thread.join(0.2)

    def _run(self, pipe: IO[bytes]) -> None:
        with pipe, suppress(OSError):
            while chunk := os.read(pipe.fileno(), 65536):
                self._bytes += chunk[: self._most - len(self._bytes)]
