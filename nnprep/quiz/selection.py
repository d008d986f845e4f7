"""What the learner asked for on the command line, and the deck that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nnprep.content.cards import Level
from nnprep.content.decks import Deck as Part
from nnprep.errors import UnknownNameError
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.schedule.deck import cram, deal_today, fitting
from nnprep.learner.schedule.due_cards import Deck
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from nnprep.content.askable import Askable
    from nnprep.learner.schedule.learner_state import LearnerState


class Wishes(NamedTuple):
    """What the learner asked for on the command line."""

    level: str | None = None
    topics: tuple[str, ...] = ()
    """Only these; none: all."""
    part: Part = Part.ALL
    traps: bool = False
    most: int | None = None
    """The maximum number of cards."""
    only: tuple[str, ...] = ()
    """Ids of the cards to ask, in this order, due or not; empty: all."""
    phrasing: int = 0
    """The wording of the first of them."""
    notice: str = ""
    """A message to show with it."""
    cram: bool = False
    confidence: bool = False
    suspended: bool = False
    """Only suspended cards."""

    @property
    def narrow(self) -> bool:
        """Whether there is any filter."""
        return bool(self.level or self.topics or self.traps or self.part is not Part.ALL)

    @property
    def kind(self) -> EventKind:
        """What a grade is written as."""
        return EventKind.PRACTICE if self.cram else EventKind.REVIEW


def wishes(
    *, level: str | None, topics: Sequence[str] | None, deck: str | None = None, **others: Any
) -> Wishes:
    """Return what was asked for; raises UnknownNameError for an unknown level or deck.

    Several topics may stand in one text, with commas between them.
    """
    if level is not None and level not in list(Level):
        raise UnknownNameError("level", level, list(Level), next_step="nnprep quiz --help")
    if deck is not None and deck not in list(Part):
        raise UnknownNameError("deck", deck, list(Part), next_step="nnprep quiz --help")
    each = [name.strip() for text in topics or () for name in text.split(",")]
    named = tuple(dict.fromkeys(name for name in each if name))
    return Wishes(level=level, topics=named, part=Part(deck) if deck else Part.ALL, **others)


def fitting_wishes(cards: Sequence[Askable], wishes: Wishes) -> tuple[Askable, ...]:
    """Return the cards that pass the filters. Raises UnknownNameError for a topic that no card has."""
    topics = dict.fromkeys(card.topic for card in cards)
    for topic in wishes.topics:
        if topic not in topics:
            raise UnknownNameError("topic", topic, topics, next_step="nnprep cards")
    level = Level(wishes.level) if wishes.level is not None else None
    return fitting(cards, level=level, topics=wishes.topics, traps=wishes.traps, part=wishes.part)


def chosen_deck(cards: Sequence[Askable], wishes: Wishes, state: LearnerState, now: datetime) -> Deck:
    """Return the cards to ask, in order. Raises UnknownNameError for a topic that no card has."""
    fit = fitting_wishes(cards, wishes)
    if wishes.only:
        chosen = {card.id: card for card in fit if not wishes.suspended or card.id in state.suspended}
        return Deck(due=tuple(chosen[name] for name in wishes.only if name in chosen), new=())
    if wishes.suspended:
        return Deck(due=tuple(card for card in fit if card.id in state.suspended)[: wishes.most], new=())
    if wishes.cram:
        return cram(fit, state, study_day(now), count=wishes.most)
    return deal_today(cards, state, now, only=fit if wishes.narrow else None, count=wishes.most)
