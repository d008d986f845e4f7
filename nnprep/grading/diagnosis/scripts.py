"""Writes a check down as its requests, if none of them depends on what the code answers: then it needn't run again.

A check that only draws inputs, calls functions and returns their results does the same for every mistake. So it is run
once, on the reference, with placeholders for all numbers in the answers. If nothing ever looks at a placeholder, its
requests and what it returns are known for any answers.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import blake2b
from opcode import opmap
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import numpy as np

import nnprep
from nnprep.checks.api import Check
from nnprep.checks.compare import Opaque, Tolerance
from nnprep.checks.trace import Observation, Trace, current, traced
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.direct import PLAIN, DirectFunctions, silence
from nnprep.sandbox.failures import Misbehaved
from nnprep.sandbox.functions import Call
from nnprep.sandbox.handles import METHOD, Function, Handle, Method
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.wire.format import IteratorItems

VERBS = {
    "call",
    "each",
    "generator",
    "get",
    "keywords",
    "made",
    "method",
    "often",
    "operate",
    "set",
    "several",
}
"""Requests whose answers are looked at by nobody but the check."""
CALLS = {"call", "each", "made", "method", "operate", "several"}
"""Those that take time."""
SEQUENCES = (list, tuple, IteratorItems)
RECORDS = (Call, Observation, Opaque)
"""Named tuples that may hold answers."""
REVEALING = {"callable", "calls", "id", "journal", "methods", "peer", "type"}
"""Names of what tells something of a placeholder without asking it, or of requests before those of the check."""
INSTRUCTIONS = frozenset(
    number
    for name, number in opmap.items()
    if name == "IS_OP" or name.startswith("MATCH_") or name.endswith("NONE") or "EXC_MATCH" in name
)
"""Instructions that do so: `is`, `match`, and handling an error that a placeholder leads to."""
CHANGING = frozenset(number for name, number in opmap.items() if name.startswith(("STORE_", "DELETE_"))) - {
    opmap["STORE_FAST"]
}
"""Instructions with which a function changes something else than its own names."""
CHANGERS = frozenset(dir(np.ndarray)) - {
    "argmax",
    "argmin",
    "astype",
    "copy",
    "max",
    "mean",
    "min",
    "shape",
    "size",
    "sum",
}
"""Names of methods with which it could change an array that it holds."""
NNPREP, NUMPY = (str(Path(str(each.__file__)).parent) for each in (nnprep, np))
EXEMPT = (
    NUMPY,
    *(
        str(Path(NNPREP, each))
        for each in ("named_tuple.py", "sandbox", "grading", "checks/observations.py", "checks/trace.py")
    ),
)
"""Where code stands that hands placeholders on, or asks them."""


COMPARING = (Handle.__eq__.__code__, Handle.__hash__.__code__)
"""Tells objects apart, which may be the same one in other code."""


class Touched(BaseException):
    """Something looked at a placeholder: what comes next may depend on the answer."""


class Placeholder:
    """Stands for a number or an array in an answer; everything that asks it for anything raises Touched."""

    __slots__ = ("_recorder",)

    def __init__(self, recorder: Recorder) -> None:
        object.__setattr__(self, "_recorder", recorder)


def asked(placeholder: Any, *_: Any, **__: Any) -> Any:
    """Remember that a placeholder was asked, even if the exception goes unnoticed."""
    object.__getattribute__(placeholder, "_recorder").touched = True
    raise Touched


KINDS = (int, float, complex, bytes, str, list, dict, set)
"""Types that have most of the special methods between them."""
OTHERS = "array array_function array_ufunc call complex enter exit length_hint matmul next rmatmul"
KEPT = {"class", "doc", "init", "init_subclass", "new", "subclasshook"}
SPECIAL = {name.strip("_") for kind in KINDS for name in dir(kind) if name.startswith("__")}
for special in SPECIAL.union(OTHERS.split()) - KEPT:
    setattr(Placeholder, f"__{special}__", asked)


class Slot(NamedTuple):
    """The place of an answer's number, array or object in a request, or in what a check returns."""

    number: int


