"""What the learner knows, on 24 rows: the streak, what is due, the weakest topics, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnprep.learner.attempts import Record, written
from nnprep.learner.schedule.agenda import Today
from nnprep.learner.stats.card_states import States
from nnprep.learner.stats.progress import Progress, Recall
from nnprep.screens.next_steps import next_lines
from nnprep.screens.stats.progress import TOMORROW, headline, not_counted, section, topic_rows
from nnprep.terminal.layout import Line, Paper, Style

WEAKEST = 4
"""How many topics are listed."""


def overview_screen(
    facts: Progress, exercises: Mapping[str, Record], today: Today, paper: Paper
) -> list[Line]:
    """Return what `nnprep stats` shows first."""
    parts = [
        headline(facts, today, paper) + counts(facts.states, paper),
        section("Due, without new cards", due(facts, paper), paper),
        weak_topics(facts, paper),
        totals(facts, exercises, today, paper),
        next_lines([today.command, "nnprep stats --all"], paper),
    ]
    lines = [line for part in parts if part for line in (*part, Line())]
    return lines[:-1]


def counts(states: States, paper: Paper) -> list[Line]:
    """Return how many cards are in each state."""
    parts = [
        f"{states.new} new",
        f"{states.learning} learning",
        f"{states.firm} firm",
        f"{states.suspended} suspended" if states.suspended else "",
    ]
    return paper.joined([f"cards: {parts[0]}", *parts[1:], f"{states.due} due now"], Style.PLAIN, indent="")


def due(facts: Progress, paper: Paper) -> list[Line]:
    """Return how many cards become due on each of the next days."""
    parts = [f"{day:%a} {count}" for day, count in facts.coming.items()]
    return paper.joined(parts, Style.PLAIN, indent="")


def weak_topics(facts: Progress, paper: Paper) -> list[Line]:
    """Return the topics that were asked and are remembered least, the worst first."""
    asked = [topic for topic in facts.topics if topic.answers or topic.predicted is not None]
    if not asked:
        return []
    title = "Weakest topics" if len(asked) > WEAKEST else "Topics, weakest first"
    rows = topic_rows(sorted(asked, key=strength)[:WEAKEST], paper)
    rows += paper.paragraph(TOMORROW, Style.FAINT, indent="")
    return section(title, rows + not_counted(facts, paper), paper)


def strength(topic: Recall) -> float:
    """Return how well a topic is remembered: as predicted for tomorrow, or else as it was recalled."""
    return topic.share if topic.predicted is None else topic.predicted


def totals(facts: Progress, exercises: Mapping[str, Record], today: Today, paper: Paper) -> list[Line]:
    """Return what was done with exercises and traps, a row each."""
    own = written(exercises)
    passed = sum(record.passed for record in own)
    texts: Sequence[str] = [
        f"exercises: {passed} of {today.exercises} passed, {len(own) - passed} started" if own else "",
        f"traps: fell for {sum(trap.fallen for trap in facts.traps)} of"
        f" {sum(trap.verdicts for trap in facts.traps)}"
        if facts.traps
        else "",
    ]
    return paper.joined(texts, Style.PLAIN, indent="")
