"""Finds mistakes one after the other: each makes more of what a submission returned agree, and none of it disagree.

Where a wrong value is handed on, everything after it is wrong too, and no mistake explains any of that alone. The first
wrong value can be explained alone, though; with that mistake in the reference, so can the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import as_numbers, leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.grading.diagnosis.agreement import supports
from nnprep.grading.diagnosis.combinations import Set
from nnprep.grading.diagnosis.replays import (
    FINISHED,
    Footprint,
    Replays,
    Suspect,
    ending,
)

STEPS = 4
"""How many mistakes are made together at most."""
PAIRED = 24
"""How many mistakes are tried two by two, if none alone makes more agree."""
SAMPLE = 8
"""How many numbers of each value tell whether effects add up."""
WIDTH = 3
"""How many mistakes that explain equally much are followed."""


def stepwise(replays: Replays, suspects: Sequence[Suspect], scope: Sequence[Check]) -> list[Set]:
    """Return up to four mistakes that reproduce a submission in every check of `scope`; empty if none are found."""
    limit = min(replays.spent + replays.most // 2, replays.most)
    for paired in (False, True):  # many pairs would use up what other ways need
        if sets := next(paths(replays, suspects, scope, (), limit, paired=paired), []):
            return sets
    return []


def paths(
    replays: Replays,
    suspects: Sequence[Suspect],
    scope: Sequence[Check],
    made: Set,
    limit: int,
    *,
    paired: bool,
) -> Iterator[list[Set]]:
    """Yield sets of mistakes that begin with those that are already made.

    With `paired`, two at once are tried where no single one makes more agree.
    """
    check = next((each for each in scope if not agrees(replays, made, each)), None)
    if check is None:
        if len(made) > 1 and replays.reproduces(made, scope):
            yield [smallest(replays, made, scope)]
        return
    if len(made) >= STEPS:
        return
    unlike = list(distinct(replays, suspects, check, made, limit))
    best = best_steps(replays, [(one,) for one in unlike], check, made, limit)
    if paired and not best and len(made) + 1 < STEPS:
        # Two mistakes in one value: neither makes anything agree without the other.
        pairs = [*adding_up(replays, unlike, check, made), *combinations(unlike[:PAIRED], 2)]
        best = best_steps(replays, pairs, check, made, limit)
    for step in best[:WIDTH]:
        yield from paths(replays, suspects, scope, (*made, *step), limit, paired=paired)
    if not best and len(made) > 1:
        others = exchanged(replays, suspects, scope[0], check, made)
        yield from ([smallest(replays, each, scope)] for each in others if replays.reproduces(each, scope))


def exchanged(
    replays: Replays, suspects: Sequence[Suspect], first: Check, check: Check, made: Set
) -> Iterator[Set]:
    """Yield the mistakes made with another in place of one: it does the same in the first check, and explains this one.

    Of mistakes that do the same, only one is tried before.
    """
    for one in made:
        rest = tuple(each for each in made if each is not one)
        known = fingerprint(replays, one, first)
        for other in suspects:
            if other not in made and all(replays.fit(other, each) for each in rest):
                new = tuple(other if each is one else each for each in made)
                if fingerprint(replays, other, first) == known and agrees(replays, new, check):
                    yield new


def smallest(replays: Replays, made: Set, scope: Sequence[Check]) -> Set:
    """Return mistakes without those that a later one replaces, such as another form of the same line."""
    for one in made:
        rest = tuple(other for other in made if other is not one)
        if len(rest) > 1 and replays.reproduces(rest, scope):
            return smallest(replays, rest, scope)
    return made


def adding_up(replays: Replays, suspects: Sequence[Suspect], check: Check, made: Set) -> list[Set]:
    """Return the pairs whose effects on one check add up to what the submission did, as in different terms of a sum."""
    before = replays.trace(made, check) if made else replays.expected[check.name]
    right, seen = numbers(before), numbers(replays.seen[check.name])
    if right is None or seen is None or right.shape != seen.shape:
        return []
    effects: list[tuple[Suspect, np.ndarray[Any, Any]]] = []
    for one in suspects:
        alone = numbers(replays.trace((one,), check))
        if alone is not None and alone.shape == right.shape:
            effects.append((one, alone - right))
    wanted, limit = seen - right, 1e-9 * max(1.0, float(np.abs(seen).max(initial=0.0)))
    table = np.array([effect for _, effect in effects])
    pairs: list[Set] = []
    for place, (one, effect) in enumerate(effects):
        fitting = np.flatnonzero((np.abs(table[place + 1 :] + effect - wanted) <= limit).all(axis=1))
        pairs += [(one, effects[place + 1 + int(other)][0]) for other in fitting]
    return pairs[:PAIRED]


def numbers(trace: Trace | None) -> np.ndarray[Any, Any] | None:
    """Return the first numbers of everything that a check returned; None if it didn't end, or not all are finite."""
    if trace is None or not trace.finished:
        return None
    arrays = [as_numbers(pair.actual) for pair in leaf_pairs(trace.value, trace.value)]
    found = [
        each.ravel()[:SAMPLE].astype(float)
        for each in arrays
        if each is not None and each.dtype.kind in "iuf"
    ]
    if not found or len(found) < len(arrays):
        return None
    joined = np.concatenate(found)
    return joined if joined.size and np.isfinite(joined).all() else None


