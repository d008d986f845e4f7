"""The interviews in the history: which there are, how far each is, and which one goes on."""

from __future__ import annotations

from typing import Any

from nnprep.interview.progress import Progress, replayed
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.mock_interviews import beginnings, waiting
from nnprep.named_tuple import NamedTuple


class Interview(NamedTuple):
    """One interview in the history."""

    id: str
    number: int
    """Counted from 1, in the order in which they began."""
    progress: Progress


def interviews(history: History) -> list[Interview]:
    """Return all interviews, in the order in which they began."""
    begins = {id: number for number, id in enumerate(beginnings(history), 1)}
    steps: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for event in history.each_event(EventKind.MOCK):
        steps.setdefault(event.subject, []).append((event.id, event.data))
    replays = ((id, number, replayed(steps.get(id, []))) for id, number in begins.items())
    return [Interview(id, number, progress) for id, number, progress in replays if progress is not None]


def unfinished(history: History) -> Interview | None:
    """Return the last interview that isn't closed; None if there is none."""
    for id, number in waiting(history).items():
        progress = progress_of(history, id)
        if progress is not None:
            return Interview(id, number, progress)
    return None


def progress_of(history: History, id: str) -> Progress | None:
    """Return how far an interview is; None if its beginning can't be read."""
    return replayed((event.id, event.data) for event in history.events(EventKind.MOCK, id))


def asked_last(history: History) -> frozenset[str]:
    """Return what the last interview asked: ids of cards and exercises."""
    for id in beginnings(history)[-1:]:
        progress = progress_of(history, id)
        if progress is not None:
            return frozenset(item.subject for slot in progress.agenda.slots for item in slot.items)
    return frozenset()
