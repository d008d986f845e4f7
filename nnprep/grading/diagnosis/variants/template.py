"""A function of a variants.py: a right one, and what people do otherwise; see `nnprep.checks.choices`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import lru_cache
from textwrap import indent

from nnprep.grading.signatures import functions_of
from nnprep.named_tuple import NamedTuple

EITHER, INSTEAD, GUARD = "either", "instead", "GUARD"
CHOSEN = "chosen_"
"""The global name of the selection that decides while all choices are in a function."""
Selection = tuple[int, ...]
"""The choice at each place; 0 is right."""


class Choice(NamedTuple):
    """What can be computed at one place."""

    clause: str
    """What follows "as if"; empty if it's right."""
    value: ast.expr


Choices = tuple[Choice, ...]


class Template:
    """One function, and the choices at each of its places."""

    def __init__(self, name: str, function: ast.FunctionDef, guards: Sequence[str]) -> None:
        self.name = name
        """`backward` or `MLP.gradients`."""
        self.body = function.body
        calls = [each for each in ast.walk(function) if isinstance(each, ast.Call) and mark(each)]
        calls.sort(key=place)
        self.places = tuple(choices(each, guards) for each in calls)
        """The choices at each place, the right one first."""
        self._numbers = {place(each): number for number, each in enumerate(calls)}

    def switched(self) -> str:
        """Return the function's body with all choices in it, of which the selection called CHOSEN makes one."""
        return self.written(switch)

    def chosen(self, selection: Selection) -> str:
        """Return the function's body with one choice at each place."""
        return self.written(lambda number, choices: choices[selection[number]].value)

    def written(self, pick: Callable[[int, Choices], ast.expr]) -> str:
        """Return the body, in which `pick` puts something in each place; it begins without its margin."""
        margin = " " * self.body[0].col_offset
        picked = Picked(
            lambda call: pick(self._numbers[place(call)], self.places[self._numbers[place(call)]])
        )
        body = [ast.fix_missing_locations(picked.visit(deepcopy(each))) for each in self.body]
        return indent("\n".join(map(ast.unparse, body)), margin).removeprefix(margin)

    def clauses(self, selection: Selection) -> list[str]:
        """Return what a selection is like, after "as if", place by place."""
        return [
            choices[number].clause for choices, number in zip(self.places, selection, strict=True) if number
        ]


@lru_cache(maxsize=16)
def templates(text: str, guards: tuple[str, ...]) -> dict[str, Template]:
    """Return the functions of a variants.py that have choices, by name. Raises SyntaxError."""
    found = (Template(name, node, guards) for name, node in functions_of(ast.parse(text).body))
    return {each.name: each for each in found if each.places}


def choices(call: ast.Call, guards: Sequence[str]) -> Choices:
    """Return the choices at one place; those with GUARD once for each guard that was measured."""
    right, *others = call.args
    if mark(call) == INSTEAD:
        return Choice("", ast.Constant(value=False)), Choice(text_of(right), ast.Constant(value=True))
    found = [Choice("", right)]
    for clause, value in zip(others[::2], others[1::2], strict=True):
        if any(isinstance(each, ast.Name) and each.id == GUARD for each in ast.walk(value)):
            found += [
                Choice(told(text_of(clause), each), Guarded(each).visit(deepcopy(value))) for each in guards
            ]
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


def place(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def text_of(node: ast.expr) -> str:
    return str(ast.literal_eval(node))


def switch(number: int, choices: Choices) -> ast.expr:
    """Return the value that the selection called CHOSEN decides for, as one expression."""
    *others, value = (each.value for each in choices)
    chosen = f"{CHOSEN}[{number}]"
    for which, other in reversed(list(enumerate(others))):
        test = ast.parse(f"{chosen} == {which}", mode="eval").body
        value = ast.IfExp(test, deepcopy(other), deepcopy(value))
    return value


class Picked(ast.NodeTransformer):
    """Puts an expression in the place of each mark."""

    def __init__(self, pick: Callable[[ast.Call], ast.expr]) -> None:
        self.pick = pick

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return self.visit(deepcopy(self.pick(node))) if mark(node) else self.generic_visit(node)


class Guarded(ast.NodeTransformer):
    """Puts a measured number in the place of GUARD."""

    def __init__(self, guard: str) -> None:
        self.guard = guard

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Constant(value=float(self.guard)) if node.id == GUARD else node
