"""Proves content: every error with its place, and, if there is none, what was proved. The package lists the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from nnprep.content.cards import Card
from nnprep.content.exercises import TASK, Exercise
from nnprep.content.library import read_library
from nnprep.content.roots import near
from nnprep.content.yaml.locations import Locations
from nnprep.errors import Fault, UsageError
from nnprep.lint.card_rules import breaches
from nnprep.lint.exercise_proof import ExerciseProof
from nnprep.lint.links import Index, exercise_links, index_of, link_breaches
from nnprep.lint.placeholders import placeholders
from nnprep.lint.proving import prove_all
from nnprep.lint.scope import scope_of, sorted_faults

SEEDS = 3
"""With how many seeds exercises are tried by default; the seeds are 1, 2, 3 …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintResult:
    """What lint found."""

    roots: tuple[Path, ...]
    """The content that was proved."""
    seeds: int
    faults: tuple[Fault, ...]
    cards: tuple[Card, ...]
    """The cards that were proved; those with errors in their format are not among them."""
    exercises: tuple[ExerciseProof, ...]

    @property
    def exit_code(self) -> int:
        """1 if there are errors, else 0."""
        return 1 if self.faults else 0


def lint(
    path: Path | None = None, seeds: int = SEEDS, watch: Callable[[str], None] | None = None
) -> LintResult:
    """Prove all content, or only what a path names; `watch` is called with what is about to be proved.

    Raises UsageError for a path that isn't content, or that holds neither a card nor an exercise, and for an exercise
    whose code ends its process.
    """
    scope = scope_of(path)
    library = read_library(scope.roots, mistakes_of=scope.covers)
    faults = list(library.faults)
    cards = [card for card in library.cards if scope.cards and scope.covers(card.path)]
    exercises = [each for each in library.exercises if scope.exercises and scope.covers(each.folder)]
    if not cards and not exercises and not sorted_faults(scope, faults):
        raise UsageError(
            f"{path or 'The content'} holds no cards and no exercises: there is nothing to prove."
        )
    index = index_of(library)
    if watch and cards:
        watch("cards")
    faults += card_faults(cards, index)
    faults += exercise_link_faults(exercises, index)
    faults += placeholders(exercises)
    work = [(exercise, library.mistakes[exercise.id]) for exercise in exercises]
    proofs = prove_all(work, range(1, seeds + 1), watch)
    faults += [fault for proof in proofs for fault in proof.faults]
    return LintResult(
        roots=tuple(near(root) for root in scope.proved),
        seeds=seeds,
        faults=sorted_faults(scope, faults),
        cards=tuple(cards),
        exercises=tuple(proofs),
    )


def card_faults(cards: Iterable[Card], index: Index) -> list[Fault]:
    """Return an error for every rule that a card breaks."""
    locations: dict[Path, Locations] = {}
    faults = []
    for card in cards:
        for breach in (*breaches(card), *link_breaches(card, index)):
            if card.path not in locations:
                locations[card.path] = Locations(card.path)
            line, column = locations[card.path].of_text(card.line, breach.text, *breach.steps)
            faults.append(Fault(near(card.path), line, column, f"{card.id}: {breach.message}"))
    return faults


def exercise_link_faults(exercises: Iterable[Exercise], index: Index) -> list[Fault]:
    """Return an error for every link of an exercise that leads nowhere."""
    faults = []
    for exercise in exercises:
        path = exercise.folder / TASK
        for breach in exercise_links(exercise, index):
            locations = Locations(path)
            line, column = locations.of(locations.first, *breach.steps)
            faults.append(Fault(near(path), line, column, breach.message))
    return faults
