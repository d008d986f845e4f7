"""What a check will ask of code, as far as it doesn't depend on the answers: told by what it asks of the reference.

A check that only draws inputs, calls functions and returns their results asks the same of any code. One that passes on
what it got, stops at an error, or says that it branches, is foreseen up to there. A test proves for every check that it
asks for nothing else if the numbers in the answers are others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.child.executor import QUIET, paired
from nnprep.sandbox.direct import WatchedFunctions
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import METHOD, Function, Handle, Method, outgoing_to
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.format import IteratorItems


class Foreseen(NamedTuple):
    """A request that will come, most likely."""

    answer: bytes
    """The only answer after which the next one will come; empty: any that has a value."""
    body: bytes


class Foresight(NamedTuple):
    """The first requests of a check, if so many objects have been made before it."""

    objects: int
    requests: Sequence[Foreseen]
    whole: bool
    """Whether these are all of its requests."""


class RecordedFunctions(WatchedFunctions):
    """The reference; it writes down what it is asked."""

    def __init__(self, peer: LocalPeer) -> None:
        super().__init__(peer)
        self.foreseen: list[Foreseen] = []
        """The requests of a check as far as they are the same for any code."""
        self.whole = True
        """Whether these are all so far."""
        self._objects = 0
        self._answers: list[Any] = []
        self._numbers: set[int] = set()
        """The `id` of each number and array in the answers, which are kept."""

    # One request, as for a submission.
    read_all = Functions.read_all

    def begin(self) -> None:
        """Begin with a check."""
        self.foreseen, self.whole, self._objects = [], True, len(self.executor.objects)
        self._answers, self._numbers = [], set()

    def foresight(self) -> Foresight:
        """Return what the check since `begin` will ask of a submission."""
        return Foresight(self._objects, self.foreseen, self.whole)

    def branch(self) -> None:
        """Foresee nothing from here on."""
        self.whole = False

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Carry out a request, and write it down."""
        functions: list[Callable[..., Any]] = []
        body = b""
        if self.whole:
            body = encode(request, outgoing_to(functions), layout=True)
            self.whole = not functions and self._numbers.isdisjoint(map(id, numbers(request)))
        try:
            answer = super().answered(request)
        except BaseException:
            self.whole = False
            raise
        if self.whole:
            result, changed, warnings, _ = answer
            found = numbers(result)
            self._answers.append(result)
            self._numbers.update(map(id, found))
            only = b"" if found or changed or warnings else only_answer(result)
            self.foreseen.append(Foreseen(only, body))
        return answer


def numbers(value: Any) -> list[Any]:
    """Return the arrays and numbers in a value."""
    found, left = list[Any](), [value]
    while left:
        each = left.pop()
        kind = type(each)
        if kind is list or kind is tuple or kind is IteratorItems:
            left += each
        elif kind is dict:
            left += each.values()
        elif kind not in PLAIN:
            found.append(each)
    return found


def only_answer(result: Any) -> bytes:
    """Return the answer that other code must give, too, so that a check goes on as after this one without numbers."""
    if result is None:
        return NOTHING
    if result is METHOD:
        return ITS_METHOD
    return QUIET + encode(result, lambda each: ["h", each._number, each._type_name])


PLAIN = frozenset({type(None), bool, str, bytes, Handle, Method, Function, object})
"""Types of what isn't a number, nor holds any; `object` is that of METHOD."""
NOTHING, ITS_METHOD = QUIET + encode(None), paired(["method"])
"""The answers of a function that returns nothing, and for an attribute that is a method."""
