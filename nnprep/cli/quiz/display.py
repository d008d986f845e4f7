"""Where a session is drawn: the terminal, or lines on a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from nnprep.quiz.session import Session
from nnprep.screens.quiz.session import view
from nnprep.terminal.painter import Painter


class Display:
    """Draws a session; enough for the first card, which appears before anything else is loaded."""

    def __init__(self, *, live: bool) -> None:
        self.painter = Painter(sys.stdout, live=live)
        self.keys = 0
        """How many rows of keys were drawn last."""

    def draw(self, session: Session, nexts: Sequence[str] = (), soon: Sequence[int] = ()) -> None:
        """Show what a session looks like now; for `nexts` and `soon` see `view`."""
        screen = view(
            session,
            self.painter.paper(),
            seconds=time.monotonic(),
            nexts=nexts,
            soon=soon,
            live=self.painter.live,
        )
        self.keys = len(screen.tail)
        card = session.turn.card.id if session.turn else None
        self.painter.draw(screen, (session.help, len(session.answers), card))
