"""Everything about what the learner knows: readable without color and in 40 columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnprep.content.decks import in_words
from nnprep.errors import plural
from nnprep.learner.attempts import Record, state_words
from nnprep.learner.schedule.agenda import Today
from nnprep.learner.schedule.retention import USUAL, VARIABLE
from nnprep.learner.stats.card_states import States
from nnprep.learner.stats.progress import Progress, Recall
from nnprep.screens.dates import days_away, spelled_day
from nnprep.screens.next_steps import next_lines
from nnprep.screens.stats.heat import heat_map, weeks_shown
from nnprep.screens.stats.topic_heat import topic_heat
from nnprep.terminal.layout import Line, Paper, Style, percent
from nnprep.terminal.tables import table

MOST = 8
"""Traps and wordings that are listed; the others are counted."""
WIDE = 70
"""Columns from which bars are drawn beside the figures."""
FIGURES, BAR = 27, 20
"""Columns that figures take beside a topic's name, and those of a bar."""


def progress_screen(
    facts: Progress, exercises: Mapping[str, Record], today: Today, paper: Paper
) -> list[Line]:
    """Return everything that `nnprep stats --all` shows."""
    weeks = weeks_shown(paper.width)
    coming = [f"{day:%a} {day.day:>2} {day:%b}  {count:>3}" for day, count in facts.coming.items()]
    coming = coming if any(facts.coming.values()) else []
    parts = [
        states(facts.states, paper),
        headline(facts, today, paper),
        section("Due in the next seven days, without new cards", verbatim(coming, paper), paper),
        section("Recall by topic", topics(facts, paper), paper),
        section("Weak topics, week by week", topic_heat(facts.weak, today.day, paper), paper),
        section("Recall by wording", wordings(facts, paper), paper),
        section("Traps", traps(facts, paper), paper),
        section("Exercises", attempts(exercises, paper), paper),
        section("How sure you were, and how often you were right", sureness(facts, paper), paper),
        section(
            f"Answers and attempts per day, last {weeks} weeks",
            heat_map(facts.days, today.day, weeks, paper) if facts.days else [],
            paper,
        ),
        [] if facts.days else paper.paragraph(NOTHING_YET, indent=""),
        next_lines([today.command], paper),
    ]
    lines = [line for part in parts if part for line in (*part, Line())]
    return lines[:-1]


def section(title: str, lines: list[Line], paper: Paper) -> list[Line]:
    """Return lines below a title; nothing if there are none."""
    return [*paper.paragraph(title, Style.STRONG, indent=""), *lines] if lines else []


def verbatim(rows: Sequence[str], paper: Paper) -> list[Line]:
    """Return rows with their spaces."""
    return [line for row in rows for line in paper.verbatim(row, indent="")]


def states(counts: States, paper: Paper) -> list[Line]:
    """Return the cards by state, each with what it means, and their total."""
    rows = (
        (counts.new, "new", "never asked"),
        (counts.learning, "learning", "asked, but not yet remembered for three weeks"),
        (counts.firm, "firm", "remembered for more than three weeks"),
        (counts.suspended, "suspended", "with !, not asked; nnprep quiz --suspended shows them"),
        (counts.total, "total", f"{counts.due} {'is' if counts.due == 1 else 'are'} due now"),
    )
    cells = [(str(count), name, meaning) for count, name, meaning in rows]
    return table(cells, paper, right={0}, indent=0, wraps=True)


def headline(facts: Progress, today: Today, paper: Paper) -> list[Line]:
    """Return the streak, the pace and the interview."""
    parts = [plural(facts.answers, "answer"), f"{plural(facts.streak, 'day')} in a row"]
    if facts.median_seconds is not None:
        parts.append(f"{facts.median_seconds:.0f} s per answer (median)")
    if facts.in_time is not None:
        parts.append(f"{percent(facts.in_time)} in time")
    if facts.desired_retention != USUAL:
        parts.append(f"cards come back at {percent(facts.desired_retention)} recall ({VARIABLE})")
    lines = paper.joined(parts, Style.PLAIN, indent="")
    if today.interview is not None:
        away = days_away((today.interview - today.day).days)
        lines += paper.paragraph(f"Interview {away}: {spelled_day(today.interview, year=True)}", indent="")
    return lines


