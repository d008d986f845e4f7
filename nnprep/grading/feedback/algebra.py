"""Finds how a wrong value follows from the right one and from what the call was given: a term too many, a factor lost.

What is said holds in every call in which the value is wrong, and the numbers are such that no other relation of the
same kind would give them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import Any

import numpy as np

from nnprep.errors import joined
from nnprep.grading.feedback.relations import SPREAD
from nnprep.grading.feedback.samples import Sample, of_steps
from nnprep.grading.feedback.terms import Terms, at_labels, terms
from nnprep.grading.feedback.values import distinct, number
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple

Array = np.ndarray[Any, Any]

CLOSE = 1e-8
"""How far apart two values may be that are equal but for rounding, as a share of the largest entry."""
MOST_SAMPLES = 40
"""In how many calls a relation is looked for."""
ENTRIES = 4
"""How many different wrong entries a relation must explain."""
CALLS = 3
"""In how many calls a relation between single numbers must hold."""


OF_A_NUMBER = late_pattern(r"^zero$|(times|plus|minus|divided by) [-\d.e+]+$")
"""How a relation ends that gives a number and no reason for it."""
AFTER_ONE = "After a single step"
AT_LABELS = "Only entries at the rows' labels are wrong: there"
AT_TIMES = " at times"
"""How the place of a relation ends if the value is right there at other times."""
LIMITED = ("In one case", "In some calls", "In calls", AT_LABELS)
"""How places begin that aren't taken for more than what was seen."""
EVERYWHERE = "everywhere"
"""Stands for a relation that all values have, the right ones as well."""


class Relation(NamedTuple):
    """How a wrong value follows from the right one."""

    text: str
    """What the value is, without a subject; `{c}` stands for a number that is the same in all calls."""
    value: Callable[[Sample, Terms], Array | None]
    """Computes the wrong value; None if the relation can't be formed."""
    term: str = ""
    """The name of the term that was added or multiplied, if that's all."""
    which: str = ""
    """Which of the right entries stands everywhere, if one does."""


def relations(known: Sequence[Sample]) -> list[str]:
    """Return a sentence for each group of values that follow from the right ones in the same way."""
    return sentences(grouped(known))


Groups = dict[tuple[str, str, tuple[str, ...]], list[str]]
"""Where values follow from the right ones, how, and from which of the submission's -> the labels of these values."""


def sentences(groups: Groups) -> list[str]:
    """Return a sentence for each group of values that follow from the right ones in the same way."""
    return [of_steps(spoken(where, text, labels), after) for (where, text, after), labels in groups.items()]


def told_by(groups: Groups) -> set[str]:
    """Return the labels of values of which groups tell in all wrong calls what was done to them.

    That a value is so many times what it should be tells only by how much it is off.
    """
    return {
        label
        for (where, text, _), labels in groups.items()
        for label in labels
        if where.removesuffix(AT_TIMES) in ("", EVERYWHERE, AT_LABELS) and not OF_A_NUMBER.search(text)
    }


def grouped(known: Sequence[Sample]) -> Groups:
    """Return the values that follow from the right ones, those together that do so in the same way."""
    found: Groups = {}
    for key in dict.fromkeys((sample.function, sample.label) for sample in known):
        wrong = [sample for sample in known if (sample.function, sample.label) == key and sample.wrong]
        others = [sample for sample in wrong if not sample.comparable]
        wrong = sorted(
            (sample for sample in wrong if sample.comparable),
            key=lambda sample: (sample.right.size < 2, sample.right.size),
        )
        for where, chosen in SUBSETS:
            these = [one for sample in wrong if (one := chosen(sample)) is not None]
            text = of_value(these[:MOST_SAMPLES])
            if len(these) > MOST_SAMPLES and text and of_value(these) != text:
                continue
            if chosen in BUT_A_ROW and (len(these) < len(wrong) or of_value(wrong[:MOST_SAMPLES]) == text):
                continue  # it holds in the other row as well, or nothing is known of some calls
            if text not in ("", key[1]) and not text.endswith(ALL_BUT_EQUAL):
                if others:
                    shaped = any(sample.shaped for sample in others)
                    where = "In some calls" if shaped else f"{where or 'In calls'} where the shape is right"
                after = tuple(dict.fromkeys(name for sample in wrong for name in sample.after))
                if not where and not others and holds_everywhere(text, known, key, wrong):
                    where = EVERYWHERE
                targets = {s.target for s in known if s.label == key[1] and s.wrong}
                where = narrowed(where, these, key[0].rpartition(".")[2] if len(targets) > 1 else "")
                if where not in ("", EVERYWHERE) and goes_right(text, known, key, these, chosen):
                    where += AT_TIMES
                labels = found.setdefault((where, text, after), [])
                labels += [key[1]] if key[1] not in labels else []
                break
    return found


