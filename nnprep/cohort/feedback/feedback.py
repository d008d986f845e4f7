"""The facts of a submitter's own report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nnprep.cohort.points.points import Earned, Points, written
from nnprep.cohort.record import UNSURE, CheckResult, Record
from nnprep.cohort.summary.misconceptions import heading_of
from nnprep.content.exercises import Severity
from nnprep.errors import plural
from nnprep.grading.feedback.patterns import MEASURED, UNNAMED
from nnprep.grading.report import Status
from nnprep.named_tuple import NamedTuple


class PartFeedback(NamedTuple):
    """What became of one part."""

    title: str
    verdict: str
    """`passed`, `failed`, `not attempted` …"""
    points: str
    """`3 of 5`; empty if the part earns none."""
    problems: tuple[str, ...]
    """The checks that fail, each with what can be said without the answer."""


class Feedback(NamedTuple):
    """What a submitter reads. No text in it is markup."""

    submitter: str
    exercise: str
    """Its title."""
    verdict: str
    """One sentence."""
    points: str
    """`8.5 of 10`; empty if no grade is certain."""
    mistakes: tuple[str, ...]
    """What an interviewer would say of each mistake; the first sentence says what is wrong."""
    parts: tuple[PartFeedback, ...]
    asked_next: tuple[str, ...]
    """Of who passes: mistakes and failing checks of robustness and style, which never decide."""
    remarks: tuple[str, ...]


def feedback_of(record: Record, points: Points, title: str) -> Feedback:
    """Return what a submitter reads; `title` is the exercise's."""
    earned = {each.id: each for each in points.parts}
    parts = tuple(
        PartFeedback(
            title=part.title,
            verdict=worded(part.status),
            points=points_text(earned.get(part.id)) if points.certain else "",
            problems=problems_of(part.checks),
        )
        for part in record.parts
    )
    return Feedback(
        submitter=record.submitter,
        exercise=title,
        verdict=verdict_of(record),
        points=f"{written(points.total)} of {written(points.most)}" if points.certain else "",
        mistakes=() if record.passed else sayings(record),
        parts=parts,
        asked_next=asked_next(record),
        remarks=tuple(filter(None, (symptom_of(record), record.note))),
    )


def verdict_of(record: Record) -> str:
    """Return the verdict as a sentence."""
    core = [check for part in record.parts for check in part.checks if check.severity == Severity.CORE]
    passing = sum(check.passed for check in core)
    if record.status == UNSURE:
        return "A person will look at this submission: with some inputs it passes, with others it doesn't."
    if record.status == Status.NOT_JUDGED:
        return "This submission couldn't be judged."
    if record.passed:
        return f"Passed: all {plural(len(core), 'check')}." if len(core) > 1 else "Passed."
    if not core:
        return f"{worded(record.status).capitalize()}."
    return f"{worded(record.status).capitalize()}: {passing} of {plural(len(core), 'check')} pass."


def sayings(record: Record) -> tuple[str, ...]:
    """Return what is said of the mistakes; of several explanations that fit equally well, all."""
    texts: list[str] = []
    for part in dict.fromkeys(mistake.part for mistake in record.diagnosis):
        fitting = [mistake for mistake in record.diagnosis if mistake.part == part]
        several = len({mistake.group for mistake in fitting}) > 1
        first = min(mistake.group for mistake in fitting)
        for mistake in fitting:
            other = several and mistake.group != first
            texts.append(f"Or: {mistake.say}" if other else mistake.say)
    return tuple(dict.fromkeys(texts))


def asked_next(record: Record) -> tuple[str, ...]:
    """Return what an interviewer would ask who passes: the mistakes by name, else the checks that fail."""
    checks = [check for part in record.parts for check in part.checks]
    failing = tuple(problem(check) for check in checks if is_raised_next(check))
    return (sayings(record) or failing) if record.passed else ()


def problems_of(checks: Sequence[CheckResult]) -> tuple[str, ...]:
    """Return the core checks that fail; if none was attempted, once that nothing is there."""
    core = [check for check in checks if check.severity == Severity.CORE and not check.passed]
    if core and all(check.status == Status.NOT_ATTEMPTED for check in core):
        return (core[0].message or "not written yet",)
    return tuple(problem(check) for check in core)


def problem(check: CheckResult) -> str:
    """Return a check with what is wrong in it."""
    message = without_values(check.message)
    return f"{check.title}: {message}" if message else check.title


def is_raised_next(check: CheckResult) -> bool:
    return check.severity != Severity.CORE and not check.passed and check.status != Status.NOT_ATTEMPTED


def without_values(message: str) -> str:
    """Return a message that doesn't say what would be right: whoever reads numbers could return them.

    >>> without_values("dW1 is 0.173501 at [0, 2], should be 0.0516248")
    'dW1 is wrong'
    >>> without_values("dW1 is exactly 5 times what it should be")
    'dW1 is exactly 5 times what it should be'
    """
    if not ANSWER.search(message) or SHAPE.search(message):
        return message
    name = NAMED.match(message)
    return f"{name[1]} is wrong" if name else "a wrong value"


def symptom_of(record: Record) -> str:
    """Return what is known where no mistake has a name; a report of a class shows no measured values above it."""
    return without_values(RIGHT_VALUE.sub("", record.symptom.replace(MEASURED, UNNAMED)))


def points_text(earned: Earned | None) -> str:
    """Return the points of a part; empty if it can't earn any."""
    return f"{written(earned.points)} of {written(earned.most)}" if earned is not None and earned.most else ""


def worded(status: str) -> str:
    return status.replace("-", " ")


def plain_output(feedback: Feedback) -> str:
    """Return what stands on top of a report in plain text: verdict, mistakes and remarks."""
    return "\n\n".join([feedback.verdict, *feedback.mistakes, *feedback.remarks])


def plain_comment(feedback: Feedback) -> str:
    """Return a report in a line: the verdict, and each mistake by its first sentence."""
    headings = [f"{heading_of(say)}." for say in feedback.mistakes]
    return " ".join([feedback.verdict, *headings])


def part_comments(feedback: Feedback, points: Points, record: Record) -> list[str]:
    """Return the plain text of each part that earns points, in their order."""
    problems = {part.id: told.problems for part, told in zip(record.parts, feedback.parts, strict=True)}
    others = {each.id: [problem(check) for check in each.checks if not check.passed] for each in points.parts}
    return ["\n".join(problems.get(each.id, others[each.id])) for each in points.parts]


RIGHT_VALUE = re.compile(r" It should (?:have been|go up to) .*?\.(?=\s|$)")
"""The sentence of a symptom that says what would be right."""
ANSWER = re.compile(r",? should (?:be|have|return|give) [^a-z ]|\bexpected [^a-z]|\binstead of [-\d[(]")
"""What comes before a right value."""
SHAPE = re.compile(r"\bhas shape \([\d, ]*\), should be \([\d, ]*\)")
"""Shapes are part of the task."""
NAMED = re.compile(r"(.{1,60}?) (?:is|has|comes|agrees) ")
