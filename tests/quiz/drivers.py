"""The fsrs library driven directly, to compare nnprep's schedule with; and a clock that tests can set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

import fsrs

TEN_MINUTES = timedelta(minutes=10)


class SetClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC) if now is None else now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move the clock, by negative amounts too."""
        self.now += timedelta(**by)

    def travel(self, hours: int) -> None:
        """Move to another time zone."""
        self.now = self.now.astimezone(timezone(timedelta(hours=hours)))


def study_day(local: datetime) -> date:
    """The day of a time, from 4 a.m. to 4 a.m."""
    return (local - timedelta(hours=4)).date()


def drive(reviews: Iterable[tuple[datetime, int]]) -> fsrs.Card:
    """Return the library's card after reviews `(local time, grade)`, fed study days as midnight UTC."""
    scheduler = fsrs.Scheduler(
        learning_steps=(TEN_MINUTES,), relearning_steps=(TEN_MINUTES,), enable_fuzzing=False
    )
    card = fsrs.Card(card_id=1)
    for local, grade in reviews:
        day = study_day(local)
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        card, _ = scheduler.review_card(card, fsrs.Rating(grade), midnight)
    return card