def holds_everywhere(
    text: str, known: Sequence[Sample], key: tuple[str, str], wrong: Sequence[Sample]
) -> bool:
    """Return whether a relation also holds in all calls where the value is right, such as a factor that is 1 there."""
    right = [one for one in known if (one.function, one.label) == key and not one.wrong]
    return all(one.comparable for one in right) and (not right or of_value([*wrong, *right]) == text)


def goes_right(
    text: str,
    known: Sequence[Sample],
    key: tuple[str, str],
    these: Sequence[Sample],
    chosen: Callable[[Sample], Sample | None],
) -> bool:
    """Return whether a value is also right in some of the cases that a relation is said of, and has it not there."""
    cases = {sample.case for sample in these}
    right = [
        one
        for sample in known
        if (sample.function, sample.label) == key and not sample.wrong
        if (len(cases) > 1 or sample.case in cases) and (one := chosen(sample)) is not None
    ]
    return bool(right) and of_value([*these, *right]) != text


def narrowed(where: str, these: Sequence[Sample], target: str) -> str:
    """Return where a relation was measured: after which function, if the value is wrong after others too.

    A single case is called that: it may have a setting that another doesn't share.
    """
    once = len({sample.case for sample in these}) == 1
    if where == EVERYWHERE and (target or once):
        where = ""
    if target and where == AFTER_ONE:
        where = f"After one call of `{target}`"
    elif target:
        after = f"After `{target}`" if all(moves(sample) for sample in these) else f"In `{target}`"
        where = f"{where}, {after[0].lower()}{after[1:]}" if where else after
    if once:
        where = f"In one case, {where[0].lower()}{where[1:]}" if where else "In one case"
    return where


def of_value(wrong: Sequence[Sample]) -> str:
    """Return how these wrong values follow from the right ones; of arrays that move, how their moves do."""
    if wrong and all(moves(sample) for sample in wrong):
        text = relation([moved(sample) for sample in wrong])
        if text.startswith(RIGHT):
            return text.replace(RIGHT, MOVED, 1)
    text = relation(wrong)
    # Perhaps nothing was computed where only zeros are wrong: what else is 0 there is no factor, but for a mask.
    of_zeros = text.startswith(RIGHT) and MASK not in text and all(map(vanishes, wrong))
    return "" if of_zeros else text


def vanishes(sample: Sample) -> bool:
    """Return whether a value is 0 in every entry that's wrong."""
    wrong = np.abs(sample.yours - sample.right) > NOISE * np.abs(sample.right)
    return bool(wrong.any()) and not sample.yours[wrong].any()


def moves(sample: Sample) -> bool:
    """Return whether a value is what has become of an array that the object held before."""
    before = sample.known.get(sample.label)
    return isinstance(before, np.ndarray) and before.shape == sample.right.shape


def moved(sample: Sample) -> Sample:
    """Return how far an array has moved instead of where it is."""
    before = sample.known[sample.label]
    return sample._replace(right=sample.right - before, yours=sample.yours - before)


RIGHT, MASK = "what it should be", " the mask "
NOISE = 1e-12
"""What share of the right value is rounding, of which no relation says anything."""
ALL_BUT_EQUAL = (" times 1", " divided by 1")
"""How relations end that say nothing as they print."""
MOVED = "moved by the right amount"
"""What is said of the move of an array instead of the array."""


PENALTY, DECAY = ", as an L2 penalty would.", ", as weight decay would do."
"""How sentences end that name what was added."""


ADDED = late_pattern(r"(plus|minus) [-\d.e+]+ times ([^\W\d].*)$")
"""How a multiple of a term is added, or subtracted."""


