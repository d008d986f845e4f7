"""A drill: endless questions that get harder as they are answered; clock and answers come from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from nnprep.content.cards import Level
from nnprep.errors import UnknownNameError
from nnprep.named_tuple import NamedTuple
from nnprep.nn.drills.attention import attention
from nnprep.nn.drills.broadcasting import broadcasting
from nnprep.nn.drills.conv import conv
from nnprep.nn.drills.embedding import embedding
from nnprep.nn.drills.gradients import gradients
from nnprep.nn.drills.init_scales import initialization
from nnprep.nn.drills.memory import memory
from nnprep.nn.drills.mlp import mlp
from nnprep.nn.drills.normalization import normalization
from nnprep.nn.drills.question import Answer, Question, Slip, same, slip_of
from nnprep.nn.drills.recurrent import recurrent

FAMILIES: dict[str, Callable[[Random, Level], Question]] = {
    "mlp": mlp,
    "conv": conv,
    "embedding": embedding,
    "attention": attention,
    "recurrent": recurrent,
    "normalization": normalization,
    "broadcasting": broadcasting,
    "memory": memory,
    "gradients": gradients,
    "initialization": initialization,
}
"""Each family and what generates its questions."""
PAR = {Level.EASY: 20, Level.MEDIUM: 40, Level.HARD: 90}
"""Seconds within which an answer counts as quick."""
CLIMB = 3
"""Right answers in a row that raise the level; a wrong one lowers it."""


class Verdict(NamedTuple):
    """The result of one question."""

    asked: Question
    given: Answer | str
    """The answer; an empty text for "I don't know"."""
    right: bool
    slip: Slip | None
    """The mistake behind a wrong answer, if it is a known one."""
    seconds: float


class Drill:
    """One run: which question comes next, and how the previous ones went."""

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
        rng = Random(f"{self.seed} {len(self.verdicts)} {self.level}")
        family = self.families[0] if len(self.families) == 1 else rng.choice(self.families)
        return generate(family, self.level, rng)

    def answer(self, asked: Question, given: Answer | str, seconds: float) -> Verdict:
        """Judge an answer; a text means there is none. The level rises and falls unless it is fixed."""
        right, slip = False, None
        if not isinstance(given, str):
            right = same(given, asked.answer, asked.tolerance)
            slip = None if right else slip_of(asked, given)
        verdict = Verdict(asked=asked, given=given, right=right, slip=slip, seconds=seconds)
        self.verdicts.append(verdict)
        self.streak = self.streak + 1 if right else 0
        self.best = max(self.best, self.streak)
        if self.fixed is None:
            levels = list(Level)
            place = levels.index(self.level)
            if right and self.streak % CLIMB == 0:
                self.level = levels[min(place + 1, len(levels) - 1)]
            elif not right:
                self.level = levels[max(place - 1, 0)]
        return verdict


def generate(family: str, level: Level, rng: Random) -> Question:
    """Return one question of a family, drawn from the generator."""
    return FAMILIES[family](rng, level)._replace(family=family, level=level)


def choices(asked: Question, rng: Random, most: int = 4) -> list[Answer]:
    """Return the right answer among real mistakes, in random order."""
    wrong = [slip.answer for slip in asked.slips]
    options = [asked.answer, *rng.sample(wrong, min(most - 1, len(wrong)))]
    rng.shuffle(options)
    return options
