"""Compiles a reference with a mistake in it: only the functions that the mistake changes are compiled again.

Mistakes in one function that are run one after the other are compiled together: with each changed value beside the
original one, and a constant that chooses. Each mistake gets the code with another constant.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import dropwhile, islice
from types import CodeType

from nnprep.content.edits import EditError, Span, with_spans
from nnprep.grading.diagnosis.derived.source import Source
from nnprep.grading.signatures import functions_of
from nnprep.named_tuple import NamedTuple

MOST_COMPILED = 5000
"""How many functions with mistakes are kept: some ten megabytes."""
TOGETHER = 16
"""How many mistakes in one function are compiled together."""
CHOICE = "which mistake is made"
"""The constant that chooses, before it's replaced by a number."""
UNSAFE = (":=", "yield", "await")
"""What may make something else of the whole function, wherever it stands."""
BRACKET = re.compile(r"[()\[\]{}\n#]")
Spans = tuple[Span, ...]


class FunctionPlace(NamedTuple):
    """Where a function of the reference is, in characters."""

    start: int
    body: int
    """Where its body begins; defaults and decorators before it aren't part of its code object."""
    end: int
    line: int
    """Counted from 1."""


class Value(NamedTuple):
    """The value of a statement, which may be computed in another way: its place in characters, all in one line."""

    start: int
    end: int


class Compilation:
    """A reference, compiled once, in which functions can be replaced.

    Raises SyntaxError if the reference isn't valid Python.
    """

    def __init__(self, reference: str, filename: str = "reference.py") -> None:
        self.reference = reference
        self.filename = filename
        self.code = compile(reference, filename, "exec", dont_inherit=True)
        self.codes = codes_in(self.code)
        self.source = Source(reference, "")
        self.places = function_places(self.source)
        self._compiled: dict[tuple[str, Spans], CodeType] = {}
        self._expected: dict[str, dict[Spans, None]] = {}
        """What will be replaced in each function, in this order."""
        self._announced: set[Spans] = set()
        """All that was ever expected."""
        self._owners: dict[Span, str] = {}
        """The function whose body holds each piece, or ""."""
        self._values: dict[str, list[Value]] = {}

    def expect(self, changes: Iterable[Sequence[Span]]) -> None:
        """Say what will be replaced, and in which order, so that it can be compiled together."""
        new = [each for each in map(tuple, changes) if each not in self._announced]
        self._announced.update(new)
        for spans in new:
            for name, each in self.by_function(spans).items():
                self._expected.setdefault(name, {}).setdefault(tuple(each))

    def by_function(self, spans: Iterable[Span]) -> dict[str, list[Span]]:
        """Return pieces by the function whose body holds them, or "" if none does, or several of one name."""
        changes: dict[str, list[Span]] = {}
        for span in spans:
            if span not in self._owners:
                inside = [name for name, place in self.places.items() if holds(place, span)]
                self._owners[span] = inside[0] if len(inside) == 1 else ""
            changes.setdefault(self._owners[span], []).append(span)
        return changes

    def with_spans(self, spans: Sequence[Span], *, alone: bool = False) -> CodeType | None:
        """Return the code of the reference with these pieces replaced; None if they aren't all in function bodies.

        `alone`, nothing else is in it: what it runs is what would be written, line by line.
        Raises SyntaxError if they make no valid function.
        """
        changes = self.by_function(spans)
        if "" in changes:
            return None
        make = self.compiled if alone else self.function
        functions = {name: make(name, tuple(each)) for name, each in changes.items()}
        if any(code.co_freevars != self.codes[name].co_freevars for name, code in functions.items()):
            return None  # the code around it would hand it the wrong cells
        return replaced(self.code, functions)

    def function(self, name: str, spans: Spans) -> CodeType:
        """Return the code of one function with these pieces of it replaced, compiled once."""
        if (name, spans) not in self._compiled and spans in self._expected.get(name, ()):
            self.compile_together(name, spans)
        if (name, spans) not in self._compiled:
            self.keep(name, spans, self.compiled(name, spans))
        return self._compiled[name, spans]

    def keep(self, name: str, spans: Spans, code: CodeType) -> None:
        while len(self._compiled) >= MOST_COMPILED:
            del self._compiled[next(iter(self._compiled))]
        self._compiled[name, spans] = code

    def compile_together(self, name: str, spans: Spans) -> None:
        """Compile what was expected from these pieces on, as far as it's in values of statements."""
        expected = self._expected[name]
        chosen: dict[Spans, Mapping[Value, str]] = {}
        for each in [*islice(dropwhile(lambda each: each != spans, expected), TOGETHER)]:
            del expected[each]
            if changed := self.changed(name, each):
                chosen[each] = changed
            elif each == spans:
                return
        choices: dict[Value, str] = {}
        for number, changed in enumerate(chosen.values()):
            for value, text in changed.items():
                choices[value] = f"{choices.get(value, '')}({text}) if {CHOICE!r} == {number} else "
        pieces = [Span(*value, f"{text}({self.reference[slice(*value)]})") for value, text in choices.items()]
        with suppress(SyntaxError):
            code, old = self.compiled(name, pieces), self.codes[name]
            if code.co_flags == old.co_flags and CHOICE in code.co_consts:
                for number, each in enumerate(chosen):
                    constants = [number if constant == CHOICE else constant for constant in code.co_consts]
                    self.keep(name, each, code.replace(co_consts=tuple(constants)))

    def changed(self, name: str, spans: Spans) -> Mapping[Value, str]:
        """Return the values of statements that change, and their new texts; nothing if anything else changes."""
        if name not in self._values:
            self._values[name] = [*values_in(self.source.functions[name].body, self.source)]
        inside: dict[Value, list[Span]] = {}
        for span in spans:
            value = next((v for v in self._values[name] if v.start <= span.start and span.end <= v.end), None)
            if value is None or any(word in span.new for word in UNSAFE):
                return {}
            inside.setdefault(value, []).append(span)
        texts = {value: self.text_of(value, pieces) for value, pieces in inside.items()}
        return texts if all(map(closed, texts.values())) else {}

    def text_of(self, value: Value, spans: Sequence[Span]) -> str:
        """Return the text of a value with these pieces of it replaced; empty if they overlap."""
        start, end = value
        with suppress(EditError):
            return with_spans(
                self.reference[start:end], [Span(s.start - start, s.end - start, s.new) for s in spans]
            )
        return ""

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


