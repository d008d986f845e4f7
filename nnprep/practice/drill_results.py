"""What the history remembers of a drill: each answer, right or wrong, with the slip that explains it."""

from __future__ import annotations

from nnprep.errors import HistoryError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.named_tuple import NamedTuple
from nnprep.nn.drills.drill import Drill, Verdict


class Result(NamedTuple):
    """One question that was answered, or given up."""

    family: str
    level: str
    seed: int
    number: int
    """Which question of the run it was, counted from 1."""
    what: object
    """What it asked for; empty if the family says it all."""
    right: bool
    answered: bool
    """Whether an answer was typed."""
    slip: str | None
    """The mistake behind a wrong answer, if it is a known one."""
    seconds: float


def result_of(drill: Drill, verdict: Verdict) -> Result:
    """Return the latest result of a drill."""
    question = verdict.asked
    return Result(
        family=question.family,
        level=str(question.level),
        seed=drill.seed,
        number=len(drill.verdicts),
        what=question.facts.get("what", ""),
        right=verdict.right,
        answered=not isinstance(verdict.given, str),
        slip=verdict.slip.says if verdict.slip else None,
        seconds=round(verdict.seconds, 1),
    )


class DrillResults:
    """Writes each result to the history; a history that can't be written doesn't stop the practice."""

    def __init__(self) -> None:
        self.history: History | None = None
        self.failed = False

    def save(self, result: Result) -> str:
        """Save one result; return what went wrong as a sentence, the first time only."""
        if self.failed:
            return ""
        facts = result._asdict()
        subject = f"drill {facts.pop('family')}"
        try:
            if self.history is None:
                self.history = History.open()
            self.history.append(EventKind.PRACTICE, subject, facts)
        except HistoryError as error:
            self.failed = True
            return f"Results are not saved: {error.sentence}"
        return ""

    def close(self) -> None:
        """Close the history if it was opened."""
        if self.history is not None:
            self.history.close()
