"""Counting the lines that code runs, behind the wall and beside it."""

from __future__ import annotations

import pytest

from nnprep.sandbox.child.line_counter import LineCounter
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.parent.child_process import ChildPeer

CODE = """
import numpy as np

def arrays(n):
    x = np.arange(n)
    return int(np.sum(x))

def loop(n):
    total = 0
    for i in range(n):
        total += i
    return total

def comprehension(n):
    return sum([i for i in range(n)])

def elementwise(n):
    return int(np.vectorize(lambda i: i)(np.arange(n)).sum())
"""


@pytest.mark.parametrize("behind", [False, True], ids=["beside", "behind"])
def test_lines(behind: bool) -> None:
    """Array code runs the same few lines whatever the size; every kind of loop runs one for each turn at least."""
    peer = ChildPeer.start(CODE.encode()) if behind else LocalPeer(CODE)
    peer.load()
    f = Functions(peer)
    counts = {}
    for name in ("arrays", "loop", "comprehension", "elementwise"):
        for n in (10, 2000):
            f.count_lines(counting=True)
            assert n * (n - 1) // 2 == getattr(f, name)(n)
            counts[name, n] = f.count_lines(counting=False)
    peer.close()

    assert (2, 2) == (counts["arrays", 10], counts["arrays", 2000])
    assert all(counts[name, 2000] >= 2000 for name in ("loop", "comprehension", "elementwise"))


def test_counting_ends() -> None:
    """Counting ends at a number that says enough, and without a beginning there is nothing to count."""
    peer = LocalPeer(CODE)
    peer.load()
    f = Functions(peer)
    f.count_lines(counting=True)
    f.loop(60_000)

    assert 20_000 == f.count_lines(counting=False)
    f.loop(10)
    assert 0 == f.count_lines(counting=False)


def test_a_loop_without_end_is_ended() -> None:
    """With an exception to raise, counting ends code of any file after so many lines, and no shorter code."""
    namespace: dict[str, object] = {}
    exec(f"{CODE}\ndef forever():\n    while True:\n        pass\n", namespace)

    with LineCounter(most=1000, end=StopIteration):
        assert namespace["loop"](100) == 4950  # type: ignore[operator]
    with pytest.raises(StopIteration), LineCounter(most=1000, end=StopIteration):
        namespace["forever"]()  # type: ignore[operator]