def spoken(where: str, what: str, labels: Sequence[str]) -> str:
    names = joined(labels)
    sign, term = added.groups() if (added := ADDED.search(what)) else ("", "")
    if sign == "plus" and term.startswith("the sum of squares of all"):
        what += PENALTY[:-1]
    # Weights get smaller, and their gradient gets a share of them.
    elif term and all(label.endswith(term) and (sign == "minus") == (label == term) for label in labels):
        what += DECAY[:-1]
    if where == EVERYWHERE:
        return f"{names} is {what}." if len(labels) == 1 else f"Each of {names} is {what}."
    if where and not where.startswith(LIMITED):
        where = f"Here, {where[0].lower()}{where[1:]}"
    if where and not where.endswith(AT_TIMES):
        return f"{where}, {names if len(labels) == 1 else f'each of {names}'} is {what}."
    are, it = ("is", "it") if len(labels) == 1 else ("are", "each")
    if where:
        return f"{where.removesuffix(AT_TIMES)}, wherever {names} {are} wrong, {it} is {what}."
    return f"Wherever {names} {are} wrong here, {it} is {what}."


def rows(sample: Sample) -> int:
    """Return how many rows the first matrix among the arguments has; 0 without one."""
    matrices = [v for v in sample.known.values() if isinstance(v, np.ndarray) and v.ndim == 2]
    return len(matrices[0]) if matrices else 0


def after_one(sample: Sample) -> Sample | None:
    return sample if sample.after_one else None


def of_one(sample: Sample) -> Sample | None:
    return sample if rows(sample) == 1 else None


def but_last(sample: Sample) -> Sample | None:
    """Return a value without its last row, and what is known without that row."""
    return without_row(sample, slice(None, -1))


def but_first(sample: Sample) -> Sample | None:
    """Return a value without its first row, and what is known without that row."""
    return without_row(sample, slice(1, None))


def without_row(sample: Sample, left: slice) -> Sample | None:
    count = len(sample.right) if sample.right.ndim == 2 else 0
    if count < 2 or rows(sample) != count:
        return None
    known = {
        name: value[left] if isinstance(value, np.ndarray) and value.ndim and len(value) == count else value
        for name, value in sample.known.items()
    }
    return sample._replace(right=sample.right[left], yours=sample.yours[left], known=known)


SUBSETS: tuple[tuple[str, Callable[[Sample], Sample | None]], ...] = (
    ("", lambda sample: sample),
    (AFTER_ONE, after_one),
    ("For a batch of one", of_one),
    ("In all rows but the last", but_last),
    ("From the second row on", but_first),
    (AT_LABELS, at_labels),
)
"""Of which wrong values a relation is looked for, all of them first."""
BUT_A_ROW = (but_last, but_first, at_labels)


def relation(wrong: Sequence[Sample]) -> str:
    """Return the simplest relation that holds in all of these; empty if none does, or they can't tell."""
    if len(wrong) < 2 or not tells(wrong) or all(same(sample.right, sample.yours) for sample in wrong):
        return ""
    if not any(sample.yours.any() for sample in wrong):
        return "zero"
    if all(np.abs(sample.yours).max() < NOISE * np.abs(sample.right).max() for sample in wrong):
        return ""
    with np.errstate(all="ignore"):
        table = [terms(sample) for sample in wrong[:1]]
        once = len({sample.case for sample in wrong}) == 1
        for candidate in candidates(wrong[0], table[0]):
            if not fits(candidate, wrong[0], table[0]):
                continue
            while len(table) < len(wrong):
                table.append(terms(wrong[len(table)]))
            pairs = list(zip(wrong, table, strict=True))
            if candidate.term and says_nothing(candidate.term, table, once=once):
                continue  # a setting that's the same in all calls is a number like others
            if all(fits(candidate, sample, each) for sample, each in pairs):
                return candidate.text + (as_well(candidate.which, wrong) if candidate.which else "")
        return (
            with_constant(wrong, table)
            or with_power(wrong)
            or with_product(wrong, table)
            or with_decay(wrong, table)
        )
    return ""


def as_well(which: str, wrong: Sequence[Sample]) -> str:
    """Return which other one of the right entries the one that stands everywhere is in all calls."""
    others = [
        name
        for name, _, axes, reduce in SPREAD
        if name not in ("", which)
        and all(fits(Relation("", spread(axes, reduce)), each, {}) for each in wrong)
    ]
    return f" (here, that's {joined(others)} as well)" if others else ""


def tells(wrong: Sequence[Sample]) -> bool:
    """Return whether these are enough numbers to tell relations apart."""
    entries = np.concatenate([sample.right[sample.yours != sample.right].ravel() for sample in wrong])
    if all(sample.right.size == 1 for sample in wrong):
        return distinct(entries) > CALLS
    return distinct(entries) >= min(ENTRIES, CALLS)


