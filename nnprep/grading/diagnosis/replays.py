"""Runs mistakes on the inputs that a submission got, and remembers what they did."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from nnprep.checks.api import Check
from nnprep.checks.compare import Tolerance, leaf_pairs, unlike_labels
from nnprep.checks.trace import Trace, kind_of
from nnprep.content.edits import EditError, Span, overlap, span, with_spans
from nnprep.content.exercises import Mistake, Severity
from nnprep.content.trusted_code import Overtime, bounded
from nnprep.errors import ContentError
from nnprep.grading.diagnosis.agreement import (
    alike,
    has_numbers,
    hides,
    is_rounding,
    names_shapes,
    raises_instead,
    same_inner_sizes,
    same_operands,
    supports,
)
from nnprep.grading.diagnosis.call_graph import CallGraph
from nnprep.grading.diagnosis.compilation import Compilation
from nnprep.grading.diagnosis.derived.derive import Derived
from nnprep.grading.diagnosis.scripts import Script, script_of, uncollected
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.child.line_counter import LineCounter
from nnprep.sandbox.direct import DirectFunctions, WatchedFunctions, silence
from nnprep.sandbox.failures import BrokenFile
from nnprep.sandbox.local import LocalPeer

LOADING = 2
"""What it costs to compile and load a mistake, in requests to the code."""
EQUAL = 4
"""How many equal calls in one request take as long as a request."""
CALLS_BACK = 5
"""How many calls of a function that is passed take as long as a request."""
SLIGHT = Tolerance(rtol=1e-7, atol=1e-8)
"""A mistake that changes less explains nothing but for rounding."""
LONG = 0.02
"""Seconds of CPU time after which the lines that a derived mistake runs are counted; a check takes milliseconds."""
ENDLESS, TIMES = 60_000, 4
"""How many lines, or times as many as the reference runs, are taken for an endless loop; most checks run thousands."""
ENDLESS_COST = 500
"""What such a loop costs, in requests: a few of them end the search for derived mistakes."""
RUNS = 4
"""How often a check is run before it's worth writing down."""
VARIANT = "derived:variant"
"""The id of a whole function as it may be in the submission."""
Suspect = Mistake | Derived
"""A mistake that may be in the submission."""
Traces = dict[tuple[tuple[str, ...], str], Trace]
"""What mistakes did, by what identifies them and the name of the check."""
Shared = dict[tuple[tuple[str, ...], str, bool], Trace | None]
"""The same for all submissions, with and without the codec; None for an endless loop."""
MOST_SHARED = 5000
"""How many traces are kept for further submissions: some hundred megabytes."""


class BrokenMistakeError(Exception):
    """A known mistake that can't be made in the reference: its edits don't fit, or what they make doesn't run."""

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


