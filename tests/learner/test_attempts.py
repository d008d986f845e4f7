"""What attempts at an exercise add up to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nnprep.learner.attempts import Record, record, state_words
from nnprep.learner.history.events import Event, new_id
from nnprep.learner.schedule.exercise_grades import episode_grades
from nnprep.learner.working_time import minutes_worked

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


def event(minute: float, kind: str, subject: str, **data: Any) -> Event:
    """Return an event so many minutes after the beginning."""
    return Event(new_id(), START + timedelta(minutes=minute), 0, kind, subject, "", "", data)


def test_only_working_time_counts() -> None:
    """Cards, other exercises and long gaps between the stub and the pass aren't time for an exercise."""
    events = [
        event(0, "start", "x"),
        event(2, "attempt", "x", status="failed"),
        event(4, "practice", "drill shapes", seconds=60),
        event(9, "review", "card", seconds=30),
        event(11, "start", "y"),
        event(15, "attempt", "y", status="failed"),
        event(16, "hint", "x", part="one", step=1),
        event(116, "attempt", "x", status="failed"),
        event(119, "attempt", "x", status="passed", passed=True),
        event(150, "attempt", "x", status="passed", passed=True),
        event(151, "start", "x"),
    ]

    assert {("x", ""): 2 + (2 - 1) + 1 + 3, ("y", ""): 4} == minutes_worked(events)
    assert {("z", ""): None} == minutes_worked(
        [event(0, "start", "z"), event(90, "attempt", "z", status="failed")]
    )


def test_new_file_keeps_what_was_done() -> None:
    """Writing an exercise's file again starts its hints over, not the count of those that were taken."""
    found = record(
        [*attempts({"status": "failed"}), event(2, "hint", "x", part="", step=2), event(3, "start", "x")]
    )

    assert ({}, 2) == (found.hints, found.hints_taken)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], []),
        ([event(0, "start", "x")], ["started"]),
        ([event(0, "start", "x"), *attempts({"status": "not-attempted"})], ["not attempted"]),
        (attempts({"status": "timed-out"}), ["timed out"]),
        ([event(-1, "solution", "x"), *attempts(whole(1, one="passed"))], ["passed", "solution seen"]),
    ],
)
def test_state_in_words(events: list[Event], words: list[str]) -> None:
    """The list, the home screen and the statistics say the same as a check, in words."""
    assert words == state_words(record(events))