class Rebuilt(NamedTuple):
    """A list, tuple, dict or record with slots in it."""

    make: Callable[[list[Any]], Any]
    items: Sequence[Any]


class Object(NamedTuple):
    """Stands in the form of an answer for an object of this type."""

    type_name: str


LEAF = object()
"""Stands in the form of an answer for what a placeholder stands for."""


class Extent(NamedTuple):
    """How far a check has come."""

    calls: int
    observations: int
    sizes: dict[str, int]


class Request(NamedTuple):
    """A request, the form of its answer, and how far the check had come."""

    template: Any
    form: Any
    before: Extent


class Script(NamedTuple):
    """The requests of a check as far as they are the same for any answers, and what it returns if that's all of it."""

    check: Check
    seed: int
    requests: Sequence[Request]
    calls: Sequence[Any]
    observations: Sequence[Any]
    value: Any
    end: Extent | None
    """None: the check looks at the answers in the end."""
    catching: bool
    """Whether the check may catch what is raised."""

    def run(self, f: DirectFunctions, known: dict[tuple[str, bytes], Trace]) -> Trace:
        """Return what the check sees of `f`; it runs itself only if it looks at the answers, and they are new.

        `known` are the traces of checks by the answers, and are added to.
        """
        start = len(f.journal)
        slots: list[Any] = []
        answers: list[Any] = []
        for template, form, before in self.requests:
            request = filled(template, slots)
            if form is METHOD and (request[1]._type_name, request[2]) in f.methods:
                continue  # the check wouldn't ask for it again
            try:
                answer = f.answered(request)[0]
            except Misbehaved as error:
                if not self.catching:
                    return self.trace(f, start, slots, before, error)
                answers.append(error)
                return self.resumed(f, start, answers)
            if answer is METHOD is form:
                f.methods.add((request[1]._type_name, request[2]))
                continue
            answers.append(answer)
            if not fits(answer, form, slots):
                return self.resumed(f, start, answers)
        key = self.check.name, digest(slots)
        if key in known:
            f.calls += known[key].calls
            return known[key]
        asked = f.carried_out
        trace = self.trace(f, start, slots, self.end) if self.end else self.resumed(f, start, answers)
        if key[1] and f.carried_out == asked:
            known[key] = trace
        return trace

    def resumed(self, f: DirectFunctions, start: int, answers: Sequence[Any]) -> Trace:
        """Run the check itself, with these answers to its first requests."""
        del f.journal[start:]
        f.prepared = [*reversed(answers)]
        try:
            return self.check.trace(f, self.seed)
        finally:
            f.prepared = []

    def trace(
        self,
        f: DirectFunctions,
        start: int,
        slots: Sequence[Any],
        end: Extent,
        error: Misbehaved | None = None,
    ) -> Trace:
        """Return what the check sees if it comes this far; `start` is where its requests begin in the journal."""
        trace = Trace()
        trace.error, trace.sizes = error, dict(end.sizes)
        trace.value = None if error else filled(self.value, slots)
        trace.observations = [filled(each, slots) for each in self.observations[: end.observations]]
        trace.calls = [filled(each, slots) for each in self.calls[: end.calls]]
        trace.steps = f.journal[start:]
        f.calls += trace.calls
        return trace


def script_of(check: Check, reference: LocalPeer, seed: int) -> Script | None:
    """Write down what a check does before it looks at an answer; None if that's nothing, or can't be told."""
    recorder = Recorder(reference)
    seen: Trace | None = None
    rng = check.generator(seed)
    with silence(), uncollected(), suppress(Touched):
        before = sys.getprofile()
        sys.setprofile(recorder.watch)
        try:
            seen = traced(check.run, recorder, rng)
        finally:
            sys.setprofile(before)
    if CALLS.isdisjoint(recorder.verbs):
        return None
    end = recorder.extent(seen) if seen and seen.finished and not recorder.touched else None
    try:
        parts = (recorder.calls, recorder.seen.observations, [seen.value] if seen and end else [None])
        calls, observations, (value,) = ([recorder.template(each) for each in part] for part in parts)
    except Touched:
        return None
    catching = any(map(may_catch, recorder.executed))
    return Script(check, seed, recorder.requests, calls, observations, value, end, catching)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep garbage for a moment: when it goes is chance, what runs then isn't the check's, and an alarm would be lost.

    Outside of what ends a loop: what it has made is gone then, and needn't be looked through.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@lru_cache(maxsize=1024)
