"""Reads one card of a file without the others, and without PyYAML if it can be: the first card waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnprep.content.cards import (
    DEFAULT_SECONDS,
    Card,
    KeyPoint,
    Kind,
    Level,
    Proof,
    Source,
    Trap,
)
from nnprep.content.yaml.plain_fields import (
    Read,
    a_flag,
    a_name,
    a_number,
    a_text,
    all_of,
    fields_of,
    follow_ups,
    record,
)
from nnprep.content.yaml.plain_values import plain_values

if TYPE_CHECKING:
    from nnprep.content.card_index import Heading


def read_heading(heading: Heading) -> Card | None:
    """Return the card of a heading; None if the strict reader would report an error in it."""
    card = plain_card(heading)
    if card is not None:
        return card
    # Only a card in an unusual form, or with an error, takes the strict reader.
    from nnprep.content.yaml.card_reader import read_source

    return read_source(heading.path, heading.line, heading.source)


def plain_card(heading: Heading) -> Card | None:
    """Return the card of a heading; None if only the strict reader can read it."""
    try:
        (values,) = plain_values(heading.source.rstrip("\n") + "\n")
        read = fields_of(values, FIELDS, DEFAULTS)
        trap = {name: read.pop(name) for name in TRAP if name in read}
        card = Card(
            **{**DEFAULTS, "target_seconds": DEFAULT_SECONDS, **read},
            trap=Trap(**trap) if trap else None,
            path=heading.path,
            line=heading.line,
        )
    except (AttributeError, ValueError, TypeError, LookupError):
        return None
    return card if bool(trap) == (card.kind is Kind.TRAP) and card.topic == heading.path.stem else None


TRAP: dict[str, Read] = {"claim": a_text, "verdict": a_flag, "tempting": a_text, "why_wrong": a_text}
names, texts = all_of(a_name), all_of(a_text)
DEFAULTS: dict[str, Any] = dict.fromkeys(
    ("aliases", "narrower", "follow_ups", "wrong", "proof", "see", "practise", "sources"), ()
)
FIELDS: dict[str, Read] = {
    "id": a_name,
    "aliases": names,
    "kind": Kind,
    "level": Level,
    "topic": a_name,
    "tags": names,
    "question": a_text,
    "phrasings": texts,
    "narrower": texts,
    **TRAP,
    "quick_answer": a_text,
    "answer": a_text,
    "key_points": all_of(
        record(KeyPoint, {"say": a_text, "must": a_flag, "cues": texts}, optional=("must",))
    ),
    "follow_ups": follow_ups,
    "wrong": texts,
    "proof": all_of(record(Proof, {"shown": a_text, "call": a_text, "says": a_text})),
    "see": names,
    "practise": texts,
    "target_seconds": a_number,
    "sources": all_of(
        record(
            Source,
            {
                "authors": a_text,
                "year": a_number,
                "title": a_text,
                "venue": a_text,
                "arxiv": a_text,
                "doi": a_text,
                "url": a_text,
            },
            optional=("venue", "arxiv", "doi", "url"),
        )
    ),
}
