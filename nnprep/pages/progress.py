"""What the learner knows, as a page: the facts of `nnprep stats --all`, to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from nnprep.content.decks import in_words
from nnprep.errors import plural
from nnprep.learner.attempts import Record, state_words, written
from nnprep.learner.schedule.agenda import Today
from nnprep.learner.schedule.interview_plan import Plan
from nnprep.learner.schedule.practice_plan import Practice
from nnprep.learner.stats.progress import Progress, Recall
from nnprep.learner.stats.weak_topics import STEPS, WEEKS, TopicHeat, Week, first_monday
from nnprep.pages.charts.bars import Bar, bars, key
from nnprep.pages.charts.heat_map import Cell, HeatRow, calendar, heat_map, legend
from nnprep.pages.charts.histogram import histogram
from nnprep.pages.document import command, document, figures, long_table, paragraph, section, table
from nnprep.pages.element import Child, Element, element
from nnprep.terminal.layout import percent

CALENDAR_WEEKS = 26
PLAN_DAYS = 14
"""Days of the plan that are shown at once."""
DAY_STEPS = (1, 5, 10, 20)
"""Answers per day from which each shade of the calendar begins."""


def progress_page(
    facts: Progress, exercises: Mapping[str, Record], today: Today, plan: Plan | None = None
) -> str:
    """Return the page of `nnprep stats --html`; `plan` is the cards' plan for an interview that is coming."""
    return document(
        "Your progress",
        [
            section("Next", next_command(today.command)),
            section("Until the interview", *until_interview(plan, today.practice), lead=UNTIL),
            section("Weak topics", *weak_topics(facts.weak, today.day), lead=WEAK),
            section("Recall by topic", *recall_by_topic(facts), lead=RECALL),
            section("Cards by topic", *states(facts.weak), lead=STATES),
            section(
                "Due this week",
                *due(facts.coming),
                lead="Without new cards; today includes all that are overdue.",
            ),
            section("Wordings", *wordings(facts), lead=WORDINGS),
            section("Traps", *traps(facts)),
            section("Exercises", *attempts(exercises)),
            section("How sure you were", *sureness(facts), lead=SURE),
            section("Your days", *days(facts.days, today.day)),
        ],
        lead=heading(facts, exercises, today),
    )


def heading(facts: Progress, exercises: Mapping[str, Record], today: Today) -> list[Element]:
    """Return the day, and the figures that sum everything up."""
    numbers = [
        (f"{facts.streak:,}", "day in a row" if facts.streak == 1 else "days in a row"),
        (f"{facts.answers:,}", "answer" if facts.answers == 1 else "answers"),
        (f"{facts.states.due:,}", "card due now" if facts.states.due == 1 else "cards due now"),
        (f"{facts.states.firm:,}", f"of {facts.states.total:,} cards firm"),
        (f"{sum(each.passed for each in written(exercises))}", f"of {today.exercises} exercises passed"),
    ]
    if facts.median_seconds is not None:
        numbers.append((f"{facts.median_seconds:.0f} s", "per answer (median)"))
    lead = f"As of {day_name(today.day)} {today.day.year}."
    if today.interview is not None:
        away = (today.interview - today.day).days
        when = "today" if not away else "tomorrow" if away == 1 else f"in {away} days"
        lead += f" Interview {when}, on {day_name(today.interview)}."
    return [paragraph(lead, "lead"), figures(numbers)]


