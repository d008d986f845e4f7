"""Describes one wrong value: a constant factor, a transpose, a lost axis, an offset.

A symptom never guesses beyond the numbers: it is true of every entry that was compared, or it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from types import MappingProxyType
from typing import Any

import numpy as np

from nnprep.checks.compare import Difference, Disagreement, Tolerance, agree, as_numbers
from nnprep.grading.feedback.relations import (
    in_words,
    is_telling,
    one_number,
    relation_symptoms,
    shift_symptoms,
    which_entry,
)
from nnprep.grading.feedback.values import (
    apart,
    described,
    distinct,
    entry_of,
    number,
    one_line,
    safe,
    shape_of,
)
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.handles import Handle

Array = np.ndarray[Any, Any]


class Surroundings(NamedTuple):
    """What a wrong value can be compared with."""

    sizes: Mapping[str, int] = MappingProxyType({})
    """Named sizes of the case, such as `batch size`: 5."""
    arguments: Mapping[str, Any] = MappingProxyType({})
    """Arguments of the call that returned it, by parameter name, and what was assigned before."""
    assigned: Mapping[str, Any] = MappingProxyType({})
    """Arrays that the check assigned to an object."""
    parameters: tuple[str, ...] = ()
    """The names of all its parameters, in order."""
    siblings: Mapping[str, Any] = MappingProxyType({})
    """The expected values of the other items that the same call returns, by label."""
    earlier: tuple[Any, ...] = ()
    """The arrays that the previous call of the same function returned."""


NOWHERE = Surroundings()
TINY = 1e-12
"""Below this, no ratio can be told from another."""
HALF_MAX = 65_000.0
"""Larger numbers don't fit into a float16."""
MANY_DECIMALS = 2
"""How many numbers must have lost their decimals: a single one may be whole by chance."""
ROUNDS = 0.01
"""Smaller decimals may be lost because a formula makes them far smaller."""
APPROXIMATE = 5e-4
"""A smaller share of the largest entry is off as if the formula were right and computed by approximation."""
ABOUT = 1e-4
"""Rows are about right if they are off by less than this share of the largest entry."""
ALIKE = 3
"""How many times the smallest relative error of an entry the largest may be if all are of one kind."""
SLIGHT = 1e-6
"""Offsets below this share of the largest expected number are loss of precision, not something that was added."""


def symptom(difference: Difference, around: Surroundings = NOWHERE, *, searched: bool = True) -> str:
    """Return the most specific phrase, without a subject, that describes how the value differs.

    If it isn't `searched`, wrong numbers are only shown beside the right ones, where they differ most.
    """
    if difference.kind is Disagreement.STRUCTURE:
        return structure_symptom(difference)
    expected = np.asarray(difference.expected)
    actual = as_numbers(difference.actual)
    assert actual is not None  # structure was compared first
    with np.errstate(all="ignore"):  # what a submission returned may hold anything
        other = difference.kind in (Disagreement.SHAPE, Disagreement.FINITENESS)
        phrase = next(phrases(difference, expected, actual, around), "") if searched or other else ""
    if phrase:
        return phrase
    numbers = side_by_side(difference)
    if difference.kind is Disagreement.SHAPE:
        return numbers
    with np.errstate(all="ignore"):
        return f"{numbers}{extent(difference, expected, actual)}"


def side_by_side(difference: Difference) -> str:
    """Return what a value is and what it should be, where they differ most; nothing is read out of the numbers."""
    if difference.kind is Disagreement.STRUCTURE:
        return structure_symptom(difference)
    expected, actual = np.asarray(difference.expected), as_numbers(difference.actual)
    assert actual is not None  # structure was compared first
    if difference.kind is Disagreement.SHAPE:
        return f"has shape {shape_of(actual)}, should be {shape_of(expected)}"
    if difference.kind is Disagreement.FINITENESS:
        return next(finiteness_symptoms(expected, actual, NOWHERE))
    where = f" at {entry_of(difference.label, difference.place)}" if difference.place else ""
    mine, right = apart(difference.actual_there, difference.expected_there)
    return f"is {mine}{where}, should be {right}"


