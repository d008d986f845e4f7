"""`f`: the functions and classes of one file of code, as a check calls them, wherever the code runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nnprep.grading.frames import LENGTH, Drawn, Refusal, Unreadable, decode, encode
from nnprep.grading.misbehaviour import (
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
from nnprep.grading.peer import Peer

__all__ = [
    "BrokenFile",
    "Call",
    "Died",
    "Drawn",
    "Frame",
    "Functions",
    "Handle",
    "Misbehaved",
    "Missing",
    "NotAttempted",
    "Raised",
    "Refused",
    "TimedOut",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that was answered. What it says besides the result is evidence, never a verdict."""

    target: str
    """`backward`, `MLP` or `MLP.forward`."""
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    result: Any
    changed: tuple[str, ...]
    """Names of the parameters whose values are not what was passed."""
    warnings: tuple[str, ...]
    """`RuntimeWarning: overflow encountered in exp`."""
    seconds: float
    """What the code itself took, without the functions that it was given."""


@dataclass(slots=True, kw_only=True)
class Step:
    """One request: `["call", "backward", arguments, keywords]`, `["set", handle, "W", value]` …"""

    request: list[Any]
    result: Any = None
    """None also where the code did not answer."""


class Functions:
    """The functions and classes of one file: `f.backward(X, y, W2, a1, a2)`, `f.MLP([3, 4, 1], seed=0)`.

    Every call gets fresh, writable copies of its arguments. Raises a subclass of Misbehaved for all that code can do
    instead of answering.
    """

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.calls: list[Call] = []
        """Every call that was answered, in order."""
        self.journal: list[Step] = []
        """Every request, answered or not, in order: what it takes to do the same again."""
        self._methods: set[tuple[str, str]] = set()
        """Class and name of what is known to be a method: asked once, not before each call."""

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self, name)

    def generator(self, seed: int) -> Handle:
        """Make a `np.random.Generator` where the code runs; as an argument it advances there."""
        made: Handle = self.ask(["generator", seed])
        return made

    def call(
        self,
        verb: str,
        target: str,
        before: Sequence[Any],
        arguments: Sequence[Any],
        keywords: dict[str, Any],
    ) -> Any:
        """Make one call and keep it in `calls`."""
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

    def ask(self, request: list[Any]) -> Any:
        """Send a request that is not a call, and return its value."""
        return self.answered(request)[0]

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        step = Step(request=request)
        self.journal.append(step)
        given: list[Callable[..., Any]] = []
        body = encode(request, outgoing_to(given), layout=True)
        answer, seconds = self.peer.request(body, lambda ask: self.called_back(ask, given))
        try:
            step.result, changed, warnings = self.read(answer)
            return step.result, changed, warnings, seconds
        except Unreadable as error:
            message = f"sent an answer that cannot be read ({error})"
            raise Died(message) from None

    def read(self, answer: bytes) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
        """Read an answer, which comes from code that is not trusted."""
        if len(answer) < LENGTH.size:
            message = "no answer"
            raise Unreadable(message)
        end = LENGTH.size + LENGTH.unpack_from(answer)[0]
        outcome = decode(answer[LENGTH.size : end])
        match outcome:
            case ["ok", list() as changed, list() as warnings]:
                value = decode(answer[end:], self.incoming)
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

    def called_back(self, ask: bytes, given: list[Callable[..., Any]]) -> bytes:
        """Call a function of the check for the code under test, and return the frame of what it says."""
        number, arguments, keywords = decode(ask, self.incoming)
        try:
            value = given[number](*arguments, **{str(name): each for name, each in keywords.items()})
            return encode(["ok", value], outgoing_to(given), layout=True)
        except Misbehaved:
            raise
        except Exception as error:
            return encode(["raised", [type(error).__name__, str(error)[:500]]])


