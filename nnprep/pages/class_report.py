"""A class as a page: what it got wrong, by frequency; parts by pass rate; and what a human should look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nnprep.cohort.summary.alike import Alike
from nnprep.cohort.summary.misconceptions import Misconception
from nnprep.cohort.summary.names import Names
from nnprep.cohort.summary.summary import Summary
from nnprep.errors import plural
from nnprep.pages.charts.bars import Bar, bars
from nnprep.pages.document import Section, document, figures, paragraph, section
from nnprep.pages.element import Child, Element, element
from nnprep.terminal.layout import percent

MOST = 12
"""Entries of a list that are seen at once; more of them are folded away."""
LIMIT = 60
"""Entries of a list in all: whoever needs more reads the results."""


def class_page(summaries: Sequence[Summary]) -> str:
    """Return the page of `nnprep grade --html`; its size doesn't depend on how many submissions there are."""
    several = len(summaries) > 1
    sections = [section("Exercises", pass_rates(summaries))] if several else []
    sections += [part for summary in summaries for part in of_exercise(summary, several=several)]
    return document("Class report", sections, lead=heading(summaries))


def heading(summaries: Sequence[Summary]) -> list[Element]:
    """Return what was graded, and how it went on the whole."""
    total = sum(each.submissions for each in summaries)
    passed = sum(each.passed for each in summaries)
    names = [each.exercise for each in summaries]
    what = names[0] if len(names) == 1 else plural(len(names), "exercise")
    numbers = [
        (f"{total:,}", "submission" if total == 1 else "submissions"),
        (percent(passed / total) if total else "–", f"pass: {passed:,}"),
        (f"{sum(each.explained for each in summaries):,}", "fail by a known mistake"),
        (f"{sum(each.unexplained.size for each in summaries):,}", "that nothing explains"),
        (f"{sum(each.unsure.size + each.not_judged.size for each in summaries):,}", "for you to decide"),
    ]
    return [
        paragraph(f"Submissions to {what}." if names else "There are no submissions.", "lead"),
        figures(numbers),
    ]


def pass_rates(summaries: Iterable[Summary]) -> Element:
    """Return the exercises by pass rate, the hardest first."""
    rows = [rate(each.exercise, each.passed, each.submissions) for each in summaries]
    rows.sort(key=lambda row: row.parts)
    return bars(rows, ("Exercise", "pass", "of"), caption="Exercises by pass rate", full=1)


def rate(label: str, passed: int, total: int) -> Bar:
    """Return a pass rate as a bar."""
    share = passed / total if total else 0.0
    return Bar(label=label, parts=(share,), figures=(percent(share), f"{total:,}"))


def of_exercise(summary: Summary, *, several: bool) -> list[Section]:
    """Return the sections of one exercise; with `several`, their titles name it, and it has one link."""
    name = summary.exercise if several else ""

    def titled(title: str, *body: Child, lead: str = "") -> Section:
        title = f"{name}: {title[0].lower()}{title[1:]}" if name else title
        return section(title, *body, lead=lead)

    sections = [
        titled("What went wrong", *mistakes(summary), lead=MISTAKES),
        titled("An interviewer would ask next", *asked_next(summary), lead=ASKED_NEXT),
        titled("Parts, hardest first", *parts(summary)),
        titled("Verdicts", *statuses(summary)),
        titled("Nothing explains these", *names_of(summary.unexplained), *alike(summary.alike)),
        titled("Passing with only some random inputs", *names_of(summary.unsure), lead=UNSURE),
        titled("Not judged", *names_of(summary.not_judged), lead=NOT_JUDGED),
        titled("Byte-for-byte identical", *copies(summary.copies), lead=COPIES),
    ]
    full = [each for each in sections if each.body]
    return [replace(each, link="" if number else name) for number, each in enumerate(full)] if name else full


def mistakes(summary: Summary) -> list[Child]:
    """Return the mistakes by frequency, then what each is and who made it."""
    made = summary.misconceptions[:LIMIT]
    if not made:
        return []
    rows = [
        Bar(
            label=each.heading,
            parts=(each.submitters.size / summary.submissions,),
            figures=(f"{each.submitters.size:,}", percent(each.submitters.size / summary.submissions)),
            note=", ".join(each.shares),
        )
        for each in made
    ]
    header = ("Mistake", "made by", "of all")
    full = max(row.parts[0] for row in rows)
    return [
        bars(rows[:MOST], header, caption="Mistakes by frequency", full=full, track=False),
        *folded(
            [bars(rows[MOST:], header, caption="More mistakes by frequency", full=full, track=False)]
            if rows[MOST:]
            else [],
            f"{len(rows) - MOST} more",
        ),
        element("h3", "Each mistake, and who made it"),
        *map(who, made),
        rest(len(summary.misconceptions) - len(made), "mistake"),
    ]


