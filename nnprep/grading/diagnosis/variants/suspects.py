"""Which functions of a part are looked at, and the selections of choices in them that may be in a submission."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.checks.api import Check
from nnprep.checks.compare import as_numbers, leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.grading.diagnosis.combinations import Set
from nnprep.grading.diagnosis.derived.derive import Derived
from nnprep.grading.diagnosis.replays import FINISHED, Suspect, ending, key_of
from nnprep.grading.diagnosis.search import DEARER, Search, entries
from nnprep.grading.diagnosis.variants.fitting import Fitting
from nnprep.grading.diagnosis.variants.template import Selection, body_in, templates

COMPARED = 3
"""In how many checks a choice is compared with written mistakes."""
ENOUGH = 40
"""How many different numbers tell choices apart; more don't do it better."""


def variants(search: Search, part: str, causes: Set = ()) -> list[Derived]:
    """Return what explains most of a part beside these causes: selections of choices in one of its functions."""
    key = part, tuple(map(key_of, causes))
    if key not in search.fitted:
        search.fitted[key] = fitted(search, part, causes)
    return search.fitted[key]


def fitted(search: Search, part: str, causes: Set) -> list[Derived]:
    """Return the same, looked for."""
    derivation, replays = search.derivation, search.replays
    if derivation is None or not derivation.variants:
        return []
    checks = [c for c in search.wrong if c.part == part and ending(replays.seen[c.name]) == FINISHED]
    if not checks:
        return []
    most = DEARER * min(map(replays.cost, checks))
    checks.sort(key=lambda c: (replays.cost(c) <= most, *variety(replays.expected[c.name])), reverse=True)
    known = templates(derivation.variants, derivation.guards)
    spans = [span for cause in causes for span in replays.spans(cause)]
    found: list[Derived] = []
    for name in derivation.suspects(part, search.right):
        if name in known:
            fitting = Fitting(replays, known[name], body_in(derivation.source, name), spans)
            for selection in fitting.found(checks):
                suspect = fitting.suspect(selection)
                search.decisions[suspect.key] = decisions(search, fitting, selection, checks[:COMPARED])
                found.append(suspect)
    return found


def decisions(search: Search, fitting: Fitting, selection: Selection, checks: Sequence[Check]) -> Set:
    """Return the wrong choices of a selection, each as the written mistake that does the same in these checks.

    What no written mistake does is left together.
    """
    function, found, rest = frozenset({fitting.template.name}), list[Suspect](), [*selection]
    own = [one for one in search.grave if search.replays.changed((one,)) == function]
    for place, which in enumerate(selection):
        single = tuple(which if each == place else 0 for each in range(len(selection)))
        same = [one for one in own if which and alike(search, fitting, single, one, checks)]
        found += same[:1]
        rest[place] = 0 if same else which
    return (*found, fitting.suspect(tuple(rest))) if any(rest) else tuple(found)


def alike(
    search: Search, fitting: Fitting, selection: Selection, one: Suspect, checks: Sequence[Check]
) -> bool:
    """Return whether a written mistake does what a selection does in each of these checks, and that shows in one."""
    shown = False
    for check in checks:
        mine, theirs = fitting.trace(selection, check), search.replays.trace((one,), check)
        if theirs is None or not theirs.reproduces(mine, check.tolerance):
            return False
        shown |= not mine.passes(search.replays.expected[check.name], check.tolerance)
    return shown


def variety(trace: Trace) -> tuple[int, int]:
    """Return how many different numbers a check returns, up to ENOUGH, and how many it passes."""
    arrays = (as_numbers(pair.expected) for pair in leaf_pairs(trace.value, trace.value))
    found = {number for array in arrays if array is not None for number in array.ravel()[:ENOUGH].tolist()}
    return min(len(found), ENOUGH), sum(entries(each) for call in trace.calls for each in call.arguments)
