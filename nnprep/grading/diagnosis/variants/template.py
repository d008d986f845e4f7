"""A function of a variants.py: a right one, and what people do otherwise; see `nnprep.checks.choices`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

from nnprep.content.edits import Span
from nnprep.grading.diagnosis.derived.source import Source, nodes_in
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple

EITHER, INSTEAD = "either", "instead"
GUARD = late_pattern(r"\bGUARD\b")
CHOSEN = "chosen_"
"""The global name of the selection that decides while all choices are in a function."""
Selection = tuple[int, ...]
"""The choice at each place; 0 is right."""


class Choice(NamedTuple):
    """What can be computed at one place."""

    clause: str
    """What follows "as if"; empty if it's right, also for another spelling of what is right."""
    value: ast.expr | bool
    """An expression of the file, or the answer of `instead`."""
    guard: str = ""
    """What stands in the place of GUARD."""


Choices = tuple[Choice, ...]


class Template:
    """One function, and the choices at each of its places."""

    def __init__(self, name: str, source: Source, guards: Sequence[str]) -> None:
        self.name = name
        """`backward` or `MLP.gradients`."""
        self.source = source
        function = source.functions[name]
        self.start, self.end = source.place(function.body[0])[0], source.place(function)[1]
        """Where its body is, in characters."""
        calls = [each for each in nodes_in(function) if isinstance(each, ast.Call) and mark(each)]
        calls.sort(key=source.place)
        self.places = tuple(choices(each, guards) for each in calls)
        """The choices at each place, the right one first."""
        self._calls = [source.place(each) for each in calls]

    @cached_property
    def switched(self) -> str:
        """The function's body with all choices in it, of which the selection called CHOSEN makes one."""
        return self.written(self.start, self.end, self.switch)

    def chosen(self, selection: Selection) -> str:
        """Return the function's body with one choice at each place."""

        def pick(number: int) -> str:
            return self.value(self.places[number][selection[number]], pick)

        return self.written(self.start, self.end, pick)

    def switch(self, number: int) -> str:
        """Return the expression that decides at one place."""
        *others, last = (self.value(each, self.switch) for each in self.places[number])
        tests = (f"{each} if {CHOSEN}[{number}] == {which} else " for which, each in enumerate(others))
        return f"({''.join(tests)}{last})"

    def value(self, choice: Choice, pick: Callable[[int], str]) -> str:
        """Return the code of a choice."""
        if isinstance(choice.value, bool):
            return str(choice.value)
        return f"({GUARD.sub(choice.guard, self.written(*self.source.place(choice.value), pick))})"

    def written(self, start: int, end: int, pick: Callable[[int], str]) -> str:
        """Return a piece of the file, in which `pick` puts something in each place."""
        pieces, done = [], start
        for number, (first, last) in enumerate(self._calls):
            if done <= first and last <= end:
                pieces += [self.source.text[done:first], pick(number)]
                done = last
        return "".join([*pieces, self.source.text[done:end]])

    def clauses(self, selection: Selection) -> list[str]:
        """Return what a selection is like, after "as if", place by place; other spellings say nothing."""
        chosen = (choices[number].clause for choices, number in zip(self.places, selection, strict=True))
        return list(filter(None, chosen))


@lru_cache(maxsize=16)
def templates(text: str, guards: tuple[str, ...]) -> dict[str, Template]:
    """Return the functions of a variants.py that have choices, by name. Raises SyntaxError."""
    source = Source(text, "")
    found = (Template(name, source, guards) for name in source.functions)
    return {each.name: each for each in found if each.places}


def body_in(source: Source, name: str) -> Span:
    """Return where the body of a function of a reference is."""
    function = source.functions[name]
    return Span(source.place(function.body[0])[0], source.place(function)[1], "")


def choices(call: ast.Call, guards: Sequence[str]) -> Choices:
    """Return the choices at one place; those with GUARD once for each guard that was measured."""
    right, *others = call.args
    if mark(call) == INSTEAD:
        return Choice("", value=False), Choice(text_of(right), value=True)
    found = [Choice("", right)]
    for clause, value in zip(others[::2], others[1::2], strict=True):
        if any(isinstance(each, ast.Name) and each.id == "GUARD" for each in nodes_in(value)):
            found += [Choice(told(text_of(clause), each), value, each) for each in guards]
        else:
            found.append(Choice(text_of(clause), value))
    return tuple(found)


def told(clause: str, guard: str) -> str:
    """Return a clause with a small number in it; a measured one has lost digits to rounding."""
    return clause.format(f"{float(guard):.2g}".replace("e-0", "e-"))


def mark(node: ast.AST) -> str:
    """Return `either` or `instead` for a call of it; empty for anything else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (EITHER, INSTEAD):
        return node.func.id
    return ""


def text_of(node: ast.expr) -> str:
    return str(ast.literal_eval(node))
