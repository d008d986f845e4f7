"""Which cards a quiz asks, as the learner wished on the command line; read as late as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nnprep.errors import UnknownNameError
from nnprep.learner.history.events import EventKind, study_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nnprep.content.askable import Askable
    from nnprep.content.cards import Card
    from nnprep.errors import Fault
    from nnprep.learner.schedule.deck import Deck
    from nnprep.learner.schedule.learner_state import Standing
    from nnprep.quiz.session import Session


class Wishes(NamedTuple):
    """What the learner asked for on the command line."""

    level: str | None = None
    topic: str | None = None
    traps: bool = False
    most: int | None = None
    """How many cards at most."""
    only: tuple[str, ...] = ()
    """Ids of the cards to ask, in this order, due or not; empty: all."""
    phrasing: int = 0
    """In which wording the first of them is asked."""
    notice: str = ""
    """What to say before it."""
    cram: bool = False
    confidence: bool = False
    suspended: bool = False
    """Only cards that were put away."""

    @property
    def narrow(self) -> bool:
        """Whether only some cards are wanted."""
        return bool(self.level or self.topic or self.traps)

    @property
    def kind(self) -> EventKind:
        """What a grade is written as."""
        return EventKind.PRACTICE if self.cram else EventKind.REVIEW


def fitting_wishes(cards: Sequence[Askable], wishes: Wishes) -> tuple[Askable, ...]:
    """Return the cards that fit the filters; raises UnknownNameError for a topic that no card has."""
    from nnprep.content.cards import Level
    from nnprep.learner.schedule.deck import fitting

    topics = dict.fromkeys(card.topic for card in cards)
    if wishes.topic is not None and wishes.topic not in topics:
        raise UnknownNameError("topic", wishes.topic, topics, next_step="nnprep quiz --help")
    level = Level(wishes.level) if wishes.level is not None else None
    return fitting(cards, level=level, topic=wishes.topic, traps=wishes.traps)


def chosen_deck(cards: Sequence[Askable], wishes: Wishes, standing: Standing, now: datetime) -> Deck:
    """Return the cards to ask; raises UnknownNameError for a topic that no card has."""
    from nnprep.learner.schedule.deck import Deck, cram, deal_today

    fit = fitting_wishes(cards, wishes)
    if wishes.only:
        chosen = {card.id: card for card in fit if not wishes.suspended or card.id in standing.suspended}
        return Deck(due=tuple(chosen[name] for name in wishes.only if name in chosen), new=())
    if wishes.suspended:
        return Deck(due=tuple(card for card in fit if card.id in standing.suspended)[: wishes.most], new=())
    if wishes.cram:
        return cram(fit, standing, study_day(now), count=wishes.most)
    return deal_today(cards, standing, now, only=fit if wishes.narrow else None, count=wishes.most)


def open_deck(
    wishes: Wishes, standing: Standing, now: datetime, left_out: list[Fault]
) -> tuple[Deck, Card | None]:
    """Return the cards to ask and the first of them, read; the others may be headings, see `read_rest`.

    Faults of one's own content are added to `left_out`.
    """
    from nnprep.content.card_index import find_headings, read_heading

    headings = find_headings()
    if headings is not None:
        deck = chosen_deck(headings, wishes, standing, now)
        if not deck.cards:
            return deck, None
        first = read_heading(next(heading for heading in headings if heading.id == deck.cards[0].id))
        if first is not None:
            return deck, first
    from nnprep.content.library import load_cards

    cards = load_cards(left_out)
    deck = chosen_deck(cards, wishes, standing, now)
    return deck, next((card for card in cards if deck.cards and card.id == deck.cards[0].id), None)


def read_rest(session: Session, left_out: list[Fault]) -> Session:
    """Return the session with cards in the place of headings; raises ContentError for a fault of the built-in ones.

    A card of one's own that cannot be read is not asked; its faults are added to `left_out`.
    """
    from nnprep.content.library import load_cards

    found: list[Fault] = []
    cards = {card.id: card for card in load_cards(found)}
    left_out[:] = found
    return session._replace(queue=tuple(cards[card.id] for card in session.queue if card.id in cards))
