"""Strict YAML: every value has the type its field asks for, and every error its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from nnprep.content.roots import near
from nnprep.content.text_files import read_text
from nnprep.content.yaml import plain_values
from nnprep.errors import Fault, nearest_first

Closed = TypeVar("Closed", bound=StrEnum)
Entry = TypeVar("Entry")
Reader = TypeVar("Reader", bound=Callable[..., Any])
Read = Callable[["Page", Node], Any]
"""Turns a node into a value; if it can't, it reports an error and returns None."""

REQUIRED: Any = object()
"""In place of a default, for a required field."""

Fields = Mapping[str, tuple[Read, Any]]
"""The fields of a record: each with its reader and its default, or REQUIRED."""

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SYMBOL = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
ACCEPTS: dict[Read, Mapping[str, Any]] = {}
"""Reader -> the JSON Schema of what it accepts, for editors; the readers themselves never look at it."""
RECORDS: dict[Read, Fields] = {}
"""Reader of a list of records -> their fields."""


def accepts(schema: Mapping[str, Any]) -> Callable[[Reader], Reader]:
    """Return a decorator that notes what a reader accepts, as JSON Schema."""

    def note(read: Reader) -> Reader:
        ACCEPTS[read] = schema
        return read

    return note


TEXT: Mapping[str, Any] = {"type": "string", "pattern": r"\S"}
"""The schema of a text that isn't blank."""
ID: Mapping[str, Any] = {"type": "string", "pattern": rf"^\s*{NAME.pattern}\s*$"}


class Untyped:
    """Leaves plain scalars untyped: the readers know which type they need, and YAML's guesses are what they reject.

    This also saves two Python calls and several regular expressions per node.
    """

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        """Return no tag; an explicit tag in the file stays visible and is rejected."""
        return ""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Do nothing: only typed loaders need paths."""

    def ascend_resolver(self) -> None:
        """Do nothing: only typed loaders need paths."""


class PureLoader(
    Untyped, yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer
):
    """PyYAML's own parser, for installations without libyaml."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)
        yaml.composer.Composer.__init__(self)


Loader: Any = PureLoader
if yaml.__with_libyaml__:

    class FastLoader(Untyped, yaml.cyaml.CParser):  # type: ignore[name-defined, misc]
        """libyaml's parser: ten times faster."""

    Loader = FastLoader