def values_in(body: Sequence[ast.stmt], source: Source) -> Iterator[Value]:
    """Yield the values of statements, at any depth, but not in functions in a function."""
    for node in body:
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return | ast.Expr) and node.value:
            start, end = source.place(node)
            if isinstance(node, ast.Return):
                start += len("return")
            elif not isinstance(node, ast.Expr):
                target = node.targets[-1] if isinstance(node, ast.Assign) else node.target
                start = source.text.index("=", source.place(target)[1]) + 1
            if "\n" not in source.text[start:end]:
                yield Value(start, end)
        elif isinstance(node, ast.For | ast.While | ast.If | ast.With):
            yield from values_in(node.body, source)
            yield from values_in(getattr(node, "orelse", []), source)


def closed(text: str) -> bool:
    """Return whether a text is in one line, and every bracket in it is closed again in it; an empty one isn't."""
    depth = 0 if text.strip() else 1
    for bracket in BRACKET.findall(text):
        depth += 1 if bracket in "([{" else -1
        if depth < 0 or bracket in "\n#":
            return False
    return depth == 0


def function_places(source: Source) -> Mapping[str, FunctionPlace]:
    """Return where the functions and methods of a reference are, without those that share a name."""
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
    constants = list(code.co_consts)
    changed = False
    for place, each in enumerate(constants):
        if type(each) is CodeType:
            name = each.co_qualname
            new = functions.get(name) or each
            if new is each and any(other.startswith(f"{name}.") for other in functions):
                new = replaced(each, functions)
            constants[place] = new
            changed |= new is not each
    return code.replace(co_consts=tuple(constants)) if changed else code
