"""All content of all roots: cards, exercises and their mistakes, with every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nnprep.content.cards import Card
from nnprep.content.exercises import Exercise, Mistake
from nnprep.content.roots import EXERCISES, QUESTIONS, SOLUTIONS, built_in, content_roots, entries, near
from nnprep.errors import ContentError, Fault, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Holding(NamedTuple):
    """What the roots hold, and all that is wrong with it."""

    cards: tuple[Card, ...]
    exercises: tuple[Exercise, ...]
    mistakes: dict[str, tuple[Mistake, ...]]
    """Exercise id -> its known mistakes."""
    faults: tuple[Fault, ...]


def load_cards(left_out: list[Fault] | None = None) -> tuple[Card, ...]:
    """Return the cards of all roots, by root and file; raises ContentError with every fault.

    With `left_out`, faults of one's own content stop nobody: what has them is left out, and they are added to the list.
    """
    cards, faults = read_all_cards(content_roots())
    settle(faults, left_out)
    return tuple(cards)


def find_card(id: str) -> Card:
    """Return one card; raises UnknownNameError."""
    cards = {card.id: card for card in load_cards()}
    if id not in cards:
        raise UnknownNameError("card", id, cards, next_step="nnprep quiz")
    return cards[id]


def load_exercises(left_out: list[Fault] | None = None) -> tuple[Exercise, ...]:
    """Return the exercises of all roots by order, then id; raises ContentError with every fault.

    With `left_out`, faults of one's own content stop nobody: what has them is left out, and they are added to the list.
    """
    exercises, faults = read_all_exercises(content_roots())
    settle(faults, left_out)
    broken = {whole(path) for path in {fault.path for fault in faults}}
    return tuple(one for one in exercises if not any(path.parent.name == one.id for path in broken))


def settle(faults: Sequence[Fault], left_out: list[Fault] | None) -> None:
    """Add faults of one's own content to `left_out`; raises ContentError for any other, and where there is no list."""
    shipped = built_in().resolve()
    paths = {fault.path for fault in faults}  # resolving one takes as long as finding a fault
    if faults and (left_out is None or any(whole(path).is_relative_to(shipped) for path in paths)):
        raise ContentError(faults)
    if left_out is not None:
        left_out += faults


def whole(path: Path) -> Path:
    """Return where the file of a fault is, which is told as an author would type it."""
    return (Path.cwd() / path).resolve()


def find_exercise(name: str) -> Exercise:
    """Return one exercise, named with hyphens or underscores, and read no other.

    Raises UnknownNameError, or ContentError with every fault of its folders.
    """
    from nnprep.content.yaml.exercise_reader import read_exercise

    id = name.replace("_", "-")
    roots = content_roots()
    homes = [root for root in roots if id in ids_of(root)]
    if not homes:
        raise UnknownNameError("exercise", name, exercise_ids(), next_step="nnprep exercise")
    exercise, faults = read_exercise(homes[0], id)
    faults = [
        *faults,
        *(twice(root / EXERCISES / id, "exercise", id, homes[0] / EXERCISES / id) for root in homes[1:]),
    ]
    if exercise is None or faults:
        raise ContentError(faults)
    return exercise


def exercise_ids() -> tuple[str, ...]:
    """Return the ids of all exercises, sorted, without reading one."""
    return tuple(sorted({id for root in content_roots() for id in ids_of(root)}))


def ids_of(root: Path) -> tuple[str, ...]:
    """Return the names of a root's exercise folders."""
    return tuple(path.name for path in entries(root / EXERCISES) if path.is_dir())


def read_holding(roots: Sequence[Path]) -> Holding:
    """Read everything in these roots and gather the faults instead of raising them."""
    from nnprep.content.yaml.mistake_reader import FILE, read_mistakes

    cards, faults = read_all_cards(roots)
    exercises, more = read_all_exercises(roots)
    faults += more
    mistakes: dict[str, tuple[Mistake, ...]] = {}
    for path in (root / SOLUTIONS / id / FILE for root in roots for id in ids_of(root)):
        if path.is_file():  # also of an exercise that has faults of its own: all are told at once
            found, more = read_mistakes(path)
            mistakes.setdefault(path.parent.name, tuple(found))
            faults += more
    return Holding(
        cards=tuple(cards), exercises=tuple(exercises), mistakes=mistakes, faults=tuple(sorted(faults))
    )


def read_all_cards(roots: Iterable[Path]) -> tuple[list[Card], list[Fault]]:
    """Return the cards of these roots and every fault of their questions."""
    from nnprep.content.yaml.card_reader import read_cards

    cards: dict[str, Card] = {}
    faults: list[Fault] = []
    for root in roots:
        for path in entries(root / QUESTIONS):
            if path.suffix != ".yaml" or not path.is_file():
                faults.append(
                    Fault(near(path), 1, 1, f"stray file: {QUESTIONS}/ holds one <topic>.yaml per topic")
                )
                continue
            found, more = read_cards(path)
            faults += more
            for card in found:
                first = cards.setdefault(card.id, card)
                if first is not card:
                    place = f"{near(first.path)}:{first.line}"
                    faults.append(
                        Fault(near(path), card.line, 3, f"the id `{card.id}` stands twice: also in {place}")
                    )
    return list(cards.values()), faults


def read_all_exercises(roots: Iterable[Path]) -> tuple[list[Exercise], list[Fault]]:
    """Return the exercises of these roots, sorted, and every fault of their folders and twins."""
    from nnprep.content.yaml.exercise_reader import read_exercise, stray_files

    exercises: dict[str, Exercise] = {}
    homes: dict[str, Path] = {}
    faults: list[Fault] = []
    for root in roots:
        faults += stray_files(root)
        for id in ids_of(root):
            folder = root / EXERCISES / id
            if id in homes:
                faults.append(twice(folder, "exercise", id, homes[id]))
                continue
            homes[id] = folder
            exercise, more = read_exercise(root, id)
            faults += more
            if exercise is not None:
                exercises[id] = exercise
    return sorted(exercises.values(), key=lambda one: (one.order, one.id)), faults


def twice(path: Path, kind: str, id: str, first: Path) -> Fault:
    """Return the fault of an id that two roots use."""
    return Fault(near(path), 1, 1, f"there is another {kind} called `{id}`: {near(first)}")
