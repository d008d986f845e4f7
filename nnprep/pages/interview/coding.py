"""The code of an interview: what was asked for, the code with the findings beside its lines, and the checks."""

from __future__ import annotations

from collections import defaultdict

from nnprep.interview.report import Code, Finding
from nnprep.pages.code_listing import code_listing
from nnprep.pages.document import long_table, paragraph
from nnprep.pages.element import Child, Element, element
from nnprep.pages.prose import prose

FIRST = ("failed", "crashed", "timed-out", "not-judged", "not-attempted")
"""Checks with these states are listed first."""


def coding(code: Code) -> list[Child]:
    """Return a coding or debugging part."""
    return [
        element("h3", code.title),
        *prose(code.task),
        paragraph(f"Asked for: {', '.join(code.parts)}.", "muted") if code.parts else None,
        paragraph(outcome(code)),
        *guess(code),
        *(finding(each) for each in code.findings if not lines_of(each, code)),
        *map(paragraph, code.notes),
        listing(code),
        *checks(code),
        solution(code),
    ]


def outcome(code: Code) -> str:
    """Return what the hidden checks say, in a sentence."""
    if not code.source.strip():
        return "There was no file to judge."
    runs = f" You ran its examples {'once' if code.smoke_runs == 1 else f'{code.smoke_runs} times'}."
    return (
        f"{code.status.capitalize()}: {code.passed} of {code.total} hidden checks that count passed."
        + runs * bool(code.smoke_runs)
    )


def guess(code: Code) -> list[Child]:
    """Return the planted mistake beside what the learner said it is."""
    if not code.mistake:
        return []
    verdict = {True: "You named it.", False: "That isn't it.", None: ""}[code.named]
    said = f"You said: “{code.guess}”. {verdict}".rstrip() if code.guess else "You named no mistake."
    return [
        element("p", element("span", "The planted mistake: ", class_="muted"), code.mistake),
        paragraph(said),
    ]


def lines_of(facts: Finding, code: Code) -> list[int]:
    """Return the lines of the code that a finding is about; those that don't exist are left out."""
    return [line for line in facts.lines if 1 <= line <= code.source.count("\n") + 1]


def finding(facts: Finding) -> Element:
    """Return a finding that is about no line."""
    head, *rest = facts.sentences or ("",)
    return element("div", element("h4", head), paragraph(" ".join(rest)) if rest else None)


def listing(code: Code) -> Child:
    """Return the code, with each finding below the first line that it is about."""
    if not code.source.strip():
        return None
    notes: defaultdict[int, list[str]] = defaultdict(list)
    marked: set[int] = set()
    for each in code.findings:
        if lines := lines_of(each, code):
            notes[min(lines)].append(" ".join(each.sentences))
            marked |= set(lines)
    return code_listing(code.source, notes, marked=marked, caption=code.file or code.exercise)


def checks(code: Code) -> list[Child]:
    """Return the checks, those that didn't pass first."""
    rows = [
        (
            each.title,
            each.part,
            each.status if each.severity == "core" else f"{each.status} ({each.severity})",
            each.message,
        )
        for each in sorted(code.checks, key=lambda each: each.status not in FIRST)
    ]
    return (
        [element("h4", "Hidden checks"), *long_table(("Check", "part", "result", ""), rows)] if rows else []
    )


def solution(code: Code) -> Child:
    """Return a right solution, folded away."""
    if not code.solution.strip():
        return None
    return element(
        "details",
        element("summary", "A right solution"),
        code_listing(code.solution, {}, caption="A right solution"),
    )
