"""Runs known mistakes on the inputs that a submission got, and remembers what they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nnprep.checks.api import Check
from nnprep.checks.compare import leaves
from nnprep.checks.trace import Trace, kind_of
from nnprep.content.edits import EditError, composable, edited
from nnprep.content.exercises import Mistake
from nnprep.sandbox.failures import BrokenFile
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer

Traces = dict[tuple[tuple[str, ...], str], Trace]
"""What mistakes did, by their ids and the name of the check."""


class BrokenMistakeError(Exception):
    """A known mistake that cannot be made in the reference: its edits don't fit, or what they make doesn't run."""

    def __init__(self, mistake: Mistake, reason: Exception) -> None:
        super().__init__(f"{mistake.id}: {reason}")
        self.mistake = mistake
        self.reason = reason


class Footprint(NamedTuple):
    """What a trace did to the values of one check."""

    changed: frozenset[str]
    """Labels of values that differ from the reference's."""
    like_seen: frozenset[str]
    """Labels of values that are equal to the submission's."""
    ended: tuple[str, str]
    """The kind of misbehavior that ended the check early; empty strings if it ran to its end."""


class Replays:
    """Mistakes, alone and together, run in the parent on the same inputs as the submission."""

    def __init__(
        self,
        reference: str,
        seed: int,
        expected: Mapping[str, Trace],
        seen: Mapping[str, Trace],
        traces: Traces | None = None,
    ) -> None:
        self.reference = reference
        self.seed = seed
        self.expected = expected
        """What the reference did, by check."""
        self.seen = seen
        """What the submission did, by check."""
        self.traces: Traces = {} if traces is None else traces
        self.doubles = 0
        """How many checks have been run with several mistakes together."""
        self._functions: dict[tuple[str, ...], Functions | None] = {}

    def trace(self, mistakes: Sequence[Mistake], check: Check) -> Trace | None:
        """Return what the reference with these mistakes does in one check; None if it cannot be made or run."""
        names = tuple(mistake.id for mistake in mistakes)
        if (names, check.name) not in self.traces:
            self.doubles += len(names) > 1
            if names not in self._functions:
                self._functions[names] = self.wrong_reference(mistakes)
            f = self._functions[names]
            if f is None:
                return None
            self.traces[names, check.name] = check.trace(f, self.seed)
        return self.traces[names, check.name]

    def wrong_reference(self, mistakes: Sequence[Mistake]) -> Functions | None:
        """Return the reference with these mistakes; None if two of them together make no code that runs.

        Raises BrokenMistakeError if one alone doesn't fit the reference or makes no code that runs.
        """
        try:
            source = edited(self.reference, [edit for mistake in mistakes for edit in mistake.edits])
            peer = LocalPeer(source, "+".join(mistake.id for mistake in mistakes))
            peer.load()
        except (EditError, BrokenFile) as error:
            if len(mistakes) == 1:
                raise BrokenMistakeError(mistakes[0], error) from error
            return None
        return Functions(peer)

    def reproduces(self, mistakes: Sequence[Mistake], checks: Sequence[Check]) -> bool:
        """Return whether the mistakes have the effect of the submission on every check."""
        for check in checks:
            trace = self.trace(mistakes, check)
            if trace is None or not trace.reproduces(self.seen[check.name], check.tolerance):
                return False
        return True

    def fit(self, one: Mistake, other: Mistake) -> bool:
        """Return whether two mistakes can be made together."""
        return composable(self.reference, one.edits, other.edits)

    def footprint(self, trace: Trace, check: Check) -> Footprint:
        """Return what a trace did to the values of one check."""
        expected, seen = self.expected[check.name], self.seen[check.name]
        changed = differing_labels(expected, trace, check)
        return Footprint(
            changed, all_labels(expected, check) - differing_labels(seen, trace, check), ending(trace)
        )


def all_labels(trace: Trace, check: Check) -> frozenset[str]:
    """Return the labels of all values and observations of a trace."""
    values = [leaf.label for leaf in leaves(trace.value, trace.value, check.tolerance)]
    return frozenset([*values, *(f"{n} {o.label}" for n, o in enumerate(trace.observations))])


def differing_labels(one: Trace, other: Trace, check: Check) -> frozenset[str]:
    """Return the labels of values and observations in which two traces differ."""
    differing = [leaf.label for leaf in leaves(one.value, other.value, check.tolerance) if leaf.difference]
    differing += [
        f"{number} {mine.label}"
        for number, (mine, theirs) in enumerate(zip(one.observations, other.observations, strict=False))
        if not mine.same_as(theirs)
    ]
    return frozenset(differing)


def ending(trace: Trace) -> tuple[str, str]:
    """Return what ended a check early; empty strings if it ran to its end."""
    if trace.broken is not None:
        return ("broken", type(trace.broken).__name__)
    return kind_of(trace.error)
