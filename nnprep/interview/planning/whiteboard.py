"""Questions at the whiteboard: counts and shapes of networks drawn for this interview, and gradients by hand."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.interview.agenda import Exact, Item, Slip
from nnprep.interview.planning.parts import Seniority
from nnprep.nn.drills.drill import generate
from nnprep.nn.drills.question import Answer, Question, spelled

LEVELS = {Seniority.JUNIOR: Level.EASY, Seniority.MID: Level.MEDIUM, Seniority.SENIOR: Level.HARD}
COUNTS = {
    Seniority.JUNIOR: ("mlp",),
    Seniority.MID: ("mlp", "conv"),
    Seniority.SENIOR: ("conv", "attention", "mlp"),
}
SHAPES = {
    Seniority.JUNIOR: ("conv", "embedding"),
    Seniority.MID: ("attention", "broadcasting", "recurrent"),
    Seniority.SENIOR: ("memory", "normalization", "attention", "recurrent"),
}
GRADIENTS = "gradients"
TARGETS = {Level.EASY: 60, Level.MEDIUM: 90, Level.HARD: 150}
"""Seconds for one question: twice to three times what a drill calls quick, because somebody is watching."""
FEWEST, MOST = 2, 5


def whiteboard_items(level: Seniority, seconds: int, rng: Random) -> tuple[Item, ...]:
    """Return the questions for so many seconds: a count, a gradient, then shapes in turn."""
    hardness = LEVELS[level]
    count = min(MOST, max(FEWEST, round(seconds / TARGETS[hardness])))
    families = [rng.choice(COUNTS[level]), GRADIENTS]
    others = [family for family in (*SHAPES[level], *COUNTS[level]) if family not in families]
    while len(families) < count:
        families.append(rng.choice([each for each in others if each not in families] or list(SHAPES[level])))
    return tuple(item(generate(family, hardness, rng)) for family in families)


def item(asked: Question) -> Item:
    """Return a drill's question as one of the agenda."""
    return Item(
        subject=f"drill {asked.family}",
        topic="",
        asked=asked.ask,
        code=asked.code,
        target_seconds=TARGETS[asked.level],
        model_answer=f"{spelled(asked.answer)}, because {asked.formula}",
        exact=Exact(
            answer=plain(asked.answer),
            tolerance=asked.tolerance,
            slips=tuple(Slip(plain(each.answer), each.says) for each in asked.slips),
        ),
    )


def plain(answer: Answer) -> object:
    """Return an answer as JSON has it: a shape is a list."""
    return list(answer) if isinstance(answer, tuple) else answer
