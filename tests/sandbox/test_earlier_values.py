"""A call that changes what an earlier one has returned is noticed, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest

from nnprep.sandbox.child import earlier_values
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import made_with
from nnprep.sandbox.local import LocalPeer

SHARED = {
    "an array of the module": "room = np.zeros(3)\ndef double(x):\n    return np.multiply(x, 2, out=room)",
    "a view of one": "room = np.zeros(9)\ndef double(x):\n    room[2:5] = 2 * x\n    return room[2:5]",
    "an array in a tuple": "room = np.zeros(3)\ndef double(x):\n    room[:] = 2 * x\n    return 2, (room.T,)",
    "a list of the module": "room = [0]\ndef double(x):\n    room[0] = 2 * x\n    return room",
    "a default argument": "def double(x, out=np.zeros(3)):\n    out[:] = 2 * x\n    return out",
}
OWN = {
    "a new array": "def double(x):\n    return 2 * x",
    "the last result, kept": "def double(x):\n    global last\n    last = 2 * x\n    return last",
    "a part of a growing store": (
        "store, n = np.zeros((9, 3)), 0\ndef double(x):\n    global n\n    n += 1\n    store[n] = 2 * x\n"
        "    return store[n]"
    ),
    "a constant": "table = np.ones(3)\ndef double(x):\n    return table",
    "a closed-over copy": "seen = []\ndef double(x):\n    seen.append(2 * x)\n    return seen[-1].copy()",
}


@pytest.mark.parametrize("code", [*SHARED.values(), *OWN.values()], ids=[*SHARED, *OWN])
def test_a_result_that_changes_later_is_noticed(code: str) -> None:
    """Only the call that changes it is remarked; equal numbers are no change."""
    peer = LocalPeer(f"import numpy as np\n{code}\n")
    peer.load()
    f, x = Functions(peer), np.arange(1.0, 4.0)
    for each in (x, x, x + 1):
        f.double(each)

    shared = code in SHARED.values()
    # A list holds another array, even if its numbers are equal.
    wanted = [(), ("EarlierResult: double",) if "[0]\n" in code else (), ("EarlierResult: double",)]
    assert [call.warnings for call in f.calls] == (wanted if shared else [(), (), ()])


def test_where_counts_do_not_tell_nothing_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that counts a known value otherwise than at the start, or not at all, accuses nobody."""
    held = np.ones(3)
    result = [held]
    values = earlier_values.parts_of(result, [])
    assert earlier_values.held_elsewhere(values) == [0]

    for counts in ((2, 1, 3, 2), (3, 2, 3, 2)):
        monkeypatch.setattr(earlier_values, "ALONE", counts)

        assert earlier_values.held_elsewhere(values) == []


def test_what_setting_an_attribute_changes_is_not_blamed_on_the_next_call() -> None:
    """A setter that copies into the object's own array changes what a method has returned; the check did that."""
    peer = LocalPeer(
        "import numpy as np\nclass Net:\n    def __init__(self):\n        self.own = np.zeros(2)\n"
        "    def weights(self):\n        return self.own\n"
        "    def rows(self):\n        return 2\n"
        "    W = property(lambda self: self.own, lambda self, value: self.own.__setitem__(slice(None), value))\n"
    )
    peer.load()
    f = Functions(peer)
    net = f.Net()
    net.weights()
    net.W = np.ones(2)
    net.rows()

    assert all(call.warnings == () for call in f.calls)


def test_assigned_arrays_are_noticed_if_they_are_written_to() -> None:
    """An update in place changes the caller's array; a new array, or a copy, doesn't."""
    peer = LocalPeer(
        "class Net:\n    def move(self):\n        self.W[0] -= 1\n        self.b[0] = self.b[0] - 1\n"
        "class Quiet(Net):\n    def move(self):\n        self.W = [self.W[0] - 1]\n"
    )
    peer.load()
    f = Functions(peer)
    for kind in (f.Net, f.Quiet, f.Net):
        made_with(kind, [], {}, W=[np.ones(3)], b=[np.ones(3)]).move()

    made = [call.warnings for call in f.calls if not call.target.endswith("move")]
    assert made == [(), ("AssignedArray: Net.W",), ()]
