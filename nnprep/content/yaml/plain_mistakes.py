"""Reads mistakes.yaml in the form that every built-in one has, in less time than PyYAML takes to be imported.

That form: a list of mappings, indented in steps of two; texts on one line, in quotes or without; a paragraph after
`say: >-` and lines after `to: |-`; edits and other spellings as mappings on one line or on several. Anything else,
comments and most escapes included, is left to the strict reader, which also says what is wrong.
"""

from __future__ import annotations

import re
from typing import Any

from nnprep.content.cards import Level
from nnprep.content.exercises import Edit, Mistake, Severity
from nnprep.content.yaml.plain_values import NOT_WORDS, OtherForm


def plain_mistakes(text: str) -> tuple[Mistake, ...]:
    """Return the mistakes of a file, with their spellings. Raises ValueError."""
    rows = text.split("\n")
    if rows.pop() or " \n" in text or not "".join(rows).isprintable():
        raise OtherForm
    reader = MistakeReader(rows)
    mistakes: dict[str, Mistake] = {}
    spellings: dict[str, list[str]] = {}
    ids: set[str] = set()
    while reader.at < len(rows):
        line, values = reader.at + 1, reader.entry()
        id = values["id"]
        if id in ids:
            raise OtherForm
        ids.add(id)
        if values.keys() == SPELLING:
            spellings.setdefault(values["same_as"], []).append(id)
        else:
            mistakes[id] = Mistake(**{"severity": Severity.CORE} | values, line=line)
    if not mistakes or not spellings.keys() <= mistakes.keys():
        raise OtherForm
    return tuple([each._replace(spellings=tuple(spellings.get(id, ()))) for id, each in mistakes.items()])


class MistakeReader:
    """The lines of a file, and how far they have been read."""

    def __init__(self, rows: list[str]) -> None:
        self.rows = [*rows, "..."]
        """The last one ends a document, and is none of this form."""
        self.at = 0

    def entry(self) -> dict[str, Any]:
        """Read a mistake, or another spelling of one."""
        if self.rows[self.at].startswith("- {"):
            self.at += 1
            spelling = on_one_line(self.rows[self.at - 1], len("- {"))
            if spelling.keys() != SPELLING:
                raise OtherForm
            return {name: a_symbol(id) for name, id in spelling.items()}
        values: dict[str, Any] = {}
        start = "- "
        while self.rows[self.at].startswith(start):
            name, rest = self.field(2)
            if name in values:
                raise OtherForm
            values[name] = self.value(name, rest)
            start = "  "
        if values.keys() != SPELLING and values.keys() | {"severity"} != MISTAKE:
            raise OtherForm
        return values

    def field(self, indent: int) -> tuple[str, str]:
        """Read the line of a field; return its name, and what follows on that line."""
        name, colon, rest = self.rows[self.at][indent:].partition(":")
        if not colon or (rest and rest[0] != " "):
            raise OtherForm
        self.at += 1
        return name, rest[1:]

    def value(self, name: str, rest: str) -> Any:
        """Read the value of a mistake's field."""
        if name == "say":
            return self.folded() if rest == ">-" else a_text(rest).strip()
        if name == "edits" and not rest:
            return self.edits()
        if name == "level":
            return Level(rest)
        if name == "severity":
            return Severity(rest)
        return a_symbol(rest)

    def folded(self) -> str:
        """Read the lines of a paragraph."""
        start = self.at
        while self.rows[self.at].startswith("    "):
            if self.rows[self.at][4] == " ":
                raise OtherForm
            self.at += 1
        if start == self.at:
            raise OtherForm
        return " ".join([row[4:] for row in self.rows[start : self.at]])

    def edits(self) -> tuple[Edit, ...]:
        """Read a list of edits."""
        edits = []
        while self.rows[self.at].startswith("    - "):
            if self.rows[self.at].startswith("    - {"):
                self.at += 1
                values = on_one_line(self.rows[self.at - 1], len("    - {"))
            else:
                values = self.edit()
            if not REQUIRED <= values.keys() <= EDIT:
                raise OtherForm
            for name in TEXTS & values.keys():
                values[name] = values[name].strip()
                if not values[name]:
                    raise OtherForm
            edits.append(Edit(**{"change": ""} | values))
        if not edits:
            raise OtherForm
        return tuple(edits)

    def edit(self) -> dict[str, str]:
        """Read an edit with each field on a line of its own."""
        values: dict[str, str] = {}
        start = "    - "
        while self.rows[self.at].startswith(start):
            name, rest = self.field(6)
            if name in values:
                raise OtherForm
            values[name] = self.literal() if rest == "|-" and name == "to" else a_text(rest, empty=True)
            start = "      "
        return values

    def literal(self) -> str:
        """Read lines as they are, of which the first decides where they begin."""
        start = self.at
        if self.rows[start][8:9] in ("", " "):
            raise OtherForm
        while self.rows[self.at].startswith("        ") or not self.rows[self.at]:
            self.at += 1
        while not self.rows[self.at - 1]:
            self.at -= 1
        if start == self.at:
            raise OtherForm
        return "\n".join([row[8:] for row in self.rows[start : self.at]])


