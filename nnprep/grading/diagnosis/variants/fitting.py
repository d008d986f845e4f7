"""Finds the choices with which a function returns what a submission returned, value by value.

A decision that only one value depends on is looked for only there. So what would be thousands of combinations is a few
for each value, and choices that overlap in the reference's text can be made together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from math import prod

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.content.edits import Span, with_spans
from nnprep.errors import joined
from nnprep.grading.diagnosis.derived.derive import Derived
from nnprep.grading.diagnosis.replays import FINISHED, Replays, all_labels, differing_labels, ending
from nnprep.grading.diagnosis.variants.template import CHOSEN, Selection, Template
from nnprep.sandbox.direct import DirectFunctions
from nnprep.sandbox.local import LocalPeer

VARIANT = "variant"
"""The operator of what is found here."""
MOST_RUNS = 500
"""How many times a check is run for one function."""
MOST_WEAK = 1500
"""How many times where checks show so little that all of them are looked at; these take less time."""
TOGETHER = 4
"""How many of these checks."""
UNEXPLAINED = 2
"""After how many checks that aren't explained whole no further one is looked at."""
FEW = 8
"""How many whole numbers don't agree by chance."""
KEPT = 6
"""How many selections that explain the same values are followed."""


class Fitting:
    """One function, and what its choices make of the checks of a submission."""

    def __init__(self, replays: Replays, template: Template, body: Span, causes: Sequence[Span]) -> None:
        """`body` is where the function's body is in the reference; `causes` are made as well, outside of it."""
        self.replays = replays
        self.template = template
        self.body = body
        self.runs, self.most = 0, MOST_RUNS
        spans = [each for each in causes if each.end <= body.start or each.start >= body.end]
        peer = LocalPeer(with_spans(replays.reference, [*spans, body._replace(new=template.switched)]))
        peer.load()
        self._names = peer.executor.module.__dict__
        self._f = DirectFunctions(peer, silent=True)
        self._traces: dict[tuple[Selection, str], Trace] = {}
        self._like_seen: dict[tuple[Selection, str], frozenset[str]] = {}

    @property
    def right(self) -> Selection:
        return (0,) * len(self.template.places)

    def found(self, checks: Sequence[Check]) -> list[Selection]:
        """Return the selections with the fewest wrong choices that explain most of what these checks returned."""
        kept, unexplained = [self.right], 0
        for check in checks:
            agreeing = [each for each in kept if self.agrees(each, check)]
            if not agreeing:
                weak = is_weak(self.replays.expected[check.name])
                self.most = MOST_WEAK if weak else MOST_RUNS
                kept = self.explaining(check, kept, checks[:TOGETHER] if weak else ())
                unexplained += not any(self.agrees(each, check) for each in kept)
            kept = agreeing or kept
            if unexplained == UNEXPLAINED or self.runs >= self.most:
                break
        return [each for each in kept if each != self.right]

    def agrees(self, selection: Selection, check: Check) -> bool:
        """Return whether a selection explains all that a check returned."""
        return self.like_seen(selection, check) >= self.labels(check)

    def explaining(self, check: Check, kept: Sequence[Selection], others: Sequence[Check]) -> list[Selection]:
        """Return selections that explain more of a check, value by value: that with the fewest combinations first.

        With `others`, they explain all of it, and all of these.
        """
        if others:
            everywhere = [*range(len(self.right))]
            return self.fewest(check, kept, everywhere, self.labels(check), others) or [*kept]
        explained, (open_places, shown) = frozenset[str](), self.by_label(check, kept[0])
        while open_places:
            label = min(open_places, key=lambda each: (self.combinations(open_places[each]), each))
            places = open_places.pop(label)
            if not all(label in self.like_seen(each, check) for each in kept):
                better = self.fewest(check, kept, places, explained | {label})
                if not better:
                    continue
                kept = better
            explained |= {label}
            # A choice that this value doesn't show may still be made.
            decided = shown[label]
            open_places = {each: [p for p in left if p not in decided] for each, left in open_places.items()}
        return [*kept]

    def by_label(
        self, check: Check, start: Selection
    ) -> tuple[dict[str, list[int]], dict[str, frozenset[int]]]:
        """Return the places that change each value of a check, and those of them of which it shows every choice.

        Places where a wrong choice is made already are left out.
        """
        before = self.trace(start, check)
        found: dict[str, list[int]] = {label: [] for label in self.labels(check)}
        shown: dict[str, frozenset[int]] = {label: frozenset() for label in found}
        for number, choices in enumerate(self.template.places):
            if start[number] or self.runs >= self.most:
                continue
            changes = []
            for which in range(1, len(choices)):
                after = self.trace((*start[:number], which, *start[number + 1 :]), check)
                if ending(after) == ending(before) == FINISHED:
                    changes.append(differing_labels(before, after, check))
            for label in found:
                if any(label in each for each in changes):
                    found[label].append(number)
                    if all(label in each for each in changes):
                        shown[label] |= {number}
        return found, shown

    def combinations(self, places: Sequence[int]) -> int:
        """Return in how many ways these places can be filled."""
        return prod(len(self.template.places[place]) for place in places)

    def fewest(
        self,
        check: Check,
        kept: Sequence[Selection],
        places: Sequence[int],
        wanted: frozenset[str],
        others: Sequence[Check] = (),
    ) -> list[Selection]:
        """Return the selections with the fewest further choices that explain these values, and the `others` if any."""
        for count in range(len(places) + 1):
            found: list[Selection] = []
            for each in (each for start in kept for each in self.further(start, places, count)):
                if self.runs >= self.most or len(found) >= KEPT:
                    return found
                explains = self.like_seen(each, check) >= wanted
                if explains and all(self.agrees(each, other) for other in others):
                    found.append(each)
            if found:
                return found
        return []

    def further(self, start: Selection, places: Iterable[int], count: int) -> Iterator[Selection]:
        """Yield selections with so many more wrong choices, at places that are right so far."""
        free = [place for place in places if not start[place]]
        for some in combinations(free, count):
            for chosen in product(*(range(1, len(self.template.places[place])) for place in some)):
                selection = [*start]
                for place, which in zip(some, chosen, strict=True):
                    selection[place] = which
                yield tuple(selection)

    def trace(self, selection: Selection, check: Check) -> Trace:
        """Return what a check does with a selection."""
        key = selection, check.name
        if key not in self._traces:
            self.runs += 1
            self._names[CHOSEN] = selection
            self._traces[key] = self.replays.new_trace(self._f, check, self.replays.script(check))
        return self._traces[key]

    def like_seen(self, selection: Selection, check: Check) -> frozenset[str]:
        """Return the labels of the values that are the submission's."""
        key = selection, check.name
        if key not in self._like_seen:
            trace = self.trace(selection, check)
            finished = ending(trace) == FINISHED
            self._like_seen[key] = (
                self.replays.new_footprint(trace, check).like_seen if finished else frozenset()
            )
        return self._like_seen[key]

    def labels(self, check: Check) -> frozenset[str]:
        """Return the labels of all values of a check."""
        return all_labels(self.replays.expected[check.name])

    def suspect(self, selection: Selection) -> Derived:
        """Return a selection as a mistake."""
        span = self.body._replace(new=self.template.chosen(selection))
        clause = joined(self.template.clauses(selection))
        return Derived(VARIANT, self.template.name, clause, (span,), f"{VARIANT} {span}")


def is_weak(trace: Trace) -> bool:
    """Return whether a check shows so few whole numbers that they can agree by chance."""
    values = [np.asarray(pair.expected) for pair in leaf_pairs(trace.value, trace.value)]
    return 0 < sum(each.size for each in values) < FEW and all(each.dtype.kind in "iub" for each in values)
