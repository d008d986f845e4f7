"""What a submitter reads: the mistake by its name, but neither the solution nor a right value; no text is markup."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.cohort.feedback.feedback import (
    feedback_of,
    part_comments,
    plain_comment,
    symptom_of,
    without_values,
)
from nnprep.cohort.feedback.markdown import is_report, markdown, plain
from nnprep.cohort.points.points import points_of
from nnprep.cohort.points.rubric import Rubric, Weight
from nnprep.cohort.record import Record
from nnprep.content.exercises import Severity
from nnprep.grading.feedback.patterns import MEASURED
from tests.cohort.records import NO_MEAN, SIGN, check, mistake, part, record, wrong

RUBRIC = Rubric("backprop", (Weight("backward", Decimal(1)),), Decimal(10), robust=Decimal(1))


def report(each: Record) -> str:
    """Return the report of a record as Markdown."""
    return markdown(feedback_of(each, points_of(each, RUBRIC), "Backpropagation"))


def test_report() -> None:
    """A report names the mistake and what fails, and says how many points it is worth."""
    text = report(wrong("ana", mistake("no-mean", NO_MEAN)))

    assert is_report(text.encode())
    assert "**Failed: 0 of 1 check pass.**" in text
    assert "Every gradient is exactly m times too large. The loss is a mean" in text
    assert "- the backward part: failed (0 of 5)" in text
    assert "  - title of batch: dW2 is wrong" in text
    assert "Points: 0 of 10" in text


def test_passed_and_unsure() -> None:
    """Who passes reads what an interviewer would ask next; who is unsure reads that a person will look."""
    robust = check("r", "failed", "overflows", severity=Severity.ROBUST)
    passed = report(record("ana", part("backward", check("x"), check("y"), robust)))
    unsure = report(record("bo", status="unsure", note="Seed 2 fails."))

    assert "**Passed: all 2 checks.**" in passed
    assert "- title of r: overflows" in passed
    assert "A person will look at this submission" in unsure
    assert "Points" not in unsure


def test_alternatives() -> None:
    """Explanations that fit equally well are all told."""
    each = wrong("ana", mistake("no-mean", NO_MEAN), mistake("sign", SIGN, group=1))

    assert [NO_MEAN, f"Or: {SIGN}"] == list(feedback_of(each, points_of(each, RUBRIC), "B").mistakes)
    assert "Every gradient is exactly m times too large. Or: All the gradients" in plain_comment(
        feedback_of(each, points_of(each, RUBRIC), "B")
    )


def test_comments_of_parts() -> None:
    """Each part that earns points has its own comment, and so have robustness and style."""
    robust = check("r", "failed", "overflows", severity=Severity.ROBUST)
    each = record("ana", part("backward", check("x", "failed", "W is 1 at [0], should be 2"), robust))
    points = points_of(each, RUBRIC)

    assert ["title of x: W is wrong", "title of r: overflows"] == part_comments(
        feedback_of(each, points, "B"), points, each
    )


@pytest.mark.parametrize(
    ("message", "without"),
    [
        ("dW1 is 0.173501 at [0, 2], should be 0.0516248", "dW1 is wrong"),
        ("is 1 at [1, 1], should be 0; only entries that should be 0 are wrong", "a wrong value"),
        ("dW2 is nan in 2 of 3 entries, should be (0.5, 1)", "dW2 is wrong"),
        ("expected [1, 2], got [3]", "a wrong value"),
        ("has shape (4,), should be (4, 4)", "has shape (4,), should be (4, 4)"),
        ("dW2 is exactly 5 times what it should be", "dW2 is exactly 5 times what it should be"),
        ("ValueError: matmul", "ValueError: matmul"),
        ("", ""),
    ],
)
def test_no_right_value(message: str, without: str) -> None:
    """A right value is left out; whoever reads it could return it."""
    assert without == without_values(message)


def test_symptom_without_the_right_values() -> None:
    """Of a symptom the sentence with the right values is left out, and none points to lines that aren't there."""
    symptom = "Loss stops at about 27.6 here. It should go up to 1200.5. A loss has no upper limit."
    each = record("ana", part("backward", check("x", "failed")), symptom=symptom)
    unnamed = record("bo", part("backward", check("x", "failed")), symptom=MEASURED)

    assert "Loss stops at about 27.6 here. A loss has no upper limit." == symptom_of(each)
    assert "nnprep couldn't name the mistake." == symptom_of(unnamed)


@given(st.text())
def test_no_text_is_markup(text: str) -> None:
    """Outside of code spans, every sign that CommonMark or HTML reads is escaped, and there is one line."""
    line = re.sub(r"`[^`]+`", "", plain(text))

    assert not re.search(r"(?<!\\)(?:\\\\)*[*_{}\[\]()<>#+!|~&`-]", line)
    assert "\n" not in line
