"""Which functions of a part are looked at, and the selections of choices in them that may be in a submission."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.checks.api import Check
from nnprep.checks.compare import as_numbers, leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.grading.diagnosis.combinations import Set
from nnprep.grading.diagnosis.derived.derive import Derivation, Derived
from nnprep.grading.diagnosis.replays import FINISHED, Suspect, ending
from nnprep.grading.diagnosis.search import DEARER, Effort, Search, entries, full_effort
from nnprep.grading.diagnosis.variants.fitting import Fitting
from nnprep.grading.diagnosis.variants.template import Selection, body_in, templates

COMPARED = 3
"""In how many checks a choice is compared with written mistakes."""
ENOUGH = 40
"""How many different numbers tell choices apart; more don't do it better."""


def variants(search: Search, part: str, causes: Set = ()) -> list[Derived]:
    """Return what explains most of a part beside these causes: selections of choices in one of its functions.

    Each part is looked at once: only the first causes count.
    """
    if part not in search.fitted:
        search.fitted[part] = fitted(search, part, causes)
    return search.fitted[part]


def fitted(search: Search, part: str, causes: Set) -> list[Derived]:
    """Return the same, looked for."""
    derivation, replays = search.derivation, search.replays
    if derivation is None or not derivation.variants:
        return []
    checks = [c for c in search.wrong if c.part == part and ending(replays.seen[c.name]) == FINISHED]
    if not checks:
        return []
    efforts = {check.name: full_effort(replays.expected[check.name]) for check in checks}
    most = DEARER * min(efforts.values())
    checks.sort(key=lambda c: (efforts[c.name] <= most, *variety(replays.expected[c.name])), reverse=True)
    known = templates(derivation.variants, derivation.guards)
    spans = [span for cause in causes for span in replays.spans(cause)]
    found: list[Derived] = []
    for name in own_functions(derivation, part):
        if name in known and search.effort.left > 0:
            place = body_in(derivation.source, name)
            effort = Effort(search.effort.left // 2)  # other functions may need as much
            search.effort.left -= effort.left
            fitting = Fitting(replays, known[name], place, spans, effort)
            selections = fitting.found(checks)
            search.effort.left += effort.left
            for selection in selections:
                suspect = fitting.suspect(selection)
                search.decisions[suspect.key] = decisions(
                    search, fitting, selection, checks[:COMPARED], causes
                )
                found.append(suspect)
    return found


def own_functions(derivation: Derivation, part: str) -> list[str]:
    """Return the functions of a part and those that they call, but for functions of other parts."""
    others = {name for each, names in derivation.parts.items() if each != part for name in names}
    own = derivation.parts.get(part, ())
    return [name for name in derivation.suspects(part) if name in own or name not in others]


def decisions(
    search: Search, fitting: Fitting, selection: Selection, checks: Sequence[Check], causes: Set
) -> Set:
    """Return the wrong choices of a selection, each as the written mistake that does the same in these checks.

    What no written mistake does is left together.
    """
    function, found, rest = frozenset({fitting.template.name}), list[Suspect](), [*selection]
    own = [one for one in search.grave if search.replays.changed((one,)) == function]
    for place, which in enumerate(selection):
        single = tuple(which if each == place else 0 for each in range(len(selection)))
        same = [one for one in own if which and alike(search, fitting, single, (*causes, one), checks)]
        found += same[:1]
        rest[place] = 0 if same else which
    return (*found, fitting.suspect(tuple(rest))) if any(rest) else tuple(found)


def alike(
    search: Search, fitting: Fitting, selection: Selection, mistakes: Set, checks: Sequence[Check]
) -> bool:
    """Return whether written mistakes do what a selection does in each of these checks, and that shows in one."""
    shown = False
    for check in checks:
        mine, theirs = fitting.trace(selection, check), search.replays.trace(mistakes, check)
        if theirs is None or not theirs.reproduces(mine, check.tolerance):
            return False
        shown |= not mine.passes(search.replays.expected[check.name], check.tolerance)
    return shown


def variety(trace: Trace) -> tuple[int, int]:
    """Return how many different numbers a check returns, up to ENOUGH, and how many it passes."""
    arrays = (as_numbers(pair.expected) for pair in leaf_pairs(trace.value, trace.value))
    found = {number for array in arrays if array is not None for number in array.ravel()[:ENOUGH].tolist()}
    return min(len(found), ENOUGH), sum(entries(each) for call in trace.calls for each in call.arguments)