def fits(candidate: Relation, sample: Sample, known: Terms) -> bool:
    value = candidate.value(sample, known)
    return value is not None and same(value, sample.yours)


def same(one: Array, other: Array) -> bool:
    """Return whether two arrays of one shape hold the same numbers but for rounding."""
    if one.shape != other.shape:
        return False
    limit = rounding(other)
    # The first numbers refute most relations, in less time than all of them.
    if not abs(one.flat[0] - other.flat[0]) <= limit:
        return False
    return bool(np.isfinite(one).all()) and float(np.abs(one - other).max()) <= limit


def rounding(numbers: Array) -> float:
    """Return how far from these numbers others may be that are equal but for rounding."""
    return CLOSE * max(1e-6, float(np.abs(numbers).max()))


def candidates(sample: Sample, known: Terms) -> Iterator[Relation]:
    """Yield relations, the simplest first."""
    right, yours, limit = sample.right.flat[0], sample.yours.flat[0], rounding(sample.yours)
    # The first numbers refute most, in less time than a relation takes to make.
    first = [(name, term.flat[0]) for name, term in known.items() if term.size]
    for name, one in first:
        if abs(one - yours) <= limit:
            yield Relation(name, term_alone(name))
    for which, text, axes, reduce in SPREAD:
        yield Relation(text, spread(axes, reduce), which=which)
    for pair in COMBINATIONS:
        for name, one in first:
            for word, operation in pair:
                if abs(operation(right, one) - yours) <= limit:
                    yield Relation(f"what it should be {word} {name}", combined(name, operation), name)
    yield from products(sample)
    plain = [name for name in known if name in sample.known]
    sizes = [name for name in known if name.startswith(("the number of", "the root of"))]
    for name in plain:
        for size in sizes:
            yield Relation(f"what it should be without {name}, divided by {size}", without(name, size), name)


def without(name: str, size: str) -> Callable[[Sample, Terms], Array | None]:
    def value(sample: Sample, known: Terms) -> Array | None:
        left = combined(name, np.subtract)(sample, known)
        return None if left is None or size not in known else left / known[size]

    return value


def says_nothing(name: str, table: Sequence[Terms], *, once: bool) -> bool:
    """Return whether a term is zero everywhere, or one number in all calls: others could be that number as well.

    Counts of three or more are hardly met by chance, unless there is `once` a call.
    """
    values = [each[name] for each in table if name in each]
    if not any(value.any() for value in values):
        return True
    numbers = {float(value) for value in values if not value.ndim}
    if len(numbers) != 1 or len(values) > sum(not value.ndim for value in values):
        return False
    return once or not (name.startswith("the number of") and min(numbers) > 2)


def term_alone(name: str) -> Callable[[Sample, Terms], Array | None]:
    def value(sample: Sample, known: Terms) -> Array | None:
        term = known.get(name)
        return term if term is not None and term.shape == sample.right.shape else None

    return value


def spread(axes: int, reduce: Callable[[Array], Array]) -> Callable[[Sample, Terms], Array | None]:
    def value(sample: Sample, _: Terms) -> Array | None:
        right = sample.right
        return (
            np.broadcast_to(reduce(right), right.shape)
            if right.size > 1 and axes in (0, right.ndim)
            else None
        )

    return value


COMBINATIONS: tuple[tuple[tuple[str, Callable[[Any, Any], Any]], ...], ...] = (
    (("plus", np.add), ("minus", np.subtract)),
    (("times", np.multiply), ("divided by", np.divide)),
)


def combined(
    name: str, operation: Callable[[Array, Array], Array]
) -> Callable[[Sample, Terms], Array | None]:
    def value(sample: Sample, known: Terms) -> Array | None:
        term = known.get(name)
        if term is None or (term.ndim and not fits_into(term.shape, sample.right.shape)):
            return None
        return np.asarray(operation(sample.right, term))

    return value


def fits_into(shape: tuple[int, ...], whole: tuple[int, ...]) -> bool:
    """Return whether an array of one shape broadcasts to another without making it larger."""
    if len(shape) > len(whole):
        return False
    return all(one in (1, other) for one, other in zip(reversed(shape), reversed(whole), strict=False))


