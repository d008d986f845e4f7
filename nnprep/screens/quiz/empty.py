"""A quiz that has nothing to ask: why, until when, and what to type instead."""

from __future__ import annotations

from datetime import datetime

from nnprep.learner.history.events import study_day
from nnprep.learner.schedule.due_cards import Deck
from nnprep.learner.schedule.learner_state import LearnerState, is_close
from nnprep.screens.dates import when
from nnprep.terminal.layout import Line, Paper, Style

MORE = 5
"""New cards offered beyond those of the day."""


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
    """Return why an empty deck is empty.

    `fit` cards fit the filters (`narrow`: there were some), put away or not; `suspended`: only those put away were
    wanted.
    """
    lines = paper.paragraph(reason(deck, now, fit=fit, narrow=narrow, suspended=suspended), Style.STRONG)
    offers = [offer(deck, standing, now), CRAM] if fit and not suspended else [LIST]
    for number, (command, why) in enumerate(dict.fromkeys(each for each in offers if each is not None)):
        first = " next   " if number == 0 else " " * 8
        lines += paper.paragraph(f"{command} ({why})", first=first, indent=" " * 8)
    return lines


def reason(deck: Deck, now: datetime, *, fit: int, narrow: bool, suspended: bool) -> str:
    """Return why there is nothing to ask, in a sentence or two."""
    if not fit:
        return "No card fits these filters."
    if suspended:
        return "No card that fits these filters is put away." if narrow else "No card is put away."
    if deck.next_day is None and not deck.unseen:
        return "Every card that fits these filters is put away." if narrow else "Every card is put away."
    new = "no new card is left for today" if deck.unseen else "no card is new"
    if deck.next_day is None:
        return f"Nothing is due, and {new}."
    return f"Nothing is due, and {new}. The next card is due {when(deck.next_day, deck.next_at, now)}."


def offer(deck: Deck, standing: LearnerState, now: datetime) -> tuple[str, str] | None:
    """Return a command for more new cards; none where there are none, or the interview is too close for them."""
    more = min(MORE, deck.unseen)
    if not more or is_close(standing.interview, study_day(now)):
        return None
    return f"nnprep quiz --count {more}", f"{more} more new card{'s' * (more != 1)}"


CRAM = ("nnprep quiz --cram", "anything, weakest first; leaves the schedule as it is")
LIST = ("nnprep quiz", "what is due, then what is new")
