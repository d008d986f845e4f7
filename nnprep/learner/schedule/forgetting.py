"""Resetting a card, so that it's asked as a new one."""

from __future__ import annotations

from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History


def forget(history: History, card: str) -> int:
    """Write that a card's answers up to now don't count; return how many from the future were undone as well.

    Those would count again once their date comes. Raises UnsavedError.
    """
    history.append(EventKind.FORGET, card)
    ahead = [
        event
        for kind in (EventKind.REVIEW, EventKind.PRACTICE)
        for event in history.from_the_future(kind, card)
    ]
    for event in ahead:
        history.void(event)
    return len(ahead)
