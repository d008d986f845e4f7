"""The plan of an interview: first what its first question takes, then the rest while the learner reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from nnprep.content.cards import Card
from nnprep.content.decks import in_words
from nnprep.content.exercises import Exercise
from nnprep.interview.agenda import Agenda, Further, Item, Slot
from nnprep.interview.kinds import PartKind
from nnprep.interview.planning.cards import DESIGN, IN_DEPTH, Choice, chosen_cards
from nnprep.interview.planning.nudges import planned_points
from nnprep.interview.planning.opening import wording
from nnprep.interview.planning.tasks import coding_item, debugging_items
from nnprep.interview.planning.whiteboard import whiteboard_items
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.learner.attempts import Record

TWO_CONCEPTS = 7.5 * 60
"""Seconds from which there are two concepts in depth."""
FOLLOW_UPS = {PartKind.DEPTH: 3, PartKind.DESIGN: 2}
"""How many follow-ups a card has at most, by part; the others have none."""
YOURS = "We're nearly done. What would you like to ask me about the team or the work?"
YOURS_SECONDS = 60


class Content(NamedTuple):
    """What there is to ask."""

    cards: Sequence[Askable]
    read: Callable[[str], Card | None]
    """Returns a card by its id; None if it can't be read."""
    exercises: Sequence[Exercise]
    done: Mapping[str, Record]
    """Exercise id -> what was done with it."""


def complete(agenda: Agenda, warm_up: Sequence[str], content: Content, choice: Choice) -> Agenda:
    """Return the agenda with everything in it; `warm_up` are the cards that were chosen for its first part."""
    slots: list[Slot] = []
    taken = set(warm_up)
    for slot in agenda.slots:
        items = items_of(slot, agenda.seed, warm_up, taken, content, choice)
        taken |= {item.subject for item in items}
        if items:
            slots.append(slot._replace(items=items, title=title(slot, items)))
    return agenda._replace(slots=tuple(slots))


def items_of(
    slot: Slot, seed: int, warm_up: Sequence[str], taken: set[str], content: Content, choice: Choice
) -> tuple[Item, ...]:
    """Return what is asked in one part; nothing if there is nothing to ask."""
    rng = Random(f"{seed} {slot.kind}")
    exercises, done, past = content.exercises, content.done, choice.past
    match slot.kind:
        case PartKind.WARM_UP:
            return read_items(warm_up, content, seed, 0)
        case PartKind.DEPTH | PartKind.DESIGN:
            count = 2 if slot.kind is PartKind.DEPTH and slot.seconds >= TWO_CONCEPTS else 1
            topics = DESIGN if slot.kind is PartKind.DESIGN else ()
            chances = IN_DEPTH[choice.level]
            chosen = chosen_cards(content.cards, count, choice, chances, rng, taken=taken, topics=topics)
            return read_items([card.id for card in chosen], content, seed, FOLLOW_UPS[slot.kind])
        case PartKind.WHITEBOARD:
            return whiteboard_items(choice.level, slot.seconds, rng)
        case PartKind.CODING:
            task = coding_item(exercises, choice.level, slot.seconds, done, past, choice.focus, rng)
            return () if task is None else (task,)
        case PartKind.DEBUGGING:
            return debugging_items(exercises, choice.level, slot.seconds, done, past, taken, rng)
    return (Item("", "", YOURS, YOURS_SECONDS),)


def read_items(names: Sequence[str], content: Content, seed: int, follow_ups: int) -> tuple[Item, ...]:
    """Return cards as questions of the agenda; one that can't be read is left out."""
    cards = [card for name in names if (card := content.read(name)) is not None]
    return tuple(card_item(card, seed, follow_ups) for card in cards)


def card_item(card: Card, seed: int, follow_ups: int) -> Item:
    """Return a card as a question of the agenda, with at most so many follow-ups."""
    return Item(
        subject=card.id,
        topic=card.topic,
        asked=wording(card, seed),
        target_seconds=card.target_seconds,
        model_answer=card.quick_answer,
        points=planned_points(card),
        further=tuple(Further(each.question, each.answer) for each in card.follow_ups),
        most=follow_ups,
    )


def title(slot: Slot, items: Sequence[Item]) -> str:
    """Return the title of a part with what it's about, where that gives nothing away."""
    names = [item.task.title for item in items if item.task is not None]
    topics = [in_words(item.topic) for item in items if item.topic]
    if slot.kind is PartKind.DEPTH:
        return f"{slot.title}: {' and '.join(dict.fromkeys(topics))}"
    return f"{slot.title}: {names[0]}" if names else slot.title
