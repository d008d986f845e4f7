"""Reads the cards of a quiz as late as possible: the first one at once, the others after it's on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnprep.content.card_index import find_headings
from nnprep.content.yaml.heading_reader import read_heading
from nnprep.quiz.selection import Wishes, chosen_deck

if TYPE_CHECKING:
    from datetime import datetime

    from nnprep.content.cards import Card
    from nnprep.errors import Fault
    from nnprep.learner.schedule.due_cards import Deck
    from nnprep.learner.schedule.learner_state import LearnerState
    from nnprep.quiz.session import Session


def open_deck(
    wishes: Wishes, standing: LearnerState, now: datetime, left_out: list[Fault]
) -> tuple[Deck, Card | None]:
    """Return the deck and its first card; the others may be headings, see `read_rest`.

    Errors in the learner's own content are added to `left_out`.
    """
    headings = find_headings()
    if headings is not None:
        deck = chosen_deck(headings, wishes, standing, now)
        if not deck.cards:
            return deck, None
        first = read_heading(next(heading for heading in headings if heading.id == deck.cards[0].id))
        if first is not None:
            return deck, first
    cards = read_cards(left_out)
    deck = chosen_deck(tuple(cards.values()), wishes, standing, now)
    return deck, cards[deck.cards[0].id] if deck.cards else None


def read_rest(session: Session, left_out: list[Fault]) -> Session:
    """Return the session with cards in place of headings. Raises ContentError for an error in the built-in cards.

    The learner's own cards that can't be read are skipped; their errors are added to `left_out`.
    """
    faults: list[Fault] = []
    cards = read_cards(faults)
    left_out[:] = faults
    return session._replace(queue=tuple(cards[card.id] for card in session.queue if card.id in cards))


def read_cards(left_out: list[Fault]) -> dict[str, Card]:
    """Return all cards by id."""
    from nnprep.content.library import load_cards  # the readers of all content; usually after the first card

    return {card.id: card for card in load_cards(left_out)}
