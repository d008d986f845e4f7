"""Finds two mistakes of which one alone explains some failing checks: the other acts only in the rest of them.

A wrong default is seen only by checks that rely on it, and a wrong sign of the step by all: what the cheapest check
shows is explained alone, and the second mistake is looked for in the first check that remains.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from nnprep.checks.api import Check
from nnprep.grading.diagnosis.combinations import REPLAYS, Set, reproducing, within
from nnprep.grading.diagnosis.derived.derive import Derived
from nnprep.grading.diagnosis.replays import Replays, Suspect
from nnprep.grading.diagnosis.search import Search, suspects_of, telling_check

SHARE = 6
"""The part of all that replays may cost that pairs with one mistake may."""
FOLLOWED = 2
"""How many such mistakes are followed."""


def check_by_check(search: Search, part: str, wrong: Sequence[Check], scope: Sequence[Check]) -> list[Set]:
    """Return two mistakes that reproduce a submission in `scope`, one of which alone explains a check of `wrong`.

    If no known one does, a derived one may that has been run in the part's telling check.
    """
    replays, telling = search.replays, telling_check(search, part)
    if replays.spent >= replays.most or replays.relaxed:
        return []
    suspects = [one for one in search.grave if not search.cleared((one,))]
    limit = replays.doubles + REPLAYS
    for check in dict.fromkeys((*wrong[:1], telling)):  # single mistakes have been run there
        alone = [one for one in suspects if explains(replays, one, check)]
        if alone:
            return with_another(replays, alone[:FOLLOWED], suspects, wrong, [check, *scope], limit)
    derived = (one for one in suspects_of(search, part) if isinstance(one, Derived))
    explaining = list(islice((one for one in derived if explains(replays, one, telling)), FOLLOWED))
    return with_another(replays, explaining, suspects, wrong, [telling, *scope], limit)


def with_another(
    replays: Replays,
    alone: Sequence[Suspect],
    suspects: Sequence[Suspect],
    wrong: Sequence[Check],
    scope: Sequence[Check],
    limit: int,
) -> list[Set]:
    """Return pairs of one that explains some checks alone and another one that reproduce all of `scope`."""
    for one in alone:
        rest = next((each for each in wrong if not explains(replays, one, each)), None)
        if rest is None:
            continue
        pairs: list[Set] = [
            (one, other) for other in suspects if other is not one and replays.fit(one, other)
        ]
        order = [rest, *(each for each in dict.fromkeys(scope) if each is not rest)]
        most = replays.spent + replays.most // SHARE
        affordable = takewhile(lambda _: replays.spent < most, within(replays, pairs, limit))  # noqa: B023
        if sets := reproducing(replays, affordable, order):
            return sets
    return []


def explains(replays: Replays, one: Suspect, check: Check) -> bool:
    """Return whether a mistake alone does what the submission does in one check, and not only by an odd crash."""
    trace = replays.trace((one,), check)
    return trace is not None and replays.agrees(trace, check) and replays.is_evidence(trace, check)
