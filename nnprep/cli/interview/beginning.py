"""A new interview before it's planned: its first question is known, and what the rest is chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.card_index import Heading
    from nnprep.content.cards import Card
    from nnprep.interview.planning.cards import Choice
    from nnprep.learner.schedule.learner_state import LearnerState


class Beginning(NamedTuple):
    """A new interview of which only the first question is known."""

    choice: Choice
    warm_up: tuple[str, ...]
    cards: tuple[Heading, ...] | tuple[Card, ...]
    state: LearnerState
