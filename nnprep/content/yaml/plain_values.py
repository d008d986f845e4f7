"""Reads YAML in the plain form that every built-in card and exercise has, several times as fast as PyYAML is imported.

That form: mappings and lists by indentation in steps of two, texts on one line that begin with a letter or a quote,
numbers, true and false, folded blocks (`>-`) without empty lines, literal blocks (`|`), lists and mappings on one line
(`[a, "b"]`, `{name: f, returns: [a, b]}`). Anything else, comments and escapes included, is left to the strict reader,
which also says what is wrong.
"""

from __future__ import annotations

import re
from typing import Any


class OtherForm(ValueError):
    """The text is not in the plain form."""


def plain_values(text: str) -> Any:
    """Return the dicts, lists, texts and numbers of a text. Raises OtherForm."""
    rows = text.split("\n")
    if rows.pop() or not rows:  # the last line ends too
        raise OtherForm
    if not all(row.isprintable() and row == row.rstrip() for row in rows):
        raise OtherForm
    reader = PlainReader(rows)
    values = reader.block(0)
    if reader.at < len(rows):
        raise OtherForm
    return values


class PlainReader:
    """The lines of a text, and how far they have been read."""

    def __init__(self, rows: list[str]) -> None:
        self.rows = rows
        self.at = 0

    def indent(self) -> int:
        """Return the indentation of the next line; -1 at the end."""
        if self.at == len(self.rows):
            return -1
        row = self.rows[self.at]
        return len(row) - len(row.lstrip(" "))

    def block(self, indent: int) -> Any:
        """Read a mapping or a list whose lines begin at this column."""
        if self.indent() != indent:
            raise OtherForm
        return self.items(indent) if self.rows[self.at].startswith("- ", indent) else self.mapping(indent)

    def items(self, indent: int) -> list[Any]:
        """Read a list."""
        items = []
        while self.indent() == indent and self.rows[self.at].startswith("- ", indent):
            rest = self.rows[self.at][indent + 2 :]
            if KEY.match(rest):
                self.rows[self.at] = f"{'':{indent + 2}}{rest}"
                items.append(self.mapping(indent + 2))
            else:
                items.append(self.value(rest, indent))
        return items

    def mapping(self, indent: int) -> dict[str, Any]:
        """Read a mapping; of the keys, which come from a fixed set, none begins with a dash."""
        values: dict[str, Any] = {}
        while self.indent() == indent:
            match = KEY.fullmatch(self.rows[self.at], indent)
            if match is None or match[1] in values:
                raise OtherForm
            values[match[1]] = self.value(match[2] or "", indent)
        return values

    def value(self, rest: str, indent: int) -> Any:
        """Read what follows a key or a dash, on the same line or below it, further in than `indent`."""
        self.at += 1
        if not rest:
            return self.block(indent + 2)
        if rest == ">-":
            lines = []
            while self.indent() == indent + 2:
                lines.append(self.rows[self.at].strip(" "))
                self.at += 1
            value: Any = " ".join(lines)
        elif rest == "|":
            value = self.literal(indent + 2)
        else:
            value = on_one_line(rest)
        if value == "" or self.indent() > indent:  # an empty block, or a line that goes on
            raise OtherForm
        return value

    def literal(self, indent: int) -> str:
        """Read lines as they are, from the first, which decides where they begin, up to one that is less far in."""
        start = self.at
        if self.indent() != indent:
            raise OtherForm
        while self.indent() >= indent or (self.at < len(self.rows) and not self.rows[self.at]):
            self.at += 1
        return "\n".join([row[indent:] for row in self.rows[start : self.at]]).strip("\n")


def on_one_line(text: str) -> Any:
    """Return a list, a mapping, a number, a truth value or a text. Raises OtherForm."""
    if text == "[]":
        return []
    if text[0] in "[{":
        value, end = flow(text, 0)
        if end < len(text):
            raise OtherForm
        return value
    if text[0] == '"':
        return quoted(text)
    if ": " in text or text[-1] == ":" or " #" in text:
        raise OtherForm
    return plain(text)


def flow(text: str, at: int) -> tuple[Any, int]:
    """Return the value in a list or a mapping that begins here, and where it ends. Raises OtherForm."""
    if text.startswith("[", at):
        items, close = list[Any](), "]"
        while not text.startswith(close, at) or not items:
            item, at = flow(text, at + (2 if items else 1))
            items.append(item)
            if not text.startswith((", ", close), at):
                raise OtherForm
        return items, at + 1
    if text.startswith("{", at):
        values: dict[str, Any] = {}
        while not text.startswith("}", at) or not values:
            key = KEY.match(text, at + (2 if values else 1))
            if key is None or key[1] in values or not key[2]:
                raise OtherForm
            values[key[1]], at = flow(text, key.start(2))
            if not text.startswith((", ", "}"), at):
                raise OtherForm
        return values, at + 1
    match = WORDS.match(text, at)
    if match is None:
        raise OtherForm
    return (quoted if match[0][0] == '"' else plain)(match[0].rstrip()), match.end()


def quoted(text: str) -> str:
    """Return the text between two quotes. Raises OtherForm."""
    inner = text[1:-1]
    if len(text) < 3 or text[-1] != '"' or '"' in inner or "\\" in inner or inner != inner.strip():
        raise OtherForm
    return inner


def plain(text: str) -> Any:
    """Return a text without quotes, a number or a truth value. Raises OtherForm."""
    if text in ("true", "false"):
        return text == "true"
    if WHOLE.fullmatch(text):
        return int(text)
    first = text[text[0] == "-" :][:1]
    if first.isalpha():
        is_text = text.lower() not in NOT_WORDS
    else:  # compiled only if it's needed
        is_text = first.isdecimal() or first in "(√+"
        is_text = is_text and not re.fullmatch(NOT_TEXT, text, re.IGNORECASE)
    if not is_text:
        raise OtherForm
    return text


KEY = re.compile(r"([a-z_]+):(?: (.+))?")
WORDS = re.compile(r'"[^"\\]*"|-?[^\W_][^]["{}:,#?]*|[(√+][^]["{}:,#?]*')
"""A text or a number in a list or a mapping on one line."""
WHOLE = re.compile("[1-9][0-9]{0,8}")
NOT_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null"})
NOT_TEXT = (
    r"yes|no|on|off|true|false|null|~|=|<<"  # truth values and null
    r"|[-+]?(?:\.?[0-9][0-9_]*|0x[0-9a-f_]+|0b[01_]+)(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?"  # numbers
    r"|[-+]?\.inf|\.nan"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # YAML 1.1 reads 12:30 as 750
    r"|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt \t].*)?"  # dates
)
"""What YAML doesn't read as text, in any case of its letters."""
