"""Sends requests that are known in advance together, because each one by itself costs more than what it asks for."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nnprep.sandbox.backend import Answer
from nnprep.sandbox.failures import Misbehaved
from nnprep.sandbox.parent.child_process import ChildPeer

MOST_AT_ONCE = 4 * 1024 * 1024
"""Bytes of requests that are sent together."""


class Series(NamedTuple):
    """Requests that come one after the other."""

    requests: tuple[bytes, ...]
    whole: bool = True
    """Whether the next series follows; else there may be unknown requests in between."""


class Diverged(BaseException):
    """The code was asked for something that isn't asked now, or didn't answer: run it again, without bundles.

    Not an Exception, because checks may catch those.
    """

    def __init__(self, series: int = -1, number: int = 0) -> None:
        super().__init__(series, number)
        self.series = series
        """Which series of requests went on otherwise; -1 if none did."""
        self.number = number
        """After how many of its requests."""


class BundlingPeer:
    """A process whose requests are known, at least the first ones of each series.

    As long as they come as foreseen, it is as if each was sent when it comes. Otherwise nothing is said about the code,
    but Diverged raised.
    """

    def __init__(self, peer: ChildPeer, series: Sequence[Series]) -> None:
        self._peer = peer
        self._series = series
        self._at, self._number = 0, 0
        """Which series, and how many of its requests have come."""
        self._ahead: deque[tuple[int, int, bytes, bytes]] = deque()
        """Series, number, request and answer of what was asked too early."""

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the file."""
        return self._peer.lines

    @property
    def printed(self) -> str:
        """What the code has printed so far, capped."""
        return self._peer.printed

    @property
    def isolation(self) -> Mapping[str, str]:
        """Which fences really stand."""
        return self._peer.isolation

    @property
    def alive(self) -> bool:
        """Whether it can still answer."""
        return self._peer.alive

    def restart(self) -> bool:
        """Raise Diverged: a new process knows nothing of what the old one did."""
        raise Diverged

    def load(self, source: bytes | None = None) -> None:
        """Run the top level of the file. Raises BrokenFile, TimedOut or Died."""
        self._peer.load(source)

    def close(self) -> None:
        """End it, leaving nothing running."""
        self._peer.close()

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Return the answer to one request, and no time. Raises Diverged."""
        if not self._ahead:
            bundle = self._bundle(body)
            try:
                if len(bundle) < 2:
                    return self._peer.request(body, answer)[0], 0.0
                answers = self._peer.bundle([body for _, _, body in bundle])
            except Misbehaved:
                raise Diverged from None
            self._ahead.extend((*each, reply) for each, reply in zip(bundle, answers, strict=False))
        series, number, foreseen, reply = self._ahead.popleft()
        if foreseen != body:
            raise Diverged(series, number)
        self._at, self._number = series, number + 1
        return reply, 0.0

    def _bundle(self, body: bytes) -> list[tuple[int, int, bytes]]:
        """Return what will be asked for from this request on, with its series and number; nothing if nobody knows."""
        series, number = self._at, self._number
        if self._series[series].requests[number : number + 1] != (body,):
            later = range(series + (number > 0), len(self._series))
            series = next((each for each in later if self._series[each].requests[:1] == (body,)), -1)
            number = 0
            if series < 0:
                return []
        self._at, self._number = series, number + 1
        bundle: list[tuple[int, int, bytes]] = []
        size = 0
        for each in range(series, len(self._series)):
            requests, whole = self._series[each]
            for place in range(number if each == series else 0, len(requests)):
                size += len(requests[place])
                if size > MOST_AT_ONCE:
                    return bundle
                bundle.append((each, place, requests[place]))
            if not whole:
                break
        return bundle