class Page:
    """One YAML file that is being read, and the errors in it so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.near = near(path)
        self.faults: list[Fault] = []

    def root(self, loader: Any = None) -> Node | None:
        """Return the file's top node; None if it can't be read, and then an error says why."""
        text = read_text(self.path, self.faults)
        if text is None:
            return None
        try:
            if MAYBE_ANCHOR.search(text) and self._aliases(text, loader or Loader):
                return None
            node: Node | None = (loader or Loader)(text).get_single_node()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = ": ".join(part for part in (error.context, error.problem) if part)
            self.at(mark.line if mark else 0, mark.column if mark else 0, f"YAML: {said}")
        except yaml.YAMLError:
            place = UNPRINTABLE.search(text)
            before = text[: place.start() if place else 0]
            column = len(before) - before.rfind("\n") - 1
            self.at(before.count("\n"), column, "YAML: a character that is not allowed in a text file")
        except (RecursionError, ValueError):
            self.at(0, 0, "YAML: nested too deeply")
        else:
            if node is None:
                self.at(0, 0, "the file is empty")
            return node
        return None

    def _aliases(self, text: str, loader: Any) -> bool:
        """Report every anchor and alias; return whether there is an alias, which could make a file endless."""
        aliases = False
        parser = loader(text)
        while parser.check_event():
            event = parser.get_event()
            anchor = getattr(event, "anchor", None)
            if anchor is None:
                continue
            alias = isinstance(event, yaml.AliasEvent)
            aliases = aliases or alias
            sign = f"*{anchor}" if alias else f"&{anchor}"
            hint = "write the text out" if alias else "remove it"
            message = (
                f"`{sign}` is a YAML {'alias' if alias else 'anchor'}: {hint}, or quote it if it is text"
            )
            self.at(event.start_mark.line, event.start_mark.column, message)
        return aliases

    def at(self, line: int, column: int, message: str) -> None:
        """Report an error; line and column count from 0, as YAML's marks do."""
        self.faults.append(Fault(self.near, line + 1, column + 1, message))

    def fault(self, node: Node, message: str) -> Any | None:
        """Report an error at a node; return None, so that a reader can return it."""
        self.at(node.start_mark.line, node.start_mark.column, message)
        return None

    def record(
        self,
        node: Node,
        fields: Fields,
        what: str,
        rule: Callable[[Page, Node, dict[str, Any]], None] | None = None,
    ) -> dict[str, Any] | None:
        """Read a mapping with exactly these fields; None if anything in it is invalid.

        A `rule` compares fields with each other. It is called even if a field is invalid (None) or missing
        (REQUIRED), so that all errors are reported together.
        """
        if not isinstance(node, MappingNode) or node.tag:
            return self.fault(node, f"expected {what} (a mapping), got {describe(node)}")
        faults = len(self.faults)
        values: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            field = fields.get(name)
            if field is None:
                nearest = "`, `".join(nearest_first(name, fields)[:3])
                self.fault(key, f"unknown field `{name}` in {what}: the nearest valid ones are `{nearest}`")
            elif name in values:
                self.fault(key, f"duplicate field `{name}` in {what}")
            elif field[1] == () and isinstance(value, SequenceNode) and not value.value:
                values[name] = ()  # `wrong: []` spells out the default
            else:
                values[name] = field[0](self, value)
        for name, (_, default) in fields.items():
            if name not in values:
                values[name] = default
                if default is REQUIRED:
                    self.fault(node, f"`{name}` is missing in {what}")
        if rule is not None:
            rule(self, node, values)
        return values if len(self.faults) == faults else None

    def items(self, node: Node, what: str) -> list[Node]:
        """Return the nodes of a list; none, and an error, if it's not a list or an empty one."""
        if not isinstance(node, SequenceNode) or node.tag:
            self.fault(node, f"expected a list of {what}, got {describe(node)}")
            return []
        if not node.value:
            self.fault(node, f"expected a list of {what}, got an empty one")
        return node.value  # type: ignore[no-any-return]


@accepts(TEXT)
def text(page: Page, node: Node) -> str | None:
    """Read a text that isn't blank; numbers, truth values and dates must be quoted to be text."""
    if isinstance(node, ScalarNode) and not node.tag:
        value: str = node.value
        if not node.style and len(value) < 40 and NOT_TEXT.fullmatch(value):
            return page.fault(node, f"YAML doesn't read `{value}` as text: put it in quotes")
        stripped = value.strip()
        if stripped:
            return stripped
        return page.fault(node, "expected text, got an empty string")
    hint = "; put text that contains `: ` in quotes" if isinstance(node, MappingNode) else ""
    return page.fault(node, f"expected text, got {describe(node)}{hint}")


@accepts({"type": "string"})
def exact_text(page: Page, node: Node) -> str | None:
    """Read a text unchanged, spaces included; in quotes it may be empty."""
    if isinstance(node, ScalarNode) and not node.tag and node.style and not node.value.strip():
        return str(node.value)
    return None if text(page, node) is None else node.value.rstrip("\n")


@accepts(TEXT)
def passage(page: Page, node: Node) -> str | None:
    """Read a text of several paragraphs; indented lines keep their indentation."""
    return None if text(page, node) is None else node.value.strip("\n").rstrip()


@accepts({"type": "array", "items": TEXT, "minItems": 1})
def texts(page: Page, node: Node) -> tuple[str | None, ...]:
    """Read a list of at least one text."""
    return tuple([text(page, item) for item in page.items(node, "texts")])


