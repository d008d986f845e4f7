"""When something is due, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from nnprep.screens.dates import when

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-1, "now"),
        (0.2, "in 1 minute"),
        (9, "in 9 minutes"),
        (9.5, "in 10 minutes"),
        (60, "in 60 minutes"),
        (305, "today at 14:05"),
    ],
)
def test_moments(minutes: float, said: str) -> None:
    """Within the hour in minutes, later by the clock."""
    assert said == when(TODAY, NOW + timedelta(minutes=minutes), NOW)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "now"),
        (TODAY + timedelta(days=1), "tomorrow"),
        (TODAY + timedelta(days=2), "on Monday, 23 November"),
        (date(2027, 1, 4), "on Monday, 4 January 2027"),
    ],
)
def test_days(day: date, said: str) -> None:
    """Tomorrow by its name, later days by their date, with the year if it differs from today's."""
    assert said == when(day, None, NOW)


def test_own_clock() -> None:
    """A moment is shown on the learner's clock, and the day begins at 4 in the morning."""
    night = datetime(2026, 11, 22, 3, 0, tzinfo=timezone(timedelta(hours=2)))

    assert "today at 14:05" == when(TODAY, NOW + timedelta(minutes=185), NOW.astimezone(night.tzinfo))
    assert "tomorrow" == when(date(2026, 11, 22), None, night)
