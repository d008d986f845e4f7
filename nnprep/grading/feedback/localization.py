"""Says where a wrong answer goes wrong: which values are right, which calls, which entries, and from which step on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from nnprep.checks.compare import as_numbers
from nnprep.errors import joined
from nnprep.grading.feedback.algebra import rows, same
from nnprep.grading.feedback.samples import Sample
from nnprep.grading.feedback.values import number
from nnprep.grading.signatures import parameters

Array = np.ndarray[Any, Any]

ENOUGH = 3
"""How many calls on each side show that a trait of calls isn't a coincidence."""


def locations(
    known: Sequence[Sample], reference: str, *, whole: bool = True
) -> tuple[list[str], list[Sample]]:
    """Return sentences on what is right and where the wrong begins, and the values that are wrong by themselves.

    The right value of such a one is what follows from the values that the submission computed before. If some calls
    ended in an error, so that not the `whole` is known, nothing is said to be right.
    """
    found: list[str] = []
    own: list[Sample] = []
    for target in dict.fromkeys(sample.target for sample in known):
        mine = [sample for sample in known if sample.target == target]
        if any(sample.wrong for sample in mine):
            said, apart = steps(mine, target, reference)
            found += filter(None, [(said or values(mine, target, reference)) if whole else layers(mine)])
            weighted = weights_of_labels(mine, target, reference)
            found += filter(None, [weighted or common_factor(mine), entries(apart or mine)])
            found += filter(None, [calls(mine, target)] if whole else [])
            found += [] if weighted else too_large(mine)
            own += [*apart, *(sample for sample in mine if not sample.comparable)] if apart else mine
    return list(dict.fromkeys(found)), own


def labels_of(known: Sequence[Sample]) -> tuple[list[str], list[str]]:
    """Return the names of values that are always right, and of those that are wrong at times."""
    wrong = {sample.label for sample in known if sample.wrong}
    labels = list(dict.fromkeys(sample.label for sample in known))
    return [label for label in labels if label not in wrong], [label for label in labels if label in wrong]


def values(known: Sequence[Sample], target: str, reference: str) -> str:
    """Say which of several returned values are always right, and which arguments only the wrong ones use."""
    right, wrong = labels_of(known)
    # A list that is too short at times isn't right, even if what it holds is.
    right = [label for label in right if label.removesuffix("[k]") not in wrong]
    layered = layers(known)
    if not right:
        return layered
    said = RIGHT.format(
        right=joined(right),
        are=are(right),
        wrong=joined(wrong),
        arent="isn't" if len(wrong) == 1 else "aren't",
    )
    used = arguments_of(reference, target)
    if set(right) | set(wrong) <= used.keys():
        elsewhere = {name for label in right for name in used[label]}
        only = [n for n in dict.fromkeys(n for label in wrong for n in used[label]) if n not in elsewhere]
        shared = [name for name in only if all(name in used[label] for label in wrong)]
        if shared:
            said += ONLY.format(names=joined(shared))
    return f"{said} {layered}".strip()


def are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def layers(known: Sequence[Sample]) -> str:
    """Say in which layers values are right, if that depends on the layer alone."""
    wrong = labels_of(known)[1]
    deep = [sample for sample in known if sample.layer >= 0 and sample.label in wrong]
    depth: dict[tuple[str, int, str], int] = {}
    for sample in deep:
        key = (*sample.case, sample.label)
        depth[key] = max(depth.get(key, 0), sample.layer)
    for name, is_there in PLACES:
        judged = [
            (is_there(s.layer, depth[(*s.case, s.label)]), s) for s in deep if depth[(*s.case, s.label)] > 0
        ]
        inside, outside = [s for there, s in judged if there], [s for there, s in judged if not there]
        if min(len(inside), len(outside)) < ENOUGH:
            continue
        labels = joined(wrong)
        if all(s.wrong for s in inside) and not any(s.wrong for s in outside):
            return IN_LAYERS.format(labels=labels, are=are(wrong), name=name)
        if not any(s.wrong for s in inside):
            often = " and wrong in all others" if all(s.wrong for s in outside) else ", but not in others"
            return BUT_LAYERS.format(labels=labels, are=are(wrong), name=name, often=often)
    return ""


