"""Finds what was done to right values afterwards or on the way: rounded, cut off, taken elsewhere, mixed with others.

What is said is true of every call of the function in which the value was compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from nnprep.errors import joined
from nnprep.grading.feedback.samples import Sample, of_steps
from nnprep.grading.feedback.values import distinct, median, number

Array = np.ndarray[Any, Any]
Function = Callable[[Array], Array]

CLOSE = 1e-9
"""How far apart two entries may be that are equal but for rounding, as a share of the largest entry."""
ENOUGH = 4
"""How many different right values must have been changed."""
MOST_DECIMALS = 9


def distortions(known: Sequence[Sample]) -> tuple[list[str], set[tuple[str, str]]]:
    """Return a sentence for each value that was distorted, and the functions and labels of these values."""
    labels: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    keys: set[tuple[str, str]] = set()
    for key in dict.fromkeys((sample.function, sample.label) for sample in known if sample.wrong):
        mine = [each for each in known if (each.function, each.label) == key]
        if all(each.comparable for each in mine) and tells(mine):
            with np.errstate(all="ignore"):
                text = next((text for rule in RULES for text in rule(mine)), "")
            if text:
                after = tuple(dict.fromkeys(name for each in mine for name in each.after))
                labels.setdefault((text, after), []).append(key[1])
                keys.add(key)
    said = [
        of_steps(spoken(text, list(dict.fromkeys(names))), after) for (text, after), names in labels.items()
    ]
    return said, keys


def spoken(text: str, names: Sequence[str]) -> str:
    """Return a sentence on one value, or on several."""
    if len(names) > 1:
        text = text.replace("{label} is what it", "{label} are what they", 1)
        text = text.replace("{label} is", "{label} are each", 1)
    return text.format(label=joined(names))


def tells(mine: Sequence[Sample]) -> bool:
    """Return whether enough different values are wrong, in more than one call."""
    wrong = [sample for sample in mine if sample.wrong]
    pairs = [np.stack([each.right[differs(each)], each.yours[differs(each)]]) for each in wrong]
    return len(wrong) > 1 and distinct(np.concatenate(pairs, axis=1)) >= ENOUGH


def differs(sample: Sample) -> Array:
    return ~near(sample.yours, sample.right)


def near(one: Array, other: Array) -> Array:
    """Return which entries are equal but for rounding."""
    scale = max(1e-3, float(np.abs(other).max(initial=0.0)))
    return np.asarray(np.abs(one - other) <= CLOSE * scale)


def decimals(pairs: Sequence[tuple[Array, Array]]) -> int | None:
    """Return to how many decimals right values were rounded; None if they weren't."""
    for count in range(MOST_DECIMALS):
        if all(
            np.abs(np.round(right, count) - yours).max() <= 1e-12 + 1e-15 * np.abs(right).max()
            for right, yours in pairs
        ):
            return count
    return None


def rounded(mine: Sequence[Sample]) -> Iterator[str]:
    """Yield that decimals were rounded or cut off."""
    count = decimals([(sample.right, sample.yours) for sample in mine])
    half = np.float16
    if count is not None:
        yield ROUNDED.format(to=f"{count} decimal{'s' * (count != 1)}" if count else "whole numbers")
    elif all((np.trunc(sample.right) == sample.yours).all() for sample in mine):
        if any(np.any(sample.yours) for sample in mine):  # zeros have many other causes
            yield TRUNCATED
    elif all((sample.right.astype(half) == sample.yours).all() for sample in mine):
        yield ROUNDED.format(to="float16, which holds 3 digits")


def of_two_values(mine: Sequence[Sample]) -> Iterator[str]:
    """Yield that a value takes two values only, one above some right value and the other one below."""
    right = np.concatenate([sample.right.ravel() for sample in mine])
    yours = np.concatenate([sample.yours.ravel() for sample in mine])
    if distinct(yours) != 2 or distinct(right) <= 2 * ENOUGH:
        return
    values = yours.min(), yours.max()
    low, high = right[yours == values[0]], right[yours == values[1]]
    if low.max() <= high.min():
        ends = {"below": number(low.max()), "above": number(high.min())}
        yield TWO.format(low=number(values[0]), high=number(values[1]), **ends)
    else:
        yield TWO_ALONE.format(low=number(values[0]), high=number(values[1]))


def replaced(mine: Sequence[Sample]) -> Iterator[str]:
    """Yield that wrong entries are zero, or a running sum or extreme of the right ones."""
    for text, compute in RUNNING:
        if all(sample.right.ndim and near(compute(sample.right), sample.yours).all() for sample in mine):
            yield text
    wrong = [sample for sample in mine if sample.wrong]
    zero = all(is_zero_where_wrong(sample) for sample in wrong)
    if zero and any((sample.yours != 0).any() for sample in wrong):
        yield ZERO


def is_zero_where_wrong(sample: Sample) -> bool:
    """Return whether all entries that clearly differ are 0, and there is one: others are wrong by a few digits only."""
    different = differs(sample)
    return bool(different.any() and (sample.yours[different] == 0).all())


