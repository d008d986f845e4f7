"""docs/coverage.md: which card answers what interviewers ask; `python -m tests.readme` writes it.

The topics are those of docs/topics.txt. Cards that no topic names are listed below them, so that none is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from nnprep.content.cards import Card
from nnprep.content.decks import in_words, place
from nnprep.content.library import read_all_cards
from nnprep.content.roots import built_in

DOCS = Path(__file__).resolve().parent.parent / "docs"
TOPICS = DOCS / "topics.txt"
PAGE = DOCS / "coverage.md"


class Asked(NamedTuple):
    """What interviewers ask about."""

    part: str
    topic: str
    ids: tuple[str, ...]
    """The cards that answer it, the best first."""


def asked() -> list[Asked]:
    """Return every topic of docs/topics.txt, in order."""
    part, rows = "", []
    for line in TOPICS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            topic, _, ids = line.partition(" | ")
            rows.append(Asked(part, topic, tuple(ids.split())))
    return rows


def built_in_cards() -> dict[str, Card]:
    """Return the built-in cards by id."""
    return {card.id: card for card in read_all_cards([built_in()])[0]}


def page() -> str:
    """Return the page as it should be."""
    cards, topics = built_in_cards(), asked()
    answered = [each for each in topics if each.ids[0] in cards]
    lines = [
        "# Coverage",
        "",
        INTRODUCTION.format(answered=len(answered), topics=len(topics), cards=len(cards)),
    ]
    for part in dict.fromkeys(each.part for each in topics):
        lines += ["", f"## {part}", "", "| asked about | card | its question |", "|---|---|---|"]
        lines += [row for each in topics if each.part == part for row in rows_of(each, cards)]
    named = {id for each in topics for id in each.ids}
    others = sorted((card for card in cards.values() if card.id not in named), key=order)
    lines += ["", "## More cards", "", "Most of these are traps about the topics above.", ""]
    lines += ["| card | topic | its question |", "|---|---|---|"]
    lines += [f"| `{card.id}` | {in_words(card.topic)} | {cell(card)} |" for card in others]
    return "\n".join(lines) + "\n"


def rows_of(each: Asked, cards: Mapping[str, Card]) -> list[str]:
    """Return a row for each card that answers a topic; one that says so if none does."""
    known = [cards[id] for id in each.ids if id in cards]
    if not known:
        return [f"| {each.topic} | no card yet | |"]
    first, *rest = [f"`{card.id}` | {cell(card)} |" for card in known]
    return [f"| {each.topic} | {first}", *(f"| | {other}" for other in rest)]


def order(card: Card) -> tuple[int, str]:
    """Sort key: the order of learning, then the id."""
    return place(card.topic), card.id


def cell(card: Card) -> str:
    """Return a card's question for a table."""
    return " ".join(card.question.split()).replace("|", "\\|")


INTRODUCTION = """\
What interviewers ask about neural networks, and which card answers it. {cards} cards answer {answered} of {topics}
topics. `nnprep explain CARD` shows a card, and `nnprep find WORDS` looks for one. The topics are in
[topics.txt](topics.txt); `python -m tests.readme` writes this page."""
