"""Names the mistake: which edits of the reference reproduce everything that a submission returned.

Single mistakes that somebody wrote down come first, then single ones that are derived from the reference, then pairs
and triples whose edits don't overlap, then what explains single parts. The search is bounded by a count of replays,
never by a clock: a diagnosis must not depend on how busy the machine is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Mistake
from nnprep.grading.diagnosis.check_by_check import check_by_check
from nnprep.grading.diagnosis.combinations import (
    TELLING,
    Set,
    behind_order,
    but_nan,
    first_pairs,
    pairs,
    reproducing,
    value_by_value,
    within,
)
from nnprep.grading.diagnosis.derived.derive import Derivation
from nnprep.grading.diagnosis.parts import by_part, explained_parts, explains_all
from nnprep.grading.diagnosis.replays import Replays, Traces
from nnprep.grading.diagnosis.search import (
    Search,
    derived_mistakes,
    diagnoses,
    suspects_of,
    telling_check,
    telling_first,
)
from nnprep.grading.diagnosis.stepwise import stepwise
from nnprep.grading.diagnosis.values import by_value
from nnprep.grading.diagnosis.variants.suspects import as_variants
from nnprep.grading.report import Diagnosis, Scope, named_parts
from nnprep.sandbox.failures import is_arithmetic

EARLY, EARLY_COST = 50, 1200
"""How many checks are run with two written mistakes before derived ones are tried, and what single ones may cost."""


def diagnose(
    reference: str,
    mistakes: Sequence[Mistake],
    checks: Sequence[Check],
    seed: int,
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    failing: Sequence[str],
    replayed: Traces | None = None,
    derivation: Derivation | None = None,
    *,
    before: Replays | None = None,
    alone: bool = False,
    briefly: bool = False,
    weighted: Callable[[], bool] = bool,
    by_arguments: Callable[[], bool] = bool,
    parts_too: bool = True,
) -> tuple[Diagnosis, ...]:
    """Return every smallest set of mistakes that reproduces a submission; empty if there is none.

    `failing` are the names of the checks that did not pass; they are replayed first, since they rule out most. If no
    set reproduces all checks, sets that reproduce all core checks are returned, marked so; if there is none of these
    either, what explains single parts, see `by_part`, unless nobody would read it (`parts_too`). Where what was
    measured explains all, only written mistakes `alone` are tried: their sentences say more. Where values are
    `weighted`, or wrong `by_arguments`, no two mistakes are tried together: they don't make that. `replayed` holds what
    mistakes did under this seed and is added to, and replays `before` lend what they ran, for callers that diagnose
    many submissions.
    A search done `briefly` may cost half as much. Without a `derivation` only `mistakes` are considered.
    Raises BrokenMistakeError.
    """
    search = Search.of(
        Replays(reference, seed, expected, seen, replayed, before), mistakes, checks, failing, derivation
    )
    if briefly:
        search = search.halved()
    if not search.wrong:
        # Every core mistake fails a core check, so none of them is in this submission.
        return lesser_mistakes(search)
    single = single_mistakes(search) or plain_single(search) or nearly_single(search)
    if single or alone:
        return single
    single = likely_pairs(search)
    if not single:
        single = diagnoses(search, derived_mistakes(search, search.parts[0], search.core), Scope.CORE)
    if not single and len(search.parts) == 1:
        single = diagnoses(search, as_variants(search, search.parts[0], search.core), Scope.CORE)
    if single:
        return single
    if not parts_too:
        return pairs_of_mistakes(search)
    parts = by_part(search) if len(search.parts) > 1 else ()
    if explains_all(search, parts) or weighted():
        return parts
    pairs = () if len(search.parts) == 1 and by_arguments() else pairs_of_mistakes(search)
    return pairs or with_values(search, roughly(search, parts if len(search.parts) > 1 else by_part(search)))


def with_values(search: Search, found: Sequence[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Add what explains single values of parts that nothing explains as a whole."""
    named = named_parts(found)
    return (*found, *(each for part in search.parts if part not in named for each in by_value(search, part)))


