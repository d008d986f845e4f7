"""A report with everything in it that a report can have, for tests of what lays reports out."""

from __future__ import annotations

from nnprep.interview.report import (
    Check,
    Code,
    Dimension,
    Evidence,
    Finding,
    FollowUp,
    FollowUpKind,
    Manner,
    NextStep,
    Part,
    PartKind,
    Point,
    Question,
    Report,
    Score,
    Status,
)

SOURCE = """# nnprep: mean-squared-error
import numpy as np


def loss(y_hat, y):
    return float(np.sum((y_hat - y) ** 2))


def gradient(y_hat, y):
    return 2 * (y_hat - y) / y.size
"""


def warm_up() -> Part:
    """Return a part whose first answer was typed, corrected and followed up, and whose second was skipped."""
    points = (
        Point(
            say="The chain rule, applied backwards.", must=True, status=Status.HEARD, quote="the chain rule"
        ),
        Point(say="Intermediate values are kept.", must=True, status=Status.ADDED),
        Point(say="It costs about two forward passes.", must=False, status=Status.MISSED),
        Point(
            say="Gradients add up where paths meet.",
            must=False,
            status=Status.HEARD,
            quote="they <b>add</b> up",
            nudged=True,
        ),
        Point(say="It's exact.", must=False, status=Status.DENIED, quote="isn't exact"),
    )
    follow_up = FollowUp(
        kind=FollowUpKind.NUDGE,
        asked="And what happens where two paths meet?",
        manner=Manner.TYPED,
        said="There they <b>add</b> up.",
        seconds=11.0,
        model_answer="Gradients add up where paths meet.",
        earned=1.0,
    )
    first = Question(
        number="1.1",
        subject="backprop-in-words",
        asked="What is backpropagation?",
        code="",
        manner=Manner.TYPED,
        said="It's the chain rule, but it isn't exact. <script>alert(1)</script>",
        points=points,
        right=None,
        remark="",
        follow_ups=(follow_up,),
        seconds=42.5,
        target_seconds=60,
        model_answer="It's the chain rule, applied from the loss backwards, so that each layer reuses the last.",
        comments=("Clear, but says nothing of the cost.",),
    )
    second = Question(
        number="1.2",
        subject="why-relu",
        asked="Why ReLU?",
        code="",
        manner=Manner.SKIPPED,
        said="",
        points=(Point(say="Its slope doesn't vanish.", must=True, status=Status.MISSED),),
        right=None,
        remark="",
        follow_ups=(),
        seconds=4.0,
        target_seconds=45,
        model_answer="Its slope is 1 for positive inputs, so gradients don't shrink.",
    )
    return Part(
        number=1,
        kind=PartKind.WARM_UP,
        title="Warm-up",
        seconds=57.5,
        target_seconds=180,
        paused_seconds=12.0,
        questions=(first, second),
        code=None,
    )


def whiteboard() -> Part:
    """Return a part with a wrong number whose mistake is known."""
    asked = Question(
        number="2.1",
        subject="drill mlp",
        asked="How many parameters does a fully connected 10-64-3 network with biases have?",
        code="",
        manner=Manner.TYPED,
        said="10*64 + 64*3",
        points=(),
        right=False,
        remark="You forgot the biases.",
        follow_ups=(),
        seconds=35.0,
        target_seconds=40,
        model_answer="(10 + 1)·64 + (64 + 1)·3 = 899",
    )
    return Part(
        number=2,
        kind=PartKind.WHITEBOARD,
        title="At the whiteboard",
        seconds=35.0,
        target_seconds=240,
        paused_seconds=0.0,
        questions=(asked,),
        code=None,
    )


def coding() -> Part:
    """Return a part with a failed submission that is diagnosed."""
    code = Code(
        exercise="mean-squared-error",
        title="Mean squared error",
        task="The mean squared error of a batch, and its gradient.",
        parts=("the loss", "its gradient"),
        file="mean_squared_error.py",
        source=SOURCE,
        smoke_runs=2,
        status="failed",
        passed=3,
        total=4,
        checks=(
            Check(
                title="the loss of a batch of four",
                part="loss",
                severity="core",
                status="failed",
                message="loss is 12 times too large",
            ),
            Check(title="the gradient of a batch of four", part="gradient", severity="core", status="passed"),
        ),
        findings=(
            Finding(
                sentences=("The loss is a sum.", "The task asks for the mean over all elements."),
                part="the loss",
                lines=(5, 6),
            ),
        ),
        notes=(),
        mistake="",
        guess="",
        named=None,
        solution=SOURCE.replace("np.sum", "np.mean"),
    )
    return Part(
        number=3,
        kind=PartKind.CODING,
        title="Coding: Mean squared error",
        seconds=400.0,
        target_seconds=600,
        paused_seconds=0.0,
        questions=(),
        code=code,
    )


def scorecard() -> tuple[Score, ...]:
    """Return six dimensions; two have no evidence."""
    evidence = {
        Dimension.FUNDAMENTALS: Evidence(
            sentence="3 of 5 key points, both required ones.", part=1, question="1.1", earned=3.0, of=5.0
        ),
        Dimension.MATHEMATICS: Evidence(
            sentence="The number of parameters is wrong.", part=2, question="2.1", earned=0.0, of=1.0
        ),
        Dimension.CODING: Evidence(
            sentence="3 of 4 hidden checks passed.", part=3, question="", earned=3.0, of=4.0
        ),
        Dimension.PACE: Evidence(
            sentence="42 s of 60 s for the first answer.", part=1, question="1.1", earned=1.0, of=1.0
        ),
    }
    return tuple(
        Score(
            dimension=each,
            number=round(100 * evidence[each].earned / evidence[each].of) if each in evidence else None,
            evidence=(evidence[each],) if each in evidence else (),
        )
        for each in Dimension
    )


def sample_report() -> Report:
    """Return the report of an interview that ended early."""
    return Report(
        id="01980000-0000-7000-8000-000000000001",
        number=3,
        date="2026-11-29T10:15:00+01:00",
        level="mid",
        minutes=45,
        seed=7,
        focus=("losses",),
        finished=False,
        seconds=492.5,
        paused_seconds=12.0,
        parts=(warm_up(), whiteboard(), coding()),
        scorecard=scorecard(),
        overall=59,
        verdict="too little evidence for a verdict",
        summary=("Strong: pace.", "Weak: mathematics.", "A program can't judge how clearly you speak."),
        next_steps=(NextStep(command="nnprep drill mlp", why="The number of parameters was wrong."),),
    )
