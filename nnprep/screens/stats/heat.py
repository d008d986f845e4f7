"""A heat map of the work done each day: a column for each week, a row for each weekday; darker means more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from nnprep.terminal.layout import Line, Paper, Style

SHADES = "-░▒▓█"
ASCII_SHADES = "-.:o#"
STEPS = (1, 5, 10, 20)
"""Answers per day from which each shade begins."""
MOST_WEEKS = 26
DAY_NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def heat_map(days: Mapping[date, int], today: date, weeks: int, paper: Paper) -> list[Line]:
    """Return the last weeks, with the months above and a legend below."""
    shades = ASCII_SHADES if paper.ascii else SHADES
    monday = today - timedelta(days=today.weekday()) - timedelta(weeks=weeks - 1)
    rows = [months(monday, weeks)]
    for weekday, name in enumerate(DAY_NAMES):
        cells = []
        for week in range(weeks):
            day = monday + timedelta(weeks=week, days=weekday)
            cells.append(" " if day > today else shade(days.get(day, 0), shades))
        rows.append(f"{name:<4}" + " ".join(cells))
    legend = [f"{shades[0]} none", *(f"{sign} {step}+" for sign, step in zip(shades[1:], STEPS, strict=True))]
    lines = [Line(((row.rstrip(), Style.PLAIN),)) for row in rows]
    return lines + paper.joined(legend, Style.PLAIN, indent="    ")


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


def weeks_shown(width: int) -> int:
    """Return how many weeks fit."""
    return max(4, min(MOST_WEEKS, (width - 6) // 2))
