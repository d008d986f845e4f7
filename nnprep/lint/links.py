"""The rules between cards, exercises and drills: links lead somewhere, and no two cards ask the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from nnprep.content.cards import Card
from nnprep.content.exercises import Exercise
from nnprep.content.library import Library
from nnprep.errors import nearest_first
from nnprep.lint.card_rules import Breach
from nnprep.named_tuple import NamedTuple
from nnprep.nn.drills.drill import FAMILIES


class Index(NamedTuple):
    """What cards can link to, and what they ask."""

    cards: tuple[str, ...]
    """Ids of all cards."""
    exercises: Mapping[str, tuple[str, ...]]
    """Id of each exercise -> ids of those to pass before it."""
    aliases: Mapping[str, str]
    """Alias of a card -> its id."""
    askers: Mapping[str, str]
    """Normalized question -> id of the first card that asks it."""
    complete: bool
    """Whether all content could be read; if not, nobody knows which links lead nowhere."""


def index_of(library: Library) -> Index:
    """Return the index of all content."""
    askers: dict[str, str] = {}
    for card in library.cards:
        for wording in (card.question, *card.phrasings, *card.narrower):
            askers.setdefault(normalized(wording), card.id)
    return Index(
        cards=tuple(sorted(card.id for card in library.cards)),
        exercises={exercise.id: exercise.needs for exercise in library.exercises},
        aliases={alias: card.id for card in library.cards for alias in card.aliases},
        askers=askers,
        complete=not library.faults,
    )


def normalized(question: str) -> str:
    """Return the words of a question, without case, spaces and punctuation."""
    return " ".join(re.findall(r"\w+", question.casefold()))


def link_breaches(card: Card, index: Index) -> Iterator[Breach]:
    """Yield every rule between cards that a card breaks."""
    for rule in RULES:
        yield from rule(card, index)


def reserved_ids(card: Card, index: Index) -> Iterator[Breach]:
    """No id or alias is a topic of `nnprep explain`, which would show the topic."""
    for field, name in (("id", card.id), *(("aliases", alias) for alias in card.aliases)):
        if name in RESERVED:
            yield Breach((field,), f"`{name}` is a topic of `nnprep explain`: choose another name", name)


def see_links(card: Card, index: Index) -> Iterator[Breach]:
    """`see` lists ids of other cards."""
    for number, other in enumerate(card.see):
        if other == card.id:
            yield Breach(("see", number), "a card doesn't link to itself")
        elif other not in index.cards and index.complete:
            yield Breach(("see", number), unknown_card(other, index))


def practice_links(card: Card, index: Index) -> Iterator[Breach]:
    """`practise` lists exercises, or `drill` and the name of a drill."""
    for number, what in enumerate(card.practise):
        drill, _, family = what.partition(" ")
        if drill == "drill" and family not in FAMILIES:
            yield Breach(("practise", number), unknown("drill", family, FAMILIES))
        elif drill != "drill" and what not in index.exercises and index.complete:
            yield Breach(("practise", number), unknown("exercise", what, index.exercises))


def repeated_questions(card: Card, index: Index) -> Iterator[Breach]:
    """No two cards ask the same question: nobody could say which of them answers it."""
    others = {card.id}
    for wording in (card.question, *card.phrasings, *card.narrower):
        first = index.askers.get(normalized(wording), card.id)
        if first not in others:
            others.add(first)
            yield Breach((), f"the card `{first}` asks the same question: {wording}", wording)


def exercise_links(exercise: Exercise, index: Index) -> Iterator[Breach]:
    """`see` of an exercise lists ids of cards, `needs` ids of exercises."""
    for number, other in enumerate(exercise.see):
        if other not in index.cards and index.complete:
            yield Breach(("see", number), unknown_card(other, index))
    yield from needed_exercises(exercise, index)


def needed_exercises(exercise: Exercise, index: Index) -> Iterator[Breach]:
    """`needs` of an exercise lists ids of other exercises, none of which needs it in turn."""
    for number, other in enumerate(exercise.needs):
        if other not in index.exercises and index.complete:
            yield Breach(("needs", number), unknown("exercise", other, index.exercises))
        elif exercise.id in all_needed(other, index):
            yield Breach(("needs", number), f"`{other}` needs `{exercise.id}` itself: nobody could start")


def all_needed(exercise: str, index: Index) -> set[str]:
    """Return an exercise and everything that it needs, directly or not."""
    found, waiting = set(), [exercise]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += index.exercises.get(each, ())
    return found


def unknown_card(name: str, index: Index) -> str:
    """Say that there is no such card, and which ones come near."""
    if name in index.aliases:
        return f"`{name}` is an alias: link to `{index.aliases[name]}`"
    return unknown("card", name, index.cards)


def unknown(kind: str, name: str, valid: Collection[str]) -> str:
    """Say that there is no such thing, and which ones come near."""
    near = ", ".join(f"`{each}`" for each in nearest_first(name, sorted(valid))[:3])
    return f"there is no {kind} `{name}`; the nearest are {near}" if near else f"there is no {kind} `{name}`"


RESERVED = frozenset(
    {"shapes", "backprop", "attention", "transformer", "activations", "losses", "init", "optimizers"}
)
"""Topics of `nnprep explain`, which takes a topic or a card as its argument."""
Rule = Callable[[Card, Index], Iterator[Breach]]
RULES: tuple[Rule, ...] = (reserved_ids, see_links, practice_links, repeated_questions)
