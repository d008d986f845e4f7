"""Derived mistakes for debugging exercises: only those that a core check catches and whose text gives nothing away."""

from __future__ import annotations

import ast
import random
from collections.abc import Collection

from nnprep.content.cards import Level
from nnprep.content.edits import Span, with_spans
from nnprep.content.exercises import Exercise, Severity
from nnprep.content.text_files import stub_text
from nnprep.grading.answer_key import answer_key
from nnprep.grading.diagnosis.derived.derive import Derivation, Derived
from nnprep.grading.diagnosis.derived.source import Source
from nnprep.grading.diagnosis.replays import Replays
from nnprep.grading.reference import reference_text
from nnprep.named_tuple import NamedTuple

LEVELS = {
    Level.EASY: ("divisor-dropped", "factor-dropped", "term-dropped", "sign", "function", "activation"),
    Level.MEDIUM: ("transpose-dropped", "axis", "keepdims-dropped", "order", "difference-reversed", "slice"),
    Level.HARD: ("strictness", "index", "in-place", "factor-doubled", "call-dropped", "loop", "direction"),
}
"""Operators by how hard their mistakes are to see; the others make code that looks odd."""
TRIES = 30
"""How many derived mistakes are tried before the search is given up."""


class Variant(NamedTuple):
    """A reference with a derived mistake in it."""

    id: str
    text: str


def variant(
    exercise: Exercise, level: str | None, seen: Collection[str], rng: random.Random
) -> Variant | None:
    """Return a variant of a level (any if None) that wasn't seen before; None if no suitable one is found.

    Raises ContentError if the exercise has errors.
    """
    reference = reference_text(exercise)
    derivation = Derivation(reference, stub_text(exercise), {})
    operators = {
        operator for one, names in LEVELS.items() if level is None or one.value == level for operator in names
    }
    candidates = [
        each
        for each in derivation.everything()
        if each.operator in operators and len(each.spans) == 1 and id_of(each) not in seen
    ]
    places = {
        operator: rng.random() for operator in sorted(operators)
    }  # so that rare operators come as often
    candidates.sort(key=lambda each: (places[each.operator], rng.random()))
    seed = rng.randrange(10_000)
    key = answer_key(exercise, seed)
    replays = Replays(reference, seed, key.expected, key.expected)
    for derived in candidates[:TRIES]:
        text = natural(derivation.source, derived)
        if text is None:
            continue
        for check in key.checks:
            trace = replays.trace((derived,), check) if check.severity is Severity.CORE else None
            if (
                trace is not None
                and trace.finished
                and not trace.reproduces(key.expected[check.name], check.tolerance)
            ):
                return Variant(id_of(derived), text)
    return None


def id_of(derived: Derived) -> str:
    """Return what a variant is called in the history."""
    return f"{derived.id}:{derived.function}"


def natural(source: Source, derived: Derived) -> str | None:
    """Return the reference with a derived mistake, written as its author would write it; None if that isn't possible.

    The changed statement is printed from its syntax tree, without extra parentheses, so its original has to be written
    just as it would be printed.
    """
    (span,) = derived.spans
    for node in ast.walk(source.functions[derived.function]):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return):
            start, end = source.place(node)
            if start <= span.start and span.end <= end and ast.unparse(node) == source.code(node):
                moved = Span(span.start - start, span.end - start, span.new)
                return printed(source.text, start, end, with_spans(source.code(node), [moved]))
    return None


def printed(reference: str, start: int, end: int, statement: str) -> str | None:
    """Return a reference in which a statement is another one, printed from its syntax tree."""
    try:
        tree = ast.parse(f"def f():\n    {statement}")
    except SyntaxError:
        return None
    body = tree.body[0].body if isinstance(tree.body[0], ast.FunctionDef) else []
    if len(body) != 1 or isinstance(body[0], ast.Pass):
        return None
    return with_spans(reference, [Span(start, end, ast.unparse(body[0]))])
