"""What the quiz says when it has nothing to ask."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from nnprep.learner.schedule.due_cards import Deck
    from nnprep.learner.schedule.learner_state import LearnerState
    from nnprep.quiz.selection import Wishes


def tell_nothing(wishes: Wishes, deck: Deck, standing: LearnerState, now: datetime) -> None:
    """Say why the deck for these wishes is empty, and what to type instead."""
    from nnprep.cli.content import sound_cards
    from nnprep.content.card_index import find_headings
    from nnprep.quiz.selection import fitting_wishes
    from nnprep.screens.quiz.empty import empty_screen
    from nnprep.terminal.painter import print_lines

    fit = fitting_wishes(find_headings() or sound_cards(), wishes)
    print_lines(
        sys.stdout,
        lambda paper: empty_screen(
            deck, standing, now, paper, fit=len(fit), narrow=wishes.narrow, suspended=wishes.suspended
        ),
    )