def cut_off(mine: Sequence[Sample]) -> Iterator[str]:
    """Yield the limits that no entry exceeds, if all others are right."""
    right = np.concatenate([sample.right.ravel() for sample in mine])
    yours = np.concatenate([sample.yours.ravel() for sample in mine])
    wrong = np.concatenate([differs(sample).ravel() for sample in mine])
    raised, lowered = wrong & (yours > right), wrong & (yours < right)
    low = float(yours[raised].min()) if raised.any() else -np.inf
    high = float(yours[lowered].max()) if lowered.any() else np.inf
    cut = np.clip(right, low, high)
    same = np.abs(cut - yours) <= CLOSE * np.maximum(1e-3, np.abs(yours))
    inside = (yours >= low - CLOSE).all() and (yours <= high + CLOSE).all()
    several = distinct(right[wrong]) > 1 and np.ptp(yours) > 0
    if same[wrong].all() and not wrong.all() and inside and several:
        limits = [f"below {number(low)}"] * any(number(each) != number(low) for each in right[raised])
        limits += [f"above {number(high)}"] * any(number(each) != number(high) for each in right[lowered])
        if not limits:
            return  # as it prints, nothing was cut off
        yield CUT.format(limits=" or ".join(limits))


def taken_elsewhere(mine: Sequence[Sample]) -> Iterator[str]:
    """Yield at what else than an argument a well-known function of it was taken: a clipped one, or a multiple."""
    for name in mine[0].known:
        inputs = [
            np.asarray(sample.known.get(name, ()), dtype=float) for sample in mine if is_numbers(sample, name)
        ]
        if len(inputs) < len(mine):
            continue
        for said, function, inverse in KNOWN:
            if not all(near(function(z), sample.right).all() for z, sample in zip(inputs, mine, strict=True)):
                continue
            z = np.concatenate([each.ravel() for each in inputs])
            yours = np.concatenate([sample.yours.ravel() for sample in mine])
            wrong = np.concatenate([differs(sample).ravel() for sample in mine])
            points = np.abs(inverse(yours))
            usable = wrong & np.isfinite(points) & (points > 0) & (np.abs(z) > 0)
            if not usable.any():
                continue
            least = points[usable].min()
            limit = float(f"{median(points[usable & (points <= least * (1 + 1e-5))]):.6g}")
            short = limit == float(f"{limit:.3g}")
            clipped = [function(np.clip(each, -limit, limit)) for each in inputs]
            if (
                short
                and agrees(np.concatenate([each.ravel() for each in clipped]), yours)
                and (np.abs(z[wrong]) > limit).all()
                # On one side alone, all others are right.
                and all((near(c, s.right) != differs(s)).all() for c, s in zip(clipped, mine, strict=True))
            ):
                yield CLIPPED.format(name=name, limit=number(limit), function=said)
            factor = float(median(points[usable] / np.abs(z[usable])))
            if abs(factor - 1) > CLOSE and agrees(function(factor * z), yours):
                yield MULTIPLE.format(name=name, factor=number(factor), function=said)
            gaps = (1 / yours - 1 / function(z))[usable]
            gap = float(f"{median(gaps):.4g}")
            if gap > 0 and agrees(1 / (1 / function(z) + gap), yours):
                yield ADDED.format(gap=number(gap))


def is_numbers(sample: Sample, name: str) -> bool:
    value = sample.known.get(name)
    return (
        isinstance(value, np.ndarray)
        and value.shape == sample.right.shape
        and value.dtype.kind in "iuf"
        and bool(np.isfinite(value).all())
    )


def agrees(one: Array, other: Array) -> bool:
    """Return whether numbers are equal but for rounding, also those that are tiny beside others."""
    return bool(np.allclose(one, other, rtol=1e-5, atol=1e-13) and np.allclose(one, other, rtol=0, atol=1e-8))


def renormalized(mine: Sequence[Sample]) -> Iterator[str]:
    """Yield that probabilities are those of multiplied logits, or were divided by more than their sum."""
    lines = [
        (lined(each, each.right), lined(each, each.yours)) for each in mine if each.wrong and each.right.ndim
    ]
    if len(lines) < 2 or any(
        (right < 0).any() or not np.allclose(right.sum(axis=-1), 1) for right, _ in lines
    ):
        return
    whole = [(lined(each, each.right), lined(each, each.yours)) for each in mine if each.right.ndim]
    gaps = np.concatenate([((1 / yours.sum(-1) - 1) / right.max(-1)).ravel() for right, yours in lines])
    gap = float(f"{median(gaps):.3g}")
    if gap > 0 and all(
        agrees(right / (1 + gap * right.max(-1, keepdims=True)), yours) for right, yours in whole
    ):
        yield ADDED.format(gap=number(gap))
    usable = [(right, yours) for right, yours in lines if right.min() > 1e-60]
    ratios = [np.ptp(np.log(yours), -1) / np.ptp(np.log(right), -1) for right, yours in usable]
    factor = float(median(np.concatenate([each.ravel() for each in ratios]))) if ratios else 1.0
    if abs(factor - 1) > 1e-3 and len(usable) > 1:
        powers = [(right**factor, yours) for right, yours in whole]
        if all(agrees(power / power.sum(-1, keepdims=True), yours) for power, yours in powers):
            yield TEMPERED.format(factor=number(factor))


