"""Today at a glance, on a few rows."""

from __future__ import annotations

from nnprep.memory.today import Today
from nnprep.screens.lines import Line, Paper, Style


def today_screen(today: Today, paper: Paper) -> list[Line]:
    """Return what there is to do, and the one command to type."""
    lines = [*paper.joined(heading(today), Style.FAINT), Line()]
    for label, text in (("cards", cards(today)), ("exercise", exercise(today))):
        lines += paper.paragraph(text, first=f" {label:<9}", indent=" " * 10)
    return [
        *lines,
        Line(),
        *paper.paragraph(today.command, Style.STRONG, first=" next     ", indent=" " * 10),
    ]


def heading(today: Today) -> list[str]:
    """Return the day, the streak and the days to the interview."""
    parts = [f"{today.day:%A}, {today.day.day} {today.day:%B}"]
    if today.streak:
        days = f"{today.streak} day{'s' * (today.streak != 1)} in a row"
        parts.append(days if today.worked else f"{days}, today is still to come")
    if today.interview is not None:
        left = (today.interview - today.day).days
        parts.append(
            ("interview today", "interview tomorrow")[left] if left < 2 else f"interview in {left} days"
        )
    return parts


def cards(today: Today) -> str:
    """Return how many cards wait."""
    if not today.due and not today.new:
        return "nothing is due, and today's new cards are done"
    parts = [f"{today.due} due"] if today.due else []
    parts += [f"{today.new} new"] if today.new else []
    minutes = f"{today.minutes} minute{'s' * (today.minutes != 1)}"
    return f"{' and '.join(parts)}, of {today.total}; about {minutes}"


def exercise(today: Today) -> str:
    """Return which exercise comes next."""
    if today.exercise is None:
        return "all passed, and none is due"
    return f"{today.exercise}, once more" if today.again else today.exercise
