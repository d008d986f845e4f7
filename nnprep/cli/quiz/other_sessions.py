"""What other sessions answer while one runs: two terminals, one history."""

from __future__ import annotations

from nnprep.errors import HistoryError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.quiz.queue import without_answered
from nnprep.quiz.session import Session
from nnprep.quiz.turn import Turn


class OtherSessions:
    """The answers that other sessions wrote after a position in the log."""

    def __init__(self, history: History, position: int, kind: EventKind) -> None:
        self.history = history
        self.position = position
        self.kind = kind
        """What this session's grades are written as; answers of another kind don't matter to it."""

    def skip_answered(self, session: Session, before: Turn | None, seconds: float) -> Session:
        """Return the session without what others answered, if a new card has come up since the turn `before`."""
        turn = session.turn
        if turn is None or turn.revealed or (before is not None and before.shown_at == turn.shown_at):
            return session
        try:
            written = self.history.written_elsewhere(self.kind, self.position)
        except HistoryError:  # saving the next answer reports it, with what helps
            return session
        if written:
            self.position = written[-1][0]
        return without_answered(session, {subject for _, subject in written}, seconds)
