"""Gathers what a submission returned in all core checks, value by value, beside the right values and the arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import as_numbers, leaf_pairs, leaves
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise
from nnprep.errors import joined
from nnprep.grading.feedback.findings import returned_names
from nnprep.grading.reference import reference_text
from nnprep.grading.signatures import Signatures, signatures_of
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Call, Step
from nnprep.sandbox.handles import Handle, Method

Array = np.ndarray[Any, Any]

LARGEST = 20_000
"""Entries of a value above which it isn't looked at: large cases show nothing that small ones don't."""
LAYER = late_pattern(r"\[\d+\]$")
"""How the label of a layer's value ends."""
NAME = late_pattern(r"(\w+(\[\d+\])*)?")
"""What the label of a returned value or of an attribute looks like."""
NOTHING = np.zeros(0)
HELD = "held_for_a_check"
"""The attribute by which a check passes the same array twice: no name of the learner's."""
VERBS = ("call", "method", "several")


AFTER = (
    (
        late_pattern(r"what (?:it|they) should be(?= (?:plus|minus|times|divided|without) )"),
        "what follows from your {},",
    ),
    (late_pattern(r"what (?:it|they|its entries|their entries) should be"), "what follows from your {}"),
    (
        late_pattern(r"what its (first |last |)(row|column|entry) should be"),
        r"the \1\2 of what follows from your {}",
    ),
    (late_pattern(r"what should be beyond"), "what would be beyond"),
    (late_pattern(r"where it should be (?=\S+ or (?:less|more))"), "where what follows from your {} is "),
    (
        late_pattern(r"in every entry that's wrong, and right in all others"),
        "in some entries; all others follow rightly from your {}",
    ),
    (late_pattern(r"the rest of (.*) is right"), r"the rest of \1 follows rightly from your {}"),
)
"""What is said of a right value, and how if it's only what follows from wrong values of the submission."""


def of_steps(text: str, after: Sequence[str]) -> str:
    """Return what is said of a value that was compared with what follows from other, wrong ones: it names these."""
    for said, instead in AFTER if after else ():
        text = said.sub(instead.replace("{}", joined(after)), text)
    return text


class Sample(NamedTuple):
    """One value that one call returned."""

    label: str
    """`dW1`; of a value for each layer `gW[k]`; the function's name if its values have none."""
    right: Array
    yours: Array
    known: Mapping[str, Any]
    """The arguments, and what was assigned to the object, by name; of a value for each layer also `W[k]`."""
    wrong: bool
    case: tuple[str, int]
    """The check, and which call of it: the same for all values of one call."""
    function: str
    """The function that returned it, such as `MLP.loss`."""
    layer: int
    """The number of the layer; -1 for other values."""
    after_one: bool = False
    """Whether it was read from an object after a single call of a method."""
    comparable: bool = True
    """Whether both are finite numbers of one shape; otherwise both are empty, and it's wrong."""
    shaped: bool = False
    """Whether one that can't be compared has the right shape all the same: it holds nan, or is too large."""
    after: tuple[str, ...] = ()
    """The wrong values of the submission from which the right one was computed, by their names."""

    @property
    def target(self) -> str:
        """The name of the function alone."""
        return self.function.rpartition(".")[2]


def samples(
    checks: Sequence[Check], expected: Mapping[str, Trace], seen: Mapping[str, Trace], exercise: Exercise
) -> list[Sample]:
    """Return every value that calls of these checks returned; those that can't be compared have no numbers."""
    signatures = signatures_of(reference_text(exercise))
    functions = {part.id: set(part.functions) for part in exercise.parts}
    return [
        sample
        for check in checks
        if seen[check.name].finished and expected[check.name].finished
        for sample in merged(of_check(check, expected[check.name], seen[check.name], exercise, signatures))
        # What the functions of other parts return here may be a consequence.
        if sample.function in functions.get(check.part, ()) or not functions.get(check.part)
    ]


