"""Checks that every exercise needs, one line each: `check_repeat = same_twice("forward", example)`.

Each takes a target, which is the name of a function of `f` or a function that takes `f` and the arguments, and an
`example`, a function of `rng` that returns the arguments. The marks apply to them too: `robust(no_warnings(...))`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from nnprep.checks.api import Run, marked
from nnprep.checks.compare import Tolerance, agree, as_numbers
from nnprep.checks.layouts import FORTRAN, laid_out
from nnprep.checks.observations import absent, near
from nnprep.checks.trace import current
from nnprep.content.exercises import Severity
from nnprep.sandbox.failures import Misbehaved
from nnprep.sandbox.functions import Call, Functions
from nnprep.sandbox.wire.format import REMARKS, UNUSUAL

Example = Callable[[np.random.Generator], Sequence[Any]]
"""Draws the arguments of one call."""
Target = str | Callable[..., Any]
"""The name of a function of `f`, or a function that takes `f` and the arguments."""
REPEATED = ("the second call", "the call after another one", "the same call again")
"""How checks label what they compare with the same call before."""
WARNINGS = ("overflow", "underflow", "divide by zero", "invalid value")


def inputs_kept(target: Target, example: Example, *, part: str = "") -> Run:
    """Check that the arguments are left as they were (core: every stub asks for it; else mark it `style`)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        calls = new_calls(f, target, example(rng))
        absent("changed", (name for call in calls for name in call.changed))

    return ready(check, "your arguments aren't modified", Severity.CORE, part)


def no_warnings(
    target: Target, example: Example, *, part: str = "", title: str = "no warning from NumPy"
) -> Run:
    """Check that NumPy doesn't warn (style)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        absent("warnings", warnings_in(new_calls(f, target, example(rng))))

    return ready(check, title, Severity.STYLE, part)


def same_twice(target: Target, example: Example, *, part: str = "") -> Run:
    """Check that a repeated call gives the same values, at once and after another call: it keeps no state (core)."""

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
    """Check that each row of the result depends on its own input row only (core).

    `batched` holds the positions of the arguments whose first axis is the batch.
    """

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = example(rng)
        rows = len(arguments[batched[0]])
        together = called(f, target, arguments)
        for row in (0, rows - 1):
            alone = called(f, target, selected(arguments, batched, slice(row, row + 1)))
            near(f"row {row} alone, as in the batch", alone, taken(together, rows, slice(row, row + 1)))

    return ready(check, "each row depends only on its own input row", Severity.CORE, part)


def order_irrelevant(
    target: Target, example: Example, *, batched: Sequence[int] = (0,), part: str = ""
) -> Run:
    """Check that shuffling the batch only shuffles the rows of the result; sums over rows stay (core)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = example(rng)
        rows = len(arguments[batched[0]])
        order = rng.permutation(rows)
        together = called(f, target, arguments)
        shuffled = called(f, target, selected(arguments, batched, order))
        lying = taken(together, rows, order, lying=True)
        near(
            "the shuffled batch", shuffled, lying if agree(lying, shuffled) else taken(together, rows, order)
        )

    return ready(check, "the order of the rows doesn't matter", Severity.CORE, part)


