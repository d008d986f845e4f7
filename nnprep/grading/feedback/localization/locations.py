"""Says where a wrong answer goes wrong: which values are right, which calls, which entries, and from which step on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from nnprep.checks.compare import agree, as_numbers
from nnprep.errors import joined
from nnprep.grading.feedback.calls import Pair
from nnprep.grading.feedback.localization.factors import common_factor
from nnprep.grading.feedback.localization.label_weights import weights_of_labels
from nnprep.grading.feedback.localization.labels import ENOUGH, are, labels_of
from nnprep.grading.feedback.localization.row_sums import normalized_elsewhere
from nnprep.grading.feedback.localization.steps import arguments_of, steps
from nnprep.grading.feedback.localization.traits import calls, entries
from nnprep.grading.feedback.samples import Sample, given
from nnprep.grading.feedback.values import number
from nnprep.grading.signatures import signatures_of


def locations(
    known: Sequence[Sample],
    reference: str,
    *,
    whole: bool = True,
    elsewhere: Collection[str] = (),
    pairs: Sequence[Pair] = (),
) -> tuple[list[str], list[Sample]]:
    """Return sentences on what is right and where the wrong begins, and the values that are wrong by themselves.

    The right value of such a one is what follows from the values that the submission computed before. If some calls
    ended in an error, so that not the `whole` is known, nothing is said to be right. Neither is what is wrong
    `elsewhere`, in checks of another part, or after another function. What is said of calls must hold in these
    `pairs`, too.
    """
    found: list[str] = []
    own: list[Sample] = []
    for target in dict.fromkeys(sample.target for sample in known):
        mine = [sample for sample in known if sample.target == target]
        if any(sample.wrong for sample in mine):
            others = {*elsewhere, *(each.label for each in known if each.wrong and each.target != target)}
            said, apart = steps(mine, target, reference)
            found += filter(
                None,
                [
                    (said or values(mine, target, reference, others))
                    if whole
                    else layers(mine, others, whole=False)
                ],
            )
            normalized = [normalized_elsewhere(mine, label) for label in labels_of(mine)[1]]
            found += filter(None, normalized)
            weighted = weights_of_labels(mine, target, reference)
            paired = [each for each in pairs if each.expected.target == mine[0].function]
            judged = [(given(each.expected, signatures_of(reference)), each.right) for each in paired]
            found += filter(None, [weighted or common_factor(mine), entries(apart or mine)])
            found += filter(None, [calls(mine, target, judged)] if whole else [])
            found += [] if weighted else too_large(mine, paired)
            own += [*apart, *(sample for sample in mine if not sample.comparable)] if apart else mine
    return list(dict.fromkeys(found)), own


def values(known: Sequence[Sample], target: str, reference: str, elsewhere: Collection[str] = ()) -> str:
    """Say which of several returned values are always right, and which arguments only the wrong ones use.

    Values that go wrong `elsewhere` aren't always right.
    """
    right, wrong = labels_of(known)
    # A list that is too short at times isn't right, even if what it holds is.
    right = [label for label in right if label.removesuffix("[k]") not in wrong]
    layered = layers(known, elsewhere)
    if not right or not set(right).isdisjoint(elsewhere):
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


def layers(known: Sequence[Sample], elsewhere: Collection[str] = (), *, whole: bool = True) -> str:
    """Say in which layers values are right, if that depends on the layer alone.

    What goes wrong `elsewhere` may do so in other layers, so that it's said after which function. A network with one
    layer tells no places apart, but it can refute a sentence. If some calls ended in an error, so that not the `whole`
    is known, nothing is said to be always right.
    """
    wrong = labels_of(known)[1]
    deep = [sample for sample in known if sample.layer >= 0 and sample.label in wrong]
    depth: dict[tuple[str, int, str], int] = {}
    for sample in deep:
        key = (*sample.case, sample.label)
        depth[key] = max(depth.get(key, 0), sample.layer)
    places = [(s.layer, depth[(*s.case, s.label)], s) for s in deep]
    labels = joined(wrong)
    if not set(wrong).isdisjoint(elsewhere):
        labels = f"after `{known[0].target}`, {labels}"
    for name, is_there in PLACES:
        inside, outside = split(places, is_there)
        if inside and all(s.wrong for s in inside) and not any(s.wrong for s in outside):
            return IN_LAYERS.format(labels=labels, are=are(wrong), name=name)
    for name, is_there in PLACES if whole else ():
        inside, outside = split(places, is_there)
        if inside and not any(s.wrong for s in inside):
            often = " and wrong in all others" if all(s.wrong for s in outside) else ", but not in all others"
            return BUT_LAYERS.format(labels=labels, are=are(wrong), name=name, often=often)
    return ""


def split(
    places: Sequence[tuple[int, int, Sample]], is_there: Callable[[int, int], bool]
) -> tuple[list[Sample], list[Sample]]:
    """Return the values in a place and those outside of it; nothing if too few calls have both."""
    several = [is_there(layer, last) for layer, last, _ in places if last > 0]
    if min(several.count(True), several.count(False)) < ENOUGH:
        return [], []
    inside = [s for layer, last, s in places if is_there(layer, last)]
    return inside, [s for layer, last, s in places if not is_there(layer, last)]


def too_large(known: Sequence[Sample], pairs: Sequence[Pair] = ()) -> Iterator[str]:
    """Yield that a single number is wrong in one direction only, also in calls that a check only computes with."""
    ways = {way for pair in pairs if pair.seen for way in directions(pair.expected.result, pair.seen.result)}
    for label in labels_of(known)[1]:
        wrong = [s for s in known if s.label == label and s.wrong]
        if any(s.right.size != 1 for s in wrong):
            continue
        if len(wrong) >= 2 * ENOUGH and len({number(sample.right.item()) for sample in wrong}) >= 2 * ENOUGH:
            signs = {bool(sample.yours.item() > sample.right.item()) for sample in wrong}
            if len(signs) == 1 and ways <= signs:
                yield ONE_WAY.format(label=label, how="greater" if signs == {True} else "less")


def directions(right: Any, yours: Any) -> Iterator[bool]:
    """Yield whether wrong single numbers in a result are too large."""
    both = (right, yours) if isinstance(right, list | tuple) else ([right], [yours])
    for pair in zip(*both, strict=False) if isinstance(both[1], list | tuple) else ():
        one, other = map(as_numbers, pair)
        if (
            one is None
            or other is None
            or not one.size == other.size == 1
            or "c" in one.dtype.kind + other.dtype.kind
        ):
            continue
        if not agree(one, other):
            yield bool(other.item() > one.item())


PLACES: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    ("the last layer", lambda layer, last: layer == last),
    ("the first layer", lambda layer, _: layer == 0),
    ("the layer before the last", lambda layer, last: layer == last - 1),
    ("the last two layers", lambda layer, last: layer >= last - 1),
)
"""Places of layers, by a layer's number and that of the last one; narrow ones first."""

RIGHT = "{right} {are} right in every core check; {wrong} {arent}."

ONLY = " What is wrong needs {names}; what is right doesn't."

IN_LAYERS = "Here, {labels} {are} wrong in {name} only, and right in the others."

BUT_LAYERS = "Here, {labels} {are} right in {name}{often}."

THAN_RIGHT = " than it should be."

ONE_WAY = "Wherever {label} is wrong here, it's {how}" + THAN_RIGHT
