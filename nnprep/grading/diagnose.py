"""Names the mistake: which known edits of the reference reproduce everything that a submission returned.

Single mistakes come first, then pairs whose edits do not overlap, those first in which one mistake already explains
some of what was returned. The search is bounded by a count of replays, never by a clock: a diagnosis must not depend
on how busy the machine is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, product

from nnprep.content.edits import EditError, composable, edited
from nnprep.content.exercises import Mistake, Severity
from nnprep.grading.checking import Check
from nnprep.grading.compare import leaves
from nnprep.grading.functions import Functions
from nnprep.grading.local import LocalPeer
from nnprep.grading.report import Diagnosis
from nnprep.grading.trace import Trace

REPLAYS = 500
"""How many mistakes and pairs are replayed at most."""
GRAVITY = (Severity.CORE, Severity.ROBUST, Severity.STYLE)


@dataclass(slots=True)
class Replays:
    """Runs mistakes on the inputs that the submission saw, and remembers what they did."""

    reference: str
    checks: Sequence[Check]
    seed: int
    expected: Mapping[str, Trace]
    """What the reference did, by check."""
    seen: Mapping[str, Trace]
    """What the submission did, by check."""
    promised: int = REPLAYS
    """How many pairs may still be replayed."""
    traces: dict[tuple[tuple[str, ...], str], Trace] = field(default_factory=dict)
    functions: dict[tuple[str, ...], Functions | None] = field(default_factory=dict)

    def trace(self, mistakes: Sequence[Mistake], check: Check) -> Trace | None:
        """What the reference with these mistakes does in one check; None where it cannot be made or run."""
        names = tuple(mistake.id for mistake in mistakes)
        if (names, check.name) not in self.traces:
            if names not in self.functions:
                self.functions[names] = self.wrong_reference(mistakes)
            f = self.functions[names]
            if f is None:
                return None
            self.traces[names, check.name] = check.trace(f, self.seed)
        return self.traces[names, check.name]

    def wrong_reference(self, mistakes: Sequence[Mistake]) -> Functions | None:
        try:
            source = edited(self.reference, [edit for mistake in mistakes for edit in mistake.edits])
        except EditError:
            return None
        peer = LocalPeer(source, "+".join(mistake.id for mistake in mistakes))
        peer.load()
        return Functions(peer)

    def reproduces(self, mistakes: Sequence[Mistake], checks: Sequence[Check]) -> bool:
        """Whether the mistakes do in every one of `checks` what the submission did."""
        for check in checks:
            trace = self.trace(mistakes, check)
            if trace is None or not trace.reproduces(self.seen[check.name], check.tolerance):
                return False
        return True

    def fit(self, one: Mistake, other: Mistake) -> bool:
        """Whether two mistakes can be made at once."""
        return composable(self.reference, one.edits, other.edits)

    def explains_some(self, mistake: Mistake, checks: Sequence[Check]) -> bool:
        """Whether a mistake returns some wrong value that the submission returned too."""
        return any(
            shares_wrong_value(trace, self.seen[check.name], self.expected[check.name])
            for check in checks
            if (trace := self.trace([mistake], check)) is not None
        )


def shares_wrong_value(trace: Trace, seen: Trace, expected: Trace) -> bool:
    """Return whether two traces agree in some value in which the second differs from what is expected."""
    if trace.error or seen.error or trace.broken or seen.broken:
        return bool(trace.error and seen.error and type(trace.error) is type(seen.error))
    wrong = {leaf.label for leaf in leaves(expected.value, seen.value) if leaf.difference}
    shared = {leaf.label for leaf in leaves(trace.value, seen.value) if not leaf.difference}
    if wrong & shared:
        return True
    return any(
        mine.same_as(theirs)
        for mine, theirs in zip(trace.observations, seen.observations, strict=False)
        if theirs.differences
    )


def diagnose(
    reference: str,
    mistakes: Sequence[Mistake],
    checks: Sequence[Check],
    seed: int,
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    failing: Sequence[str],
    replayed: dict[tuple[tuple[str, ...], str], Trace] | None = None,
) -> tuple[Diagnosis, ...]:
    """Return every smallest set of known mistakes that reproduces a submission; empty where there is none.

    `failing` are the names of the checks that did not pass; they are replayed first, since they tell most apart.
    Where no set reproduces all checks, sets that reproduce all core checks are returned, marked so. `replayed` holds
    what mistakes did under this seed, by their ids and the check; it is added to, for who diagnoses many submissions.
    """
    first = [check for check in checks if check.name in failing]
    rest = [check for check in checks if check.name not in failing]
    replays = Replays(reference=reference, checks=checks, seed=seed, expected=expected, seen=seen)
    if replayed is not None:
        replays.traces = replayed
    everything = [*first, *rest]
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
        return told(found, everything=True)
    if grave and (main := reproducing(singles, core)):
        lesser = [mistake for mistake in mistakes if mistake.severity is not Severity.CORE]
        beside = [(one, other) for (one,) in main for other in lesser if replays.fit(one, other)]
        if found := reproducing(beside, everything):
            return told(found, everything=True)
        return told(main, everything=False)
    pairs = list(promising_pairs(replays, mistakes, first))
    if found := reproducing(pairs, everything):
        return told(found, everything=True)
    return told(reproducing(pairs, core), everything=False) if grave else ()


def promising_pairs(
    replays: Replays, mistakes: Sequence[Mistake], failing: Sequence[Check]
) -> Iterator[tuple[Mistake, Mistake]]:
    """Yield pairs of mistakes, the promising ones first, while replays are left."""
    promising = [m for m in mistakes if replays.explains_some(m, failing)]
    hopeful = {m.id for m in promising}
    others = [m for m in mistakes if m.id not in hopeful]
    for pair in chain(combinations(promising, 2), product(promising, others), combinations(others, 2)):
        if replays.fit(*pair):
            if replays.promised <= 0:
                return
            replays.promised -= 1
            yield pair


def told(found: Sequence[Sequence[Mistake]], everything: bool) -> tuple[Diagnosis, ...]:
    """Put up to three explanations into words, the graver mistake of each first."""
    diagnoses = []
    for mistakes in found[:3]:
        grave = sorted(mistakes, key=lambda mistake: GRAVITY.index(mistake.severity))
        diagnoses.append(
            Diagnosis(
                mistakes=tuple(mistake.id for mistake in grave),
                say=tuple(mistake.say for mistake in grave),
                severity=grave[0].severity,
                everything=everything,
            )
        )
    return tuple(diagnoses)