def day_name(day: date) -> str:
    """Return a day such as `Sun 29 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def next_command(text: str) -> Element:
    """Return what to type next."""
    return element("p", "Type ", command(text), " to go on.")


def until_interview(plan: Plan | None, practice: Practice | None) -> list[Child]:
    """Return what there is to do on each day until the interview; nothing if none is coming, or it's today."""
    if plan is None or practice is None:
        return []
    rows = []
    for day, (reviews, new) in plan.calendar.items():
        tasks = practice.calendar.get(day, ())
        if reviews or new or tasks:
            name = f"{day:%a} {day.day}\u00a0{day:%b}"  # it breaks after the weekday at most
            numbers = f"{reviews:,}", f"{new:,}", f"{sum(task.minutes for task in tasks)}" if tasks else "–"
            exercises = ", ".join(f"{task.id}{' again' if task.again else ''}" for task in tasks)
            rows.append((name, *numbers, exercises or "–"))
    header = ("Day", "reviews", "new", "min", "exercises")
    drill = practice.drill and DRILL.format(family=practice.drill.family, minutes=practice.drill.minutes)
    left = plan.left_out and f"There's no time left for {plural(plan.left_out, 'new card')}."
    return [
        *long_table(header, rows, numbers=(1, 2, 3), most=PLAN_DAYS),
        *(paragraph(text, "muted") for text in (drill, left) if text),
    ]


def weak_topics(topics: Sequence[TopicHeat], today: date) -> list[Child]:
    """Return the heat map of the topics that were asked in the last weeks."""
    asked = [topic for topic in topics if topic.answers]
    if not asked:
        return []
    first = first_monday(today)
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    rows = [
        HeatRow(
            label=in_words(topic.name),
            cells=tuple(cell(week, monday) for week, monday in zip(topic.weeks, mondays, strict=True)),
            figures=(f"{topic.missed} of {topic.answers}", prediction(topic.predicted)),
        )
        for topic in asked
    ]
    months = [f"{monday:%b}" if monday.day <= 7 else "" for monday in mondays]
    shares = [f"{percent(share)} or more" for share in STEPS]
    return [
        heat_map(rows, months, ("Topic", "missed", "tomorrow"), caption="Answers missed by topic and week"),
        legend(("nothing missed", "less than a quarter", *shares)),
    ]


def cell(week: Week, monday: date) -> Cell | None:
    """Return one week of a topic; None if nothing was asked."""
    if not week.answers:
        return None
    text = f"week of {monday.day} {monday:%b}: {week.missed} of {week.answers} missed"
    return Cell(step=week.step, text=text)


def prediction(predicted: float | None) -> str:
    """Return the predicted recall, or a dash."""
    return "–" if predicted is None else percent(predicted)


def recall_by_topic(facts: Progress) -> list[Child]:
    """Return the share of answers that were recalled, the weakest topic first."""
    asked = [topic for topic in facts.topics if topic.answers]
    rows = [recall_bar(in_words(topic.name), topic) for topic in sorted(asked, key=lambda each: each.share)]
    left_out = f"Not counted: {plural(facts.crammed, 'answer')} while cramming."
    return (
        [
            bars(rows, ("Topic", "recalled", "asked"), caption="Share of answers recalled", full=1),
            paragraph(left_out, "muted") if facts.crammed else None,
        ]
        if rows
        else []
    )


def recall_bar(label: str, recall: Recall) -> Bar:
    """Return the share recalled as a bar."""
    return Bar(label=label, parts=(recall.share,), figures=(percent(recall.share), f"{recall.answers:,}"))


def states(topics: Sequence[TopicHeat]) -> list[Child]:
    """Return how many cards of each topic are firm, learning and new; topics never asked come last."""
    rows = [
        Bar(
            label=in_words(topic.name),
            parts=(topic.firm, topic.learning, topic.new),
            figures=(str(topic.firm), str(topic.learning), str(topic.new)),
        )
        for topic in topics
        if topic.firm + topic.learning + topic.new
    ]
    names = ("firm", "learning", "new")
    return [key(names), bars(rows, ("Topic", *names), caption="Cards by topic and state")] if rows else []


def due(coming: Mapping[date, int]) -> list[Child]:
    """Return how many cards become due on each of the next days."""
    if not any(coming.values()):
        return []
    said = ", ".join(f"{day_name(day)}: {count}" for day, count in coming.items())
    return [
        histogram(
            [(f"{day:%a} {day.day}", count) for day, count in coming.items()], summary=f"Cards due. {said}"
        )
    ]


