"""Today at a glance, on a few rows."""

from __future__ import annotations

from datetime import datetime

from nnprep.errors import plural
from nnprep.learner.schedule.agenda import Today
from nnprep.learner.schedule.practice_plan import Practice, Task
from nnprep.screens.dates import days_away, spelled_day, when
from nnprep.terminal.layout import Line, Paper, Style

INDENT = " " * 11


def today_screen(today: Today, now: datetime, paper: Paper) -> list[Line]:
    """Return what there is to do, and the command to type."""
    lines = [*paper.joined(heading(today), Style.FAINT), Line()]
    if today.over is not None:
        lines += [*paper.paragraph(OVER.format(day=spelled_day(today.over))), Line()]
    if today.first:
        lines += paper.paragraph(HELLO)
    if today.first:
        rows = introduction(today, now)
    elif today.practice is not None:
        rows = share(today, today.practice, now)
    else:
        rows = [("cards", cards(today, now)), ("exercise", exercise(today))]
    if today.paused is not None:
        rows.append(("paused", f"mock interview {today.paused}; nnprep interview goes on where you left it"))
    for label, text in rows:
        lines += paper.paragraph(text, first=f" {label:<10}", indent=INDENT)
    return [*lines, Line(), *paper.paragraph(today.command, Style.STRONG, first=" next      ", indent=INDENT)]


def heading(today: Today) -> list[str]:
    """Return the day, the streak and the days until the interview."""
    parts = [spelled_day(today.day) + (" (until 4 a.m.)" if today.late else "")]
    if today.streak:
        days = f"{plural(today.streak, 'day')} in a row"
        parts.append(days if today.worked else f"{days}, nothing yet today")
    if today.interview is not None:
        parts.append(f"interview {days_away((today.interview - today.day).days)}")
    return parts


def cards(today: Today, now: datetime) -> str:
    """Return how many cards are waiting, or when the next one is due."""
    if not today.due and not today.new:
        new = "today's new cards are done" if today.unseen else "there are no new cards"
        wait = (
            "" if today.next_day is None else f"; the next is due {when(today.next_day, today.next_at, now)}"
        )
        return f"nothing is due, and {new}{wait}"
    parts = [f"{today.due} due"] if today.due else []
    parts += [f"{today.new} new"] if today.new else []
    return (
        f"{' and '.join(parts)}, of {today.total}; about {plural(today.minutes, 'minute')}{soon(today, now)}"
    )


def soon(today: Today, now: datetime) -> str:
    """Return how many more cards come back today, and when the first does."""
    if not today.soon:
        return ""
    count, first = len(today.soon), when(today.day, today.soon[0], now)
    return f". {count} more {'is' if count == 1 else 'are'} due {first if count == 1 else f'soon, the first {first}'}"


def share(today: Today, practice: Practice, now: datetime) -> list[tuple[str, str]]:
    """Return today's share of the plan for the interview: cards, exercises and a drill, with their minutes."""
    rows = [("cards", cards(today, now))]
    if practice.today:
        names = ", ".join(task_words(task) for task in practice.today)
        rows.append(("exercise" if len(practice.today) == 1 else "exercises", names))
    if practice.drill:
        rows.append(("drill", f"{practice.drill.family} ({practice.drill.minutes} min)"))
    minutes = (today.minutes if today.due or today.new else 0) + practice.minutes
    if len(rows) > 1:
        rows.append(("in all", f"about {plural(minutes, 'minute')} today"))
    return rows


def task_words(task: Task) -> str:
    """Return an exercise with its minutes."""
    return f"{task.id} ({'again, ' if task.again else ''}{task.minutes} min)"


def practice_parts(practice: Practice) -> list[str]:
    """Return what is left of today's exercises and the drill, each with its minutes."""
    parts = [task_words(task) for task in practice.today]
    if parts:
        parts[0] = f"{'exercise' if len(parts) == 1 else 'exercises'} {parts[0]}"
    drill = practice.drill
    return parts + ([f"drill {drill.family} ({drill.minutes} min)"] if drill else [])


def introduction(today: Today, now: datetime) -> list[tuple[str, str]]:
    """Return what is here, for someone who sees it for the first time."""
    return [
        ("cards", f"{plural(today.total, 'question')} that interviewers ask, and their traps: nnprep quiz"),
        (
            "exercises",
            f"{plural(today.exercises, 'coding task')} in NumPy: nnprep exercise, then nnprep check",
        ),
        ("drills", "shapes, parameter counts and gradients to compute: nnprep drill"),
        ("interview", "a mock one, with a report: nnprep interview"),
        ("your day", "nnprep quiz --interview DATE plans backward from it"),
        ("today", cards(today, now)),
    ]


def exercise(today: Today) -> str:
    """Return which exercise comes next."""
    if today.exercise is None:
        return "all passed, none due"
    more = "again" if today.exercise.again else today.exercise.state if today.exercise.started else ""
    return f"{today.exercise.id}, {more}" if more else today.exercise.id


OVER = (
    "Your interview was on {day}; nnprep quiz --interview DATE sets the next one, --interview none clears it."
)
HELLO = "Welcome to nnprep, your interviewer for neural networks. What is here:"
