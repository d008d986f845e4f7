"""What a check holds of code that runs elsewhere: functions by name, objects by number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from nnprep.sandbox.backend import Peer


class Caller(Protocol):
    """Sends requests to the place where the code runs."""

    peer: Peer
    methods: set[tuple[str, str]]
    """Class and name of every attribute that is known to be a method: asked once, not before each call."""

    def ask(self, request: list[Any]) -> Any:
        """Send a request that isn't a call, and return its value."""

    def call(
        self,
        verb: str,
        target: str,
        before: Sequence[Any],
        arguments: Sequence[Any],
        keywords: dict[str, Any],
    ) -> Any:
        """Make one call, and return its result."""

    def made(
        self, target: str, arguments: Sequence[Any], keywords: dict[str, Any], attributes: dict[str, Any]
    ) -> Any:
        """Make an object, set its attributes, and return it."""

    def read_all(self, pairs: Sequence[tuple[Any, str]]) -> list[Any]:
        """Return attributes of objects."""


class Function:
    """A function or class of the file, by its name."""

    __slots__ = ("_caller", "_name")

    def __init__(self, caller: Caller, name: str) -> None:
        self._caller = caller
        self._name = name

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self._caller, f"{self._name}.{name}")

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._caller.call("call", self._name, [self._name], arguments, keywords)

    def __repr__(self) -> str:
        return self._name

    def _named(self) -> str:
        return f"{self._name} itself"


class Handle:
    """An object that stays where the code runs; its attributes, methods and operators cross like calls."""

    __slots__ = ("_caller", "_number", "_type_name")
    __array_ufunc__ = None  # so that `array * handle` asks the handle

    def __init__(self, caller: Caller, number: int, type_name: str) -> None:
        object.__setattr__(self, "_caller", caller)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_type_name", type_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        known = self._caller.methods
        if (self._type_name, name) in known:
            return Method(self, name)
        value = self._caller.ask(["get", self, name])
        if value is not METHOD:
            return value
        known.add((self._type_name, name))
        return Method(self, name)

    def __array__(self, *_: Any, **__: Any) -> Any:
        array = np.empty((), dtype=object)  # otherwise NumPy would ask for its length and its items
        array[()] = self._type_name
        return array

    def __setattr__(self, name: str, value: Any) -> None:
        self._caller.ask(["set", self, name, value])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and (self._caller.peer, self._number) == (
            other._caller.peer,
            other._number,
        )

    def __hash__(self) -> int:
        return hash(self._number)

    def __repr__(self) -> str:
        return f"<{self._type_name}>"

    def _named(self) -> str:
        return KINDS.get(self._type_name) or f"an object of class {self._type_name}"

    def _operate(self, name: str, *operands: Any, **keywords: Any) -> Any:
        target = self._type_name if name == "call" else name
        return self._caller.call("operate", target, [name], operands, keywords)

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
        return self._handle._caller.call("method", target, [self._handle, self._name], arguments, keywords)

    def __repr__(self) -> str:
        return f"{self._handle._type_name}.{self._name}"

    def _named(self) -> str:
        return f"the method {self._name}"


KINDS = {
    "function": "a function",
    "builtin_function_or_method": "a function",
    "method": "a method",
    "type": "a class",
}
"""Types whose objects have a name that everybody knows."""
METHOD = object()
"""Stands for the value of an attribute that turned out to be a method."""


def attribute(handle: Any, name: str) -> Any:
    """Return an attribute of an object as an argument for a call.

    Arguments cross as copies, but this one stays the very list or array that the object holds:
    `net.step(attribute(other, "W"), attribute(other, "b"))`.
    """
    return Method(handle, name)


def made_with(
    kind: Callable[..., Any], arguments: Sequence[Any], keywords: dict[str, Any], **attributes: Any
) -> Any:
    """Make an object of a class, and set some of its attributes: `made_with(f.MLP, [[2, 3, 1]], {}, W=W, b=b)`."""
    if isinstance(kind, Function):
        return kind._caller.made(kind._name, arguments, keywords, attributes)
    made = kind(*arguments, **keywords)
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


def read(*pairs: tuple[Any, str]) -> list[Any]:
    """Return attributes of objects, as one request: `read((net, "W"), (net, "b"))` is `[net.W, net.b]`."""
    if all(type(each) is Handle for each, _ in pairs):
        values: list[Any] = pairs[0][0]._caller.read_all(pairs)
        return values
    return [getattr(each, name) for each, name in pairs]


def summed(values: Sequence[Any]) -> Any:
    """Return Python's `sum` of values of which at least one is an object, computed where the objects are.

    Thousands of additions are a single request.
    """
    known = next(value for value in values if isinstance(value, Handle))
    return known._operate("sum", list(values))


def outgoing_to(functions: list[Callable[..., Any]]) -> Callable[[Any], list[Any] | None]:
    """Return a function that tags what isn't a plain value; it appends a check's functions to `functions`."""

    def tagged(value: Any) -> list[Any] | None:
        if type(value) is Handle:
            return ["h", value._number]
        if type(value) is Method:
            return ["m", value._handle._number, value._name]
        if type(value) is Function:
            return ["r", value._name]
        if not callable(value):
            return None
        functions.append(value)
        return ["c", len(functions) - 1, getattr(value, "__name__", "function")]

    return tagged
