"""What a card is: one interview question with everything needed to ask, hint at, answer and grade it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple


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
    """Ways people say it; `nnprep.answers.key_points` matches them."""
    must: bool = False
    """Whether an answer without it fails."""


class FollowUp(NamedTuple):
    """What an interviewer asks next, with a short answer."""

    question: str
    answer: str


class Proof(NamedTuple):
    """A number that stands in a card, and the call that computes it."""

    shown: str
    """The number as it stands in the card's text, such as `899`, `1/4` or `1.4612`."""
    call: str
    """A call of a function of `nnprep.nn.proof_calls`, such as `mlp_parameters([10, 64, 3])`."""
    says: str
    """What the number is, one short phrase."""


class Source(NamedTuple):
    """Where a card's facts can be read."""

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
    """A statement to call true or false before the answer is shown."""
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
    """What the card answers in part only: `--ask` finds it by them, and the quiz never poses them."""
    quick_answer: str
    """What can be said in half a minute."""
    answer: str
    """The full answer: paragraphs with empty lines between; lines indented by four spaces are formulas."""
    key_points: tuple[KeyPoint, ...]
    follow_ups: tuple[FollowUp, ...]
    wrong: tuple[str, ...]
    """Statements that are often made and are wrong."""
    proof: tuple[Proof, ...]
    see: tuple[str, ...]
    """Ids of related cards."""
    practise: tuple[str, ...]
    """Exercises, or `drill FAMILY`, that practise the same thing."""
    target_seconds: int
    """How long an answer said aloud should take, in seconds."""
    sources: tuple[Source, ...]
    trap: Trap | None
    """None for a question."""
    path: Path
    line: int
    """The card's first line in `path`, counted from 1."""


def as_facts(value: Any) -> Any:
    """Return a card, or anything in it, as JSON knows it: records become objects, paths and closed sets text."""
    if hasattr(value, "_asdict"):
        return {name: as_facts(item) for name, item in value._asdict().items()}
    if isinstance(value, tuple):
        return [as_facts(item) for item in value]
    return str(value) if isinstance(value, Path | StrEnum) else value
