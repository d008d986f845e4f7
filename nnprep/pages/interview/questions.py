"""A question of an interview: what was asked and said, which points were in it, and a good answer."""

from __future__ import annotations

from nnprep.interview.report import FollowUp, FollowUpKind, Manner, Point, Question, Status
from nnprep.pages.document import paragraph
from nnprep.pages.element import Child, Element, element
from nnprep.pages.prose import clock, inline, prose, quotation
from nnprep.terminal.layout import percent

UNSAID = {
    Manner.TYPED: "You sent an empty answer.",
    Manner.ALOUD: "You said it aloud, so only you know what was in it.",
    Manner.SKIPPED: "You skipped it.",
    Manner.UNANSWERED: "The interview ended before you answered.",
}
HOW = {
    Status.HEARD: "said",
    Status.DENIED: "you seem to deny it",
    Status.MISSED: "missed",
    Status.ADDED: "said, as you corrected",
    Status.WITHDRAWN: "not meant, as you corrected",
    Status.GRANTED: "granted by the model",
}
WHY = {
    FollowUpKind.NUDGE: "Nudge",
    FollowUpKind.DEEPER: "Going deeper",
    FollowUpKind.PLANNED: "Follow-up",
}


def question(facts: Question) -> Element:
    """Return one question with everything that was said to it."""
    points = [point(each) for each in facts.points]
    return element(
        "article",
        element("h3", f"{facts.number} ", *inline(facts.asked)),
        element("pre", facts.code) if facts.code.strip() else None,
        *answer(facts.said, facts.manner),
        verdict(facts),
        element("p", *inline(facts.remark)) if facts.remark else None,
        element("h4", "Key points") if points else None,
        element("ul", *points, class_="points") if points else None,
        *(comment(each) for each in facts.comments),
        *(follow_up(each) for each in facts.follow_ups),
        model("A good answer", facts.model_answer),
    )


def answer(said: str, manner: Manner) -> list[Element]:
    """Return what the learner said, or why there is nothing to quote."""
    if said.strip():
        return [quotation(said)]
    return [paragraph(UNSAID[manner], "muted")]


def verdict(facts: Question) -> Element:
    """Return whether the answer is right, and how long it took."""
    parts = [] if facts.right is None else ["right" if facts.right else "not right"]
    took = clock(facts.seconds)
    if facts.target_seconds:
        over = facts.seconds > facts.target_seconds
        took += f" of {clock(facts.target_seconds)}" + (", over time" if over else "")
    return paragraph(", ".join([*parts, took]).capitalize(), "muted")


def point(facts: Point) -> Element:
    """Return one key point, whether it was in the answer, and in which words."""
    how = HOW[facts.status]
    how += " after a nudge" if facts.nudged and facts.counts else ""
    quote = f": “{facts.quote}”" if facts.quote else ""
    return element(
        "li",
        element("span", "✓" if facts.counts else "✗", class_="sign", aria_hidden="true"),
        facts.say,
        element("small", ("required; " if facts.must else "") + how + quote),
        class_=None if facts.counts else "no",
    )


def comment(text: str) -> Element:
    """Return what a model said about an answer, marked as such."""
    return element(
        "div", element("h4", "A model's comment, which may be wrong"), *prose(text), class_="comment"
    )


def follow_up(facts: FollowUp) -> Element:
    """Return a follow-up with its answer."""
    earned = "" if facts.earned is None else f"Earned {percent(facts.earned)}, "
    return element(
        "div",
        element("h4", f"{WHY[facts.kind]}: {facts.asked}"),
        *answer(facts.said, facts.manner),
        paragraph(f"{earned}{clock(facts.seconds)}", "muted"),
        element("p", *inline(facts.remark)) if facts.remark else None,
        model("A good answer", facts.model_answer),
        class_="follow-up",
    )


def model(title: str, text: str) -> Child:
    """Return a model answer, folded away; nothing if there is none."""
    if not text.strip():
        return None
    return element("details", element("summary", title), element("div", *prose(text), class_="model"))
