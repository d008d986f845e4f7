"""Names the mistake: which known edits of the reference reproduce everything that a submission returned.

Single mistakes come first, then pairs whose edits don't overlap, the most promising first: a value that neither mistake
changes alone must be right, and one that only one of them changes must be what that one returns. The search is bounded
by a count of replays, never by a clock: a diagnosis must not depend on how busy the machine is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Mistake, Severity
from nnprep.grading.diagnosis.replays import Footprint, Replays, Traces, ending
from nnprep.grading.report import Diagnosis, Scope

REPLAYS = 300
"""How many checks are run with two mistakes in the reference before the search for pairs is given up."""
TELLING = 3
"""How many failing checks decide which pairs are promising."""
MOST = 3
"""How many explanations that fit equally well are returned."""
Pair = tuple[Mistake, Mistake]
GRAVITY = (Severity.CORE, Severity.ROBUST, Severity.STYLE)


def diagnose(
    reference: str,
    mistakes: Sequence[Mistake],
    checks: Sequence[Check],
    seed: int,
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    failing: Sequence[str],
    replayed: Traces | None = None,
) -> tuple[Diagnosis, ...]:
    """Return every smallest set of known mistakes that reproduces a submission; empty if there is none.

    `failing` are the names of the checks that did not pass; they are replayed first, since they rule out most. If no
    set reproduces all checks, sets that reproduce all core checks are returned, marked so; if there is none of these
    either, what explains single parts, see `by_part`. `replayed` holds what mistakes did under this seed and is added
    to, for callers that diagnose many submissions. Raises BrokenMistakeError.
    """
    cheapest = sorted(checks, key=lambda check: effort(expected[check.name]))
    first = [check for check in cheapest if check.name in failing]
    everything = [*first, *(check for check in cheapest if check.name not in failing)]
    replays = Replays(reference, seed, expected, seen, replayed)
    if all(check.severity is not Severity.CORE for check in first):
        # Every core mistake fails a core check, so none of them is in this submission.
        return lesser_mistakes(
            replays, [m for m in mistakes if m.severity is not Severity.CORE], first, everything
        )
    core = [check for check in everything if check.severity is Severity.CORE]
    return (
        single_mistakes(replays, mistakes, everything, core)
        or pairs_of_mistakes(replays, mistakes, first, everything, core)
        or by_part(
            replays,
            [mistake for mistake in mistakes if mistake.severity is Severity.CORE],
            [check for check in first if check in core],
            core,
        )
    )


def lesser_mistakes(
    replays: Replays, mistakes: Sequence[Mistake], failing: Sequence[Check], everything: Sequence[Check]
) -> tuple[Diagnosis, ...]:
    """Return what explains a submission that passes: one robust or style mistake, or two."""
    singles = reproducing(replays, [(mistake,) for mistake in mistakes], everything)
    return diagnoses(
        singles or first_pairs(replays, mistakes, failing[:TELLING], everything), Scope.EVERYTHING
    )


def single_mistakes(
    replays: Replays, mistakes: Sequence[Mistake], everything: Sequence[Check], core: Sequence[Check]
) -> tuple[Diagnosis, ...]:
    """Return the single mistakes that reproduce everything, or all core checks, with a lesser one if that fits."""
    singles = [(mistake,) for mistake in mistakes]
    if sets := reproducing(replays, singles, everything):
        return diagnoses(sets, Scope.EVERYTHING)
    main = reproducing(replays, singles, core)
    lesser = [mistake for mistake in mistakes if mistake.severity is not Severity.CORE]
    both = [(one, other) for (one,) in main for other in lesser if replays.fit(one, other)]
    if sets := reproducing(replays, both, everything):
        return diagnoses(sets, Scope.EVERYTHING)
    return diagnoses(main, Scope.CORE)


def pairs_of_mistakes(
    replays: Replays,
    mistakes: Sequence[Mistake],
    failing: Sequence[Check],
    everything: Sequence[Check],
    core: Sequence[Check],
) -> tuple[Diagnosis, ...]:
    """Return the pairs of core mistakes that reproduce everything, or all core checks.

    Pairs are judged by the core checks: a third, lesser mistake must not hide the two that decide the verdict.
    """
    suspects = [mistake for mistake in mistakes if mistake.severity is Severity.CORE]
    sets = first_pairs(replays, suspects, [check for check in failing if check in core][:TELLING], core)
    if best := reproducing(replays, sets, everything):
        return diagnoses(best, Scope.EVERYTHING)
    return diagnoses(sets, Scope.CORE)


def by_part(
    replays: Replays, mistakes: Sequence[Mistake], failing: Sequence[Check], core: Sequence[Check]
) -> tuple[Diagnosis, ...]:
    """Return what explains each failing part by itself: the smallest sets that reproduce all of its core checks.

    If there is none, single mistakes that reproduce those checks of the part that fail. They would fail others too,
    for instance where a function that the reference builds on another one was written independently. Methods of one
    object depend on each other: after a part that nothing explains, what later parts return may only be a consequence
    of it, and is not explained.
    """
    explanations: list[Diagnosis] = []
    chained = any("." in call.target for check in failing for call in replays.seen[check.name].calls)
    for part in dict.fromkeys(check.part for check in sorted(failing, key=core.index)):
        wrong = [check for check in failing if check.part == part]
        scope = [*wrong, *(check for check in core if check.part == part and check not in wrong)]
        sets: Sequence[Sequence[Mistake]] = reproducing(replays, [(one,) for one in mistakes], scope)
        if not sets and scope != core:
            promising, _ = pairs(replays, mistakes, wrong[:TELLING])
            sets = reproducing(replays, within(replays, promising), scope)
        if sets:
            explanations += diagnoses(sets, Scope.PART, part)
        elif chained:
            break
        elif any(ending(replays.seen[check.name]) == FINISHED for check in wrong):
            alone = reproducing(replays, [(one,) for one in mistakes], wrong)
            explanations += diagnoses(alone, Scope.FAILING, part)
    return tuple(explanations)


def reproducing(
    replays: Replays, sets: Iterable[tuple[Mistake, ...]], scope: Sequence[Check]
) -> list[tuple[Mistake, ...]]:
    """Return the sets of mistakes that reproduce a submission in every check of `scope`."""
    return [mistakes for mistakes in sets if replays.reproduces(mistakes, scope)]


def first_pairs(
    replays: Replays, mistakes: Sequence[Mistake], telling: Sequence[Check], scope: Sequence[Check]
) -> list[tuple[Mistake, ...]]:
    """Return the promising pairs that reproduce a submission in every check of `scope`; if none does, the others."""
    promising, doubtful = pairs(replays, mistakes, telling)
    # The cheapest checks mostly see the same mistake: the last of the telling ones refutes a pair soonest.
    scope = [*reversed(telling), *(check for check in scope if check not in telling)]
    return reproducing(replays, within(replays, promising), scope) or reproducing(
        replays, within(replays, doubtful), scope
    )


def effort(trace: Trace) -> int:
    """Estimate what a check costs to run: its calls, and the numbers in their arguments."""
    sizes = (getattr(value, "size", 1) for call in trace.calls for value in call.arguments)
    return 1000 * len(trace.steps) + sum(sizes)


def within(replays: Replays, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield pairs until the replays for pairs are used up."""
    for pair in pairs:
        if replays.doubles >= REPLAYS:
            return
        yield pair


