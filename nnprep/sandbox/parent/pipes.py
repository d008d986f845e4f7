"""The three pipes of a child, read under deadlines: by polling where the system can, elsewhere by two threads."""

from __future__ import annotations

import os
import select
from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import IO, Protocol

from nnprep.sandbox.parent.meter import Meter, Moment
from nnprep.sandbox.wire.framing import (
    HEADER,
    LARGEST_BODY,
    MARK,
    MOST_AT_ONCE,
    BadFrame,
    Message,
    receive,
    send,
)

AT_ONCE = 64 * 1024
"""Bytes that are read at once: what a pipe of Linux holds."""
MOST_LEFT = 64
"""How many times the rest of the output is read after the end, in case somebody goes on writing."""


class Process(Protocol):
    """A child that was started, as `subprocess` and the fork server give it."""

    pid: int
    """Also the number of its process group."""

    @property
    def stdin(self) -> IO[bytes] | None:
        """Where requests are written."""

    @property
    def stdout(self) -> IO[bytes] | None:
        """Where answers are read."""

    @property
    def stderr(self) -> IO[bytes] | None:
        """Where what it prints is read."""

    @property
    def returncode(self) -> int | None:
        """As `subprocess` gives it; None while it wasn't waited for."""

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; raises subprocess.TimeoutExpired."""

    def kill(self) -> None:
        """Kill it alone."""


class Pipes(Protocol):
    """Receives the child's first message, then sends it one and receives one, and so on; keeps what it prints."""

    written: Moment | None
    """When the last message began to be written."""
    finished: bool
    """Whether the child has closed its pipe, or sent something else than a message."""

    def put(self, message: Message) -> None:
        """Send a message as soon as the child waits for one."""

    def next(self, seconds: float) -> Message | None:
        """Return the child's next message; None if none comes in time, or none can come any more."""

    def text(self) -> str:
        """Return what the child has printed, up to the limit."""

    def stop(self) -> None:
        """Read what is left of the output, and close the pipes."""


