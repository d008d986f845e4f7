"""Days and moments in words, on the learner's clock."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

from nnprep.errors import plural
from nnprep.learner.history.events import study_day

HOUR = timedelta(hours=1)


def spelled_day(day: date, *, year: bool = False) -> str:
    """Return a day as `Saturday, 21 November`, with its year if wanted."""
    return f"{day:%A}, {day.day} {day:%B}" + (f" {day.year}" if year else "")


def days_away(days: int) -> str:
    """Return how far away a day is: `today`, `tomorrow`, `in 12 days`; `days` is not negative."""
    return ("today", "tomorrow")[days] if days < 2 else f"in {days} days"


def when(day: date, at: datetime | None, now: datetime) -> str:
    """Return when something is due: `in 9 minutes`, `today at 14:05`, `tomorrow`, `on Monday, 23 November`.

    `at` is the exact moment, if there is one; `now` is the learner's clock, whose day begins at 4 in the morning.
    """
    today = study_day(now)
    if at is not None and day >= today:
        if at <= now:
            return "now"
        if at - now <= HOUR:
            return f"in {plural(math.ceil((at - now) / timedelta(minutes=1)), 'minute')}"
        return f"today at {at.astimezone(now.tzinfo):%H:%M}"
    if day <= today:
        return "now"
    if day == today + timedelta(days=1):
        return "tomorrow"
    return f"on {spelled_day(day, year=day.year != today.year)}"
