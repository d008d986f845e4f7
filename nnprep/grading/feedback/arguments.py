"""Says what became of arguments that a call changed, and how a trace would look if it hadn't changed them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy

from nnprep.checks.trace import Trace
from nnprep.errors import joined
from nnprep.late_pattern import late_pattern
from nnprep.sandbox.handles import Method
from nnprep.sandbox.wire.format import RESHAPED

REMARK = late_pattern(RESHAPED + r"(\w+): (\([\d, ]*\)) -> (\([\d, ]*\))")
"""A remark on an argument of which nothing but the shape has changed."""


def changed_arguments(traces: Iterable[Trace]) -> tuple[str, ...]:
    """Return a sentence for each function that changes its arguments: which ones, and whether only their shape.

    Only of checks that ask for arguments to be kept.
    """
    changed: dict[str, dict[str, list[re.Match[str] | None]]] = {}
    for call in (call for trace in traces if not keeps(trace) for call in trace.calls):
        shapes = {found[1]: found for each in call.warnings if (found := REMARK.fullmatch(each))}
        for name in call.changed:
            names = changed.setdefault(call.target.rpartition(".")[2], {})
            names.setdefault(name, []).append(shapes.get(name))
    said = []
    for target, names in changed.items():
        remarks = {name: [each for each in calls if each] for name, calls in names.items()}
        if all(len(remarks[name]) == len(names[name]) for name in names):
            largest = [max(each, key=lambda one: len(one[2].replace("1", ""))) for each in remarks.values()]
            shown = joined([f"{each[1]} from {each[2]} to {each[3]}" for each in largest])
            said.append(SHAPES.format(target=target, s="s" * (len(names) > 1), names=shown))
        else:
            text = VALUES if len(names) > 1 else VALUE
            said.append(text.format(target=target, names=joined([*names])))
    return tuple(said)


def passed_again(trace: Trace, traces: Iterable[Trace]) -> str:
    """Return a function that changes its arguments in `traces`, if this check passes it the same objects twice."""
    changing = {call.target for each in traces if not keeps(each) for call in each.calls if call.changed}
    passed: set[tuple[str, int, str]] = set()
    for call in trace.calls:
        held = {(call.target, id(a._handle), a._name) for a in call.arguments if type(a) is Method}
        if call.target in changing and held & passed:
            return call.target.rpartition(".")[2]
        passed |= held
    return ""


def keeps(trace: Trace) -> bool:
    """Return whether a check found no changed argument, or didn't look for any."""
    return all(each.holds for each in trace.observations if each.label.startswith("changed"))


def as_if_kept(trace: Trace) -> Trace:
    """Return a trace as it would be if no call had changed its arguments: values cross as copies."""
    kept = copy(trace)
    kept.calls = tuple(call._replace(changed=()) for call in trace.calls)
    kept.observations = [
        each._replace(measured=each.wanted) if each.label.startswith("changed") else each
        for each in trace.observations
    ]
    return kept


SHAPES = (
    "`{target}` changes the shape{s} of {names}. The numbers stay, but whoever calls it goes on with that "
    "shape: reshape into a new array."
)
AGAIN = (
    "A check that fails passes the same objects to several calls of `{target}`, so from the second call on, they're "
    "changed ones."
)
VALUE = "`{target}` changes its argument {names}. Leave {names} as it is: the caller may still need it."
VALUES = "`{target}` changes its arguments {names}. Leave them as they are: the caller may still need them."
