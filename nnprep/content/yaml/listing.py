"""Makes readers of lists whose entries are records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from yaml.nodes import Node

from nnprep.content.yaml.strict import Fields, Page

Entry = TypeVar("Entry")


def listed(
    fields: Fields, make: Callable[..., Entry], one: str, many: str
) -> Callable[[Page, Node], tuple[Entry | None, ...]]:
    """Return a reader of a list; an entry with a fault is None. `one` and `many` are what faults call the entries."""

    def read(page: Page, node: Node) -> tuple[Entry | None, ...]:
        found = [page.record(item, fields, one) for item in page.items(node, many)]
        return tuple([make(**values) if values else None for values in found])

    return read