def on_one_line(row: str, at: int) -> dict[str, str]:
    """Return the texts of the mapping whose first field begins here. Raises OtherForm."""
    values: dict[str, str] = {}
    end = ""
    while end != "}":
        match = FIELD.match(row, at)
        if match is None or match[1] in values:
            raise OtherForm
        values[match[1]] = a_text(match[2], empty=True)
        at, end = match.end(), match[3]
    return values


def a_text(text: str, *, empty: bool = False) -> str:
    """Return the text of a line, which may be in quotes, and `empty` then. Raises OtherForm."""
    if text[:1] == '"':
        inner = text[1:-1]
        bare = inner.replace('\\"', "").replace("\\n", "")
        if len(text) < 2 or text[-1] != '"' or '"' in bare or "\\" in bare or inner[-2:] == "\\n":
            raise OtherForm
        if not (empty or inner.strip()):
            raise OtherForm
        return inner.replace('\\"', '"').replace("\\n", "\n")
    if text[:1] == "'":
        inner = text[1:-1]
        if len(text) < 2 or text[-1] != "'" or "'" in inner or not (empty or inner.strip()):
            raise OtherForm
        return inner
    text = text.partition(" #")[0].rstrip()  # without a comment
    if not (is_words(text) or is_formula(text)) or ": " in text or text[-1] == ":":
        raise OtherForm
    return text


def is_words(text: str) -> bool:
    """Return whether a text begins with a letter, or a sign and a letter, and isn't a truth value or null."""
    first = text[text[:1] == "-" :][:1]
    return (first.isalpha() or first in ("_", "(")) and text.lower() not in NOT_WORDS


def is_formula(text: str) -> bool:
    """Return whether a text begins with an operator, a method or a digit, and isn't a number or a date."""
    if text[:1] == "." or text[:2] in ("+ ", "< "):
        return text[1:2] == " " or (text[1:2].isalpha() and text.lower() not in (".inf", ".nan"))
    digits = text[text[:1] == "-" :]
    is_date = digits[:4].isdecimal() and digits[4:5] == "-"
    return text[:1] == "/" or (digits[:1].isdecimal() and not is_date and any(s in digits for s in " */("))


def a_symbol(text: str) -> str:
    """Return an id. Raises OtherForm for anything else."""
    if not is_words(text) or not all(word.isascii() and word.isalnum() for word in text.split("-")):
        raise OtherForm
    return text


FIELD = re.compile(
    r"""(\w+): ("(?:[^"\\]|\\["n])*"|'[^']*'|[^]["'{}:,#? ](?:[^][{}:,#?]*[^][{}:,#? ])?)(, |}$)"""
)
"""A field between braces: its name, its text, and what follows."""
SPELLING = {"id", "same_as"}
MISTAKE = {"id", "level", "severity", "edits", "say"}
EDIT = {"line", "change", "to", "within"}
REQUIRED = {"line", "to"}
TEXTS = {"line", "within"}
"""Fields of an edit that aren't blank, and of which spaces around them don't count."""
