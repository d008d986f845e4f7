"""Holds what cards and exercises point to against what there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nnprep.content.cards import Card
from nnprep.content.exercises import Exercise
from nnprep.errors import nearest_first
from nnprep.lint.card_rules import Breach
from nnprep.nn.drills.drill import FAMILIES


def link_breaches(card: Card, cards: Collection[str], exercises: Collection[str]) -> Iterator[Breach]:
    """Yield what a card links to and is not there, and an id that `nnprep explain` reads as a topic."""
    if card.id in RESERVED:
        yield Breach(("id",), f"`{card.id}` is a topic of `nnprep explain`: choose another id")
    for number, other in enumerate(card.see):
        if other == card.id:
            yield Breach(("see", number), "a card need not point to itself")
        elif other not in cards:
            yield Breach(("see", number), unknown("card", other, cards))
    for number, what in enumerate(card.practise):
        drill, _, family = what.partition(" ")
        if drill == "drill" and family not in FAMILIES:
            yield Breach(("practise", number), unknown("drill", family, FAMILIES))
        elif drill != "drill" and what not in exercises:
            yield Breach(("practise", number), unknown("exercise", what, exercises))


def exercise_breaches(exercise: Exercise, cards: Collection[str]) -> Iterator[Breach]:
    """Yield the cards that an exercise points to and that are not there."""
    for number, other in enumerate(exercise.see):
        if other not in cards:
            yield Breach(("see", number), unknown("card", other, cards))


def unknown(kind: str, name: str, valid: Collection[str]) -> str:
    """Say that there is no such thing, and what comes near."""
    near = ", ".join(f"`{each}`" for each in nearest_first(name, sorted(valid))[:3])
    return f"there is no {kind} `{name}`; the nearest are {near}" if near else f"there is no {kind} `{name}`"


RESERVED = frozenset({"shapes", "backprop", "activations", "losses", "init", "optimizers"})
"""Topics of `nnprep explain`, which shares its one argument between topics and cards."""
