"""Which functions of a part are looked at, and the selections of choices in them that may be in a submission."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import as_numbers, leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.grading.diagnosis.combinations import Set
from nnprep.grading.diagnosis.derived.derive import Derivation, Derived
from nnprep.grading.diagnosis.replays import FINISHED, Suspect, ending
from nnprep.grading.diagnosis.search import DEARER, Effort, Search, entries, full_effort
from nnprep.grading.diagnosis.variants.fitting import Fitting
from nnprep.grading.diagnosis.variants.template import Selection, body_in, templates
from nnprep.named_tuple import NamedTuple

ENOUGH = 40
"""How many different numbers tell choices apart; more don't do it better."""


class Variant(NamedTuple):
    """One selection of choices in a function that may be in a submission, beside the causes of other parts."""

    suspect: Derived
    selection: Selection
    fitting: Fitting
    causes: Set

    def agreeing(self, checks: Sequence[Check]) -> list[Check]:
        """Return the checks in which it does all that the submission did."""
        return [check for check in checks if self.fitting.agrees(self.selection, check)]

    def needed_in(self, checks: Sequence[Check]) -> Variant:
        """Return it without the choices that these checks, in which it agrees, do without."""
        for place, which in enumerate(self.selection):
            if which:
                fewer = (*self.selection[:place], 0, *self.selection[place + 1 :])
                if any(fewer) and all(self.fitting.agrees(fewer, check) for check in checks):
                    return self._replace(selection=fewer, suspect=self.fitting.suspect(fewer)).needed_in(
                        checks
                    )
        return self


def as_variants(search: Search, part: str, scope: Sequence[Check], causes: Set = ()) -> list[Set]:
    """Return the choices in one function that reproduce all core checks of a part beside the causes of other parts."""
    found: list[Set] = []
    for variant in variants(search, part, causes):
        if search.replays.reproduces((*causes, variant.suspect), scope, causes):
            search.decisions[variant.suspect.key] = decisions(search, variant, scope)
            found.append((variant.suspect,))
    return found


def variants(search: Search, part: str, causes: Set = ()) -> list[Variant]:
    """Return what explains most of a part beside these causes.

    Each part is looked at once: only the first causes count.
    """
    if part not in search.fitted:
        search.fitted[part] = fitted(search, part, causes)
    found: list[Variant] = search.fitted[part]
    return found


def fitted(search: Search, part: str, causes: Set) -> list[Variant]:
    """Return the same, looked for."""
    derivation, replays = search.derivation, search.replays
    if derivation is None or not derivation.variants:
        return []
    checks = [c for c in search.wrong if c.part == part and ending(replays.seen[c.name]) == FINISHED]
    if not checks:
        return []
    efforts = {check.name: full_effort(replays.expected[check.name]) for check in checks}
    most = DEARER * min(efforts.values())

    def tells(check: Check) -> tuple[int, ...]:
        name = check.name
        return (is_finite(replays.seen[name]), efforts[name] <= most, *variety(replays.expected[name]))

    checks.sort(key=tells, reverse=True)
    known = templates(derivation.variants, derivation.guards)
    spans = [span for cause in causes for span in replays.spans(cause)]
    found: list[Variant] = []
    for name in own_functions(derivation, part):
        if name in known and search.effort.left > 0:
            place = body_in(derivation.source, name)
            effort = Effort(search.effort.left // 2)  # other functions may need as much
            search.effort.left -= effort.left
            fitting = Fitting(replays, known[name], place, spans, effort)
            selections = fitting.found(checks)
            search.effort.left += effort.left
            found += [Variant(fitting.suspect(each), each, fitting, causes) for each in selections]
    return found


def own_functions(derivation: Derivation, part: str) -> list[str]:
    """Return the functions of a part and those that they call, but for functions of other parts."""
    others = {name for each, names in derivation.parts.items() if each != part for name in names}
    own = derivation.parts.get(part, ())
    return [name for name in derivation.suspects(part) if name in own or name not in others]


def decisions(search: Search, variant: Variant, scope: Sequence[Check]) -> Set:
    """Return the wrong choices of a variant, each as the written mistake that does the same in all checks.

    What no written mistake does is left together.
    """
    replays, fitting = search.replays, variant.fitting
    before = replays.spent, replays.doubles, replays.derived
    own = [one for one in search.grave if replays.changed((one,)) == frozenset({fitting.template.name})]
    found, rest = list[Suspect](), [*variant.selection]
    for place, which in enumerate(variant.selection):
        single = [0] * len(rest)
        single[place] = which
        if fitting.wrong_in(tuple(single)) and (same := written(search, variant, own, tuple(single), scope)):
            found.append(same)
            rest[place] = 0
    if fitting.wrong_in(tuple(rest)) and (same := written(search, variant, own, tuple(rest), scope)):
        found.append(same)
        rest = [0] * len(rest)
    # It's no search: the next one may cost as much as without it.
    replays.spent, replays.doubles, replays.derived = before
    return (*found, fitting.suspect(tuple(rest))) if fitting.wrong_in(tuple(rest)) else tuple(found)


def written(
    search: Search,
    variant: Variant,
    mistakes: Iterable[Suspect],
    selection: Selection,
    scope: Sequence[Check],
) -> Suspect | None:
    """Return the written mistake that does what a selection does in every check, and changes no more arguments."""
    replays, fitting = search.replays, variant.fitting
    for one in mistakes:
        made, shown = (*variant.causes, one), False
        for check in scope:
            mine, theirs = fitting.trace(selection, check), replays.trace(made, check)
            if theirs is None or not theirs.reproduces(mine, check.tolerance):
                break
            shown |= not mine.passes(replays.expected[check.name], check.tolerance)
        else:
            if shown and not any(replays.changes_more(made, check) for check in scope):
                return one
    return None


def is_finite(trace: Trace) -> bool:
    """Return whether all numbers are finite that a check returns: many mistakes make infinity or nan."""
    arrays = (as_numbers(pair.actual) for pair in leaf_pairs(trace.value, trace.value))
    return all(np.isfinite(array).all() for array in arrays if array is not None and array.dtype.kind in "fc")


def variety(trace: Trace) -> tuple[int, int]:
    """Return how many different numbers a check returns, up to ENOUGH, and how many it passes."""
    arrays = (as_numbers(pair.expected) for pair in leaf_pairs(trace.value, trace.value))
    found = {number for array in arrays if array is not None for number in array.ravel()[:ENOUGH].tolist()}
    return min(len(found), ENOUGH), sum(entries(each) for call in trace.calls for each in call.arguments)
