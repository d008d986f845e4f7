"""Describes what one failed check found: every value that is wrong, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import Difference, Leaf, leaf_pairs, leaves
from nnprep.checks.drawn_cases import AGAIN, with_names
from nnprep.checks.ready_made import REPEATED
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise
from nnprep.errors import joined
from nnprep.grading.feedback.calls import by_name
from nnprep.grading.feedback.symptoms import Surroundings, factor, side_by_side, symptom
from nnprep.grading.feedback.values import one_line, safe, shape_of
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Finding
from nnprep.grading.signatures import Signatures, signatures_of
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Call
from nnprep.sandbox.handles import Handle, Method

LONGEST_LABEL = 80
MOST_SEARCHED = 4
"""Of how many wrong values in a check it's looked for what they are: a report shows fewer, and each takes 1 ms."""


class CheckFindings(NamedTuple):
    """Why a check failed."""

    findings: tuple[Finding, ...]
    worst: Difference | None
    """The first difference; None if the check could not compare anything."""

    @property
    def sentence(self) -> str:
        """The first wrong value, in one sentence."""
        first = next(finding for finding in self.findings if not finding.right)
        return f"{first.label} {first.text}" if first.label else first.text


def findings_of(check: Check, exercise: Exercise, expected: Trace, seen: Trace) -> CheckFindings:
    """Return what a failed check found: properties that don't hold first, then returned values."""
    failures: list[Difference] = []
    findings: list[Finding] = []
    signatures = signatures_of(reference_text(exercise))
    parameters = signatures.get(expected.calls[-1].target, ()) if expected.calls else ()
    for observation in seen.observations:
        for difference in observation.differences[:1]:
            failures.append(difference)
            inner = by_its_name(difference.label, observation.measured, seen.calls, exercise)
            label = observation.label + (f": {inner}" if inner else "")
            narrow = isinstance(observation.wanted, str) and observation.wanted == "float32"
            values = side_by_side(difference)
            text = symptom(difference) + (widths(seen, exercise) if narrow else "")
            if told := next((told for words, told in COMPARED if words in label), ""):
                text = values = SHOULD_BE.sub(told, values)
            label = by_name(one_line(label, LONGEST_LABEL), parameters, "")
            findings.append(Finding(label=label, text=text, values=values))
    if seen.broken is not None:
        calls = unlike_calls(expected.calls, seen.calls, exercise)
        text = f"the result can't be used: {safe(str(seen.broken), 120)}"
        findings += calls or [Finding(label="", text=text)]
    else:
        label = check.returns[0] if len(check.returns) == 1 else ""
        names = () if label else check.returns or result_names(expected, exercise)
        pair = with_returned_names(expected, seen.value, exercise)
        compared = list(leaves(*pair, check.tolerance, names, label))
        around = surroundings(expected, seen, compared, signatures)
        passed_in = arguments_of_cases(expected, signatures)
        wrong = [leaf.difference for leaf in compared if leaf.difference]
        failures += wrong
        searched = {id(each) for each in wrong[:MOST_SEARCHED]}
        findings += (
            [
                finding(leaf, of_case(leaf.label, around, passed_in), id(leaf.difference) in searched)
                for leaf in compared
            ]
            if wrong
            else []
        )
    return CheckFindings(tuple(findings), failures[0] if failures else None)


SHOULD_BE = late_pattern(r", should be (.+)$")
"""How a report puts the right value; a call that is only compared with an earlier one has none."""
COMPARED = (
    *((words, r", was \1 before") for words in (AGAIN, *REPEATED)),
    ("alone, as in the batch", r", but \1 within it"),
    ("the shuffled batch", r", but \1 before"),
    ("the whole network", r", but its halves come to \1"),
)
"""How checks label what they compare with a result of the same code, and what is said of it."""


def by_its_name(label: str, measured: Any, calls: Sequence[Call], exercise: Exercise) -> str:
    """Return the label of one item of a measured result, with the name that the function gives what it returns."""
    call = next((each for each in calls if each.result is measured), None)
    names = returned_names(call, exercise) if call is not None else ()
    word, _, rest = label.partition(" ")
    place, _, more = rest.partition(" ")
    if word == "item" and place.isdigit() and int(place) <= len(names):
        return f"{names[int(place) - 1]} {more}".rstrip()
    return label


def widths(seen: Trace, exercise: Exercise) -> str:
    """Say which of several returned arrays are float64 where all should be float32; empty for a single one."""
    call = seen.calls[-1]
    named = leaf_pairs(call.result, call.result, returned_names(call, exercise))
    kinds = {leaf.label: str(leaf.actual.dtype) for leaf in named if isinstance(leaf.actual, np.ndarray)}
    wide = [name for name, kind in kinds.items() if kind == "float64" and name]
    if len(kinds) < 2 or not wide:
        return ""
    are = "is" if len(wide) == 1 else "are"
    return ALL_WIDE if len(wide) == len(kinds) else SOME_WIDE.format(wide=joined(wide), are=are)


ALL_WIDE = (
    ". Every array that it returns is float64: a float64 value or a conversion to float64 comes in somewhere"
)
SOME_WIDE = ". Of the arrays that it returns, only {wide} {are} float64"


def result_names(trace: Trace, exercise: Exercise) -> tuple[str, ...]:
    """Return the names of the values that a check returned, if it returned the result of one call."""
    for call in trace.calls:
        if call.result is trace.value:
            return returned_names(call, exercise)
    return ()


