"""Runs the calls of a check on one file of code.

It is the same in the child, for a submission, and in the parent, for the reference and the known mistakes, so that only
the code differs between them. A request is one frame, `[verb, ...]`. An answer is a frame with the outcome,
`["ok", changed, warnings]` or what went wrong, followed by the frame of the value.
"""

from __future__ import annotations

import builtins
import operator
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import decode_source
from time import monotonic
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from nnprep.sandbox.child.earlier_values import EarlierValues
from nnprep.sandbox.child.introspection import (
    LONGEST_MESSAGE,
    emptiness,
    facts,
    named_parameters,
    parameters,
    unusual_arrays,
    warning_text,
)
from nnprep.sandbox.child.line_counter import LineCounter
from nnprep.sandbox.wire.decoder import Watch, decode
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.format import LENGTH, RESHAPED, Refusal, Unreadable

MODULE = "submission"
"""The `__name__` of the file; not `__main__`, so that its demonstration doesn't run."""
MOST_HANDLES = 100_000
MOST_WARNINGS = 20
LARGE, LATE, SOON = 1024 * 1024, 0.5, 0.05
"""Bytes and seconds after which several requests are no longer answered together, and seconds for foreseen ones."""
OPERATORS = {
    name: getattr(operator, name)
    for name in ("add", "sub", "mul", "truediv", "pow", "matmul", "neg", "abs", "getitem")
} | {"len": len, "iter": iter, "sum": sum, "call": lambda obj, *args, **kwargs: obj(*args, **kwargs)}
CALLS = frozenset({"call", "method", "several", "each", "often"})
"""Requests that call a function or method."""
Ask = Callable[[bytes], bytes]
"""Sends a frame to the other side in the middle of a call and returns its answer."""


def decoded(source: bytes) -> str:
    """Return the text of a file. Raises SyntaxError with the line of a byte that its encoding doesn't have."""
    try:
        try:
            return decode_source(source)  # compile() alone accepts an invalid byte in a comment
        except SyntaxError:  # an unknown encoding, or an invalid byte in one of the lines that could name one
            source.decode()
            raise
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        message = f"the byte 0x{byte:02x} is not valid {error.encoding}: save the file as UTF-8"
        raise SyntaxError(message, (None, line, None, None)) from None


