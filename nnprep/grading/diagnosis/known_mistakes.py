"""Which known mistakes are tried on a submission: in sizes of all kinds, without those that tell what it didn't show.

Who adds 1e-12 inside a logarithm makes the mistake of 1e-15.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from nnprep.checks.compare import as_numbers, leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Mistake
from nnprep.late_pattern import late_pattern

SIZES = ("1e-5", "1e-6", "1e-7", "1e-8", "1e-9", "1e-10", "1e-12", "1e-15", "1e-16", "np.finfo(float).eps")
"""What people write."""
SMALL = late_pattern(r"\b1e-\d+\b")
CEILING = late_pattern(r"(exceeds|stops at|stops at about|caps it at|loss stops near) \d")
"""How a sentence names the loss that a size leads to."""
MARK = "@"
"""Stands between the id of a mistake and another size: no id holds it."""
BEYOND = late_pattern(r"\b(?:nan|infinite|overflows?)\b")
"""What a sentence says of numbers that are no finite ones any more."""
LARGEST = 1e300
"""Only what stands for infinity is as large."""


def of_all_sizes(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Return the mistakes, then those with one small number again with that number in other sizes.

    A mistake whose sentence names its size is true of that size only, so it stays alone.
    """
    return [*mistakes, *(other for mistake in mistakes for other in other_sizes(mistake))]


def other_sizes(mistake: Mistake) -> Iterator[Mistake]:
    written = {size for edit in mistake.edits for size in SMALL.findall(edit.to)}
    if len(written) != 1 or SMALL.search(mistake.say) or CEILING.search(mistake.say):
        return
    (mine,) = written
    for size in SIZES:
        if size != mine:
            edits = tuple(edit._replace(to=edit.to.replace(mine, size)) for edit in mistake.edits)
            yield mistake._replace(id=f"{mistake.id}{MARK}{size}", edits=edits)


def plain_id(id: str) -> str:
    """Return the id under which a mistake is written down."""
    return id.partition(MARK)[0]


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
