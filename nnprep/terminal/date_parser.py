"""Parses a date as people type it: `tomorrow`, `+7`, `friday`, `22 November`, `22.11.2026`, or plain ISO."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from nnprep.errors import shown

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
LEAP = 8
"""Years within which every day of the calendar occurs."""


class DateError(ValueError):
    """A text that is not a date, or could be two; its message is a sentence for the user."""

    def __init__(self, sentence: str, example: str = "2026-12-05") -> None:
        super().__init__(sentence)
        self.example = example
        """What to type instead."""


def parse_date(text: str, today: date) -> date:
    """Return the date that a text means when it is typed today; without a year the next one, today included.

    Raises DateError for a text that is not a date, that no calendar has, or that could be two dates.
    """
    plain = " ".join(text.lower().replace(",", " ").split())
    for pattern, meaning in FORMS:
        match = re.fullmatch(pattern, plain)
        if match is not None:
            try:
                return meaning(match, today)
            except DateError:
                raise
            except (ValueError, OverflowError):
                raise DateError(f"{shown(text)} is not a date in any calendar.") from None
    raise DateError(
        f"{shown(text)} is not a date. Write it as 2026-12-05, 5.12.2026, 5 December, friday, tomorrow or +7."
    )


def calendar_day(year: str | None, month: int, day: int, today: date) -> date:
    """Return a day of a year, or without a year the next one; raises ValueError."""
    if year is not None:
        return date(int(year), month, day)
    for later in range(LEAP + 1):
        try:
            candidate = date(today.year + later, month, day)
        except ValueError:  # 29 February in most years
            continue
        if candidate >= today:
            return candidate
    raise ValueError("no year has this day")


def month_number(name: str) -> int:
    """Return the number, from 1, of the month whose name begins like this; raises ValueError."""
    return index_of(name, MONTHS) + 1


def index_of(name: str, names: tuple[str, ...]) -> int:
    """Return the index of the first name that begins with these three or more letters; raises ValueError."""
    for number, full in enumerate(names):
        if len(name) >= 3 and full.startswith(name):
            return number
    raise ValueError(name)


def weekday(name: str, today: date) -> date:
    """Return the next day of this name, never today."""
    ahead = (index_of(name, WEEKDAYS) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def day_and_month(first: int, second: int, year: str, today: date) -> date:
    """Return the day of `22/11/2026`; raises DateError if both numbers could be the month."""
    if first <= 12 and second <= 12 and first != second:
        both = sorted((calendar_day(year, first, second, today), calendar_day(year, second, first, today)))
        one, other = (f"{day.day} {day:%B}" for day in both)
        raise DateError(
            f"{first}/{second}/{year} could be {one} or {other}. Write {both[0]} or {both[1]}.", str(both[0])
        )
    day, month = (first, second) if second <= 12 else (second, first)
    return calendar_day(year, month, day, today)


Meaning = Callable[[re.Match[str], date], date]
DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
FORMS: tuple[tuple[str, Meaning], ...] = (
    (r"today", lambda m, today: today),
    (r"tomorrow", lambda m, today: today + timedelta(days=1)),
    (r"(?:\+|in )(\d{1,5})(?: ?d(?:ays?)?)?", lambda m, today: today + timedelta(days=int(m[1]))),
    (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", lambda m, today: calendar_day(m[1], int(m[3]), int(m[4]), today)),
    (
        r"(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?",
        lambda m, today: calendar_day(m[3], int(m[2]), int(m[1]), today),
    ),
    (r"(\d{1,2})/(\d{1,2})/(\d{4})", lambda m, today: day_and_month(int(m[1]), int(m[2]), m[3], today)),
    (
        rf"{DAY} (?:of )?([a-z]{{3,}})\.?(?: (\d{{4}}))?",
        lambda m, today: calendar_day(m[3], month_number(m[2]), int(m[1]), today),
    ),
    (
        rf"([a-z]{{3,}})\.? {DAY}(?: (\d{{4}}))?",
        lambda m, today: calendar_day(m[3], month_number(m[1]), int(m[2]), today),
    ),
    (
        rf"(?:on |next )?({'|'.join(f'{name[:3]}[a-z]*' for name in WEEKDAYS)})",
        lambda m, today: weekday(m[1], today),
    ),
)