def arguments_of(reference: str, target: str) -> Mapping[str, frozenset[str]]:
    """Return which arguments go into each returned value, by its name in the reference; empty if it isn't plain."""
    function = function_of(reference, target)
    if function is None:
        return {}
    used: dict[str, frozenset[str]] = {name: frozenset({name}) for name in parameters(function)}
    for node in function.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
            used[node.targets[0].id] = frozenset().union(*(used.get(name, frozenset()) for name in names))
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            return {
                each.id: used.get(each.id, frozenset())
                for each in node.value.elts
                if isinstance(each, ast.Name)
            }
        elif not isinstance(node, ast.Expr):
            return {}
    return {}


def function_of(reference: str, target: str) -> ast.FunctionDef | None:
    """Return a function at the top of the reference."""
    found = (n for n in ast.parse(reference).body if isinstance(n, ast.FunctionDef) and n.name == target)
    return next(found, None)


def steps(known: Sequence[Sample], target: str, reference: str) -> tuple[str, list[Sample]]:
    """Say which steps are wrong, and that others follow rightly from what they start with; return the wrong steps.

    Only where a function returns its intermediate values: each is computed again from those that were returned.
    """
    function = function_of(reference, target)
    if function is None or not is_straight(function):
        return "", []
    order = [label for label in computed(function) if label in {sample.label for sample in known}]
    if len(order) < 2 or not arguments_between(function, order):
        return "", []
    namespace: dict[str, Any] = {}
    exec(compile(reference, "reference", "exec"), namespace)
    again: list[Sample] = []
    for case in dict.fromkeys(sample.case for sample in known):
        mine = {sample.label: sample for sample in known if sample.case == case}
        if set(order) != set(mine) or not all(sample.comparable for sample in mine.values()):
            return "", []  # a value that can't be compared may be the wrong one, or in another's place
        again += recomputed(function, dict(namespace), mine)
    broken = {sample.label for sample in again if sample.wrong}
    right, wrong = labels_of(known)
    first = [label for label in order if label in broken]
    if not first or len(first) == len(order):
        return "", []
    rest = [label for label in order if label in wrong and label not in broken]
    said = (STEP if len(first) == 1 else STEPS).format(names=joined(first))
    if right:
        said = f"{joined([each for each in order if each in right])} {are(right)} right. {said}"
    if rest:
        said += FOLLOW.format(names=joined(rest), s="s" if len(rest) == 1 else "")
    return said, again


def is_straight(function: ast.FunctionDef) -> bool:
    """Return whether a function is a row of assignments and one return."""
    *steps, last = [node for node in function.body if not isinstance(node, ast.Expr)]
    return isinstance(last, ast.Return) and all(isinstance(node, ast.Assign) for node in steps)


def computed(function: ast.FunctionDef) -> list[str]:
    """Return the names that a function's top level assigns, in order."""
    return [
        node.targets[0].id
        for node in function.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]


def arguments_between(function: ast.FunctionDef, order: Sequence[str]) -> set[str]:
    """Return which of these values go into others of them."""
    return {
        each.id
        for node in function.body
        if isinstance(node, ast.Assign)
        for each in ast.walk(node.value)
        if isinstance(each, ast.Name) and each.id in order
    }


def recomputed(
    function: ast.FunctionDef, namespace: dict[str, Any], mine: Mapping[str, Sample]
) -> list[Sample]:
    """Return values with what follows from the arguments and from the values that were returned before them."""
    before = dict(next(iter(mine.values())).known)
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    if not {each.arg for each in arguments} <= before.keys():
        return []  # a default isn't known here
    namespace |= before
    found: list[Sample] = []
    with np.errstate(all="ignore"):
        for node in function.body:
            if not isinstance(node, ast.Assign):
                continue
            exec(compile(ast.Module([node], []), "reference", "exec"), namespace)
            name = node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""
            if name in mine:
                right, yours = np.asarray(namespace[name], dtype=float), mine[name].yours
                wrong = not same(right, yours)
                found.append(mine[name]._replace(right=right, wrong=wrong, known=dict(before)))
                namespace[name] = before[name] = yours
    return found


