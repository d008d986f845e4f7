"""Where the fields of a card, an exercise or a mistake stand in their file; only what finds faults needs to know."""

from __future__ import annotations

from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from nnprep.content.yaml.strict import Page

Step = str | int
"""The name of a field, or the place of an item in a list, counted from 0."""


class Places:
    """The positions in one YAML file that was read without a fault."""

    def __init__(self, path: Path) -> None:
        self.root = Page(path).root()
        self.first = 1 if self.root is None else self.root.start_mark.line + 1
        """The line in which the file's only record begins."""
        self.lines = path.read_text(encoding="utf-8-sig").split("\n")

    def of(self, line: int, *steps: Step) -> tuple[int, int]:
        """Return line and column, from 1, of a field of the record that begins in `line`; of the nearest there is."""
        node = self._record(line)
        for step in steps:
            inner = None if node is None else child(node, step)
            if inner is None:
                break
            node = inner
        return (line, 1) if node is None else (node.start_mark.line + 1, node.start_mark.column + 1)

    def of_text(self, line: int, text: str, *steps: Step) -> tuple[int, int]:
        """Return where a text stands within a field; where the field stands if the text spans lines."""
        first, column = self.of(line, *steps)
        for number in range(first, len(self.lines) + 1):
            at = self.lines[number - 1].find(text, column - 1 if number == first else 0)
            if at >= 0:
                return number, at + 1
        return first, column

    def _record(self, line: int) -> Node | None:
        records = self.root.value if isinstance(self.root, SequenceNode) else [self.root]
        return next((record for record in records if record and record.start_mark.line + 1 == line), None)


def child(node: Node, step: Step) -> Node | None:
    """Return the node of a field or an item; None where there is none."""
    if isinstance(node, MappingNode):
        fields = {key.value: value for key, value in node.value if isinstance(key, ScalarNode)}
        found: Node | None = fields.get(step)
        return found
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: Node = node.value[step]
        return item
    return None
