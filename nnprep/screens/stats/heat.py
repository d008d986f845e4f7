"""What was done on each day as a heat map: a column a week, a row a weekday; darker is more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from rich.text import Text

SHADES = "-░▒▓█"
ASCII_SHADES = "-.:o#"
STEPS = (1, 5, 10, 20)
"""Answers a day from which each shade begins."""
MOST_WEEKS = 26


def heat_map(days: Mapping[date, int], today: date, weeks: int, *, ascii: bool = False) -> Text:
    """Return the last weeks, with months above and the meaning of the signs below."""
    shades = ASCII_SHADES if ascii else SHADES
    monday = today - timedelta(days=today.weekday()) - timedelta(weeks=weeks - 1)
    rows = [months(monday, weeks)]
    for weekday in range(7):
        cells = []
        for week in range(weeks):
            day = monday + timedelta(weeks=week, days=weekday)
            cells.append(" " if day > today else shade(days.get(day, 0), shades))
        rows.append(f"{DAY_NAMES[weekday]:<4}" + " ".join(cells))
    return Text("\n".join(row.rstrip() for row in rows) + f"\n    {legend(shades)}")


def months(monday: date, weeks: int) -> str:
    """Return the row above the heat map: each month's name above its first week."""
    row = [" "] * (4 + 2 * weeks + 2)
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        if day.day <= 7:
            row[4 + 2 * week : 7 + 2 * week] = f"{day:%b}"
    return "".join(row)


def shade(count: int, shades: str) -> str:
    """Return the sign for a day's count."""
    return shades[sum(count >= step for step in STEPS)]


def legend(shades: str) -> str:
    """Return each sign with the count from which it is used."""
    return "   ".join(
        [f"{shades[0]} none", *(f"{shades[n]} {step}+" for n, step in enumerate(STEPS, start=1))]
    )


def weeks_shown(width: int) -> int:
    """Return how many weeks fit."""
    return max(4, min(MOST_WEEKS, (width - 6) // 2))


DAY_NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")
