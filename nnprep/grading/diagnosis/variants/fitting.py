"""Finds the choices with which a function returns what a submission returned, value by value.

A decision that only one value depends on is looked for only there. Choices that only multiply a value aren't tried
together with others: what a value lacks is compared with products of their factors. So what would be thousands of
combinations is a few for each value, and choices that overlap in the reference's text can be made together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import isfinite, log, prod
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import as_numbers, leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.content.edits import Span, with_spans
from nnprep.errors import joined
from nnprep.grading.diagnosis.derived.derive import Derived
from nnprep.grading.diagnosis.replays import FINISHED, Replays, differing_labels, ending
from nnprep.grading.diagnosis.search import Effort, full_effort
from nnprep.grading.diagnosis.variants.template import CHOSEN, Selection, Template
from nnprep.sandbox.direct import DirectFunctions
from nnprep.sandbox.local import LocalPeer

VARIANT = "variant"
"""The operator of what is found here."""
MOST_WEAK = 1500
"""How many times a check is run that shows so little that others are looked at with it; these take less time."""
TOGETHER = 4
"""How many of these checks."""
UNEXPLAINED = 2
"""After how many checks that aren't explained whole no further one is looked at."""
FEW = 8
"""How many whole numbers don't agree by chance."""
KEPT = 6
"""How many selections that explain the same values are followed."""
DEAREST = 10_000
"""What a run costs at most: many numbers in one array take less time than their count says."""
SHAPING = 3
"""How many choices are made together that do more than multiply a value."""
FACTORS = 3
"""How many that multiply it."""
DIGITS = 9
"""After how many decimals of their logarithms factors are equal."""
SAME = 1e-9
"""How far apart two entries may be that are equal but for rounding, as a share of the largest."""
Array = np.ndarray[Any, Any]
Made = tuple[tuple[int, int], ...]
"""Places, and the choice at each."""
Products = Mapping[tuple[float, bool], list[Made]]
"""Which choices together multiply a value by what, see `key_of`."""


