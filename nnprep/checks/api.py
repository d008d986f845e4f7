"""A check: its marks, how it is run, and how the checks of an exercise are loaded."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.random.bit_generator import ISpawnableSeedSequence

from nnprep.checks.compare import Tolerance
from nnprep.checks.trace import Trace, traced
from nnprep.content import roots
from nnprep.content.exercises import Exercise, Severity
from nnprep.errors import ContentError, Fault, NnprepError
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Functions

Run = Callable[[Functions, np.random.Generator], Any]
"""A check as its author writes it."""


class Check(NamedTuple):
    """One hidden test of an exercise."""

    name: str
    """The function's name without `check_`, with hyphens."""
    title: str
    """The first line of its docstring."""
    part: str
    severity: Severity
    tolerance: Tolerance | None
    """None: the dtype of the expected value decides."""
    run: Run
    returns: tuple[str, ...] = ()
    """Names of the values that it returns; empty: those of the function that it calls."""
    premise: str = ""
    """What to say if it fails, because other checks then fail only as a consequence; empty for most checks."""
    counted: bool = False
    """Whether it fails too if the code runs many more lines than the reference."""

    def trace(self, f: Functions, seed: int) -> Trace:
        """Run on one value of `f`; the same seed gives every value of `f` the same numbers."""
        return traced(self.run, f, self.generator(seed))

    def generator(self, seed: int) -> np.random.Generator:
        """Return the generator that it draws its numbers with."""
        entropy = (seed, crc32(self.name.encode()))
        # NumPy takes any sequence of this kind, but its stubs only know its own.
        return np.random.Generator(np.random.PCG64(KnownSeed(entropy)))  # type: ignore[arg-type]


class KnownSeed(ISpawnableSeedSequence):
    """What `np.random.SeedSequence` gives for a seed, computed once for all mistakes that a diagnosis runs."""

    def __init__(self, entropy: tuple[int, int]) -> None:
        self.entropy = entropy
        self.whole: np.random.SeedSequence | None = None
        """The sequence itself, as soon as it's needed for more than a generator's first state."""

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> np.ndarray[Any, Any]:
        """Return so many numbers, as the sequence itself does."""
        return first_state(self.entropy, n_words, dtype)

    def spawn(self, n_children: int) -> list[Any]:
        """Return children, other ones in each call."""
        self.whole = self.whole or np.random.SeedSequence(self.entropy)
        return list(self.whole.spawn(n_children))


@lru_cache(maxsize=1024)
def first_state(entropy: tuple[int, int], words: int, dtype: Any) -> np.ndarray[Any, Any]:
    """Return the numbers that a generator begins with. Seeding takes longer than many a check."""
    state = np.random.SeedSequence(entropy).generate_state(words, dtype)
    state.flags.writeable = False
    return state


def part(name: str) -> Callable[[Run], Run]:
    """Say which part of the exercise a check belongs to; the default is the first part."""
    return marked("part", name)


def robust(check: Run) -> Run:
    """Mark a check that never decides the verdict: overflow, float32, integers, infinities."""
    return marked("severity", Severity.ROBUST)(check)


def style(check: Run) -> Run:
    """Mark a check that never decides the verdict: warnings, lost dtypes, arguments that may change."""
    return marked("severity", Severity.STYLE)(check)


def tolerance(*, rtol: float = 0.0, atol: float = 0.0) -> Callable[[Run], Run]:
    """Compare the returned values with |a - e| <= atol·max(1, max|e|) + rtol·|e|, whatever their dtype."""
    return marked("tolerance", Tolerance(rtol=rtol, atol=atol))


def returns(*names: str) -> Callable[[Run], Run]:
    """Name the values that a check returns, for the report: `@returns("out")` for `return f.forward(X)[0]`.

    One name is that of the value itself; several are those of its items, in order. Without it, values are named
    only if the check returns exactly what one function returned, as `returns` in exercise.yaml says.
    """
    return marked("returns", names)


def premise(sentence: str) -> Callable[[Run], Run]:
    """Mark a check that others build on: if it fails, the report says this sentence and shows no other failure."""
    return marked("premise", sentence)


def marked(mark: str, value: object) -> Callable[[Run], Run]:
    def mark_check(check: Run) -> Run:
        setattr(check, mark, value)
        return check

    return mark_check


def load_checks(exercise: Exercise) -> tuple[Check, ...]:
    """Run an exercise's checks.py, which is trusted content, and return its checks, in its order.

    Raises ContentError with every fault at its own line: a file that can't be run, an `assert`, a check without
    a docstring or of an unknown part, and no core check at all.
    """
    path = exercise.solution / "checks.py"
    namespace: dict[str, Any] = {"__name__": f"checks of {exercise.id}", "__file__": str(path)}
    try:
        source = roots.read_bytes(path)
        exec(compile(source, str(path), "exec", dont_inherit=True), namespace)
    except NnprepError:
        raise
    except (Exception, SystemExit) as error:
        message = f"can't be run: {type(error).__name__}: {error}"
        line, column = place_of(error, str(path))
        raise ContentError([Fault(roots.near(path), line, column, message)]) from error
    parts = [known.id for known in exercise.parts]
    checks = [
        Check(
            name=name.removeprefix("check_").replace("_", "-"),
            title=(run.__doc__ or "").strip().split("\n")[0],
            part=getattr(run, "part", parts[0]),
            severity=getattr(run, "severity", Severity.CORE),
            tolerance=getattr(run, "tolerance", None),
            run=run,
            returns=getattr(run, "returns", ()),
            premise=getattr(run, "premise", ""),
            counted=getattr(run, "counted", False),
        )
        for name, run in namespace.items()
        if name.startswith("check_") and callable(run)
    ]
    faults = [*assert_faults(path, source), *check_faults(path, checks, parts)]
    if faults:
        raise ContentError(faults)
    return tuple(checks)


def place_of(error: BaseException, filename: str) -> tuple[int, int]:
    """Return line and column of the statement in a file that raised an error; 1, 1 if there is none."""
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno or 1, error.offset or 1
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line, 1


def assert_faults(path: Path, source: bytes) -> Iterator[Fault]:
    """Yield every `assert`: a report can explain two numbers, not a bare "false"."""
    if b"assert" not in source:  # parsing would take longer than running the file
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert):
            message = "a check can't use `assert`, because a report can't explain it: use near(label, measured, wanted)"
            yield Fault(roots.near(path), node.lineno, node.col_offset + 1, message)


def check_faults(path: Path, checks: list[Check], parts: list[str]) -> Iterator[Fault]:
    """Yield what is wrong with the checks of an exercise with these parts."""
    for check in checks:
        function = f"check_{check.name.replace('-', '_')}"
        if not check.title:
            message = f"{function} has no docstring, which is the line that the learner sees"
            yield Fault(roots.near(path), line_of(path, check), 1, message)
        if check.part not in parts:
            message = (
                f"{function} belongs to an unknown part, {check.part!r}; the parts are {', '.join(parts)}"
            )
            yield Fault(roots.near(path), line_of(path, check), 1, message)
    if not any(check.severity is Severity.CORE for check in checks):
        yield Fault(roots.near(path), 1, 1, "there is no core check: without one, everything would pass")


def line_of(path: Path, check: Check) -> int:
    """Return the line of checks.py that defines a check; 1 if no line does so at the left margin."""
    name = f"check_{check.name.replace('-', '_')}"
    for number, line in enumerate(roots.read_plain(path).split("\n"), start=1):
        if line.startswith((f"def {name}(", f"{name} =")):
            return number
    return 1
