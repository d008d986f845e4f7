"""What a card is: one interview question with everything needed to ask, hint at, answer and grade it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from nnprep.named_tuple import NamedTuple

DEFAULT_SECONDS = 60
"""How long an answer takes to say aloud, unless the card says otherwise."""


class Level(StrEnum):
    """How hard a card, an exercise or a mistake is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Kind(StrEnum):
    """A question, or a trap: a card whose tempting answer is wrong."""

    QUESTION = "question"
    TRAP = "trap"


class KeyPoint(NamedTuple):
    """One thing a strong answer says."""

    say: str
    """The point as a short sentence, shown after the answer."""
    cues: tuple[str, ...]
    """Ways to say it; `nnprep.answers.key_points` matches them."""
    must: bool = False
    """Whether an answer without it is at best *hard*."""


class FollowUp(NamedTuple):
    """What an interviewer asks next, with a short answer."""

    question: str
    answer: str


class Proof(NamedTuple):
    """A number in a card, and the call that computes it."""

    shown: str
    """The number as the card writes it, such as `899`, `1/4` or `1.4612`."""
    call: str
    """A call of a function of `nnprep.nn.proof_calls`, such as `mlp_parameters([10, 64, 3])`."""
    says: str
    """What the number is, in a short phrase."""


class Source(NamedTuple):
    """Where a card's facts can be looked up."""

    authors: str
    year: int
    title: str
    venue: str = ""
    arxiv: str = ""
    doi: str = ""
    url: str = ""


class Trap(NamedTuple):
    """What makes a card a trap."""

    claim: str
    """A statement to judge true or false before the answer is shown."""
    verdict: bool
    """Whether the claim is true."""
    tempting: str
    """The answer that most people give first."""
    why_wrong: str


class Card(NamedTuple):
    """One interview question."""

    id: str
    kind: Kind
    level: Level
    topic: str
    """The stem of the file that holds the card."""
    tags: tuple[str, ...]
    question: str
    phrasings: tuple[str, ...]
    """Other ways to ask the same; `question` is the main one."""
    narrower: tuple[str, ...]
    """Questions that ask for a part of the answer: `--ask` finds the card by them, the quiz never asks them."""
    quick_answer: str
    """An answer that takes half a minute to say."""
    answer: str
    """The full answer: paragraphs separated by blank lines; lines indented by four spaces are formulas."""
    key_points: tuple[KeyPoint, ...]
    follow_ups: tuple[FollowUp, ...]
    wrong: tuple[str, ...]
    """Common statements that are wrong."""
    proof: tuple[Proof, ...]
    see: tuple[str, ...]
    """Ids of related cards."""
    practise: tuple[str, ...]
    """Exercises, or `drill FAMILY`, that train the same thing."""
    target_seconds: int
    """How long the answer should take to say aloud, in seconds."""
    sources: tuple[Source, ...]
    trap: Trap | None
    """None for a question."""
    path: Path
    line: int
    """The card's first line in `path`, counted from 1."""
    aliases: tuple[str, ...] = ()
    """Other ids that a user may type."""


def as_facts(value: Any) -> Any:
    """Return a card, or any part of it, for JSON: records become objects, paths and enums become text."""
    if hasattr(value, "_asdict"):
        return {name: as_facts(item) for name, item in value._asdict().items()}
    if isinstance(value, tuple):
        return [as_facts(item) for item in value]
    return str(value) if isinstance(value, Path | StrEnum) else value
