"""`f` for trusted code in this process, without encoding what crosses: several times as fast.

`DirectFunctions` gives no evidence for style: it doesn't see which arguments a call changed, nor warnings. What it says
of a mistake is confirmed by `WatchedFunctions`, which sees both, before it appears in a report.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import GeneratorType
from typing import Any

import numpy as np

from nnprep.sandbox.child.executor import MOST_WARNINGS, NoValue
from nnprep.sandbox.child.introspection import facts, unusual_arrays, warning_text
from nnprep.sandbox.failures import Misbehaved, Missing, Refused, raised
from nnprep.sandbox.functions import Functions, Step
from nnprep.sandbox.handles import METHOD, Function, Handle, Method, outgoing_to
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.wire.decoder import decode
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.format import CODE_OF, MOST_DRAWS, IteratorItems, Refusal

PLAIN = frozenset({type(None), bool, int, float, str, complex})
"""Types of values that nobody can change."""


def all_plain(values: Sequence[Any]) -> bool:
    """Return whether nobody can change any of these values."""
    return PLAIN.issuperset(map(type, values))


@contextmanager
def silence() -> Iterator[None]:
    """Print and raise nothing that code warns of, as behind the codec."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class DirectFunctions(Functions):
    """The functions and classes of trusted code. Every call gets copies of its arguments, and returns copies."""

    def __init__(self, peer: LocalPeer, *, silent: bool = False) -> None:
        super().__init__(peer)
        self.executor = peer.executor
        self.filename = peer.filename
        self.silent = silent
        """Whether whoever calls prints nothing anyway, see `silence`."""
        self.carried_out = 0
        """How many requests the code has got."""
        self.prepared: list[Any] = []
        """Answers to the next requests, the last one first; errors are raised."""

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Carry out a request."""
        step = Step(request)
        self.journal.append(step)
        executor = self.executor
        if self.prepared:
            step.result = self.prepared.pop()
            if isinstance(step.result, Misbehaved):
                error, step.result = step.result, None
                raise error
            step.answered = True
            return step.result, (), (), 0.0
        self.carried_out += 1
        if request[0] == "often":
            # Nobody looks at the results, and no mistake of content counts its calls.
            return None, (), (), 0.0
        try:
            verb, *rest = [self.inward(each) for each in request]
            if self.silent:
                step.result = self.outward(getattr(executor, verb)(*rest))
            else:
                with silence():
                    step.result = self.outward(getattr(executor, verb)(*rest))
        except (Misbehaved, KeyboardInterrupt, SystemExit):
            raise
        except Refusal as error:
            raise Refused(str(error)) from None
        except BaseException as error:
            raise raised(facts(error, self.filename), self.peer.lines) from None
        step.answered = True
        return step.result, (), (), 0.0

    def read_all(self, pairs: Sequence[tuple[Any, str]]) -> list[Any]:
        """Return attributes of objects."""
        return [getattr(each, name) for each, name in pairs]

    def inward(self, value: Any) -> Any:
        """Return what the code gets for an argument."""
        kind = type(value)
        if kind is np.ndarray:
            copy = value.copy("K")
            if value.base is None and not value.flags.writeable:
                copy.flags.writeable = False
            return copy
        if kind in PLAIN:
            return value
        if kind is list:
            return value[:] if all_plain(value) else [self.inward(item) for item in value]
        if kind is tuple:
            return value if all_plain(value) else tuple([self.inward(item) for item in value])
        if kind is dict:
            return {self.inward(key): self.inward(item) for key, item in value.items()}
        if kind is Handle:
            return self.executor.objects[value._number]
        if kind is Method:
            return getattr(self.executor.objects[value._handle._number], value._name)
        if kind is Function:
            return self.executor.function(value._name)
        if callable(value):
            return self.called_from_inside(value)
        return value

    def called_from_inside(self, function: Any) -> Any:
        """Return a check's function as the code calls it."""
        step = self.journal[-1]

        def callback(*arguments: Any, **keywords: Any) -> Any:
            step.called_back += 1
            outside = [self.outward(each) for each in arguments]
            return self.inward(
                function(*outside, **{name: self.outward(each) for name, each in keywords.items()})
            )

        callback.__name__ = getattr(function, "__name__", "function")
        return callback

    def outward(self, value: Any) -> Any:
        """Return what a check gets for a result."""
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind is np.ndarray:
            return value.copy() if value.dtype in CODE_OF else self.rare(value)
        if kind is list:
            return value[:] if all_plain(value) else [self.outward(item) for item in value]
        if kind is tuple:
            return value if all_plain(value) else tuple([self.outward(item) for item in value])
        return self.rare(value)

    def rare(self, value: Any) -> Any:
        """Return what a check gets for a result of a rarer type."""
        if type(value) is NoValue:
            return self.no_value(value)
        if type(value) is dict:
            return {self.outward(key): self.outward(item) for key, item in value.items()}
        if isinstance(value, np.generic) and value.dtype in CODE_OF:
            return value
        if type(value) is GeneratorType:
            items = IteratorItems()
            for item in value:
                if len(items) >= MOST_DRAWS:
                    message = f"an iterator of more than {MOST_DRAWS} items"
                    raise Refusal(message)
                items.append(self.outward(item))
            return items
        return decode(encode(value, self.executor.outgoing), self.incoming)

    def no_value(self, outcome: Sequence[Any]) -> Any:
        """Return or raise what an answer without a value stands for."""
        match outcome:
            case ["method"]:
                return METHOD
            case ["missing", name, names]:
                raise Missing(name, names)
            case ["raised", mapping]:
                raise raised(mapping, self.peer.lines)
        message = "an unknown outcome"
        raise ValueError(message)


