"""What other sessions answer while one runs: two terminals, one history."""

from __future__ import annotations

from nnprep.errors import HistoryError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.quiz.session import Session, next_card
from nnprep.quiz.turn import Turn

ANSWERED = """SELECT position, subject FROM event WHERE position > ? AND kind = ? AND session <> ?
AND id NOT IN (SELECT subject FROM event WHERE kind = 'void') ORDER BY position"""


class Elsewhere:
    """The answers of other sessions since a position in the log."""

    def __init__(self, history: History, position: int, kind: EventKind) -> None:
        self.history = history
        self.position = position
        self.kind = kind
        """What a grade of this session is written as; answers of another kind do not matter to it."""

    def checked(self, session: Session, before: Turn | None, seconds: float) -> Session:
        """Return the session without what was answered elsewhere, if a card has come up since the turn `before`."""
        turn = session.turn
        if turn is None or turn.revealed or (before is not None and before.shown_at == turn.shown_at):
            return session
        try:
            return passed_over(session, self.answered(), seconds)
        except HistoryError:  # saving the next answer says it, with what helps
            return session

    def answered(self) -> frozenset[str]:
        """Return the cards answered elsewhere since the last look."""
        rows = self.history.rows(ANSWERED, (self.position, str(self.kind), self.history.session))
        if rows:
            self.position = int(rows[-1][0])
        return frozenset(str(subject) for _, subject in rows)


def passed_over(session: Session, answered: frozenset[str], seconds: float) -> Session:
    """Return a session whose next card has just come up without the cards that were answered elsewhere."""
    if not answered or session.turn is None:
        return session
    here = session.turn.card.id
    gone = {name for name in (here, *(card.id for card in session.queue)) if name in answered}
    session = session._replace(queue=tuple(card for card in session.queue if card.id not in answered))
    if here in answered:
        session = next_card(session, seconds)
    if not gone:
        return session
    said = f"{gone.pop()} was" if len(gone) == 1 else f"{len(gone)} cards were"
    said += " answered in another session meanwhile, and not asked here again."
    return session._replace(notice=f"{session.notice} {said}".strip())