def of_check(
    check: Check, expected: Trace, seen: Trace, exercise: Exercise, signatures: Signatures
) -> Iterator[Sample]:
    """Yield the values of one check, each with what its call was given."""
    places = origins(expected.calls, exercise)
    held = held_before(expected.steps, signatures)
    read = read_after(expected.steps)
    value = as_sequence(expected, seen.value, exercise)
    for leaf in leaves(expected.value, value, check.tolerance, check.returns):
        right, yours = numbers(leaf.expected), numbers(leaf.actual)
        comparable = right is not None and yours is not None and right.shape == yours.shape
        if right is None or yours is None or not comparable:
            if leaf.difference is None:
                continue
            right = yours = NOTHING
        after, methods = read.get(id(leaf.expected), (len(expected.calls) - 1, methods_of(expected.calls)))
        own = leaf.label.rpartition(": ")[2]
        found = (
            places.get(id(leaf.expected))
            or [(place, own) for place, call in enumerate(expected.calls) if call.result is leaf.expected]
            or [(after, own)]
        )
        place, name = found[0]
        if len(found) > 1 or place < 0:
            continue  # a small integer that several calls returned
        if name.startswith("item "):
            name = own
        if not NAME.fullmatch(name):
            continue  # what a check computed of returned values
        call = expected.calls[place]
        target = call.target.rpartition(".")[2]
        number = LAYER.search(name)
        layer = int(number[0][1:-1]) if number else -1
        known = known_at(place, call, signatures, held)
        yield Sample(
            LAYER.sub("[k]", name) or target,
            right,
            yours,
            of_layer(known, layer),
            leaf.difference is not None,
            (check.name, place),
            call.target,
            layer,
            id(leaf.expected) not in places and methods == 1,
            comparable,
            not comparable and np.shape(leaf.expected) == shape_or_none(leaf.actual),
        )
    yield from endless(check, expected, seen, signatures, held)


