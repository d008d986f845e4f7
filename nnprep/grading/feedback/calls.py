"""Finds what the calls that go wrong have in common, and no call that goes right: a dtype, a shape, an earlier call."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from nnprep.checks.compare import EXACT, Tolerance, agree
from nnprep.checks.trace import Trace
from nnprep.errors import joined
from nnprep.grading.feedback.values import distinct
from nnprep.grading.signatures import names_used, signatures_of
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Call, Step, is_plain
from nnprep.sandbox.handles import Handle
from nnprep.sandbox.wire.encoder import encode


class Pair(NamedTuple):
    """One call of the reference and the same call of the submission."""

    expected: Call
    seen: Call | None
    """None if the submission raised an exception in it."""
    right: bool
    alone: bool = True
    """Whether it's the only call of its function in its check."""


def call_traits(
    checks: Sequence[str],
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    *,
    reference: str = "",
) -> Iterator[str]:
    """Yield what is true of exactly the calls of one function that go wrong, if others of it go right.

    If it uses another function in the reference, of which the same is true, only that one is blamed.
    """
    signatures = signatures_of(reference)
    for text in dict.fromkeys(traits_by_place(checks, expected, seen, names_used(reference))):
        names = [each for target, each in signatures.items() if f"`{target.rpartition('.')[2]}`" in text]
        named = by_name(text, names[0]) if len(names) == 1 else text
        yield re.sub(
            r"(`\w+`) and \1", r"\1", named
        )  # one call may pass it by its place, another by its name


def by_name(text: str, names: Sequence[str], quote: str = "`") -> str:
    """Return a text with the names of arguments instead of their places, counted from 1."""

    def name(place: re.Match[str]) -> str:
        number = int(place[1]) - 1
        return f"{quote}{names[number]}{quote}" if number < len(names) else place[0]

    return re.sub(r"\bargument (\d+)\b", name, text)


def lowest(
    target: str,
    pairs: Mapping[str, Sequence[Pair]],
    has: Callable[[Call], bool],
    used: Mapping[str, frozenset[str]],
) -> str:
    """Return the last of the functions that a wrong one uses which is wrong by itself, in calls with the same trait."""
    for other, both in pairs.items():
        if other == target or other.rpartition(".")[2] not in used.get(target, ()):
            continue
        traits = {(each.right, has(each.expected)) for each in both}
        # A wrong formula may give a right number in a call with the trait, too.
        if (False, True) in traits and (False, False) not in traits and (True, False) in traits:
            return lowest(other, pairs, has, {name: used[name] for name in used if name != target})
    return target


