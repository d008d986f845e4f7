"""Requests whose answers can be predicted wait and go together, and nothing else differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from nnprep.checks import read
from nnprep.sandbox.failures import Died, Raised
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import Handle
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.predictions import PredictingFunctions

SOURCE = b"""
import os
seen = []
class Value:
    def __init__(self, x):
        seen.append(x)
        if x == 7: raise ValueError
        if x == 9: os._exit(3)
        self.x, self.y = x, None
    def __add__(self, other):
        seen.append("add")
        return Value(self.x + other.x) if self.x + other.x < 10 else 10
    def mark(self, x):
        seen.append(x)
        self.x = x
def history(): return list(seen)
"""


class CountingPeer(ChildPeer):
    """A process that counts the messages to it."""

    messages = 0

    def _send(self, kind: bytes, body: bytes) -> None:
        self.messages += 1
        super()._send(kind, body)


@pytest.fixture
def peer() -> Iterator[CountingPeer]:
    """Run the code."""
    with CountingPeer.start(SOURCE) as child:
        assert isinstance(child, CountingPeer)
        child.load()
        yield child


def steps(f: Functions) -> list[Any]:
    """Return what the journal says."""
    return [(numbered(step.request), step.answered) for step in f.journal]


def numbered(value: Any) -> Any:
    """Return a value with objects as their numbers."""
    if isinstance(value, list | tuple):
        return [numbered(item) for item in value]
    return f"object {value._number}" if type(value) is Handle else value


def built(f: Functions, numbers: list[int]) -> list[Any]:
    """Make objects, add them up, mark the sum, and read it."""
    total = f.Value(0)
    for number in numbers:
        total = total + f.Value(number)
    total.mark(1)
    total.mark(2)
    total.y = 3
    return [*read((total, "x"), (total, "y")), f.history()]


def run(f: Functions, numbers: list[int]) -> Any:
    """Return what the check above returns, or what the code raised, and all that was asked."""

    def check() -> Any:
        try:
            return built(f, numbers)
        except (Raised, AttributeError) as error:
            return str(error)

    result = f.run(check) if isinstance(f, PredictingFunctions) else check()
    return result, f.history(), steps(f), [call.target for call in f.calls]


@pytest.mark.parametrize("numbers", [[1, 2, 3], [1, 2, 7, 3], [1, 2, 3, 5], [4, 6, 1]])
def test_same_as_one_by_one(peer: CountingPeer, numbers: list[int]) -> None:
    """Whatever the code answers, the check gets it at its place, and nothing is run twice or that wasn't asked for."""
    with ChildPeer.start(SOURCE) as other:
        other.load()
        expected = run(Functions(other), numbers)

    assert run(PredictingFunctions(peer), numbers) == expected


def test_predicted_requests_are_one_message(peer: CountingPeer) -> None:
    """Once it is known what makes objects, and what returns nothing, only what is read is waited for."""
    f = PredictingFunctions(peer)
    run(f, [1, 2])
    before = peer.messages

    values = f.run(lambda: built(f, [1, 2, 3])[:2])

    assert values == [2, 3]
    assert peer.messages == before + 2  # what is read, and the history


def test_end_of_the_process_is_told(peer: CountingPeer) -> None:
    """What ends the process ends the check, and the next process is asked as the first one."""
    f = PredictingFunctions(peer)
    run(f, [1, 2])

    with pytest.raises(Died):
        run(f, [1, 9])
    peer.restart()

    assert run(f, [1, 2])[0][:2] == [2, 3]