def may_look(code: CodeType) -> bool:
    """Return whether code may look at a placeholder without asking it."""
    if code.co_filename.startswith(EXEMPT):
        return code in COMPARING
    return not REVEALING.isdisjoint(code.co_names) or not INSTRUCTIONS.isdisjoint(code.co_code[::2])


def may_catch(code: CodeType) -> bool:
    """Return whether code may catch an exception."""
    return not code.co_filename.startswith(EXEMPT) and getattr(code, "co_exceptiontable", b"unknown") != b""


class Recorder(DirectFunctions):
    """The reference, with placeholders for all numbers and arrays in its answers."""

    def __init__(self, reference: LocalPeer) -> None:
        super().__init__(reference, silent=True)
        self.requests: list[Request] = []
        self.verbs: set[str] = set()
        """What was asked for."""
        self.touched = False
        """Whether something may depend on an answer by now."""
        self.executed: set[CodeType] = set()
        """The code of the check."""
        self.looking = 0
        """How many functions of it are running that may look at placeholders."""
        self.running = False
        """Whether the reference runs, not the check."""
        self.seen = Trace()
        """The trace of the check."""
        self._slots: list[Any] = []
        """What the placeholders and objects stand for."""
        self._known: dict[int, tuple[Any, Slot]] = {}
        """Placeholders and objects by their `id`, which is no other's while they are kept."""

    def watch(self, frame: FrameType, event: str, argument: object) -> None:
        """See what code the check runs."""
        if self.running or event not in ("call", "return"):
            return
        code = frame.f_code
        self.executed.add(code)
        if may_look(code):
            self.looking += 1 if event == "call" else -1
            self.touched |= bool(self.requests)

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Carry out a request, and answer with placeholders."""
        if self.touched or request[0] not in VERBS:
            raise Touched
        template = self.template(request)
        self.running = True
        try:
            answer = super().answered(filled(template, self._slots))[0]
        except Misbehaved:
            raise Touched from None
        finally:
            self.running = False
        form, given = self.replaced(answer)
        self.seen = current()
        self.requests.append(Request(template, form, self.extent(self.seen)))
        self.touched |= self.looking > 0
        self.verbs.add(request[0])
        return given, (), (), 0.0

    def extent(self, trace: Trace) -> Extent:
        """Return how far a check has come."""
        return Extent(len(self.calls), len(trace.observations), dict(trace.sizes))

    def replaced(self, answer: Any) -> tuple[Any, Any]:
        """Return the form of an answer, and the answer with placeholders."""
        kind = type(answer)
        if kind is np.ndarray or kind in (int, float, complex) or isinstance(answer, np.generic):
            placeholder = Placeholder(self)
            self._known[id(placeholder)] = (placeholder, Slot(len(self._slots)))
            self._slots.append(answer)
            return LEAF, placeholder
        if kind is Handle:
            self._known[id(answer)] = (answer, Slot(len(self._slots)))
            self._slots.append(answer)
            return Object(answer._type_name), answer
        if kind in SEQUENCES:
            both = [self.replaced(item) for item in answer]
            return kind(form for form, _ in both), kind(given for _, given in both)
        if kind is dict:
            pairs = {key: self.replaced(item) for key, item in answer.items()}
            return {key: form for key, (form, _) in pairs.items()}, {
                key: given for key, (_, given) in pairs.items()
            }
        if answer is None or answer is METHOD or kind is bool or kind is str:
            return answer, answer
        raise Touched

    def template(self, value: Any) -> Any:
        """Return a value with slots for placeholders, and with copies of all arrays; raises Touched for odd ones."""
        kind = type(value)
        if kind is Placeholder or kind is Handle:
            return self._known[id(value)][1]
        if kind is np.ndarray and not value.dtype.hasobject:
            return self.inward(value)
        if kind in PLAIN or kind in (Function, Tolerance) or isinstance(value, np.generic) or is_pure(value):
            return value
        if kind is Method:
            name = value._name
            return Rebuilt(lambda items: Method(items[0], name), [self.template(value._handle)])
        if kind is dict:
            keys = list(value)
            return self.rebuilt(lambda items: dict(zip(keys, items, strict=True)), list(value.values()))
        if kind in SEQUENCES:
            return self.rebuilt(kind, value)
        if kind in RECORDS:
            return self.rebuilt(kind._make, value)
        raise Touched

    def rebuilt(self, make: Callable[[list[Any]], Any], values: Sequence[Any]) -> Any:
        items = [self.template(each) for each in values]
        if any(type(item) in (Slot, Rebuilt) for item in items):
            return Rebuilt(make, items)
        return make(items)


def is_pure(function: Any) -> bool:
    """Return whether a check's function returns the same for the same arguments: it has and changes no state."""
    if type(function) is not FunctionType or not CHANGING.isdisjoint(function.__code__.co_code[::2]):
        return False
    if not CHANGERS.isdisjoint(function.__code__.co_names):
        return False
    held = (cell.cell_contents for cell in function.__closure__ or ())
    return all(type(each) in PLAIN or type(each) is np.ndarray or is_pure(each) for each in held)