def agrees(replays: Replays, made: Set, check: Check) -> bool:
    """Return whether the mistakes made so far have the effect of the submission on one check."""
    if not made:
        return not replays.differs(check)
    trace = replays.trace(made, check)
    return trace is not None and replays.is_seen(trace, check)


def distinct(
    replays: Replays, suspects: Sequence[Suspect], check: Check, made: Set, limit: int
) -> Iterator[Suspect]:
    """Yield mistakes that change what isn't explained yet and nothing else, one of those that do the same."""
    before = like_seen(replays, made, check)
    effects: set[tuple[object, ...]] = set()
    for one in suspects:
        if one in made or not all(replays.fit(one, other) for other in made):
            continue
        if replays.spent >= limit:
            return
        effect = single(replays, one, check)
        if effect is None or (not effect.changed and effect.ended == FINISHED):
            continue
        if effect.ended == FINISHED and effect.changed & before:
            continue  # it changes what is explained already
        value = fingerprint(replays, one, check)
        if value not in effects:
            effects.add(value)
            yield one


def best_steps(replays: Replays, steps: Iterable[Set], check: Check, made: Set, limit: int) -> list[Set]:
    """Return the steps after which most of one check agrees, and more than before."""
    before, complete = like_seen(replays, made, check), 0
    scored: list[tuple[int, Set]] = []
    for step in steps:
        if not all(replays.fit(one, other) for one, other in combinations(step, 2)):
            continue
        if replays.spent >= limit:
            break
        after = like_seen(replays, (*made, *step), check)
        if after > before and not any(replays.changes_more(step, each) for each in replays.kept):
            scored.append((len(after), step))
            complete += agrees(replays, (*made, *step), check)
            if complete == WIDTH:
                break
    most = max((score for score, _ in scored), default=0)
    return [step for score, step in scored if score == most]


def single(replays: Replays, one: Suspect, check: Check) -> Footprint | None:
    """Return what a mistake alone does in one check; None if it can't be run."""
    trace = replays.trace((one,), check)
    return None if trace is None else replays.footprint(trace, check)


def fingerprint(replays: Replays, one: Suspect, check: Check) -> tuple[object, ...]:
    """Return what tells the effect of a mistake on one check from that of others."""
    trace = replays.trace((one,), check)
    if trace is None or trace.error is not None:
        return (str(trace.error) if trace else "",)
    if id(trace) not in replays.fingerprints:
        values = [as_numbers(pair.actual) for pair in leaf_pairs(trace.value, trace.value)]
        values += [as_numbers(each.measured) for each in trace.observations]
        with np.errstate(all="ignore"):
            replays.fingerprints[id(trace)] = tuple(
                "" if each is None else (each.shape, each.astype(np.complex64).tobytes()) for each in values
            )
    return replays.fingerprints[id(trace)]


def like_seen(replays: Replays, made: Set, check: Check) -> frozenset[str]:
    """Return the labels of the values that are the submission's, with these mistakes in the reference."""
    seen, trace = (
        replays.seen[check.name],
        replays.trace(made, check) if made else replays.expected[check.name],
    )
    if trace is None:
        return frozenset()
    if FINISHED not in (ending(seen), ending(trace)):
        return frozenset({"the same error"}) if supports(trace, seen) else frozenset()
    if ending(seen) != ending(trace):
        return frozenset()
    return replays.footprint(trace, check).like_seen
