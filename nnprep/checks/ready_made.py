"""Checks that every exercise needs, one line each: `check_repeat = same_twice("forward", example)`.

Each takes the name of a function (or `Class.method`-free callable of `f`) and an `example`: a function of `rng` that
returns its arguments. Class-based exercises pass `call`, a function of `f` and the arguments, instead of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnprep.checks.api import Run, absent, marked, near
from nnprep.checks.compare import as_numbers
from nnprep.content.exercises import Severity
from nnprep.sandbox.functions import Functions

Example = Callable[[np.random.Generator], Sequence[Any]]
"""Draws the arguments of one call."""
Target = str | Callable[..., Any]
"""The name of a function of `f`, or a function that takes `f` and the arguments."""


def inputs_kept(target: Target, example: Example, *, part: str = "") -> Run:
    """The arguments are still what they were (style)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = example(rng)
        first = len(f.calls)
        called(f, target, arguments)
        absent("changed", (name for call in f.calls[first:] for name in call.changed))

    return ready(check, "your arguments are left as they were", Severity.STYLE, part)


def no_warnings(
    target: Target,
    example: Example,
    *,
    part: str = "",
    title: str = "no warning from NumPy",
    severity: Severity = Severity.STYLE,
) -> Run:
    """NumPy has nothing to warn about (style; robust where the warning is an overflow on extreme inputs)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = example(rng)
        first = len(f.calls)
        called(f, target, arguments)
        absent("warnings", (short_warning(text) for call in f.calls[first:] for text in call.warnings))

    return ready(check, title, severity, part)


def same_twice(target: Target, example: Example, *, part: str = "") -> Run:
    """The same call gives the same values at once and after another: no state is kept between calls (core)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments, others = example(rng), example(rng)
        first = called(f, target, arguments)
        near("the second call", called(f, target, arguments), first)
        called(f, target, others)
        near("the call after another one", called(f, target, arguments), first)

    return ready(check, "the same call twice gives the same values", Severity.CORE, part)


def rows_independent(
    target: Target, example: Example, *, batched: Sequence[int] = (0,), part: str = ""
) -> Run:
    """Each row of the result depends on its own input row only (core).

    `batched` are the positions of the arguments whose first axis is the batch.
    """

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = example(rng)
        rows = len(arguments[batched[0]])
        together = called(f, target, arguments)
        for row in (0, rows - 1):
            alone = called(f, target, selected(arguments, batched, slice(row, row + 1)))
            near(f"row {row} alone", alone, taken(together, rows, slice(row, row + 1)))

    return ready(check, "each row depends on its own input row only", Severity.CORE, part)


def order_irrelevant(
    target: Target, example: Example, *, batched: Sequence[int] = (0,), part: str = ""
) -> Run:
    """Shuffling the batch shuffles the rows of the result, and leaves what is summed over them (core)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = example(rng)
        rows = len(arguments[batched[0]])
        order = rng.permutation(rows)
        together = called(f, target, arguments)
        near(
            "the shuffled batch",
            called(f, target, selected(arguments, batched, order)),
            taken(together, rows, order),
        )

    return ready(check, "the order of the rows does not matter", Severity.CORE, part)


def keeps_float32(target: Target, example: Example, *, part: str = "") -> Run:
    """float32 arguments give float32 results (style)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = [as_dtype(value, np.float32) for value in example(rng)]
        near("dtypes", dtypes(called(f, target, arguments)) or "no array", "float32")

    return ready(check, "float32 stays float32", Severity.STYLE, part)


def accepts_integers(
    target: Target, example: Example, *, part: str = "", severity: Severity = Severity.ROBUST
) -> Run:
    """Integer arguments give what the same numbers give as float64 (robust)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = [whole(value) for value in example(rng)]
        wanted = called(f, target, [as_dtype(value, np.float64) for value in arguments])
        near("with integers", called(f, target, arguments), wanted)

    return ready(check, "integers are taken as the numbers they are", severity, part)


def ready(check: Run, title: str, severity: Severity, part: str) -> Run:
    check.__doc__ = title
    marked("severity", severity)(check)
    return marked("part", part)(check) if part else check


def called(f: Functions, target: Target, arguments: Sequence[Any]) -> Any:
    return getattr(f, target)(*arguments) if isinstance(target, str) else target(f, *arguments)


def selected(arguments: Sequence[Any], batched: Sequence[int], rows: Any) -> list[Any]:
    """Take rows of those arguments that hold the batch."""
    return [
        value[rows] if position in batched and isinstance(value, np.ndarray) else value
        for position, value in enumerate(arguments)
    ]


def taken(result: Any, batch: int, rows: Any) -> Any:
    """Take rows of every array of a result whose first axis is the batch; leave the others."""
    if isinstance(result, list) and only_numbers(result):
        rows_of_numbers = as_numbers(result)  # nested lists are an array too
        result = result if rows_of_numbers is None else rows_of_numbers
    if isinstance(result, list | tuple):
        return [taken(item, batch, rows) for item in result]
    if isinstance(result, np.ndarray) and result.ndim and len(result) == batch:
        return result[rows]
    return result


def only_numbers(values: Sequence[Any]) -> bool:
    """Return whether a list holds numbers and lists of numbers, and no array."""
    numbers = (int, float, np.generic)
    return all(
        only_numbers(value) if isinstance(value, list | tuple) else isinstance(value, numbers)
        for value in values
    )


def as_dtype(value: Any, dtype: Any) -> Any:
    """Convert an array of numbers; leave labels, sizes and other arguments."""
    if isinstance(value, np.ndarray) and (value.dtype.kind == "f" or dtype is np.float64):
        return value.astype(dtype)
    return value


def whole(value: Any) -> Any:
    """Turn an array of floats into small integers."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.rint(3 * value).astype(np.int64)
    return value


def dtypes(result: Any) -> str:
    """Name the dtypes of all arrays in a result."""
    if isinstance(result, list | tuple):
        return ", ".join(sorted({name for item in result if (name := dtypes(item))}))
    return str(result.dtype) if isinstance(result, np.ndarray | np.generic) else ""


def short_warning(text: str) -> str:
    """Keep what a NumPy warning is about, without the function's name: `overflow`, `invalid value`."""
    for kind in ("overflow", "underflow", "divide by zero", "invalid value"):
        if kind in text:
            return kind
    return text
