"""Derives mistakes from the text of a reference, in each place and in all alike places at once."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from itertools import combinations

from nnprep.content.cards import Level
from nnprep.content.edits import Span
from nnprep.content.exercises import Mistake, Severity
from nnprep.grading.diagnosis.derived.calls import in_call
from nnprep.grading.diagnosis.derived.expressions import in_expression, in_name, in_place_of_pair
from nnprep.grading.diagnosis.derived.field import of_a_function, of_the_field
from nnprep.grading.diagnosis.derived.source import Change, Source
from nnprep.grading.diagnosis.derived.statements import in_function

WORD = re.compile(r"[A-Za-z_]\w*")
NOT_A_VALUE = {
    "np",
    "self",
    "range",
    "len",
    "zip",
    "float",
    "int",
    "list",
    "enumerate",
    "reversed",
    "sum",
    "pairwise",
    "abs",
    "tuple",
}


def derived(reference: str, stub: str) -> Iterator[tuple[str, Mistake]]:
    """Yield the name of a function and a mistake in it; no two make the same text. `stub` says which words may be used."""
    source = Source(reference, set(WORD.findall(stub)))
    seen = {reference}
    for name, node in source.functions():
        changes = list(changes_in(node, source))
        for change in [*changes, *together(changes), *pairs_alike(changes)]:
            text = applied(reference, change.spans)
            if text not in seen and compiles(text):
                seen.add(text)
                yield name, as_mistake(change, reference)


def changes_in(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield every change in one function."""
    names = names_in(function)
    attributes = attributes_in(function)
    arrays = [
        each.arg
        for each in function.args.args
        if each.arg not in ("self", "seed", "lr", "momentum", "alpha", "axis", "bias")
    ]
    source.counts = [f"{name}.{count}" for name in arrays for count in ("shape[0]", "shape[-1]", "size")]
    for node in ast.walk(function):
        if isinstance(node, ast.expr):
            yield from of_the_field(node, names, source)
            yield from in_expression(node, source)
        if isinstance(node, ast.Call):
            yield from in_call(node, source)
        if isinstance(node, ast.Subscript):
            yield from in_place_of_pair(node, source)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
            yield from in_name(node, names, source)
        if (
            isinstance(node, ast.Attribute)
            and source.code(node) in attributes
            and isinstance(node.ctx, ast.Load)
        ):
            yield from in_name(node, attributes, source)
    yield from in_function(function, source)
    yield from of_a_function(function, source)


def together(changes: list[Change]) -> Iterator[Change]:
    """Yield the same change in all its alike places at once."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if change.alike:
            groups.setdefault((change.operator, change.alike), []).append(change)
    for (operator, alike), group in groups.items():
        spans = sorted(span for change in group for span in change.spans)
        if len(group) > 1 and all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False)):
            yield Change(operator, f"everywhere {group[0].clause}", tuple(spans), alike)


def pairs_alike(changes: list[Change]) -> Iterator[Change]:
    """Yield the same change in two of its alike places, as in both biases or both layers."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if change.alike:
            groups.setdefault((change.operator, change.alike), []).append(change)
    for (operator, alike), group in groups.items():
        if 3 <= len(group) <= 6:
            for one, other in combinations(group, 2):
                yield Change(
                    operator, f"in two places {one.clause}", tuple(sorted((*one.spans, *other.spans))), alike
                )


def names_in(function: ast.FunctionDef) -> list[str]:
    """Return the values that a function knows by name."""
    names = {each.id for each in ast.walk(function) if isinstance(each, ast.Name)}
    names |= {argument.arg for argument in function.args.args}
    calls = {
        each.func.id
        for each in ast.walk(function)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }
    return sorted(names - NOT_A_VALUE - calls)


def attributes_in(function: ast.FunctionDef) -> list[str]:
    """Return the attributes of `self` that a method reads."""
    return sorted(
        {
            f"self.{each.attr}"
            for each in ast.walk(function)
            if isinstance(each, ast.Attribute)
            and isinstance(each.value, ast.Name)
            and each.value.id == "self"
        }
    )


def as_mistake(change: Change, reference: str) -> Mistake:
    """Return a change as a mistake that can be replayed, alone or beside others."""
    first = change.spans[0]
    line = reference.count("\n", 0, first.start) + 1
    id = f"{change.operator} {'+'.join(f'{span.start}-{span.end}={span.new}' for span in change.spans)}"
    return Mistake(id, Level.MEDIUM, Severity.CORE, change.spans, change.clause, line)


def applied(text: str, spans: Collection[Span]) -> str:
    """Return a text with its spans replaced."""
    pieces, done = [], 0
    for start, end, new in sorted(spans):
        if start < done:
            return text
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])


def compiles(text: str) -> bool:
    """Return whether a text is valid Python."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True
