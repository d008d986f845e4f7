"""Says what exactly the wrong entries, or exactly the right calls, have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from nnprep.checks.compare import as_numbers
from nnprep.errors import joined
from nnprep.grading.feedback.localization.labels import ENOUGH, labels_of
from nnprep.grading.feedback.samples import Sample

Array = np.ndarray[Any, Any]


def entries(known: Sequence[Sample]) -> str:
    """Say which entries are wrong, if exactly those are that have something in common."""
    for label in labels_of(known)[1]:
        mine = [sample for sample in known if sample.label == label]
        wrong = [sample for sample in mine if sample.wrong]
        maps = [(sample, differing(sample)) for sample in wrong if sample.comparable]
        if len(maps) < len(wrong) or all(each.all() for _, each in maps) or all(map(is_slight, wrong)):
            continue
        after = joined(dict.fromkeys(name for sample in wrong for name in sample.after))
        are_wrong = f"don't follow from your {after}" if after else "are wrong"
        for text in traits_of_entries(maps[0][0]):
            if RIGHT_VALUE in text and not any(tells_apart(sample, text) for sample, _ in maps):
                continue
            masks = [(traits_of_entries(sample).get(text), each) for sample, each in maps]
            maybe = [np.zeros(1, dtype=bool)] * len(masks)
            if ROW in text:  # what should be nearly 0 is easily right
                maybe = [np.abs(one.right) <= CLOSE * scale_of(one) for one, _ in maps]
            decided = zip(masks, maybe, strict=True)
            if all(m is not None and ((m == each) | (no & ~each)).all() for (m, each), no in decided):
                mixed = sum(bool(each.any() and not each.all()) for _, each in masks)
                if mixed >= ENOUGH - 1:
                    others = (traits_of_entries(sample).get(text) for sample in mine if not sample.wrong)
                    always = not any(mask is not None and mask.any() for mask in others)
                    exactly = always and all(m is not None and (m == each).all() for m, each in masks)
                    return (ENTRIES if exactly else AMONG).format(label=label, text=text, are=are_wrong)
        for text in traits_of_entries(maps[0][0]):
            if RIGHT_VALUE in text or text.endswith(LIMITS):
                continue  # zeros are easily right, and the wrong entries may begin elsewhere
            masks = [(traits_of_entries(sample).get(text), each) for sample, each in maps]
            known_of = [(mask, each) for mask, each in masks if mask is not None]
            inside = len(known_of) == len(masks) and not any((each & ~mask).any() for mask, each in known_of)
            mixed = sum(bool(mask.any() and not mask.all()) for mask, _ in known_of)
            if inside and mixed >= ENOUGH and not by_chance(known_of):
                return AMONG.format(label=label, text=text, are=are_wrong)
    return ""


def by_chance(masks: Sequence[tuple[Array, Array]]) -> bool:
    """Return whether wrong entries, the second of each pair, may all have a trait because so few others lack it."""
    chance = 1.0
    for mask, wrong in masks:
        chance *= (1 - wrong.sum() / max(1, mask.sum())) ** int((~mask).sum())
    return chance > LIKELY


def is_slight(sample: Sample) -> bool:
    """Return whether a value is only rounded: which entries that shows in is chance."""
    return bool((np.abs(sample.yours - sample.right) <= 1e-5 * np.abs(sample.right)).all())


def tells_apart(sample: Sample, text: str) -> bool:
    """Return whether some right values lack a trait and aren't nearly 0: positive ones alone have nothing in common."""
    mask = traits_of_entries(sample).get(text)
    return mask is not None and bool((np.abs(sample.right)[~mask] > CLOSE * scale_of(sample)).any())


def differing(sample: Sample) -> Array:
    """Return where a value is wrong."""
    return np.asarray(np.abs(sample.yours - sample.right) > CLOSE * scale_of(sample))


def scale_of(sample: Sample) -> float:
    return max(1e-3, float(np.abs(sample.right).max()))


def traits_of_entries(sample: Sample) -> dict[str, Array]:
    """Return for each trait which entries have it."""
    shape, found = sample.right.shape, dict[str, Array]()
    for name, value in sample.known.items():
        array = None if isinstance(value, bool | list | tuple) else as_numbers(value)
        if array is None or array.dtype.kind not in "iuf" or array.ndim > 2:
            continue
        if array.shape == shape:
            found |= {f"where {form.format(name)}": mask(array) for form, mask in SIGNS}
        elif shape and array.size == shape[0] and array.ndim and (array.size > 1 or array.dtype.kind in "iu"):
            column = array.reshape(-1, *[1] * (len(shape) - 1))
            whole = bool((array == np.round(array)).all())
            if whole and len(shape) == 2:
                found[f"where the row's {name} is 0"] = np.broadcast_to(column == 0, shape)
                found[f"where the row's {name} isn't 0"] = np.broadcast_to(column != 0, shape)
                if 0 <= array.min() and array.max() < shape[1]:
                    label = np.zeros(shape, dtype=bool)
                    label[np.arange(shape[0]), array.astype(int).ravel()] = True
                    found[f"where the column is the row's {name}"] = label
                    found[f"where the column isn't the row's {name}"] = ~label
    found |= of_places(shape)
    return found | {f"where {form.format(RIGHT_VALUE)}": mask(sample.right) for form, mask in SIGNS[:4]}


