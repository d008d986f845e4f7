"""Proves content: every fault with its place, and, where there is none, what was proved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nnprep.content.cards import Card
from nnprep.content.library import Holding, read_holding
from nnprep.content.roots import near
from nnprep.content.yaml.locations import Places
from nnprep.errors import Fault, UsageError
from nnprep.lint.card_rules import breaches
from nnprep.lint.exercise_proof import ExerciseProof, prove
from nnprep.lint.links import exercise_breaches, link_breaches
from nnprep.lint.scope import Scope, scope_of, sorted_faults

SEEDS = 3
"""Under how many seeds exercises are tried unless told otherwise; the seeds are 1, 2, 3 …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a run of lint found."""

    roots: tuple[Path, ...]
    """The content that was proved."""
    seeds: int
    faults: tuple[Fault, ...]
    cards: tuple[Card, ...]
    """The cards that were proved; those whose format is at fault are not among them."""
    exercises: tuple[ExerciseProof, ...]

    @property
    def exit_code(self) -> int:
        """0 where there is no fault, else 1."""
        return 1 if self.faults else 0


def lint(path: Path | None = None, seeds: int = SEEDS, watch: Callable[[str], None] | None = None) -> Verdict:
    """Prove all content, or what a path names; `watch` is told what is being proved.

    Raises UsageError for a path that is no content, or that holds neither a card nor an exercise.
    """
    scope = scope_of(path)
    holding = read_holding(scope.roots)
    faults = list(holding.faults)
    cards = [card for card in holding.cards if scope.cards and scope.covers(card.path)]
    exercises = [each for each in holding.exercises if scope.exercises and scope.covers(each.folder)]
    if not cards and not exercises and not sorted_faults(scope, faults):
        raise UsageError(
            f"{path or 'The content'} holds no card and no exercise, so there is nothing to prove."
        )
    if watch and cards:
        watch("cards")
    faults += card_faults(cards, holding)
    faults += exercise_link_faults(scope, holding)
    proofs = []
    for exercise in exercises:
        if watch:
            watch(exercise.id)
        proof = prove(exercise, holding.mistakes[exercise.id], range(1, seeds + 1))
        faults += [Fault(near(flaw.path), flaw.line, 1, flaw.message) for flaw in proof.flaws]
        proofs.append(proof)
    return Verdict(
        roots=tuple(near(root) for root in scope.proved),
        seeds=seeds,
        faults=sorted_faults(scope, faults),
        cards=tuple(cards),
        exercises=tuple(proofs),
    )


def card_faults(cards: Sequence[Card], holding: Holding) -> list[Fault]:
    """Return every rule that a card breaks, with its place."""
    ids = {card.id for card in holding.cards}
    exercises = {exercise.id for exercise in holding.exercises}
    places: dict[Path, Places] = {}
    faults = []
    for card in cards:
        found = list(breaches(card))
        if not holding.faults:  # what cannot be read cannot be linked to, and has been told
            found += link_breaches(card, ids, exercises)
        for breach in found:
            place = places.setdefault(card.path, Places(card.path))
            line, column = place.of_text(card.line, breach.text, *breach.steps)
            faults.append(Fault(near(card.path), line, column, f"{card.id}: {breach.message}"))
    return faults


def exercise_link_faults(scope: Scope, holding: Holding) -> list[Fault]:
    """Return the cards that exercises point to and that are not there, with their places."""
    if holding.faults or not scope.exercises:
        return []
    ids = {card.id for card in holding.cards}
    faults = []
    for exercise in holding.exercises:
        path = exercise.folder / "exercise.yaml"
        for breach in exercise_breaches(exercise, ids):
            places = Places(path)
            line, column = places.of(places.first, *breach.steps)
            faults.append(Fault(near(path), line, column, breach.message))
    return faults