def traits_by_place(
    checks: Sequence[str],
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    used: Mapping[str, frozenset[str]],
) -> Iterator[str]:
    """Yield what `call_traits` does, of arguments by their places."""
    pairs: dict[str, list[Pair]] = {}
    for name in checks:
        for pair in paired(expected[name], seen[name]):
            pairs.setdefault(pair.expected.target, []).append(pair)
    for target, both in pairs.items():
        wrong = [pair for pair in both if not pair.right]
        # That nothing was returned where nothing should be is no evidence.
        answered = [pair for pair in both if pair.expected.arguments and pair.expected.result is not None]
        right = [pair for pair in answered if pair.right]
        if not wrong or len(right) < FEW:
            continue
        crashed = any(pair.seen is None for pair in wrong)
        for has, sentence in TRAITS:
            if len(right) < ENOUGH and has is not flat_labels:
                continue
            if has is scattered and (crashed or any(map(is_label, wrong))):
                continue  # an error hardly ever comes of how numbers lie in memory, and labels are right by chance
            if has is flat_labels and not any(column_labels(pair.expected) for pair in right):
                continue  # only the batches of one are right
            if has is column_labels and not come_flat(wrong, right):
                continue  # a bias may be flat, and the last weights a column
            if has in OF_INTEGERS and len(wrong) == 1 and not wrong[0].alone:
                continue  # of many drawn cases, one that goes wrong has a type by chance
            among_right = [has(pair.expected) for pair in right]
            # A sum too large for its type may be right, if each product in it was small enough.
            others = not all(among_right) if has is overflowing else not any(among_right)
            if (
                others
                and all(has(pair.expected) for pair in wrong)
                and (has is not overflowing or all(map(wraps_around, wrong)))
                and (has not in OF_ARRAYS or varies(has, wrong, right))
            ):
                if has in OF_INTEGERS and all(map(nearly_right, wrong)):
                    sentence = SINGLE  # the types of the arguments don't tell why
                if has is whole and not any(arguments(pair.expected) for pair in right):
                    sentence = NOT_LISTS  # the integers of a list are right
                blamed = lowest(target, pairs, has, used)
                if has is flat_labels:
                    mine = [pair for pair in pairs[blamed] if not pair.right]
                    sentence = sentence.replace("an argument", flat_argument(mine))
                nan = " 0 times infinity is nan." if has is endless and any(map(has_nan, wrong)) else ""
                yield sentence.format(name=blamed.rpartition(".")[2]) + nan
                if has is flat_labels and not all(map(is_finite, wrong)):
                    yield OF_ANOTHER_CAUSE.format(name=target.rpartition(".")[2])
                break
        yield from beside_larger(target, both)
        yield from in_another_order(target, wrong)
    kept = [*of_earlier_calls(pairs, expected, seen)]
    unequal = dict.fromkeys(name for check in checks for name in unsteady(expected[check], seen[check]))
    yield from kept or [UNEQUAL.format(name=name) for name in unequal]


def of_earlier_calls(
    pairs: Mapping[str, Sequence[Pair]], expected: Mapping[str, Trace], seen: Mapping[str, Trace]
) -> Iterator[str]:
    """Yield what wrong results have to do with those of earlier calls."""
    yield from kept_results([pair for both in pairs.values() for pair in both])
    yield from piled_results([pair for both in pairs.values() for pair in both])
    everything = [pair for name in expected if name in seen for pair in paired(expected[name], seen[name])]
    for target in pairs:
        yield from numbers_of_before(target, everything)
        yield from sums_over_calls(target, everything)


def in_another_order(target: str, wrong: Sequence[Pair]) -> Iterator[str]:
    """Yield a sentence if every wrong result is a list of the right names, or pairs of names and sizes, reordered."""
    if all(pair.seen is not None and is_reordered(pair.expected.result, pair.seen.result) for pair in wrong):
        yield REORDERED.format(name=target.rpartition(".")[2])


def is_reordered(right: Any, yours: Any) -> bool:
    """Return whether a list holds what it should in another order.

    >>> is_reordered([("W1", (2, 3)), ("b1", (1, 3))], [["b1", (1, 3)], ["W1", (2, 3)]])
    True
    """
    if not isinstance(right, list) or not isinstance(yours, list) or len(right) != len(yours):
        return False
    both = [[text_of(item) for item in items] for items in (right, yours)]
    if not all(both[0] + both[1]):
        return False
    return both[0] != both[1] and sorted(both[0]) == sorted(both[1])


def text_of(item: Any) -> str:
    """Return a name, or names and whole numbers that belong together, as text; empty if it's anything else."""
    if isinstance(item, list | tuple):
        inner = [text_of(each) for each in item]
        return f"({', '.join(inner)})" if all(inner) else ""
    return (
        repr(item) if isinstance(item, str) else str(int(item)) if isinstance(item, int | np.integer) else ""
    )


def unsteady(expected: Trace, seen: Trace) -> Iterator[str]:
    """Yield the functions that return different results in equal calls with nothing else between them."""
    rows = [
        (wanted, mine)
        for wanted, mine in zip(expected.steps, seen.steps, strict=False)
        if wanted.request[0] != "often"  # it repeats the call before it
    ]
    for (wanted, mine), (wanted_again, mine_again) in pairwise(rows):
        if not (is_repeated(wanted, wanted_again) and is_repeated(mine, mine_again)):
            continue
        if wanted.result is None:
            continue  # what changes an object, like a step, may well return something else the next time
        if agree(wanted.result, wanted_again.result) and not agree(mine.result, mine_again.result):
            yield wanted.request[-3]


