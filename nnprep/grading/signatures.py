"""Parameters of functions, read from a file's text: their names, so that values can be called by them, and defaults."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache

Signatures = Mapping[str, tuple[str, ...]]
"""`backward` or `MLP.forward` to the names of its parameters, without `self`; a class to those of `__init__`."""


@lru_cache(maxsize=64)
def signatures_of(source: str) -> Signatures:
    """Return the parameter names of every function, class and method at the top of a file."""
    signatures: dict[str, tuple[str, ...]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            signatures[node.name] = parameters(node)
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    signatures[f"{node.name}.{member.name}"] = parameters(member)[1:]
            signatures[node.name] = signatures.get(f"{node.name}.__init__", ())
    return signatures


@lru_cache(maxsize=64)
def names_used(source: str) -> Mapping[str, frozenset[str]]:
    """Return the names and attributes in every function of a file, those of what it calls in the file included."""
    found = {
        name: {
            each.id if isinstance(each, ast.Name) else each.attr
            for each in ast.walk(node)
            if isinstance(each, ast.Name | ast.Attribute)
        }
        for name, node in functions_of(ast.parse(source).body)
    }
    for _ in found:
        for names in found.values():
            names.update(*(found[each] for each in found if each.rpartition(".")[2] in names))
    return {name: frozenset(names) for name, names in found.items()}


def parameters(node: ast.FunctionDef) -> tuple[str, ...]:
    return tuple(each.arg for each in (*node.args.posonlyargs, *node.args.args))


def functions_of(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield functions and methods with their names, methods as `Class.method`."""
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions_of(node.body, f"{prefix}{node.name}.")


def default_remarks(asked: str, source: str) -> Iterator[str]:
    """Yield a sentence for each number that is the default of a parameter in the stub, and another one in a file.

    A default counts as well where its effect can't be seen, such as a learning rate of parameters that never move.
    """
    mine = dict(number_defaults(source))
    for (function, name), wanted in number_defaults(asked):
        if mine.get((function, name), wanted) != wanted:
            yield f"The default {name} is {mine[function, name]}, but the task asks for {wanted}."


def number_defaults(source: str) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield the numbers that are defaults, by the function and the parameter; nothing if the text isn't Python."""
    try:
        top = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for name, function in functions_of(top):
        given = function.args
        positional = [*given.posonlyargs, *given.args]
        pairs = [
            *zip(reversed(positional), reversed(given.defaults), strict=False),
            *zip(given.kwonlyargs, given.kw_defaults, strict=True),
        ]
        for parameter, default in pairs:
            value = default.value if isinstance(default, ast.Constant) else None
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield (name, parameter.arg), value
