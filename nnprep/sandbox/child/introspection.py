"""What code under test reveals besides its results: exceptions, warnings, names of parameters."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from types import CodeType, FunctionType, TracebackType
from typing import Any

import numpy as np

from nnprep.sandbox.wire.format import UNUSUAL

LONGEST_MESSAGE = 500
MOST_ITEMS = 50
FIRST_FRAMES, LAST_FRAMES = 4, 12


def parameters(function: Any) -> list[str]:
    """Return the names of the positional parameters; none if Python can't tell."""
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []


def named_parameters(function: Any) -> list[str]:
    """Return the names of the leading parameters that can also be passed by name; none if Python can't tell."""
    try:
        known = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [each.name for each in takewhile(lambda each: each.kind is each.POSITIONAL_OR_KEYWORD, known)]


def warning_text(warning: warnings.WarningMessage) -> str:
    return f"{warning.category.__name__}: {warning.message}"[:LONGEST_MESSAGE]


def unusual_arrays(value: Any) -> Iterator[str]:
    """Yield what is unusual about the arrays in a result: a subclass, such as a matrix, or that nobody may write."""
    if isinstance(value, np.ndarray):
        if type(value) is not np.ndarray:
            yield f"{UNUSUAL}{type(value).__name__}"[:LONGEST_MESSAGE]
        elif not value.flags.writeable:
            yield f"{UNUSUAL}read-only"
    elif isinstance(value, list | tuple):
        for item in value[:MOST_ITEMS]:
            yield from unusual_arrays(item)
    elif isinstance(value, dict):
        for item in list(value.values())[:MOST_ITEMS]:
            yield from unusual_arrays(item)


def facts(error: BaseException, filename: str) -> dict[str, Any]:
    """Return a description of an exception, as plain JSON."""
    try:
        message = str(error)[:LONGEST_MESSAGE]
    except BaseException:  # the learner's own exception class can fail even here
        message = ""
    return {
        "type": type(error).__name__,
        "mro": [base.__name__ for base in type(error).__mro__ if base is not object],
        "message": message,
        "frames": own_frames(error.__traceback__, filename),
    }


def emptiness(function: Any, filename: str) -> dict[str, Any] | None:
    """Return the facts of a NotImplementedError for a function without a body, such as `pass`; None for any other.

    For a function that has returned None. All it can lead to is "not attempted", so code that lies about itself gains
    nothing.
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
    """Return the instructions of functions that do nothing, as this version of Python compiles them."""
    instructions: set[int] = set()
    for body in (
        "pass",
        "...; pass; ...",
        "'Return nothing.'",
        "return None",
        "'Say.'\n    pass\n    return",
    ):
        code = compile(f"def f(x):\n    {body}", "", "exec", dont_inherit=True).co_consts[0]
        instructions.update(code.co_code[::2])
    return frozenset(instructions)


def own_frames(trace: TracebackType | None, filename: str) -> list[list[Any]]:
    """Return line and function of the frames in the file, outermost first; of many, the first and last ones."""
    frames: list[list[Any]] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == filename:
            frames.append([trace.tb_lineno, code.co_qualname.split(".<locals>")[0]])
            if len(frames) > FIRST_FRAMES + LAST_FRAMES:
                del frames[FIRST_FRAMES]
        trace = trace.tb_next
    return frames