def common_factor(known: Sequence[Sample]) -> str:
    """Say that all values of a call are off by one factor, which isn't the same in all calls."""
    wrong = labels_of(known)[1]
    if len(wrong) < 2:
        return ""
    found: list[tuple[Sample, float]] = []
    everywhere = True
    for case in dict.fromkeys(sample.case for sample in known):
        mine = [s for s in known if s.case == case and s.label in wrong and s.comparable]
        if not any(sample.wrong for sample in mine):
            continue
        ratios = [ratio for sample in mine if (ratio := factor(sample)) is not None]
        if len(ratios) == len(mine) and all(abs(ratio - ratios[0]) < 1e-6 for ratio in ratios):
            found.append((mine[0], ratios[0]))
        elif rows(mine[0]) == 1:
            return ""
        else:
            everywhere = False
    found = [(sample, ratio) for sample, ratio in found if everywhere or rows(sample) == 1]
    if len({number(ratio) for _, ratio in found}) < 2:
        return ""
    where, names = "Wherever they're wrong" if everywhere else "For a batch of one", joined(wrong)
    if by_label := factors_by_label(found):
        return BY_LABEL.format(where=where, names=names, factors=by_label)
    shown = list(dict.fromkeys(number(ratio) for _, ratio in found))
    return COMMON.format(where=where, names=names, few=", ".join(shown[:4]))


def is_weighted(known: Sequence[Sample], reference: str) -> bool:
    """Return whether every wrong value is right but for a weight of each label, or for one factor.

    The factor is the learner's own number: no known mistakes come to it, however they are combined.
    """
    wrong = [sample for sample in known if sample.wrong]
    ratios = [factor(sample) if sample.comparable else None for sample in wrong]
    first = (ratios or [None])[0]
    if first and all(ratio is not None and abs(ratio - first) < 1e-6 * abs(first) for ratio in ratios):
        return len(wrong) >= ENOUGH and not any(
            abs(each - round(each)) < 1e-6 for each in (12 * first, 12 / first)
        )
    mine = {sample.target: [one for one in known if one.target == sample.target] for sample in wrong}
    return bool(mine) and all(
        weights_of_labels(each, target, reference, whole=True) for target, each in mine.items()
    )


def weights_of_labels(known: Sequence[Sample], target: str, reference: str, *, whole: bool = False) -> str:
    """Say by how much the rows of each label count in a mean over rows, if that explains every wrong value.

    Calls whose rows can't be told apart are left out, unless the `whole` is asked for.
    """
    function = function_of(reference, target)
    if function is None or not any("y" in sample.known for sample in known):
        return ""
    namespace: dict[str, Any] = {}
    exec(compile(reference, "reference", "exec"), namespace)
    names = returned_by(function, target)
    rows_of: list[tuple[int, int]] = []
    shares: list[tuple[Array, Array]] = []
    for case in dict.fromkeys(sample.case for sample in known):
        mine = [sample for sample in known if sample.case == case]
        try:
            split = by_label(mine, names, namespace[target])
        except ValueError:
            split = None  # as many rows as units, say
        if split is not None:
            rows_of.append(split[0])
            shares.append(split[1:])
        elif whole and any(sample.wrong for sample in mine):
            return ""
    if len(shares) < ENOUGH or len({counts for counts in rows_of if min(counts)}) < ENOUGH - 1:
        return ""
    for text, weighed in WEIGHTINGS:
        weights = weighed(rows_of, shares)
        if weights is not None and (weighed is in_means or abs(weights[0] - weights[1]) > 1e-6):
            labels = labels_of(known)[1]
            come = "comes" if len(labels) == 1 else "come"
            return text.format(
                names=joined(labels), come=come, one=number(weights[0]), zero=number(weights[1])
            )
    return ""


Counts = tuple[int, int]
"""How many rows have the label 1, and how many 0."""
Shares = tuple[Array, Array]
"""What the rows of each label add to all values of a call, in two columns, and the values that were returned."""


def solved(systems: Sequence[Shares]) -> tuple[float, ...] | None:
    """Return the factors of the columns that give the right sides of all systems but for rounding; None without."""
    table, sides = (np.concatenate(each) for each in zip(*systems, strict=True))
    factors, _, rank, _ = np.linalg.lstsq(table, sides, rcond=None)
    fits_all = all(same(part @ factors, side) for part, side in systems)
    return tuple(float(each) for each in factors) if fits_all and rank == table.shape[1] else None