def plain_arrays(target: Target, example: Example, *, part: str = "") -> Run:
    """Check that arrays are plain ones that can be written to: no matrix, no masked array (style)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        calls = new_calls(f, target, example(rng))
        absent("other kinds", (each.removeprefix(UNUSUAL) for call in calls for each in unusual_in(call)))

    return ready(check, "arrays are plain NumPy arrays that can be written to", Severity.STYLE, part)


def unusual_in(call: Call) -> Iterator[str]:
    """Yield what is unusual about the arrays that a call returned."""
    return (text for text in call.warnings if text.startswith(UNUSUAL))


def any_order(target: Target, example: Example, *, part: str = "") -> Run:
    """Check that arrays in Fortran order, such as transposed ones, give the same results (robust)."""

    def check(f: Functions, rng: np.random.Generator) -> Any:
        return called(f, target, [laid_out(value, FORTRAN) for value in example(rng)])

    return ready(check, "arrays in Fortran order, like transposed ones", Severity.ROBUST, part)


def keeps_float32(target: Target, example: Example, *, part: str = "") -> Run:
    """Check that float32 arguments give float32 results (style)."""

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = [as_float32(value) for value in example(rng)]
        label = f"dtypes of {target}" if isinstance(target, str) else "dtypes"
        near(label, dtypes(called(f, target, arguments)) or "no array", "float32")

    return ready(check, "float32 stays float32", Severity.STYLE, part)


def float32_values(target: Target, example: Example, *, part: str = "") -> Run:
    """Check that float32 arguments give right results, to four digits, in whatever dtype (robust)."""

    def check(f: Functions, rng: np.random.Generator) -> Any:
        return called(f, target, [as_float32(value) for value in example(rng)])

    marked("tolerance", Tolerance(rtol=1e-4, atol=1e-4))(check)
    return ready(check, "the values of float32 arrays", Severity.ROBUST, part)


def narrow_labels(target: Target, example: Example, *, part: str = "") -> Run:
    """Check labels of one byte, the last array among the arguments, in more rows than a byte counts (core).

    Row numbers in the labels' own type wrap around there. The example should have 300 rows and labels below 128.
    """

    def check(f: Functions, rng: np.random.Generator) -> dict[str, Any]:
        arguments = example(rng)
        last = max(k for k, value in enumerate(arguments) if isinstance(value, np.ndarray))
        results = {}
        for kind in ("uint8", "int8"):
            narrow = arguments[last].astype(kind)
            results[kind] = called(f, target, [*arguments[:last], narrow, *arguments[last + 1 :]])
        return results

    return ready(check, "labels of one byte, in more rows than a byte counts", Severity.CORE, part)


def vectorized(target: Target, example: Example, *, part: str = "") -> Run:
    """Check that a large case runs about as many lines of Python as the reference, not many times as many (style).

    Lines are counted, not seconds, so the remark doesn't depend on how fast or busy the machine is. A loop shows if it
    runs a thousand times; the example should have an array of 5,000 to 100,000 numbers.
    """

    def check(f: Functions, rng: np.random.Generator) -> None:
        arguments = example(rng)
        f.count_lines(counting=True)
        try:
            called(f, target, arguments)
        finally:
            with suppress(Misbehaved):  # a process that has ended counted nothing
                current().lines = f.count_lines(counting=False)

    marked("counted", True)(check)
    return ready(check, "a large batch uses array operations, not loops", Severity.STYLE, part)


def ready(check: Run, title: str, severity: Severity, part: str) -> Run:
    check.__doc__ = title
    marked("severity", severity)(check)
    return marked("part", part)(check) if part else check


def new_calls(f: Functions, target: Target, arguments: Sequence[Any]) -> Sequence[Call]:
    """Call a target, and return the calls that it made."""
    first = len(f.calls)
    called(f, target, arguments)
    return f.calls[first:]


def called(f: Functions, target: Target, arguments: Sequence[Any]) -> Any:
    return getattr(f, target)(*arguments) if isinstance(target, str) else target(f, *arguments)


def selected(arguments: Sequence[Any], batched: Sequence[int], rows: Any) -> list[Any]:
    """Take rows of the arguments that hold the batch."""
    return [
        value[rows] if position in batched and isinstance(value, np.ndarray) else value
        for position, value in enumerate(arguments)
    ]


def taken(result: Any, batch: int, rows: Any, *, lying: bool = False) -> Any:
    """Take rows of every array in a result whose first axis is the batch; leave the others alone.

    With `lying`, also of an array that holds the batch in a single row: its shape is wrong, but not its order.
    """
    if isinstance(result, list) and only_numbers(result):
        rows_of_numbers = as_numbers(result)  # nested lists count as an array
        result = result if rows_of_numbers is None else rows_of_numbers
    elif isinstance(result, list) and is_split(result, batch):
        result = np.stack(result)
    if isinstance(result, list | tuple):
        return [taken(item, batch, rows, lying=lying) for item in result]
    if isinstance(result, Mapping):
        return {key: taken(item, batch, rows, lying=lying) for key, item in result.items()}
    if isinstance(result, np.ndarray) and result.ndim and len(result) == batch:
        return result[rows]
    if lying and isinstance(result, np.ndarray) and result.shape == (1, batch):
        return result[:, rows]
    return result


def is_split(values: Sequence[Any], batch: int) -> bool:
    """Return whether a list holds the rows of one array, each as an array."""
    shapes = {value.shape if isinstance(value, np.ndarray) else None for value in values}
    shape = shapes.pop() if len(values) == batch and len(shapes) == 1 else None
    return shape is not None and len(shape) == 1 and shape[0] != batch


def only_numbers(values: Sequence[Any]) -> bool:
    """Return whether a list holds only numbers and lists of numbers, not arrays."""
    numbers = (int, float, np.generic)
    return all(
        only_numbers(value) if isinstance(value, list | tuple) else isinstance(value, numbers)
        for value in values
    )


def as_float32(value: Any) -> Any:
    """Convert an array of floats; leave labels, sizes and other arguments alone."""
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def dtypes(result: Any) -> str:
    """Name the dtypes of all arrays in a result."""
    if isinstance(result, list | tuple):
        return ", ".join(sorted({name for item in result if (name := dtypes(item))}))
    return str(result.dtype) if isinstance(result, np.ndarray | np.generic) else ""


def warnings_in(calls: Iterable[Call]) -> Iterator[str]:
    """Yield what NumPy warned of in some calls, without the function's name: `overflow`, `invalid value`."""
    for call in calls:
        for text in call.warnings:
            if text.startswith(REMARKS):
                continue
            yield next((kind for kind in WARNINGS if kind in text), text)