def roughly(search: Search, exact: Sequence[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Return these explanations of single parts, and those of further parts that hold but for rounding."""
    nearly = by_part(search, roughly=True)
    return nearly if len(explained_parts(nearly)) > len(explained_parts(exact)) else tuple(exact)


def lesser_mistakes(search: Search) -> tuple[Diagnosis, ...]:
    """Return what explains a submission that passes: one robust or style mistake, or two."""
    sets = reproducing(search.replays, [(mistake,) for mistake in search.lesser], search.everything)
    if not sets:
        sets = first_pairs(search.replays, search.lesser, search.failing[:TELLING], search.everything)
    return diagnoses(search, sets, Scope.EVERYTHING)


def single_mistakes(search: Search) -> tuple[Diagnosis, ...]:
    """Return the single mistakes that reproduce everything, or all core checks, with a lesser one if that fits."""
    replays = search.replays
    singles: list[Set] = [(mistake,) for mistake in search.mistakes]
    if sets := reproducing(replays, singles, search.everything):
        return diagnoses(search, sets, Scope.EVERYTHING)
    main = reproducing(replays, singles, search.core)
    both: list[Set] = [(one, other) for (one,) in main for other in search.lesser if replays.fit(one, other)]
    if sets := reproducing(replays, both, search.everything):
        return diagnoses(search, sets, Scope.EVERYTHING)
    return diagnoses(search, main, Scope.CORE)


def plain_single(search: Search) -> tuple[Diagnosis, ...]:
    """Return the same where errors of plain Python stand for infinity and nan, which holds from then on."""
    replays = search.replays
    replays.lenient = any(is_arithmetic(str(replays.seen[check.name].error)) for check in search.failing)
    return single_mistakes(search) if replays.lenient else ()


def nearly_single(search: Search) -> tuple[Diagnosis, ...]:
    """Return the single mistakes that reproduce all core checks but for rounding."""
    search.replays.relaxed = True
    sets = reproducing(search.replays, [(mistake,) for mistake in search.grave], search.core)
    search.replays.relaxed = False
    plain = bool(sets) and all(but_nan(search.replays, mistakes, search.core) for mistakes in sets)
    return diagnoses(search, sets, Scope.BUT_NAN if plain else Scope.ROUGHLY)


def likely_pairs(search: Search) -> tuple[Diagnosis, ...]:
    """Return the two written mistakes that reproduce all core checks of an only failing part, if the first checks
    tell them: this costs much less than all that can be derived.
    """
    replays, telling = search.replays, search.wrong[:TELLING]
    if len(search.parts) > 1 or replays.spent >= replays.most:
        return ()
    if len(search.grave) * sum(map(replays.cost, telling)) > EARLY_COST:
        return ()
    promising, _ = pairs(replays, search.grave, telling)
    order = [*reversed(telling), *search.core]
    return diagnoses(
        search, reproducing(replays, within(replays, promising, replays.doubles + EARLY), order), Scope.CORE
    )


def pairs_of_mistakes(search: Search) -> tuple[Diagnosis, ...]:
    """Return the two or three core mistakes that reproduce everything, or all core checks.

    They are judged by the core checks: one more, lesser mistake must not hide those that decide the verdict.
    """
    part = search.parts[0]
    sets: list[Set] = []
    if len(search.parts) == 1:
        sets = behind_order(
            search.replays, suspects_of(search, part), telling_check(search, part), search.core
        )
    if (
        not sets and len(search.parts) + len(search.right) == 1
    ):  # most of what there was is spent on derived ones
        sets = stepwise(search.replays, search.grave, telling_first(search, part, search.core))
    if not sets:
        sets = value_by_value(
            search.replays, suspects_of(search, part), telling_check(search, part), search.core
        )
    if not sets and len(search.parts) == 1:
        sets = check_by_check(search, part, search.wrong, search.core)
    if not sets and len(search.parts) == 1 and search.replays.spent < search.replays.most:
        sets = first_pairs(search.replays, search.grave, search.wrong[:TELLING], search.core)
    if not sets and len(search.parts) == 1:
        sets = stepwise(search.replays, suspects_of(search, part), telling_first(search, part, search.core))
    return diagnoses(search, sets, Scope.CORE)