class Function:
    """A function or class of the file, by its name."""

    __slots__ = ("_functions", "_name")

    def __init__(self, functions: Functions, name: str) -> None:
        self._functions = functions
        self._name = name

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self._functions, f"{self._name}.{name}")

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._functions.call("call", self._name, [self._name], arguments, keywords)

    def __repr__(self) -> str:
        return self._name


class Handle:
    """An object that stays where the code runs; its attributes, methods and operators cross as calls do."""

    __slots__ = ("_functions", "_number", "_type_name")
    __array_ufunc__ = None  # so that `array * handle` asks the handle

    def __init__(self, functions: Functions, number: int, type_name: str) -> None:
        object.__setattr__(self, "_functions", functions)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_type_name", type_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        known = self._functions._methods
        if (self._type_name, name) in known:
            return Method(self, name)
        value = self._functions.ask(["get", self, name])
        if value is not METHOD:
            return value
        known.add((self._type_name, name))
        return Method(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._functions.ask(["set", self, name, value])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and (self._functions.peer, self._number) == (
            other._functions.peer,
            other._number,
        )

    def __hash__(self) -> int:
        return hash(self._number)

    def __repr__(self) -> str:
        return f"<{self._type_name}>"

    def _operate(self, name: str, *operands: Any, **keywords: Any) -> Any:
        target = self._type_name if name == "call" else name
        return self._functions.call("operate", target, [name], operands, keywords)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._operate("call", self, *arguments, **keywords)

    def __len__(self) -> int:
        return int(self._operate("len", self))

    def __iter__(self) -> Any:
        return iter(self._operate("iter", self))

    def __getitem__(self, key: Any) -> Any:
        return self._operate("getitem", self, key)

    def __neg__(self) -> Any:
        return self._operate("neg", self)

    def __abs__(self) -> Any:
        return self._operate("abs", self)

    def __add__(self, other: Any) -> Any:
        return self._operate("add", self, other)

    def __radd__(self, other: Any) -> Any:
        return self._operate("add", other, self)

    def __sub__(self, other: Any) -> Any:
        return self._operate("sub", self, other)

    def __rsub__(self, other: Any) -> Any:
        return self._operate("sub", other, self)

    def __mul__(self, other: Any) -> Any:
        return self._operate("mul", self, other)

    def __rmul__(self, other: Any) -> Any:
        return self._operate("mul", other, self)

    def __truediv__(self, other: Any) -> Any:
        return self._operate("truediv", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self._operate("truediv", other, self)

    def __pow__(self, other: Any) -> Any:
        return self._operate("pow", self, other)

    def __rpow__(self, other: Any) -> Any:
        return self._operate("pow", other, self)

    def __matmul__(self, other: Any) -> Any:
        return self._operate("matmul", self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return self._operate("matmul", other, self)


class Method:
    """A method of an object that stays where the code runs."""

    __slots__ = ("_handle", "_name")

    def __init__(self, handle: Handle, name: str) -> None:
        self._handle = handle
        self._name = name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        target = f"{self._handle._type_name}.{self._name}"
        return self._handle._functions.call("method", target, [self._handle, self._name], arguments, keywords)

    def __repr__(self) -> str:
        return f"{self._handle._type_name}.{self._name}"


METHOD = object()


def outgoing_to(given: list[Callable[..., Any]]) -> Callable[[Any], list[Any] | None]:
    """Tag what a check passes that is no plain value; its functions are numbered by their place in `given`."""

    def tagged(value: Any) -> list[Any] | None:
        if type(value) is Handle:
            return ["h", value._number]
        if type(value) is Method:
            return ["m", value._handle._number, value._name]
        if type(value) is Function:
            return ["r", value._name]
        if not callable(value):
            return None
        given.append(value)
        return ["c", len(given) - 1, getattr(value, "__name__", "function")]

    return tagged


def names(values: list[Any]) -> tuple[str, ...]:
    return tuple(clean(value, 300) for value in listed(values)[:50])
