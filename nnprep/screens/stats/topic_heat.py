"""A heat map of weak topics: a row for each topic, a column for each week; darker means that more was missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from nnprep.content.decks import in_words
from nnprep.errors import plural
from nnprep.learner.stats.weak_topics import STEPS, WEEKS, TopicHeat, Week, first_monday
from nnprep.screens.stats.heat import ASCII_SHADES, SHADES
from nnprep.terminal.layout import Line, Paper, Style, percent, width_of

MOST = 12
"""Topics that are listed; the others are counted."""
WIDE = 56
"""Columns from which there is room for the prediction."""
SPACED = 72
"""Columns from which a week takes two of them."""
FIGURES, NARROW_FIGURES = 23, 10
"""Columns of the figures beside the weeks."""


def topic_heat(topics: Sequence[TopicHeat], today: date, paper: Paper) -> list[Line]:
    """Return the topics that were asked in these weeks, the weakest first; nothing if there are none."""
    asked = [topic for topic in topics if topic.answers]
    if not asked:
        return []
    shades = ASCII_SHADES if paper.ascii else SHADES
    wide = paper.width >= WIDE
    pitch = 2 if paper.width >= SPACED else 1
    room = paper.room - (FIGURES if wide else NARROW_FIGURES) - pitch * WEEKS - 2
    names = [paper.shortened(in_words(topic.name), room) for topic in asked[:MOST]]
    room = max(map(width_of, names))
    head = f"{'':{room}}  {months(first_monday(today), pitch)}{'missed':>{10 if wide else 8}}"
    lines = [Line(((head + "   tomorrow" * wide, Style.FAINT),))]
    for name, topic in zip(names, asked, strict=False):
        figures = f"{f'{topic.missed} of {topic.answers}':>{12 if wide else 10}}"
        figures += f"{'-' if topic.predicted is None else percent(topic.predicted):>11}" * wide
        cells = [(sign(week, shades) + " " * (pitch - 1), color(week)) for week in topic.weeks]
        lines.append(
            Line(((name + " " * (room - width_of(name) + 2), Style.PLAIN), *cells, (figures, Style.PLAIN)))
        )
    if len(asked) > MOST:
        lines += paper.paragraph(f"and {plural(len(asked) - MOST, 'more topic')}", indent="")
    shares = [f"{shade} {percent(share)} or more" for shade, share in zip(shades[2:], STEPS, strict=True)]
    return lines + paper.joined([f"{shades[0]} nothing missed", f"{shades[1]} less", *shares], indent="")


def sign(week: Week, shades: str) -> str:
    """Return the sign of one week; a blank if nothing was asked."""
    return shades[week.step] if week.answers else " "


def color(week: Week) -> Style:
    """Return red for a week in which a quarter or more was missed; the signs alone say the same."""
    return Style.BAD if week.step > 1 else Style.PLAIN


def months(monday: date, pitch: int) -> str:
    """Return each month's name above its first week."""
    row = [" "] * (pitch * WEEKS + 3)
    for week in range(WEEKS):
        day = monday + timedelta(weeks=week)
        if day.day <= 7:
            row[pitch * week : pitch * week + 3] = f"{day:%b}"
    return "".join(row)[: pitch * WEEKS + 2]
