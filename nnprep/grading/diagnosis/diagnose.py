"""Names the mistake: which known edits of the reference reproduce everything that a submission returned.

Single mistakes come first, then pairs whose edits do not overlap, those first that can explain what was returned: a
value that neither mistake changes alone must be right, one that only one of them changes must be what that one
returns. The search is bounded by a count of replays, never by a clock: a diagnosis must not depend on how busy the
machine is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Mistake, Severity
from nnprep.grading.diagnosis.replays import Footprint, Replays, Traces, ending
from nnprep.grading.report import Diagnosis, Scope

REPLAYS = 200
"""How many checks are run with two mistakes in the reference before the search for pairs is given up."""
TELLING = 3
"""How many failing checks decide which pairs are promising."""
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
    """Return every smallest set of known mistakes that reproduces a submission; empty where there is none.

    `failing` are the names of the checks that did not pass; they are replayed first, since they tell most apart.
    Where no set reproduces all checks, sets that reproduce all core checks are returned, marked so; and where there is
    none either, what explains single parts, see `by_part`. `replayed` holds what mistakes did under this seed; it is
    added to, for who diagnoses many submissions.
    """
    cheapest = sorted(checks, key=lambda check: effort(expected[check.name]))
    first = [check for check in cheapest if check.name in failing]
    everything = [*first, *(check for check in cheapest if check.name not in failing)]
    replays = Replays(reference, seed, expected, seen, replayed)
    core = [check for check in everything if check.severity is Severity.CORE]
    grave = any(check.severity is Severity.CORE for check in first)
    if not grave:  # every core mistake fails a core check, so there is none here to look for
        mistakes = [mistake for mistake in mistakes if mistake.severity is not Severity.CORE]

    def reproducing(
        chosen: Iterable[tuple[Mistake, ...]], scope: Sequence[Check]
    ) -> list[tuple[Mistake, ...]]:
        return [mistakes for mistakes in chosen if replays.reproduces(mistakes, scope)]

    singles = [(mistake,) for mistake in mistakes]
    if found := reproducing(singles, everything):
        return told(found, Scope.EVERYTHING)
    if grave and (main := reproducing(singles, core)):
        lesser = [mistake for mistake in mistakes if mistake.severity is not Severity.CORE]
        beside = [(one, other) for (one,) in main for other in lesser if replays.fit(one, other)]
        if found := reproducing(beside, everything):
            return told(found, Scope.EVERYTHING)
        return told(main, Scope.CORE)
    scope, suspects = everything, list(mistakes)
    if grave:  # a third, lesser mistake must not hide the two that decide the verdict
        scope, suspects = core, [mistake for mistake in mistakes if mistake.severity is Severity.CORE]
    telling = [check for check in first if check in scope][:TELLING]
    promising, doubtful = pairs(replays, suspects, telling)
    # The cheapest checks mostly see the same mistake: the last of the telling ones refutes a pair soonest.
    scope = [*reversed(telling), *(check for check in scope if check not in telling)]
    found = reproducing(within(replays, promising), scope) or reproducing(within(replays, doubtful), scope)
    if best := reproducing(found, everything):
        return told(best, Scope.EVERYTHING)
    if found or not grave:
        return told(found, Scope.CORE)
    return by_part(replays, suspects, [check for check in first if check in core], core)


def by_part(
    replays: Replays, mistakes: Sequence[Mistake], failing: Sequence[Check], core: Sequence[Check]
) -> tuple[Diagnosis, ...]:
    """Return what explains each part that fails by itself: the smallest sets that reproduce all of its core checks.

    Where none does, single mistakes that reproduce those checks of it that fail. They would fail others too, as where
    a function that the reference builds on another one was written on its own. Methods of one object hang together:
    after a part that nothing explains, what later parts return may only be its consequence, and is not explained.
    """
    found: list[Diagnosis] = []
    chained = any("." in call.target for check in failing for call in replays.seen[check.name].calls)
    for part in dict.fromkeys(check.part for check in sorted(failing, key=core.index)):
        wrong = [check for check in failing if check.part == part]
        scope = [*wrong, *(check for check in core if check.part == part and check not in wrong)]
        sets: Sequence[Sequence[Mistake]] = [(one,) for one in mistakes if replays.reproduces([one], scope)]
        if not sets and scope != core:
            promising, _ = pairs(replays, mistakes, wrong[:TELLING])
            sets = [pair for pair in within(replays, promising) if replays.reproduces(pair, scope)]
        if sets:
            found += told(sets, Scope.PART, part)
        elif chained:
            break
        elif any(ending(replays.seen[check.name]) == FINISHED for check in wrong):
            alone = [(one,) for one in mistakes if replays.reproduces([one], wrong)]
            found += told(alone, Scope.FAILING, part)
    return tuple(found)


def effort(trace: Trace) -> int:
    """Estimate what a check costs to run: its calls, and the numbers that they pass."""
    sizes = (getattr(value, "size", 1) for call in trace.calls for value in call.arguments)
    return 1000 * len(trace.steps) + sum(sizes)


def within(replays: Replays, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield pairs while replays are left; however many mistakes are known, the pairs have as many."""
    for pair in pairs:
        if replays.doubles >= REPLAYS:
            return
        yield pair


def pairs(
    replays: Replays, mistakes: Sequence[Mistake], telling: Sequence[Check]
) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of mistakes that can be made at once: those that can explain all telling checks, and the others,
    first those that can explain most.
    """
    prints: dict[tuple[str, str], Footprint] = {}
    wrong: dict[str, Footprint] = {}
    for check in telling:
        wrong[check.name] = replays.footprint(replays.seen[check.name], check)
        for mistake in mistakes:
            trace = replays.trace([mistake], check)
            if trace is not None:
                prints[mistake.id, check.name] = replays.footprint(trace, check)
    found: list[list[Pair]] = [[] for _ in range(len(telling) + 1)]
    for one, other in combinations(mistakes, 2):
        if not replays.fit(one, other):
            continue
        explained = sum(
            explains(wrong[check.name], prints.get((one.id, check.name)), prints.get((other.id, check.name)))
            for check in telling
        )
        found[explained].append((one, other))
    *doubtful, promising = found
    return promising, [pair for fewer in reversed(doubtful) for pair in fewer]


def explains(seen: Footprint, one: Footprint | None, other: Footprint | None) -> bool:
    """Return whether two mistakes together can have done to one check what the submission did.

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


def told(found: Sequence[Sequence[Mistake]], scope: Scope, part: str = "") -> tuple[Diagnosis, ...]:
    """Put up to three explanations into words, the graver mistake of each first."""
    diagnoses = []
    for mistakes in found[:3]:
        grave = sorted(mistakes, key=lambda mistake: GRAVITY.index(mistake.severity))
        diagnoses.append(
            Diagnosis(
                mistakes=tuple(mistake.id for mistake in grave),
                say=tuple(mistake.say for mistake in grave),
                severity=grave[0].severity,
                scope=scope,
                part=part,
            )
        )
    return tuple(diagnoses)


FINISHED = ending(Trace())
