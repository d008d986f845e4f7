"""Today at a glance, on a few rows."""

from __future__ import annotations

from datetime import datetime

from nnprep.learner.schedule.agenda import Today
from nnprep.screens.dates import spelled_day, when
from nnprep.terminal.layout import Line, Paper, Style


def today_screen(today: Today, now: datetime, paper: Paper) -> list[Line]:
    """Return what there is to do, and the one command to type."""
    lines = [*paper.joined(heading(today), Style.FAINT), Line()]
    if today.over is not None:
        lines += [*paper.paragraph(OVER.format(day=spelled_day(today.over))), Line()]
    rows = [("cards", cards(today, now)), ("exercise", exercise(today))]
    rows += [("interview", HINT)] if today.first else []
    for label, text in rows:
        lines += paper.paragraph(text, first=f" {label:<10}", indent=" " * 11)
    return [
        *lines,
        Line(),
        *paper.paragraph(today.command, Style.STRONG, first=" next      ", indent=" " * 11),
    ]


def heading(today: Today) -> list[str]:
    """Return the day, the streak and the days to the interview."""
    parts = [spelled_day(today.day) + (", until 4 in the morning" if today.late else "")]
    if today.streak:
        days = f"{today.streak} day{'s' * (today.streak != 1)} in a row"
        parts.append(days if today.worked else f"{days}, today is still to come")
    if today.interview is not None:
        left = (today.interview - today.day).days
        parts.append(
            ("interview today", "interview tomorrow")[left] if left < 2 else f"interview in {left} days"
        )
    return parts


def cards(today: Today, now: datetime) -> str:
    """Return how many cards wait, or until when none does."""
    if not today.due and not today.new:
        new = "today's new cards are done" if today.unseen else "no card is new"
        wait = (
            "" if today.next_day is None else f"; the next is due {when(today.next_day, today.next_at, now)}"
        )
        return f"nothing is due, and {new}{wait}"
    parts = [f"{today.due} due"] if today.due else []
    parts += [f"{today.new} new"] if today.new else []
    minutes = f"{today.minutes} minute{'s' * (today.minutes != 1)}"
    return f"{' and '.join(parts)}, of {today.total}; about {minutes}"


def exercise(today: Today) -> str:
    """Return which exercise comes next."""
    if today.exercise is None:
        return "all passed, and none is due"
    return f"{today.exercise}, once more" if today.again else today.exercise


OVER = "Your interview was on {day}; nnprep quiz --interview DATE sets the next, --interview none forgets it."
HINT = "nnprep quiz --interview DATE plans backwards from the day"
