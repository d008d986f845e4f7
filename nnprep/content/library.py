"""All content of all roots: cards, exercises and their known mistakes, with every error in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from nnprep.content.cards import Card
from nnprep.content.exercise_index import exercise_ids, ids_of
from nnprep.content.exercises import MISTAKES, TASK, Exercise, Mistake
from nnprep.content.roots import (
    EXERCISES,
    QUESTIONS,
    SOLUTIONS,
    built_in,
    content_roots,
    entries,
    is_file,
    near,
)
from nnprep.content.yaml.card_reader import read_cards
from nnprep.content.yaml.exercise_reader import read_exercise, stray_files
from nnprep.content.yaml.mistake_reader import load_mistakes, read_mistakes
from nnprep.errors import ContentError, Fault, UnknownNameError
from nnprep.named_tuple import NamedTuple


class Library(NamedTuple):
    """The content of some roots, and every error in it."""

    cards: tuple[Card, ...]
    exercises: tuple[Exercise, ...]
    mistakes: dict[str, tuple[Mistake, ...]]
    """Exercise id -> its known mistakes."""
    faults: tuple[Fault, ...]


def load_cards(skipped: list[Fault] | None = None) -> tuple[Card, ...]:
    """Return the cards of all roots, by root and file; raises ContentError with all errors.

    With `skipped`, invalid cards of the user's own content are left out and their errors are added to this list.
    """
    cards, faults = read_all_cards(content_roots())
    report(faults, skipped)
    return tuple(cards)


def cards_by_name(cards: Iterable[Card]) -> dict[str, Card]:
    """Return cards by their ids, then by their aliases; an id is never hidden by an alias."""
    names = {card.id: card for card in cards}
    for card in tuple(names.values()):
        for alias in card.aliases:
            names.setdefault(alias, card)
    return names


def find_card(name: str) -> Card:
    """Return one card by its id or an alias; raises UnknownNameError."""
    cards = cards_by_name(load_cards())
    if name not in cards:
        raise UnknownNameError("card", name, cards, next_step="nnprep quiz")
    return cards[name]


def load_exercises(skipped: list[Fault] | None = None) -> tuple[Exercise, ...]:
    """Return the exercises of all roots by order, then id; raises ContentError with all errors.

    With `skipped`, invalid exercises of the user's own content are left out and their errors are added to this list.
    """
    exercises, faults = read_all_exercises(content_roots())
    report(faults, skipped)
    broken = {absolute(path).parent.name for path in {fault.path for fault in faults}}
    return tuple(exercise for exercise in exercises if exercise.id not in broken)


def report(faults: Sequence[Fault], skipped: list[Fault] | None) -> None:
    """Add errors in the user's own content to `skipped`; raise ContentError for others, or without a list."""
    shipped = built_in().resolve()
    paths = {fault.path for fault in faults}  # resolving one takes as long as finding an error
    if faults and (skipped is None or any(absolute(path).is_relative_to(shipped) for path in paths)):
        raise ContentError(faults)
    if skipped is not None:
        skipped += faults


def absolute(path: Path) -> Path:
    """Return the absolute path of a fault, which holds it as an author would type it."""
    return (Path.cwd() / path).resolve()


def find_exercise(name: str) -> Exercise:
    """Return one exercise by its id or an alias, with hyphens or underscores; reads only that one if it's an id.

    Raises UnknownNameError, or ContentError with all errors in its folders.
    """
    id: str | None = name.replace("_", "-")
    if id not in exercise_ids():
        id = id_of_alias(name)
    if id is None:
        raise UnknownNameError("exercise", name, exercise_ids(), next_step="nnprep exercise")
    first, *others = [root for root in content_roots() if id in ids_of(root)]
    exercise, faults = read_exercise(first, id)
    home = first / EXERCISES / id
    faults = [*faults, *(duplicate_exercise(root / EXERCISES / id, home) for root in others)]
    if exercise is None or faults:
        raise ContentError(faults)
    return exercise


