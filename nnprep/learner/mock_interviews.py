"""Which mock interviews the history has, and which of them wait to be finished; `nnprep.interview` reads the rest."""

from __future__ import annotations

from nnprep.learner.history.log import History
from nnprep.learner.history.rows import FIRST, NOT_VOIDED

BEGIN, CLOSE = "begin", "close"
"""The first and the last step of an interview."""


def beginnings(history: History) -> list[str]:
    """Return the ids of all interviews, in the order in which they began."""
    return list(dict.fromkeys(subjects(history, BEGIN)))


def waiting(history: History) -> dict[str, int]:
    """Return the interviews that aren't closed, the last one first: id -> number, counted from 1."""
    closed = set(subjects(history, CLOSE))
    begun = list(enumerate(beginnings(history), 1))
    return {id: number for number, id in reversed(begun) if id not in closed}


def subjects(history: History, step: str) -> list[str]:
    """Return the interviews that have this step, in order.

    Found by the text that the log has of it: parsing whole agendas takes longer than the first question may.
    """
    rows = history.rows(
        f"SELECT subject FROM event WHERE kind = 'mock' AND instr(data, ?) AND at BETWEEN ? AND ? AND {NOT_VOIDED}"
        " ORDER BY at, id",
        [f'"step":"{step}"', FIRST, history.horizon()],
    )
    return [str(subject) for (subject,) in rows]
