"""Where an interview is drawn: the terminal, or lines on a pipe."""

from __future__ import annotations

import sys
import time

from nnprep.interview.session import Session
from nnprep.screens.interview.session import view
from nnprep.terminal.painter import Painter


class Display:
    """Draws an interview; enough for the first question, which appears before anything else is loaded."""

    def __init__(self, *, live: bool) -> None:
        self.painter = Painter(sys.stdout, live=live)

    def draw(self, session: Session) -> None:
        """Show what an interview looks like now."""
        screen = view(session, self.painter.paper(), seconds=time.monotonic(), live=self.painter.live)
        self.painter.draw(screen, (session.help, len(session.progress.answers), screen.part))