def pairs(
    replays: Replays, mistakes: Sequence[Mistake], telling: Sequence[Check]
) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of mistakes that can be made together: those that can explain all of the telling checks, and the
    others, those that can explain most of them first.
    """
    wrong = {check.name: replays.footprint(replays.seen[check.name], check) for check in telling}
    prints = {
        (mistake.id, check.name): replays.footprint(trace, check)
        for check in telling
        for mistake in mistakes
        if (trace := replays.trace([mistake], check)) is not None
    }
    by_count: list[list[Pair]] = [[] for _ in range(len(telling) + 1)]
    for one, other in combinations(mistakes, 2):
        if not replays.fit(one, other):
            continue
        explained = sum(
            explains(wrong[check.name], prints.get((one.id, check.name)), prints.get((other.id, check.name)))
            for check in telling
        )
        by_count[explained].append((one, other))
    *doubtful, promising = by_count
    return promising, [pair for fewer in reversed(doubtful) for pair in fewer]


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


def diagnoses(sets: Sequence[Sequence[Mistake]], scope: Scope, part: str = "") -> tuple[Diagnosis, ...]:
    """Return the first explanations, the gravest mistake of each first."""
    return tuple(
        Diagnosis(
            mistakes=tuple(mistake.id for mistake in grave),
            say=tuple(mistake.say for mistake in grave),
            severity=grave[0].severity,
            scope=scope,
            part=part,
        )
        for grave in (
            sorted(mistakes, key=lambda mistake: GRAVITY.index(mistake.severity)) for mistakes in sets[:MOST]
        )
    )


FINISHED = ending(Trace())
