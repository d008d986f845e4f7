"""A drill: questions without end, harder as they are answered; pure, the clock and the answers come from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from random import Random

from nnprep.content.cards import Level
from nnprep.errors import UnknownNameError
from nnprep.nn.drills.question import Answer, Question, Slip, same, slip_of

FAMILIES = {
    "mlp": "mlp",
    "conv": "conv",
    "embedding": "embedding",
    "attention": "attention",
    "recurrent": "recurrent",
    "normalization": "normalization",
    "broadcasting": "broadcasting",
    "memory": "memory",
    "gradients": "gradients",
    "initialization": "init_scales",
}
"""Each family of questions and the module that generates it."""
PAR = {Level.EASY: 20, Level.MEDIUM: 40, Level.HARD: 90}
"""Seconds in which an answer is quick."""
CLIMB = 3
"""Right answers in a row after which the level rises; a wrong one lowers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one question."""

    asked: Question
    given: Answer | str
    """What was answered; an empty text for `I do not know`."""
    right: bool
    slip: Slip | None
    """The mistake that a wrong answer betrays, if any."""
    seconds: float


class Drill:
    """One run: which question is next, and how the last ones went."""

    def __init__(self, families: Sequence[str], seed: int, level: Level | None = None) -> None:
        for family in families:
            if family not in FAMILIES:
                raise UnknownNameError("drill", family, FAMILIES, next_step="nnprep drill --help")
        self.families = tuple(families) or tuple(FAMILIES)
        self.seed = seed
        self.fixed = level
        self.level = level or Level.EASY
        self.verdicts: list[Verdict] = []
        self.streak = 0
        self.best = 0

    def next(self) -> Question:
        """Return the next question; the same seed and answers give the same questions."""
        number = len(self.verdicts)
        rng = Random(f"{self.seed} {number} {self.level}")
        family = self.families[0] if len(self.families) == 1 else rng.choice(self.families)
        return generate(family, self.level, rng)

    def answer(self, asked: Question, given: Answer | str, seconds: float) -> Verdict:
        """Judge an answer; a text stands for none. The level rises and falls unless it is fixed."""
        answered = not isinstance(given, str)
        right = answered and same(given, asked.answer, asked.tolerance)  # type: ignore[arg-type]  # no text here
        slip = slip_of(asked, given) if answered and not right else None  # type: ignore[arg-type]  # as above
        verdict = Verdict(asked=asked, given=given, right=right, slip=slip, seconds=seconds)
        self.verdicts.append(verdict)
        self.streak = self.streak + 1 if right else 0
        self.best = max(self.best, self.streak)
        if self.fixed is None:
            order = list(Level)
            place = order.index(self.level)
            if right and self.streak % CLIMB == 0:
                self.level = order[min(place + 1, len(order) - 1)]
            elif not right:
                self.level = order[max(place - 1, 0)]
        return verdict


def generate(family: str, level: Level, rng: Random) -> Question:
    """Return one question of a family, drawn from the generator."""
    module = import_module(f"nnprep.nn.drills.{FAMILIES[family]}")
    found: Question = getattr(module, family)(rng, level)
    return found


def choices(asked: Question, rng: Random, most: int = 4) -> list[Answer]:
    """Return the right answer among real mistakes, in drawn order."""
    wrong = [slip.answer for slip in asked.slips]
    options = [asked.answer, *rng.sample(wrong, min(most - 1, len(wrong)))]
    rng.shuffle(options)
    return options