def products(sample: Sample) -> Iterator[Relation]:
    """Yield matrix products of what is known, alone, added and subtracted."""
    names = matrices(sample)
    for one in names:
        for other in names:
            product = product_of(one, other)
            if product(sample) is None:
                continue
            text = f"{one} @ {other}"
            yield Relation(text, lambda s, _, p=product: p(s))  # type: ignore[misc]
            yield Relation(
                f"what it should be plus {text}",
                lambda s, _, p=product: None if p(s) is None else s.right + p(s),  # type: ignore[misc]
            )
            yield Relation(
                f"what it should be minus {text}",
                lambda s, _, p=product: None if p(s) is None else s.right - p(s),  # type: ignore[misc]
            )


def matrices(sample: Sample) -> list[str]:
    names = [n for n, v in sample.known.items() if isinstance(v, np.ndarray) and v.ndim == 2]
    return [*names, *(f"{name}.T" for name in names)]


def product_of(one: str, other: str) -> Callable[[Sample], Array | None]:
    def value(sample: Sample) -> Array | None:
        left, right = matrix(sample, one), matrix(sample, other)
        if left is None or right is None or left.shape[1] != right.shape[0]:
            return None
        if (left.shape[0], right.shape[1]) != sample.right.shape:
            return None
        return np.asarray(left @ right)

    return value


def matrix(sample: Sample, name: str) -> Array | None:
    value = sample.known.get(name.removesuffix(".T"))
    if not isinstance(value, np.ndarray) or value.ndim != 2 or value.dtype.kind not in "iuf":
        return None
    return (value.T if name.endswith(".T") else value).astype(float)


def with_constant(wrong: Sequence[Sample], table: list[Terms]) -> str:
    """Return a term that was added with a factor that is the same in all calls; empty if there is none."""
    first = table[0]
    factors = [share(sample, sample.right) for sample in wrong]
    if all(each is not None and abs(each - (factors[0] or 0)) < 1e-7 for each in factors):
        return f"what it should be times {number(1 + (factors[0] or 0))}"
    ones = [share(sample, np.ones(())) for sample in wrong]
    if ones[0] is not None and all(each is not None and abs(each - ones[0]) < 1e-7 for each in ones):
        return f"what it should be {'plus' if ones[0] > 0 else 'minus'} {number(abs(ones[0]))}"
    gap = wrong[0].yours - wrong[0].right
    widest = float(np.abs(gap).max(initial=0.0))
    for name, term in first.items():
        factor = share_of(gap, widest, term)
        if factor is None:
            continue
        while len(table) < len(wrong):
            table.append(terms(wrong[len(table)]))
        factors = [share(sample, each.get(name)) for sample, each in zip(wrong, table, strict=True)]
        if any(each is None for each in factors):
            continue
        if name in wrong[0].known and (times := as_size(factors, table)):
            return f"what it should be plus {name} times {times}"
        if all(each is not None and abs(each - factor) <= 1e-6 * abs(factor) for each in factors):
            sign = "plus" if factor > 0 else "minus"
            return f"what it should be {sign} {number(abs(factor))} times {name}"
    return ""


def with_power(wrong: Sequence[Sample]) -> str:
    """Return of which power of the right values, which differ widely, these are a multiple; empty if of none.

    That is so where a square is forgotten or taken once too often, and a factor stands before it.
    """
    right, yours = [each.right.ravel() for each in wrong], [each.yours.ravel() for each in wrong]
    sizes = np.abs(np.concatenate(right))
    top = int(sizes.argmax())
    clear = sizes[sizes > 1e-3 * sizes[top]]
    if clear.max(initial=0.0) < WIDELY * clear.min(initial=np.inf):
        return ""
    # Of two numbers the squares are compared: near 0, a root makes a large error of rounding.
    for name, ones, others in ((ROOT, yours, right), (SQUARE, right, yours)):
        factor = float(np.concatenate(others)[top] / np.concatenate(ones)[top] ** 2)
        if not isfinite(factor) or (name is ROOT and (factor <= 0 or min(one.min() for one in ones) < 0)):
            continue
        if all(same(factor * one * one, other) for one, other in zip(ones, others, strict=True)):
            times = factor if name is SQUARE else factor**-0.5
            return name if abs(times - 1) < 1e-7 else f"{number(times)} times {name}"
    return ""


WIDELY = 2
"""How many times the smallest of some numbers the largest is if no line could be taken for a curve through them."""
ROOT, SQUARE = "the square root of what it should be", "the square of what it should be"


