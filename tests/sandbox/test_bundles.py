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


def test_a_bundle_is_read_strictly() -> None:
    """Several bodies in one come back as they were; what is cut off, or holds too many, is no bundle."""
    bodies = [b"one", b"", bytes(70_000)]
    bundle = bundled(bodies)

    assert unbundled(bundle, 3) == bodies
    for odd, most in ((bundle, 2), (bundle[:-1], 3), (bundle + b"\1\0", 4)):
        with pytest.raises(BadFrame):
            unbundled(odd, most)
