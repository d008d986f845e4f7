"""Two threads that read what a child says, so that the parent can wait with a deadline on every system."""

from __future__ import annotations

import os
from contextlib import suppress
from queue import Empty, SimpleQueue
from subprocess import Popen
from threading import Thread
from time import monotonic
from typing import IO

from nnprep.sandbox.wire.framing import Garbled, Letter, receive, send


class Courier:
    """Brings the frame that the child sends by itself, then carries one there and brings one back, and so on."""

    def __init__(self, process: Popen[bytes]) -> None:
        self.inbox: SimpleQueue[Letter | None] = SimpleQueue()
        self.written: float | None = None
        """When the last frame began to be written."""
        self.finished = False
        """Whether the child has closed its pipe, or sent what is no frame."""
        self._outbox: SimpleQueue[Letter | None] = SimpleQueue()
        assert process.stdin is not None
        assert process.stdout is not None
        Thread(target=self._carry, args=(process.stdin, process.stdout), daemon=True).start()

    def next(self, seconds: float) -> Letter | None:
        """Return the next frame from the child; None where there is none in time, or never will be."""
        try:
            return self._outbox.get(timeout=seconds)
        except Empty:
            return None

    def stop(self) -> None:
        """Let the thread end and close the pipes; it does so when the child is gone, too."""
        self.inbox.put(None)

    def _carry(self, requests: IO[bytes], replies: IO[bytes]) -> None:
        with requests, replies:
            try:
                letter = receive(replies.fileno())
                while letter is not None:
                    self._outbox.put(letter)
                    task = self.inbox.get()
                    if task is None:
                        break
                    self.written = monotonic()
                    send(requests.fileno(), task)
                    letter = receive(replies.fileno())
            except (OSError, Garbled):
                pass
            self.finished = True
            self._outbox.put(None)


class Listener:
    """Keeps the beginning of what the child prints, and drops the rest, so that printing never blocks it."""

    def __init__(self, process: Popen[bytes], most: int) -> None:
        self._kept = bytearray()
        self._most = most
        assert process.stderr is not None
        self._thread = Thread(target=self._listen, args=(process.stderr,), daemon=True)
        self._thread.start()

    def text(self) -> str:
        """Return what was kept."""
        return bytes(self._kept).decode("utf-8", errors="replace")

    def finish(self) -> None:
        """Wait a moment for what is still on its way."""
        self._thread.join(0.2)

    def _listen(self, pipe: IO[bytes]) -> None:
        with pipe, suppress(OSError):
            while chunk := os.read(pipe.fileno(), 65536):
                self._kept += chunk[: self._most - len(self._kept)]
