"""The agenda of an interview: its parts, and in each what is asked, with all that it takes to judge the answers.

It is stored in the interview's first event, so that neither a changed card nor a removed exercise changes what was
asked, what was heard or what it's worth. Named tuples, because all are defined before the first question is shown.
"""

from __future__ import annotations

from typing import Any

from nnprep.content.cards import KeyPoint
from nnprep.interview.kinds import PartKind
from nnprep.named_tuple import NamedTuple


class PlannedPoint(NamedTuple):
    """One key point of a question."""

    say: str
    must: bool
    cues: tuple[str, ...]
    nudge: str = ""
    """What to ask if it is missing, without giving it away."""
    nudge_answer: str = ""
    """The answer to that."""


class Further(NamedTuple):
    """A follow-up that can be asked."""

    asked: str
    model_answer: str


class Slip(NamedTuple):
    """A wrong answer to a question with one right answer, and the mistake behind it."""

    answer: Any
    says: str


class Exact(NamedTuple):
    """The one right answer of a question at the whiteboard."""

    answer: Any
    """A number, a shape as a list, or None for an operation that raises."""
    tolerance: float
    slips: tuple[Slip, ...]


class Task(NamedTuple):
    """A coding or debugging task."""

    exercise: str
    title: str
    summary: str
    parts: tuple[str, ...]
    """Ids of the parts that are asked for; empty for the whole exercise."""
    titles: tuple[str, ...]
    functions: tuple[str, ...]
    """What is to be written."""
    mistake: str = ""
    """The id of the mistake that is planted; empty in a coding task."""
    mistake_say: str = ""


class Item(NamedTuple):
    """One question of a part, or its task."""

    subject: str
    """A card's id, `drill FAMILY`, an exercise's id, or empty."""
    topic: str
    asked: str
    target_seconds: int
    code: str = ""
    """Shown verbatim under the question."""
    model_answer: str = ""
    points: tuple[PlannedPoint, ...] = ()
    further: tuple[Further, ...] = ()
    most: int = 0
    """How many follow-ups are asked at most."""
    exact: Exact | None = None
    task: Task | None = None
    guess: bool = False
    """Whether it asks which mistake was planted in the task before it."""

    @property
    def key_points(self) -> tuple[KeyPoint, ...]:
        """The key points as a card has them."""
        return tuple(KeyPoint(say=each.say, cues=each.cues, must=each.must) for each in self.points)


class Slot(NamedTuple):
    """One part of the interview."""

    kind: PartKind
    title: str
    seconds: int
    """How long it should take."""
    items: tuple[Item, ...] = ()


class Agenda(NamedTuple):
    """Everything that is asked in one interview, but for the follow-ups that depend on answers."""

    level: str
    minutes: int
    seed: int
    focus: tuple[str, ...]
    date: str
    """When it began, on the learner's clock, as ISO 8601."""
    slots: tuple[Slot, ...]

    def item(self, place: tuple[int, int]) -> Item:
        """Return a question by the numbers, from 0, of its part and in it."""
        return self.slots[place[0]].items[place[1]]
