"""`f`: the functions and classes of one file of code, as a check calls them, wherever the code runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.backend import Peer
from nnprep.sandbox.child.executor import QUIET
from nnprep.sandbox.failures import (
    BrokenFile,
    Died,
    Frame,
    Misbehaved,
    Missing,
    NotAttempted,
    Raised,
    Refused,
    TimedOut,
    clean,
    listed,
    raised,
)
from nnprep.sandbox.handles import METHOD, Function, Handle, Method, outgoing_to
from nnprep.sandbox.wire.decoder import decode
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.format import LENGTH, IteratorItems, Unreadable

__all__ = [
    "BrokenFile",
    "Call",
    "Died",
    "Frame",
    "Functions",
    "Handle",
    "IteratorItems",
    "Misbehaved",
    "Missing",
    "NotAttempted",
    "Raised",
    "Refused",
    "TimedOut",
]


class Call(NamedTuple):
    """One call that was answered. Everything but the result is evidence for style, never for the verdict."""

    target: str
    """`backward`, `MLP` or `MLP.forward`."""
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    result: Any
    changed: tuple[str, ...]
    """Names of the parameters whose values are no longer what was passed."""
    warnings: tuple[str, ...]
    """`RuntimeWarning: overflow encountered in exp`; also `UnusualArray: matrix`, which is no warning of NumPy's."""
    seconds: float
    """What the code itself took, without the functions that were passed to it."""


class Step:
    """One request: `["call", "backward", arguments, keywords]`, `["set", handle, "W", value]` …"""

    __slots__ = ("answered", "called_back", "changed", "request", "result")

    def __init__(self, request: list[Any]) -> None:
        self.request = request
        self.result: Any = None
        """None too if the code didn't answer."""
        self.answered = False
        self.changed: tuple[str, ...] = ()
        """Names of the parameters whose values are no longer what was passed."""
        self.called_back = 0
        """How often code in this process called functions that were passed to it."""


