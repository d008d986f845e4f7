"""Runs the calls of a check on one file of code.

The same in the child, for a submission, and in the parent, for the reference and the known mistakes, so that
nothing differs between them but the code. A request is one frame, `[verb, ...]`. An answer is a frame that says how
it went, `["ok", changed, warnings]` or what went wrong, and after it the frame of the value. This file imports
nothing of nnprep but the codec: in the child there is nothing else.
"""

from __future__ import annotations

import builtins
import operator
import warnings
from collections.abc import Callable
from functools import partial
from importlib.util import decode_source
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from nnprep.sandbox.child.introspection import LONGEST_MESSAGE, emptiness, facts, parameters, warning_text
from nnprep.sandbox.wire.decoder import decode
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.format import LENGTH, Refusal, Unreadable

MODULE = "submission"
"""What `__name__` is in the file; not `__main__`, so that its own demonstration does not run."""
MOST_HANDLES = 100_000
MOST_WARNINGS = 20
OPERATORS = {
    name: getattr(operator, name)
    for name in ("add", "sub", "mul", "truediv", "pow", "matmul", "neg", "abs", "getitem")
} | {"len": len, "iter": iter, "call": lambda obj, *args, **kwargs: obj(*args, **kwargs)}
CROSSING = (FunctionType, MethodType, partial)
"""What stays here and gets a number though its class is not one of the file's own."""
OWNERS = (MODULE, "numpy.random._generator", "numpy.random.mtrand")
"""Modules of the classes whose objects do so: by name, since importing `numpy.random` takes 10 ms."""

Ask = Callable[[bytes], bytes]
"""Sends a frame to the other side in the middle of a call and returns its answer."""


