"""How many cards are new, learning, firm or suspended, and when they're due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.schedule.memory import REVIEW, Memory

if TYPE_CHECKING:
    from nnprep.content.askable import Askable

MATURE_DAYS = 21
"""A card with a greater stability than this is firm."""
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """How many cards are in each state; all but `due` add up to all cards."""

    new: int
    """Never asked."""
    learning: int
    """Asked, but not firm yet."""
    firm: int
    """With a stability of more than three weeks."""
    suspended: int
    """Suspended, whether asked before or not."""
    due: int
    """How many of the learning and firm cards are due now."""

    @property
    def total(self) -> int:
        """All cards there are."""
        return self.new + self.learning + self.firm + self.suspended


def states(cards: Iterable[Askable], state: LearnerState, now: datetime, today: date) -> States:
    """Return how many cards are in each state."""
    names = [card.id for card in cards]
    asked = [name for name in names if name not in state.suspended]
    memories = [state.memories[name] for name in asked if name in state.memories]
    firm = sum(map(is_firm, memories))
    return States(
        new=len(asked) - len(memories),
        learning=len(memories) - firm,
        firm=firm,
        suspended=len(names) - len(asked),
        due=sum(memory.is_due(now, today) for memory in memories),
    )


def is_firm(memory: Memory) -> bool:
    """Return whether a card is remembered for weeks."""
    return memory.stability > MATURE_DAYS and memory.phase == REVIEW


def coming(cards: Iterable[Askable], state: LearnerState, today: date) -> dict[date, int]:
    """Return how many cards become due on each of the next seven days; today includes all that are overdue.

    Doesn't count new cards, or that a card asked on one of these days may be due again on another.
    """
    asked = [card.id for card in cards if card.id not in state.suspended and card.id in state.memories]
    dues = Counter(max(today, state.memories[name].due_day) for name in asked)
    return {day: dues[day] for day in (today + timedelta(days=number) for number in range(WEEK))}
