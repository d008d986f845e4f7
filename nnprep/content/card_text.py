"""The words of every card, to be searched: taken from its lines, because parsing all cards takes longer than a search.

A card that was read gives the same texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nnprep.content.card_index import Heading
from nnprep.content.cards import Card, Kind, Level
from nnprep.named_tuple import NamedTuple


class CardText(NamedTuple):
    """What a search compares of one card; punctuation of YAML may be left in the texts."""

    id: str
    kind: Kind
    level: Level
    topic: str
    tags: tuple[str, ...]
    wordings: tuple[str, ...]
    """The question, its phrasings and the narrower ones, in this order."""
    phrasings: int
    """How many of them the quiz may ask: the question and its phrasings."""
    body: str
    """What the card answers, without its full answer: the claim, the quick answer, the key points, the follow-ups."""


def text_of_card(card: Card) -> CardText:
    """Return the texts of a card that was read."""
    trap = (card.trap.claim, card.trap.tempting) if card.trap else ()
    follow_ups = [each.question for each in card.follow_ups]
    return CardText(
        id=card.id,
        kind=card.kind,
        level=card.level,
        topic=card.topic,
        tags=card.tags,
        wordings=(card.question, *card.phrasings, *card.narrower),
        phrasings=1 + len(card.phrasings),
        body=" ".join([*trap, card.quick_answer, *(point.say for point in card.key_points), *follow_ups]),
    )


def text_of_heading(heading: Heading) -> CardText:
    """Return the texts of a card that wasn't read."""
    fields = dict(blocks(heading.source))
    phrasings = items(fields.get("phrasings", ""))
    body = [fields.get(name, "") for name in ("claim", "tempting", "quick_answer")]
    body += [text for name in ("key_points", "follow_ups") for text in SAID.findall(fields.get(name, ""))]
    return CardText(
        id=heading.id,
        kind=heading.kind,
        level=heading.level,
        topic=heading.topic,
        tags=tuple(re.findall(r"[\w-]+", fields.get("tags", ""))),
        wordings=(folded(fields.get("question", "")), *phrasings, *items(fields.get("narrower", ""))),
        phrasings=1 + len(phrasings),
        body=" ".join(body),
    )


def blocks(source: str) -> Iterable[tuple[str, str]]:
    """Yield each field of a card: its name, and its lines as they are."""
    _, *parts = FIELD.split(source)
    return zip(parts[::2], parts[1::2], strict=True)


def items(block: str) -> tuple[str, ...]:
    """Return the items of a list of texts."""
    _, *parts = block.split(ITEM)
    return tuple(map(folded, parts))


def folded(text: str) -> str:
    """Return a scalar on one line, without what YAML puts around it."""
    words = " ".join(text.split())
    for mark in (">- ", "> ", "| ", "|- "):
        words = words.removeprefix(mark)
    if words[:1] == words[-1:] == '"' and len(words) > 1:
        return words[1:-1].replace('\\"', '"')
    if words[:1] == words[-1:] == "'" and len(words) > 1:
        return words[1:-1].replace("''", "'")
    return words


FIELD = re.compile(r"\n  (\w+):")
ITEM = "\n    - "
SAID = re.compile(r"(?m)^(?:    - |      )(?:say|question): (.*(?:\n {8,}.*)*)")
"""A key point, or the question of a follow-up."""
