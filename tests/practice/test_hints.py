"""Which hint comes next."""

from __future__ import annotations

import pytest

from nnprep.content.library import find_exercise
from nnprep.errors import UnknownNameError
from nnprep.learner.attempts import record_of
from nnprep.learner.history.log import History
from nnprep.practice.hints import next_hint


def test_hints_go_one_step_further_until_the_last() -> None:
    """Each call takes one more hint and records it; after the last, the last comes again and isn't new."""
    exercise = find_exercise("backprop")
    with History.open() as history:
        hints = [next_hint(history, exercise, None, None) for _ in range(4)]
        record = record_of(history, "backprop")

    assert [(1, True), (2, True), (3, True), (3, False)] == [(hint.step, hint.new) for hint in hints if hint]
    assert {"backward": 3} == record.hints


def test_unknown_part_is_an_error() -> None:
    """A part that the exercise doesn't have is an error that lists its parts."""
    with History.open() as history, pytest.raises(UnknownNameError) as raised:
        next_hint(history, find_exercise("backprop"), None, "forward")

    assert raised.value.valid == ("backward",)
