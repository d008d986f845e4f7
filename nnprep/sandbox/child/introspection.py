"""What code under test says about itself besides its results: exceptions, warnings, names of parameters."""

from __future__ import annotations

import warnings
from functools import cache
from types import CodeType, FunctionType, TracebackType
from typing import Any

LONGEST_MESSAGE = 500
FIRST_FRAMES, LAST_FRAMES = 4, 12


def parameters(function: Any) -> list[str]:
    """Return the names of the positional parameters; none where Python cannot tell."""
    import inspect  # slow to import, and only code that changes its arguments needs it

    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []


def warning_text(seen: warnings.WarningMessage) -> str:
    return f"{seen.category.__name__}: {seen.message}"[:LONGEST_MESSAGE]


def facts(error: BaseException, filename: str) -> dict[str, Any]:
    """Return what there is to say about an exception, as plain JSON."""
    try:
        message = str(error)[:LONGEST_MESSAGE]
    except BaseException:  # an exception class of the learner's own can break even here
        message = ""
    return {
        "type": type(error).__name__,
        "mro": [base.__name__ for base in type(error).__mro__ if base is not object],
        "message": message,
        "frames": own_frames(error.__traceback__, filename),
    }


def emptiness(function: Any, filename: str) -> dict[str, Any] | None:
    """Return the facts of a NotImplementedError for a function without a body, such as `pass`; None for any other.

    For a function that has returned None. It says no more than that the code was not attempted, so code that lies
    about itself gains nothing.
    """
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None) if type(function) is FunctionType else None
    if type(code) is not CodeType or code.co_filename != filename:
        return None
    if not set(code.co_code[::2]) <= idle():
        return None
    names = [base.__name__ for base in NotImplementedError.__mro__ if base is not object]
    frames = [[code.co_firstlineno, code.co_qualname]]
    return {"type": names[0], "mro": names, "message": "", "frames": frames}


@cache
def idle() -> frozenset[int]:
    """Return the instructions of functions that do nothing, whatever this Python's are."""
    found: set[int] = set()
    for body in (
        "pass",
        "...; pass; ...",
        "'Return nothing.'",
        "return None",
        "'Say.'\n    pass\n    return",
    ):
        code = compile(f"def f(x):\n    {body}", "", "exec", dont_inherit=True).co_consts[0]
        found.update(code.co_code[::2])
    return frozenset(found)


def own_frames(trace: TracebackType | None, filename: str) -> list[list[Any]]:
    """Return line and function of the frames that are in the file, outermost first; of many, the ends."""
    found: list[list[Any]] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == filename:
            found.append([trace.tb_lineno, code.co_qualname.split(".<locals>")[0]])
            if len(found) > FIRST_FRAMES + LAST_FRAMES:
                del found[FIRST_FRAMES]
        trace = trace.tb_next
    return found
