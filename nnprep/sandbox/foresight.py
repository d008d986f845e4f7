"""What a check will ask of code, as far as it doesn't depend on the answers: told by what it asks of the reference.

A check that only draws inputs, calls functions and returns their results asks the same of any code. What it asks of
the reference is given to it again with other numbers as answers: as long as it asks the same, it will of any code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnprep.sandbox.child.executor import QUIET, paired
from nnprep.sandbox.direct import WatchedFunctions
from nnprep.sandbox.functions import Functions, Step
from nnprep.sandbox.handles import METHOD, Handle, outgoing_to
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.wire.encoder import encode

OTHER = 1.0 + 2.0**-10
"""The factor of other numbers."""


class Foreseen(NamedTuple):
    """A request that will most likely come."""

    answer: bytes
    """The only answer after which the next one will come; empty: any that has a value."""
    body: bytes


class Foresight(NamedTuple):
    """The first requests of a check, if so many objects have been made before it."""

    objects: int
    requests: Sequence[Foreseen]
    whole: bool
    """Whether these are all of its requests."""


NO_FORESIGHT = Foresight(-1, (), whole=False)


class Exchange(NamedTuple):
    """A request to the reference and what it answered."""

    body: bytes
    alone: bool
    """Whether it passes no function of the check."""
    result: Any
    changed: tuple[str, ...]
    warnings: tuple[str, ...]


class Otherwise(BaseException):
    """A check asks something else once the answers are others."""


class RecordedFunctions(WatchedFunctions):
    """The reference; it writes down what it is asked."""

    def __init__(self, peer: LocalPeer) -> None:
        super().__init__(peer)
        self.exchanges: list[Exchange] = []
        self._begin = 0, 0, 0
        self._methods: set[tuple[str, str]] = set()

    # One request, as it will be for a submission.
    read_all = Functions.read_all

    def begin(self) -> None:
        """Begin with a check."""
        self.exchanges = []
        self._begin = len(self.calls), len(self.journal), len(self.executor.objects)
        self._methods = {*self.methods}

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Carry out a request, and write it down if it is answered."""
        functions: list[Callable[..., Any]] = []
        body = encode(request, outgoing_to(functions), layout=True)
        answer = super().answered(request)
        self.exchanges.append(Exchange(body, not functions, *answer[:3]))
        return answer

    def foresight(self, check: Callable[[Functions], object]) -> Foresight:
        """Return which requests a check makes again if the answers are others; `check` runs it."""
        calls, steps, objects = self._begin
        other = OtherAnswers(self.peer, self.exchanges)
        other.calls, other.journal, other.methods = self.calls[:calls], self.journal[:steps], self._methods
        try:
            check(other)
        except Otherwise:
            other.otherwise = True
        same = self.exchanges[: other.number]
        whole = not other.otherwise and len(same) == len(self.exchanges)
        return Foresight(objects, [Foreseen(only_answer(each), each.body) for each in same], whole)


class OtherAnswers(Functions):
    """Gives a check the same answers again with other numbers, as long as it asks the same."""

    def __init__(self, peer: Any, exchanges: Sequence[Exchange]) -> None:
        super().__init__(peer)
        self.exchanges = exchanges
        self.number = 0
        """How many requests were the same."""
        self.otherwise = False

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Answer a request if it is the same. Raises Otherwise."""
        functions: list[Callable[..., Any]] = []
        body = encode(request, outgoing_to(functions), layout=True)
        known = self.exchanges[self.number] if self.number < len(self.exchanges) else None
        if self.otherwise or functions or known is None or not known.alone or body != known.body:
            self.otherwise = True
            raise Otherwise
        self.number += 1
        step = Step(request)
        step.result, step.answered, step.changed = self.changed_numbers(known.result), True, known.changed
        self.journal.append(step)
        return step.result, known.changed, known.warnings, 0.0

    def changed_numbers(self, value: Any) -> Any:
        """Return an answer with other numbers that aren't whole."""
        if type(value) is Handle:
            return Handle(self, value._number, value._type_name)
        if isinstance(value, np.ndarray | np.generic):
            return np.multiply(value, OTHER, dtype=value.dtype) if value.dtype.kind in "fc" else value
        if type(value) in (float, complex):
            return value * OTHER
        if isinstance(value, list | tuple):
            items = [self.changed_numbers(item) for item in value]
            return tuple(items) if type(value) is tuple else type(value)(items)
        if type(value) is dict:
            return {key: self.changed_numbers(item) for key, item in value.items()}
        return value


def only_answer(exchange: Exchange) -> bytes:
    """Return the answer of other code after which a check will go on in the same way; empty if any will do."""
    result = exchange.result
    if result is METHOD:
        return paired(["method"])
    if exchange.changed or exchange.warnings or has_numbers(result):
        return b""
    return QUIET + encode(result, lambda each: ["h", each._number, each._type_name])


def has_numbers(value: Any) -> bool:
    """Return whether a value holds numbers, which other code will have others of."""
    if isinstance(value, list | tuple):
        return any(map(has_numbers, value))
    if type(value) is dict:
        return any(map(has_numbers, value.values()))
    return not (value is None or type(value) in (bool, str, Handle))
