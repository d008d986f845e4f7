"""What a quiz needs to know of every card before it shows the first one, without parsing 300 kB of YAML.

Cards that are written as CONTRIBUTING shows (one list item per card, its `id` first, `kind`, `level` and `topic` on
lines of their own) are recognized by their first lines, and each card can then be read by itself. A file in any other
form is left to the strict reader, which also says what's wrong with it.
"""

from __future__ import annotations

import re
from pathlib import Path

from nnprep.content.cards import Kind, Level
from nnprep.content.roots import QUESTIONS, content_roots, entries, read_plain
from nnprep.named_tuple import NamedTuple


class Heading(NamedTuple):
    """A card that hasn't been read yet."""

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
    """Return the headings of all cards in the order of `load_cards`; None if that takes the strict reader."""
    headings: dict[str, Heading] = {}
    for root in content_roots():
        for path in entries(root / QUESTIONS):
            try:
                text = read_plain(path)
            except (OSError, UnicodeDecodeError):
                return None
            cards = split(path, text)
            if cards is None or any(card.id in headings for card in cards):
                return None
            headings.update((card.id, card) for card in cards)
    return tuple(headings.values())


def split(path: Path, text: str) -> list[Heading] | None:
    """Return the headings of one file; None if it has another form."""
    before, *items = ("\n" + text).split("\n- ")
    if path.suffix != ".yaml" or any(row and row[0] != "#" for row in before.split("\n")):
        return None
    cards, line = [], before.count("\n") + 1
    for item in items:
        fields = dict(FIELD.findall("\n".join(item.split("\n", HEAD)[:HEAD])))
        try:
            cards.append(
                Heading(
                    id=fields["id"],
                    kind=Kind(fields["kind"]),
                    level=Level(fields["level"]),
                    topic=fields["topic"],
                    path=path,
                    line=line,
                    source=f"- {item}\n",
                )
            )
        except (KeyError, ValueError):
            return None
        line += item.count("\n") + 1
    simple = all(card.topic == path.stem and card.id.replace("-", "").isalnum() for card in cards)
    return cards if cards and simple and len({card.id for card in cards}) == len(cards) else None


FIELD = re.compile(r"(?m)^ *(id|kind|level|topic): +([\w-]+) *(?: #.*)?$")
HEAD = 6
"""Lines at the top of a card among which its id, kind, level and topic must be."""
