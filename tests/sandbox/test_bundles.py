"""Requests that are known in advance are sent together, and nothing else differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nnprep.sandbox.failures import Raised
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import outgoing_to
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.bundles import BundlingPeer, Diverged, Series
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.framing import BadFrame, bundled, unbundled

SOURCE = b"""
import os, time
seen = []
def f(x):
    seen.append(x)
    if x == 5: raise ValueError
    if x == 6: os._exit(7)
    if x == 7: time.sleep(0.6)
    return x
def history(): return list(seen)
"""


def known(*numbers: int, whole: bool = True) -> Series:
    """Return calls of f with these numbers."""
    return Series(tuple(encode(["call", "f", [x], {}], outgoing_to([]), layout=True) for x in numbers), whole)


@pytest.fixture
def code(request: pytest.FixtureRequest) -> Callable[..., Functions]:
    """Return a function that starts a process whose requests are known."""

    def start(*series: Series) -> Functions:
        peer = ChildPeer.start(SOURCE, limits=Limits(call=60.0, total=120.0))
        request.addfinalizer(peer.close)
        peer.load()
        return Functions(BundlingPeer(peer, series))

    return start


def test_known_requests_run_when_the_first_one_comes(code: Callable[..., Functions]) -> None:
    """All of a series run at once, and those of the next one too if nothing unknown comes in between."""
    f = code(known(1, 2), known(3, whole=False), known(4))

    answers = [f.f(x) for x in (1, 2, 3)]

    assert answers == [1, 2, 3]
    assert f.history() == [1, 2, 3]
    assert [f.f(4), f.history()] == [4, [1, 2, 3, 4]]


def test_unknown_requests_run_when_they_come(code: Callable[..., Functions]) -> None:
    """What nobody foresaw is asked by itself, and the next series that begins as foreseen is known again."""
    f = code(known(1, 2), known(3, 4))

    assert [f.f(9), f.f(3)] == [9, 3]
    assert f.peer.alive
    assert f.f(4) == 4
    assert f.history() == [9, 3, 4]


def test_other_requests_than_foreseen_need_a_new_run(code: Callable[..., Functions]) -> None:
    """What ran too early would change later answers, so that nothing is said about this process any more."""
    f = code(known(1, 2, 3))
    f.f(1)

    with pytest.raises(Diverged) as caught:
        f.f(3)

    assert (caught.value.series, caught.value.number) == (0, 1)


def test_nothing_runs_after_an_exception(code: Callable[..., Functions]) -> None:
    """A check may end where the code raises, so what would come afterwards isn't run."""
    f = code(known(4, 5, 1))
    f.f(4)

    with pytest.raises(Raised, match="ValueError"):
        f.f(5)

    assert f.history() == [4, 5]


def test_a_late_answer_ends_the_bundle(code: Callable[..., Functions]) -> None:
    """Slow calls are sent one by one, so that each has the time that a call has."""
    f = code(known(7, 1, 2))
    f.f(7)

    assert f.history() == [7]


@pytest.mark.parametrize("last", [6, 9])
def test_a_process_that_ends_needs_a_new_run(code: Callable[..., Functions], last: int) -> None:
    """Whether it ends in a bundle is no news about the code: the run is repeated without."""
    f = code(known(1, last, 6))

    def ask(*numbers: int) -> list[Any]:
        return [f.f(x) for x in numbers]

    with pytest.raises(Diverged):
        ask(1, last, 6)


def test_what_comes_between_is_asked_alone(code: Callable[..., Functions]) -> None:
    """Behind a request that nobody can foresee, known ones are asked together again."""
    one, three, four = known(1, 3, 4).requests
    f = code(Series((one, None, three, four), whole=False))

    assert [f.f(1), f.f(2)] == [1, 2]
    assert f.f(3) == 3
    with pytest.raises(Diverged):  # 4 ran together with 3
        f.history()


def test_answers_come_before_requests(code: Callable[..., Functions]) -> None:
    """A series whose answers are known can be skipped, and repeated at the end."""
    f = code(known(1, 2), known(3), known(9, whole=False), Series((None,)))
    peer = f.peer
    assert isinstance(peer, BundlingPeer)

    answers = peer.answers(0)
    assert answers is not None
    peer.pass_over(0)
    assert f.f(3) == 3
    assert [peer.answers(number) for number in (2, 3)] == [None, None]
    peer.repeat(0, answers)

    assert [f.f(1), f.f(2)] == [1, 2]
    assert peer.asked == 3


def test_a_process_begins_anew(code: Callable[..., Functions]) -> None:
    """The same process runs other requests as a new one would: objects are numbered from the first one on."""
    f = code(known(1))
    assert f.f(1) == 1
    assert (f.generator(1)._number, f.generator(1)._number) == (1, 2)
    assert isinstance(f.peer, BundlingPeer)
    again = Functions(BundlingPeer(f.peer._peer, [known(2)], again=True))
    again.peer.load()

    assert again.generator(1)._number == 1
    assert [again.f(2), again.history()] == [2, [1, 2]]


def test_a_bundle_is_read_strictly() -> None:
    """Several bodies in one come back as they were; what is cut off, or holds too many, is no bundle."""
    bodies = [b"one", b"", bytes(70_000)]
    bundle = bundled(bodies)

    assert unbundled(bundle, 3) == bodies
    for odd, most in ((bundle, 2), (bundle[:-1], 3), (bundle + b"\1\0", 4)):
        with pytest.raises(BadFrame):
            unbundled(odd, most)
