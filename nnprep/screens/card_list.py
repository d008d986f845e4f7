"""All cards as a list: by topic, with level, state, due day and question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from nnprep.errors import plural
from nnprep.learner.stats.card_list import CardRow, CardState
from nnprep.screens.explain.cards import flat_rows
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.tables import titled


def list_lines(rows: Sequence[CardRow], today: date, paper: Paper, *, flat: bool) -> list[Line]:
    """Return the cards below the names of their topics; `flat` gives each one row, however wide, for other tools."""
    lines: list[Line] = []
    for topic, group in groupby(rows, key=lambda row: row.card.topic):
        cards = list(group)
        lines += [*titled(topic, plural(len(cards), "card"), paper)]
        if flat:
            cells = [(row.card.id, facts(row, today, paper), row.card.question) for row in cards]
            lines += flat_rows(cells, paper)
        else:
            lines += [line for row in cards for line in row_lines(row, today, paper)]
        lines.append(Line())
    due = sum(row.is_due for row in rows)
    new = sum(row.state is CardState.NEW for row in rows)
    later = sum(row.due is not None and row.due <= today and not row.is_due for row in rows)
    today_too = f"{later} later today, " if later else ""
    total = f"{plural(len(rows), 'card')}, {due} due now, {today_too}{new} new."
    steps = [f"nnprep explain {rows[0].card.id}", f"nnprep quiz --topic {rows[0].card.topic}"]
    return [*lines, *paper.paragraph(total, indent=""), Line(), *next_lines(steps, paper)]


def row_lines(row: CardRow, today: date, paper: Paper) -> list[Line]:
    """Return a card: its id with what is known of it, and its question below."""
    heading = titled(f"  {row.card.id}", facts(row, today, paper), paper)
    return [*heading, *paper.paragraph(row.card.question, indent="    ")]


def facts(row: CardRow, today: date, paper: Paper) -> str:
    """Return what is known of a card, such as `easy · trap · new`."""
    parts = [row.card.level.value, "trap" if row.card.trap is not None else "", standing(row, today)]
    return f" {paper.dot} ".join(part for part in parts if part)


def standing(row: CardRow, today: date) -> str:
    """Return a card's state, and its due day if it has one."""
    if row.due is None:
        return row.state.value
    when = "due now" if row.is_due else "due today" if row.due <= today else f"due {spelled(row.due, today)}"
    return f"{row.state.value}, {when}"


def spelled(day: date, today: date) -> str:
    """Return a day in few letters: `tomorrow`, `6 Dec`, `6 Dec 2027`."""
    if (day - today).days == 1:
        return "tomorrow"
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")
