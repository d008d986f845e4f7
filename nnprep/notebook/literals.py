"""Values of a notebook as code that makes them again."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

LONGEST = 20_000
"""Characters of one value: longer ones are data, which no solution needs."""
SCALARS = (bool, int, float, complex, str, bytes, type(None), type(...))


class NoLiteral(ValueError):
    """A value that no code makes again: of another class, or too long."""


Refer = Callable[[Any], str]
"""Returns the code that stands for a value that has a name; empty for any other."""


def literal(value: Any, refer: Refer) -> str:
    """Return a value as code; raises NoLiteral."""
    try:
        code = spelled(value, refer)
    except RecursionError:
        raise NoLiteral from None
    if len(code) > LONGEST:
        raise NoLiteral
    return code


def spelled(value: Any, refer: Refer) -> str:
    """Return a number, a text, an array, or a container of them or of functions, as code of any length.

    Raises NoLiteral.
    """
    kind = type(value)
    if kind is complex or (kind is float and not math.isfinite(value)):
        # Infinities and nan have no literal, and `-1j` is read with a real part of -0.
        return f"{kind.__name__}({str(value)!r})"
    if kind in SCALARS:
        return repr(value)
    if kind in (list, tuple, set, frozenset):
        return sequence(value, refer)
    if kind is dict:
        items = (f"{spelled(key, refer)}: {spelled(each, refer)}" for key, each in value.items())
        return f"{{{', '.join(items)}}}"
    if kind is slice:
        return f"slice{sequence((value.start, value.stop, value.step), refer)}"
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "biufc" and value.nbytes <= LONGEST:
        return array(value)
    if isinstance(value, np.dtype) and value.fields is None:
        return f"{NUMPY}.dtype({value.str!r})"
    if code := refer(value):
        return code
    raise NoLiteral


def sequence(value: Any, refer: Refer) -> str:
    """Return a list, a tuple or a set as code; raises NoLiteral."""
    items = [spelled(each, refer) for each in value]
    if isinstance(value, list):
        return f"[{', '.join(items)}]"
    if isinstance(value, tuple):
        return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
    return f"{type(value).__name__}([{', '.join(items)}])"


def array(value: Any) -> str:
    """Return an array or a number of NumPy as code, with its dtype."""
    code = f"{NUMPY}.array({spelled(value.tolist(), no_names)}, dtype={value.dtype.str!r})"
    if isinstance(value, np.generic):
        return f"{code}[()]"
    return f"{code}.reshape({value.shape})" if 0 in value.shape else code


def no_names(_: Any) -> str:
    """Refer to nothing by its name."""
    return ""


NUMPY = '__import__("numpy")'
