"""Explains the failing parts of a submission one by one, if nothing explains them together.

An explanation may not contradict what is right: one that would make other checks fail, which this submission passes, is
only a likeness. A part that fails only because of an earlier part is not accused of anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.checks.api import Check
from nnprep.grading.diagnosis.combinations import (
    REPLAYS,
    TELLING,
    Set,
    pairs,
    reproducing,
    value_by_value,
    within,
)
from nnprep.grading.diagnosis.replays import FINISHED, ending
from nnprep.grading.diagnosis.search import Search, derived_mistakes, diagnoses, suspects_of, telling_check
from nnprep.grading.report import Diagnosis, Scope


def by_part(search: Search) -> tuple[Diagnosis, ...]:
    """Return what explains each failing part by itself: the smallest sets that reproduce all of its core checks.

    If there is none, single mistakes that reproduce those checks of the part that fail. They would fail others too,
    for instance where a function that the reference builds on another one was written independently. After a part that
    nothing explains, what depends on it may only be a consequence, and is not explained.
    """
    explanations: list[Diagnosis] = []
    facts: list[tuple[int, Set]] = []
    unexplained: list[str] = []
    for part in search.parts:
        wrong = [check for check in search.wrong if check.part == part]
        causes = [each for _, mistakes in facts for each in mistakes]
        changed = bool(causes) and reaches(search, tuple(causes), wrong)
        scope = part_checks(search, part)
        if changed and search.replays.reproduces(tuple(causes), scope):
            cause = next(
                (place for place, one in facts if search.replays.reproduces(one, scope)), facts[-1][0]
            )
            found = explanations[cause]
            explanations[cause] = found._replace(consequences=(*found.consequences, part))
            continue
        if any(depends(search, part, earlier) for earlier in unexplained):
            continue
        sets = beside(search, tuple(causes), scope) if changed else []
        certain = bool(sets)
        if not sets:
            sets = part_sets(search, part, wrong, scope)
            consistent = [mistakes for mistakes in sets if not contradicts(search, mistakes, part)]
            certain, sets = bool(consistent), consistent or sets
        if certain:
            facts.append((len(explanations), sets[0]))
        if sets:
            explanations += diagnoses(search, sets, Scope.PART if certain else Scope.FAILING, part)
            continue
        unexplained.append(part)
        if any(ending(search.replays.seen[check.name]) == FINISHED for check in wrong):
            alone = reproducing(search.replays, [(one,) for one in search.grave], wrong)
            explanations += diagnoses(search, alone, Scope.FAILING, part)
    return together(search, explanations, [mistakes for _, mistakes in facts])


def together(
    search: Search, explanations: Sequence[Diagnosis], facts: Sequence[Set]
) -> tuple[Diagnosis, ...]:
    """Return two single mistakes of two parts as one explanation, if together they reproduce all core checks."""
    if len(explanations) == len(facts) == 2 and all(len(mistakes) == 1 for mistakes in facts):
        both = tuple(one for mistakes in facts for one in mistakes)
        if search.replays.fit(*both) and search.replays.reproduces(both, search.core):
            return diagnoses(search, [both], Scope.CORE)
    return tuple(explanations)


def explains_all(search: Search, explanations: Sequence[Diagnosis]) -> bool:
    """Return whether every failing part is explained with certainty, by itself or as a consequence."""
    certain = [each for each in explanations if each.scope is not Scope.FAILING]
    explained = {part for each in certain for part in (each.part, *each.consequences)}
    return bool(certain) and ("" in explained or explained >= set(search.parts))


def part_checks(search: Search, part: str) -> list[Check]:
    """Return the core checks of a part, those that did not pass first."""
    return [check for check in search.core if check.part == part]


def part_sets(search: Search, part: str, wrong: Sequence[Check], scope: Sequence[Check]) -> list[Set]:
    """Return the smallest sets of mistakes that reproduce all core checks of a part."""
    replays = search.replays
    sets = reproducing(replays, [(one,) for one in search.grave], scope)
    sets = sets or derived_mistakes(search, part, scope)
    if sets or len(scope) == len(search.core):
        return sets
    if replays.doubles < REPLAYS:
        promising, _ = pairs(replays, search.grave, wrong[:TELLING])
        sets = reproducing(replays, within(replays, promising), scope)
    return sets or value_by_value(replays, suspects_of(search, part), telling_check(search, part), scope)


def beside(search: Search, causes: Set, scope: Sequence[Check]) -> list[Set]:
    """Return the single mistakes that reproduce a part's checks together with those of earlier parts."""
    replays = search.replays
    sets = [(*causes, one) for one in search.grave if all(replays.fit(one, cause) for cause in causes)]
    return [(mistakes[-1],) for mistakes in reproducing(replays, within(replays, sets, 2 * REPLAYS), scope)]


def reaches(search: Search, causes: Set, checks: Sequence[Check]) -> bool:
    """Return whether the mistakes of earlier parts change what some of these checks see."""
    for check in checks:
        trace = search.replays.trace(causes, check)
        if trace is not None and not trace.reproduces(search.replays.expected[check.name], check.tolerance):
            return True
    return False


def contradicts(search: Search, mistakes: Set, part: str) -> bool:
    """Return whether mistakes would make a check of another part fail that this submission passes.

    A mistake in the part's own functions contradicts nothing: what calls them in the reference may be written
    independently here.
    """
    if search.derivation is not None:
        changed = search.replays.changed(mistakes)
        if changed and changed <= frozenset(search.derivation.parts.get(part, ())):
            return False
    for check in search.core:
        if check.part != part and check not in search.failing:
            trace = search.replays.trace(mistakes, check)
            if trace is None or not trace.reproduces(search.replays.seen[check.name], check.tolerance):
                return True
    return False


def depends(search: Search, part: str, earlier: str) -> bool:
    """Return whether a part may fail only because an earlier one does: its functions call those of the other.

    Without a derivation, which knows who calls whom, methods of one object depend on each other.
    """
    if search.derivation is not None:
        return search.derivation.calls(part, earlier)
    seen = search.replays.seen
    return any("." in call.target for check in search.wrong for call in seen[check.name].calls)