def factor(difference: Difference, around: Surroundings = NOWHERE) -> str:
    """Return how many times what it should be a value is, in every entry; empty if there is no such factor."""
    if difference.kind is not Disagreement.VALUE:
        return ""
    actual = as_numbers(difference.actual)
    assert actual is not None  # structure was compared first
    with np.errstate(all="ignore"):
        return next(ratio_symptoms(np.asarray(difference.expected), actual, around), "")


def structure_symptom(difference: Difference) -> str:
    expected, actual = difference.expected, difference.actual
    if actual is None and difference.label:
        return f"is None, should be {described(expected)}"
    if actual is None:
        return "is None: does every path through the function return a value?"
    if isinstance(expected, list | tuple) and isinstance(actual, list | tuple):
        inner = [described(value) for value in actual if isinstance(value, Mapping)]
        held = f" (one is {inner[0]})" if inner else ""
        both = min(len(actual), len(expected))
        right = both > 1 and agree(list(expected[:both]), list(actual[:both]))
        so_far = f"; the first {both} are right" if right else ""
        return f"has {len(actual)} values{held}, should have {len(expected)}{so_far}"
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        return names_symptom(expected, actual)
    if isinstance(expected, str) and isinstance(actual, str):
        text = safe(actual)
        case = ": upper and lower case differ" if actual.lower() == expected.lower() else ""
        return text if expected == "none" else f"{text}, should be {safe(expected)}{case}"
    if described(actual) == described(expected):
        why = "which can't be compared" if isinstance(actual, Handle) else "but not the expected one"
        return f"is {described(actual)}, {why}"
    return f"is {described(actual)}, should be {described(expected)}"