class WatchedFunctions(DirectFunctions):
    """The same with the evidence that the codec gives; calls that are asked for often are made as often."""

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Carry out a request, and see what it warns of and which arguments it changes."""
        step = Step(request)
        self.journal.append(step)
        try:
            verb, *given = (self.inward(each) for each in request)
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                result = getattr(self.executor, verb)(*given)
                step.result = self.outward(result)
            remarks = [warning_text(each) for each in caught[:MOST_WARNINGS]]
            if verb in ("call", "method"):
                remarks += unusual_arrays(result)
                if not all(map(unchanged, request[-2:], given[-2:])):
                    step.changed = self.names_of_changed(request, [verb, *given])
        except (Misbehaved, KeyboardInterrupt, SystemExit):
            raise
        except Refusal as error:
            raise Refused(str(error)) from None
        except BaseException as error:
            raise raised(facts(error, self.executor.filename), self.peer.lines) from None
        step.answered = True
        return step.result, step.changed, tuple(remarks), 0.0

    def names_of_changed(self, request: list[Any], given: list[Any]) -> tuple[str, ...]:
        """Return the names of the parameters whose values are no longer what was passed."""
        body = encode(request, outgoing_to([]), layout=True)
        return tuple(self.executor.changed(body, given, nobody))


def nobody(_: bytes) -> bytes:
    """Answer no call: what is compared are values."""
    message = "no call was made"
    raise ValueError(message)


def unchanged(before: Any, after: Any) -> bool:
    """Return whether what code was given still holds the numbers and texts that were passed."""
    kind = type(before)
    if kind is np.ndarray:
        return bool(
            type(after) is kind
            and (after.dtype, after.shape) == (before.dtype, before.shape)
            and after.tobytes() == before.tobytes()
        )
    if kind is list or kind is tuple:
        return type(after) is kind and len(after) == len(before) and all(map(unchanged, before, after))
    if kind is dict:
        return (
            type(after) is kind
            and list(map(repr, after)) == list(map(repr, before))
            and all(unchanged(value, after[key]) for key, value in before.items())
        )
    return kind not in PLAIN or before is after or repr(before) == repr(after)
