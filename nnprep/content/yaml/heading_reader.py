"""Reads one card of a file without the others."""

from __future__ import annotations

import yaml

from nnprep.content.card_index import Heading
from nnprep.content.cards import Card
from nnprep.content.yaml.card_reader import read_card
from nnprep.content.yaml.strict import Loader, Page


def read_heading(heading: Heading) -> Card | None:
    """Return the card of a heading; None if the strict reader would report an error in it."""
    try:
        root = Loader("\n" * (heading.line - 1) + heading.source).get_single_node()
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    page = Page(heading.path)
    items = [] if root is None else page.items(root, "cards")
    card = read_card(page, items[0]) if len(items) == 1 else None
    return None if page.faults else card
