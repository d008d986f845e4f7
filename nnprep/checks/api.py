"""What a `checks.py` is written with: marks for checks, and observations that they make.

A check is a function of `f` and `rng`. It draws all its numbers from `rng` before it calls `f`, and returns values,
which are compared with what the same function returns for the reference; or it makes observations. Its docstring is
the line that the learner sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from nnprep.checks.compare import Tolerance
from nnprep.checks.trace import Observation, Trace, current, traced
from nnprep.content.exercises import Exercise, Severity
from nnprep.sandbox.failures import Raised
from nnprep.sandbox.functions import Functions

Run = Callable[[Functions, np.random.Generator], Any]
"""The type of a check as it is written."""


class Check(NamedTuple):
    """One hidden test of an exercise."""

    name: str
    """The function's name without `check_`, with hyphens."""
    title: str
    """The first line of its docstring."""
    part: str
    severity: Severity
    tolerance: Tolerance | None
    """None: by the dtype of the expected value."""
    run: Run

    def trace(self, f: Functions, seed: int) -> Trace:
        """Run on one value of `f`; the same seed gives the same numbers to every value."""
        return traced(self.run, f, np.random.default_rng([seed, crc32(self.name.encode())]))


def part(name: str) -> Callable[[Run], Run]:
    """Say which part of the exercise a check belongs to; without it, the first."""
    return marked("part", name)


def robust(check: Run) -> Run:
    """Mark a check that never decides the verdict: overflow, float32, integers, infinities."""
    return marked("severity", Severity.ROBUST)(check)


def style(check: Run) -> Run:
    """Mark a check that never decides the verdict: changed arguments, warnings, lost dtypes."""
    return marked("severity", Severity.STYLE)(check)


def tolerance(*, rtol: float = 0.0, atol: float = 0.0) -> Callable[[Run], Run]:
    """Compare this check's returned values with other tolerances than those of their dtype."""
    return marked("tolerance", Tolerance(rtol=rtol, atol=atol))


def marked(mark: str, value: object) -> Callable[[Run], Run]:
    def mark_check(check: Run) -> Run:
        setattr(check, mark, value)
        return check

    return mark_check


def near(label: str, measured: Any, wanted: Any, tolerance: float | None = None) -> None:
    """Observe a property: `measured` should be `wanted`, give or take `tolerance` (absolute, times max(1, |wanted|)).

    Both may be numbers, arrays or nested sequences of them; without a tolerance, that of their dtype applies.
    """
    limit = None if tolerance is None else Tolerance(rtol=0.0, atol=tolerance)
    current().observations.append(Observation(label=label, measured=measured, wanted=wanted, tolerance=limit))


def absent(label: str, found: Iterable[str]) -> None:
    """Observe that nothing of a kind was found: `absent("changed arguments", f.calls[-1].changed)`."""
    near(label, ", ".join(sorted(set(found))) or "none", "none")


def refuses(label: str, call: Callable[[], Any], exception: str = "ValueError") -> None:
    """Observe that a call raises the exception that the contract asks for, or a subclass of it."""
    try:
        call()
    except Raised as error:
        near(label, exception if exception in error.mro else error.type_name, exception)
    else:
        near(label, "no exception", exception)


def given(**sizes: int) -> None:
    """Name the sizes of this check's case, so that a ratio can be explained: `given(batch_size=5, classes=3)`."""
    current().sizes.update({name.replace("_", " "): size for name, size in sizes.items()})


def checks_in(namespace: dict[str, Any], exercise: Exercise) -> tuple[Check, ...]:
    """Return the checks that a module of checks defines, in its order.

    Raises ValueError for a check without a docstring, one of an unknown part, or where there is none at all.
    """
    parts = [known.id for known in exercise.parts]
    found = []
    for name, run in namespace.items():
        if not name.startswith("check_") or not callable(run):
            continue
        title = (run.__doc__ or "").strip().split("\n")[0]
        belongs = getattr(run, "part", parts[0])
        if not title:
            message = f"{name} has no docstring: it is the line that the learner sees"
            raise ValueError(message)
        if belongs not in parts:
            message = f"{name} belongs to part {belongs!r}; the parts are {', '.join(parts)}"
            raise ValueError(message)
        found.append(
            Check(
                name=name.removeprefix("check_").replace("_", "-"),
                title=title,
                part=belongs,
                severity=getattr(run, "severity", Severity.CORE),
                tolerance=getattr(run, "tolerance", None),
                run=run,
            )
        )
    if not any(check.severity is Severity.CORE for check in found):
        message = "there is no core check: an empty list of checks would pass everything"
        raise ValueError(message)
    return tuple(found)


def load_checks(exercise: Exercise) -> tuple[Check, ...]:
    """Run an exercise's checks.py, which is trusted content, and return its checks.

    Raises what the file raises, and ValueError as `checks_in` does.
    """
    path = exercise.solution / "checks.py"
    namespace: dict[str, Any] = {"__name__": f"checks of {exercise.id}", "__file__": str(path)}
    exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), namespace)
    return checks_in(namespace, exercise)