def filled(template: Any, slots: Sequence[Any]) -> Any:
    """Return a value with the answers in its slots."""
    kind = type(template)
    if kind is Slot:
        return slots[template.number]
    if kind is Rebuilt:
        return template.make([filled(item, slots) for item in template.items])
    return template


def fits(answer: Any, form: Any, slots: list[Any]) -> bool:
    """Return whether an answer has a form; what it has in the places of placeholders is added to `slots`."""
    kind = type(form)
    if form is LEAF:
        slots.append(answer)
        return answer is not METHOD
    if kind is Object:
        slots.append(answer)
        return type(answer) is Handle and answer._type_name == form.type_name
    if type(answer) is not kind:
        return False
    if kind in SEQUENCES:
        return len(answer) == len(form) and all(
            fits(one, other, slots) for one, other in zip(answer, form, strict=True)
        )
    if kind is dict:
        return list(map(repr, answer)) == list(map(repr, form)) and all(
            fits(answer[key], each, slots) for key, each in form.items()
        )
    return bool(answer == form)


def digest(values: Sequence[Any]) -> bytes:
    """Return what is equal only for equal values, bit by bit; empty if some value may not be told from others."""
    hashed, objects = blake2b(digest_size=16), dict[int, int]()
    return hashed.digest() if all(add(value, hashed.update, objects) for value in values) else b""


def add(value: Any, update: Callable[[bytes], None], objects: dict[int, int]) -> bool:
    """Hash a value; return whether that tells it from others. `objects` are numbered as they come."""
    kind = type(value)
    if kind is np.ndarray or isinstance(value, np.generic):
        if value.dtype.kind not in "biufc":
            return False
        update(f"{value.dtype.str}{value.shape}{kind is np.ndarray}".encode())
        update(value.tobytes())
        return True
    if kind in PLAIN:
        update(f"{kind.__name__} {value!r};".encode("utf-8", "surrogatepass"))
        return True
    if kind is Handle:
        number = objects.setdefault(value._number, len(objects))
        update(f"object {number} {value._type_name};".encode("utf-8", "surrogatepass"))
        return True
    if kind in SEQUENCES:
        update(f"{kind.__name__} of {len(value)}:".encode())
        return all(add(item, update, objects) for item in value)
    return False
