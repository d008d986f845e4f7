"""The interview plan on the screen: what will be remembered, what to do today, and what comes after."""

from __future__ import annotations

from nnprep.content.decks import in_words
from nnprep.errors import plural
from nnprep.learner.schedule.final_visits import SHARES
from nnprep.learner.schedule.interview_plan import EVENING, Plan
from nnprep.learner.schedule.practice_plan import Practice
from nnprep.screens.dates import days_away, spelled_day
from nnprep.screens.next_steps import next_lines
from nnprep.screens.stats.today import practice_parts
from nnprep.terminal.layout import Line, Paper, Style, percent
from nnprep.terminal.tables import table

WIDEST, BESIDE = 70, 23
"""Columns of a row with a bar, and those beside the bar."""
ALMOST = 0.995
"""A predicted recall that would be rounded to 100 %."""
FIGURES = 26
"""Columns that the figures of a topic take beside its name."""


def plan_screen(plan: Plan, paper: Paper, practice: Practice | None = None) -> list[Line]:
    """Return the plan as rows: what to do today, what comes on the days after, and what that leads to."""
    day = spelled_day(plan.interview, year=True)
    if plan.days < 0:
        lines = paper.paragraph(f"The interview was on {day}. How did it go?", Style.STRONG)
        return lines + next_lines(["nnprep quiz --interview none   clears the date"], paper, indent=" ")
    lines = [*paper.paragraph(f"Interview {days_away(plan.days)}: {day}", Style.STRONG), Line()]
    lines += paper.paragraph(todo(plan), Style.STRONG)
    crowded = plan.days <= 1 and plan.minutes > EVENING
    if crowded:
        lines += paper.paragraph(TOO_MANY)
    if practice is not None and (parts := practice_parts(practice)):
        start = "If there's time" if crowded else "Then"
        lines += paper.paragraph(
            f"{start}: {', '.join(parts)}; about {plural(practice.minutes, 'minute')}.", Style.STRONG
        )
    lines += [*days_ahead(plan, paper), *last_days(plan, paper)]
    if practice is not None:
        lines += exercises_ahead(practice, paper)
    lines += [Line(), *forecasts(plan, paper)]
    commands = [step + WHY.get(step, "") for step in steps(plan, practice)]
    return [*lines, Line(), *next_lines(commands, paper, indent=" ")]


def steps(plan: Plan, practice: Practice | None) -> list[str]:
    """Return what to type next: the cards, then today's exercises and the drill."""
    if practice is None:
        return [*plan.commands]
    more = [f"nnprep exercise {task.id}" for task in practice.today[:1]]
    more += [practice.drill.command] if practice.drill else []
    cards = [step for step in plan.commands if step != "nnprep"]
    return [*cards, *more] or [*plan.commands]


def forecasts(plan: Plan, paper: Paper) -> list[Line]:
    """Return the predicted recall on the day by topic: if you stop now, and with the plan if that's different."""
    rows = [
        (
            paper.shortened(in_words(each.topic or "all cards"), paper.room - 1 - FIGURES),
            f"{each.seen} of {each.cards}",
            change(prediction(each.now), prediction(each.planned)),
        )
        for each in (*(topic for topic in plan.topics if plan.days > 1 or topic.seen), plan.total)
    ]
    lines = paper.paragraph(PREDICTED if any(ARROW in row[-1] for row in rows) else UNCHANGED, Style.FAINT)
    lines += table(rows, paper, header=("", "seen", "recall"), right={1, 2}, indent=1)
    if late := plan.total.unseen - plan.left_out:
        lines += paper.paragraph(UNSEEN.format(count=plural(late, "card")), Style.FAINT)
    if plan.left_out:
        lines += paper.paragraph(NO_TIME.format(count=plural(plan.left_out, "new card")), Style.FAINT)
    return lines


def prediction(recall: float) -> str:
    """Return a predicted recall in percent, never as 100 %: nothing is remembered for certain."""
    return percent(recall) if recall < ALMOST else ">99 %"


def change(now: str, planned: str) -> str:
    """Return two predictions in one cell, `23 → 90 %`; once if they are the same."""
    return planned if now == planned else f"{now.removesuffix(' %')}{ARROW}{planned}"