class Executor:
    """One file of code, the objects that it creates, and the calls of its functions."""

    def __init__(self, filename: str, passing: tuple[type[BaseException], ...] = ()) -> None:
        self.filename = filename
        """What tracebacks call the file."""
        self.passing = passing
        """Exceptions that aren't the code's own: they are raised, not reported."""
        self.module = ModuleType(MODULE)
        self.module.__dict__["__file__"] = filename
        self.objects: dict[int, Any] = {}
        self.counter = LineCounter(filename)
        self.numbers: dict[int, int] = {}
        """From the `id` of an object to its number; the objects stay alive, so no id is reused."""
        self.earlier = EarlierValues()

    def load(self, source: bytes | str | CodeType) -> dict[str, Any] | None:
        """Run the file, or what it was compiled to; return what it raised, as plain JSON, or None."""
        try:
            if isinstance(source, bytes):
                source = decoded(source)
            if not isinstance(source, CodeType):
                source = compile(source, self.filename, "exec", dont_inherit=True)
            exec(source, self.module.__dict__)
        except SyntaxError as error:
            line = error.lineno if error.filename in (self.filename, None) else None
            return facts(error, self.filename) | {"message": str(error.msg)[:LONGEST_MESSAGE], "line": line}
        except self.passing:
            raise
        except BaseException as error:
            return facts(error, self.filename)
        return None

    def answer(self, body: bytes | bytearray, ask: Ask) -> bytes:
        """Carry out a request and return the answer, whatever the code does."""
        try:
            self.earlier.settle()
            watch = Watch()
            request = decode(body, self.incoming(ask), layout=True, watch=watch)
            verb, *rest = request
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                result = getattr(self, verb)(*rest)
                if type(result) is NoValue:
                    return paired(list(result))
                value = encode(result, self.outgoing)
            remarks = [warning_text(each) for each in caught[:MOST_WARNINGS]]
            changed: list[str] = []
            if verb in ("call", "method"):
                if not watch.untouched(body):
                    pairs = self.unlike(body, request, ask)
                    changed = [name for name, _, _ in pairs]
                    remarks += [text for pair in pairs if (text := reshaped(*pair))]
                remarks += unusual_arrays(result)
            remarks += self.earlier_changes(verb, rest, result)
            return paired(["ok", changed, remarks], value) if changed or remarks else QUIET + value
        except Refusal as error:
            return paired(["refused", str(error)[:LONGEST_MESSAGE]])
        except self.passing:
            raise
        except BaseException as error:
            return paired(["raised", facts(error, self.filename)])

    def answers(self, bodies: Iterable[bytes], ask: Ask) -> Iterator[bytes]:
        """Carry out requests one after the other, until one has no value, or the answers are large or late."""
        late, size = monotonic() + LATE, 0
        for body in bodies:
            answer = self.answer(body, ask)
            yield answer
            size += len(answer)
            if size > LARGE or monotonic() > late or not has_value(answer):
                return

    def foreseen(self, pairs: Sequence[bytes], ask: Ask) -> Iterator[bytes]:
        """Carry out requests, each with its predicted answer, until one has another answer, or they are large or late.

        Where none is predicted, any value is right.
        """
        late, size = monotonic() + SOON, 0
        for predicted, body in zip(pairs[::2], pairs[1::2], strict=True):
            answer = self.answer(body, ask)
            yield answer
            size += len(answer)
            if size > LARGE or monotonic() > late or not is_foreseen(answer, predicted):
                return

    def forget(self) -> bytes:
        """Drop the objects that have a number; the next one is the first again."""
        self.objects.clear()
        self.numbers.clear()
        self.earlier.forget()
        return QUIET

    def call(self, target: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a function or class of the file."""
        return self.result(self.named(target), arguments, keywords)

    def often(self, times: int, verb: str, *rest: Any) -> Any:
        """Make an equal call many times, and return nothing."""
        *target, arguments, keywords = rest
        for _ in range(times):
            result = getattr(self, verb)(*target, copied(arguments), copied(keywords))
            if type(result) is NoValue:
                return result
        return None

    def several(self, times: int, target: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Make an equal call many times, and return all results."""
        results = []
        for _ in range(times):
            result = self.call(target, copied(arguments), copied(keywords))
            if type(result) is NoValue:
                return result
            results.append(copied(result))  # the next call may write into the same array
        return results

    def method(self, target: Any, name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a method of an object."""
        return self.result(self.attribute(target, name), arguments, keywords)

    def result(self, function: Any, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a function, or pass on that it is missing; one whose body does nothing is not attempted yet."""
        if type(function) is NoValue:
            return function
        value = function(*arguments, **keywords)
        empty = emptiness(function, self.filename) if value is None else None
        return value if empty is None else NoValue(("raised", empty))

    def each(self, target: Any, name: str, rows: list[list[Any]]) -> Any:
        """Call a method of an object with each of these arguments in turn, and return all results."""
        results = []
        for row in rows:
            result = self.method(target, name, row, {})
            if type(result) is NoValue:
                return result
            results.append(copied(result))  # as in `several`
        return results

    def get(self, target: Any, name: str) -> Any:
        """Read an attribute of an object."""
        value = self.attribute(target, name)
        return NoValue(("method",)) if type(value) in (MethodType, BuiltinFunctionType) else value

    def read(self, pairs: list[list[Any]]) -> Any:
        """Read attributes of objects."""
        values = [self.get(*pair) for pair in pairs]
        return next((value for value in values if type(value) is NoValue), values)

    def set(self, target: Any, name: str, value: Any) -> None:
        """Set an attribute of an object, as `net.W = W` does."""
        setattr(target, name, value)

    def made(
        self, target: str, arguments: list[Any], keywords: dict[str, Any], attributes: dict[str, Any]
    ) -> Any:
        """Call a class of the file, and set attributes of the object."""
        value = self.call(target, arguments, keywords)
        if type(value).__module__ == MODULE:  # the other side sees an object
            for name, each in attributes.items():
                setattr(value, name, each)
        return value

    def operate(self, name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Apply an operator to operands of which at least one is an object."""
        return OPERATORS[name](*arguments, **keywords)

    def generator(self, seed: Any) -> Any:
        """Make a random generator that stays here and advances here."""
        return np.random.default_rng(seed)

    def count_lines(self, counting: bool) -> int:
        """Begin to count the lines of the file that are run, or stop and return their number."""
        if counting:
            self.counter.start()
            return 0
        return self.counter.stop()

    def signature(self, target: str) -> Any:
        """Return the parameter names of a function; none if there is no such function, or Python can't tell."""
        return parameters(self.named(target))

    def keywords(self, target: str) -> Any:
        """Return the names by which arguments of a function can be passed; none if there is no such function."""
        return named_parameters(self.named(target))

    def named(self, target: str) -> Any:
        """Return a function or class of the file, such as `MLP.from_file`, or the outcome that it is missing."""
        value: Any = self.module
        for part in target.split("."):
            if not hasattr(value, part):
                defined = [
                    name
                    for name, each in list(vars(self.module).items())
                    if isinstance(each, FunctionType | type) and each.__module__ == MODULE
                ]
                return NoValue(("missing", target, [str(name)[:100] for name in defined[:50]]))
            value = getattr(value, part)
        return value

    def function(self, target: str) -> Any:
        """Return a function that a request names as an argument. Raises NameError if the file doesn't define it."""
        value = self.named(target)
        if type(value) is NoValue:
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
                return NoValue(("raised", empty))
            names = [str(each)[:100] for each in dir(target) if not str(each).startswith("_")]
            return NoValue(("missing", f"{type(target).__name__}.{name}", names[:50]))

    def outgoing(self, value: Any) -> list[Any] | None:
        """Give an object a number: it stays here, and the other side may hand it back, as with a cache of any kind."""
        if type(value) is FunctionType and "__nnprep_callback__" in value.__dict__:
            return list(value.__dict__["__nnprep_callback__"])
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
                self.earlier.forget()  # what is held may change as an argument
                return getattr(self.objects[rest[0]], rest[1])
            if tag == "r":
                return self.function(rest[0])
            if tag == "c":
                return self.callback(rest[0], rest[1], ask)
            message = f"a value of unknown kind {tag}"
            raise Unreadable(message)

        return object_of

    def callback(self, number: int, name: str, ask: Ask) -> Callable[..., Any]:
        """Return a function that calls one on the other side."""

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
        function.__dict__["__nnprep_callback__"] = ("c", number, name)
        return function

    def changed(self, body: bytes | bytearray, request: list[Any], ask: Ask) -> list[str]:
        """Return the names of the parameters whose values are no longer what was sent."""
        return [name for name, _, _ in self.unlike(body, request, ask)]

    def unlike(self, body: bytes | bytearray, request: list[Any], ask: Ask) -> list[tuple[str, Any, Any]]:
        """Return the parameters whose values are no longer what was sent: name, value sent, value now."""
        try:
            if encode(request, self.as_sent, layout=True) == body:
                return []
        except Exception:  # an argument may hold anything by now
            pass
        before = decode(body, self.incoming(ask), layout=True)
        names = parameters(
            self.named(request[1]) if request[0] == "call" else getattr(request[1], request[2])
        )
        by_position = [
            (names[position] if position < len(names) else f"argument {position + 1}", old, new)
            for position, (old, new) in enumerate(zip(before[-2], request[-2], strict=True))
        ]
        by_name = [(name, old, request[-1].get(name)) for name, old in before[-1].items()]
        return [each for each in (*by_position, *by_name) if not self.same(*each[1:])]

    def earlier_changes(self, verb: str, rest: list[Any], result: Any) -> list[str]:
        """Return what a request changed that was returned or assigned before, and remember its own values."""
        remarks = self.earlier.changes()
        if verb not in CALLS:
            remarks = []  # what runs when an attribute is read or set isn't a call
        if verb == "call":
            self.earlier.returned(rest[0], result)
        elif verb == "method":
            self.earlier.returned(f"{type(rest[0]).__name__}.{rest[1]}", result)
        elif verb == "made":
            remarks = self.earlier.assigned(result, rest[-1])
        return remarks

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


def reshaped(name: str, old: Any, new: Any) -> str:
    """Return what to remark about an argument if nothing but its shape has changed; empty otherwise."""
    arrays = type(old) is np.ndarray and type(new) is np.ndarray
    if not arrays or old.dtype != new.dtype or old.tobytes() != new.tobytes() or old.shape == new.shape:
        return ""
    return f"{RESHAPED}{name}: {old.shape} -> {new.shape}"


def copied(value: Any) -> Any:
    """Return plain values with arrays, lists and dicts of their own."""
    if isinstance(value, np.ndarray):
        return value.copy("K")
    if isinstance(value, list | tuple):
        items = [copied(item) for item in value]
        return items if isinstance(value, list) else tuple(items)
    return {key: copied(item) for key, item in value.items()} if isinstance(value, dict) else value


class NoValue(tuple[Any, ...]):
    """An answer without a value: a name is missing, an attribute is a method."""

    __slots__ = ()


def paired(outcome: list[Any], value: bytes = b"") -> bytes:
    """Return an answer: the frame of the outcome, then that of the value."""
    first = encode(outcome)
    return LENGTH.pack(len(first)) + first + value


def has_value(answer: bytes) -> bool:
    """Return whether an answer is one that checks go on with."""
    return answer.startswith(GOING_ON, 2 * LENGTH.size)


def is_foreseen(answer: bytes, predicted: bytes) -> bool:
    """Return whether an answer is the predicted one, or any that has a value if none was predicted."""
    return answer == predicted if predicted else has_value(answer)


GOING_ON = b'["l","ok"', b'["l","method"'
"""How the outcome begins if a call had one that checks go on with."""
QUIET = paired(["ok", [], []])
"""What most answers begin with: nothing changed, nothing to remark."""