def id_of_alias(name: str) -> str | None:
    """Return the id of the exercise that has an alias, with hyphens or underscores; None if there is none."""
    exercises, _ = read_all_exercises(content_roots())
    return next((each.id for each in exercises if name.replace("_", "-") in each.aliases), None)


def find_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """Return the known mistakes of an exercise, in the file's order; raises ContentError with all errors."""
    return load_mistakes(exercise)


def read_library(roots: Sequence[Path], mistakes_of: Callable[[Path], bool] | None = None) -> Library:
    """Read everything in these roots, and gather errors instead of raising them.

    `mistakes_of` says whose mistakes are read, by the folder of their solution; all by default.
    """
    cards, faults = read_all_cards(roots)
    exercises, more = read_all_exercises(roots)
    faults += more
    mistakes: dict[str, tuple[Mistake, ...]] = {}
    for path in (root / SOLUTIONS / id / MISTAKES for root in roots for id in ids_of(root)):
        if mistakes_of is not None and not mistakes_of(path.parent):
            continue
        if is_file(path):  # even if its exercise is invalid: all errors are reported together
            those, more = read_mistakes(path)
            mistakes.setdefault(path.parent.name, tuple(those))
            faults += more
    return Library(
        cards=tuple(cards), exercises=tuple(exercises), mistakes=mistakes, faults=tuple(sorted(faults))
    )


def read_all_cards(roots: Iterable[Path]) -> tuple[list[Card], list[Fault]]:
    """Return the cards of these roots and every error in their questions."""
    cards: dict[str, Card] = {}
    faults: list[Fault] = []
    for root in roots:
        for path in entries(root / QUESTIONS):
            if path.suffix != ".yaml" or not is_file(path):
                message = f"stray file: {QUESTIONS}/ holds only one <topic>.yaml per topic"
                faults.append(Fault(near(path), 1, 1, message))
                continue
            those, more = read_cards(path)
            faults += more
            for card in those:
                first = cards.setdefault(card.id, card)
                if first is not card:
                    message = f"duplicate id `{card.id}`: also in {place(first)}"
                    faults.append(Fault(near(path), card.line, 3, message))
    return list(cards.values()), faults + duplicate_aliases(cards)


def duplicate_aliases(cards: dict[str, Card]) -> list[Fault]:
    """Return an error for each alias of a card that is also an id or another alias."""
    owners = dict(cards)
    faults = []
    for card in cards.values():
        for alias in card.aliases:
            first = owners.setdefault(alias, card)
            if alias in cards or first is not card or card.aliases.count(alias) > 1:
                message = f"the alias `{alias}` is already in use in {place(first)}"
                faults.append(Fault(near(card.path), card.line, 3, message))
    return faults


def place(card: Card) -> str:
    """Return file and line of a card."""
    return f"{near(card.path)}:{card.line}"


def read_all_exercises(roots: Iterable[Path]) -> tuple[list[Exercise], list[Fault]]:
    """Return the exercises of these roots, sorted, and every error in their folders and solutions."""
    exercises: dict[str, Exercise] = {}
    homes: dict[str, Path] = {}
    faults: list[Fault] = []
    for root in roots:
        faults += stray_files(root)
        for id in ids_of(root):
            folder = root / EXERCISES / id
            if homes.setdefault(id, folder) is not folder:
                faults.append(duplicate_exercise(folder, homes[id]))
                continue
            exercise, more = read_exercise(root, id)
            faults += more
            if exercise is not None:
                exercises[id] = exercise
    owners = dict(homes)
    for exercise in exercises.values():
        for alias in exercise.aliases:
            first = owners.setdefault(alias, exercise.folder)
            if alias in homes or first != exercise.folder or exercise.aliases.count(alias) > 1:
                message = f"the alias `{alias}` is already in use in {near(first)}"
                faults.append(Fault(near(exercise.folder / TASK), 1, 1, message))
    return sorted(exercises.values(), key=lambda one: (one.order, one.id)), faults


def duplicate_exercise(folder: Path, first: Path) -> Fault:
    """Return the error of an id that two roots use."""
    return Fault(near(folder), 1, 1, f"there is another exercise called `{folder.name}`: {near(first)}")
