"""Finds two or three mistakes that together reproduce a submission, the most promising first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from nnprep.checks.api import Check
from nnprep.checks.compare import agree
from nnprep.grading.diagnosis.agreement import same_but_nan
from nnprep.grading.diagnosis.replays import FINISHED, Footprint, Replays, Suspect, ending, key_of

REPLAYS = 150
"""How many checks are run with several mistakes in the reference before the search for pairs is given up."""
MORE_REPLAYS = 100
"""How many more are run with combinations that fit value by value."""
TELLING = 3
"""How many failing checks decide which pairs are promising."""
ALIKE = 3
"""How many mistakes that explain the same values are tried in combinations."""
Set = tuple[Suspect, ...]
Pair = tuple[Suspect, Suspect]
Effect = tuple[Footprint | None, ...]


def reproducing(replays: Replays, sets: Iterable[Set], scope: Sequence[Check]) -> list[Set]:
    """Return the sets of mistakes that reproduce a submission in every check of `scope`."""
    return [mistakes for mistakes in sets if replays.reproduces(mistakes, scope)]


def but_nan(replays: Replays, mistakes: Set, scope: Sequence[Check], causes: Set = ()) -> bool:
    """Return whether mistakes, alone or with their `causes`, reproduce each check if infinity and nan are the same."""
    for each in (mistakes, (*causes, *mistakes)):
        traces = [(replays.trace(each, check), check) for check in scope]
        if all(t is not None and same_but_nan(t, replays.seen[c.name], c.tolerance) for t, c in traces):
            return True
    return False


def first_pairs(
    replays: Replays, mistakes: Sequence[Suspect], telling: Sequence[Check], scope: Sequence[Check]
) -> list[Set]:
    """Return the promising pairs that reproduce a submission in every check of `scope`; if none does, the others."""
    promising, doubtful = pairs(replays, mistakes, telling)
    # The cheapest checks mostly see the same mistake: the last of the telling ones refutes a pair soonest.
    scope = [*reversed(telling), *(check for check in scope if check not in telling)]
    return reproducing(replays, within(replays, promising), scope) or reproducing(
        replays, within(replays, doubtful), scope
    )


def within(replays: Replays, sets: Iterable[Set], limit: int | None = None) -> Iterator[Set]:
    """Yield sets until the replays for several mistakes are used up."""
    for each in sets:
        if replays.doubles >= (REPLAYS if limit is None else limit):
            return
        yield each


def pairs(
    replays: Replays, mistakes: Sequence[Suspect], telling: Sequence[Check]
) -> tuple[list[Pair], Iterator[Pair]]:
    """Return the pairs of mistakes that can be made together: those that can explain all of the telling checks, and the
    others, those that can explain most of them first.
    """
    wrong = {check.name: replays.footprint(replays.seen[check.name], check) for check in telling}
    mistakes = [one for one in mistakes if may_be_in(replays, one, telling[0], wrong[telling[0].name])]
    prints = {
        (key_of(mistake), check.name): replays.footprint(trace, check)
        for check in telling
        for mistake in mistakes
        if (trace := replays.trace([mistake], check)) is not None
    }
    numbers: dict[Effect, int] = {}  # most mistakes do what many others do, too
    numbered = []
    for each in mistakes:
        effect = tuple(prints.get((key_of(each), check.name)) for check in telling)
        numbered.append((each, numbers.setdefault(effect, len(numbers))))
    counts = [[0] * len(numbers) for _ in numbers]
    for i, effect in enumerate(numbers):
        for j, another in zip(range(i + 1), numbers, strict=False):
            both = zip(wrong.values(), effect, another, strict=True)
            counts[i][j] = counts[j][i] = sum(explains(*each) for each in both)
    by_count: list[list[Pair]] = [[] for _ in range(len(telling) + 1)]
    for (one, i), (other, j) in combinations(numbered, 2):
        by_count[counts[i][j]].append((one, other))
    *doubtful, promising = by_count
    return (
        [pair for pair in promising if replays.fit(*pair)],
        (pair for fewer in reversed(doubtful) for pair in fewer if replays.fit(*pair)),
    )


def may_be_in(replays: Replays, mistake: Suspect, check: Check, seen: Footprint) -> bool:
    """Return whether a mistake changes nothing in one check that the submission got right."""
    trace = replays.trace([mistake], check)
    if trace is None:
        return False
    if FINISHED != seen.ended or FINISHED != ending(trace):
        return True
    return replays.footprint(trace, check).changed <= seen.changed


def explains(seen: Footprint, one: Footprint | None, other: Footprint | None) -> bool:
    """Return whether two mistakes together can have the effect on one check that the submission had.

    Two that both change a value may do anything to it; one that ends the check early hides what the other does.
    """
    if one is None or other is None:
        return False
    endings = {one.ended, other.ended} - {FINISHED}
    if endings:
        return seen.ended in endings
    if seen.ended != FINISHED:
        return False
    if not seen.changed <= one.changed | other.changed:
        return False
    return (one.changed - other.changed) <= one.like_seen and (other.changed - one.changed) <= other.like_seen


def value_by_value(
    replays: Replays, suspects: Sequence[Suspect], check: Check, scope: Sequence[Check]
) -> list[Set]:
    """Return two or three mistakes that reproduce a submission, each of which explains other values of one check."""
    if ending(replays.seen[check.name]) != FINISHED:
        return []
    wrong = replays.footprint(replays.seen[check.name], check).changed
    useful: dict[frozenset[str], list[Suspect]] = {}
    for suspect in suspects:
        trace = replays.trace([suspect], check)
        if trace is not None and ending(trace) == FINISHED:
            effect = replays.footprint(trace, check)
            if effect.changed and effect.changed <= wrong and effect.changed <= effect.like_seen:
                useful.setdefault(effect.changed, []).append(suspect)
    choices = [(labels, each) for labels, alike in useful.items() for each in alike[:ALIKE]]
    limit = replays.doubles + MORE_REPLAYS
    for size in (2, 3):
        covers = (
            tuple(suspect for _, suspect in choice)
            for choice in combinations(choices, size)
            if sum(len(labels) for labels, _ in choice) == len(wrong)
            and frozenset().union(*(labels for labels, _ in choice)) == wrong
            and all(replays.fit(one, other) for (_, one), (_, other) in combinations(choice, 2))
        )
        if sets := reproducing(replays, within(replays, covers, limit), scope):
            return sets
    return []


def behind_order(
    replays: Replays, suspects: Sequence[Suspect], check: Check, scope: Sequence[Check]
) -> list[Set]:
    """Return pairs that reproduce a submission of which one mistake only returns values in another order.

    What the other one changes then stands in other places, so that neither explains a value alone.
    """
    right, seen = replays.expected[check.name].value, replays.seen[check.name].value
    if not isinstance(right, tuple) or not isinstance(seen, tuple) or len(right) != len(seen):
        return []
    if any(agree(one, other) for one, other in combinations(right, 2)):
        return []  # nobody could tell in which place these should be
    values = [(each, value_of(replays, each, check)) for each in suspects]
    whole = [(each, value) for each, value in values if isinstance(value, tuple) and len(value) == len(right)]
    first: dict[int, list[tuple[Suspect, tuple[Any, ...]]]] = {}
    for order, reordered in whole:
        places = moved(right, reordered)
        if not any(agree(right[place], seen[n], check.tolerance) for n, place in enumerate(places)):
            continue
        if places[0] not in first:  # which most others refute
            first[places[0]] = [each for each in whole if agree(each[1][places[0]], seen[0], check.tolerance)]
        both: list[Set] = [
            (order, other)
            for other, value in first[places[0]]
            if replays.fit(order, other) and agree(tuple(value[n] for n in places), seen, check.tolerance)
        ]
        limit = replays.doubles + MORE_REPLAYS
        if both and (sets := reproducing(replays, within(replays, both, limit), scope)):
            return sets
    return []


def value_of(replays: Replays, suspect: Suspect, check: Check) -> Any:
    """Return what a check returns with one mistake; None if that ends it."""
    trace = replays.trace([suspect], check)
    return trace.value if trace is not None and trace.finished else None


def moved(right: tuple[Any, ...], values: tuple[Any, ...]) -> tuple[int, ...]:
    """Return in which place each of these values should be; nothing if they are other ones, or all in their places.

    No two of the right values are alike.
    """
    places: list[int] = []
    for n, value in enumerate(values):
        own_first = sorted(range(len(right)), key=lambda place: place != n)
        place = next((each for each in own_first if agree(right[each], value)), None)
        if place is None or place in places:
            return ()
        places.append(place)
    return () if places == sorted(places) else tuple(places)
