"""The whole page: the verdict, the scorecard, the timeline, each part, and what to practise next."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate

from nnprep.errors import plural
from nnprep.interview.report import Manner, Part, Report
from nnprep.pages.charts.timeline import Span, timeline
from nnprep.pages.document import Section, command, document, figures, paragraph, section
from nnprep.pages.element import Child, Element, element
from nnprep.pages.interview.coding import coding
from nnprep.pages.interview.questions import question
from nnprep.pages.interview.scorecard import scorecard
from nnprep.pages.prose import clock


def interview_page(report: Report) -> str:
    """Return the page of `nnprep interview report --html`."""
    return document(
        f"Mock interview {report.number}",
        [
            section("Summary", *map(paragraph, report.summary)),
            section("Scorecard", *scorecard(report), lead=SCORES),
            section("Timeline", *times(report), lead=TIMES),
            *map(part, report.parts),
            section("Practice next", *steps(report)),
        ],
        lead=heading(report),
    )


def heading(report: Report) -> list[Element]:
    """Return when it was, what it was meant to be, and what it amounts to."""
    facts = [day(report.date), f"{report.level} level", plural(report.minutes, "minute")]
    facts += [f"focus on {', '.join(report.focus)}"] if report.focus else []
    facts += [] if report.finished else ["ended early; this covers what was done"]
    manners = [each.manner for part in report.parts for each in part.questions]
    asked = sum(manner is not Manner.UNANSWERED for manner in manners)
    numbers = [
        ("–" if report.overall is None else str(report.overall), "of 100 overall"),
        (clock(report.seconds), f"of {clock(60 * report.minutes)} used"),
        (str(asked), "question asked" if asked == 1 else "questions asked"),
    ]
    if report.paused_seconds >= 1:
        numbers.append((clock(report.paused_seconds), "paused, not counted"))
    verdict = f"{report.verdict[:1].upper()}{report.verdict[1:]}."
    return [paragraph(", ".join(facts), "lead"), paragraph(verdict, "verdict"), figures(numbers)]


def day(date: str) -> str:
    """Return the day and time of a report in words; as it is written if it's no date."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return date
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def times(report: Report) -> list[Child]:
    """Return what took how long, in the order of the interview, and when each part should have ended."""
    spent = [each for each in report.parts if each.seconds > 0]
    ends = list(accumulate(each.seconds for each in spent))
    spans = [
        Span(
            label=each.title,
            start=end - each.seconds,
            end=end,
            target=end - each.seconds + each.target_seconds if each.target_seconds else None,
            figures=(clock(each.seconds), clock(each.target_seconds) if each.target_seconds else "–"),
            note=f"{clock(each.paused_seconds)} paused, not counted" if each.paused_seconds >= 1 else "",
        )
        for each, end in zip(spent, ends, strict=True)
    ]
    return [timeline(spans, ("Part", "used", "planned"), caption="Time used by each part")] if spans else []


def part(facts: Part) -> Section:
    """Return one part: its questions, and the code."""
    body: list[Child] = [question(each) for each in facts.questions]
    body += coding(facts.code) if facts.code is not None else []
    return section(facts.title, *body)


def steps(report: Report) -> list[Child]:
    """Return commands to type next, each with its reason."""
    items = [
        element("li", command(each.command), element("small", each.why) if each.why else None)
        for each in report.next_steps
    ]
    return [element("ul", *items, class_="commands")] if items else []


SCORES = (
    "Each number is what you earned as a share of what could be earned; what it's based on is listed below. There is no"
    " number without evidence."
)
TIMES = "Each bar is the time you used; the mark is where it was planned to end."