def in_sum(rows_of: Sequence[Counts], shares: Sequence[Shares]) -> tuple[float, ...] | None:
    """Return the weights with which rows were added up."""
    return solved(shares)


def in_mean(rows_of: Sequence[Counts], shares: Sequence[Shares]) -> tuple[float, ...] | None:
    """Return the weights of rows, if sums were divided by the sum of the weights, and label 0 has the weight 1."""
    systems = []
    for (ones, zeros), (parts, yours) in zip(rows_of, shares, strict=True):
        share = ones / (ones + zeros)
        systems.append(((share * yours - parts[:, 0])[:, None], parts[:, 1] - (1 - share) * yours))
    found = solved(systems)
    return None if found is None else (*found, 1.0)


def in_means(rows_of: Sequence[Counts], shares: Sequence[Shares]) -> tuple[float, ...] | None:
    """Return the weights of two means, one for each label."""
    systems = []
    for counts, (parts, yours) in zip(rows_of, shares, strict=True):
        scales = np.array([sum(counts) / max(count, 1) for count in counts])
        systems.append((parts * scales, yours))
    return solved(systems)


def returned_by(function: ast.FunctionDef, target: str) -> list[str]:
    """Return the names of what a function returns; its own name if that's one value."""
    last = function.body[-1]
    if isinstance(last, ast.Return) and isinstance(last.value, ast.Tuple):
        return [each.id for each in last.value.elts if isinstance(each, ast.Name)]
    return [target]


def by_label(
    mine: Sequence[Sample], names: Sequence[str], function: Callable[..., Any]
) -> tuple[tuple[int, int], Array, Array] | None:
    """Return the numbers of rows with label 1 and 0, what each label's rows add to all values, and these values.

    None if that can't be told: other labels, other shapes, or values that aren't means over rows.
    """
    known = mine[0].known
    y = as_numbers(known.get("y"))
    if y is None or not y.size or not {*y.ravel().tolist()} <= {0, 1} or not all(s.comparable for s in mine):
        return None
    total, counts = len(y), (int((y == 1).sum()), int((y == 0).sum()))
    parts = {label: [np.zeros_like(sample.right) for sample in mine] for label in (1, 0)}
    with np.errstate(all="ignore"):
        for label, count in zip((1, 0), counts, strict=True):
            rows_in = y.ravel() == label
            some = {
                name: value[rows_in]
                if isinstance(value, np.ndarray) and name[0] not in "Wb" and np.shape(value)[:1] == (total,)
                else value
                for name, value in known.items()
            }
            if count:
                found = function(**some)
                values_of = dict(zip(names, found if isinstance(found, tuple) else [found], strict=True))
                parts[label] = [np.asarray(values_of[s.label], dtype=float) * count / total for s in mine]
    pairs = list(zip(parts[1], parts[0], mine, strict=True))
    if not all(
        one.shape == s.right.shape == zero.shape and same(one + zero, s.right) for one, zero, s in pairs
    ):
        return None
    flat = [np.concatenate([each.ravel() for each in parts[label]]) for label in (1, 0)]
    return counts, np.stack(flat, axis=1), np.concatenate([s.yours.ravel() for s in mine])


def factors_by_label(found: Sequence[tuple[Sample, float]]) -> str:
    """Say which factor belongs to which label, if each label has its own; all of these are batches of one."""
    by_label: dict[float, set[str]] = {}
    for sample, ratio in found:
        label = as_numbers(sample.known.get("y"))
        if rows(sample) != 1 or label is None or label.size != 1:
            return ""
        by_label.setdefault(float(np.ravel(label)[0]), set()).add(number(ratio))
    if len(found) <= len(by_label) or any(len(factors) > 1 for factors in by_label.values()):
        return ""
    return " and ".join(f"{min(each)} where y is {label:g}" for label, each in sorted(by_label.items()))


def too_large(known: Sequence[Sample]) -> Iterator[str]:
    """Yield that a single number is wrong in one direction only."""
    for label in labels_of(known)[1]:
        wrong = [s for s in known if s.label == label and s.wrong]
        if any(s.right.size != 1 for s in wrong):
            continue
        if len(wrong) >= 2 * ENOUGH and len({number(sample.right.item()) for sample in wrong}) >= 2 * ENOUGH:
            signs = {bool(sample.yours.item() > sample.right.item()) for sample in wrong}
            if len(signs) == 1:
                yield ONE_WAY.format(label=label, how="large" if signs == {True} else "small")


