"""Reads questions/<topic>.yaml into cards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yaml import YAMLError
from yaml.nodes import Node, ScalarNode

from nnprep.content.cards import DEFAULT_SECONDS, Card, FollowUp, KeyPoint, Kind, Level, Proof, Source, Trap
from nnprep.content.yaml.strict import (
    REQUIRED,
    Fields,
    Loader,
    Page,
    flag,
    list_of,
    name,
    names,
    one_of,
    passage,
    text,
    texts,
    whole,
)
from nnprep.errors import Fault


def read_cards(path: Path) -> tuple[list[Card], list[Fault]]:
    """Return the valid cards of one topic file and every error in it."""
    page = Page(path)
    root = page.root()
    cards = [] if root is None else [read_card(page, item) for item in page.items(root, "cards")]
    return [card for card in cards if card is not None], page.faults


def read_source(path: Path, line: int, source: str) -> Card | None:
    """Return the card in some lines of a file, from `line` (counted from 1); None if there is an error in them."""
    try:
        root = Loader("\n" * (line - 1) + source).get_single_node()
    except (YAMLError, RecursionError, ValueError):
        return None
    page = Page(path)
    items = [] if root is None else page.items(root, "cards")
    card = read_card(page, items[0]) if len(items) == 1 else None
    return None if page.faults else card


def read_card(page: Page, node: Node) -> Card | None:
    """Read one card."""
    values = page.record(node, CARD, "a card", consistent)
    if values is None:
        return None
    trap = {field: values.pop(field) for field in TRAP}
    return Card(
        **values,
        trap=Trap(**trap) if values["kind"] is Kind.TRAP else None,
        path=page.path,
        line=node.start_mark.line + 1,
    )


def consistent(page: Page, node: Node, values: dict[str, Any]) -> None:
    """Check a card's topic against its file, and the fields of a trap against its kind."""
    topic, kind = values["topic"], values["kind"]
    if isinstance(topic, str) and topic != page.path.stem:
        page.fault(node, f"the topic is `{topic}`, but the file is {page.path.stem}.yaml")
    written = {key.value for key, _ in node.value if isinstance(key, ScalarNode)}
    for field in TRAP:
        if kind is Kind.TRAP and field not in written:
            page.fault(node, f"`{field}` is missing in a trap")
        if kind is Kind.QUESTION and field in written:
            page.fault(node, f"`{field}` is only for traps, and this card is a question")


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
key_points = list_of(KEY_POINT, KeyPoint, "a key point", "key points")
follow_ups = list_of(FOLLOW_UP, FollowUp, "a follow-up", "follow-ups")
proofs = list_of(PROOF, Proof, "a proof", "proofs")
sources = list_of(SOURCE, Source, "a source", "sources")
TRAP: Fields = {
    "claim": (text, None),
    "verdict": (flag, None),
    "tempting": (text, None),
    "why_wrong": (text, None),
}
CARD: Fields = {
    "id": (name, REQUIRED),
    "aliases": (names, ()),
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