def of_places(shape: tuple[int, ...]) -> dict[str, Array]:
    """Return which entries of a matrix are in its first or last row or column, or on its diagonal."""
    found: dict[str, Array] = {}
    if len(shape) == 2:
        lines: Array
        columns: Array
        lines, columns = np.indices(shape)
        found["in the first row"] = lines == 0
        found["in the last row"] = lines == shape[0] - 1
        found["outside the first row"] = lines > 0
        found["outside the last row"] = lines < shape[0] - 1
        found["in the first column"] = columns == 0
        found["in the last column"] = columns == shape[1] - 1
        found["outside the first column"] = columns > 0
        found["outside the last column"] = columns < shape[1] - 1
        if shape[0] == shape[1]:
            found["on the diagonal"] = lines == columns
            found["off the diagonal"] = lines != columns
    return found


def calls(known: Sequence[Sample], target: str, judged: Sequence[tuple[Mapping[str, Any], bool]] = ()) -> str:
    """Say in which calls everything is right, if exactly those have something in common.

    So must those that a check only computes with: of them, what they're passed is known, and whether they're right.
    """
    verdicts: dict[tuple[str, int], bool] = {}
    first: dict[tuple[str, int], Sample] = {}
    for sample in known:
        verdicts[sample.case] = verdicts.get(sample.case, False) or sample.wrong
        first.setdefault(sample.case, sample)
    wrong = [first[case] for case, bad in verdicts.items() if bad]
    right = [first[case] for case, bad in verdicts.items() if not bad]
    if not right or len(wrong) < ENOUGH:
        return ""
    fitting: list[str] = []
    reshaped = not any(each.comparable or each.shaped for each in known if each.wrong)
    others_have = [(traits_of_call(passed), is_right) for passed, is_right in judged]
    of_right, of_wrong = ([traits_of_call(sample.known) for sample in each] for each in (right, wrong))
    for text in of_right[0]:
        if any(traits.get(text, is_right) != is_right for traits, is_right in others_have):
            continue
        has, lacks = ([traits.get(text) for traits in each] for each in (of_right, of_wrong))
        one_is_enough = "layer" in text or text.endswith(SINGLE_ROW)
        if reshaped and text.endswith(SINGLE_ROW):
            continue  # the shapes tell as much
        if all(has) and all(each is False for each in lacks) and (len(right) >= 2 or one_is_enough):
            fitting.append(text)
    if all(any(text.endswith(end) for text in fitting) for end in (SINGLE_ROW, SINGLE_COLUMN)):
        return ""  # which of several sizes of 1 it is can't be told
    others = [ALSO.format(text=text) for text in fitting[1:] if text.startswith(EQUAL)]
    return CALLS.format(name=target, text=fitting[0]) + "".join(others[-1:]) if fitting else ""


def traits_of_call(known: Mapping[str, Any]) -> dict[str, bool]:
    """Return what is true of the arguments of a call."""
    found: dict[str, bool] = {}
    for name, value in known.items():
        if name.endswith("[k]"):
            continue
        if isinstance(value, bool):
            found[f"{name}={value}"] = True
            found[f"{name}={not value}"] = False
        elif name.startswith("the number of ") and " of the last " not in name:
            found["there is no hidden layer"] = value == 1
        elif (
            "sizes" in name
            and (listed := as_numbers(value)) is not None
            and listed.ndim == 1
            and listed.size > 1
        ):
            value = listed.tolist()
            found[f"{name} has only two entries"] = len(value) == 2
            found[f"no two of the {name} are equal"] = len(set(value)) == len(value)
            found[f"no two of the {name} but the last are equal"] = len(set(value[:-1])) == len(value) - 1
            found[f"no two of the {name} but the first are equal"] = len(set(value[1:])) == len(value) - 1
            found[f"no two neighbors among the {name} are equal"] = all(a != b for a, b in pairwise(value))
        elif isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.ndim in (1, 2):
            found[name + SINGLE_ROW] = len(value) == 1
            if value.ndim == 2:
                found[name + SINGLE_COLUMN] = value.shape[1] == 1
                found[f"{name} is square"] = value.shape[0] == value.shape[1]
            found[f"{name} is all zero"] = not value.any()
            if value.dtype.kind in "iu" or (value == np.round(value)).all():
                found[f"no {name} is 0"] = bool((value != 0).all())
                found[f"no {name} is 1"] = bool((value != 1).all())
            found[f"no entry of {name} is negative"] = bool((value >= 0).all())
    return found


RIGHT_VALUE = "the right value"

ROW = "the row's "

SINGLE_ROW, SINGLE_COLUMN = " has a single row", " has a single column"

CLOSE = 1e-8

LIKELY = 1e-4
"""What is likelier than this by chance alone isn't said."""

SIGNS: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("{} is negative", lambda x: x < 0),
    ("{} is positive", lambda x: x > 0),
    ("{} isn't positive", lambda x: x <= 0),
    ("{} isn't negative", lambda x: x >= 0),
    ("{} is 0", lambda x: x == 0),
    ("{} isn't 0", lambda x: x != 0),
    ("|{}| is above 1", lambda x: np.abs(x) > 1),
    ("{} is above 1", lambda x: x > 1),
    ("{} is below -1", lambda x: x < -1),
)

LIMITS = (" above 1", " below -1")

ENTRIES = "Of {label}, exactly the entries {text} {are} here."

AMONG = "Of {label}, only entries {text} {are} here."

EQUAL = "no two "

ALSO = " These are also the calls where {text}."

CALLS = "Here, `{name}` is right in exactly the calls where {text}."
