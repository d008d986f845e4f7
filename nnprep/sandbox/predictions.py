"""`f` for code in another process that doesn't wait for answers it can predict: one more object, or nothing.

A message costs more than most of what it asks for. So such requests wait, and go together with the first one whose
answer can't be predicted. The other side stops at an answer that isn't as predicted; then the check runs again on the
answers that came. Nothing is asked that wouldn't be asked one by one, and nothing twice.

What checks will ask for in any case is asked for before they begin, while those before them are still compared. If one
asks for anything else, or the process ends, all begins anew, without foresight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from nnprep.sandbox.child.executor import QUIET, is_foreseen
from nnprep.sandbox.failures import Misbehaved
from nnprep.sandbox.foresight import Foresight
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import Handle
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.framing import FORESEEN

MOST, LARGEST = 200, 1 << 20
"""How many requests wait, and how many bytes of them."""
MOST_WRONG = 20
"""After so many wrong predictions there are no more."""
VERBS = frozenset({"call", "made", "operate", "method", "set", "generator"})
"""Requests that may wait."""
NOTHING, ANYTHING = object(), object()
T = TypeVar("T")


class WrongPrediction(BaseException):
    """The check must run again. Not an Exception, because checks may catch those."""


class WrongForesight(BaseException):
    """The code has carried out what no check asks for, or may have: all checks must run again in a new process."""


class PredictingFunctions(Functions):
    """The functions and classes of one file that runs in a child."""

    def __init__(self, peer: ChildPeer) -> None:
        super().__init__(peer)
        self._child = peer
        self._waiting: list[tuple[Any, bytes, bytes]] = []
        """What requests are like, the answers that are predicted, and the requests."""
        self._answers: list[bytes] = []
        """All answers since the check began, predicted ones too."""
        self._known: list[bytes] = []
        """Answers that are given again, the last one first."""
        self._results: dict[Any, Any] = {}
        """What requests of a kind return: the class of a new object, NOTHING or ANYTHING."""
        self._objects = self._wrong = 0
        self._ahead: Sequence[Foresight] = ()
        """The checks for which the code is carrying something out."""
        self._arrived: list[tuple[Foresight, list[tuple[bytes, bytes]]]] = []
        """The next checks whose requests were answered before they came, the last one first."""
        self._foreseen: list[tuple[bytes, bytes]] = []
        """Requests of this check that were answered before they came, and the answers, the last one first."""

    def look_ahead(self, checks: Sequence[Foresight]) -> None:
        """Let the code carry out what the next checks will ask for, while this process does something else."""
        bodies = [part for each in checks for request in each.requests for part in request]
        if bodies and not self._ahead and self._child.alive:
            self._ahead = checks
            self._child.begin(bodies, FORESEEN)

    def arrive(self, check: Foresight) -> int:
        """Begin a check with the answers to what it will ask; return for how many checks all answers came just now.

        None if they came before, or if one wasn't as foreseen. Raises WrongForesight if the process ended, for it's
        unknown in which request, or if it made other objects than those it was asked about.
        """
        if not self._ahead and not self._arrived and check.objects == self._objects:
            self.look_ahead([check])
        came = 0 if self._arrived else self._wait()
        if self._arrived:
            foreseen, self._foreseen = self._arrived.pop()
            if foreseen.objects != self._objects:
                raise WrongForesight
        return came

    def _wait(self) -> int:
        """Wait for what was asked ahead; return for how many checks, if all of it was answered as foreseen."""
        checks, self._ahead = self._ahead, ()
        if not checks:
            return 0
        requests = [request for each in checks for request in each.requests]
        try:
            answers = self._child.answers([part for request in requests for part in request])
        except Misbehaved as error:
            raise WrongForesight from error
        both = [(each.body, answer) for each, answer in zip(requests, answers, strict=False)]
        for each in checks:
            own, both = both[: len(each.requests)], both[len(each.requests) :]
            if own or not each.requests:
                self._arrived.insert(0, (each, own[::-1]))
            if len(own) < len(each.requests):
                break
        as_foreseen = len(answers) == len(requests) and is_foreseen(answers[-1], requests[-1].answer)
        return len(checks) if as_foreseen and checks[-1].whole else 0

    def depart(self) -> None:
        """End a check. Raises WrongForesight if it didn't ask for all that was carried out for it."""
        if self._foreseen:
            raise WrongForesight

    def run(self, check: Callable[[], T]) -> T:
        """Return what a check returns, which makes the same requests when it gets the same answers."""
        calls, steps, objects = len(self.calls), len(self.journal), self._objects
        self._answers = []
        while True:
            try:
                return check()
            except WrongPrediction:
                del self.calls[calls:], self.journal[steps:]
                self._objects = objects
                self._known, self._answers = self._answers[::-1], []

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Make a request; learn what requests like it return."""
        objects = self._objects
        value, changed, warnings, seconds = super().answered(request)
        if value is None and not changed and not warnings:
            result = NOTHING
        else:
            new = type(value) is Handle and value._number == objects + 1 and not changed and not warnings
            result = value._type_name if new else ANYTHING
        self._results.setdefault(kind_of(request), result)
        return value, changed, warnings, seconds

    def incoming(self, tag: str, rest: list[Any]) -> Any:
        """Count the objects."""
        handle = super().incoming(tag, rest)
        self._objects = max(self._objects, handle._number)
        return handle

    def sent(
        self, request: list[Any], body: bytes, functions: list[Callable[..., Any]]
    ) -> tuple[bytes, float]:
        """Return the answer to a request, or what it will be."""
        if self._known:
            reply, seconds = self._known.pop(), 0.0
        elif self._foreseen:
            known, reply = self._foreseen.pop()
            if known != body or functions:
                raise WrongForesight
            seconds = 0.0
        elif self._ahead:
            raise WrongForesight
        elif not functions and (predicted := self.predicted(request, body)):
            self._waiting.append((kind_of(request), predicted, body))
            reply, seconds = predicted, 0.0
        elif self._waiting and not functions:
            reply, seconds = self.settle(body), 0.0
        else:
            self.settle()
            reply, seconds = super().sent(request, body, functions)
        self._answers.append(reply)
        return reply, seconds

    def predicted(self, request: list[Any], body: bytes) -> bytes:
        """Return the answer to a request that may wait; nothing for another one."""
        if self._wrong > MOST_WRONG or request[0] not in VERBS:
            return b""
        if len(self._waiting) >= MOST or sum(len(each) for *_, each in self._waiting) + len(body) > LARGEST:
            return b""
        result = self._results.get(kind_of(request), NOTHING if request[0] == "set" else ANYTHING)
        if result is ANYTHING:
            return b""
        return QUIET + encode(
            None if result is NOTHING else ANYTHING, lambda _: ["h", self._objects + 1, result]
        )

    def settle(self, last: bytes = b"") -> bytes:
        """Make the requests that wait, then the last one, and return its answer. Raises WrongPrediction."""
        waiting = [*self._waiting, (None, b"", last)] if last else self._waiting
        confirmed = self._answers[: len(self._answers) - len(self._waiting)]
        self._waiting, reply = [], b""
        while waiting:
            replies = self.asked(waiting)
            for (kind, predicted, _), reply in zip(waiting, replies, strict=False):
                confirmed.append(reply)
                if predicted and reply != predicted:
                    self._results[kind] = ANYTHING
                    self._wrong += 1
                    self._answers = confirmed
                    raise WrongPrediction
            waiting = waiting[len(replies) :]
        return reply

    def asked(self, waiting: list[tuple[Any, bytes, bytes]]) -> list[bytes]:
        """Ask for several things, of which the first few are answered."""
        try:
            return self._child.bundle([each for _, *pair in waiting for each in pair], FORESEEN)
        except Misbehaved:
            self._objects = 0  # those of the next process are counted anew
            raise


def kind_of(request: list[Any]) -> Any:
    """Return what requests have in common that have always returned the same, as far as anybody can tell."""
    names = (each._type_name if type(each) is Handle else each for each in request[1:3])
    return request[0], *(name for name in names if type(name) is str)
