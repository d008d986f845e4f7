"""Finds the line and column of a field of a card, an exercise or a mistake; only error messages need them."""

from __future__ import annotations

import re
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from nnprep.content.roots import read_plain
from nnprep.content.yaml.strict import Page

Step = str | int
"""The name of a field, or the index of an item in a list, counted from 0."""


class Locations:
    """The positions in one valid YAML file."""

    def __init__(self, path: Path) -> None:
        self.root = Page(path).root()
        self.first = 1 if self.root is None else self.root.start_mark.line + 1
        """The line on which the file's only record begins."""
        self.lines = read_plain(path).split("\n")

    def of(self, line: int, *steps: Step) -> tuple[int, int]:
        """Return line and column, from 1, of a field of the record that begins on `line`.

        If the field is absent, those of the nearest field around it.
        """
        records = self.root.value if isinstance(self.root, SequenceNode) else [self.root]
        record = next((record for record in records if record and record.start_mark.line + 1 == line), None)
        if record is None:
            return line, 1
        mark = descendant(record, *steps).start_mark
        return mark.line + 1, mark.column + 1

    def of_text(self, line: int, text: str, *steps: Step) -> tuple[int, int]:
        """Return where a text begins within a field, on one line or several; if it is not found, where the field does.

        A field is written as it is read, except for line breaks; in quotes it may not be, and then it isn't found.
        """
        first, column = self.of(line, *steps)
        written = "\n".join(self.lines[first - 1 :])
        words = re.compile(r"\s+".join(re.escape(word) for word in text.split()))
        place = words.search(written, column - 1) if text else None
        if place is None:
            return first, column
        above = written.count("\n", 0, place.start())
        return first + above, place.start() - written.rfind(
            "\n", 0, place.start()
        ) if above else place.start() + 1


def descendant(node: Node, *steps: Step) -> Node:
    """Return the node that these steps lead to from `node`, as far as there is one."""
    for step in steps:
        if isinstance(node, MappingNode):
            fields = {key.value: value for key, value in node.value if isinstance(key, ScalarNode)}
            inner = fields.get(step)
        else:
            inner = node.value[step] if isinstance(step, int) and step < len(node.value) else None
        if not isinstance(inner, Node):
            break
        node = inner
    return node
