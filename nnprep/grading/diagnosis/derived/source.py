"""The text of a reference, taken apart: where its pieces stand, and what may be said about them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import NamedTuple

from nnprep.content.edits import Span

LONGEST = 16
"""Characters of an expression that a sentence may quote."""
BATCH = {"m", "N", "batch_size"}
"""Names that stand for the number of rows, whatever a learner calls it."""


class Change(NamedTuple):
    """What one operator makes of one place of the reference."""

    operator: str
    clause: str
    """What happened, after "as if": `the division by the batch size were missing`."""
    spans: tuple[Span, ...]
    alike: str = ""
    """Changes of one operator with the same text here can be made in all their places at once; empty: only alone."""


class Source:
    """A reference and its syntax tree."""

    def __init__(self, text: str, words: Collection[str]) -> None:
        self.text = text
        self.words = words
        """What the learner knows from the stub; nothing else of the reference is ever said."""
        self.tree = ast.parse(text)
        self._starts = [0]
        for line in text.encode().split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._plain = text.isascii()
        self._bytes = text.encode()

    counts: list[str] = []
    """What a function could divide by: numbers of rows, columns and entries of its arguments."""

    def count_said(self, count: str) -> str:
        """Return what to call a count: `X.shape[1]` is the number of columns of X."""
        name, _, rest = count.partition(".")
        of = f" of {name}" if name in self.words else ""
        return {
            "size": "the number of entries",
            "shape[1]": "the number of columns",
            "shape[-1]": "the number of columns",
        }.get(rest, "the number of rows") + of

    def functions(self) -> Iterator[tuple[str, ast.FunctionDef]]:
        """Yield functions and methods with their names, methods as `Class.method`."""

        def visit(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
            for node in body:
                if isinstance(node, ast.FunctionDef):
                    yield prefix + node.name, node
                elif isinstance(node, ast.ClassDef):
                    yield from visit(node.body, f"{prefix}{node.name}.")

        yield from visit(self.tree.body, "")

    def place(self, node: ast.expr | ast.stmt | ast.arg) -> tuple[int, int]:
        """Return where a node begins and ends, in characters."""
        start = self._starts[node.lineno - 1] + node.col_offset
        end = self._starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        if self._plain:
            return start, end
        return len(self._bytes[:start].decode()), len(self._bytes[:end].decode())

    def code(self, node: ast.expr | ast.stmt | ast.arg) -> str:
        """Return the text of a node."""
        start, end = self.place(node)
        return self.text[start:end]

    def put(self, node: ast.expr | ast.stmt | ast.arg, new: str) -> Span:
        """Return the replacement of a node by another text, in parentheses where it is an expression."""
        start, end = self.place(node)
        return Span(start, end, f"({new})" if isinstance(node, ast.expr) and not atomic(new) else new)

    def said(self, node: ast.expr) -> str:
        """Return what to call a piece of the reference: the batch size, a number, or words of the stub; or nothing."""
        if is_batch_size(node):
            return "the batch size"
        text = ast.unparse(node).replace("self.", "")
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} - {"self", "np"}
        names |= {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)} - {"T"}
        return text if len(text) <= LONGEST and names <= set(self.words) else ""


def atomic(text: str) -> bool:
    """Return whether an expression can stand anywhere without parentheses."""
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return True
    return isinstance(
        node, ast.Name | ast.Constant | ast.Call | ast.Attribute | ast.Subscript | ast.List | ast.Tuple
    )


def is_batch_size(node: ast.expr) -> bool:
    """Return whether an expression counts the rows of a batch."""
    if isinstance(node, ast.Name):
        return node.id in BATCH
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
        return True
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "shape"
        and isinstance(node.slice, ast.Constant)
        and node.slice.value == 0
    )
