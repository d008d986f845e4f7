"""Files that are right only for what could be foreseen: the checks of every exercise must refuse each of them.

A saboteur is a reference whose functions give wrong answers unless a condition holds that someone could have read in
the checks: known shapes, C order, the first hundred calls.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from nnprep.checks.trace import Trace
from nnprep.content.exercises import Severity
from nnprep.grading.signatures import functions_of
from nnprep.lint.bench import Bench
from nnprep.lint.mutants import wrapped
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Call

FORESEEN = (901, 902)
"""Seeds with which the shapes are the same are foreseen."""


class Saboteur(NamedTuple):
    """One kind of wrong file."""

    right: str
    """What it is right for."""
    code: str
    """Its `_mutant`, which may use `_KNOWN`, the forms of calls that are foreseen."""
    applies: Callable[[Sequence[Call], str], bool]
    """Whether an exercise can tell it from a right file: takes all calls of the reference, and the stub."""
    severity: Severity = Severity.CORE
    """The lowest severity of a check that may refuse it."""
    cure: str = "add `drawn_cases` for each part"
    """What to do if none does."""


def undetected(bench: Bench, stub: str) -> list[Saboteur]:
    """Return the saboteurs of an exercise that no check refuses."""
    foreseen = [bench.traces(bench.reference, seed) for seed in FORESEEN]
    calls = [call for trace in foreseen[0].values() for call in trace.calls]
    known = set.intersection(*(set(forms(traces.values())) for traces in foreseen))
    missed = []
    for saboteur in SABOTEURS:
        if not saboteur.applies(calls, stub):
            continue
        code = f"{HELPERS}\n_KNOWN = {known!r}\n\n{saboteur.code}"
        source = wrapped(bench.reference, code)
        if bench.caught_at(bench.load(source), bench.seeds[0], bench.checks, saboteur.severity) is None:
            missed.append(saboteur)
    return [*missed, *forgetful(bench)]


def forgetful(bench: Bench) -> Iterator[Saboteur]:
    """Yield the saboteurs that no core check refuses, of which each keeps the results of one function by shapes."""
    defined = dict(functions_of(ast.parse(bench.reference).body))
    expected = bench.expected[bench.seeds[0]]
    core = [check for check in bench.checks if check.severity is Severity.CORE]
    calls = [call for check in core for call in expected[check.name].calls]
    for target in dict.fromkeys(call.target for call in calls if arrays_in(call)):
        if target in defined:
            source = wrapped(bench.reference, f"{HELPERS}\n_TARGET = {target!r}\n\n{BY_SHAPES.code}")
            if bench.caught_at(bench.load(source), bench.seeds[0], core, Severity.CORE) is None:
                yield BY_SHAPES._replace(right=BY_SHAPES.right.format(target=target))


def forms(traces: Iterable[Trace]) -> Iterator[str]:
    """Yield the form of every call, as a saboteur sees it."""
    namespace: dict[str, Any] = {"_np": np}
    exec(HELPERS, namespace)
    for trace in traces:
        for call in trace.calls:
            yield namespace["_form"](call.target, [*call.arguments, *call.keywords.values()])


def arrays_in(call: Call) -> list[np.ndarray[Any, Any]]:
    """Return the arrays among the arguments of a call."""
    return [value for value in [*call.arguments, *call.keywords.values()] if isinstance(value, np.ndarray)]


def takes_matrices(calls: Sequence[Call], _: str) -> bool:
    return any(array.ndim > 1 for call in calls for array in arrays_in(call))


def takes_several(calls: Sequence[Call], _: str) -> bool:
    return any(len(arrays_in(call)) > 1 for call in calls)


def takes_integers(calls: Sequence[Call], _: str) -> bool:
    return any(array.dtype.kind in "iu" for call in calls for array in arrays_in(call))


def promises_float32(_: Sequence[Call], stub: str) -> bool:
    return "float32" in stub


def has_functions(calls: Sequence[Call], stub: str) -> bool:
    return any(f"\ndef {call.target}(" in stub for call in calls)


def answers(calls: Sequence[Call], _: str) -> bool:
    """Return whether any call has an answer that can be made wrong: objects alone, as of operators, can't."""
    return any(holds_values(call.result) for call in calls)


