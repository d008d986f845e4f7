"""A submitter's report as Markdown; no text of a submission can become markup.

https://spec.commonmark.org/0.31.2/#backslash-escapes
"""

from __future__ import annotations

import re

from nnprep.cohort.feedback.feedback import Feedback
from nnprep.errors import printable

HEAD = "<!-- written by nnprep grade -->\n"
"""How each report begins: by this, nnprep recognizes its own."""


def markdown(feedback: Feedback) -> str:
    """Return the report."""
    lines = [f"# {plain(feedback.exercise)}", "", f"Submission of {plain(feedback.submitter)}.", ""]
    lines += [f"**{plain(feedback.verdict)}**", ""]
    lines += [f"Points: {feedback.points}", ""] if feedback.points else []
    if feedback.mistakes:
        lines += ["## What went wrong", ""]
        lines += [line for say in feedback.mistakes for line in (plain(say), "")]
    if feedback.parts:
        lines += ["## Parts", ""]
    for part in feedback.parts:
        earned = f" ({part.points})" if part.points else ""
        lines.append(f"- {plain(part.title)}: {plain(part.verdict)}{earned}")
        lines += [f"  - {plain(problem)}" for problem in part.problems]
    if feedback.asked_next:
        lines += ["", "## Not counted against you, but an interviewer might ask", ""]
        lines += [f"- {plain(problem)}" for problem in feedback.asked_next]
    if feedback.remarks:
        lines += ["", "## Remarks", ""]
        lines += [line for remark in feedback.remarks for line in (plain(remark), "")]
    return HEAD + "\n".join(lines).rstrip() + "\n"


def plain(text: str) -> str:
    """Return a text on one line, whose signs mean themselves; what stands between backticks stays code."""
    text = " ".join(printable(text, instead=" ").split())
    pieces = CODE.split(text)
    return "".join(
        piece if number % 2 else MARKUP.sub(r"\\\g<0>", piece) for number, piece in enumerate(pieces)
    )


CODE = re.compile(r"(`[^`]+`)")
MARKUP = re.compile(r"[\\`*_{}\[\]()<>#+!|~&-]")


def is_report(head: bytes) -> bool:
    """Return whether a file that begins with `head` is one of these reports."""
    return head.startswith(HEAD.encode())