class Executor:
    """One file of code, the objects that it made, and the calls made of it."""

    def __init__(self, filename: str, passing: tuple[type[BaseException], ...] = ()) -> None:
        self.filename = filename
        """What tracebacks call the file."""
        self.passing = passing
        """Exceptions that are not the code's: they are not told, but raised."""
        self.module = ModuleType(MODULE)
        self.module.__dict__["__file__"] = filename
        self.objects: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
        """From `id` of an object to its number; the objects are kept, so an id is not used twice."""

    def load(self, source: bytes | str) -> dict[str, Any] | None:
        """Run the file; return what it raised, as plain JSON, or None."""
        try:
            if isinstance(source, bytes):
                source = decode_source(source)  # compile() alone lets a wrong byte in a comment pass
            code = compile(source, self.filename, "exec", dont_inherit=True)
            exec(code, self.module.__dict__)
        except SyntaxError as error:
            line = error.lineno if error.filename in (self.filename, None) else None
            return facts(error, self.filename) | {"message": str(error.msg)[:LONGEST_MESSAGE], "line": line}
        except self.passing:
            raise
        except BaseException as error:
            return facts(error, self.filename)
        return None

    def answer(self, body: bytes | bytearray, ask: Ask) -> bytes:
        """Do what a request says, and return the answer, whatever the code does."""
        try:
            request = decode(body, self.incoming(ask), layout=True)
            verb, *rest = request
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                result = getattr(self, verb)(*rest)
                if type(result) is Verdict:
                    return paired(list(result))
                value = encode(result, self.outgoing)
            changed = self.changed(body, request, ask) if verb in ("call", "method") else []
            return paired(["ok", changed, [warning_text(each) for each in seen[:MOST_WARNINGS]]], value)
        except Refusal as error:
            return paired(["refused", str(error)[:LONGEST_MESSAGE]])
        except self.passing:
            raise
        except BaseException as error:
            return paired(["raised", facts(error, self.filename)])

    def call(self, target: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a function or class of the file."""
        return self.result(self.named(target), arguments, keywords)

    def method(self, target: Any, name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a method of an object."""
        return self.result(self.attribute(target, name), arguments, keywords)

    def result(self, function: Any, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call what was found, unless it was not; a body of nothing is one that was not written yet."""
        if type(function) is Verdict:
            return function
        value = function(*arguments, **keywords)
        empty = emptiness(function, self.filename) if value is None else None
        return value if empty is None else Verdict(("raised", empty))

    def get(self, target: Any, name: str) -> Any:
        """Read an attribute of an object."""
        value = self.attribute(target, name)
        return Verdict(("method",)) if type(value) in (MethodType, BuiltinFunctionType) else value

    def set(self, target: Any, name: str, value: Any) -> None:
        """Set an attribute of an object as `net.W = W` does, so that a worked example and a check see the same."""
        setattr(target, name, value)

    def operate(self, name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Apply an operator, at least one side of which is an object."""
        return OPERATORS[name](*arguments, **keywords)

    def generator(self, seed: Any) -> Any:
        """Make a random generator that stays on this side and advances here."""
        return np.random.default_rng(seed)

    def signature(self, target: str) -> Any:
        """Return the parameter names of a function; none if there is no such function, or Python can't tell."""
        return parameters(self.named(target))

    def named(self, target: str) -> Any:
        """Return a function or class of the file, `MLP.from_file` too, or the verdict that it is missing."""
        value: Any = self.module
        for part in target.split("."):
            if not hasattr(value, part):
                defined = [
                    name
                    for name, each in list(vars(self.module).items())
                    if isinstance(each, FunctionType | type) and each.__module__ == MODULE
                ]
                return Verdict(("missing", target, [str(name)[:100] for name in defined[:50]]))
            value = getattr(value, part)
        return value

    def function(self, target: str) -> Any:
        """Return what a request passes by its name; raises NameError where the file does not define it."""
        value = self.named(target)
        if type(value) is Verdict:
            message = f"name {target!r} is not defined"
            raise NameError(message)
        return value

    def attribute(self, target: Any, name: str) -> Any:
        try:
            return getattr(target, name)
        except AttributeError as error:
            if error.name != name or error.obj is not target:
                raise
            empty = emptiness(type(target).__init__, self.filename)
            if empty is not None:
                return Verdict(("raised", empty))
            names = [str(each)[:100] for each in dir(target) if not str(each).startswith("_")]
            return Verdict(("missing", f"{type(target).__name__}.{name}", names[:50]))

    def outgoing(self, value: Any) -> list[Any] | None:
        """Give an object a number, where it is one of the file's own or a random generator."""
        if type(value) is FunctionType and "__nnprep_given__" in value.__dict__:
            return list(value.__dict__["__nnprep_given__"])
        own = value if isinstance(value, type) else type(value)
        if own.__module__ not in OWNERS and not isinstance(value, CROSSING):
            return None
        number = self.numbers.get(id(value))
        if number is None:
            number = len(self.objects) + 1
            if number > MOST_HANDLES:
                message = f"more than {MOST_HANDLES} objects"
                raise Refusal(message)
            self.objects[number] = value
            self.numbers[id(value)] = number
        return ["h", number, type(value).__name__[:100]]

    def incoming(self, ask: Ask) -> Callable[[str, list[Any]], Any]:
        def object_of(tag: str, rest: list[Any]) -> Any:
            if tag == "h":
                return self.objects[rest[0]]
            if tag == "m":
                return getattr(self.objects[rest[0]], rest[1])
            if tag == "r":
                return self.function(rest[0])
            if tag == "c":
                return self.given(rest[0], rest[1], ask)
            message = f"a value of the unknown kind {tag}"
            raise Unreadable(message)

        return object_of

    def given(self, number: int, name: str, ask: Ask) -> Callable[..., Any]:
        """Return a function that calls one of the other side's."""

        def function(*arguments: Any, **keywords: Any) -> Any:
            reply = ask(encode([number, list(arguments), keywords], self.outgoing))
            outcome, value = decode(reply, self.incoming(ask), layout=True)
            if outcome == "ok":
                return value
            kind = getattr(builtins, value[0], None)
            if (
                not isinstance(kind, type)
                or not issubclass(kind, Exception)
                or issubclass(kind, UnicodeError)
            ):
                kind = RuntimeError
            raise kind(value[1])

        function.__name__ = function.__qualname__ = name
        function.__dict__["__nnprep_given__"] = ("c", number, name)
        return function

    def changed(self, body: bytes | bytearray, request: list[Any], ask: Ask) -> list[str]:
        """Return the names of the parameters whose values are not what was sent."""
        try:
            if encode(request, self.as_sent, layout=True) == body:
                return []
        except Exception:  # an argument may now hold anything
            pass
        before = decode(body, self.incoming(ask), layout=True)
        names = parameters(
            self.named(request[1]) if request[0] == "call" else getattr(request[1], request[2])
        )
        found = [
            names[position] if position < len(names) else f"argument {position + 1}"
            for position, (old, new) in enumerate(zip(before[-2], request[-2], strict=True))
            if not self.same(old, new)
        ]
        return found + [name for name, old in before[-1].items() if not self.same(old, request[-1].get(name))]

    def as_sent(self, value: Any) -> list[Any] | None:
        """Tag an object as a request does."""
        tagged = self.outgoing(value)
        return tagged[:2] if tagged and tagged[0] == "h" else tagged

    def same(self, old: Any, new: Any) -> bool:
        if callable(old):
            return True
        try:
            return encode(old, self.outgoing) == encode(new, self.outgoing)
        except Exception:
            return False


class Verdict(tuple[Any, ...]):
    """An answer that is no value: a name is missing, an attribute is a method."""

    __slots__ = ()


def paired(outcome: list[Any], value: bytes = b"") -> bytes:
    """Return an answer: how it went, then the value, each a frame."""
    first = encode(outcome)
    return LENGTH.pack(len(first)) + first + value