def factor(sample: Sample) -> float | None:
    """Return the ratio of a value to the right one, if all of its entries have the same."""
    scale = float(np.abs(sample.right).max())
    if not scale > 0:
        return None
    largest = np.unravel_index(int(np.argmax(np.abs(sample.right))), sample.right.shape)
    ratio = float(sample.yours[largest] / sample.right[largest])
    return (
        ratio
        if np.abs(sample.yours - ratio * sample.right).max() <= 1e-8 * scale * max(1, abs(ratio))
        else None
    )


def entries(known: Sequence[Sample]) -> str:
    """Say which entries are wrong, if exactly those are that have something in common."""
    for label in labels_of(known)[1]:
        wrong = [
            sample for sample in known if sample.label == label and sample.wrong and sample.right.size > 1
        ]
        maps = [(sample, differing(sample)) for sample in wrong]
        if not maps or all(each.all() for _, each in maps) or all(map(is_slight, wrong)):
            continue
        for text in traits_of_entries(maps[0][0]):
            masks = [(traits_of_entries(sample).get(text), each) for sample, each in maps]
            if all(mask is not None and (mask == each).all() for mask, each in masks):
                mixed = sum(bool(each.any() and not each.all()) for _, each in masks)
                if mixed >= min(2, len(wrong)):
                    return ENTRIES.format(label=label, text=text)
        for text in traits_of_entries(maps[0][0]):
            if RIGHT_VALUE in text:
                continue  # zeros are easily right
            masks = [(traits_of_entries(sample).get(text), each) for sample, each in maps]
            inside = all(mask is not None and not (each & ~mask).any() for mask, each in masks)
            if (
                inside
                and sum(bool(mask.any() and not mask.all()) for mask, _ in masks if mask is not None)
                >= ENOUGH
            ):
                return AMONG.format(label=label, text=text)
    return ""


def is_slight(sample: Sample) -> bool:
    """Return whether a value is only rounded: which entries that shows in is chance."""
    return bool((np.abs(sample.yours - sample.right) <= 1e-5 * np.abs(sample.right)).all())


def differing(sample: Sample) -> Array:
    """Return where a value is wrong."""
    scale = max(1e-3, float(np.abs(sample.right).max()))
    return np.asarray(np.abs(sample.yours - sample.right) > 1e-8 * scale)


def traits_of_entries(sample: Sample) -> dict[str, Array]:
    """Return for each trait which entries have it."""
    shape, found = sample.right.shape, dict[str, Array]()
    for name, value in sample.known.items():
        array = None if isinstance(value, bool | list | tuple) else as_numbers(value)
        if array is None or array.dtype.kind not in "iuf" or array.ndim > 2:
            continue
        if array.shape == shape:
            found |= {form.format(name): mask(array) for form, mask in SIGNS}
        elif shape and array.size == shape[0] and array.ndim and array.size > 1:
            column = array.reshape(-1, *[1] * (len(shape) - 1))
            whole = bool((array == np.round(array)).all())
            if whole and len(shape) == 2:
                found[f"the row's {name} is 0"] = np.broadcast_to(column == 0, shape)
                found[f"the row's {name} isn't 0"] = np.broadcast_to(column != 0, shape)
                if 0 <= array.min() and array.max() < shape[1]:
                    label = np.zeros(shape, dtype=bool)
                    label[np.arange(shape[0]), array.astype(int).ravel()] = True
                    found[f"the column is the row's {name}"] = label
                    found[f"the column isn't the row's {name}"] = ~label
    found |= of_places(shape)
    return found | {form.format(RIGHT_VALUE): mask(sample.right) for form, mask in SIGNS[:4]}