def with_product(wrong: Sequence[Sample], table: list[Terms]) -> str:
    """Return a matrix product that came in with a wrong factor; empty if there is none."""
    names = matrices(wrong[0])
    for one in names:
        for other in names:
            product = product_of(one, other)
            if share(wrong[0], product(wrong[0])) is None:
                continue
            while len(table) < len(wrong):
                table.append(terms(wrong[len(table)]))
            factors = [share(sample, product(sample)) for sample in wrong]
            if any(each is None for each in factors):
                continue
            inverse = [1 / (1 + each) if each not in (None, -1) else None for each in factors]
            if size := as_size(inverse, table, varying=False):
                return f"what it should be, but for {one} @ {other}, which is divided by {size}"
            first = factors[0] or 0.0
            if all(each is not None and abs(each - first) <= 1e-6 * abs(first) for each in factors):
                return f"what it should be, but for {one} @ {other}, which comes in {number(1 + first)} times"
    return ""


def with_decay(wrong: Sequence[Sample], table: list[Terms]) -> str:
    """Return weight decay beside a lost or a second mean over the batch; empty if there is none."""
    first = table[0]
    plain = [n for n, v in wrong[0].known.items() if np.shape(v) == wrong[0].right.shape and n in first]
    penalties = [name for name in first if name.startswith("the sum of squares of all")]

    def added(sample: Sample, known: Terms, size: str, name: str, *, lost: bool) -> float | None:
        """Return how many times a term was added beside a `lost` mean, or with the mean."""
        count = float(known.get(size, 1))  # of a single number, no sizes are terms
        if lost:
            return share(sample._replace(right=sample.right * count), known.get(name))
        return share(sample, known[name] / count) if name in known else None

    ways = [*((name, True) for name in plain), *((name, False) for name in penalties)]
    for size in (name for name in first if name.startswith("the number of rows")):
        for name, lost in ways:
            if added(wrong[0], first, size, name, lost=lost) is None:
                continue  # the first refutes most, and the terms of all take long
            table += [terms(sample) for sample in wrong[len(table) :]]
            if len({float(known.get(size, 1)) for known in table}) < 2:
                break
            pairs = zip(wrong, table, strict=True)
            if factor := constant([added(each, known, size, name, lost=lost) for each, known in pairs]):
                return (DECAYED if lost else DIVIDED).format(number(factor), name, size)
    return ""


DECAYED = "what it should be times {2}, plus {0} times {1}"
DIVIDED = "what it should be plus {} times {} over {}"


def constant(factors: Sequence[float | None]) -> float:
    """Return the positive factor that is the same in all calls; 0 if there is none."""
    first = factors[0] or 0.0
    same = all(each is not None and abs(each - first) <= 1e-6 * abs(first) for each in factors)
    return first if same and first > 0 else 0.0


def as_size(factors: Sequence[float | None], table: Sequence[Terms], *, varying: bool = True) -> str:
    """Return which size, or size less one, factors are; empty if they are none, or must be `varying` and aren't."""
    if varying and len({number(each) for each in factors}) < 2:
        return ""
    for name in (each for each in table[0] if each.startswith(("the number of", "the root of"))):
        for less, said in ((0, name), (1, f"({name} - 1)")):
            sizes = [float(known[name]) - less if name in known else None for known in table]
            if all(
                a is not None and b is not None and a > 0.5 and abs(a - b) < 1e-6
                for a, b in zip(sizes, factors, strict=True)
            ):
                return said
    return ""


def share(sample: Sample, term: Array | None) -> float | None:
    """Return c such that the value is too large by c times a term; None if there is no such number."""
    if term is None:
        return None
    gap = sample.yours - sample.right
    return share_of(gap, float(np.abs(gap).max(initial=0.0)), term)


def share_of(gap: Array, widest: float, term: Array) -> float | None:
    """Return c such that a gap, whose `widest` entry is that large, is c times a term; None if there is none."""
    if not term.size or not fits_into(term.shape, gap.shape):
        return None
    largest = np.unravel_index(int(np.abs(term).argmax()), term.shape)
    if not abs(term[largest]) > 0:
        return None
    factor = float(gap[(*[0] * (gap.ndim - term.ndim), *largest)] / term[largest])
    if not isfinite(factor) or abs(factor) < 1e-9:
        return None
    limit = 1e-7 * widest
    # The first entry refutes most terms, in less time than all of them.
    if not abs(gap.flat[0] - factor * term.flat[0]) <= limit:
        return None
    return factor if float(np.abs(gap - factor * term).max()) <= limit else None
