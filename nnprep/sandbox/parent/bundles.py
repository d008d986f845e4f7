"""Sends requests that are known in advance together, because each one by itself costs more than what it asks for."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import islice

from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.backend import Answer
from nnprep.sandbox.failures import Misbehaved
from nnprep.sandbox.parent.child_process import ChildPeer

MOST_AT_ONCE = 4 * 1024 * 1024
"""Bytes of requests that are sent together."""


class Series(NamedTuple):
    """Requests that come one after the other."""

    requests: tuple[bytes | None, ...]
    """None where there is a request that nobody can foresee."""
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
    """A process whose requests are known, at least some of each series.

    As long as they come as foreseen, it is as if each was sent when it comes. Otherwise nothing is said about the code,
    but Diverged raised.
    """

    def __init__(
        self, peer: ChildPeer, series: Sequence[Series], *, again: bool = False, kept: bool = False
    ) -> None:
        """Use a process that has run nothing yet, or `again` one that has; `kept` leaves it open for more."""
        self._peer = peer
        self._series = series
        self._again, self._kept = again, kept
        self.asked = 0
        """How many requests were made; skipped ones don't count."""
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
        """Run the top level of the file. Raises BrokenFile, TimedOut or Died; Diverged if it has run before."""
        if not self._again:
            self._peer.load(source)
            return
        try:
            self._peer.forget()
        except Misbehaved:
            raise Diverged from None

    def close(self) -> None:
        """End it, leaving nothing running, unless it is kept."""
        if not self._kept:
            self._peer.close()

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Return the answer to one request, and no time. Raises Diverged."""
        self.asked += 1
        if not self._ahead:
            series, number = self._place(body)
            if series >= 0:
                self._at, self._number = series, number + 1
            bundle = self._bundle(series, number)
            if len(bundle) < 2:
                try:
                    return self._peer.request(body, answer)[0], 0.0
                except Misbehaved:
                    raise Diverged from None
            self._ask(bundle)
        series, number, foreseen, reply = self._ahead.popleft()
        if foreseen != body:
            raise Diverged(series, number)
        self._at, self._number = series, number + 1
        return reply, 0.0

    def answers(self, series: int) -> list[bytes] | None:
        """Return the answers to all requests of a series, which are asked now if they weren't yet. Raises Diverged.

        None if not all of its requests are known, or have an answer. `pass_over` or the requests themselves go on.
        """
        requests, whole = self._series[series]
        if not whole or not requests or None in requests:
            return None
        if not self._ahead:
            self._ask(self._bundle(series, 0))
        first = list(islice(self._ahead, len(requests)))
        if [each[:2] for each in first] != [(series, number) for number in range(len(requests))]:
            return None
        return [reply for _, _, _, reply in first]

    def pass_over(self, series: int) -> None:
        """Go on as if all requests of a series had come, whose `answers` are known."""
        for _ in self._series[series].requests:
            self._at, number, _, _ = self._ahead.popleft()
            self._number = number + 1

    def repeat(self, series: int, answers: Sequence[bytes]) -> None:
        """Let all requests of a series come once more, at the end."""
        requests = self._series[series].requests
        self._ahead.clear()
        for number, (body, reply) in enumerate(zip(requests, answers, strict=True)):
            assert body is not None
            self._ahead.append((series, number, body, reply))

    def _ask(self, bundle: Sequence[tuple[int, int, bytes]]) -> None:
        """Ask for what will be asked for."""
        if not bundle:
            return
        try:
            replies = self._peer.bundle([body for _, _, body in bundle])
        except Misbehaved:
            raise Diverged from None
        self._ahead.extend((*each, reply) for each, reply in zip(bundle, replies, strict=False))

    def _place(self, body: bytes) -> tuple[int, int]:
        """Return the series and number of a request that comes now; the series is -1 if nobody foresaw it."""
        series, number = self._at, self._number
        here = self._series[series].requests[number : number + 1]
        if here == (body,):
            return series, number
        later = range(series + (number > 0), len(self._series))
        begun = next((each for each in later if self._series[each].requests[:1] == (body,)), -1)
        return (series, number) if begun < 0 and here == (None,) else (begun, 0)

    def _bundle(self, series: int, number: int) -> list[tuple[int, int, bytes]]:
        """Return what will be asked for from a place on, as far as it's known, with its series and number."""
        bundle: list[tuple[int, int, bytes]] = []
        if series < 0:
            return bundle
        size = 0
        for each in range(series, len(self._series)):
            requests, whole = self._series[each]
            for place in range(number if each == series else 0, len(requests)):
                request = requests[place]
                size += len(request or b"")
                if request is None or size > MOST_AT_ONCE:
                    return bundle
                bundle.append((each, place, request))
            if not whole:
                break
        return bundle
