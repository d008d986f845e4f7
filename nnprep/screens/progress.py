"""What the learner knows, on one screen: readable in black and white and in 80 columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from nnprep.memory.attempts import Record
from nnprep.memory.progress import Progress, Recall

SHADES = "-░▒▓█"
STEPS = (1, 5, 10, 20)
"""Answers a day from which each shade begins."""
MOST_WEEKS = 26


def progress_screen(
    facts: Progress, exercises: Mapping[str, Record], today: date, *, width: int = 80
) -> RenderableType:
    """Return everything that `nnprep stats` shows."""
    parts: list[RenderableType] = [headline(facts), Text()]
    parts += [section("Recall by topic"), topics(facts.topics, width), Text()]
    if facts.phrasings:
        parts += [section("Recall by wording"), recalls(facts.phrasings, width), Text()]
    if facts.traps:
        parts += [section("Traps"), traps(facts), Text()]
    if exercises:
        parts += [section("Exercises"), attempts(exercises), Text()]
    if facts.sureness:
        parts += [section("How sure you were, and how often you were right"), sureness(facts), Text()]
    parts += [section(f"Answers and attempts a day, the last {weeks_shown(width)} weeks")]
    parts.append(calendar(facts.days, today, weeks_shown(width)))
    return Group(*parts)


def section(title: str) -> Text:
    """Return a title."""
    return Text(title, style="bold")


def headline(facts: Progress) -> Text:
    """Return the cards by state, the streak and the pace."""
    s = facts.states
    lines = [
        f"{s.due} due · {s.new} new · {s.learning} learning · {s.firm} firm · {s.suspended} suspended",
        f"{facts.answers} answer{'s' * (facts.answers != 1)} · {facts.streak} day{'s' * (facts.streak != 1)} in a row",
    ]
    if facts.median_seconds is not None:
        lines[1] += f" · {facts.median_seconds:.0f} s to an answer (median)"
    if facts.in_time is not None:
        lines[1] += f" · {facts.in_time:.0%} in time"
    return Text("\n".join(lines))


def topics(found: Sequence[Recall], width: int) -> Table:
    """Return recall by topic: answered, recalled then, predicted today."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", overflow="ellipsis", no_wrap=True, max_width=max(12, width - 32))
    for name in ("asked", "recalled", "today"):
        table.add_column(name, justify="right", no_wrap=True)
    if width >= WIDE:
        table.add_column("")
    for topic in found:
        today = "-" if topic.predicted is None else f"{topic.predicted:.0%}"
        row = [topic.name.replace("-", " "), str(topic.answers), share(topic), today]
        table.add_row(*row, *([bar(topic.predicted or 0.0)] if width >= WIDE else []))
    return table


def recalls(found: Sequence[Recall], width: int) -> Table:
    """Return recall by any other group."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for justify in ("left", "right", "right"):
        table.add_column("", justify=justify, no_wrap=True)
    if width >= WIDE:
        table.add_column("")
    for each in found:
        row = [each.name, str(each.answers), share(each)]
        table.add_row(*row, *([bar(each.share)] if width >= WIDE else []))
    return table


def share(each: Recall) -> str:
    """Return the share recalled, or a dash where nothing was asked."""
    return f"{each.share:.0%}" if each.answers else "-"


def bar(part: float, length: int = 20) -> str:
    """Return a share as a bar."""
    full = round(part * length)
    return "█" * full + "░" * (length - full)


def traps(facts: Progress) -> Text:
    """Return which traps were fallen for."""
    fallen = [trap for trap in facts.traps if trap.fallen]
    verdicts = sum(trap.verdicts for trap in facts.traps)
    text = Text(f"{sum(trap.fallen for trap in facts.traps)} of {verdicts} verdicts were wrong")
    for trap in fallen[:8]:
        state = "fell for it last time" if trap.last_fell else "not the last time"
        text.append(f"\n{trap.card}  {trap.fallen} of {trap.verdicts}, {state}")
    return text


def attempts(exercises: Mapping[str, Record]) -> Table:
    """Return what was done with each exercise that was touched."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", no_wrap=True)
    for name in ("tries", "min", "hints"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("")
    for name, record in sorted(exercises.items()):
        state = "passed" if record.passed else record.last_status or "started"
        state += ", solution seen" if record.gave_up else ""
        minutes = "-" if record.minutes is None else f"{record.minutes:.0f}"
        table.add_row(name, str(record.attempts), minutes, str(sum(record.hints.values())), state)
    return table


def sureness(facts: Progress) -> Text:
    """Return the calibration: for each confidence, how often the answer was recalled."""
    rows = []
    for each in facts.sureness:
        rows.append(
            f"said {each.confidence:>3} %   right {each.recalled / each.answers:>4.0%}   of {each.answers}"
        )
    if facts.brier is not None:
        rows.append(f"Brier score {facts.brier:.2f} (0 is perfect, 0.25 is guessing)")
    return Text("\n".join(rows))


def calendar(days: Mapping[date, int], today: date, weeks: int) -> Text:
    """Return a heat map: a column a week, a row a weekday; darker is more."""
    monday = today - timedelta(days=today.weekday()) - timedelta(weeks=weeks - 1)
    rows = [months(monday, weeks)]
    for weekday in range(7):
        cells = []
        for week in range(weeks):
            day = monday + timedelta(weeks=week, days=weekday)
            cells.append(" " if day > today else shade(days.get(day, 0)))
        rows.append(f"{DAY_NAMES[weekday]:<4}" + " ".join(cells))
    return Text("\n".join(row.rstrip() for row in rows) + f"\n    none {' '.join(legend())}")


def months(monday: date, weeks: int) -> str:
    """Return the row above the heat map: each month's name above its first week."""
    row = [" "] * (4 + 2 * weeks + 2)
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        if day.day <= 7:
            row[4 + 2 * week : 7 + 2 * week] = f"{day:%b}"
    return "".join(row)


def shade(count: int) -> str:
    """Return the sign for a day's count."""
    return SHADES[sum(count >= step for step in STEPS)]


def legend() -> list[str]:
    """Return each sign with the count from which it is used."""
    return [SHADES[0], *(f" {SHADES[number]} {step}+" for number, step in enumerate(STEPS, start=1))]


def weeks_shown(width: int) -> int:
    """Return how many weeks fit."""
    return max(4, min(MOST_WEEKS, (width - 6) // 2))


DAY_NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")
WIDE = 70
"""Columns from which bars are drawn beside the figures."""