def todo(plan: Plan) -> str:
    """Return what to do today in one sentence."""
    reviews, new = len(plan.deck.due), len(plan.deck.new)
    if not reviews and not new:
        return "Today: nothing more to do."
    parts = [f"review {plural(reviews, 'card')}"] if reviews else []
    parts += [f"learn {plural(new, 'new card')}"] if new else []
    return f"Today: {' and '.join(parts)}, about {plural(plan.minutes, 'minute')}."


def days_ahead(plan: Plan, paper: Paper) -> list[Line]:
    """Return the next two weeks, a row a day: reviews and new cards, drawn to one scale."""
    days = [each for each in list(plan.calendar.items())[1:DRAWN] if any(each[1])]
    if not days:
        return []
    scale = min(1.0, (min(paper.room, WIDEST) - BESIDE) / max(sum(counts) for _, counts in days))
    lines = []
    for day, (reviews, new) in days:
        both = round((reviews + new) * scale)
        full = min(both, round(reviews * scale))
        bar = paper.spelled("█") * full + paper.spelled("░") * (both - full)
        lines.append(
            Line(((f" {day:%a %d %b}  {reviews:>3} + {new:<2}  ", Style.PLAIN), (bar, Style.ACCENT)))
        )
    return [Line(), *paper.paragraph("Reviews + new cards, if every answer is good", Style.FAINT), *lines]


def last_days(plan: Plan, paper: Paper) -> list[Line]:
    """Return how many reviews to expect just before the interview: it takes time, so one should keep it free."""
    last = [
        (day, reviews) for day, (reviews, _) in list(plan.calendar.items())[1:][-len(SHARES) :] if reviews
    ]
    if plan.days <= len(SHARES) or not last:
        return []
    is_drawn = plan.days <= DRAWN
    counts = ", ".join(f"{reviews} on {day:%a %d %b}" for day, reviews in last)
    return [Line(), *paper.paragraph(f"{LAST_DAYS}." if is_drawn else f"{LAST_DAYS}: {counts}.")]


def exercises_ahead(practice: Practice, paper: Paper) -> list[Line]:
    """Return the exercises of the next two weeks, a day each, and how many of the path don't fit."""
    today, *later = practice.calendar
    rows: list[Line] = []
    for day in later:
        tasks = practice.calendar[day]
        names = ", ".join(task.id + (" again" if task.again else "") for task in tasks)
        head = f" {day:%a %d %b}  {sum(task.minutes for task in tasks):>3} min  "
        if (day - today).days <= WEEKS * 7:
            rows += paper.paragraph(names, first=head, indent=" " * len(head))
    path = f" on the {practice.course} path" if practice.course else ""
    lines = [Line(), *paper.paragraph(EXERCISES.format(path=path), Style.FAINT), *rows] if rows else []
    if practice.left_out:
        text = LEFT_OUT.format(count=plural(practice.left_out, "exercise"), course=practice.course)
        lines += [Line(), *paper.paragraph(text, Style.FAINT)]
    return lines


DRAWN = 14
"""How many days, today included, are drawn as bars."""
WEEKS = 2
"""How many weeks of exercises are shown."""
EXERCISES = "Exercises{path}, if you pass each one; each day also has a short drill"
LEFT_OUT = "{count} of the {course} path won't fit."
ARROW = " → "
PREDICTED = (
    "Predicted recall on that day: if you stop now → if you follow the plan and every answer is good. "
    "Unseen cards count as 0 %."
)
UNCHANGED = "Predicted recall on that day if every answer is good. Unseen cards count as 0 %."
LAST_DAYS = "Save time for the last days, when most cards come up again"
UNSEEN = "{count} come up on the last day for the first time: they count as 0 %, so those that you know come on top."
NO_TIME = "There's no time left for {count}. The plan takes the fundamentals and the easy ones first."
TOO_MANY = (
    "That's more than an evening. What's due and what's weakest comes first, so stop when you're tired: the rest"
    " matters less than sleep."
)
WHY = {
    "nnprep quiz --cram": "   everything again, weakest first",
    "nnprep": "   what else there is to do",
}
"""Why a command comes next, if the command doesn't say it itself."""
