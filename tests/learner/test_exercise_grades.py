"""What attempts at an exercise are worth as grades."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nnprep.learner.history.events import Event, new_id
from nnprep.learner.schedule.exercise_grades import episode_grades

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def events(story: str) -> list[Event]:
    """Return the events of a story, a letter each: start, debug, hint, solution, fail, pass; `.` is a night."""
    kinds = {"s": "start", "d": "start", "h": "hint", "o": "solution", "f": "attempt", "p": "attempt"}
    found, at = [], START
    for sign in story:
        at += timedelta(days=1) if sign == "." else timedelta(minutes=1)
        if sign in kinds:
            found.append(
                Event(
                    id=new_id(),
                    at=at,
                    offset_minutes=0,
                    kind=kinds[sign],
                    subject="x",
                    session="",
                    version="",
                    data={"passed": sign == "p", "debug": sign == "d"},
                )
            )
    return found


@pytest.mark.parametrize(
    ("story", "grades"),
    [
        ("", []),
        ("sff", []),
        ("sfp", [3]),
        ("shp", [2]),
        ("shhfo", [1]),
        ("so", [1]),
        ("sop", [1]),
        ("sppp", [3]),
        ("spho", [3]),
        ("sp.p", [3, 3]),
        ("spp.p", [3, 3]),
        ("sphsp", [3, 3]),
        ("dpp.sp", [3]),
        ("sp.hp", [3, 2]),
        ("sh.p", [2]),
        ("spsp", [3, 3]),
        ("sosp", [1, 3]),
        ("dp", []),
        ("dpsp", [3]),
    ],
)
def test_grades(story: str, grades: list[int]) -> None:
    """Without hints is *good*, with hints *hard*, giving up *again*; once a start or a day."""
    assert grades == [int(grade) for _, grade in episode_grades(events(story))]
