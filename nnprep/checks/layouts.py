"""Layouts and types in which the same numbers may come: a right answer doesn't depend on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

WHOLE = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32")
"""Types that labels may have. Not uint64: together with int64 it makes floats."""
GAPS = "with gaps"
LAYOUTS = (GAPS, "usual layout", "read-only")
"""What a plain array may look like; in Fortran order, right code that writes into a flat view can fail."""
FORTRAN = "Fortran order"


def laid_out(value: Any, layout: str) -> Any:
    """Return equal arrays, also in lists, tuples and dictionaries, in one of the LAYOUTS or FORTRAN.

    Other values stay as they are.
    """
    if isinstance(value, dict):
        return {key: laid_out(item, layout) for key, item in value.items()}
    if isinstance(value, list | tuple):
        items = [laid_out(item, layout) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if not isinstance(value, np.ndarray) or value.ndim == 0:
        return value
    if layout == FORTRAN:
        return np.asfortranarray(value)
    if layout == GAPS:
        wide = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), value.dtype)
        wide[..., ::2] = value
        return wide[..., ::2]
    if layout == "read-only":
        value = value.copy()
        value.flags.writeable = False
    return value


def whole_type(labels: Array, types: Sequence[str]) -> str:
    """Return the first of some types that holds all of these labels, the last one if none does."""
    low, top = int(np.min(labels, initial=0)), int(np.max(labels, initial=0))
    fits = (name for name in types if np.iinfo(name).min <= low and top <= np.iinfo(name).max)
    return next(fits, types[-1])
