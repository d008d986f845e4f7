"""A check that isn't run for answers that were right before finds what it would have found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from nnprep.cohort.engine.grader import Grader
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.exercises import Exercise
from nnprep.grading.answer_key import AnswerKey
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Report
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.bundles import BundlingPeer
from nnprep.sandbox.parent.child_process import ChildPeer

EXERCISE: Exercise = find_exercise("backprop")
SOURCE = reference_text(EXERCISE)
CAST = (
    SOURCE
    + """

exact = backward


def backward(X, y, W2, a1, a2):
    return tuple(each.astype(float) for each in exact(X, y, W2, a1, a2))
"""
)
"""Right, but float32 doesn't stay float32: a remark of style, and the other answers are those of the reference."""
OFF = (
    SOURCE
    + """

exact = backward


def backward(X, y, W2, a1, a2):
    first, *others = exact(X, y, W2, a1, a2)
    return (first * (1 + 1e-6), *others) if len(X) == 1 else (first, *others)
"""
)
"""Wrong for a single row, and the reference's answers otherwise."""


@pytest.fixture(scope="module")
def key() -> Iterator[AnswerKey]:
    """Return an answer key that knows no answers yet."""
    with Grader() as grader:
        yield grader.key_with_known(EXERCISE, 5, core=False)


def judged(key: AnswerKey, source: str) -> tuple[Report, int]:
    """Judge a file with what is known; return also how many requests were made by checks."""
    assert key.known is not None
    child = ChildPeer(source.encode(), "backprop", Limits(call=60.0, total=120.0))
    peer = BundlingPeer(child, key.known.series)
    report = judge(EXERCISE, "backprop", peer, seed=5, key=key)
    return report, peer.asked


def alone(key: AnswerKey, source: str) -> Report:
    """Judge a file as if it were the first."""
    child = ChildPeer.start(source.encode(), limits=Limits(call=60.0, total=120.0))
    return judge(EXERCISE, "backprop", child, seed=5, key=key._replace(known=None))


def said(report: Report) -> Any:
    """Return all that a report says, without what differs each time it is measured."""
    outcomes = [repr(each._replace(seconds=0.0)) for each in report.outcomes]
    return outcomes, report.symptoms, report.diagnosis, report.show_case, report.status


def test_what_is_known_is_not_asked_again(key: AnswerKey) -> None:
    """The second of two submissions with the same answers passes without a check that is run, and no other one does."""
    assert key.known is not None
    requests = sum(len(each.requests) for each in key.known.series)

    first, again = judged(key, SOURCE), judged(key, SOURCE)
    cast, off = judged(key, CAST), judged(key, OFF)

    assert [asked for _, asked in (first, again)] == [requests, 0]
    assert said(first[0]) == said(again[0]) == said(alone(key, SOURCE))
    for report, source in ((cast[0], CAST), (off[0], OFF)):
        assert said(report) == said(alone(key, source))
    assert cast[0].status == "passed"
    assert off[0].status == "failed"


def test_wrong_answers_are_not_learned(key: AnswerKey) -> None:
    """What failed before fails again."""
    before = said(judged(key, OFF)[0])

    assert said(judged(key, OFF)[0]) == before
    assert before[-1] == "failed"
