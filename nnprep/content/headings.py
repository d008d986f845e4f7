"""What a quiz must know of every card before it shows the first one, without parsing 300 kB of YAML for it.

Cards that are written as CONTRIBUTING shows (one list item a card, its `id` first, `kind`, `level` and `topic` on
lines of their own) are found by their first lines, and one card is then read by itself. A file in any other form is
for the strict reader, which also says what is wrong with it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from nnprep.content.cards import Card, Kind, Level
from nnprep.content.locate import QUESTIONS, content_roots, entries


class Heading(NamedTuple):
    """A card that was found and not read yet."""

    id: str
    kind: Kind
    level: Level
    topic: str
    path: Path
    line: int
    """The card's first line, counted from 1."""
    source: str
    """The card's lines."""


def find_headings() -> tuple[Heading, ...] | None:
    """Return the headings of all cards in the order of `load_cards`; None where only the strict reader can tell."""
    found: dict[str, Heading] = {}
    for root in content_roots():
        for path in entries(root / QUESTIONS):
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                return None
            cards = split(path, text)
            if cards is None or any(card.id in found for card in cards):
                return None
            found.update((card.id, card) for card in cards)
    return tuple(found.values())


def split(path: Path, text: str) -> list[Heading] | None:
    """Return the headings of one file, or None where it has another form."""
    starts = [match.start() for match in ITEM.finditer(text)]
    if path.suffix != ".yaml" or not starts or SIMPLE.match(text[: starts[0]]) is None:
        return None
    cards, line = [], text.count("\n", 0, starts[0]) + 1
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        source = text[start:end]
        fields = {match[1]: match[2] for match in FIELD.finditer(source)}
        try:
            cards.append(
                Heading(
                    id=fields["id"],
                    kind=Kind(fields["kind"]),
                    level=Level(fields["level"]),
                    topic=fields["topic"],
                    path=path,
                    line=line,
                    source=source,
                )
            )
        except (KeyError, ValueError):
            return None
        line += source.count("\n")
    return cards if len({card.id for card in cards}) == len(cards) else None


def read_heading(heading: Heading) -> Card | None:
    """Return the card of a heading, or None where the strict reader has something to say about it."""
    import yaml

    from nnprep.content.card_reader import card
    from nnprep.content.positions import Loader, Page

    try:
        root = Loader("\n" * (heading.line - 1) + heading.source).get_single_node()
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    page = Page(heading.path)
    items = [] if root is None else page.items(root, "cards")
    read = card(page, items[0]) if len(items) == 1 else None
    return None if page.faults else read


ITEM = re.compile(r"^- ", re.MULTILINE)
FIELD = re.compile(r"^(?:- |  )(id|kind|level|topic): +([\w-]+) *(?:#.*)?$", re.MULTILINE)
SIMPLE = re.compile(r"(?:(?:#.*)?\n)*\Z")
"""What may stand before the first card: comments and empty lines."""
