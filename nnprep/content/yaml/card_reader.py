"""Reads questions/<topic>.yaml into cards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yaml.nodes import Node, ScalarNode

from nnprep.content.cards import Card, FollowUp, KeyPoint, Kind, Level, Proof, Source, Trap
from nnprep.content.yaml.strict import (
    REQUIRED,
    Fields,
    Page,
    flag,
    listed,
    name,
    names,
    one_of,
    passage,
    text,
    texts,
    whole,
)
from nnprep.errors import Fault

DEFAULT_SECONDS = 60
"""How long an answer said aloud takes where a card does not say."""


def read_cards(path: Path) -> tuple[list[Card], list[Fault]]:
    """Return the cards of one topic file and every fault in it; a card with a fault is left out."""
    page = Page(path)
    root = page.root()
    cards = [] if root is None else [card(page, item) for item in page.items(root, "cards")]
    return [each for each in cards if each is not None], page.faults


def card(page: Page, node: Node) -> Card | None:
    """Read one card."""
    values = page.record(node, CARD, "a card", consistent)
    if values is None:
        return None
    trap = {field: values.pop(field) for field in TRAP}
    wanted = values["kind"] is Kind.TRAP
    return Card(
        **values, trap=Trap(**trap) if wanted else None, path=page.path, line=node.start_mark.line + 1
    )


def consistent(page: Page, node: Node, values: dict[str, Any]) -> None:
    """Hold a card's topic against its file, and the fields of a trap against its kind."""
    topic, kind = values["topic"], values["kind"]
    if isinstance(topic, str) and topic != page.path.stem:
        page.fault(node, f"the topic is `{topic}`, but the file is {page.path.stem}.yaml")
    written = {key.value for key, _ in node.value if isinstance(key, ScalarNode)}
    for field in TRAP:
        if kind is Kind.TRAP and field not in written:
            page.fault(node, f"`{field}` is missing in a trap")
        if kind is Kind.QUESTION and field in written:
            page.fault(node, f"`{field}` stands in a question, but only traps have it")


KEY_POINT: Fields = {"say": (text, REQUIRED), "must": (flag, False), "cues": (texts, REQUIRED)}
FOLLOW_UP: Fields = {"question": (text, REQUIRED), "answer": (text, REQUIRED)}
PROOF: Fields = {"shown": (text, REQUIRED), "call": (text, REQUIRED), "says": (text, REQUIRED)}
SOURCE: Fields = {
    "authors": (text, REQUIRED),
    "year": (whole, REQUIRED),
    "title": (text, REQUIRED),
    "venue": (text, ""),
    "arxiv": (text, ""),
    "doi": (text, ""),
    "url": (text, ""),
}
key_points = listed(KEY_POINT, KeyPoint, "a key point", "key points")
follow_ups = listed(FOLLOW_UP, FollowUp, "a follow-up", "follow-ups")
proofs = listed(PROOF, Proof, "a proof", "proofs")
sources = listed(SOURCE, Source, "a source", "sources")
TRAP: Fields = {
    "claim": (text, None),
    "verdict": (flag, None),
    "tempting": (text, None),
    "why_wrong": (text, None),
}
CARD: Fields = {
    "id": (name, REQUIRED),
    "kind": (one_of(Kind), REQUIRED),
    "level": (one_of(Level), REQUIRED),
    "topic": (name, REQUIRED),
    "tags": (names, REQUIRED),
    "question": (text, REQUIRED),
    "phrasings": (texts, REQUIRED),
    "narrower": (texts, ()),
    **TRAP,
    "quick_answer": (text, REQUIRED),
    "answer": (passage, REQUIRED),
    "key_points": (key_points, REQUIRED),
    "follow_ups": (follow_ups, ()),
    "wrong": (texts, ()),
    "proof": (proofs, ()),
    "see": (names, ()),
    "practise": (texts, ()),
    "target_seconds": (whole, DEFAULT_SECONDS),
    "sources": (sources, ()),
}
