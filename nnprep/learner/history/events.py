"""Events: what happened, written once and never changed; and the study day they belong to."""

from __future__ import annotations

import os
import time
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from nnprep.named_tuple import NamedTuple

ROLLOVER = timedelta(hours=4)
"""A study day ends at 4 a.m., so studying until one o'clock still counts as today."""


class EventKind(StrEnum):
    """What can happen. Later versions may add kinds; readers ignore the ones they don't know."""

    REVIEW = "review"
    """A card was recalled and graded; counts for the schedule."""
    PRACTICE = "practice"
    """A card was recalled and graded while cramming; doesn't count for the schedule."""
    ATTEMPT = "attempt"
    """An exercise was checked."""
    START = "start"
    """An exercise file was written."""
    HINT = "hint"
    SOLUTION = "solution"
    """A solution was shown."""
    GUESS = "guess"
    SUSPEND = "suspend"
    """A card was suspended, or is asked again."""
    FORGET = "forget"
    """A card was reset: what was answered before doesn't count for the schedule."""
    INTERVIEW = "interview"
    """The date of the interview was set or removed."""
    MOCK = "mock"
    """A step of a mock interview, whose id is the subject; `nnprep.interview.progress` says what steps there are."""
    VOID = "void"
    """Undoes the event whose id is the subject."""


WORK = (EventKind.REVIEW, EventKind.PRACTICE, EventKind.ATTEMPT)
"""The kinds of events that count as work done on a day."""


class Event(NamedTuple):
    """One thing that happened."""

    id: str
    """A UUID (version 7: later ids are greater)."""
    at: datetime
    """When, in UTC (`timezone.utc` exactly), to the microsecond."""
    offset_minutes: int
    """How far the learner's clock was ahead of UTC, in minutes."""
    kind: str
    """An `EventKind`, or a kind that a later version added."""
    subject: str
    """What it happened to: the id of a card, an exercise or an event; may be empty."""
    session: str
    """The id of the run of nnprep that wrote it."""
    version: str
    """The version of nnprep that wrote it."""
    data: dict[str, Any]
    """Details, as JSON values."""

    @property
    def day(self) -> date:
        """The learner's study day."""
        return study_day(self.at + timedelta(minutes=self.offset_minutes))


def study_day(local: datetime) -> date:
    """Return the study day of a time on the learner's clock: it begins at 4 a.m."""
    return (local - ROLLOVER).date()


def new_id() -> str:
    """Return a new UUID, version 7 (RFC 9562): 48 bits of milliseconds, 12 bits of their fraction, 62 random bits."""
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = rest * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
