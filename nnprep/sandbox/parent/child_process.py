"""The wall: starts the process that runs a submission, talks to it under deadlines, and ends it.

Imports neither NumPy nor the codec: the child is started first, and then both sides import NumPy at the same time.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from time import monotonic
from typing import Self

from nnprep.errors import printable
from nnprep.sandbox.backend import Answer
from nnprep.sandbox.failures import Died, Misbehaved, Refused, TimedOut, lines_of, raised
from nnprep.sandbox.levels import WALL, refusal
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.meter import INTERVAL, Charge, Meter, Moment
from nnprep.sandbox.parent.pipes import Process, open_pipes
from nnprep.sandbox.parent.process import WallError, cause_of_death, kill_group, start_process
from nnprep.sandbox.wire.framing import (
    ANSWER,
    ASK,
    BUNDLE,
    FORGET,
    LOAD,
    MANY,
    READY,
    REPLY,
    REQUEST,
    SIZE,
    BadFrame,
    Message,
    bundled,
    unbundled,
)

GRACE = 0.5
"""Seconds that a process has to end after it closed its pipe, so that its exit code is known."""
LONGEST_LOAD = 64 * 1024
"""Bytes of what loading a file raised, several times what the child reports. As JSON without limits, a frame that the
submission forges would cost the parent forty times its size."""


class ChildPeer:
    """An untrusted process, and the one submission that it runs."""

    def __init__(
        self,
        source: bytes | None,
        name: str,
        limits: Limits,
        starting: Callable[[Limits], Process] = start_process,
    ) -> None:
        self.limits = limits._replace(random=source is None or b"random" in source)
        self._start_process = starting
        self.isolation: Mapping[str, str] = {}
        self.lines: Sequence[str] = ()
        self.spent = 0.0
        """Seconds that the submission has used of `limits.total`."""
        self.answered = 0
        """Bytes of all values that it has returned."""
        self.restarts = 0
        """How many processes died and were replaced."""
        self.meanwhile: Callable[[], bool] = bool
        """Does a piece of other work while the process computes; returns whether there was any left."""
        self.waits_later = False
        """Whether `close` doesn't wait until the process is gone, because its owner calls `wait`."""
        self._source, self._name = source, name
        self._printed: list[str] = []
        self._end: Misbehaved | None = None
        self._running = False
        self._ready: Message | None
        """What it sent when it had started, if that was read before `load`."""
        self._begin()

    @classmethod
    def start(
        cls, source: bytes | None = None, name: str = "submission", limits: Limits | None = None
    ) -> ChildPeer:
        """Start a process and return at once. Without a source it waits until `load` passes one.

        It ends when the thread that called this ends. Raises WallError.
        """
        return cls(source, name, limits or Limits())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def source(self) -> bytes | None:
        """What it runs; None while it waits for that."""
        return self._source

    @property
    def printed(self) -> str:
        """What the submission has printed so far, at most `limits.output` bytes, without control characters."""
        text = "".join([*self._printed, self._pipes.text()])[: self.limits.output]
        return printable(text, keep="\n\t")

    @property
    def alive(self) -> bool:
        """Whether it can still answer."""
        return self._end is None

    def take(self, source: bytes, name: str | None = None) -> None:
        """Pass a source to a process that waits for one, which runs it at once; `load` tells what came of it."""
        self._source, self._name = source, name or self._name
        self._send_source()
        self._ready = self._next(0)

    def load(self, source: bytes | None = None, name: str | None = None) -> None:
        """Run the file's top level. Raises BrokenFile, TimedOut or Died, and WallError."""
        if source is not None:
            self.take(source, name)
        ready, self._ready = self._ready, None
        while ready is None and self.meanwhile():
            ready = self._next(0)
        ready = ready or self._next(self.limits.start - (monotonic() - self._started))
        if ready is None or ready.kind != READY:
            self.close()
            said = self._pipes.text().strip().split("\n")[-1]
            message = f"The process for your code did not start{f': {said}' if said else ''}."
            raise WallError(message, next_step="nnprep doctor")
        self.isolation = json.loads(ready.body)
        if self.limits.wall_required and self.isolation["level"] != WALL:
            self.close()
            raise WallError(refusal(self.isolation), next_step="nnprep doctor")
        answer = self._within(self.limits.call, LOAD, since=self._pipes.written)
        if len(answer.body) > LONGEST_LOAD:
            raise self._ended(Died("sent an unreadable answer"))
        try:
            facts = json.loads(answer.body)
            if facts is not None:
                raise raised(dict(facts), self.lines, loading=True)
        except (ValueError, TypeError, RecursionError):
            raise self._ended(Died("sent an unreadable answer")) from None

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Send one request; return the answer and the seconds that the submission itself took.

        Raises TimedOut, Died or Refused.
        """
        if self._end is not None:
            raise self._end
        most = self._time_for(body)
        left, asked, helping = most, 0, 0.0
        kind = REQUEST
        while True:
            self._send(kind, body)
            before = self.spent
            sent = self._within(left, ANSWER, ASK)
            left -= self.spent - before
            if sent.kind == ANSWER:
                self._count(sent.body)
                return sent.body, most - left
            asked += 1
            if asked > self.limits.callbacks:
                times = self.limits.callbacks
                raise self._ended(Refused(f"more than {times} calls of the function that was passed to it"))
            if helping > self.limits.total:
                raise self._ended(TimedOut(self.limits.total, total=True))
            begin = monotonic()
            try:
                body, kind = answer(sent.body), REPLY
            except ValueError:
                raise self._ended(Died("called a function in an unreadable way")) from None
            except BaseException:
                self._ended(Died("was stopped in the middle of a call"))
                raise
            helping += monotonic() - begin

    def bundle(self, bodies: Sequence[bytes], kind: bytes = BUNDLE) -> list[bytes]:
        """Send several requests at once, of which the first few are answered; they have the time of the last one.

        With FORESEEN, each comes after the answer that is predicted for it.

        Raises TimedOut, Died or Refused.
        """
        self.begin(bodies, kind)
        return self.answers(bodies)

    def begin(self, bodies: Sequence[bytes], kind: bytes = BUNDLE) -> None:
        """Send several requests; `answers` must follow before anything else is asked. Raises why the process ended."""
        if self._end is not None:
            raise self._end
        self._send(kind, bundled(bodies))

    def answers(self, bodies: Sequence[bytes]) -> list[bytes]:
        """Wait for the answers to what `begin` has sent. Raises as `bundle` does."""
        sent = self._within(self._time_for(bodies[-1]), ANSWER, since=self._pipes.written)
        try:
            answers = unbundled(sent.body, len(bodies))
        except BadFrame:
            answers = []
        if not answers:
            raise self._ended(Died("sent an unreadable answer"))
        self._count(sent.body)
        return answers

    def forget(self) -> None:
        """Begin anew with the numbers of objects. Raises TimedOut or Died."""
        if self._end is not None:
            raise self._end
        self._send(FORGET, b"")
        self._within(self.limits.call, ANSWER)

    def restart(self) -> bool:
        """Replace a process that has died and load the file again; False if that was done too often.

        Raises what `load` raises. The time that the old one used counts.
        """
        if self.restarts >= self.limits.restarts or self.spent >= self.limits.total:
            return False
        self.close()
        self.wait()
        self._printed.append(self._pipes.text())
        self.restarts += 1
        self._begin()
        self.load()
        return True

    def begin_anew(self) -> None:
        """Replace the process as if it had been asked nothing, and load the file again. Raises what `load` raises."""
        self.close()
        self.wait()
        self.spent, self.answered, self.restarts = 0.0, 0, 0
        self._printed.clear()
        self._begin()
        self.load()

    def close(self) -> None:
        """End the process and everything that it started."""
        if self._end is None:
            self._end = Died("was closed")
        if self._running:  # after the wait its number may be reused for another group
            kill_group(self._process)
            self._running = False
            if not self.waits_later:
                self.wait()
        self._pipes.stop()

    def wait(self) -> None:
        """Wait until the process that was closed is gone."""
        self._process.wait()

    def _begin(self) -> None:
        self._end = None
        self._ready = None
        self._number = 0
        self._started = monotonic()
        self._process = self._start_process(self.limits)
        self._running = True
        self._meter = Meter(self._process.pid)
        self._pipes = open_pipes(self._process, self._meter, self.limits.output)
        if self._source is not None:
            self._send_source()

    def _time_for(self, body: bytes) -> float:
        """Return how many seconds a request may take."""
        return self.limits.total if body.startswith(MANY, SIZE.size) else self.limits.call

    def _send_source(self) -> None:
        source = self._source or b""
        self.lines = lines_of(source)
        self._send(LOAD, self._name.encode() + b"\0" + source)

    def _send(self, kind: bytes, body: bytes) -> None:
        self._number = (self._number + 1) & 0xFFFFFFFF
        self._pipes.put(Message(kind, self._number, body))

    def _next(self, seconds: float) -> Message | None:
        return self._pipes.next(max(0.0, seconds))

    def _within(self, seconds: float, *kinds: bytes, since: Moment | None = None) -> Message:
        """Wait for a message of one of these kinds; the submission is charged for what it uses since a moment."""
        total = self.limits.total - self.spent
        message = self._charged(min(seconds, total), since or self._meter.moment())
        if message is not None:
            if message.kind in kinds and message.number == self._number:
                return message
            raise self._ended(Died("sent something that isn't an answer"))
        if self._pipes.finished:
            raise self._ended(None)
        limit = min(self.limits.call, self.limits.total)
        late = TimedOut(self.limits.total, total=True) if total < seconds else TimedOut(limit)
        raise self._ended(late)

    def _charged(self, left: float, since: Moment) -> Message | None:
        """Return the next message, or None if there is none before the time is used up; charge the submission."""
        charge = Charge(self._meter, since)
        until = since.clock + self.limits.patience * left - self._meter.starved
        message = None
        # Of uneven length, so that code that sleeps as long as one of them isn't always seen as it wakes.
        waits = cycle((INTERVAL, 0.7 * INTERVAL, 0.85 * INTERVAL))
        while message is None:
            busy = self.meanwhile()
            message = self._next(0 if busy else min(next(waits), left - charge.seconds))
            if message is None and not busy:
                self._meter.look()
            else:
                self._meter.look_sometimes()
            charge.update()
            if self._meter.threads > self.limits.threads:
                raise self._ended(Died(f"started more than {self.limits.threads} threads"))
            if self._pipes.finished:
                message = message or self._next(0)  # the last one may have come after the wait
                break
            if charge.seconds >= left or monotonic() - self._meter.starved >= until:
                break
        self.spent += charge.seconds
        return message

    def _count(self, answer: bytes) -> None:
        """Count the bytes of an answer. Raises Refused if all together are too many."""
        self.answered += len(answer)
        if self.answered > self.limits.answers:
            mebibytes = self.limits.answers >> 20
            raise self._ended(Refused(f"more than {mebibytes} MiB in all its answers together"))

    def _ended(self, end: Misbehaved | None) -> Misbehaved:
        """End the process and return why; every later request raises that."""
        if end is None:
            try:
                self._process.wait(GRACE)
            except subprocess.TimeoutExpired:
                end = Died("closed the pipe for its answers")
        self.close()
        self._end = end or cause_of_death(self._process.wait(), self.limits)
        return self._end
