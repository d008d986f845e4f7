"""What attempts at an exercise add up to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nnprep.learner.attempts import Record, record
from nnprep.learner.history.events import Event, new_id
from nnprep.learner.schedule.exercise_grades import episode_grades

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def attempts(*data: dict[str, Any]) -> list[Event]:
    """Return attempts, a minute apart."""
    return [
        Event(
            id=new_id(),
            at=START + timedelta(minutes=number),
            offset_minutes=0,
            kind="attempt",
            subject="x",
            session="",
            version="",
            data=each,
        )
        for number, each in enumerate(data)
    ]


def whole(seed: int, **parts: str) -> dict[str, Any]:
    """Return an attempt at all parts."""
    passed = all(status == "passed" for status in parts.values())
    return {"status": "passed" if passed else "failed", "passed": passed, "seed": seed, "parts": parts}


def only(seed: int, **parts: str) -> dict[str, Any]:
    """Return an attempt at some parts."""
    return whole(seed, **parts) | {"passed": False}


def test_part_is_no_pass() -> None:
    """Passing a part isn't passing the exercise, neither in the list nor as a grade."""
    found = attempts(only(1, one="passed"))

    assert [] == episode_grades(found)
    assert (False, "part passed", None) == (
        record(found).passed,
        record(found).last_status,
        record(found).failing_seed,
    )


@pytest.mark.parametrize(
    ("tried", "seed", "parts"),
    [
        ([whole(1, one="failed", two="passed")], 1, ("one",)),
        ([whole(1, one="failed", two="passed"), only(1, one="passed")], None, ()),
        ([whole(1, one="failed", two="passed"), only(1, two="passed")], 1, ("one",)),
        ([whole(1, one="failed", two="failed"), only(2, two="failed")], 2, ("one", "two")),
        ([whole(1, one="failed"), whole(2, one="passed")], None, ()),
        ([whole(1, one="passed", two="not-attempted")], None, ("two",)),
        ([{"status": "crashed", "passed": False, "seed": 3, "parts": {}}], 3, ()),
        ([{"status": "crashed", "passed": False, "seed": 3, "parts": {}}, only(3, one="passed")], None, ()),
    ],
)
def test_what_failed_last(tried: list[dict[str, Any]], seed: int | None, parts: tuple[str, ...]) -> None:
    """The seed is used again for what failed with it and hasn't passed since; an empty part has none."""
    found: Record = record(attempts(*tried))

    assert (seed, parts) == (found.failing_seed, found.failing_parts)