def topics(facts: Progress, paper: Paper) -> list[Line]:
    """Return recall by topic, what its last column means, and how many topics were never asked."""
    asked = [topic for topic in facts.topics if topic.answers or topic.predicted is not None]
    if not asked:
        return not_counted(facts, paper)
    lines = topic_rows(asked, paper) + paper.paragraph(TOMORROW, Style.FAINT, indent="")
    if rest := len(facts.topics) - len(asked):
        lines += paper.paragraph(f"not asked yet: {plural(rest, 'topic')}", Style.FAINT, indent="")
    return lines + not_counted(facts, paper)


def not_counted(facts: Progress, paper: Paper) -> list[Line]:
    """Return how many answers recall by topic leaves out, if any."""
    text = f"without {plural(facts.crammed, 'answer')} while cramming"
    return paper.paragraph(text, Style.FAINT, indent="") if facts.crammed else []


def topic_rows(recalls: Sequence[Recall], paper: Paper) -> list[Line]:
    """Return recall of topics: how often asked, the share recalled, and the prediction for tomorrow."""
    bars = paper.width >= WIDE
    room = max(12, paper.width - 1 - FIGURES - bars * (2 + BAR))
    rows = []
    for topic in recalls:
        name = paper.shortened(in_words(topic.name), room)
        predicted = "-" if topic.predicted is None else percent(topic.predicted)
        rows.append([name, str(topic.answers), share(topic), predicted])
        rows[-1] += [bar(topic.predicted or 0.0)] if bars else []
    return table(rows, paper, header=("", "asked", "recalled", "tomorrow"), right={1, 2, 3}, indent=0)


def wordings(facts: Progress, paper: Paper) -> list[Line]:
    """Return recall by kind of wording, then the wordings that were missed, a row each."""
    rows = [[each.name, str(each.answers), share(each)] for each in facts.phrasings]
    if paper.width >= WIDE:
        rows = [[*row, bar(each.share)] for row, each in zip(rows, facts.phrasings, strict=True)]
    lines = table(rows, paper, right={1, 2}, indent=0)
    texts = [f"{each.recalled} of {each.answers}  {each.text}" for each in facts.missed[:MOST]]
    texts = [paper.shortened(text, paper.room) for text in texts] + rest(len(facts.missed))
    return lines + section("Other wordings you missed", verbatim(texts, paper), paper)


def share(recall: Recall) -> str:
    """Return the share recalled, or a dash if nothing was asked."""
    return percent(recall.share) if recall.answers else "-"


def bar(part: float) -> str:
    """Return a share as a bar."""
    full = round(part * BAR)
    return "█" * full + "░" * (BAR - full)


def rest(count: int) -> list[str]:
    """Return how many entries are not listed, if any."""
    return [f"and {count - MOST} more"] if count > MOST else []


def traps(facts: Progress, paper: Paper) -> list[Line]:
    """Return how often verdicts on claims were wrong, and on which cards."""
    if not facts.traps:
        return []
    wrong = [trap for trap in facts.traps if trap.fallen]
    verdicts = sum(trap.verdicts for trap in facts.traps)
    lines = verbatim([f"fell for {sum(trap.fallen for trap in wrong)} of {plural(verdicts, 'claim')}"], paper)
    rows = [
        (
            trap.card,
            f"{trap.fallen} of {trap.verdicts}, {'fell for it' if trap.last_fell else 'right'} last time",
        )
        for trap in wrong[:MOST]
    ]
    return lines + table(rows, paper, indent=0) + verbatim(rest(len(wrong)), paper)


def attempts(exercises: Mapping[str, Record], paper: Paper) -> list[Line]:
    """Return what was done with each exercise that was started."""
    rows = []
    for name, record in sorted(exercises.items()):
        minutes = "-" if record.minutes is None else f"{record.minutes:.0f}"
        rows.append(
            (name, str(record.attempts), minutes, str(record.hints_taken), ", ".join(state_words(record)))
        )
    header = ("", "tries", "min", "hints", "")
    return table(rows, paper, header=header, right={1, 2, 3}, indent=0) if rows else []


def sureness(facts: Progress, paper: Paper) -> list[Line]:
    """Return the calibration: how often the answer was recalled at each confidence."""
    rows = [
        f"said {each.confidence:>3} %   right {percent(each.recalled / each.answers):>5}   of {each.answers}"
        for each in facts.sureness
    ]
    if facts.brier is not None:
        rows.append(f"Brier score {facts.brier:.2f} (0 is perfect, 0.25 is guessing)")
    return verbatim(rows, paper)


TOMORROW = "tomorrow: predicted recall of the cards you have seen"
NOTHING_YET = "Nothing answered yet. Recall by topic, traps, exercises and a calendar appear here as you go."
