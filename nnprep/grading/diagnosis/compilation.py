"""Compiles a reference with a mistake in it: only the functions that the mistake changes are compiled again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import CodeType
from typing import NamedTuple

from nnprep.content.edits import Span, with_spans
from nnprep.grading.diagnosis.derived.source import Source
from nnprep.grading.signatures import functions_of

MOST_COMPILED = 5000
"""How many functions with mistakes are kept: some ten megabytes."""


class FunctionPlace(NamedTuple):
    """Where a function of the reference is, in characters."""

    start: int
    body: int
    """Where its body begins; defaults and decorators before it aren't part of its code object."""
    end: int
    line: int
    """Counted from 1."""


class Compilation:
    """A reference, compiled once, in which functions can be replaced.

    Raises SyntaxError if the reference isn't valid Python.
    """

    def __init__(self, reference: str, filename: str = "reference.py") -> None:
        self.reference = reference
        self.filename = filename
        self.code = compile(reference, filename, "exec", dont_inherit=True)
        self.codes = codes_in(self.code)
        self.places = function_places(reference)
        self._compiled: dict[tuple[str, tuple[Span, ...]], CodeType] = {}

    def with_spans(self, spans: Sequence[Span]) -> CodeType | None:
        """Return the code of the reference with these pieces replaced; None if they aren't all in function bodies.

        Raises SyntaxError if they make no valid function.
        """
        changes: dict[str, list[Span]] = {}
        for span in spans:
            inside = [name for name, place in self.places.items() if holds(place, span)]
            if len(inside) != 1:
                return None
            changes.setdefault(inside[0], []).append(span)
        functions = {name: self.function(name, tuple(each)) for name, each in changes.items()}
        if any(code.co_freevars != self.codes[name].co_freevars for name, code in functions.items()):
            return None  # the code around it would hand it the wrong cells
        return replaced(self.code, functions)

    def function(self, name: str, spans: tuple[Span, ...]) -> CodeType:
        """Return the code of one function with these pieces of it replaced, compiled once."""
        if (name, spans) not in self._compiled:
            while len(self._compiled) >= MOST_COMPILED:
                del self._compiled[next(iter(self._compiled))]
            self._compiled[name, spans] = self.compiled(name, spans)
        return self._compiled[name, spans]

    def compiled(self, name: str, spans: Sequence[Span]) -> CodeType:
        place = self.places[name]
        moved = [Span(start - place.start, end - place.start, new) for start, end, new in spans]
        text = with_spans(self.reference[place.start : place.end], moved)
        owners = name.split(".")[:-1]
        # As many lines before it as in the reference, so that tracebacks name the same lines.
        head = "\n" * (place.line - 1 - len(owners))
        head += "".join(f"{' ' * depth}class {owner}:\n" for depth, owner in enumerate(owners))
        module = compile(head + text, self.filename, "exec", dont_inherit=True)
        return codes_in(module)[name]


def function_places(reference: str) -> Mapping[str, FunctionPlace]:
    """Return where the functions and methods of a reference are, without those that share a name."""
    source = Source(reference, "")
    functions = list(functions_of(source.tree.body))
    names = [name for name, _ in functions]
    places = {}
    for name, node in functions:
        if names.count(name) == 1 and not node.decorator_list:
            start, end = source.place(node)
            places[name] = FunctionPlace(
                start - node.col_offset, source.place(node.body[0])[0], end, node.lineno
            )
    return places


def holds(place: FunctionPlace, span: Span) -> bool:
    """Return whether a span is in the body of a function."""
    return place.body <= span.start and span.end <= place.end


def codes_in(code: CodeType) -> dict[str, CodeType]:
    """Return the code objects in another one by their qualified names."""
    codes = {}
    for each in code.co_consts:
        if isinstance(each, CodeType):
            codes[each.co_qualname] = each
            codes |= codes_in(each)
    return codes


def replaced(code: CodeType, functions: Mapping[str, CodeType]) -> CodeType:
    """Return a code object in which functions with these qualified names are replaced, at any depth."""
    constants = []
    for each in code.co_consts:
        new = each
        if isinstance(each, CodeType):
            new = functions.get(each.co_qualname) or each
            if new is each and any(name.startswith(f"{each.co_qualname}.") for name in functions):
                new = replaced(each, functions)
        constants.append(new)
    same = all(new is old for new, old in zip(constants, code.co_consts, strict=True))
    return code if same else code.replace(co_consts=tuple(constants))
