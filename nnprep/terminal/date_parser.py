"""A day as people type it: `tomorrow`, `+7`, `friday`, `22 November`, `22.11.2026`, or plain ISO."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from nnprep.errors import UsageError, shown

NEXT_STEP = "nnprep quiz --interview 2026-12-05"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
LEAP = 8
"""Years within which every day of the calendar comes again."""


def spoken_day(text: str, today: date) -> date:
    """Return the day that somebody means who types this today; without a year the next one, today included.

    Raises UsageError for a text that is no day, that no calendar has, or that could mean two days.
    """
    plain = " ".join(text.lower().replace(",", " ").split())
    for pattern, meaning in FORMS:
        found = re.fullmatch(pattern, plain)
        if found is not None:
            try:
                return meaning(found, today)
            except (ValueError, OverflowError):
                raise UsageError(f"There is no day {shown(text)}.", next_step=NEXT_STEP) from None
    raise UsageError(
        f"{shown(text)} is no date. Write it as 2026-12-05, 5.12.2026, 5 December, friday, tomorrow or +7.",
        next_step=NEXT_STEP,
    )


def numbered(year: str | None, month: int, day: int, today: date) -> date:
    """Return a day of a year, or the next one where none is named."""
    if year is not None:
        return date(int(year), month, day)
    for later in range(LEAP + 1):
        try:
            found = date(today.year + later, month, day)
        except ValueError:  # 29 February in most years
            continue
        if found >= today:
            return found
    raise ValueError("no year has this day")


def month_number(name: str) -> int:
    """Return a month by its name or the beginning of it, from 1; raises ValueError."""
    return next_index(name, MONTHS) + 1


def next_index(name: str, names: tuple[str, ...]) -> int:
    """Return which name begins so, with three letters at least; raises ValueError."""
    for number, full in enumerate(names):
        if len(name) >= 3 and full.startswith(name):
            return number
    raise ValueError(name)


def weekday(name: str, today: date) -> date:
    """Return the next day of this name, never today."""
    ahead = (next_index(name, WEEKDAYS) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def slashed(first: int, second: int, year: str, today: date) -> date:
    """Return the day of `22/11/2026`; raises UsageError where both numbers could be the month."""
    if first <= 12 and second <= 12 and first != second:
        both = sorted((numbered(year, first, second, today), numbered(year, second, first, today)))
        one, other = (f"{day.day} {day:%B}" for day in both)
        raise UsageError(
            f"{first}/{second}/{year} may be {one} or {other}. Write {both[0]} or {both[1]}.",
            next_step=f"nnprep quiz --interview {both[0]}",
        )
    day, month = (first, second) if second <= 12 else (second, first)
    return numbered(year, month, day, today)


Meaning = Callable[[re.Match[str], date], date]
DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
FORMS: tuple[tuple[str, Meaning], ...] = (
    (r"today", lambda m, today: today),
    (r"tomorrow", lambda m, today: today + timedelta(days=1)),
    (r"(?:\+|in )(\d{1,5})(?: ?d(?:ays?)?)?", lambda m, today: today + timedelta(days=int(m[1]))),
    (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", lambda m, today: numbered(m[1], int(m[3]), int(m[4]), today)),
    (
        r"(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?",
        lambda m, today: numbered(m[3], int(m[2]), int(m[1]), today),
    ),
    (r"(\d{1,2})/(\d{1,2})/(\d{4})", lambda m, today: slashed(int(m[1]), int(m[2]), m[3], today)),
    (
        rf"{DAY} (?:of )?([a-z]{{3,}})\.?(?: (\d{{4}}))?",
        lambda m, today: numbered(m[3], month_number(m[2]), int(m[1]), today),
    ),
    (
        rf"([a-z]{{3,}})\.? {DAY}(?: (\d{{4}}))?",
        lambda m, today: numbered(m[3], month_number(m[1]), int(m[2]), today),
    ),
    (
        rf"(?:on |next )?({'|'.join(f'{name[:3]}[a-z]*' for name in WEEKDAYS)})",
        lambda m, today: weekday(m[1], today),
    ),
)