def names_symptom(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> str:
    """Say which names are missing and which are unknown, whatever the submission keeps them in."""
    missing = [str(key) for key in expected if key not in actual]
    unknown = [str(key) for key in actual if key not in expected]
    if missing and [key.lower() for key in missing] == [key.lower() for key in unknown]:
        return f"has {listed(unknown)}, should have {listed(missing)}: upper and lower case differ"
    lacks = f"lacks {listed(missing)}" if missing else ""
    has = f"has {listed(unknown)}, which shouldn't be there" if unknown else ""
    return " and ".join(filter(None, (lacks, has)))


def listed(names: Sequence[str]) -> str:
    shown = ", ".join(one_line(name, 20) for name in names[:4])
    return f"{shown} …" if len(names) > 4 else shown


def phrases(difference: Difference, expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    """Yield what is true of all entries, most specific first."""
    if difference.kind is Disagreement.SHAPE:
        yield from shape_symptoms(expected, actual, around, difference.label)
        return
    if difference.kind is Disagreement.FINITENESS:
        yield from finiteness_symptoms(expected, actual, around)
        return
    yield from truncation_symptoms(expected, actual)
    yield from cut_symptoms(expected, actual)
    yield from ratio_symptoms(expected, actual, around)
    if expected.ndim == 2 and expected.shape[0] == expected.shape[1] > 1 and agree(expected.T, actual):
        yield "is the transpose of what it should be"
    yield from origin_symptoms(expected, actual, around, difference.label)
    yield from offset_symptoms(expected, actual, around)
    yield from repeat_symptoms(expected, actual, around)
    yield from shift_symptoms(expected, actual)
    yield from relation_symptoms(expected, actual)
    yield from precision_symptoms(expected, actual)


def shape_symptoms(expected: Array, actual: Array, around: Surroundings, mine: str = "") -> Iterator[str]:
    shapes = f"shape {shape_of(actual)}, should be {shape_of(expected)}"
    if expected.ndim == 2 and expected.T.shape == actual.shape and agree(expected.T, actual):
        yield f"has the right numbers, transposed: {shapes}"
    elif expected.size == actual.size and agree(expected.ravel(), actual.ravel()):
        axis = AXES.get(actual.ndim - expected.ndim, "") if bare(expected) == bare(actual) else ""
        yield f"has the right numbers in {shapes}{axis}"
    elif has_other_axes(expected, actual):
        yield f"has the right numbers, its axes in another order: {shapes}"
    if is_diagonal(expected, actual):
        yield f"has the right numbers on its diagonal, and 0 elsewhere: {shapes}"
    yield from row_symptoms(expected, actual, shapes)
    yield from one_more_symptoms(expected, actual, shapes)
    for label, sibling in around.siblings.items():
        if is_telling(actual) and agree(sibling, actual):
            yield f"holds what should be {in_words(label, mine)}: {shapes}"
    m = expected.size
    # Whatever the operation between (m, 1) and (m,), the right results stand on the diagonal.
    is_table = m > 1 and expected.shape in ((m,), (m, 1)) and actual.shape == (m, m)
    if is_table and agree(expected.ravel(), np.diagonal(actual)) and not has_line(actual, expected.ravel()):
        yield f"has the right numbers on its diagonal, as where (m, 1) is broadcast against (m,): {shapes}"
    yield from reduction_symptoms(expected, actual, shapes)


def is_diagonal(expected: Array, actual: Array) -> bool:
    """Return whether a square matrix has the right numbers on its diagonal, and nothing else in it."""
    m = expected.size
    if m < 2 or actual.shape != (m, m):
        return False
    right, found = expected.ravel(), np.diagonal(actual)
    return agree(right, found) and np.count_nonzero(actual) == np.count_nonzero(found)


def has_other_axes(expected: Array, actual: Array) -> bool:
    """Return whether an array of three or four axes holds the right numbers with its axes in another order."""
    if not 2 < expected.ndim == actual.ndim < 5:
        return False
    turned = (np.transpose(expected, order) for order in permutations(range(expected.ndim)))
    return any(each.shape == actual.shape and agree(each, actual) for each in turned)


AXES = {-1: ": an axis of length 1 is missing", 1: ": an axis of length 1 was added"}


def row_symptoms(expected: Array, actual: Array, shapes: str) -> Iterator[str]:
    """Say that only the first or last rows came back, if those are about right."""
    count, all_rows = (len(each) if each.ndim else 0 for each in (actual, expected))
    if not 1 < count < all_rows or expected.shape[1:] != actual.shape[1:] or not is_real(expected, actual):
        return
    for which, rows in (("first", expected[:count]), ("last", expected[-count:])):
        if np.abs(rows - actual).max(initial=0) <= ABOUT * max(1.0, float(np.abs(rows).max(initial=0))):
            yield f"has only the {which} {count} of {all_rows} rows: {shapes}"


def one_more_symptoms(expected: Array, actual: Array, shapes: str) -> Iterator[str]:
    """Say that a row or column came in beside the right ones, before or after them."""
    if expected.ndim != 2 or actual.ndim != 2 or not expected.size:
        return
    for axis, word in ((1, "column"), (0, "row")):
        count = expected.shape[axis]
        if actual.shape[axis] != count + 1 or actual.shape[1 - axis] != expected.shape[1 - axis]:
            continue
        for which, other, kept, added in (("first", "last", 0, count), ("last", "first", 1, 0)):
            line, next_to = actual.take(added, axis), expected.take(-1 if added else 0, axis)
            if agree(next_to, line) or not agree(expected, actual.take(range(kept, kept + count), axis)):
                continue
            constant = line.dtype.kind in "iuf" and bool((line == line[0]).all())
            held = f", the {other} is {number(line[0])}" if constant else ""
            those = f"the {which} {count} are" if count > 1 else f"the {which} is"
            yield f"has one {word} more than it should: {those} right{held}: {shapes}"


def has_line(table: Array, values: Array) -> bool:
    """Return whether a row or column of a table is the right result, which no broadcast explains."""
    return any(agree(values, line) for lines in (table, table.T) for line in lines)


def bare(array: Array) -> tuple[int, ...]:
    """Return a shape without its axes of length 1."""
    return tuple(length for length in array.shape if length > 1)


def reduction_symptoms(expected: Array, actual: Array, shapes: str) -> Iterator[str]:
    """Say which sum or mean is missing, or went too far."""
    if expected.dtype.kind not in "iuf" or actual.dtype.kind not in "iuf":
        return
    axes = [axis for axis in range(actual.ndim) if actual.size == actual.shape[axis] * expected.size]
    for axis in axes if actual.size > expected.size else ():
        first = actual.take([0], axis)
        if (
            not one_number(expected)
            and agree(expected.ravel(), first.ravel())
            and agree(np.broadcast_to(first, actual.shape), actual)
        ):
            what = ("row", "column")[axis] if actual.ndim == 2 else "value"
            yield f"is the right {what}, repeated {actual.shape[axis]} times: {shapes}"
    for name, reduce in (("summed", np.sum), ("averaged", np.mean)):
        if actual.size > expected.size:
            for axis in axes if expected.any() else ():
                if agree(expected.ravel(), np.asarray(reduce(actual, axis=axis)).ravel()):
                    yield f"is not {name} over axis {axis}: {shapes}"
            if (
                expected.size == 1
                and expected.any()
                and agree(expected.ravel(), np.reshape(reduce(actual), 1))
            ):
                yield f"is not {name}: {shapes}"
        elif (
            actual.size == 1
            and is_telling(actual.astype(float))  # one-hot rows sum to 1, as much else does
            and agree(actual.ravel(), np.reshape(reduce(expected), 1))
        ):
            yield f"is {name} over everything, not for each entry: {shapes}"


def finiteness_symptoms(expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    wrong = np.isnan(actual) & ~np.isnan(expected)
    if wrong.any():
        yield f"is nan{in_entries(wrong)}{beyond(wrong, around)}"
    infinite = np.isinf(actual) & np.isfinite(expected)
    if infinite.any():
        yield f"is infinite{in_entries(infinite)}{beyond(infinite, around)}"
    if expected.size == 1 and np.isinf(expected).all() and not np.isinf(actual).any():
        yield f"is {number(actual.item())}, should be {number(expected.item())}"
    if not np.isfinite(expected).all():
        yield "is finite where nan or infinity is expected"


def in_entries(mask: Array) -> str:
    return "" if mask.size == 1 else f" in {int(mask.sum())} of {mask.size} entries"


def beyond(mask: Array, around: Surroundings) -> str:
    """Say from which number on an argument of the same shape has entries in a mask, if exactly those are in it."""
    for name, argument in around.arguments.items():
        array = as_numbers(argument)
        if array is None or array.shape != mask.shape or array.dtype.kind not in "iuf" or mask.all():
            continue
        inside, outside = array[mask], array[~mask]
        if inside.min() == inside.max() and not (outside == inside.min()).any():
            return f", where {name} is {number(inside.min())}"
        if inside.min() > outside.max():
            return f", where {name} is {number(inside.min())} or more"
        if inside.max() < outside.min():
            return f", where {name} is {number(inside.max())} or less"
    return ""


def ratio_symptoms(expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    """Name a constant factor, and the size of the case that it is."""
    ratio = constant_ratio(expected, actual)
    if ratio is None or abs(ratio - 1) < 1e-5:
        return
    if ratio == 0:
        yield "is zero everywhere" if expected.size > 1 else "is zero"
    elif abs(ratio + 1) < 1e-8:
        yield "has the sign reversed"
    else:
        # Of two single numbers, a ratio such as 2/3 is too easily a coincidence to be twice something.
        single = expected.size == 1
        alike = not single and one_number(expected)
        names = [] if alike else ratio_names(ratio, around.sizes, SINGLE if single else FACTORS)
        name = names[0] if len(names) == 1 else ""  # of two sizes with one value, either may be meant
        exact = exact_ratio(ratio)
        if alike and not exact:
            return  # as any other number would be
        if single and not names and not any(close(ratio, plain) for plain in (2, 0.5)):
            return  # any two numbers have a ratio
        if name:
            much = f"exactly {exact}" if exact else number(ratio)
            yield f"is {much} times what it should be, and {name}"
        elif exact:
            yield f"is exactly {exact} times what it should be"
        else:
            yield f"is {number(ratio)} times what it should be, everywhere"


def constant_ratio(expected: Array, actual: Array) -> float | None:
    """Return r such that actual = r · expected in every entry; None if there is no such r."""
    if expected.dtype.kind not in "iuf" or actual.dtype.kind not in "iuf":
        return None
    wanted, returned = expected.astype(float), actual.astype(float)
    scale = np.abs(wanted).max(initial=0.0)
    if not scale > 0:
        return None
    largest = np.unravel_index(int(np.argmax(np.abs(wanted))), wanted.shape)
    ratio = float(returned[largest] / wanted[largest])
    if not np.isfinite(ratio) or 0 < abs(ratio) < TINY:
        return None
    size = max(abs(ratio), TINY)
    # An entry that is right may be so small beside the largest that it would fit any ratio.
    right = (wanted != 0) & (np.abs(returned - wanted) <= 1e-9 * np.abs(wanted))
    if abs(ratio - 1) > 1e-8 and right.any():
        return None
    return ratio if np.abs(returned - ratio * wanted).max() <= 1e-8 * size * scale else None


SINGLE = ((1, ""),)
FACTORS = (*SINGLE, (2, "twice "), (0.5, "half "))
"""Multiples of a size that a factor is compared with."""


def ratio_names(
    ratio: float, sizes: Mapping[str, int], factors: Sequence[tuple[float, str]] = FACTORS
) -> list[str]:
    """Say which sizes of the case a ratio is, or is one over; empty if it is neither, or a plain 2 or 1/2."""
    if any(close(abs(ratio), plain) for plain in (1, 2, 0.5)):
        return []
    found = [name for label, size in sizes.items() if (name := as_size(ratio, label, size, factors))]
    if found:
        return found
    for one, other in combinations(sizes, 2):
        if min(sizes[one], sizes[other]) > 1 and close(ratio, 1 / (sizes[one] * sizes[other])):
            found.append(f"that is 1 over the {one} times the number of {other}")
    found = [name.replace("number of batch", "batch") for name in found]
    return found or [name for factor, name in LOGARITHMS if close(ratio, factor)]


def as_size(ratio: float, label: str, size: int, factors: Sequence[tuple[float, str]]) -> str:
    """Say how a ratio comes from one size; empty if it doesn't."""
    if size < 2:
        return ""
    name = f"number of {label}" if label.endswith("s") else label
    for sign, minus in ((1, ""), (-1, "minus ")):
        for factor, of in factors:
            if close(ratio, sign * factor * size):
                return f"{sign * factor * size:g} is {minus}{of}the {name}"
            if close(ratio, sign * factor / size):
                over = number(factor) if factor != 1 else "1"
                return f"that is {minus}{over} over the {name}"
        for power, form in ((0.5, "the root of"), (-0.5, "1 over the root of")):
            if close(ratio, sign * size**power):
                return f"that is {minus}{form} the {name}"
        if close(ratio, sign / size**2):
            return f"that is {minus}1 over the square of the {name}"
    return ""


LOGARITHMS = (
    (1 / np.log(2), "that's 1/ln 2: a logarithm to base 2"),
    (np.log(2), "that's ln 2: a logarithm to base 2 was converted the wrong way"),
    (1 / np.log(10), "that's 1/ln 10: a logarithm to base 10"),
)


def close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-8 * abs(b)


def exact_ratio(ratio: float) -> str:
    """Return a ratio of small integers as text; empty if it isn't one."""
    near = Fraction(ratio).limit_denominator(64)
    if near == 0 or abs(near.numerator) > 2000 or not close(ratio, float(near)):
        return ""
    return str(near)


def origin_symptoms(expected: Array, actual: Array, around: Surroundings, mine: str = "") -> Iterator[str]:
    """Say where else the same values occur."""
    if not is_telling(actual) or agree(np.zeros(actual.shape), actual, ZERO):
        return
    for label, sibling in around.siblings.items():
        if np.shape(sibling) == actual.shape and agree(sibling, actual):
            yield f"holds what should be {in_words(label, mine)}"
    for name, argument in around.arguments.items():
        array = as_numbers(argument)  # None for a list of arrays of different shapes
        if array is None or array.shape != actual.shape or actual.size < 2:
            continue
        if agree(array, actual):
            yield "is unchanged" if name == mine else f"is the argument {name}, unchanged"
        if array.dtype.kind == "f":
            for function, compute in FUNCTIONS:
                if agree(compute(array), actual):
                    yield f"is {function.format(name)}"
    for value in around.earlier:
        if np.shape(value) == actual.shape and actual.size > 1 and agree(value, actual):
            yield "is what the previous call returned"


ZERO = Tolerance(rtol=0, atol=1e-14)
"""What is nearly zero by rounding comes from anywhere."""
FUNCTIONS = (
    ("tanh({})", np.tanh),
    ("1 - tanh({0})²", lambda z: 1 - np.tanh(z) ** 2),
    ("1 - tanh({})", lambda z: 1 - np.tanh(z)),
    ("the sigmoid of {}", lambda z: 0.5 + 0.5 * np.tanh(z / 2)),
    ("the slope of the sigmoid at {}", lambda z: 0.25 * (1 - np.tanh(z / 2) ** 2)),
    ("max(0, {})", lambda z: np.maximum(z, 0)),
    ("exp({})", np.exp),
    ("{0}(1 - {0})", lambda z: z * (1 - z)),
    ("1 - {}²", lambda z: 1 - z**2),
)
"""What an elementwise function of an argument may have been confused with."""


def offset_symptoms(expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    """Say what was added everywhere, and which argument that is."""
    if expected.size < 2 or expected.dtype.kind not in "iuf" or actual.dtype.kind not in "iuf":
        return
    gap = actual.astype(float) - expected.astype(float)
    for name, argument in around.arguments.items():
        offset = as_numbers(argument)
        if offset is None or offset.size == gap.size or offset.dtype.kind not in "iuf" or not offset.size:
            continue
        if gap.ndim and offset.size == gap.shape[-1]:
            row = offset.reshape(-1).astype(float)
            if np.abs(row).max() < 1e-12:
                continue
            if agree(np.broadcast_to(row, gap.shape), gap):
                yield f"is too large by exactly {name}: {name} was added once too often"
            if agree(np.broadcast_to(-row, gap.shape), gap):
                yield f"is too small by exactly {name}: {name} was not added"
    for name, argument in around.arguments.items():
        other = as_numbers(argument)
        alike = other is not None and other.shape == gap.shape and gap.size > 3
        factor = constant_ratio(other, gap) if alike and other is not None else None
        if factor:
            sign = "plus" if factor > 0 else "minus"
            yield f"is what it should be {sign} {number(abs(factor))} times {name}"
    first = float(gap.flat[0])
    if abs(first) <= SLIGHT * max(1.0, float(np.abs(expected).max())):
        return  # so small an offset is rounding, and naming it would explain nothing
    if np.abs(gap - first).max() <= 1e-9 * max(1.0, abs(first)):
        yield f"is off by {number(first)} everywhere"


def truncation_symptoms(expected: Array, actual: Array) -> Iterator[str]:
    """Say that decimals were cut off, which an integer array does without a word."""
    if expected.dtype.kind != "f" or actual.dtype.kind not in "iuf" or not np.isfinite(expected).all():
        return
    whole = np.trunc(expected)
    if (expected != whole).sum() < MANY_DECIMALS:
        return
    clearly = (whole != whole.flat[0]).any() and (np.abs(expected - whole) > ROUNDS).sum() >= MANY_DECIMALS
    if actual.dtype.kind in "iu" and agree(whole, actual):
        yield f"has lost its decimals: its dtype is {actual.dtype}"
    elif clearly and agree(whole, actual):
        yield "has lost its decimals, as in an array of integers"


def cut_symptoms(expected: Array, actual: Array) -> Iterator[str]:
    """Say at which numbers everything beyond is cut off, if all else is right."""
    if expected.dtype.kind != "f" or not is_real(expected, actual):
        return
    low, high = float(actual.min()), float(actual.max())
    if low == high:
        return  # one number everywhere was not made by cutting
    if 0 < max(abs(low), abs(high)) < TINY * float(np.abs(expected).max()):
        return  # nearly nothing is left of the right numbers
    cut = np.asarray(np.clip(expected, low, high))
    differs = np.abs(expected - actual) > 1e-9 * max(1e-3, float(np.abs(expected).max()))
    above, below = (expected > high) & differs, (expected < low) & differs
    if (above | below).all() or not agree(cut, actual) or distinct(expected[above | below]) < 2:
        return
    # One entry on each side is the largest and the smallest of any array.
    if max(distinct(expected[above]), distinct(expected[below])) < 2:
        return
    sides = [
        (f"{side} {number(limit)}", beyond)
        for side, limit, beyond in (("below", low, below), ("above", high, above))
        if any(number(each) != number(limit) for each in expected[beyond])  # as it prints
    ]
    limits = [text for text, _ in sides]
    count = sum(int(beyond.sum()) for _, beyond in sides)
    if not limits:
        return
    yield f"is never {' or '.join(limits)}: {count} of {expected.size} entries should be"


def repeat_symptoms(expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    """Say that one number, row or column stands everywhere."""
    if expected.dtype.kind not in "iuf" or actual.dtype.kind not in "iuf" or actual.size < 2:
        return
    first = actual.flat[0]
    if not is_telling(actual) and is_telling(expected):
        if name := which_entry(expected, float(first)):
            yield f"is {number(first)} in every entry: {name} of what the entries should be"
        for label, sibling in around.siblings.items():
            if np.size(sibling) == 1 and is_telling(np.asarray(first)) and agree(np.ravel(sibling)[0], first):
                yield f"is {number(first)} in every entry, which is what {label} should be"
        yield f"is {number(first)} in every entry"
    if actual.ndim == 2:
        for axis, word in enumerate(("row", "column")):
            repeats = [bool((a == a.take([0], axis)).all()) for a in (actual, expected)]
            if actual.shape[axis] > 1 and repeats == [True, False]:
                yield f"has the same {word} {actual.shape[axis]} times, should have different ones"


def extent(difference: Difference, expected: Array, actual: Array) -> str:
    """Say where the wrong entries are, if they are few or have something in common."""
    if expected.size < 4 or difference.tolerance is None or not is_real(expected, actual):
        return ""
    rtol, atol = difference.tolerance
    scale = max(1.0, float(np.abs(expected).max()))
    wrong = ~(np.abs(actual - expected) <= atol * scale + rtol * np.abs(expected))
    if not wrong.any() or wrong.all():
        return ""
    if (expected[wrong] == 0).all() and not (expected == 0).all():
        return "; only entries that should be 0 are wrong"
    if (actual[wrong] == 0).all():
        rows = np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1))
        first = int(rows[0])
        if first and len(rows) == len(wrong) - first > 1 and not actual[first:].any():
            return f"; rows {first} to {len(wrong) - 1} are 0, the others are right"
        return f"; {int(wrong.sum())} of {wrong.size} entries are wrongly 0, the others are right"
    if expected.ndim == 2 and expected.shape[0] == expected.shape[1] and (wrong == np.eye(len(wrong))).all():
        return "; only the diagonal is wrong"
    if expected.ndim == 2 and min(expected.shape) > 1 and wrong.sum() > 1:
        for word, lines in (("row", wrong.any(axis=1)), ("column", wrong.any(axis=0))):
            for which, chosen in (("wrong", lines), ("right", ~lines)):
                if chosen.sum() == 1 and lines.size > 2:
                    return f"; only {word} {int(np.argmax(chosen))} is {which}"
    return ""


def is_real(*arrays: Array) -> bool:
    return all(array.dtype.kind == "f" and np.isfinite(array).all() for array in arrays)


def precision_symptoms(expected: Array, actual: Array) -> Iterator[str]:
    """Say that digits were lost in a narrower type of float, which need not be that of the result."""
    if not is_real(expected, actual):
        return
    scale, error = float(np.abs(expected).max()), float(np.abs(actual - expected).max())
    largest = "its largest entry" if expected.size > 1 else "what it should be"
    if 1e-9 * scale < error < 1e-6 * scale:
        single = (actual == actual.astype(np.float32)).all()
        yield f"differs by less than a millionth of {largest}" + (
            ", and every entry is a float32 number" if single else ""
        )
    elif error < 1e-3 * scale and scale < HALF_MAX and is_half(actual):
        yield f"differs by less than a thousandth of {largest}, and every entry is a float16 number"
    elif expected.size > 2 and 1e-6 * scale <= error < APPROXIMATE * scale and expected.all():
        shares = np.abs(actual / expected - 1)
        if shares.max() <= ALIKE * shares.min():
            digits = int(-np.log10(shares.max()))
            yield (
                f"agrees to about {digits} digits only, in all entries alike, as with a rounded constant or a small "
                "number that was added"
            )


def is_half(values: Array) -> bool:
    """Return whether every entry is a float16 number, and not because all are whole or simple fractions."""
    return bool((values == values.astype(np.float16)).all() and (values * 64 % 1 != 0).any())
