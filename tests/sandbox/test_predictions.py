"""Requests whose answers can be predicted wait and go together, and nothing else differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from nnprep.checks import read
from nnprep.sandbox.failures import Died, Raised
from nnprep.sandbox.foresight import Foresight, RecordedFunctions
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import Handle
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.predictions import PredictingFunctions, WrongForesight

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


def foreseen(numbers: list[int], source: bytes = SOURCE) -> Foresight:
    """Return what the check above asks of code."""
    peer = LocalPeer(source.decode())
    peer.load()
    f = RecordedFunctions(peer)
    f.begin()
    built(f, numbers)
    return f.foresight()


def test_a_foreseen_check_is_one_message(peer: CountingPeer) -> None:
    """All that a check asks for is asked for in advance, and it gets the same answers."""
    f = PredictingFunctions(peer)
    before = peer.messages

    f.look_ahead(foreseen([1, 2]))
    assert f.arrive()
    values = f.run(lambda: built(f, [1, 2]))
    f.depart()

    assert values == [2, 3, [0, 1, "add", 1, 2, "add", 3, 1, 2]]
    assert peer.messages == before + 1
    with ChildPeer.start(SOURCE) as other:
        other.load()
        g = Functions(other)
        assert built(g, [1, 2]) == values
        assert (steps(f), [call.target for call in f.calls]) == (steps(g), [call.target for call in g.calls])


@pytest.mark.parametrize("numbers", [[1, 2, 3], [2, 1], [1]])
def test_a_check_that_asks_for_something_else_stops(peer: CountingPeer, numbers: list[int]) -> None:
    """The code has done what nobody asked for, or would do so too early."""
    f = PredictingFunctions(peer)

    f.look_ahead(foreseen([1, 2]))
    assert f.arrive()

    def check() -> None:
        f.run(lambda: built(f, numbers))
        f.depart()

    with pytest.raises(WrongForesight):
        check()


@pytest.mark.parametrize("numbers", [[4, 6], [1, 7]])
def test_nothing_is_done_after_another_answer(peer: CountingPeer, numbers: list[int]) -> None:
    """What returns a number where an object was foreseen, or raises, is asked for the rest one by one."""
    lenient = SOURCE.replace(b"if self.x + other.x < 10 else 10", b"").replace(b"x == 7", b"x == 77")
    f = PredictingFunctions(peer)

    f.look_ahead(foreseen(numbers, lenient))
    assert not f.arrive()
    result = run(f, numbers)
    f.depart()

    with ChildPeer.start(SOURCE) as other:
        other.load()
        assert run(Functions(other), numbers) == result


def test_an_object_where_a_number_was_foreseen_ends_foresight(peer: CountingPeer) -> None:
    """It has the number of the next one."""
    plain = SOURCE.replace(b"return Value(self.x + other.x) if self.x + other.x < 10 else 10", b"return 10")
    source = LocalPeer(plain.decode())
    source.load()
    g = RecordedFunctions(source)
    g.begin()
    two_sums(g)
    f = PredictingFunctions(peer)

    f.look_ahead(g.foresight())

    assert not f.arrive()
    assert [each._number for each in f.run(lambda: two_sums(f))] == [3, 5]


def two_sums(f: Functions) -> Any:
    """Make three objects, and add them up."""
    first, second = f.Value(1), f.Value(2)
    both = first + second
    return [both, first + f.Value(3)]


def test_end_of_the_process_ends_foresight(peer: CountingPeer) -> None:
    """Nobody knows in which request, so all is asked again in a new process."""
    f = PredictingFunctions(peer)
    f.look_ahead(foreseen([9], SOURCE.replace(b"x == 9", b"x == 99")))

    with pytest.raises(WrongForesight):
        f.arrive()
    peer.begin_anew()

    assert run(PredictingFunctions(peer), [1, 2])[0][:2] == [2, 3]


def test_what_depends_on_an_answer_is_not_foreseen() -> None:
    """A number that is passed on, and all after it, may be another one for other code."""
    peer = LocalPeer(SOURCE.decode())
    peer.load()
    f = RecordedFunctions(peer)
    f.begin()
    value = f.Value(1.5)
    value.mark(value.x)

    assert len(f.foresight().requests) == 3  # made, x, and that mark is a method
    assert not f.foresight().whole


def test_a_process_that_begins_anew_has_no_past() -> None:
    """What it printed, and how often it was replaced, were those of another run of the checks."""
    with ChildPeer.start(b"print('here')") as peer:
        peer.load()
        peer.restart()
        peer.begin_anew()

        assert (peer.printed, peer.restarts, peer.spent < 1) == ("here\n", 0, True)
