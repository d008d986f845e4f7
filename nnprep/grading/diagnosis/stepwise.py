"""Finds mistakes one after the other: each makes more of what a submission returned agree, and none of it disagree.

Where a wrong value is handed on, everything after it is wrong too, and no mistake explains any of that alone. The first
wrong value can be explained alone, though; with that mistake in the reference, so can the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nnprep.checks.api import Check
from nnprep.grading.diagnosis.combinations import Set
from nnprep.grading.diagnosis.replays import FINISHED, Footprint, Replays, Suspect, ending, supports

STEPS = 4
"""How many mistakes are made together at most."""
WIDTH = 3
"""How many mistakes that explain equally much are followed."""
COST = 3000
MOST = 3600
"""What runs of several mistakes together may cost in one search and in all, in requests to the code and LOADING."""


def stepwise(
    replays: Replays, suspects: Sequence[Suspect], scope: Sequence[Check], causes: Set = ()
) -> list[Set]:
    """Return up to four mistakes that reproduce a submission in every check of `scope`; empty if none are found.

    They begin with `causes`, which are known already.
    """
    limit = min(replays.together + COST, MOST)
    return next(paths(replays, suspects, scope, causes, limit), [])


def paths(
    replays: Replays, suspects: Sequence[Suspect], scope: Sequence[Check], made: Set, limit: int
) -> Iterator[list[Set]]:
    """Yield sets of mistakes that begin with those that are already made."""
    check = next((each for each in scope if not agrees(replays, made, each)), None)
    if check is None:
        if len(made) > 1 and replays.reproduces(made, scope):
            yield [made]
        return
    if len(made) == STEPS:
        return
    scored = sorted(steps(replays, suspects, check, made, limit), key=lambda step: -step[0])
    best = [one for score, one in scored if score == scored[0][0]]
    for one in best[:WIDTH]:
        yield from paths(replays, suspects, scope, (*made, one), limit)


def agrees(replays: Replays, made: Set, check: Check) -> bool:
    """Return whether the mistakes made so far have the effect of the submission on one check."""
    if not made:
        return not replays.differs(check)
    trace = replays.trace(made, check)
    return trace is not None and trace.reproduces(replays.seen[check.name], check.tolerance)


def steps(
    replays: Replays, suspects: Sequence[Suspect], check: Check, made: Set, limit: int
) -> Iterator[tuple[int, Suspect]]:
    """Yield mistakes that make more of one check agree, with how many of its values agree then."""
    before, complete = like_seen(replays, made, check), 0
    for one in suspects:
        if one in made or not all(replays.fit(one, other) for other in made):
            continue
        effect = single(replays, one, check)
        if effect is None or (not effect.changed and effect.ended == FINISHED):
            continue
        if effect.ended == FINISHED and effect.changed & before:
            continue  # it changes what is explained already
        if made and replays.together >= limit:
            return
        after = like_seen(replays, (*made, one), check)
        if after > before and not any(replays.changes_arguments((one,), each) for each in replays.kept):
            yield len(after), one
            complete += agrees(replays, (*made, one), check)
            if complete == WIDTH:
                return


def single(replays: Replays, one: Suspect, check: Check) -> Footprint | None:
    """Return what a mistake alone does in one check; None if it cannot be run."""
    trace = replays.trace((one,), check)
    return None if trace is None else replays.footprint(trace, check)


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
