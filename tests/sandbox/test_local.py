"""Running trusted code in the parent."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from nnprep.sandbox.backend import Answer
from nnprep.sandbox.child.executor import MODULE
from nnprep.sandbox.functions import BrokenFile, Functions
from nnprep.sandbox.local import LocalPeer


def loaded(source: str) -> LocalPeer:
    peer = LocalPeer(source)
    peer.load()
    return peer


def test_dataclasses() -> None:
    """Dataclasses with postponed annotations work, and no module is left behind."""
    source = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    source += "@dataclass\nclass Point:\n    x: float = 1.0\n"
    before = set(sys.modules)

    point = Functions(loaded(source)).Point()

    assert point.x == 1.0
    assert set(sys.modules) == before
    assert MODULE not in sys.modules


def test_print() -> None:
    """The output of trusted code is kept, not shown."""
    peer = loaded("def f(): print('a', 1, sep='-')\nprint('top')")
    Functions(peer).f()

    assert peer.printed == "top\na-1\n"


def test_broken() -> None:
    """Broken code raises the same as a broken submission."""
    with pytest.raises(BrokenFile, match="ZeroDivisionError") as caught:
        loaded("x = 1\nx / 0")

    assert (caught.value.line, caught.value.text) == (2, "x / 0")


def test_interrupt() -> None:
    """Ctrl-C during trusted code isn't taken for an exception of the code."""
    peer = loaded("def f(g): return g()")

    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Functions(peer).f(interrupted)


def test_peers_do_not_meet() -> None:
    """Two versions of the same file share nothing."""
    first, second = (Functions(loaded(f"x = {n}\ndef f(): return x")) for n in (1, 2))

    assert (first.f(), second.f(), first.f()) == (1, 2, 1)


def test_a_call_is_one_request() -> None:
    """A call is one request, little more than its arguments, to code that ran once: a diagnosis makes hundreds."""
    sizes: list[tuple[int, int]] = []

    class CountingPeer(LocalPeer):
        def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
            reply, seconds = super().request(body, answer)
            sizes.append((len(body), len(reply)))
            return reply, seconds

    peer = CountingPeer("print('top')\ndef f(a, b, c): return a, b, c")
    peer.load()
    f = Functions(peer)
    arrays = [np.ones((5, 4)) for _ in range(3)]
    for _ in range(3):
        f.f(*arrays)

    assert len(sizes) == 3
    assert all(size < sum(array.nbytes for array in arrays) + 150 for pair in sizes for size in pair)
    assert peer.printed == "top\n"
