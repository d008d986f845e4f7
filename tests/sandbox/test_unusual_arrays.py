"""What is unusual about the arrays that a call returned is told beside its result, which crosses as a plain array."""

from __future__ import annotations

import numpy as np
import pytest

from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer

SOURCE = """
import numpy as np

def plain(x): return x, [x + 1]
def matrix(x): return np.asmatrix(x)
def masked(x): return {"out": (np.ma.masked_array(x, x > 0), x)}
def locked(x):
    x.flags.writeable = False
    return [x]
"""


@pytest.mark.parametrize(
    ("name", "said"),
    [("plain", ()), ("matrix", ("matrix",)), ("masked", ("MaskedArray",)), ("locked", ("read-only",))],
)
def test_unusual_arrays_are_told(name: str, said: tuple[str, ...]) -> None:
    """Subclasses of arrays and arrays that nobody may write to are named; plain ones are not."""
    peer = LocalPeer(SOURCE)
    peer.load()
    f = Functions(peer)

    getattr(f, name)(np.ones((2, 2)))

    told = [text for text in f.calls[-1].warnings if text.startswith("UnusualArray: ")]
    assert told == [f"UnusualArray: {each}" for each in said]


def test_locked_arguments_stay_locked() -> None:
    """An array that a check locked can't be written to by the code, whatever its order; any other one can."""
    peer = LocalPeer("def writes(x):\n    x[0] = 5.0\n    return x")
    peer.load()
    f = Functions(peer)
    locked = np.zeros(3)
    locked.flags.writeable = False

    with pytest.raises(Exception, match="read-only"):
        f.writes(locked)
    assert f.writes(np.zeros(3))[0] == 5.0
    assert f.writes(np.broadcast_to(np.zeros(1), 3))[0] == 5.0
