"""Chooses the cards of an interview: weak topics first, not those seen lately, never those of the last interview."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from nnprep.content import decks
from nnprep.content.cards import Kind, Level
from nnprep.interview.planning.parts import Seniority
from nnprep.learner.grades import Grade
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.learner.schedule.memory import Memory

WEAKNESS = {Grade.AGAIN: 4.0, Grade.HARD: 3.0, Grade.GOOD: 1.0, Grade.EASY: 0.5}
UNSEEN = 2.0
"""The weakness of a card that was never graded: more than of one that went well, less than of one that failed."""
LATELY = 3
"""Days within which a card was seen lately."""
SEEN_LATELY = 0.1
"""What that leaves of its chance."""
DESIGN = (
    "training-in-practice",
    "inference-and-serving",
    "efficiency-and-scale",
    "data-and-transfer",
    "fine-tuning-and-alignment",
)
"""Topics whose questions ask for decisions."""
WARM_UP = {
    Seniority.JUNIOR: {Level.EASY: 4.0, Level.MEDIUM: 0.2, Level.HARD: 0.0},
    Seniority.MID: {Level.EASY: 3.0, Level.MEDIUM: 1.0, Level.HARD: 0.0},
    Seniority.SENIOR: {Level.EASY: 1.0, Level.MEDIUM: 3.0, Level.HARD: 0.1},
}
IN_DEPTH = {
    Seniority.JUNIOR: {Level.EASY: 3.0, Level.MEDIUM: 1.0, Level.HARD: 0.0},
    Seniority.MID: {Level.EASY: 0.5, Level.MEDIUM: 3.0, Level.HARD: 1.0},
    Seniority.SENIOR: {Level.EASY: 0.1, Level.MEDIUM: 1.5, Level.HARD: 3.0},
}
"""Level of the position -> level of a card -> its chance."""
STAGES = {
    Seniority.JUNIOR: (1.0, 0.6, 0.02),
    Seniority.MID: (1.0, 1.0, 0.8),
    Seniority.SENIOR: (0.8, 1.0, 1.2),
}
"""Chance by how far into the field a topic is: fundamentals, other classic topics, modern ones.

Not 0: a focus on modern topics, or a history in which only those are weak, must still choose by level.
"""


class Past(NamedTuple):
    """What the choice depends on besides the seed; empty if a seed was asked for, so that it alone decides."""

    memories: Mapping[str, Memory]
    """Card id -> its memory."""
    last: frozenset[str]
    """What the last interview asked: ids of cards and exercises."""
    mistakes: frozenset[str]
    """Mistakes that were handed out before."""
    today: date


class Choice(NamedTuple):
    """What cards are chosen by."""

    level: Seniority
    focus: tuple[str, ...]
    past: Past
    suspended: Collection[str]


def chosen_cards(
    cards: Sequence[Askable],
    count: int,
    choice: Choice,
    chances: Mapping[Level, float],
    rng: Random,
    *,
    taken: Collection[str] = (),
    topics: Collection[str] = (),
) -> list[Askable]:
    """Return that many cards, each of another topic if possible; `topics` narrows the choice if it can.

    Fewer only if there are fewer cards. The topics of the learner's focus come first.
    """
    chosen: list[Askable] = []
    weak = weak_topics(cards, choice.past)
    fit = [
        card
        for card in sorted(cards, key=lambda card: card.id)
        if card.kind is Kind.QUESTION and card.id not in choice.suspended
    ]
    for narrow in (choice.focus, topics):
        wanted = [card for card in fit if card.topic in narrow]
        fit = wanted if wanted else fit
    while fit and len(chosen) < count:
        free = [card for card in fit if card.id not in taken and card not in chosen]
        fresh = [card for card in free if card.id not in choice.past.last] or free
        others = [card for card in fresh if card.topic not in {each.topic for each in chosen}] or fresh
        if not others:
            break
        weights = [chance(card, choice, chances, weak) for card in others]
        chosen.append(rng.choices(others, weights)[0] if any(weights) else rng.choice(others))
    return chosen


def chance(card: Askable, choice: Choice, chances: Mapping[Level, float], weak: Mapping[str, float]) -> float:
    """Return how likely a card is chosen, beside others."""
    memory = choice.past.memories.get(card.id)
    weight = weakness(memory) * weak[card.topic] * chances[card.level]
    weight *= STAGES[choice.level][decks.stage(card.topic)]
    if memory is not None and (choice.past.today - memory.day).days < LATELY:
        weight *= SEEN_LATELY
    return weight


def weakness(memory: Memory | None) -> float:
    """Return how weak a card is, by its last grade."""
    return UNSEEN if memory is None else WEAKNESS[memory.grade]


def weak_topics(cards: Sequence[Askable], past: Past) -> dict[str, float]:
    """Return how weak each topic is: the mean over its cards."""
    by_topic: dict[str, list[float]] = {}
    for card in cards:
        by_topic.setdefault(card.topic, []).append(weakness(past.memories.get(card.id)))
    return {topic: sum(values) / len(values) for topic, values in by_topic.items()}
