"""One card on the table: how it was asked, what the learner did with it, and what is written about that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from nnprep.content.cards import Card, KeyPoint
from nnprep.learner.grades import Grade, suggested

SURENESS = {"a": 25, "b": 50, "c": 75, "d": 95}
"""Key -> how sure the learner is, in per cent; none of these keys does anything once the answer is shown."""
VERDICTS = {"y": True, "n": False}
"""Key -> what the learner calls the claim of a trap."""


class Turn(NamedTuple):
    """One card on the table."""

    card: Card
    phrasing: int
    """Which wording is shown: 0 is the main one."""
    shown_at: float
    """When it was shown, in seconds of a clock that never jumps."""
    revealed_at: float | None = None
    """When the answer was shown; None before."""
    verdict: bool | None = None
    """What the learner called the claim of a trap; None if nothing."""
    confidence: int | None = None
    """How sure the learner was before the reveal, in per cent."""
    hints: int = 0
    """How many hints were shown."""
    typed: str | None = None
    """The answer that was typed, if one was."""
    quotes: Mapping[int, str] | None = None
    """Key point (from 0) -> the words of the typed answer in which it was heard, or heard negated."""
    doubts: tuple[int, ...] = ()
    """Key points that were heard negated and must be asked about."""
    ticked: frozenset[int] = frozenset()
    """Key points that the learner says were in the answer."""
    counted: bool = False
    """Whether the ticks say anything: something was typed or ticked."""
    follow_ups: int = 0
    """How many questions and answers of follow-ups are shown: question, answer, question, …"""
    page: int = 0
    """What is shown after the reveal: 0 the short answer and the key points, 1 the full answer, 2 what else there is.

    Pages, because all of it together is longer than a terminal of 24 rows.
    """

    @property
    def wording(self) -> str:
        """The question as it is asked."""
        return wordings(self.card)[self.phrasing]

    @property
    def revealed(self) -> bool:
        """Whether the answer is shown."""
        return self.revealed_at is not None

    @property
    def late(self) -> bool:
        """Whether an answer that was said, not typed, took longer than an interviewer waits."""
        if self.revealed_at is None or self.typed is not None:
            return False
        return self.revealed_at - self.shown_at > self.card.target_seconds

    @property
    def suggestion(self) -> Grade | None:
        """The grade that the ticks speak for, if they say anything; who fell for a trap did not find it easy."""
        if not self.counted:
            return None
        grade = suggested(self.card.key_points, self.ticked)
        return min(grade, Grade.HARD) if self.fell else grade

    @property
    def fell(self) -> bool | None:
        """Whether the learner fell for the trap; None without a verdict."""
        if self.card.trap is None or self.verdict is None:
            return None
        return self.verdict != self.card.trap.verdict

    @property
    def hinted(self) -> tuple[KeyPoint, ...]:
        """The key points of which the beginning was given away; those that must be said come first."""
        return tuple(sorted(self.card.key_points, key=lambda point: not point.must))[: self.hints]

    def later(self, seconds: float) -> Turn:
        """Return the turn as if everything had happened so many seconds later."""
        revealed_at = None if self.revealed_at is None else self.revealed_at + seconds
        return self._replace(shown_at=self.shown_at + seconds, revealed_at=revealed_at)

    def rephrased(self) -> Turn:
        """Return the turn with the card's next wording."""
        return self._replace(phrasing=(self.phrasing + 1) % len(wordings(self.card)))

    def toggled(self, point: int) -> Turn:
        """Return the turn with one key point ticked, or no longer ticked."""
        return self._replace(ticked=self.ticked ^ {point}, counted=True)


def wordings(card: Card) -> tuple[str, ...]:
    """Return all ways in which a card can be asked, the main one first."""
    return (card.question, *card.phrasings)


def record(turn: Turn, grade: Grade, seconds: float) -> dict[str, Any]:
    """Return what an event says about a graded turn; `seconds`: when it was graded, on the turn's clock."""
    revealed_at = seconds if turn.revealed_at is None else turn.revealed_at
    known = {
        "grade": int(grade),
        "phrasing": turn.phrasing,
        "seconds": round(max(0.0, revealed_at - turn.shown_at), 1),
        "graded_after": round(max(0.0, seconds - revealed_at), 1),
        "target_seconds": turn.card.target_seconds,
        "hints": turn.hints or None,
        "confidence": turn.confidence,
        "verdict": turn.verdict,
        "fell": turn.fell,
        "ticked": sorted(turn.ticked) if turn.counted else None,
        "suggested": int(turn.suggestion) if turn.suggestion else None,
        "typed": turn.typed,
    }
    return {name: value for name, value in known.items() if value is not None}