def with_returned_names(trace: Trace, seen: Any, exercise: Exercise) -> tuple[Any, Any]:
    """Return expected and seen values; the results of several calls, by case, with the names of what they return."""
    if not isinstance(trace.value, dict) or not isinstance(seen, dict):
        return trace.value, seen
    calls = {id(call.result): call for call in trace.calls}
    expected = dict(trace.value)
    for case, result in trace.value.items():
        names = returned_names(calls[id(result)], exercise) if id(result) in calls else ()
        other = seen.get(case)
        # A dict that has these names is wrong where a sequence is promised, and is shown as it is.
        if not isinstance(other, dict) and isinstance(named := with_names(other, names), dict):
            expected[case], seen = with_names(result, names), seen | {case: named}
    return expected, seen


def returned_names(call: Call, exercise: Exercise) -> tuple[str, ...]:
    target = call.target
    for function in exercise.functions:
        if target in (function.name, function.name.rpartition(".")[2]):
            return function.returns
    return ()


def surroundings(
    expected: Trace, seen: Trace, compared: Sequence[Leaf], signatures: Signatures
) -> Surroundings:
    """Gather what wrong values can be compared with: sizes, the last call's arguments, its other results."""
    last = expected.calls[-1] if expected.calls else None
    # A check that gathers the results of several calls returns each of them on purpose.
    one_result = bool(seen.calls) and seen.value is seen.calls[-1].result
    earlier = [call for call in seen.calls[:-1] if call.target == seen.calls[-1].target] if one_result else []
    previous = leaf_pairs(earlier[-1].result, earlier[-1].result) if earlier else ()
    held = assigned(expected, signatures)
    return Surroundings(
        sizes=expected.sizes,
        arguments=held | (passed(last, signatures) if last else {}),
        assigned=held,
        siblings={leaf.label: leaf.expected for leaf in compared if isinstance(leaf.expected, np.ndarray)},
        parameters=signatures.get(last.target, ()) if last else (),
        earlier=tuple(leaf.actual for leaf in previous if isinstance(leaf.actual, np.ndarray)),
    )


def arguments_of_cases(trace: Trace, signatures: Signatures) -> dict[str, dict[str, Any]]:
    """Return the arguments of each call whose result a check returned under a name of its own, by that name."""
    if not isinstance(trace.value, dict):
        return {}
    calls = {id(call.result): call for call in trace.calls}
    cases = ((case, calls.get(id(result))) for case, result in trace.value.items())
    return {str(case): passed(call, signatures) if call else {} for case, call in cases}


def of_case(label: str, around: Surroundings, cases: Mapping[str, dict[str, Any]]) -> Surroundings:
    """Return the surroundings of a value with what was passed to its own call, which needn't be the last one."""
    names = [case for case in cases if label == case or label.startswith((f"{case}: ", f"{case}["))]
    if not names:
        return around
    return around._replace(arguments={**around.assigned, **cases[max(names, key=len)]})


def passed(call: Call, signatures: Signatures) -> dict[str, Any]:
    """Return the arguments of a call by name, without objects such as a generator, which have no numbers."""
    named = zip(signatures.get(call.target, ()), call.arguments, strict=False)
    return {name: value for name, value in named if not isinstance(value, Handle)}


def assigned(trace: Trace, signatures: Signatures) -> dict[str, Any]:
    """Return the arrays that a check assigned to an object, by name; those in a list by name and index.

    Those of another object than the one that was called last have the names of parameters, if they were passed.
    """
    arrays: dict[str, Any] = {}
    last = next((step.request for step in reversed(trace.steps) if step.request[0] == "method"), None)
    names = {}
    if last and trace.calls:
        passed = zip(signatures.get(trace.calls[-1].target, ()), last[3], strict=False)
        names = {
            (id(each._handle), each._name): f"the passed {name}"
            for name, each in passed
            if isinstance(each, Method)
        }
    for step in trace.steps:
        if step.request[0] == "set":
            owner, name, value = step.request[1:4]
            if last and owner is not last[1]:
                name = names.get((id(owner), name), "")
                if not name:
                    continue
            if isinstance(value, list):
                arrays |= {
                    f"{name}[{k}]": each for k, each in enumerate(value) if isinstance(each, np.ndarray)
                }
            elif isinstance(value, np.ndarray):
                arrays[str(name)] = value
    return arrays


def finding(leaf: Leaf, around: Surroundings, searched: bool) -> Finding:
    """Describe one compared value, with what wrong numbers have to do with the right ones if that's `searched`."""
    label = by_name(one_line(leaf.label, LONGEST_LABEL), around.parameters, "")
    shape = shape_of(leaf.expected) if isinstance(leaf.expected, np.ndarray) else ""
    if leaf.difference is None:
        return Finding(label=label, text="", shape=shape)
    others = {name: value for name, value in around.siblings.items() if name != leaf.label}
    text = symptom(leaf.difference, around._replace(siblings=others), searched=searched)
    values = (factor(leaf.difference, around) or side_by_side(leaf.difference)) if searched else ""
    return Finding(label=label, text=text, shape=shape, values=values)


def unlike_calls(expected: Sequence[Call], seen: Sequence[Call], exercise: Exercise) -> list[Finding]:
    """Describe the first call whose result differs, for a check that could not go on."""
    for wanted, call in zip(expected, seen, strict=False):
        if isinstance(wanted.result, Handle):
            continue  # two objects of one class; their contents show in later calls
        names = returned_names(wanted, exercise)
        for leaf in leaves(wanted.result, call.result, None, names):
            if leaf.difference:
                label = one_line(f"{wanted.target} {leaf.label}", LONGEST_LABEL)
                text, values = symptom(leaf.difference), side_by_side(leaf.difference)
                return [Finding(label=label, text=text, values=values)]
    return []
