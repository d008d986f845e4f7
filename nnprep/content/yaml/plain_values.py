"""Reads YAML in the plain form that every built-in exercise has, several times as fast as PyYAML can be imported.

That form: mappings and lists by indentation in steps of two, texts on one line that begin with a letter or a quote,
numbers, folded blocks (`>-`) without empty lines, lists of words (`[a, b]`), and `{name: f, returns: [a, b]}`. Anything
else, comments and escapes included, is left to the strict reader, which also says what is wrong.
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
    if not all(row.isprintable() and row.strip() and row == row.rstrip() for row in rows):
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
        else:
            value = on_one_line(rest)
        if value == "" or self.indent() > indent:  # an empty block, or a line that goes on
            raise OtherForm
        return value


def on_one_line(text: str) -> Any:
    """Return a list of words, the mapping of a function, a number or a text. Raises OtherForm."""
    if match := LIST.fullmatch(text):
        return words(match[1])
    if match := FUNCTION.fullmatch(text):
        (name,) = words(match[1])
        return {"name": name} | ({"returns": words(match[2])} if match[2] else {})
    if NUMBER.fullmatch(text):
        return int(text)
    if match := QUOTED.fullmatch(text):
        return match[1]
    if text == "[]":
        return []
    if TEXT.match(text) and not MARK.search(text) and text.lower() not in NOT_WORDS:
        return text
    raise OtherForm


def words(text: str) -> list[str]:
    """Return the words of a list."""
    found = text.split(", ")
    if not NOT_WORDS.isdisjoint(word.lower() for word in found):
        raise OtherForm
    return found


WORD = r"[A-Za-z_][A-Za-z0-9_.-]*"
KEY = re.compile(r"([a-z_]+):(?: (.+))?")
LIST = re.compile(rf"\[({WORD}(?:, {WORD})*)\]")
FUNCTION = re.compile(rf"\{{name: ({WORD})(?:, returns: \[({WORD}(?:, {WORD})*)\])?\}}")
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
QUOTED = re.compile(r'"([^"\\ ](?:[^"\\]*[^"\\ ])?)"')
TEXT = re.compile("[A-Za-z(]")
MARK = re.compile(r": |:$| #")
"""What ends a text on one line, or makes it something else."""
NOT_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null"})
"""What YAML doesn't read as text."""