def wordings(facts: Progress) -> list[Child]:
    """Return recall by kind of wording, and the other wordings that were missed."""
    rows = [recall_bar(each.name, each) for each in facts.phrasings]
    missed = [(each.text, f"{each.recalled} of {each.answers}") for each in facts.missed]
    return [
        bars(rows, ("Asked as", "recalled", "asked"), caption="Recall by wording", full=1) if rows else None,
        element("h3", "Other wordings you missed") if missed else None,
        *long_table(("Wording", "recalled"), missed, numbers=(1,)),
    ]


def traps(facts: Progress) -> list[Child]:
    """Return the traps with a wrong verdict."""
    if not facts.traps:
        return []
    wrong = [trap for trap in facts.traps if trap.fallen]
    verdicts = sum(trap.verdicts for trap in facts.traps)
    rows = [
        (trap.card, f"{trap.fallen} of {trap.verdicts}", "fell for it" if trap.last_fell else "right")
        for trap in wrong
    ]
    total = sum(trap.fallen for trap in wrong)
    return [
        paragraph(f"{plural(total, 'wrong verdict')} of {verdicts}."),
        *long_table(("Card", "wrong", "last time"), rows, numbers=(1,)),
    ]


def attempts(exercises: Mapping[str, Record]) -> list[Child]:
    """Return what was done with each exercise that was started."""
    rows = []
    for name, record in sorted(exercises.items()):
        minutes = "–" if record.minutes is None else f"{record.minutes:.0f}"
        rows.append(
            (name, str(record.attempts), minutes, str(record.hints_taken), ", ".join(state_words(record)))
        )
    header = ("Exercise", "tries", "minutes", "hints", "state")
    return [table(header, rows, numbers=(1, 2, 3))] if rows else []


def sureness(facts: Progress) -> list[Child]:
    """Return how often the learner was right at each confidence."""
    rows = [
        Bar(
            label=f"said {each.confidence} %",
            parts=(each.recalled / each.answers,),
            figures=(percent(each.recalled / each.answers), f"{each.answers:,}"),
        )
        for each in facts.sureness
    ]
    score = "" if facts.brier is None else f"Brier score {facts.brier:.2f}; 0 is perfect, 0.25 is guessing."
    return [
        bars(rows, ("Confidence", "right", "answers"), caption="Right at each confidence", full=1)
        if rows
        else None,
        paragraph(score, "muted") if score and rows else None,
    ]


def days(worked: Mapping[date, int], today: date) -> list[Child]:
    """Return a calendar of answers and attempts."""
    first = today - timedelta(weeks=CALENDAR_WEEKS)
    recent = {day: count for day, count in worked.items() if first < day <= today and count}
    if not recent:
        return []
    cells = {
        day: Cell(step=sum(count >= step for step in DAY_STEPS), text=f"{day_name(day)}: {count:,}")
        for day, count in recent.items()
    }
    most = max(recent, key=lambda day: (recent[day], day))
    said = f"Work on {plural(len(recent), 'day')} of the last {CALENDAR_WEEKS} weeks, most of it on {day_name(most)}:"
    said += f" {recent[most]:,} times, counting answers and attempts at exercises."
    return [
        paragraph(said, "lead"),
        calendar(cells, today, CALENDAR_WEEKS, summary=said),
        legend(("none", *(f"{step} or more" for step in DAY_STEPS))),
    ]


WEAK = (
    "Each square is a week: the stronger its color, the more you missed. A dot is a week without questions. The weakest"
    " topic comes first, by what you're predicted to recall tomorrow."
)
UNTIL = (
    "What is left for each day, if every answer is good and every exercise passes: cards to review, new cards, and"
    " exercises with their minutes. Each day also has a short drill."
)
DRILL = "Today's drill: {family}, about {minutes} minutes."
RECALL = "The share of your answers graded better than again."
STATES = (
    "Firm cards are remembered for more than three weeks; learning ones were asked, new ones never. Suspended cards are"
    " left out."
)
WORDINGS = "If you know only the main wordings, you know the words but not the idea."
SURE = "If you are well calibrated, you're right 75 % of the times when you say 75 %."
