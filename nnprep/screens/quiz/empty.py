"""A quiz with nothing to ask: why, until when, and what to type instead."""

from __future__ import annotations

from datetime import datetime

from nnprep.errors import plural
from nnprep.learner.history.events import study_day
from nnprep.learner.schedule.due_cards import Deck
from nnprep.learner.schedule.learner_state import LearnerState, is_close
from nnprep.screens.dates import when
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style

MORE = 5
"""New cards offered beyond today's."""


def empty_screen(
    deck: Deck,
    standing: LearnerState,
    now: datetime,
    paper: Paper,
    *,
    fit: int,
    narrow: bool,
    suspended: bool,
) -> list[Line]:
    """Return why an empty deck is empty, and what to type instead.

    `fit` cards match the filters, suspended or not; `narrow` says that there were filters, `suspended` that only
    suspended cards were wanted.
    """
    lines = paper.paragraph(reason(deck, now, fit=fit, narrow=narrow, suspended=suspended), Style.STRONG)
    offers = [offer(deck, standing, now), CRAM] if fit and not suspended else [LIST]
    steps = [f"{command}   {why}" for command, why in dict.fromkeys(filter(None, offers))]
    return [*lines, Line(), *next_lines(steps, paper, indent=" ")]


def reason(deck: Deck, now: datetime, *, fit: int, narrow: bool, suspended: bool) -> str:
    """Return why there is nothing to ask, in a sentence or two."""
    if not fit:
        return "No card matches these filters."
    if suspended:
        return "No suspended card matches these filters." if narrow else "No card is suspended."
    if deck.next_day is None and not deck.unseen:
        return "Every card that matches these filters is suspended." if narrow else "Every card is suspended."
    new = "today's new cards are done" if deck.unseen else "there are no new cards"
    if deck.next_day is None:
        return f"Nothing is due, and {new}."
    return f"Nothing is due, and {new}. The next card is due {when(deck.next_day, deck.next_at, now)}."


def offer(deck: Deck, standing: LearnerState, now: datetime) -> tuple[str, str] | None:
    """Return a command for more new cards; None if there are none or the interview is too close for them."""
    more = min(MORE, deck.unseen)
    if not more or is_close(standing.interview, study_day(now)):
        return None
    return f"nnprep quiz --count {more}", plural(more, "more new card")


CRAM = ("nnprep quiz --cram", "any card, weakest first; doesn't change the schedule")
LIST = ("nnprep quiz", "due cards, then new ones")
