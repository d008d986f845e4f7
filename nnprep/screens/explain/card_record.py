"""What the learner did with one card, below its page."""

from __future__ import annotations

from nnprep.learner.stats.card_record import CardRecord
from nnprep.screens.dates import spelled_day, when
from nnprep.terminal.layout import Line, Paper


def record_lines(record: CardRecord | None, paper: Paper) -> list[Line]:
    """Return how often the card was asked, how well it went, and when it is due; nothing if it was never asked."""
    if record is None:
        return []
    memory = record.memory
    times = {1: "once", 2: "twice"}.get(memory.reviews, f"{memory.reviews} times")
    parts = [
        f"asked {times}, the last time on {spelled_day(memory.day, year=True)}: {memory.grade.word}",
        f"stability {memory.stability:.1f} days",
        "put away" if record.suspended else f"next due {when(memory.due_day, memory.due_at, record.now)}",
    ]
    return [Line(), *paper.paragraph("; ".join(parts) + ".", first=" You  ", indent="      ")]