def of_scaled_logits(mine: Sequence[Sample]) -> Iterator[str]:
    """Yield that a column of probabilities is that of multiplied logits."""
    pairs = [(each.right, each.yours) for each in mine if each.wrong]
    if not all(
        right.ndim == 2 and right.shape[1] == 1 and ((right > 0) & (right < 1)).all() for right, _ in pairs
    ):
        return
    right, yours = (np.concatenate([pair[n].ravel() for pair in pairs]) for n in (0, 1))
    logits = np.log(right / (1 - right))
    factors = np.log(yours / (1 - yours)) / logits
    factor = float(median(factors[np.isfinite(factors)])) if np.isfinite(factors).any() else 1.0
    whole = [(np.log(each.right / (1 - each.right)), each.yours) for each in mine]
    if abs(factor - 1) > 1e-3 and all(agrees(1 / (1 + np.exp(-factor * z)), yours) for z, yours in whole):
        yield TEMPERED.format(factor=number(factor))


def lined(sample: Sample, values: Array) -> Array:
    """Return values with the axis last along which a function ran."""
    axis = sample.known.get("axis", -1)
    fits = isinstance(axis, int) and -values.ndim <= axis < values.ndim
    return np.moveaxis(values, axis, -1) if fits else values


def mixed(mine: Sequence[Sample]) -> Iterator[str]:
    """Yield that equal entries of the only array have different results, though they should have the same."""
    results: dict[tuple[float, str], list[tuple[float, float]]] = {}
    name = ""
    for sample in mine:
        arrays = [each for each, value in sample.known.items() if isinstance(value, np.ndarray)]
        if len(arrays) != 1 or not is_numbers(sample, arrays[0]) or not sample.right.ndim:
            return
        name = arrays[0]
        z = sample.known[name]
        kind = f"{z.dtype} {[value for each, value in sample.known.items() if each != name]}"
        for entry, *pair in zip(z.flat, sample.right.flat, sample.yours.flat, strict=True):
            results.setdefault((float(entry), kind), []).append((pair[0], pair[1]))
    several = [np.array(pairs) for pairs in results.values() if len(pairs) > 1]
    unlike = [pairs for pairs in several if np.ptp(pairs[:, 1]) > 1e-3 * max(1e-3, abs(pairs[0, 0]))]
    if len(unlike) > 1 and all(np.ptp(pairs[:, 0]) == 0 for pairs in several):
        yield MIXED.format(function=mine[0].target, name=name)


def logit(p: Array) -> Array:
    return np.log(p) - np.log1p(-p)


KNOWN: tuple[tuple[str, Function, Function], ...] = (
    ("the sigmoid", lambda z: 1 / (1 + np.exp(-z)), logit),
    ("tanh", np.tanh, np.arctanh),
    (
        "the sigmoid's slope",
        lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2,
        lambda s: logit(0.5 - np.sqrt(np.maximum(0.25 - s, 0))),
    ),
    ("tanh's slope", lambda z: 1 - np.tanh(z) ** 2, lambda s: np.arctanh(np.sqrt(np.maximum(1 - s, 0)))),
)
"""Functions of one argument, with the argument at which they have a value."""
RUNNING: tuple[tuple[str, Function], ...] = (
    ("{label} is the running minimum of what it should be.", lambda x: np.minimum.accumulate(x, axis=0)),
    ("{label} is the running sum of what it should be.", lambda x: np.cumsum(x, axis=0)),
    (
        "{label} is the running mean of what it should be.",
        lambda x: (np.cumsum(x, axis=0).T / np.arange(1, len(x) + 1)).T,
    ),
)
RULES: tuple[Callable[[Sequence[Sample]], Iterator[str]], ...] = (
    rounded,
    of_two_values,
    replaced,
    taken_elsewhere,
    cut_off,
    renormalized,
    of_scaled_logits,
    mixed,
)
ROUNDED = "{{label}} is what it should be, rounded to {to}: return all digits."
TRUNCATED = "{label} is what it should be without its decimals, as an array of integers stores it."
ZERO = "{label} is 0 in every entry that's wrong, and right in all others."
TWO = (
    "{{label}} takes only the values {low} and {high}: {low} where it should be {below} or less, and {high} where it "
    "should be {above} or more."
)
TWO_ALONE = "{{label}} takes only the values {low} and {high}."
CUT = (
    "{{label}} is never {limits}: what should be beyond is cut off there, and the rest of {{label}} is right."
)
CLIPPED = (
    "{{label}} is what it should be only up to |{name}| = {limit}. Beyond, it keeps the value that it has there. "
    "Clip nothing: {function} still changes there."
)
MULTIPLE = "{{label}} is {function} at {factor} times {name}, not at {name}."
ADDED = "{{label}} comes out as if {gap} had been added to its denominator."
TEMPERED = "{{label}} is what it should be for {factor} times its logits."
MIXED = (
    "`{function}` gives different results for equal entries of {name}. Each result must depend on its own entry alone: "
    "not on its neighbors, nor on an earlier call."
)
