"""Looks up what was wrong with the answers to a card that is failed again and again."""

from __future__ import annotations

from collections import Counter

from nnprep.content.cards import Card
from nnprep.content.library import load_cards
from nnprep.errors import NnprepError
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.stats.leech import Leech, leech
from nnprep.quiz.session import Session

SEVERAL = 2
"""How many key points of another card an answer makes before it counts as confused with that card."""


def with_leech(session: Session, history: History, state: LearnerState) -> Session:
    """Return the session with what is known about the card on the table, if it's failed again and again."""
    turn = session.turn
    if turn is None:
        return session
    try:
        found = leech(history, state, turn.card.id, len(turn.card.key_points))
    except NnprepError:  # what can't be read is reported when the next answer is saved
        return session
    if found is None:
        return session
    found = found._replace(confused=confused_with(turn.card, found))
    return session._replace(leeches={**session.leeches, turn.card.id: found})


def confused_with(card: Card, failures: Leech) -> tuple[str, ...]:
    """Return the related cards whose key points the failed answers make, the most frequent first."""
    if not failures.typed:
        return ()
    from nnprep.answers.key_points import listen  # takes as long to load as the rest of a session

    counts: Counter[str] = Counter()
    for other in load_cards([]):
        for text in failures.typed if other.id in card.see else ():
            points = [mention for mention in listen(text, other) if not mention.negated]
            counts[other.id] += len(points) >= SEVERAL
    return tuple(name for name, count in counts.most_common() if count)
