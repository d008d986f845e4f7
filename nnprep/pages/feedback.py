"""A submitter's report as a page."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.cohort.feedback.feedback import Feedback, PartFeedback
from nnprep.cohort.summary.misconceptions import heading_of
from nnprep.pages.document import document, paragraph, section, table
from nnprep.pages.element import Element, element


def feedback_page(feedback: Feedback) -> str:
    """Return the page; no text of a submission can become markup."""
    lead = [paragraph(f"Submission of {feedback.submitter}", "lead"), paragraph(feedback.verdict, "verdict")]
    lead += [paragraph(f"Points: {feedback.points}")] if feedback.points else []
    sections = [
        section("What went wrong", *(mistake(say) for say in feedback.mistakes)),
        section("Parts", *parts(feedback.parts)),
        section(
            "What an interviewer might ask next",
            *listed(feedback.asked_next),
            lead="This isn't counted against you." if feedback.asked_next else "",
        ),
        section("Remarks", *(paragraph(remark) for remark in feedback.remarks)),
    ]
    return document(feedback.exercise, sections, lead=lead)


def mistake(say: str) -> Element:
    """Return what is said of a mistake: what is wrong, then why and what to do."""
    heading = heading_of(say)
    rest = say.removeprefix(heading).lstrip(". ")
    return element("div", element("h3", heading), paragraph(rest) if rest else None)


def parts(each: Sequence[PartFeedback]) -> list[Element]:
    """Return all parts as a table, then what fails in those that don't pass; nothing if there are none."""
    with_points = any(part.points for part in each)
    rows = [(part.title, part.verdict, *((part.points,) if with_points else ())) for part in each]
    header = ("Part", "verdict", *(("points",) if with_points else ()))
    problems = [
        element("div", element("h3", f"{part.title}: what fails"), *listed(part.problems))
        for part in each
        if part.problems
    ]
    return [table(header, rows, numbers=(2,), caption="Parts"), *problems] if rows else []


def listed(texts: tuple[str, ...]) -> list[Element]:
    """Return texts as a list; nothing if there are none."""
    return [element("ul", *(element("li", text) for text in texts))] if texts else []
