"""Applies the edits of a mistake to the text of a reference."""

from __future__ import annotations

import ast
import difflib
import io
import tokenize
from collections.abc import Sequence
from functools import lru_cache

from nnprep.content.exercises import Edit
from nnprep.named_tuple import NamedTuple


class EditError(ValueError):
    """An edit that doesn't fit the reference; the message says what doesn't match."""


class Line(NamedTuple):
    """One line of a reference."""

    start: int
    """Offset of its first character in the whole text."""
    indent: str
    code: str
    """Without indentation and trailing comment; edits are compared with this."""
    length: int
    """Of the whole line, including its comment but not its line break."""


class Layout(NamedTuple):
    """A reference, parsed once for its many edits."""

    lines: tuple[Line, ...]
    scopes: dict[str, tuple[int, int]]
    """`function` or `Class.method` -> its first line and the line after its last, counted from 0."""


class Span(NamedTuple):
    """A piece of the reference to replace."""

    start: int
    end: int
    new: str


def edited(reference: str, edits: Sequence[Edit]) -> str:
    """Return the reference with these edits applied; all of them refer to the original text.

    Raises EditError if a line, a scope or a change is missing or ambiguous, or two edits overlap.
    """
    return with_spans(reference, [span(reference, edit) for edit in edits])


def with_spans(text: str, spans: Sequence[Span]) -> str:
    """Return a text with these pieces of it replaced; raises EditError if two of them overlap."""
    pieces, done = [], 0
    for start, end, new in sorted(spans):
        if start < done:
            raise EditError("two edits overlap")
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])


def overlap(first: Sequence[Span], second: Sequence[Span]) -> bool:
    """Return whether a span of one set overlaps a span of another, so that they can't be applied together."""
    for start, end, _ in first:  # plain loops: a search asks this ten thousand times
        for other in second:
            if start < other.end and other.start < end:
                return True
    return False


def span(reference: str, edit: Edit) -> Span:
    """Return the piece of the reference that an edit replaces, and the new text."""
    layout = layout_of(reference)
    line = layout.lines[line_number(layout, edit)]
    code_start = line.start + len(line.indent)
    new = edit.to.replace("\n", "\n" + line.indent)
    if not edit.change:
        return Span(code_start, line.start + line.length, new)
    count = line.code.count(edit.change)
    if count != 1:
        raise EditError(
            f"`{edit.change}` must occur once in the line `{line.code}`, but occurs {count} times"
        )
    start = code_start + line.code.index(edit.change)
    return Span(start, start + len(edit.change), new)


def line_number(layout: Layout, edit: Edit) -> int:
    """Return the number of the line that an edit names, counted from 0."""
    first, last = 0, len(layout.lines)
    if edit.within:
        if edit.within not in layout.scopes:
            near = nearest(edit.within, list(layout.scopes))
            raise EditError(f"the reference has no `{edit.within}`{near}")
        first, last = layout.scopes[edit.within]
    wanted = without_comment(edit.line)
    numbers = [number for number in range(first, last) if layout.lines[number].code == wanted]
    where = f" within `{edit.within}`" if edit.within else ""
    if not numbers:
        near = nearest(wanted, [line.code for line in layout.lines[first:last] if line.code])
        raise EditError(f"the reference has no line `{wanted}`{where}{near}")
    if len(numbers) > 1:
        rows = ", ".join(str(number + 1) for number in numbers)
        raise EditError(
            f"the line `{wanted}` occurs {len(numbers)} times{where} (lines {rows}): "
            "narrow it with `within: function` or `within: Class.method`"
        )
    return numbers[0]


def nearest(wanted: str, valid: list[str]) -> str:
    """Return a hint at the name or line that was probably meant; empty if none is close."""
    close = difflib.get_close_matches(wanted, valid, n=1)
    return f": did you mean `{close[0]}`?" if close else ""


@lru_cache(maxsize=32)
def layout_of(reference: str) -> Layout:
    """Parse a reference into its lines without comments, and the lines of its functions and methods."""
    lines, start = [], 0
    comments = comment_columns(reference)
    for number, whole in enumerate(reference.split("\n")):
        bare = whole.rstrip("\r")
        code = bare[: comments.get(number)].strip()
        indent = bare[: len(bare) - len(bare.lstrip())]
        lines.append(Line(start, indent, code, len(bare)))
        start += len(whole) + 1
    return Layout(tuple(lines), scopes(reference))


def scopes(reference: str) -> dict[str, tuple[int, int]]:
    """Return the lines of each function, class and method; raises EditError if the text isn't valid Python."""
    lines: dict[str, tuple[int, int]] = {}

    def visit(body: Sequence[ast.AST], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                lines[prefix + node.name] = (node.lineno - 1, node.end_lineno or node.lineno)
                visit(node.body, f"{prefix}{node.name}.")

    try:
        visit(ast.parse(reference).body, "")
    except (SyntaxError, ValueError):
        raise EditError("the reference is not valid Python") from None
    return lines


@lru_cache(maxsize=1024)
def without_comment(line: str) -> str:
    """Return one line of code, stripped, without its trailing comment."""
    return line[: comment_columns(line.strip()).get(0)].strip() if "#" in line else line.strip()


def comment_columns(text: str) -> dict[int, int]:
    """Return the column of the comment in each line that has one; a # in quotes doesn't start one."""
    columns: dict[int, int] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                columns[token.start[0] - 1] = token.start[1]
    except (tokenize.TokenError, SyntaxError):
        pass  # a single line of a longer statement ends too early, but after its comment
    return columns
