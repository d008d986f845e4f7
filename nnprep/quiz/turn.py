"""A turn: one card in a session, how it was asked and what the learner did with it."""

from __future__ import annotations

from collections.abc import Mapping

from nnprep.content.cards import Card, KeyPoint
from nnprep.learner.grades import Grade, suggested, suggested_for_claim
from nnprep.named_tuple import NamedTuple

SURENESS = {"a": 25, "b": 50, "c": 75, "d": 95}
"""Key -> how sure the learner is, in percent; none of these keys does anything once the answer is shown."""
VERDICTS = {"y": True, "n": False}
"""Key -> the learner's verdict on the claim of a trap."""


class Turn(NamedTuple):
    """The current card, or one that was."""

    card: Card
    phrasing: int
    """The number of the wording that is shown; 0 is the main one."""
    shown_at: float
    """When it was shown, in seconds of a monotonic clock."""
    revealed_at: float | None = None
    """When the answer was shown; None before."""
    verdict: bool | None = None
    """The learner's verdict on the claim of a trap, if any."""
    confidence: int | None = None
    """How sure the learner was before the reveal, in percent."""
    hints: int = 0
    """How many hints were shown."""
    typed: str | None = None
    """The typed answer, if there is one."""
    quotes: Mapping[int, str] | None = None
    """Key point (from 0) -> the words of the typed answer that make it or seem to negate it."""
    doubts: tuple[int, ...] = ()
    """Key points that seem negated, so the learner must be asked about them."""
    ticked: frozenset[int] = frozenset()
    """Key points that were in the answer."""
    reasons: frozenset[int] = frozenset()
    """Key points that decide the claim of a trap; none before the reveal."""
    counted: bool = False
    """Whether the ticks mean anything, because an answer was typed or points were ticked."""
    follow_ups: int = 0
    """How many questions and answers of follow-ups are shown: question, answer, question, …"""
    page: int = 0
    """The page after the reveal: 0 the short answer and the key points, 1 the full answer, 2 the rest.

    All of it together doesn't fit on a terminal of 24 rows.
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
        """Whether a spoken answer took longer than an interviewer waits."""
        if self.revealed_at is None or self.typed is not None:
            return False
        return self.revealed_at - self.shown_at > self.card.target_seconds

    @property
    def suggestion(self) -> Grade | None:
        """The grade that the ticks suggest, if they mean anything; after a verdict, only reasons for it count."""
        if not self.counted:
            return None
        if self.fell is None:
            return suggested(self.card.key_points, self.ticked)
        count = len(self.card.key_points)
        reasons = self.reasons or range(count)
        return suggested_for_claim(count, self.ticked, reasons, right=not self.fell)

    @property
    def fell(self) -> bool | None:
        """Whether the learner fell for the trap; None without a verdict."""
        if self.card.trap is None or self.verdict is None:
            return None
        return self.verdict != self.card.trap.verdict

    @property
    def hinted(self) -> tuple[KeyPoint, ...]:
        """The key points whose beginning was revealed as a hint; the `must` points come first."""
        return tuple(sorted(self.card.key_points, key=lambda point: not point.must))[: self.hints]

    def later(self, seconds: float) -> Turn:
        """Return the turn as if everything had happened that many seconds later."""
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