class Fitting:
    """One function, and what its choices make of the checks of a submission."""

    def __init__(
        self, replays: Replays, template: Template, body: Span, causes: Sequence[Span], effort: Effort
    ) -> None:
        """`body` is where the function's body is in the reference; `causes` are made as well, outside of it."""
        self.replays = replays
        self.template = template
        self.body = body
        self.effort = effort
        spans = [each for each in causes if each.end <= body.start or each.start >= body.end]
        peer = LocalPeer(with_spans(replays.reference, [*spans, body._replace(new=template.switched)]))
        peer.load()
        self._names = peer.executor.module.__dict__
        self._f = DirectFunctions(peer, silent=True)
        self._traces: dict[tuple[Selection, str], Trace] = {}
        self._like_seen: dict[tuple[Selection, str], frozenset[str]] = {}
        self._numbers: dict[tuple[Selection | None, str], Mapping[str, Array]] = {}
        self._reach: dict[tuple[int, int], int] = {}
        self._costs: dict[str, int] = {}
        self._weak = 0

    @property
    def right(self) -> Selection:
        return (0,) * len(self.template.places)

    @property
    def ended(self) -> bool:
        """Whether nothing more may be run."""
        return self.effort.left <= 0 or self._weak >= MOST_WEAK

    def found(self, checks: Sequence[Check]) -> list[Selection]:
        """Return the selections with the fewest wrong choices that explain most of what these checks returned."""
        kept, unexplained = [self.right], 0
        for check in checks:
            agreeing = [each for each in kept if self.agrees(each, check)]
            if not agreeing:
                weak = is_weak(self.replays.expected[check.name])
                kept = (
                    self.explaining_all([check, *checks[:TOGETHER]], kept)
                    if weak
                    else self.explaining(check, kept)
                )
                unexplained += not any(self.agrees(each, check) for each in kept)
            kept = agreeing or kept
            if unexplained == UNEXPLAINED or self.ended:
                break
        # Where only some values are explained, choices that others depend on, too, say too much.
        return sorted((each for each in kept if self.wrong_in(each)), key=self.reach)

    def reach(self, selection: Selection) -> int:
        """Return how many values the choices of a selection change, each alone."""
        return sum(self._reach.get(made, 0) for made in enumerate(selection))

    def agrees(self, selection: Selection, check: Check) -> bool:
        """Return whether a selection explains all that a check returned."""
        return self.like_seen(selection, check) >= self.replays.labels(check)

    def explaining_all(self, checks: Sequence[Check], kept: Sequence[Selection]) -> list[Selection]:
        """Return the selections with the fewest further choices that explain several checks that show little each."""
        choices = [
            (place, which) for place, each in enumerate(self.template.places) for which in range(1, len(each))
        ]
        for count in range(len(self.right) + 1):
            found: list[Selection] = []
            for start in kept:
                for made in together(choices, count):
                    self._weak += 1
                    if self.ended or len(found) == KEPT:
                        return found or [*kept]
                    each = with_choices(start, made)
                    found += [each] * all(self.agrees(each, check) for check in checks)
            if found:
                return found
        return [*kept]

    def explaining(self, check: Check, kept: Sequence[Selection]) -> list[Selection]:
        """Return selections that explain more of a check, value by value: that with the fewest combinations first."""
        explained, effects = frozenset[str](), self.effects(check, kept[0])
        open_choices = {label: sorted(made) for label, made in effects.items()}
        decided = set[int]()
        while open_choices:
            label = min(open_choices, key=lambda each: (self.combinations(open_choices[each], decided), each))
            choices = [made for made in open_choices.pop(label) if made[0] not in decided]
            if not all(label in self.like_seen(each, check) for each in kept):
                better = self.fewest(check, label, kept, choices, explained | {label})
                if not better:
                    continue
                kept = better
            explained |= {label}
            # A place of which this value shows only some choices stays open for other values.
            places = {place for place, _ in choices}
            decided |= {
                p for p in places if sum(each[0] == p for each in choices) == len(self.template.places[p]) - 1
            }
        return [*kept]

    def effects(self, check: Check, start: Selection) -> dict[str, set[tuple[int, int]]]:
        """Return the choices that change each value of a check, alone, at places that are right so far."""
        before = self.trace(start, check)
        found: dict[str, set[tuple[int, int]]] = {label: set() for label in self.replays.labels(check)}
        for place, choices in enumerate(self.template.places):
            for which in range(1, len(choices) if not start[place] else 0):
                if self.ended:
                    return found
                after = self.trace(with_choices(start, ((place, which),)), check)
                if ending(after) == ending(before) == FINISHED:
                    labels = differing_labels(before, after, check) & found.keys()
                    self._reach.setdefault((place, which), len(labels))
                    for label in labels:
                        found[label].add((place, which))
        return found

    def combinations(self, choices: Iterable[tuple[int, int]], decided: set[int]) -> int:
        """Return in how many ways these choices can be made."""
        places = [place for place, _ in choices if place not in decided]
        return prod(places.count(place) + 1 for place in {*places})

    def fewest(
        self,
        check: Check,
        label: str,
        kept: Sequence[Selection],
        choices: Sequence[tuple[int, int]],
        wanted: frozenset[str],
    ) -> list[Selection]:
        """Return the selections with the fewest further choices that explain these values of a check.

        `label` is the one of them that isn't explained yet.
        """
        found: dict[Selection, int] = {}
        for start in kept:
            free = [made for made in choices if not start[made[0]]]
            factors = self.factors(check, label, start, free)
            products = all_products(factors)
            shaping = [made for made in free if made not in factors]
            for count in range(SHAPING + 1):
                if self.wrong_in(start) + count > min(found.values(), default=len(start)) or self.ended:
                    break
                for made in together(shaping, count):
                    if self.ended:
                        break
                    first = with_choices(start, made)
                    for rest in self.lacking(check, label, first, made, products):
                        each = with_choices(first, rest)
                        if self.wrong_in(each) > min(found.values(), default=len(start)):
                            break
                        if each not in found and self.like_seen(each, check) >= wanted:
                            found[each] = self.wrong_in(each)
        fewest = min(found.values(), default=0)
        return [each for each, count in found.items() if count == fewest][:KEPT]

    def wrong_in(self, selection: Selection) -> int:
        """Return how many wrong choices a selection has: those without a clause are other spellings."""
        return len(self.template.clauses(selection))

    def lacking(
        self,
        check: Check,
        label: str,
        selection: Selection,
        made: Made,
        products: Mapping[tuple[float, bool], list[Made]],
    ) -> Iterator[Made]:
        """Yield choices that multiply a value by what it lacks, at other places than those `made`; nothing first."""
        if label in self.like_seen(selection, check):
            yield ()
            return
        factor = ratio(self.numbers(selection, check).get(label), self.numbers(None, check).get(label))
        if factor is not None:
            places = {place for place, _ in made}
            for rest in products.get(key_of(factor), ()):
                if places.isdisjoint(place for place, _ in rest):
                    yield rest

    def factors(
        self, check: Check, label: str, start: Selection, choices: Sequence[tuple[int, int]]
    ) -> dict[tuple[int, int], float]:
        """Return the choices that only multiply a value, and by what."""
        before = self.numbers(start, check).get(label)
        found = {}
        for made in choices:
            factor = ratio(before, self.numbers(with_choices(start, (made,)), check).get(label))
            if factor is not None:
                found[made] = factor
        return found

    def numbers(self, selection: Selection | None, check: Check) -> Mapping[str, Array]:
        """Return the numbers of a check by their labels, with a selection or of the submission."""
        key = selection, check.name
        if key not in self._numbers:
            trace = self.replays.seen[check.name] if selection is None else self.trace(selection, check)
            arrays = ((pair.label, as_numbers(pair.actual)) for pair in leaf_pairs(trace.value, trace.value))
            self._numbers[key] = {label: array for label, array in arrays if array is not None}
        return self._numbers[key]

    def trace(self, selection: Selection, check: Check) -> Trace:
        """Return what a check does with a selection."""
        key = selection, check.name
        if key not in self._traces:
            self.effort.left -= self.cost(check)
            self._names[CHOSEN] = selection
            self._traces[key] = self.replays.new_trace(self._f, check, self.replays.script(check))
        return self._traces[key]

    def cost(self, check: Check) -> int:
        """Return what a run of a check takes from the effort."""
        if check.name not in self._costs:
            self._costs[check.name] = min(full_effort(self.replays.expected[check.name]), DEAREST)
        return self._costs[check.name]

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

    def suspect(self, selection: Selection) -> Derived:
        """Return a selection as a mistake."""
        span = self.body._replace(new=self.template.chosen(selection))
        clause = joined(self.template.clauses(selection))
        return Derived(VARIANT, self.template.name, clause, (span,), f"{VARIANT} {span}")