@accepts(ID)
def name(page: Page, node: Node) -> str | None:
    """Read an id: lower-case words joined by hyphens."""
    value = text(page, node)
    if value is not None and not NAME.fullmatch(value):
        return page.fault(
            node, f"`{value}` is not a valid id: use lower-case letters, digits and single hyphens"
        )
    return value


@accepts({"type": "string", "pattern": rf"^\s*{SYMBOL.pattern}\s*$"})
def symbol_name(page: Page, node: Node) -> str | None:
    """Read the id of a mistake, in which names of arrays keep their capitals (`no-mean-dW2`)."""
    value = text(page, node)
    if value is not None and not SYMBOL.fullmatch(value):
        return page.fault(node, f"`{value}` is not a valid id: use letters, digits and single hyphens")
    return value


@accepts({"type": "array", "items": ID, "minItems": 1})
def names(page: Page, node: Node) -> tuple[str | None, ...]:
    """Read a list of ids."""
    return tuple([name(page, item) for item in page.items(node, "ids")])


@accepts({"type": "integer", "minimum": 1, "maximum": 999_999_999})
def whole(page: Page, node: Node) -> int | None:
    """Read a positive whole number."""
    if isinstance(node, ScalarNode) and not node.tag and not node.style and WHOLE.fullmatch(node.value):
        return int(node.value)
    return page.fault(node, f"expected a positive whole number, got {unquoted(node)}")


@accepts({"type": "boolean"})
def flag(page: Page, node: Node) -> bool | None:
    """Read `true` or `false`."""
    if isinstance(node, ScalarNode) and not node.tag and not node.style and node.value in ("true", "false"):
        return bool(node.value == "true")
    return page.fault(node, f"expected true or false, got {unquoted(node)}")


def one_of(kind: type[Closed]) -> Read:
    """Return a reader of one of the values of an enum."""
    words: dict[str, Closed] = {word.value: word for word in kind}

    def read(page: Page, node: Node) -> Closed | None:
        value = node.value if isinstance(node, ScalarNode) and not node.tag else None
        if value in words:
            return words[value]
        valid = ", ".join(words) if value is None else ", ".join(nearest_first(value, words))
        return page.fault(node, f"expected one of {valid}, got {describe(node)}")

    ACCEPTS[read] = {"enum": list(words)}
    return read


def list_of(
    fields: Fields, make: Callable[..., Entry], one: str, many: str
) -> Callable[[Page, Node], tuple[Entry | None, ...]]:
    """Return a reader of a list of records; an invalid one is None. `one` and `many` name them in messages."""

    def read(page: Page, node: Node) -> tuple[Entry | None, ...]:
        records = [page.record(item, fields, one) for item in page.items(node, many)]
        return tuple([make(**values) if values else None for values in records])

    RECORDS[read] = fields
    return read


def unquoted(node: Node) -> str:
    """Say what a node is, and what to do if it would be right without its quotes."""
    quoted = isinstance(node, ScalarNode) and node.style in ("'", '"')
    return f"{describe(node)}: remove the quotes" if quoted else describe(node)


def describe(node: Node) -> str:
    """Say in a few words what a node is; quotes are shown, since they can be what's wrong."""
    if node.tag:
        return f"the tag {node.tag}"
    if isinstance(node, ScalarNode):
        value = node.value if len(node.value) <= 40 else node.value[:39] + "…"
        quote = node.style if node.style in ("'", '"') else ""
        return f"{quote}{value}{quote} in quotes" if quote else f"`{value}`" if value.strip() else "nothing"
    return "a list" if isinstance(node, SequenceNode) else "a mapping"


MAYBE_ANCHOR = re.compile(r"[&*](?=[^\s&*])(?<![^\s\[{,].)")
WHOLE = re.compile(r"[1-9][0-9]{0,8}")
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_TEXT = re.compile(plain_values.NOT_TEXT, re.IGNORECASE)
