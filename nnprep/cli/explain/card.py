"""`nnprep explain` and `nnprep explain CARD-ID`: the list of topics and cards, and a card as a page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from nnprep.answers.card_search import Catalogue, found_for, is_sure
from nnprep.cli.content import valid_cards
from nnprep.cli.explain.reader import Reader
from nnprep.cli.explain.topics import TOPICS
from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import is_unbounded, show_json, show_page
from nnprep.cli.reading.pages import show
from nnprep.content.card_text import text_of_card
from nnprep.content.cards import Card, as_facts
from nnprep.content.library import cards_by_name
from nnprep.errors import UnknownNameError, nearest
from nnprep.learner.stats.card_record import as_object, card_record
from nnprep.lint.numbers import proof_fault
from nnprep.nn.proof_calls import evaluate
from nnprep.screens.explain import cards as pages
from nnprep.screens.explain.cards import record_lines
from nnprep.screens.find import instead_lines, reason
from nnprep.terminal.keyboard.open import is_live
from nnprep.terminal.layout import Line, Paper

ID, SLIP = 0.5, 0.8
"""How like a name must be for what was typed to be an error in it: words with hyphens, and a single word."""


def card(
    words: Annotated[list[str], typer.Argument(metavar="CARD-ID", help="A card, or words to find cards by.")],
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Show a card of the quiz as a page, with its numbers verified and your answers so far.

    In a terminal, long pages scroll, and a number opens the linked card of that number. Any other words list the
    cards about them.

    Examples: nnprep explain backprop-chain-rule, nnprep explain dying relu
    """
    cards, card_id = cards_by_name(valid_cards()), " ".join(words)
    if card_id not in cards:
        instead(card_id, cards, json, svg, force=force)
        return
    chosen, record = cards[card_id], card_record(cards[card_id].id)
    if json:
        show_json({"schema": "nnprep.card/1", "card": verified_facts(chosen), "you": as_object(record)})
        return
    if svg is None and is_live():
        Reader(cards, page_with_record).read_card(chosen)
        return
    # A picture is for others: the learner's own record is left out.
    own = None if svg is not None else record
    show_page(lambda paper: [*pages.card_page(chosen, paper), *record_lines(own, paper)], svg, force=force)


def instead(name: str, cards: Mapping[str, Card], json: bool, svg: Path | None, *, force: bool) -> None:
    """Show the cards that are about some words; raises UnknownNameError for a slip in a name and for no card."""
    names = [*TOPICS, *cards]
    is_slip = " " not in name and nearest(name, names, ID if "-" in name else SLIP)
    by_id = {card.id: card for card in cards.values()}
    found = () if is_slip else found_for(name, Catalogue(tuple(map(text_of_card, by_id.values()))))
    if not found:
        raise UnknownNameError("topic or card", name, names, next_step="nnprep explain")
    sure = is_sure(found)
    if json:
        rows = [{"id": each.id, "question": each.text.wordings[0], "why": reason(each)} for each in found]
        show_json({"schema": "nnprep.found/1", "words": name, "sure": sure, "cards": rows})
    elif svg is None and is_live():
        choice = [by_id[each.id] for each in found]
        Reader(cards, page_with_record).choose(
            choice, lambda paper: instead_lines(name, found, paper, sure=sure, numbered=True)
        )
    else:
        show_page(
            lambda paper: instead_lines(name, found, paper, sure=sure, numbered=False), svg, force=force
        )


def page_with_record(card: Card, paper: Paper) -> list[Line]:
    """Return a card as a page, with the learner's record of it and without what it points to."""
    return [*pages.card_page(card, paper, see=False), *record_lines(card_record(card.id), paper)]


def verified_facts(card: Card) -> dict[str, Any]:
    """Return a card as JSON, with each of its numbers computed and compared."""
    facts: dict[str, Any] = as_facts(card) | {"path": card.path.name}
    for shown, proof in zip(facts["proof"], card.proof, strict=True):
        fault = proof_fault(proof.shown, proof.call)
        shown |= {"holds": not fault, "computed": None if fault else evaluate(proof.call)}
    return facts


def overview(json: bool, svg: Path | None, *, force: bool) -> None:
    """Show all topics and cards."""
    cards = valid_cards()
    if json:
        rows = [{"id": each.id, "topic": each.topic, "question": each.question} for each in cards]
        show_json({"schema": "nnprep.topics/1", "topics": TOPICS, "cards": rows})
    else:
        flat = svg is None and is_unbounded()
        show(lambda paper: pages.overview(TOPICS, cards, paper, flat=flat), svg, force=force)