class SeldomFunctions(WatchedFunctions):
    """The same without calls that are made only to make many: no mistake of content counts its calls."""

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Carry out a request, unless nobody looks at its results."""
        return (None, (), (), 0.0) if request[0] == "often" else super().answered(request)


class Replays:
    """Mistakes, alone and together, run in the parent on the same inputs as the submission."""

    def __init__(
        self,
        reference: str,
        seed: int,
        expected: Mapping[str, Trace],
        seen: Mapping[str, Trace],
        traces: Traces | None = None,
        before: Replays | None = None,
    ) -> None:
        """Replays `before`, of another submission with the same seed, lend what they ran; the result is the same."""
        self.reference = reference
        self.seed = seed
        self.expected = expected
        """What the reference did, by check."""
        self.seen = seen
        """What the submission did, by check."""
        self.traces: Traces = {} if traces is None else traces
        """What mistakes did, with evidence of changed arguments and warnings."""
        self.quick: Traces = {}
        """What mistakes did without it, in checks of which only values count."""
        self.kept: Sequence[Check] = ()
        """Checks in which the submission changed no argument that it was given."""
        self.lenient = False
        """Whether an error of plain Python agrees with infinity or nan, which NumPy computes instead."""
        self.relaxed = False
        """Whether rounding, and which of nan and infinity comes out, is no difference."""
        self.doubles = 0
        """How many checks have been run with several mistakes together."""
        self.most = sys.maxsize
        """What all runs may cost before no further search begins."""
        self.spent = 0
        """What all runs have cost: requests to the code, and LOADING for each check."""
        self.derived = 0
        """What runs of derived mistakes alone have cost: requests to the code, and LOADING for each check."""
        self._endless: set[tuple[str, ...]] = set()
        self._direct: dict[str, bool] = {}
        self._differs: dict[str, bool] = {}
        self._footprints: dict[tuple[int, str], Footprint] = {}
        self._is_seen: dict[tuple[int, str, bool], bool] = {}
        self._is_alike: dict[tuple[int, str], bool] = {}
        self._unlike: dict[tuple[int, int, str], frozenset[str]] = {}
        self.fingerprints: dict[int, tuple[object, ...]] = {}
        """What tells the effects of traces apart, by their `id`."""
        # What no submission changes.
        self._shared: Shared = before._shared if before else {}
        self._functions: dict[tuple[tuple[str, ...], bool], DirectFunctions | None] = (
            before._functions if before else {}
        )
        self._spans: dict[str, Sequence[Span]] = before._spans if before else {}
        self._labels: dict[str, frozenset[str]] = before._labels if before else {}
        self._costs: dict[str, int] = before._costs if before else {}
        self._lines: dict[str, int] = before._lines if before else {}
        self._scripts: dict[str, tuple[int, Script | None]] = before._scripts if before else {}
        self._alike: dict[tuple[str, bytes], Trace] = before._alike if before else {}
        self._reached: dict[str, frozenset[str] | None] = before._reached if before else {}
        self._changed: dict[tuple[str, ...], frozenset[str] | None] = before._changed if before else {}
        self._compilation: Compilation | None = None
        self._calls: CallGraph | None = None

    def trace(self, mistakes: Sequence[Suspect], check: Check) -> Trace | None:
        """Return what the reference with these mistakes does in one check; None if it can't be made or run."""
        keys = tuple(map(key_of, mistakes))
        known = self.traces.get((keys, check.name)) or self.quick.get((keys, check.name))
        if known is not None:
            return known
        if not self.reaches(mistakes, check):
            return self.expected[check.name]
        self.doubles += len(keys) > 1
        if len(keys) == 1 and isinstance(mistakes[0], Derived):
            self.derived += self.cost(check)
        return self.run(mistakes, check, direct=self.is_direct(check))

    def run(self, mistakes: Sequence[Suspect], check: Check, *, direct: bool) -> Trace | None:
        """Run the reference with these mistakes in one check, `direct` without evidence; None if it can't be run."""
        keys = tuple(map(key_of, mistakes))
        self.spent += self.cost(check)
        if (keys, direct) not in self._functions:
            self._functions[keys, direct] = self.wrong_reference(mistakes, direct=direct)
        f = self._functions[keys, direct]
        if f is None or keys in self._endless:
            return None
        key = keys, check.name, direct
        if key in self._shared:
            self._shared[key] = self._shared.pop(key)  # what is used again stays the longest
        else:
            self.share(mistakes, check, f, direct=direct)
        trace = self._shared[key]
        if trace is None:
            self._endless.add(keys)
            self.derived += ENDLESS_COST
        else:
            (self.quick if direct else self.traces)[keys, check.name] = trace
        return trace

    def cost(self, check: Check) -> int:
        """Return what it costs to run a check on code with mistakes, in requests."""
        if check.name not in self._costs:
            expected = self.expected[check.name]
            called_back = sum(step.called_back for step in expected.steps)
            self._costs[check.name] = LOADING + requests(expected) + called_back // CALLS_BACK
        return self._costs[check.name]

    def share(self, mistakes: Sequence[Suspect], check: Check, f: DirectFunctions, *, direct: bool) -> None:
        """Run one check on code with mistakes, and keep what it did for further submissions."""
        script = self.script(check) if direct else None
        if any(isinstance(mistake, Derived) for mistake in mistakes):
            trace = self.bounded_trace(mistakes, f, check, script)
        else:
            trace = self.new_trace(f, check, script)
        while len(self._shared) >= MOST_SHARED:
            del self._shared[next(iter(self._shared))]
        self._shared[tuple(map(key_of, mistakes)), check.name, direct] = trace

    def is_direct(self, check: Check) -> bool:
        """Return whether a check can be run without evidence: it compares values, not how they came about."""
        if check.name not in self._direct:
            calls = self.seen[check.name].calls
            self._direct[check.name] = check.severity is Severity.CORE and not any(
                call.changed or call.warnings for call in calls
            )
        return self._direct[check.name]

    def confirmed(self, mistakes: Sequence[Suspect], check: Check) -> bool:
        """Return whether mistakes agree with the submission in one check with evidence, as they do without it."""
        keys = tuple(map(key_of, mistakes))
        if (keys, check.name) not in self.quick or (keys, check.name) in self.traces:
            return True
        trace = self.run(mistakes, check, direct=False)
        return trace is not None and self.agrees(trace, check)

    def reaches(self, mistakes: Sequence[Suspect], check: Check) -> bool:
        """Return whether a check can see these mistakes: it calls a function that they change, even if indirectly."""
        if self._calls is None:
            try:
                self._calls = call_graph(self.reference)
            except SyntaxError:
                return True
        if check.name not in self._reached:
            self._reached[check.name] = self._calls.reached(self.expected[check.name].steps)
        reached = self._reached[check.name]
        if reached is None:
            return True
        changed = self.changed(mistakes)
        return changed is None or not changed.isdisjoint(reached)

    def changed(self, mistakes: Sequence[Suspect]) -> frozenset[str] | None:
        """Return the functions that these mistakes change; None if that isn't known, or other code changes too."""
        keys = tuple(key_of(mistake) for mistake in mistakes)
        if self._calls is None:
            return None
        if keys not in self._changed:
            try:
                spans = [span for mistake in mistakes for span in self.spans(mistake)]
            except EditError:
                return None
            self._changed[keys] = self._calls.changed(spans)
        return self._changed[keys]

    def bounded_trace(
        self, mistakes: Sequence[Suspect], f: DirectFunctions, check: Check, script: Script | None
    ) -> Trace | None:
        """Return what code with a derived mistake does in one check; None if it loops endlessly or exits."""
        with uncollected(), suppress(ContentError), bounded(Path(), LONG, cpu=True):
            return self.new_trace(f, check, script)
        # It loops, or the machine is busy: on a slow one, LONG must not decide.
        direct = not isinstance(f, WatchedFunctions)
        again = self._functions[tuple(map(key_of, mistakes)), direct] = self.wrong_reference(
            mistakes, direct=direct, counted=True
        )
        counter = LineCounter(most=self.endless(check), end=Overtime)
        with uncollected(), suppress(ContentError), bounded(Path()), counter:
            return self.new_trace(again, check, script) if again else None
        return None

    def endless(self, check: Check) -> int:
        """Return how many lines of a check are taken for an endless loop."""
        if check.name not in self._lines:
            peer = LocalPeer(self.reference)
            peer.load()
            counter = LineCounter(most=sys.maxsize)
            counter.start()
            self.new_trace(DirectFunctions(peer, silent=True), check, None)
            self._lines[check.name] = counter.stop()
        return max(ENDLESS, TIMES * self._lines[check.name])

    def new_trace(self, f: DirectFunctions, check: Check, script: Script | None) -> Trace:
        """Run a check on code with mistakes, by its script if it has one."""
        # A check that computes with what a mistake returns may warn; nobody can act on that.
        if isinstance(f, WatchedFunctions):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return check.trace(f, self.seed)
        with silence():
            if script is None:
                return check.trace(f, self.seed)
            while len(self._alike) >= MOST_SHARED:
                del self._alike[next(iter(self._alike))]
            return script.run(f, self._alike)

    def script(self, check: Check) -> Script | None:
        """Return the script of a check that has been run a few times; None if it has none."""
        runs, script = self._scripts.get(check.name, (0, None))
        if runs <= RUNS:
            if runs == RUNS:
                reference = LocalPeer(self.reference)
                reference.load()
                script = script_of(check, reference, self.seed)
            self._scripts[check.name] = (runs + 1, script)
        return script

    def wrong_reference(
        self, mistakes: Sequence[Suspect], *, direct: bool = False, counted: bool = False
    ) -> DirectFunctions | None:
        """Return the reference with these mistakes, `direct` without evidence; its lines may be `counted`.

        None if a derived one, or two together, make no code that runs.

        Raises BrokenMistakeError if a known one alone doesn't fit the reference or makes no code that runs.
        """
        name = "+".join(mistake.id for mistake in mistakes)
        try:
            spans = self.together(mistakes)
            with warnings.catch_warnings(
                action="ignore"
            ):  # Python warns of code such as None[0], which nobody wrote
                code = self.compiled(spans, alone=counted)
                # Compiled as a whole, code that isn't valid raises an error with its place.
                source = self.reference if code else with_spans(self.reference, spans)
                peer = LocalPeer(source, name, code)
                peer.load()
        except (EditError, BrokenFile) as error:
            if len(mistakes) == 1 and isinstance(mistakes[0], Mistake):
                raise BrokenMistakeError(mistakes[0], error) from error
            return None
        return DirectFunctions(peer, silent=True) if direct else SeldomFunctions(peer)

    def compiled(self, spans: Sequence[Span], *, alone: bool) -> CodeType | None:
        """Return the code of the reference with these pieces replaced, if that takes only a function or two."""
        try:
            if self._compilation is None:
                self._compilation = compilation(self.reference)
            return self._compilation.with_spans(spans, alone=alone)
        except SyntaxError:
            return None

    def together(self, mistakes: Iterable[Suspect]) -> list[Span]:
        """Return what several mistakes replace; a variant is a whole function, and what others change there goes."""
        whole = [span for mistake in mistakes if mistake.id == VARIANT for span in self.spans(mistake)]
        return whole + [
            span
            for mistake in mistakes
            if mistake.id != VARIANT
            for span in self.spans(mistake)
            if not overlap([span], whole)
        ]

    def expect(self, mistakes: Iterable[Suspect]) -> None:
        """Say which mistakes will be run, each alone, and in which order: so they can be compiled together."""
        with suppress(SyntaxError, EditError):
            if self._compilation is None:
                self._compilation = compilation(self.reference)
            self._compilation.expect([self.spans(mistake) for mistake in mistakes])

    def spans(self, mistake: Suspect) -> Sequence[Span]:
        """Return what a mistake replaces in the reference. Raises EditError."""
        if isinstance(mistake, Derived):
            return mistake.spans
        if mistake.id not in self._spans:
            self._spans[mistake.id] = [span(self.reference, edit) for edit in mistake.edits]
        return self._spans[mistake.id]

    def reproduces(
        self, mistakes: Sequence[Suspect], checks: Sequence[Check], known: Sequence[Suspect] = ()
    ) -> bool:
        """Return whether the mistakes have the effect of the submission on every check, and not only by crashing.

        Crashes of one type are no evidence: many mistakes end in a TypeError. What counts is a wrong value that agrees,
        or an error with the same message, which names the operands' shapes, at the same place among the calls. Each
        mistake needs evidence of its own, except for those that are `known` from other checks. Derived ones are so many
        that an error without shapes is none for them.
        """
        supported, unsupported = False, [one for one in mistakes if one not in known]
        for check in checks:
            trace = self.trace(mistakes, check)
            if trace is self.expected[check.name] and self.differs(check):
                return False
            if trace is None or not self.agrees(trace, check):
                return False
            if not same_inner_sizes(trace, self.seen[check.name]):
                return False  # errors of one type can be raised anywhere
            if (unsupported or not supported) and self.is_evidence(trace, check):
                supported = True
                unsupported = [
                    one
                    for one in unsupported
                    if not self.reaches((one,), check)
                    or (isinstance(one, Derived) and self.only_ends(check, trace))
                ]
        if not supported or unsupported or not all(self.confirmed(mistakes, check) for check in checks):
            return False
        if not all(one in known or self.counts(one, mistakes, checks) for one in mistakes):
            return False
        # Whoever left the arguments alone isn't told about writing into them.
        return not any(self.changes_more(mistakes, check) for check in dict.fromkeys((*checks, *self.kept)))

    def counts(self, one: Suspect, mistakes: Sequence[Suspect], checks: Sequence[Check]) -> bool:
        """Return whether one of several mistakes changes what they do together, in some check that goes wrong.

        After an error that another one raises, it may do nothing any more.
        """
        rest = [each for each in mistakes if each is not one]
        if not rest:
            return True
        for check in filter(self.differs, checks):
            whole, less = self.trace(mistakes, check), self.trace(rest, check)
            if whole is not less and (
                whole is None or less is None or not less.reproduces(whole, check.tolerance)
            ):
                return True
        return False

    def only_ends(self, check: Check, trace: Trace) -> bool:
        """Return whether a check ends in an error, here or in a trace that agrees, and the error names no shapes."""
        return not (trace.finished and self.seen[check.name].finished) and not names_shapes(trace)

    def agrees(self, trace: Trace, check: Check) -> bool:
        """Return whether a trace has the effect of the submission on a check."""
        if self.is_seen(trace, check):
            return True
        seen = self.seen[check.name]
        if not self.relaxed:
            return False
        key = id(trace), check.name
        if key not in self._is_alike:
            like = alike(trace, seen, self.expected[check.name], check.tolerance)
            self._is_alike[key] = like and not hides(trace, seen)
        return self._is_alike[key]

    def is_seen(self, trace: Trace, check: Check) -> bool:
        """Return whether a trace is the submission's in a check, within its tolerance."""
        key = id(trace), check.name, self.lenient  # traces live as long as this object
        if key not in self._is_seen:
            seen = self.seen[check.name]
            same = trace.reproduces(seen, check.tolerance) and same_operands(trace, seen)
            self._is_seen[key] = (same and not hides(trace, seen)) or (
                self.lenient and raises_instead(trace, seen, self.expected[check.name], check.tolerance)
            )
        return self._is_seen[key]

    def is_evidence(self, trace: Trace, check: Check) -> bool:
        """Return whether a trace that agrees with the submission says anything: it isn't right, nor any odd crash."""
        if not self.differs(check) or not supports(trace, self.seen[check.name]):
            return False
        if self.relaxed and not trace.error and not has_numbers(trace, self.expected[check.name]):
            return False
        if self.relaxed and self.expected[check.name].reproduces(trace, SLIGHT):
            return False  # to what is almost right, every mistake is alike that changes hardly anything
        return not is_rounding(trace, self.expected[check.name], check.tolerance)

    def changes_more(self, mistakes: Sequence[Suspect], check: Check) -> bool:
        """Return whether the reference with these mistakes changes an argument that the submission leaves as it is."""
        trace, key = self.trace(mistakes, check), (tuple(map(key_of, mistakes)), check.name)
        if key in self.quick and key not in self.traces:
            trace = self.run(mistakes, check, direct=False)
        calls = zip(trace.calls if trace else (), self.seen[check.name].calls, strict=False)
        return any(not {*mine.changed} <= {*theirs.changed} for mine, theirs in calls)

    def compare_with(self, seen: Mapping[str, Trace]) -> None:
        """Go on with another submission, which was run with the same seed."""
        self.seen = seen
        self._direct.clear()
        self._differs.clear()
        self._footprints.clear()
        self._is_seen.clear()
        self._is_alike.clear()
        self._unlike.clear()

    def differs(self, check: Check) -> bool:
        """Return whether the submission did anything else than the reference in a check."""
        if check.name not in self._differs:
            same = self.expected[check.name].reproduces(self.seen[check.name], check.tolerance)
            self._differs[check.name] = not same
        return self._differs[check.name]

    def fit(self, one: Suspect, other: Suspect) -> bool:
        """Return whether two mistakes can be made together."""
        return VARIANT in (one.id, other.id) or not overlap(self.spans(one), self.spans(other))

    def unlike(self, one: Trace, other: Trace, check: Check, names: Sequence[str]) -> frozenset[str]:
        """Return the labels in which two traces of a check differ; `names` are those of its returned values."""
        key = id(one), id(other), check.name
        if key not in self._unlike:
            self._unlike[key] = differing_labels(one, other, check, names)
        return self._unlike[key]

    def footprint(self, trace: Trace, check: Check) -> Footprint:
        """Compare a trace of a check with the reference's and the submission's."""
        key = id(trace), check.name  # traces live as long as this object
        if key not in self._footprints:
            self._footprints[key] = self.new_footprint(trace, check)
        return self._footprints[key]

    def new_footprint(self, trace: Trace, check: Check) -> Footprint:
        """Do the same for a trace that may not live as long as this object, whose id another one can get."""
        expected, seen = self.expected[check.name], self.seen[check.name]
        changed = differing_labels(expected, trace, check)
        labels, differing = self.labels(check), differing_labels(seen, trace, check)
        # Values of another structure have one label for all of it, and then nothing can be paired.
        like_seen = labels - differing if differing <= labels else frozenset()
        return Footprint(changed, like_seen, ending(trace))

    def labels(self, check: Check) -> frozenset[str]:
        """Return the labels of all values and observations of a check."""
        if check.name not in self._labels:
            self._labels[check.name] = all_labels(self.expected[check.name])
        return self._labels[check.name]