def of_places(shape: tuple[int, ...]) -> dict[str, Array]:
    """Return which entries of a matrix are in its first or last row or column, or on its diagonal."""
    found: dict[str, Array] = {}
    if len(shape) == 2:
        lines: Array
        columns: Array
        lines, columns = np.indices(shape)
        found["they're in the first row"] = lines == 0
        found["they're in the last row"] = lines == shape[0] - 1
        found["they aren't in the first row"] = lines > 0
        found["they aren't in the last row"] = lines < shape[0] - 1
        found["they're in the first column"] = columns == 0
        found["they're in the last column"] = columns == shape[1] - 1
        found["they aren't in the first column"] = columns > 0
        found["they aren't in the last column"] = columns < shape[1] - 1
        if shape[0] == shape[1]:
            found["they're on the diagonal"] = lines == columns
            found["they're off the diagonal"] = lines != columns
    return found


RIGHT_VALUE = "the right value"
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


def calls(known: Sequence[Sample], target: str) -> str:
    """Say in which calls everything is right, if exactly those have something in common."""
    verdicts: dict[tuple[str, int], bool] = {}
    first: dict[tuple[str, int], Sample] = {}
    for sample in known:
        verdicts[sample.case] = verdicts.get(sample.case, False) or sample.wrong
        first.setdefault(sample.case, sample)
    wrong = [first[case] for case, bad in verdicts.items() if bad]
    right = [first[case] for case, bad in verdicts.items() if not bad]
    if not right or len(wrong) < ENOUGH:
        return ""
    for text in traits_of_call(right[0]):
        has = [traits_of_call(sample).get(text) for sample in right]
        lacks = [traits_of_call(sample).get(text) for sample in wrong]
        if all(has) and all(each is False for each in lacks) and (len(right) >= 2 or "layer" in text):
            return CALLS.format(name=target, text=text)
    return ""


def traits_of_call(sample: Sample) -> dict[str, bool]:
    """Return what is true of the arguments of a call."""
    found: dict[str, bool] = {}
    for name, value in sample.known.items():
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
            found[f"{name} has a single row"] = len(value) == 1
            if value.ndim == 2:
                found[f"{name} has a single column"] = value.shape[1] == 1
                found[f"{name} is square"] = value.shape[0] == value.shape[1]
            found[f"{name} is all zero"] = not value.any()
            if value.dtype.kind in "iu" or (value == np.round(value)).all():
                found[f"no {name} is 0"] = bool((value != 0).all())
                found[f"no {name} is 1"] = bool((value != 1).all())
            found[f"no entry of {name} is negative"] = bool((value >= 0).all())
    return found


PLACES: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    ("the last two layers", lambda layer, last: layer >= last - 1),
    ("the last layer", lambda layer, last: layer == last),
    ("the first layer", lambda layer, _: layer == 0),
)
RIGHT = "{right} {are} right in every call; {wrong} {arent}."
ONLY = " Of the arguments, only the wrong ones use {names}."
IN_LAYERS = "{labels} {are} wrong in {name} only, and right in the others."
BUT_LAYERS = "{labels} {are} always right in {name}{often}."
STEP = "Only the step to {names} is wrong."
STEPS = "The steps to {names} are wrong."
FOLLOW = " {names} follow{s} rightly from what your code computed before."
WEIGHTINGS: tuple[
    tuple[str, Callable[[Sequence[Counts], Sequence[Shares]], tuple[float, ...] | None]], ...
] = (
    (
        "{names} {come} out as if a row's weight were {one} for the label 1 and {zero} for 0. Here all count alike.",
        in_sum,
    ),
    (
        "{names} {come} out as if rows with the label 1 weighed {one} times as much as those with 0, in a mean that is "
        "divided by the sum of these weights. Here all rows count alike.",
        in_mean,
    ),
    (
        "{names} {come} out as if each label's rows had a mean of their own, multiplied by {one} for the label 1 and "
        "by {zero} for 0. Here all rows count alike.",
        in_means,
    ),
)
COMMON = (
    "{where}, {names} are off by one common factor, which depends on the call ({few}): look first at what they are "
    "all computed from."
)
ONE_WAY = "Wherever {label} is wrong, it's too {how}."
BY_LABEL = "{where}, {names} are off by one common factor: {factors}. So the error is weighted by its label."
ENTRIES = "Of {label}, exactly those entries are wrong where {text}."
AMONG = "Of {label}, entries are wrong only where {text}."
CALLS = "`{name}` is right in exactly the calls where {text}."
