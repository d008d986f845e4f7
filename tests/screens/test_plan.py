"""The interview plan on the screen, at every width."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nnprep.learner.schedule.interview_plan import make_plan
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.screens.quiz.plan import plan_screen
from nnprep.terminal.layout import Paper, width_of
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("days", [-1, 0, 1, 14, 400])
def test_plan(width: int, days: int) -> None:
    """The plan fits, and says what to do today or that the interview is over."""
    cards = [made_up(f"card-{number}", topic="regularization-and-normalization") for number in range(7)]
    plan = make_plan(cards, LearnerState(), NOW, TODAY + timedelta(days=days))
    rows = [row.text for row in plan_screen(plan, Paper(width=width))]

    assert all(width_of(row) < width for row in rows)
    text = " ".join(" ".join(rows).split())
    if days < 0:
        assert "How did it go?" in text
        return
    new = {14: 5, 400: 5}.get(days, 7)
    minutes = {5: 7, 7: 10}[new]
    assert f"Today: learn {new} new cards, about {minutes} minutes." in text
    assert "if every answer is good" in text
    assert ("7 not seen" in text) == (days < 2)
    assert (
        text.index("next nnprep quiz --cram") < text.rindex("nnprep quiz")
        if days < 2
        else "--cram" not in text
    )