def open_pipes(process: Process, meter: Meter, most: int) -> Pipes:
    """Return the pipes of a child, of whose output `most` bytes are kept."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    ends = process.stdin, process.stdout, process.stderr
    return PolledPipes(*ends, meter, most) if hasattr(select, "poll") else ThreadedPipes(*ends, meter, most)


class PolledPipes:
    """Without a thread: waking one for each message costs more than most calls of a submission."""

    def __init__(
        self, requests: IO[bytes], replies: IO[bytes], output: IO[bytes], meter: Meter, most: int
    ) -> None:
        self.written: Moment | None = None
        self.finished = False
        self._ends = requests, replies, output
        self._requests, self._replies, self._output = (end.fileno() for end in self._ends)
        for end in self._ends:
            os.set_blocking(end.fileno(), False)
        self._meter, self._most = meter, most
        self._waiting: deque[Message] = deque()
        self._asked = True
        """Whether the child's message is the next one."""
        self._left = memoryview(b"")
        """What isn't written yet of the message that is being sent."""
        self._read = bytearray()
        self._printed = bytearray()
        self._closed = False
        self._poll = select.poll()
        self._poll.register(self._replies, select.POLLIN)
        self._poll.register(self._output, select.POLLIN)

    def put(self, message: Message) -> None:
        """Send a message as soon as the child waits for one."""
        self._waiting.append(message)
        if not self._closed and not self._asked:
            self._begin()

    def next(self, seconds: float) -> Message | None:
        """Return the child's next message; None if none comes in time, or none can come any more."""
        until = monotonic() + seconds
        try:
            left = seconds
            while not self.finished:
                if not self._left and (message := self._message()) is not None:
                    self._asked = False
                    if self._waiting:
                        self._begin()
                    return message
                if left < 0:  # even if there is always something to read
                    return None
                left = until - monotonic()
                # Rounded up: rounded down, the last millisecond would be spent in a busy loop.
                for descriptor, _ in self._poll.poll(int(1000 * left) + 1 if left > 0 else 0):
                    self._serve(descriptor)
        except (OSError, BadFrame, MemoryError):
            self.finished = True
        return None

    def text(self) -> str:
        """Return what the child has printed, up to the limit."""
        return bytes(self._printed).decode("utf-8", errors="replace")

    def stop(self) -> None:
        """Read what is left of the output, and close the pipes."""
        if self._closed:
            return
        self._closed = self.finished = True
        with suppress(OSError):
            for _ in range(MOST_LEFT):
                if not self._keep(os.read(self._output, AT_ONCE)):
                    break
        for end in self._ends:
            with suppress(OSError):
                end.close()

    def _begin(self) -> None:
        """Begin to send the next message."""
        message = self._waiting.popleft()
        head = HEADER.pack(MARK, message.kind, message.number, len(message.body))
        self._left = memoryview(head + message.body)
        self._asked = True
        self.written = self._meter.moment()
        # What the child says before it has read everything is read afterwards, so that it waits for its turn.
        self._poll.unregister(self._replies)
        self._poll.register(self._requests, select.POLLOUT)
        with suppress(OSError):  # whoever waits for the answer will see it again
            self._write()

    def _write(self) -> None:
        """Write as much as fits."""
        try:
            while self._left:
                self._left = self._left[os.write(self._requests, self._left[:MOST_AT_ONCE]) :]
        except BlockingIOError:
            return
        self._poll.unregister(self._requests)
        self._poll.register(self._replies, select.POLLIN)

    def _serve(self, descriptor: int) -> None:
        """Read or write where that is possible now. Raises OSError."""
        if descriptor == self._requests:
            self._write()
        elif descriptor == self._output:
            if not self._keep(os.read(descriptor, AT_ONCE)):
                self._poll.unregister(descriptor)
        elif chunk := os.read(descriptor, self._wanted()):
            self._read += chunk
        else:
            self.finished = True

    def _wanted(self) -> int:
        """Return how many bytes to read at once: at most those of the message that has begun."""
        if len(self._read) < HEADER.size:
            return AT_ONCE
        length: int = HEADER.unpack_from(self._read)[3]
        return max(1, min(HEADER.size + length - len(self._read), MOST_AT_ONCE))

    def _message(self) -> Message | None:
        """Take a whole message from what was read. Raises BadFrame before a body that is too large is read."""
        if len(self._read) < HEADER.size:
            return None
        mark, kind, number, length = HEADER.unpack_from(self._read)
        if mark != MARK or length > LARGEST_BODY:
            message = "not a frame"
            raise BadFrame(message)
        end = HEADER.size + length
        if len(self._read) < end:
            return None
        with memoryview(self._read) as whole:
            body = bytes(whole[HEADER.size : end])
        del self._read[:end]
        return Message(kind, number, body)

    def _keep(self, chunk: bytes) -> bool:
        """Keep what still fits; return whether there was something."""
        self._printed += chunk[: max(0, self._most - len(self._printed))]
        return bool(chunk)


class ThreadedPipes:
    """Two threads that read from the child, for systems whose pipes can't be polled."""

    def __init__(
        self, requests: IO[bytes], replies: IO[bytes], output: IO[bytes], meter: Meter, most: int
    ) -> None:
        self.written: Moment | None = None
        self.finished = False
        self._meter = meter
        self._inbox: SimpleQueue[Message | None] = SimpleQueue()
        self._outbox: SimpleQueue[Message | None] = SimpleQueue()
        Thread(target=self._run, args=(requests, replies), daemon=True).start()
        self._output = OutputReader(output, most)

    def put(self, message: Message) -> None:
        """Send a message as soon as the child waits for one."""
        self._inbox.put(message)

    def next(self, seconds: float) -> Message | None:
        """Return the child's next message; None if none comes in time, or none can come any more."""
        try:
            return self._outbox.get(timeout=seconds)
        except Empty:
            return None

    def text(self) -> str:
        """Return what the child has printed, up to the limit."""
        return self._output.text()

    def stop(self) -> None:
        """Let the thread end and close the pipes, as it does when the child is gone."""
        self._inbox.put(None)
        self._output.finish()

    def _run(self, requests: IO[bytes], replies: IO[bytes]) -> None:
        with requests, replies:
            try:
                message = receive(replies.fileno())
                while message is not None:
                    self._outbox.put(message)
                    task = self._inbox.get()
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

    def __init__(self, output: IO[bytes], most: int) -> None:
        self._bytes = bytearray()
        self._most = most
        self._thread = Thread(target=self._run, args=(output,), daemon=True)
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