def holds_values(result: Any) -> bool:
    """Return whether there is a number, a text or an array in a result."""
    if isinstance(result, dict):
        result = list(result.values())
    if isinstance(result, list | tuple):
        return any(map(holds_values, result))
    return isinstance(result, int | float | str | np.ndarray | np.generic)


HELPERS = '''\
def _wrong(value):
    """A wrong answer of the right form."""
    return _changed(value, lambda number: number + 0.5, lambda text: text + "x")


def _shapes(value):
    if isinstance(value, _np.ndarray):
        return [value.shape]
    return [shape for item in value for shape in _shapes(item)] if isinstance(value, (list, tuple)) else []


def _form(name, args):
    """The name of a function and the shapes that it gets; without arrays, its arguments."""
    plain = [value for value in args if isinstance(value, (bool, int, float, str, list, tuple))]
    return name + repr(sorted(_shapes(args)) or plain)
'''
SABOTEURS = (
    Saboteur(
        "right only for the shapes in the checks",
        """\
def _mutant(call, args):
    known = _form(_this["name"], args) in _KNOWN
    return call() if known else _wrong(call())
""",
        answers,
    ),
    Saboteur(
        "right only for small arrays",
        """\
def _mutant(call, args):
    large = any(length > 16 for shape in _shapes(args) for length in shape)
    return _wrong(call()) if large else call()
""",
        takes_matrices,
    ),
    Saboteur(
        "right only for arrays in C order",
        """\
def _mutant(call, args):
    ordered = all(array.flags.c_contiguous for array in _arrays(args))
    return call() if ordered else _wrong(call())
""",
        takes_matrices,
    ),
    Saboteur(
        "right until its other arguments change while the first stays",
        """\
def _mutant(call, args):
    first = next(iter(_arrays(args)), None)
    if first is None:
        return call()
    key = (_this["name"], _this["owner"] if "." in _this["name"] else 0, first.tobytes())
    if key not in _seen:
        _seen[key] = call()
    return _seen[key]
""",
        takes_several,
        cure="name `labels` or what is `changing` in `drawn_cases`",
    ),
    Saboteur(
        "right only for integers of 64 bits",
        """\
def _mutant(call, args):
    narrow = any(array.dtype.kind in "iu" and array.dtype != _np.int64 for array in _arrays(args))
    return _wrong(call()) if narrow else call()
""",
        takes_integers,
        Severity.ROBUST,
        "name `labels` in `drawn_cases` (those of -1 and 1 come in signed types), or check integers of other types",
    ),
    Saboteur(
        "right only for float64",
        """\
def _mutant(call, args):
    short = any(array.dtype.kind == "f" and array.dtype != _np.float64 for array in _arrays(args))
    return _wrong(call()) if short else call()
""",
        promises_float32,
        Severity.STYLE,
        "add `float32_values` or `keeps_float32`, since the stub promises float32",
    ),
    Saboteur(
        "right only if called by position",
        """\
def _mutant(call, args):
    if _this["keywords"] and "." not in _this["name"]:
        raise TypeError(_this["name"] + "() takes no keyword arguments")
    return call()
""",
        has_functions,
        cure="name a function as the target of `drawn_cases`",
    ),
    Saboteur(
        "right only for the first hundred calls",
        """\
def _mutant(call, args):
    if not _seen.get("inside"):
        _seen["calls"] = _seen.get("calls", 0) + 1
    inside, _seen["inside"] = _seen.get("inside"), True
    try:
        result = call()
    finally:
        _seen["inside"] = inside
    return _wrong(result) if _seen["calls"] > 100 and not inside else result
""",
        answers,
    ),
)
"""What lint tries on every exercise."""
BY_SHAPES = Saboteur(
    "right until {target} gets other numbers in arrays of the same shapes",
    """\
def _mutant(call, args):
    if _this["name"] != _TARGET:
        return call()
    plain = [value for value in args if isinstance(value, (bool, int, float, str))]
    key = (_this["owner"] if "." in _TARGET else 0, repr(_shapes(args)), repr(plain))
    if key not in _seen:
        _seen[key] = call()
    return _seen[key]
""",
    answers,
    cure="make such a call, as `drawn_cases` does; of a method, with the same object",
)
"""What lint tries on each function that gets arrays."""
