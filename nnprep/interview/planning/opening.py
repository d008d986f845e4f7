"""The beginning of a plan: its parts and its first question, with no more than that takes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from nnprep.interview.agenda import Agenda, Item
from nnprep.interview.planning.cards import WARM_UP, Choice, chosen_cards
from nnprep.interview.planning.parts import empty_slots

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.content.cards import Card

COUNT = 2
"""Questions of the warm-up."""


def warm_up_cards(cards: Sequence[Askable], choice: Choice, seed: int) -> list[str]:
    """Return the ids of the cards that warm up."""
    rng = Random(f"{seed} warm-up")
    return [card.id for card in chosen_cards(cards, COUNT, choice, WARM_UP[choice.level], rng)]


def opening(choice: Choice, minutes: int, seed: int, date: str, first: Card) -> Agenda:
    """Return an agenda with nothing but its parts and its first question, which is not judged yet."""
    slots = empty_slots(choice.level, minutes)
    item = Item(
        subject=first.id,
        topic=first.topic,
        asked=wording(first, seed),
        target_seconds=first.target_seconds,
    )
    return Agenda(
        level=str(choice.level),
        minutes=minutes,
        seed=seed,
        focus=choice.focus,
        date=date,
        slots=(slots[0]._replace(items=(item,)), *slots[1:]),
    )


def wording(card: Card, seed: int) -> str:
    """Return one of a card's questions."""
    return Random(f"{seed} {card.id}").choice((card.question, *card.phrasings))