class Functions:
    """The functions and classes of one file: `f.backward(X, y, W2, a1, a2)`, `f.MLP([3, 4, 1], seed=0)`.

    Every call gets fresh copies of its arguments, writable unless a check locked them. Raises a subclass of Misbehaved
    for everything that code can do instead of answering.
    """

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.calls: list[Call] = []
        """Every call that was answered, in order."""
        self.journal: list[Step] = []
        """Every request, answered or not, in order: enough to repeat them."""
        self.methods: set[tuple[str, str]] = set()
        """Class and name of every attribute that is known to be a method: asked once, not before each call."""

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self, name)

    def generator(self, seed: int) -> Handle:
        """Make a `np.random.Generator` where the code runs; as an argument it advances there."""
        handle: Handle = self.ask(["generator", seed])
        return handle

    def count_lines(self, *, counting: bool) -> int:
        """Begin to count the lines of the file that are run, or stop and return their number."""
        number = self.ask(["count_lines", counting])
        return number if type(number) is int else 0

    def call(
        self,
        verb: str,
        target: str,
        before: Sequence[Any],
        arguments: Sequence[Any],
        keywords: dict[str, Any],
    ) -> Any:
        """Make one call, and add it to `calls`."""
        result, changed, warnings, seconds = self.answered([verb, *before, list(arguments), keywords])
        self.calls.append(
            Call(
                target=target,
                arguments=tuple(arguments),
                keywords=keywords,
                result=result,
                changed=changed,
                warnings=warnings,
                seconds=seconds,
            )
        )
        return result

    def made(
        self, target: str, arguments: Sequence[Any], keywords: dict[str, Any], attributes: dict[str, Any]
    ) -> Any:
        """Make an object and set some of its attributes; `calls` and `journal` tell the call and each setting.

        One request instead of one for each, because they take longer than what the code does.
        """
        first = len(self.journal)
        try:
            result, _, warnings, seconds = self.answered(
                ["made", target, list(arguments), keywords, attributes]
            )
        finally:
            (step,) = self.journal[first:]
            step.request = ["call", target, list(arguments), keywords]
        self.calls.append(Call(target, tuple(arguments), keywords, result, (), warnings, seconds))
        for name, value in attributes.items():
            if type(result) is not Handle:
                setattr(
                    result, name, value
                )  # raises what it raises for a value that isn't an object of the code's
            self.journal.append(Step(["set", result, name, value]))
            self.journal[-1].answered = True
        return result

    def several(self, times: int, target: str, *arguments: Any, **keywords: Any) -> list[Any]:
        """Make equal calls of a function, as one request, and return all results; generators advance between them."""
        results = self.call("several", target, [times, target], arguments, keywords)
        return results if isinstance(results, list) else []

    def each(self, method: Any, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """Call a method with each of these arguments in turn, as one request; changes and warnings are not seen.

        `calls` and `journal` tell each call: `f.each(cache.step, [[x] for x in X])`.
        """
        if type(method) is not Method:
            return [method(*row) for row in rows]
        handle, name, first = method._handle, method._name, len(self.journal)
        results: list[Any] = [None] * len(rows)
        answered, seconds = False, 0.0
        try:
            results, _, _, seconds = self.answered(["each", handle, name, [list(row) for row in rows]])
            answered = True
        finally:
            del self.journal[first:]
            for row, result in zip(rows, results, strict=False):
                step = Step(["method", handle, name, list(row), {}])
                step.answered, step.result = answered, result
                self.journal.append(step)
        target = f"{handle._type_name}.{name}"
        for row, result in zip(rows, results, strict=False):
            self.calls.append(Call(target, tuple(row), {}, result, (), (), seconds / len(rows)))
        return results

    def read_all(self, pairs: Sequence[tuple[Any, str]]) -> list[Any]:
        """Return attributes of objects, as one request; `journal` tells each reading."""
        first, values = len(self.journal), None
        with suppress(Misbehaved):  # then, too, each is read by itself
            values = self.ask(["read", [list(pair) for pair in pairs]])
        del self.journal[first:]
        if type(values) is not list or len(values) != len(pairs):
            return [getattr(each, name) for each, name in pairs]
        for (each, name), value in zip(pairs, values, strict=True):
            step = Step(["get", each, name])
            step.answered, step.result = True, value
            self.journal.append(step)
        return values

    def call_often(self, calls: int) -> None:
        """Repeat the latest call until there have been so many; nobody looks at the results.

        Code that is right for the first calls only gives wrong answers afterwards.
        """
        verb, *rest = self.journal[-1].request
        if verb in ("call", "method") and all(map(is_plain, [*rest[-2], *rest[-1].values()])):
            made = sum(type(call.result) is not Handle for call in self.calls)
            again = sum(
                step.request[1]
                for step in self.journal
                if step.request[0] == "often" and step.request[2:-2] == [verb, *rest[:-2]]
            )
            self.ask(["often", max(1, calls - made - again), verb, *rest])

    def number_of_calls(self) -> int:
        """Return how many calls were answered."""
        return len(self.calls)

    def changed_since(self, first: int) -> list[str]:
        """Return the names of the parameters that calls have changed, from a call on."""
        return [name for call in self.calls[first:] for name in call.changed]

    def branch(self) -> None:
        """Say that what a check asks for from here on depends on what it has got."""

    def ask(self, request: list[Any]) -> Any:
        """Send a request that isn't a call, and return its value."""
        return self.answered(request)[0]

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        step = Step(request)
        self.journal.append(step)
        functions: list[Callable[..., Any]] = []
        body = encode(request, outgoing_to(functions), layout=True)
        answer, seconds = self.sent(request, body, functions)
        try:
            step.result, step.changed, warnings = self.read(answer)
            step.answered = True
            return step.result, step.changed, warnings, seconds
        except Unreadable as error:
            message = f"sent an unreadable answer ({error})"
            raise Died(message) from None

    def sent(
        self, request: list[Any], body: bytes, functions: list[Callable[..., Any]]
    ) -> tuple[bytes, float]:
        """Send a request, which passes these functions; return the answer and the seconds that it took."""
        return self.peer.request(body, lambda ask: self.called_back(ask, functions))

    def read(self, answer: bytes) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
        """Read an answer, which comes from untrusted code."""
        if len(answer) < LENGTH.size:
            message = "no answer"
            raise Unreadable(message)
        whole = memoryview(answer)  # not a copy: it may be large
        if answer.startswith(QUIET):
            return decode(whole[len(QUIET) :], self.incoming), (), ()
        end = LENGTH.size + LENGTH.unpack_from(answer)[0]
        outcome = decode(whole[LENGTH.size : end])
        if type(outcome) is not list or not outcome or type(outcome[0]) is not str:
            message = "an unknown outcome"  # comparing an array with a pattern would raise ValueError
            raise Unreadable(message)
        match outcome:
            case ["ok", list() as changed, list() as warnings]:
                value = decode(whole[end:], self.incoming)
                return value, names(changed), names(warnings)
            case ["method"]:
                return METHOD, (), ()
            case ["raised", dict() as facts]:
                raise raised(facts, self.peer.lines)
            case ["missing", str() as name, list() as defined]:
                raise Missing(clean(name, 100), names(defined))
            case ["refused", str() as what]:
                raise Refused(clean(what, 200))
        message = "an unknown outcome"
        raise Unreadable(message)

    def incoming(self, tag: str, rest: list[Any]) -> Any:
        match tag, rest:
            case "h", [int() as number, str() as type_name]:
                return Handle(self, number, clean(type_name, 100))
        message = "a value of an unknown kind"
        raise Unreadable(message)

    def called_back(self, ask: bytes, functions: list[Callable[..., Any]]) -> bytes:
        """Call a check's function for the code under test, and return its result as a frame."""
        match decode(ask, self.incoming):
            case [int() as number, list() as arguments, dict() as keywords] if 0 <= number < len(functions):
                pass
            case _:
                message = "not a call"
                raise Unreadable(message)
        try:
            value = functions[number](*arguments, **{str(name): each for name, each in keywords.items()})
            return encode(["ok", value], outgoing_to(functions), layout=True)
        except Misbehaved:
            raise
        except Exception as error:
            return encode(["raised", [type(error).__name__, str(error)[:500]]])


RESERVED = frozenset({"peer", "calls", "journal", "methods"}) | {
    name for name in vars(Functions) if not name.startswith("_")
}
"""Names that `f` itself uses: an exercise's function of such a name couldn't be called."""


def names(values: list[Any]) -> tuple[str, ...]:
    return tuple(clean(value, 300) for value in listed(values)[:50])


def is_plain(value: Any) -> bool:
    """Return whether a value holds numbers and texts only, so that nobody else sees a call with it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    return value is None or isinstance(value, int | float | str | np.ndarray | np.generic)