@lru_cache(maxsize=16)
def compilation(reference: str) -> Compilation:
    """Return a compiled reference, which many submissions share. Raises SyntaxError."""
    return Compilation(reference)


@lru_cache(maxsize=16)
def call_graph(reference: str) -> CallGraph:
    """Return who calls whom in a reference, which many submissions share. Raises SyntaxError."""
    return CallGraph(reference)


def key_of(mistake: Suspect) -> str:
    """Return what identifies a mistake among all: derived ones share their ids."""
    return mistake.key if isinstance(mistake, Derived) else mistake.id


def requests(trace: Trace) -> int:
    """Return how many requests a check makes.

    Many equal calls in one request are worth a few, and a function that is passed is called back.
    """
    several: int = sum(step.request[1] for step in trace.steps if step.request[0] == "several")
    passed = sum(isinstance(each, FunctionType) for call in trace.calls for each in call.arguments)
    return len(trace.steps) + several // EQUAL + passed


def all_labels(trace: Trace) -> frozenset[str]:
    """Return the labels of all values and observations of a trace."""
    values = [pair.label for pair in leaf_pairs(trace.value, trace.value)]
    return frozenset([*values, *(f"{n} {o.label}" for n, o in enumerate(trace.observations))])


def differing_labels(one: Trace, other: Trace, check: Check, names: Sequence[str] = ()) -> frozenset[str]:
    """Return the labels of values and observations in which two traces differ; `names` are those of returned values."""
    differing = unlike_labels(one.value, other.value, check.tolerance, names)
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


FINISHED = ending(Trace())
