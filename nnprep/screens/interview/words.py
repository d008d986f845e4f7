"""The words of a report that the terminal and Markdown share."""

from __future__ import annotations

from datetime import datetime

from nnprep.interview.kinds import Dimension, Manner, Status
from nnprep.interview.report import Report
from nnprep.learner.history.events import study_day

NAMES = {
    Dimension.FUNDAMENTALS: "Fundamentals",
    Dimension.MATHEMATICS: "Mathematics",
    Dimension.CODING: "Coding",
    Dimension.DEBUGGING: "Debugging",
    Dimension.DEPTH: "Depth in follow-ups",
    Dimension.PACE: "Pace",
}
HOW = {
    Manner.TYPED: "",
    Manner.ALOUD: "You said it aloud.",
    Manner.SKIPPED: "You skipped it.",
    Manner.UNANSWERED: "It wasn't asked.",
}
MARKS = {
    Status.HEARD: ("✓", ""),
    Status.ADDED: ("✓", "you say so"),
    Status.GRANTED: ("✓", "found by a model"),
    Status.DENIED: ("·", "seems denied"),
    Status.WITHDRAWN: ("·", "not meant, you say"),
    Status.MISSED: ("·", ""),
}
"""Status of a key point -> its mark, and what to say about it."""


def title_of(report: Report) -> str:
    """Return which interview it is."""
    return f"interview {report.number}, {report.level}"


def date_of(report: Report) -> str:
    """Return the study day on which it began: at one in the morning, still the day before, as on every screen."""
    return study_day(datetime.fromisoformat(report.date)).isoformat()


def duration(seconds: float) -> str:
    """Return seconds as `m:ss`."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"


def result_of(report: Report) -> str:
    """Return the verdict with the overall number, if there is one."""
    number = f" Overall {report.overall} of 100." if report.overall is not None else ""
    verdict = report.verdict[:1].upper() + report.verdict[1:]
    return f"{verdict}.{number}"


def share_word(earned: float | None) -> str:
    """Return how much of a follow-up was answered, in words; empty if nobody can tell."""
    return {None: "", 0.0: "not answered", 0.5: "half answered", 1.0: "answered"}.get(
        earned, f"{earned or 0:.0%}"
    )
