"""nnprep explain and nnprep explain CARD-ID: the list of everything, and a card as a page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer


def card(
    card_id: Annotated[str, typer.Argument(metavar="CARD-ID")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    svg: Annotated[Path | None, typer.Option("--svg", help="Save the page as a picture.")] = None,
) -> None:
    """Show a card of the quiz as a page, its numbers proved, and what you did with it so far.

    Example: nnprep explain backprop-chain-rule
    """
    from nnprep.cli.content import sound_cards
    from nnprep.cli.explain.command import TOPICS
    from nnprep.content.library import cards_by_name
    from nnprep.errors import UnknownNameError

    cards = cards_by_name(sound_cards())
    if card_id not in cards:
        raise UnknownNameError("topic or card", card_id, [*TOPICS, *cards], next_step="nnprep explain")
    from nnprep.learner.stats.card_record import as_object, card_record

    found, record = cards[card_id], card_record(cards[card_id].id)
    if json:
        from nnprep.cli.output import show_json
        from nnprep.content.cards import as_facts
        from nnprep.lint.numbers import proof_fault
        from nnprep.nn.proof_calls import evaluate

        facts = as_facts(found) | {"path": found.path.name}
        for shown, proof in zip(facts["proof"], found.proof, strict=True):
            fault = proof_fault(proof.shown, proof.call)
            shown |= {"holds": not fault, "computed": None if fault else evaluate(proof.call)}
        show_json({"schema": "nnprep.card/1", "card": facts, "you": as_object(record)})
        return
    from nnprep.cli.explain.output import present
    from nnprep.screens.explain.card_record import record_lines
    from nnprep.screens.explain.pages import card_page

    # A picture is for others, whom the learner's own record does not concern.
    own = None if svg is not None else record
    present(lambda paper: [*card_page(found, paper), *record_lines(own, paper)], svg)


def overview(topics: Mapping[str, str], json: bool, svg: Path | None = None) -> None:
    """Show all topics and cards."""
    from nnprep.cli.content import sound_cards

    cards = sound_cards()
    if json:
        from nnprep.cli.output import show_json

        listed = [{"id": one.id, "topic": one.topic, "question": one.question} for one in cards]
        show_json({"schema": "nnprep.topics/1", "topics": topics, "cards": listed})
        return
    from nnprep.cli.explain.output import present
    from nnprep.screens.explain import pages

    present(lambda paper: pages.overview(topics, cards, paper), svg)