def asked_next(summary: Summary) -> list[Child]:
    """Return the mistakes that don't decide, by frequency."""
    made = summary.raised_next[:LIMIT]
    items = [element("li", f"{each.heading}: {each.submitters.size:,}") for each in made]
    return [element("ul", *items), rest(len(summary.raised_next) - len(made), "mistake")] if items else []


def who(each: Misconception) -> Element:
    """Return what is said of a mistake, and who made it."""
    return element(
        "details",
        element("summary", f"{each.heading}: {each.submitters.size:,}"),
        paragraph(each.say),
        *names_of(each.submitters),
    )


def parts(summary: Summary) -> list[Child]:
    """Return the parts by pass rate; nothing if there is only one."""
    rows = [
        rate(each.title, each.passed, each.judged)
        for each in sorted(summary.parts, key=lambda part: part.share)
    ]
    return [bars(rows, ("Part", "pass", "of"), caption="Parts by pass rate", full=1)] if len(rows) > 1 else []


def statuses(summary: Summary) -> list[Child]:
    """Return how many have which status."""
    rows = [
        Bar(
            label=status.replace("-", " "),
            parts=(count,),
            figures=(f"{count:,}", percent(count / summary.submissions)),
        )
        for status, count in summary.statuses
    ]
    header = ("Verdict", "count", "of all")
    return [bars(rows, header, caption="Submissions by verdict", full=summary.submissions)] if rows else []


def alike(groups: Sequence[Alike]) -> list[Child]:
    """Return groups that fail in the same way, the largest first."""
    if not groups:
        return []
    items = [alike_group(each) for each in groups[:LIMIT]]
    return [
        element("h3", "Common to these"),
        paragraph(ALIKE, "lead"),
        *items[:MOST],
        *folded(items[MOST:], f"{len(items) - MOST} more"),
        rest(len(groups) - len(items), "group"),
    ]


def alike_group(group: Alike) -> Element:
    """Return one group: how many, in which checks, with which message, and who."""
    failing = [element("li", title) for title in group.checks[:MOST]]
    return element(
        "article",
        element("h4", f"{group.submitters.size:,} submissions fail alike"),
        element("blockquote", group.message) if group.message else None,
        element("p", f"{plural(len(group.checks), 'check')} failing:", class_="muted") if failing else None,
        element("ul", *failing) if failing else None,
        rest(len(group.checks) - len(failing), "check"),
        *names_of(group.submitters),
    )


def copies(groups: Sequence[Names]) -> list[Child]:
    """Return groups of equal files."""
    items = [element("li", *listed(each)) for each in groups[:LIMIT]]
    if not items:
        return []
    return [
        element("ul", *items[:MOST]),
        *folded([element("ul", *items[MOST:])] if items[MOST:] else [], f"{len(items) - MOST} more"),
        rest(len(groups) - len(items), "group"),
    ]


def names_of(names: Names) -> list[Element]:
    """Return submitters in a paragraph; nothing if there are none."""
    return [element("p", *listed(names))] if names.size else []


def listed(names: Names) -> list[Child]:
    """Return names with commas between them; of many, how many are left out."""
    more = names.size - len(names.first)
    return [", ".join(names.first), f" and {more:,} more, which are in the results" if more else None]


def folded(body: Sequence[Element], title: str) -> list[Element]:
    """Return elements folded away below a title; nothing if there are none."""
    return [element("details", element("summary", title), *body)] if body else []


def rest(count: int, noun: str) -> Element | None:
    """Return that a list goes on in the results; None if it doesn't."""
    return paragraph(f"And {plural(count, f'more {noun}')} in the results.", "muted") if count > 0 else None


MISTAKES = "The longest bar is the most frequent mistake. One submission can have several of them."
ASKED_NEXT = "These concern robustness and style, and don't count."
UNSURE = "The verdict depends on the random inputs, so it's for you to decide."
NOT_JUDGED = "These have no grade yet. The results say why, for each of them."
COPIES = "Files that are equal in every byte; unchanged stubs don't count."
ALIKE = "They fail the same checks with the same message, but for numbers: perhaps a mistake that nnprep doesn't know."
