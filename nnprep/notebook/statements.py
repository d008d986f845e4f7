"""Finds the statement that defines a function or class, in a file or in the cells of a notebook."""

from __future__ import annotations

import ast
import inspect
import linecache
import symtable
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from nnprep.named_tuple import NamedTuple

FUTURE = "from __future__ import annotations\n"
GENERATED = "<string>"
"""The file name of the methods that dataclasses and named tuples generate."""


class Statement(NamedTuple):
    """One statement at the top level of a file or a cell."""

    file: str
    """The name of the file, or what Python calls the cell."""
    first: int
    """Its first line, a decorator's if there is one, counted from 1."""
    last: int
    text: str
    names: frozenset[str]
    """The names that it binds."""
    future: bool
    """Whether its file or cell postpones annotations."""
    node: ast.stmt

    @property
    def defines(self) -> bool:
        """Whether it is a definition: of a function, a class, or a variable."""
        return isinstance(
            self.node, ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.If | ast.Try
        )


def text_of(file: str) -> str:
    """Return the text of a file or a cell; empty if Python doesn't have it."""
    linecache.checkcache(file)
    return "".join(linecache.getlines(file))


@lru_cache(maxsize=256)
def statements(file: str, text: str) -> tuple[Statement, ...]:
    """Return the top-level statements of a text; none if it isn't Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return ()
    rows = text.encode().splitlines(keepends=True)
    future = any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
    return tuple(statement(file, rows, node, future=future) for node in tree.body)


def statement(file: str, rows: list[bytes], node: ast.stmt, *, future: bool) -> Statement:
    """Return a node as a statement, with its decorators and without what else is on its lines."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)])
    last = node.end_lineno or node.lineno
    lines = rows[first - 1 : last]
    lines[-1] = lines[-1][: node.end_col_offset]
    if not decorators:
        # The offset counts from the beginning of the line, which may also be the last one.
        lines[0] = lines[0][node.col_offset :]
    text = b"".join(lines).decode()
    return Statement(file, first, last, text, bound_names(text), future, node)


def bound_names(text: str) -> frozenset[str]:
    """Return the names that a statement binds where it stands."""
    try:
        symbols = symtable.symtable(text, "<statement>", "exec").get_symbols()
    except SyntaxError:  # `await` at the top level, which cells allow
        return frozenset()
    return frozenset(
        each.get_name() for each in symbols if each.is_assigned() or each.is_imported() or each.is_namespace()
    )


def used_names(text: str) -> set[str]:
    """Return the names that code looks up outside itself: globals of all functions in it, and of its own level."""
    names: set[str] = set()
    tables = [symtable.symtable(FUTURE + text, "<statement>", "exec")]
    while tables:
        table = tables.pop()
        top = table.get_type() == "module"
        names |= {
            each.get_name()
            for each in table.get_symbols()
            if (each.is_referenced() and (top or each.is_global())) or each.is_declared_global()
        }
        tables += table.get_children()
    return names


def code_of(value: Any) -> CodeType | None:
    """Return the code of a function, below its decorators, or of a method of a class; None if there is none."""
    if isinstance(value, type):
        return next(methods(value), None)
    inner = inspect.unwrap(value)
    return inner.__code__ if isinstance(inner, FunctionType) else None


def methods(value: type) -> Iterator[CodeType]:
    """Yield the code of the methods that stand in the class itself."""
    for name, each in vars(value).items():
        function = each.fget if isinstance(each, property) else getattr(each, "__func__", each)
        inner = inspect.unwrap(function) if callable(function) else None
        if (
            isinstance(inner, FunctionType)
            and inner.__qualname__ == f"{value.__qualname__}.{name}"
            and inner.__code__.co_filename != GENERATED
        ):
            yield inner.__code__


def cells(namespace: Mapping[str, Any]) -> list[str]:
    """Return the names of the texts that a namespace comes from: its file, or every cell that was run, in order."""
    file = namespace.get("__file__")
    if isinstance(file, str) and Path(file).is_file():
        return [file]
    # What was typed has no time of change.
    return [name for name, entry in list(linecache.cache.items()) if len(entry) > 1 and entry[1] is None]


def at_line(code: CodeType) -> Statement | None:
    """Return the statement in which code stands; None if Python doesn't have its text."""
    text = text_of(code.co_filename)
    line = code.co_firstlineno
    fitting = (each for each in statements(code.co_filename, text) if each.first <= line <= each.last)
    return next(fitting, None)


def binding(name: str, namespace: Mapping[str, Any]) -> Statement | None:
    """Return the last statement that binds a name; None if there is none."""
    for file in reversed(cells(namespace)):
        for each in reversed(statements(file, text_of(file))):
            if name in each.names:
                return each
    return None
