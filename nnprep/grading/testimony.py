"""What code under test says about itself besides its results: exceptions, warnings, names of parameters."""

from __future__ import annotations

import warnings
from types import TracebackType
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