def with_choices(selection: Selection, made: Made) -> Selection:
    """Return a selection in which these choices are made, too."""
    new = [*selection]
    for place, which in made:
        new[place] = which
    return tuple(new)


def together(choices: Sequence[tuple[int, int]], count: int) -> Iterator[Made]:
    """Yield so many choices at different places."""
    by_place: dict[int, list[tuple[int, int]]] = {}
    for made in choices:
        by_place.setdefault(made[0], []).append(made)
    for some in combinations(by_place.values(), count):
        yield from product(*some)


def all_products(factors: Mapping[tuple[int, int], float]) -> dict[tuple[float, bool], list[Made]]:
    """Return which choices together multiply by what, up to FACTORS of them, the fewest first."""
    found: dict[tuple[float, bool], list[Made]] = {}
    for count in range(1, FACTORS + 1):
        for made in together([*factors], count):
            found.setdefault(key_of(prod(factors[each] for each in made)), []).append(made)
    return found


def key_of(factor: float) -> tuple[float, bool]:
    """Return what is equal for equal factors, but for rounding."""
    return round(log(abs(factor)), DIGITS), factor < 0


def ratio(one: Array | None, other: Array | None) -> float | None:
    """Return what one array must be multiplied by to be another one; None if no single number does it."""
    if one is None or other is None or one.shape != other.shape or not one.size:
        return None
    if not {one.dtype.kind, other.dtype.kind} <= {*"iuf"}:
        return None
    place = int(np.argmax(np.abs(one)))
    below, above = float(one.flat[place]), float(other.flat[place])
    if not (isfinite(below) and isfinite(above) and below and above):
        return None
    with np.errstate(all="ignore"):
        factor = above / below
        same = np.abs(one * factor - other) <= SAME * np.abs(other).max()
    return factor if isfinite(factor) and factor and bool(same.all()) else None


def is_weak(trace: Trace) -> bool:
    """Return whether a check shows so few whole numbers that they can agree by chance."""
    values = [np.asarray(pair.expected) for pair in leaf_pairs(trace.value, trace.value)]
    return 0 < sum(each.size for each in values) < FEW and all(each.dtype.kind in "iub" for each in values)
