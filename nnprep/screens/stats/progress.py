"""What the learner knows, on one screen: readable in black and white and in 80 columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from nnprep.learner.attempts import Record
from nnprep.learner.schedule.agenda import Today
from nnprep.learner.stats.card_states import States
from nnprep.learner.stats.progress import Progress, Recall, Wording
from nnprep.screens.dates import spelled_day
from nnprep.screens.stats.heat import heat_map, weeks_shown

MOST = 8
"""Traps and wordings that are listed; the rest is counted."""


def progress_screen(
    facts: Progress,
    exercises: Mapping[str, Record],
    view: Today,
    *,
    width: int = 80,
    ascii: bool = False,
) -> RenderableType:
    """Return everything that `nnprep stats` shows; `view` is the day, as home sees it."""
    parts: list[RenderableType] = [states(facts.states), Text(), headline(facts, view), Text()]
    parts += [section("Due in the next seven days, without new cards"), ahead(facts.coming), Text()]
    parts += [section("Recall by topic"), topics(facts.topics, width), Text(TOPICS, style="dim"), Text()]
    if facts.phrasings:
        parts += [section("Recall by wording"), recalls(facts.phrasings, width)]
        parts += [*missed(facts.missed, width), Text()]
    if facts.traps:
        parts += [section("Traps"), traps(facts), Text()]
    if exercises:
        parts += [section("Exercises"), attempts(exercises), Text()]
    if facts.sureness:
        parts += [section("How sure you were, and how often you were right"), sureness(facts), Text()]
    parts += [section(f"Answers and attempts a day, the last {weeks_shown(width)} weeks")]
    parts += [heat_map(facts.days, view.day, weeks_shown(width), ascii=ascii), Text()]
    parts.append(Text.assemble("next   ", (view.command, "bold")))
    return Group(*parts)


def section(title: str) -> Text:
    """Return a title."""
    return Text(title, style="bold")


def states(found: States) -> Table:
    """Return the cards by state, each with what it means; they add up."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("")
    for count, name, meaning in (
        (found.new, "new", "never asked"),
        (found.learning, "learning", "asked, and not remembered for three weeks yet"),
        (found.firm, "firm", "remembered for more than three weeks"),
        (found.suspended, "put away", "with !, not asked; nnprep quiz --suspended shows them"),
        (
            found.total,
            "in all",
            f"{found.due} of those learning or firm {'is' if found.due == 1 else 'are'} due now",
        ),
    ):
        table.add_row(str(count), name, meaning)
    return table


def headline(facts: Progress, view: Today) -> Text:
    """Return the streak, the pace and the interview."""
    lines = [
        f"{facts.answers} answer{'s' * (facts.answers != 1)} · {facts.streak} day{'s' * (facts.streak != 1)} in a row"
    ]
    if facts.median_seconds is not None:
        lines[0] += f" · {facts.median_seconds:.0f} s to an answer (median)"
    if facts.in_time is not None:
        lines[0] += f" · {percent(facts.in_time)} in time"
    if view.interview is not None:
        left = (view.interview - view.day).days
        away = ("today", "tomorrow")[left] if left < 2 else f"in {left} days"
        lines.append(f"Interview {away}: {spelled_day(view.interview, year=True)}")
    return Text("\n".join(lines))


def percent(share: float) -> str:
    """Return a share as it is written everywhere: `16 %`."""
    return f"{100 * share:.0f} %"


def ahead(coming: Mapping[date, int]) -> Text:
    """Return how many cards are due on each day."""
    return Text("\n".join(f"{day:%a} {day.day:>2} {day:%b}  {count:>3}" for day, count in coming.items()))


def topics(found: Sequence[Recall], width: int) -> Table:
    """Return recall by topic: answered, recalled then, predicted today."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", overflow="ellipsis", no_wrap=True, max_width=max(12, width - 32))
    for name in ("asked", "recalled", "today"):
        table.add_column(name, justify="right", no_wrap=True)
    if width >= WIDE:
        table.add_column("")
    for topic in found:
        today = "-" if topic.predicted is None else percent(topic.predicted)
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
    return percent(each.share) if each.answers else "-"


def bar(part: float, length: int = 20) -> str:
    """Return a share as a bar."""
    full = round(part * length)
    return "█" * full + "░" * (length - full)


def missed(found: Sequence[Wording], width: int) -> list[RenderableType]:
    """Return the wordings that were missed, each on a row, shortened to it."""
    if not found:
        return []
    rows = [f"{each.recalled} of {each.answers}  {each.text}" for each in found[:MOST]]
    rows = [row if len(row) <= width else f"{row[: width - 3].rstrip()}..." for row in rows]
    return [section("Other wordings that you missed"), Text("\n".join([*rows, *more(len(found))]))]


def more(count: int) -> list[str]:
    """Return how many entries are not listed, if any."""
    return [f"and {count - MOST} more"] if count > MOST else []


def traps(facts: Progress) -> Text:
    """Return which traps were fallen for."""
    fallen = [trap for trap in facts.traps if trap.fallen]
    verdicts = sum(trap.verdicts for trap in facts.traps)
    rows = [f"wrong verdicts: {sum(trap.fallen for trap in facts.traps)} of {verdicts}"]
    for trap in fallen[:MOST]:
        state = "fell for it last time" if trap.last_fell else "not the last time"
        rows.append(f"{trap.card}  {trap.fallen} of {trap.verdicts}, {state}")
    return Text("\n".join([*rows, *more(len(fallen))]))


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
        right = percent(each.recalled / each.answers)
        rows.append(f"said {each.confidence:>3} %   right {right:>5}   of {each.answers}")
    if facts.brier is not None:
        rows.append(f"Brier score {facts.brier:.2f} (0 is perfect, 0.25 is guessing)")
    return Text("\n".join(rows))


WIDE = 70
"""Columns from which bars are drawn beside the figures."""
TOPICS = "today: the predicted recall of the cards that you have seen"
