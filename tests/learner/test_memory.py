"""What is remembered, and when it's due."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from nnprep.learner.grades import Grade, as_grade
from nnprep.learner.schedule.memory import Memory, as_json, from_json

DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MEMORY = Memory(
    stability=2.5,
    difficulty=5.0,
    phase=2,
    step=None,
    day=DAY,
    due_day=DAY + timedelta(days=3),
    due_at=None,
    reviews=4,
    lapses=1,
    grade=Grade.GOOD,
    first=DAY - timedelta(days=9),
)


def test_due_by_the_day() -> None:
    """A memory without a time is due from its day on."""
    for ahead, due in ((2, False), (3, True), (4, True)):
        assert due == MEMORY.is_due(NOON, DAY + timedelta(days=ahead))


def test_due_by_the_minute() -> None:
    """A memory with a time is due from that minute on its day, before that day by the clock, and always after it."""
    short = MEMORY._replace(due_day=DAY, due_at=NOON)
    before, after = NOON - timedelta(minutes=1), NOON + timedelta(minutes=1)

    assert [False, True, True] == [short.is_due(now, DAY) for now in (before, NOON, after)]
    assert [False, True] == [short.is_due(now, DAY - timedelta(days=1)) for now in (before, after)]
    assert short.is_due(before, DAY + timedelta(days=1))


@pytest.mark.parametrize("memory", [MEMORY, MEMORY._replace(phase=3, step=0, due_at=NOON, grade=Grade.AGAIN)])
def test_json(memory: Memory) -> None:
    """A memory comes back from JSON as it was; the order of its fields on disk is fixed."""
    value = json.loads(json.dumps(as_json(memory)))

    assert memory == from_json(value)
    assert type(from_json(value).grade) is Grade
    assert [2.5, 5.0, memory.phase, memory.step, "2026-11-21", "2026-11-24"] == value[:6]
    assert [4, 1, int(memory.grade), "2026-11-12"] == value[7:]


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (1, Grade.AGAIN),
        (4, Grade.EASY),
        (0, None),
        (5, None),
        (True, None),
        ("3", None),
        (None, None),
        ([3], None),
    ],
)
def test_grade(value: object, grade: Grade | None) -> None:
    """Only the numbers 1 to 4 are grades; what a later version may have written is not."""
    assert grade is as_grade(value)
