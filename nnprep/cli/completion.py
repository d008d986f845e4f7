"""The names that a shell offers when Tab is pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from nnprep.content.card_index import find_headings
from nnprep.content.cards import Level
from nnprep.content.decks import Deck
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import Course, Group
from nnprep.content.library import find_exercise, load_cards
from nnprep.content.roots import pack_names
from nnprep.errors import NnprepError
from nnprep.learner.stats.card_list import CardState
from nnprep.nn.drills.drill import FAMILIES


def names(kind: str, typed: Sequence[str]) -> list[str]:
    """Return the names of a kind, each once; none if the content can't be read. `typed` holds the words before."""
    try:
        return list(dict.fromkeys(KINDS[kind](typed)))
    except NnprepError:
        return []


def card_ids(typed: Sequence[str]) -> Iterable[str]:
    """Return the ids of all cards."""
    return (heading.id for heading in find_headings() or load_cards())


def topics(typed: Sequence[str]) -> Iterable[str]:
    """Return the topics that have cards."""
    return (heading.topic for heading in find_headings() or load_cards())


def parts(typed: Sequence[str]) -> Iterable[str]:
    """Return the parts of the exercises that were typed, or of all."""
    known = [id for id in exercise_ids() if id in typed] or exercise_ids()
    return (part.id for id in known for part in find_exercise(id).parts)


KINDS: dict[str, Callable[[Sequence[str]], Iterable[str]]] = {
    "card": card_ids,
    "course": lambda typed: Course,
    "deck": lambda typed: Deck,
    "drill": lambda typed: [*FAMILIES, "symptoms"],
    "exercise": lambda typed: exercise_ids(),
    "group": lambda typed: Group,
    "level": lambda typed: Level,
    "pack": lambda typed: pack_names(),
    "part": parts,
    "state": lambda typed: CardState,
    "topic": topics,
}