def known_at(
    place: int, call: Call, signatures: Signatures, held: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return what a call was given, and what its object held before it, by name."""
    mine = held[place] if place < len(held) else {}
    return given(call, signatures, mine) | {name: each for name, each in mine.items() if name != HELD}


def endless(
    check: Check, expected: Trace, seen: Trace, signatures: Signatures, held: Sequence[Mapping[str, Any]]
) -> Iterator[Sample]:
    """Yield single numbers that should be finite and aren't, of all calls, also if a check only computes with them.

    Without them, a call whose result is infinite wouldn't count as one that goes wrong.
    """
    if len(expected.calls) != len(seen.calls):
        return
    for place, (call, mine) in enumerate(zip(expected.calls, seen.calls, strict=True)):
        right, yours = numbers(call.result), as_numbers(mine.result)
        if (
            right is None
            or right.ndim
            or yours is None
            or yours.dtype.kind != "f"
            or np.isfinite(yours).all()
        ):
            continue
        known = known_at(place, call, signatures, held)
        yield Sample(
            call.target.rpartition(".")[2],
            NOTHING,
            NOTHING,
            of_layer(known, -1),
            wrong=True,
            case=(check.name, place),
            function=call.target,
            layer=-1,
            comparable=False,
            shaped=True,
        )


def merged(found: Iterable[Sample]) -> Iterator[Sample]:
    """Yield values; the single numbers of a short list as one array, as those of a long one are compared."""
    for _, group in groupby(found, lambda each: (each.label, each.case, each.function, each.layer >= 0)):
        mine = list(group)
        if mine[0].layer == 0 and all(each.comparable and not each.right.ndim for each in mine):
            yield mine[0]._replace(
                label=mine[0].label.removesuffix("[k]"),
                right=np.stack([each.right for each in mine]),
                yours=np.stack([each.yours for each in mine]),
                known={name: value for name, value in mine[0].known.items() if not name.endswith("[k]")},
                wrong=any(each.wrong for each in mine),
                layer=-1,
            )
        else:
            yield from mine


def shape_or_none(value: Any) -> tuple[int, ...] | None:
    array = as_numbers(value)
    return None if array is None else array.shape


def as_sequence(expected: Trace, value: Any, exercise: Exercise) -> Any:
    """Return a dict of what should be a tuple as that tuple, if it has the names of its items; others unchanged."""
    if not isinstance(value, dict):
        return value
    names = {id(call.result): returned_names(call, exercise) for call in expected.calls}

    def in_order(wanted: Any, mine: Any) -> Any:
        """Return a dict as the tuple that is wanted, if it has its names."""
        known = names.get(id(wanted), ())
        if isinstance(wanted, tuple) and isinstance(mine, dict) and known and set(mine) == set(known):
            return tuple(mine[name] for name in known)
        return mine

    if isinstance(expected.value, dict) and expected.value.keys() == value.keys():
        cases = {case: in_order(wanted, value[case]) for case, wanted in expected.value.items()}
        return cases if any(cases[case] is not value[case] for case in cases) else value
    return in_order(expected.value, value)


def by_name(
    checks: Sequence[Check], expected: Mapping[str, Trace], seen: Mapping[str, Trace], exercise: Exercise
) -> bool:
    """Return whether values are taken from dicts, by name, that should be tuples."""
    return any(
        as_sequence(expected[check.name], value, exercise) is not value
        for check in checks
        if (value := seen[check.name].value) is not None and expected[check.name].finished
    )


def methods_of(calls: Sequence[Call]) -> int:
    """Return how many of these calls aren't those of a constructor."""
    return sum(not isinstance(call.result, Handle) for call in calls)


def read_after(steps: Sequence[Step]) -> dict[int, tuple[int, int]]:
    """Return for each array read from an object, by its identity, after which call, and after how many of methods."""
    last: dict[int, tuple[int, int]] = {}
    found: dict[int, tuple[int, int]] = {}
    place = -1
    for step in steps:
        verb, first, *_ = (*step.request, None)
        mine = first if isinstance(first, Handle) else step.result if verb == "call" else None
        if verb in VERBS and step.answered:
            place += 1
            if isinstance(mine, Handle):
                count = last[mine._number][1] + 1 if mine is first and mine._number in last else 0
                last[mine._number] = (place, count)
        elif verb == "get" and isinstance(mine, Handle) and mine._number in last:
            for leaf in leaf_pairs(step.result, step.result):
                if isinstance(leaf.expected, np.ndarray):
                    found[id(leaf.expected)] = last[mine._number]
    return found


def origins(calls: Sequence[Call], exercise: Exercise) -> dict[int, list[tuple[int, str]]]:
    """Return for each value that calls returned, by its identity, which call it was and what the value is named."""
    found: dict[int, list[tuple[int, str]]] = {}
    for place, call in enumerate(calls):
        for leaf in leaf_pairs(call.result, call.result, returned_names(call, exercise)):
            found.setdefault(id(leaf.expected), []).append((place, leaf.label))
    return found


def numbers(value: Any) -> Array | None:
    """Return finite real numbers as floats; None for everything else, and for what is too large to look at."""
    array = as_numbers(value)
    if array is None or array.dtype.kind not in "iufb" or not 0 < array.size <= LARGEST:
        return None
    return array.astype(float) if np.isfinite(array).all() else None


def held_before(steps: Sequence[Step], signatures: Signatures) -> list[dict[str, Any]]:
    """Return for each call what its object had been made with and what was assigned to it by then, by name."""
    held: dict[int, dict[str, Any]] = {}
    before: list[dict[str, Any]] = []
    for step in steps:
        verb, *rest = step.request
        if verb == "set" and isinstance(rest[0], Handle):
            held.setdefault(rest[0]._number, {})[str(rest[1])] = rest[2]
        elif verb in VERBS and step.answered:
            before.append(dict(held.get(rest[0]._number, {})) if isinstance(rest[0], Handle) else {})
            if verb == "call" and isinstance(step.result, Handle):
                named = dict(zip(signatures.get(rest[0], ()), rest[1], strict=False)) | rest[2]
                held[step.result._number] = {
                    str(name): value for name, value in named.items() if isinstance(value, float)
                }
    return before


def given(
    call: Call, signatures: Signatures, held: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Return the arguments of a call by name; one that its object holds is passed as that attribute."""
    named = dict(zip(signatures.get(call.target, ()), call.arguments, strict=False)) | dict(call.keywords)
    named |= {
        name: held[value._name]
        for name, value in named.items()
        if isinstance(value, Method) and value._name in held
    }
    return {str(name): value for name, value in named.items() if is_plain(value)}


def is_plain(value: Any) -> bool:
    """Return whether a value is a number, an array, or a list of these; other objects may live where the code runs."""
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    return isinstance(value, np.ndarray | np.generic | bool | int | float)


def of_layer(known: Mapping[str, Any], layer: int) -> dict[str, Any]:
    """Return what is known with the arrays of one layer, as `W[k]`, and what all layers amount to."""
    mine: dict[str, Any] = {}
    for name, value in known.items():
        if isinstance(value, list | tuple) and value and all(isinstance(each, np.ndarray) for each in value):
            if 0 <= layer < len(value):
                mine[f"{name}[k]"] = value[layer]
            elif all(each.dtype.kind == "f" for each in value):
                mine[f"the sum of squares of all {name}"] = float(sum((each * each).sum() for each in value))
                mine[f"the sum of all |{name}|"] = float(sum(np.abs(each).sum() for each in value))
            mine[f"the number of {name}"] = len(value)
            if value[-1].ndim == 2:
                mine[f"the number of rows of the last {name}"] = value[-1].shape[0]
                mine[f"the number of columns of the last {name}"] = value[-1].shape[1]
        else:
            mine[name] = value
    return mine
