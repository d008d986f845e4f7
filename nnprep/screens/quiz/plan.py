"""The plan for the interview on the screen: what will be remembered, what to do today, what is to come."""

from __future__ import annotations

from nnprep.learner.schedule.interview_plan import Forecast, Plan
from nnprep.terminal.layout import Line, Paper, Style, width_of


def plan_screen(plan: Plan, paper: Paper) -> list[Line]:
    """Return the plan as rows."""
    day = f"{plan.interview:%A, %d %B %Y}".replace(" 0", " ")
    if plan.days < 0:
        return paper.paragraph(f"The interview was on {day}. How did it go?", Style.STRONG) + forget(paper)
    when = "today" if plan.days == 0 else "tomorrow" if plan.days == 1 else f"in {plan.days} days"
    lines = [*paper.paragraph(f"Interview {when}: {day}", Style.STRONG), Line()]
    lines += [*forecasts(plan, paper), Line()]
    lines += paper.paragraph(todo(plan), Style.STRONG)
    lines += [*days_ahead(plan, paper), Line()]
    for number, command in enumerate(plan.commands):
        why = WHY.get(command, "")
        lines += paper.paragraph(command + why, first=" next   " if number == 0 else None, indent=" " * 8)
    return lines


def forecasts(plan: Plan, paper: Paper) -> list[Line]:
    """Return the predicted recall on the day, by topic: if you stop now, and with the plan."""
    lines = paper.paragraph(PREDICTED, Style.FAINT)
    longest = max((len(topic.topic) for topic in plan.topics), default=5)
    room = min(longest, paper.room - 24)
    lines.append(Line(((f" {'':<{room}} seen/all   stop   plan", Style.FAINT),)))
    for each in (*plan.topics, plan.total):
        lines += [row(each, paper, room)]
    if plan.total.unseen:
        lines += paper.paragraph(UNSEEN.format(count=plan.total.unseen), Style.FAINT)
    return lines


def row(each: Forecast, paper: Paper, room: int) -> Line:
    """Return one topic's figures in a row."""
    name = paper.spelled((each.topic or "all cards").replace("-", " "))
    name = name if width_of(name) <= room else name[: room - 1] + paper.spelled("…")[:1]
    figures = f" {each.seen:>4}/{each.cards:<3} {percent(each.now)} {percent(each.planned)}"
    return Line(((f" {name:<{room}}", Style.PLAIN if each.topic else Style.STRONG), (figures, Style.PLAIN)))


def percent(share: float) -> str:
    """Return a probability in four columns and a sign."""
    return f"{100 * share:4.0f} %"


def todo(plan: Plan) -> str:
    """Return what to do today in one sentence."""
    repeat, new = len(plan.deck.due), len(plan.deck.new)
    if not repeat and not new:
        return "Today: nothing more to do."
    parts = [f"repeat {counted(repeat, 'card')}"] if repeat else []
    parts += [f"learn {counted(new, 'new card')}"] if new else []
    return f"Today: {' and '.join(parts)}, about {counted(plan.minutes, 'minute')}."


def counted(number: int, noun: str) -> str:
    """Return a number of things in words: `1 card`, `2 cards`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def days_ahead(plan: Plan, paper: Paper) -> list[Line]:
    """Return the next two weeks, a row a day: reviews and new cards."""
    lines = []
    for day, (reviews, new) in list(plan.calendar.items())[1:14]:
        if reviews or new:
            bar = paper.spelled("█") * min(reviews, 20) + paper.spelled("░") * min(new, 20)
            lines.append(
                Line(((f" {day:%a %d %b}  {reviews:>3} + {new:<2}  ", Style.PLAIN), (bar, Style.ACCENT)))
            )
    note = paper.paragraph("To repeat + new, if every answer is good", Style.FAINT) if lines else []
    return [Line(), *note, *lines] if lines else []


def forget(paper: Paper) -> list[Line]:
    """Return how to take the date away."""
    return paper.paragraph(
        "nnprep quiz --interview none (forgets the date)", first=" next   ", indent=" " * 8
    )


PREDICTED = (
    "Predicted recall on that day: if you stop now; and with this plan, if every answer is good. "
    "A card not seen counts as 0 %."
)
UNSEEN = "{count} not seen: one look on the last day is no memory yet, so the plan counts them as 0 %."
WHY = {
    "nnprep quiz --cram": " (everything once more, weakest first)",
    "nnprep": " (what else there is to do)",
}
"""Why a command comes next, where it does not say so itself."""