def is_repeated(first: Step, second: Step) -> bool:
    """Return whether two answered requests are equal calls of a function, or of a method of the same object."""
    one, other = first.request, second.request
    if one[0] not in ("call", "method") or len(one) != len(other) or one[-3] != other[-3]:
        return False
    if one[1] is not other[1] and one[0] == "method":
        return False
    passed, again = [*one[-2], one[-1]], [*other[-2], other[-1]]
    answered = first.answered and second.answered and not isinstance(first.result, Handle)
    return (
        answered
        and is_plain(passed)
        and is_plain(again)
        and encode(passed, layout=True) == encode(again, layout=True)
    )


def beside_larger(target: str, pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield a sentence if rows are wrong exactly where another row of the batch is larger by some number."""
    right: list[float] = [0.0]
    wrong: list[float] = []
    for pair in pairs:
        batch = next((a for a in arguments(pair.expected) if a.ndim == 2 and a.dtype.kind in "fi"), None)
        if batch is None or pair.seen is None or not batch.size or not np.isfinite(batch).all():
            return
        tops = batch.max(axis=1).astype(float)  # differences of narrow integers wrap around
        both = arrays_in(pair.expected.result), arrays_in(pair.seen.result)
        rows = [(a, b) for a, b in zip(*both, strict=False) if np.shape(a) == np.shape(b) == batch.shape]
        for row, gap in enumerate(tops.max() - tops):
            (right if all(agree(a[row], b[row]) for a, b in rows) else wrong).append(float(gap))
        if not pair.right and not rows:
            return
    if len(wrong) >= ENOUGH and min(wrong) > LARGER + max(right):
        yield BESIDE.format(name=target.rpartition(".")[2], gap=f"{min(wrong):.4g}")


def varies(has: Callable[[Call], bool], wrong: Sequence[Pair], right: Sequence[Pair]) -> bool:
    """Return whether arguments with a trait come without it in right calls: a mask, for one, is always boolean."""
    usual = {name for pair in right for name, alone in by_argument(pair.expected) if not has(alone)}
    return all(
        any(name in usual and has(alone) for name, alone in by_argument(pair.expected)) for pair in wrong
    )


def come_flat(wrong: Sequence[Pair], right: Sequence[Pair]) -> bool:
    """Return whether each wrong call has a column of what comes flat in right calls."""

    def having(pair: Pair, axes: int) -> set[str]:
        passed = [(name, arguments(alone)) for name, alone in by_argument(pair.expected)]
        return {name for name, found in passed if all(a.ndim == axes and a.size == len(a) > 1 for a in found)}

    flat = {name for pair in right for name in having(pair, 1)}
    return all(not flat.isdisjoint(having(pair, 2)) for pair in wrong)


def flat_argument(pairs: Sequence[Pair]) -> str:
    """Return the name of the flat argument of some calls, if they have only one and a call passes it by name."""
    flat = {
        name
        for pair in pairs
        for name, alone in by_argument(pair.expected)
        if any(array.ndim == 1 and array.size > 1 for array in arguments(alone))
    }
    named, places = [name for name in flat if "`" in name], [name for name in flat if "`" not in name]
    return [*named, *places][0] if len(named) <= 1 and len(places) <= 1 and flat else "an argument"


def by_argument(call: Call) -> Iterator[tuple[str, Call]]:
    """Yield each argument with arrays by its name, with a call of it alone."""
    for name, value in passed(call).items():
        if arrays_in(value):
            yield name, call._replace(arguments=(value,), keywords={})


def numbers_of_before(target: str, pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield a sentence if every wrong number of a function belongs to an earlier call."""
    earlier: dict[int, Call] = {}
    wrong: list[int] = []
    kept = False
    for pair in (each for each in pairs if each.expected.target == target):
        right, mine = pair.expected.result, pair.seen.result if pair.seen is not None else None
        if type(right) is not int:
            continue
        if not pair.right:
            if not isinstance(mine, int) or mine not in earlier:
                return
            kept |= not shares_array(earlier[mine], pair.expected)
            wrong.append(right)
        earlier.setdefault(right, pair.expected)
    if kept and len(set(wrong)) >= ENOUGH:
        yield OF_BEFORE.format(name=target.rpartition(".")[2])


def sums_over_calls(target: str, pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield a sentence if wrong results are what was returned before, in all or in a shape, plus the right ones."""
    sums = [judged for judged in summed_values(target, pairs) if True in judged]
    if len(sums) >= ENOUGH - 1:
        yield SUMMED.format(name=target.rpartition(".")[2], count=len(sums))


def are_sums(checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace]) -> bool:
    """Return whether most wrong calls of each function that has any are sums over calls, see above.

    Not all of them: a check may call a function often without looking, and float32 rounds.
    """
    pairs = [pair for name in expected if name in seen for pair in paired(expected[name], seen[name])]
    if any(pair.seen is None for pair in pairs) or not all(seen[name].finished for name in checks):
        return False
    targets = {pair.expected.target for pair in pairs if not pair.right}
    wrong = [[each for each in summed_values(target, pairs) if each] for target in targets]
    sums = [sum(map(all, judged)) for judged in wrong]
    return bool(sums) and all(
        n >= ENOUGH - 1 and 2 * n > len(judged) for n, judged in zip(sums, wrong, strict=True)
    )


def summed_values(target: str, pairs: Sequence[Pair]) -> Iterator[list[bool]]:
    """Yield for each call of a function whether each wrong value is what was returned before plus the right one."""
    last: dict[tuple[Any, ...], Any] = {}
    for pair in (each for each in pairs if each.expected.target == target and each.seen is not None):
        results = [values_in(each.result) for each in (pair.expected, pair.seen) if each is not None]
        judged = []
        for place, (right, mine) in enumerate(zip(*results, strict=False)):
            keys = (place,), (place, np.shape(mine))
            if not agree(right, mine):
                judged.append(any(is_sum(last.get(key), right, mine) for key in keys))
            last |= dict.fromkeys(keys, mine)
        yield judged if judged or pair.right else [False]


def values_in(result: Any) -> list[Any]:
    """Return the arrays in a result, or the number that it is."""
    return [result] if isinstance(result, int | float) else arrays_in(result)


def is_sum(before: Any, right: Any, mine: Any) -> bool:
    """Return whether a value is an earlier one plus the right one, all finite, and neither is too small to show."""
    shapes = [np.shape(each) for each in (before, right, mine)]
    if before is None or shapes[1:] != shapes[:2]:
        return False
    if isinstance(mine, int):
        return bool(before and right and before + right == mine)
    finite = np.all(np.isfinite(before)) and np.all(np.isfinite(right))
    return bool(finite) and agree(before + right, mine) and not agree(before, mine) and not agree(right, mine)


def paired(expected: Trace, seen: Trace) -> Iterator[Pair]:
    """Yield the calls of one check with the same ones of the submission, up to the first that it didn't answer."""
    calls = Counter(each.target for each in expected.calls)
    for place, wanted in enumerate(expected.calls):
        call = seen.calls[place] if place < len(seen.calls) else None
        if isinstance(wanted.result, Handle) or (call is not None and call.target != wanted.target):
            continue
        right = call is not None and agree(wanted.result, call.result)
        yield Pair(wanted, call, right, calls[wanted.target] == 1)
        if call is None:
            return


def kept_results(pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield a sentence if a wrong result is exactly what an earlier call rightly returned, for other arguments.

    Where the calls share an array, an argument that is ignored in them gives the same.
    """
    earlier: dict[tuple[str, int, bytes], Pair] = {}
    said = ""
    for pair in pairs:
        if pair.seen is None:
            continue
        both = zip(arrays_in(pair.expected.result), arrays_in(pair.seen.result), strict=False)
        for place, (wanted, array) in enumerate(both):
            key = (pair.seen.target, place, array.tobytes())
            if agree(wanted, array):
                earlier.setdefault(key, pair)
            elif array.dtype.kind != "f":
                continue  # labels are easily the same
            elif key in earlier and distinct(array) > 2 and not agree(wanted, array, NEARLY):
                before = earlier[key]
                name = f"`{pair.seen.target.rpartition('.')[2]}`"
                whole = before.seen is not None and agree(before.seen.result, pair.seen.result, EXACT)
                subject = f"{name} returned" if whole else f"An array that {name} returned is"
                ignored = differing(before.expected, pair.expected)
                if not ignored:
                    continue  # another value of the same call, or that call again on an object that has changed
                if not shares_array(before.expected, pair.expected):
                    yield KEPT.format(subject=subject)
                    return
                said = said or IGNORED.format(subject=subject, which=joined(ignored))
    if said:
        yield said


def passed(call: Call) -> dict[str, Any]:
    """Return the arguments of a call by their names, positional ones by their places."""
    return {
        **{f"argument {n}": value for n, value in enumerate(call.arguments, 1)},
        **{f"`{name}`": value for name, value in call.keywords.items()},
    }


def differing(one: Call, other: Call) -> list[str]:
    """Return the names of the arguments in which two calls differ; an array may be passed by name or by place."""
    mine, theirs = passed(one), passed(other)
    names = dict.fromkeys([*mine, *theirs])
    differ = [n for n in names if not (n in mine and n in theirs and agree(mine[n], theirs[n], EXACT))]
    sides = (mine, [*theirs.values()]), (theirs, [*mine.values()])
    return [
        name
        for name in differ
        if not any(is_among(side[name], others) for side, others in sides if name in side)
    ]


def shares_array(one: Call, other: Call) -> bool:
    """Return whether two calls get an equal array or list, by whatever name."""
    return any(is_among(value, [*passed(other).values()]) for value in passed(one).values())


def is_among(value: Any, others: Sequence[Any]) -> bool:
    """Return whether a value is an array or a list that is equal to another one."""
    return isinstance(value, np.ndarray | list) and any(
        isinstance(each, np.ndarray | list) and agree(each, value, EXACT) for each in others
    )


def piled_results(pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield a sentence if a list begins with what an earlier call returned, and goes on with what's right."""
    earlier: dict[str, list[Any]] = {}
    for pair in pairs:
        if (
            pair.seen is None
            or not isinstance(pair.seen.result, list)
            or not isinstance(pair.expected.result, list)
        ):
            continue
        before, mine, right = earlier.get(pair.seen.target), pair.seen.result, pair.expected.result
        begins = agree(before, mine[: len(before)], EXACT) if before else False
        if begins and right and before and agree(right, mine[len(before) :]):
            yield PILED.format(name=pair.seen.target.rpartition(".")[2])
            return
        earlier[pair.seen.target] = mine


def arrays_in(value: Any) -> list[np.ndarray[Any, Any]]:
    """Return the arrays in a result, in order."""
    if isinstance(value, np.ndarray):
        return [value]
    if isinstance(value, list | tuple):
        return [
            array
            for item in value
            if isinstance(item, np.ndarray | list | tuple)
            for array in arrays_in(item)
        ]
    return []


def arguments(call: Call) -> list[np.ndarray[Any, Any]]:
    """Return the arrays that were passed to a call."""
    return arrays_in([*call.arguments, *call.keywords.values()])


def unsigned(call: Call) -> bool:
    return any(array.dtype.kind == "u" and array.any() for array in arguments(call))  # -0 is right


def unsigned_or_truth(call: Call) -> bool:
    return any(array.dtype.kind in "ub" and array.any() for array in arguments(call))


def overflowing(call: Call) -> bool:
    """Whether integers of a narrow type are to make a number that it doesn't hold."""
    return type(call.result) is int and any(call.result > np.iinfo(kind).max for kind in narrow(call))


def narrow(call: Call) -> list[np.dtype[Any]]:
    """Return the types of a call's arrays of integers with fewer than 64 bits."""
    return [a.dtype for a in arguments(call) if a.dtype.kind in "iu" and a.dtype.itemsize < 8]


def wraps_around(pair: Pair) -> bool:
    """Return whether a number is what is left of the right one in a narrow type: wider sums change nothing in that."""
    right, yours = pair.expected.result, pair.seen.result if pair.seen is not None else None
    return isinstance(yours, int | np.integer) and any(
        (right - int(yours)) % 2 ** (8 * kind.itemsize) == 0 for kind in narrow(pair.expected)
    )


def of_one_byte(call: Call) -> bool:
    return any(array.dtype.kind in "iu" and array.dtype.itemsize == 1 for array in arguments(call))


def whole(call: Call) -> bool:
    """Whether all arrays of a call hold integers."""
    passed = arguments(call)
    return bool(passed) and all(array.dtype.kind in "iu" for array in passed)


def single_precision(call: Call) -> bool:
    return any(array.dtype == np.float32 for array in arguments(call))


def flat_labels(call: Call) -> bool:
    """Whether a call has an array (m,) for the m rows of its first matrix; beside images, (m,) may be a bias."""
    passed = arguments(call)
    rows = [len(array) for array in passed if array.ndim == 2][:1]
    flat = any(array.ndim == 1 and array.size > 1 and array.size in rows for array in passed)
    return flat and all(array.ndim <= 2 for array in passed)


def column_labels(call: Call) -> bool:
    """Whether a call of several arrays has a column with several rows of them, and no flat one."""
    passed = arguments(call)
    column = any(a.ndim == 2 and a.shape[1] == 1 and len(a) > 1 for a in passed)
    return len(passed) > 1 and column and all(a.ndim != 1 for a in passed)


def nearly_right(pair: Pair) -> bool:
    """Return whether a call is right to the digits of float32."""
    return pair.seen is not None and agree(pair.expected.result, pair.seen.result, DIGITS)


def endless(call: Call) -> bool:
    return any(array.dtype.kind == "f" and np.isinf(array).any() for array in arguments(call))


def is_finite(pair: Pair) -> bool:
    """Return whether a result is no single number that is infinite or nan; so is one of a call that raised an error."""
    found = None if pair.seen is None else pair.seen.result
    return not isinstance(found, float) or bool(np.isfinite(found))


def has_nan(pair: Pair) -> bool:
    """Return whether the submission returned nan in a call."""
    found = arrays_in([pair.seen.result]) if pair.seen is not None else []
    return any(array.dtype.kind == "f" and np.isnan(array).any() for array in found)


def is_label(pair: Pair) -> bool:
    """Return whether a call should return an array of whole numbers."""
    result = pair.expected.result
    return isinstance(result, np.ndarray) and result.dtype.kind in "iub"


def scattered(call: Call) -> bool:
    """Whether a call has an array of rows that isn't laid out row by row; one axis has no rows."""
    return any(array.ndim > 1 and not array.flags.c_contiguous for array in arguments(call))


def unsigned_of_one_byte(call: Call) -> bool:
    return any(array.dtype == np.uint8 and array.any() for array in arguments(call))


DIGITS = Tolerance(rtol=1e-6, atol=1e-12)
SINGLE = "`{name}` is right to about seven digits for integers: convert them to float64, not to float32."
WRAPPED = (
    "Wherever `{name}` is wrong here, the right result is too large for the integer type of the array that was passed "
    "in"
)
WRAPS = WRAPPED.partition(", ")[2]
NOT_LISTS = "`{name}` is wrong here only where an argument is an array, not a list."
NEARLY = Tolerance(rtol=0.0, atol=1e-2)
"""Where right results are so much alike, an equal one isn't that of an earlier call."""
ENOUGH = 4
"""How many calls with arrays must be right before what the wrong ones have in common isn't a coincidence."""
FEW = 2
"""How many, one with a column, if all labels in a row are wrong: that explains itself."""
TRAITS: tuple[tuple[Callable[[Call], bool], str], ...] = (
    (
        unsigned_of_one_byte,
        "`{name}` is wrong here where an argument is of type uint8, whose arithmetic wraps around below 0 and beyond "
        "255. Convert before you calculate.",
    ),
    (
        unsigned,
        "`{name}` is wrong here only for unsigned integers, whose arithmetic wraps around: with 8 bits, -1 becomes "
        "255. Convert before you calculate.",
    ),
    (
        unsigned_or_truth,
        "`{name}` is wrong here only for unsigned integers and booleans: -1 becomes 255 there, and a minus may fail. "
        "Convert before you calculate.",
    ),
    (
        overflowing,
        WRAPPED + ": NumPy's integers wrap around. Convert each entry with int() before you calculate.",
    ),
    (
        of_one_byte,
        "`{name}` is wrong here only for integers of one byte, which wrap around beyond 127 or 255: convert before you "
        "calculate.",
    ),
    (
        whole,
        "`{name}` is wrong here only for integers: convert them to float64 before you calculate.",
    ),
    (single_precision, "`{name}` is wrong here only for float32."),
    (endless, "`{name}` is wrong here only where an argument holds infinity."),
    (
        scattered,
        "`{name}` is wrong here only for arrays that aren't laid out row by row, such as a transpose.",
    ),
    (
        flat_labels,
        "Here, `{name}` is wrong where an argument has the shape (m,) with m > 1, and right where none has. Unless "
        "it's reshaped, it broadcasts to (m, m) against an array (m, 1).",
    ),
    (column_labels, "`{name}` is wrong here only where labels come as a column, (m, 1): reshape them first."),
)
"""What calls can have in common, the most specific first."""
OF_INTEGERS = (unsigned_of_one_byte, unsigned, unsigned_or_truth, of_one_byte, whole)
OF_ARRAYS = (
    unsigned_of_one_byte,
    unsigned,
    unsigned_or_truth,
    of_one_byte,
    single_precision,
    endless,
    scattered,
)
"""Traits of single arrays."""
OF_BEFORE = (
    "Every wrong result of `{name}` is the right one of an earlier call: something is kept between calls."
)
OF_ANOTHER_CAUSE = "Where `{name}` is infinite or nan, a shape isn't the only cause."
PILED = (
    "`{name}` returned what an earlier call returned, followed by the right list: each call adds to one list. Make a "
    "new one in each call; a default argument such as `result=[]` is made only once."
)
IGNORED = (
    "{subject} exactly the same in two calls that differ only in {which}, as if that made no difference."
)
SUMS = "sums pile up over calls"
SUMMED = (
    f"In {{count}} calls, a wrong value that `{{name}}` returned is an earlier one plus the right one: {SUMS}. "
    "Begin each call at zero; variables of the module, attributes of a class and default arguments keep their values."
)
REORDERED = "Wherever `{name}` is wrong here, it returned all the right items, in another order."
UNEQUAL = (
    "`{name}` returned different results in two equal calls that follow each other: something in it is random, or is "
    "kept between calls."
)
LARGER = 1.0
"""By how much the gaps beside wrong rows exceed those beside right ones at least."""
BESIDE = (
    "Rows of what `{name}` returns are wrong here exactly where the maximum of another row is larger by {gap} or more: "
    "look for a maximum of the whole batch, for example."
)
KEPT = (
    "{subject} exactly what an earlier call returned, although its arguments were different: your code keeps something "
    "between calls."
)
