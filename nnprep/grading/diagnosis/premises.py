"""Tells which known mistakes can't be told of a submission, since their sentence says what it didn't show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from nnprep.checks.compare import as_numbers, leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Mistake
from nnprep.late_pattern import late_pattern

BEYOND = late_pattern(r"\b(?:nan|infinite|overflows?)\b")
"""What a sentence says of numbers that are no finite ones any more."""
LARGEST = 1e300
"""Only what stands for infinity is as large."""


def tellable(mistakes: Iterable[Mistake], seen: Sequence[Trace]) -> list[Mistake]:
    """Return mistakes without those that tell of nan or infinity if these traces have neither, nor a warning.

    Such a mistake may return the same finite numbers as another one: a loss from clipped logits, for example, is the
    same if it goes through the probability.
    """
    found = list(mistakes)
    speaking = {mistake.id for mistake in found if BEYOND.search(mistake.say.partition(". ")[0])}
    if not speaking or any(map(goes_beyond, seen)):
        return found
    return [mistake for mistake in found if mistake.id not in speaking]


def goes_beyond(trace: Trace) -> bool:
    """Return whether code was given nan or infinity or returned it, or NumPy warned, or an error was raised."""
    if trace.error is not None or any(call.warnings for call in trace.calls):
        return True
    values = [trace.value, *(each.measured for each in trace.observations)]
    values += [each for call in trace.calls for each in (call.result, call.arguments, call.keywords)]
    return any(map(is_beyond, values))


def is_beyond(value: Any) -> bool:
    arrays = (as_numbers(pair.expected) for pair in leaf_pairs(value, value))
    floats = (array for array in arrays if array is not None and array.dtype.kind in "fc")
    with np.errstate(all="ignore"):  # nan, and float16, in which LARGEST is infinite
        return any(not (np.abs(array) < LARGEST).all() for array in floats)
