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
    return outcome(f, numbers), f.history(), steps(f), [call.target for call in f.calls]


def outcome(f: Functions, numbers: list[int]) -> Any:
    """Return what the check above returns, or what the code raised."""

    def check() -> Any:
        try:
            return built(f, numbers)
        except (Raised, AttributeError) as error:
            return str(error)

    return f.run(check) if isinstance(f, PredictingFunctions) else check()


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

    assert f.arrive(foreseen([1, 2]))
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

    assert f.arrive(foreseen([1, 2]))

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

    assert not f.arrive(foreseen(numbers, lenient))
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

    assert not f.arrive(g.foresight())
    assert [each._number for each in f.run(lambda: two_sums(f))] == [3, 5]


def several_foreseen(numbers: list[list[int]], source: bytes = SOURCE) -> list[Foresight]:
    """Return what one check after the other asks for, in one process."""
    peer = LocalPeer(source.decode())
    peer.load()
    f = RecordedFunctions(peer)
    checks = []
    for each in numbers:
        f.begin()
        built(f, each)
        checks.append(f.foresight())
    return checks


def test_several_checks_are_one_message(peer: CountingPeer) -> None:
    """Those that follow go together while the first is compared, and each gets the answers to its own requests."""
    numbers = [[1, 2], [3, 3], [2, 4]]
    f = PredictingFunctions(peer)
    before = peer.messages
    first, *later = several_foreseen(numbers)

    came, values = [], []
    for check, each in zip([first, *later], numbers, strict=True):
        came.append(f.arrive(check))
        if came == [1]:
            f.look_ahead(later)
        values.append(outcome(f, each))
        f.depart()

    assert (came, peer.messages) == ([1, 2, 0], before + 2)
    with ChildPeer.start(SOURCE) as other:
        other.load()
        g = Functions(other)
        assert [outcome(g, each) for each in numbers] == values


def test_a_check_behind_another_answer_is_asked_one_by_one(peer: CountingPeer) -> None:
    """In the second of three checks a number is returned where an object was foreseen: the third wasn't begun."""
    lenient = SOURCE.replace(b"if self.x + other.x < 10 else 10", b"")
    numbers = [[1, 2], [4, 6], [3, 3]]
    f = PredictingFunctions(peer)
    first, *later = several_foreseen(numbers, lenient)

    results = []
    for check, each in zip([first, *later], numbers, strict=True):
        if f.arrive(check) and check is first:
            f.look_ahead(later)
        results.append(outcome(f, each))
        f.depart()

    with ChildPeer.start(SOURCE) as other:
        other.load()
        g = Functions(other)
        assert [outcome(g, each) for each in numbers] == results


def test_other_objects_than_foreseen_end_foresight(peer: CountingPeer) -> None:
    """The check before made another number of objects, so the requests were about the wrong ones."""
    f = PredictingFunctions(peer)
    first, second = several_foreseen([[1, 2], [3, 3]])
    assert f.arrive(first) == 1
    f.look_ahead([second._replace(objects=second.objects + 1)])
    f.run(lambda: built(f, [1, 2]))
    f.depart()

    with pytest.raises(WrongForesight):
        f.arrive(second)


def two_sums(f: Functions) -> Any:
    """Make three objects, and add them up."""
    first, second = f.Value(1), f.Value(2)
    both = first + second
    return [both, first + f.Value(3)]


def test_end_of_the_process_ends_foresight(peer: CountingPeer) -> None:
    """Nobody knows in which request, so all is asked again in a new process."""
    f = PredictingFunctions(peer)

    with pytest.raises(WrongForesight):
        f.arrive(foreseen([9], SOURCE.replace(b"x == 9", b"x == 99")))
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
