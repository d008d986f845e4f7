"""Trusted code without the codec does what it does behind it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.checks.api import load_checks
from nnprep.content.edits import edited
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.grading.reference import reference_text
from nnprep.sandbox.direct import DirectFunctions, WatchedFunctions
from nnprep.sandbox.failures import Missing, NotAttempted, Raised, Refused
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import made_with
from nnprep.sandbox.local import LocalPeer

CODE = """
import numpy as np

class Net:
    def __init__(self, n):
        self.W = [np.zeros(n)]

    def apply(self, f, x):
        return f(x) + self.W[0]

    def empty(self):
        pass

def changed(x):
    x[0] = 9
    return x

def pair(x):
    return {"x": x, "t": (x, [1, None])}, range(3), np.float32(2)

def odd():
    return np.array([None])

def wrong():
    return 1 / 0
"""


def functions() -> DirectFunctions:
    peer = LocalPeer(CODE)
    peer.load()
    return DirectFunctions(peer)


def test_values_are_copies() -> None:
    """The code can't write into what a check holds, nor a check into what the code holds."""
    f, x = functions(), np.arange(3)
    first = f.changed(x)
    net = f.Net(2)
    net.W[0][:] = 5

    assert (x.tolist(), first.tolist()) == ([0, 1, 2], [9, 1, 2])
    assert net.W[0].tolist() == [0, 0]


def test_objects_functions_and_rare_values() -> None:
    """Objects stay where they are, a check's function can be called, and rare values cross as they do elsewhere."""
    f = functions()
    net = f.Net(2)
    net.W = [np.array([1.0, 2.0])]
    values: Any = f.pair(np.ones(2))

    assert net.apply(lambda x: 2 * x, np.ones(2)).tolist() == [3, 4]
    assert values[0]["t"][1] == [1, None]
    assert values[1] == [0, 1, 2]
    assert values[2].dtype == np.float32


def test_misbehavior() -> None:
    """What code does instead of answering is reported as behind the codec."""
    f = functions()
    for call, error in (
        (f.wrong, Raised),
        (f.odd, Refused),
        (f.nothing, Missing),
        (f.Net(1).empty, NotAttempted),
    ):
        with pytest.raises(error):
            call()


@pytest.mark.parametrize(
    ("id", "step"),
    [(id, 40) for id in exercise_ids()]
    + [pytest.param(id, 7, marks=pytest.mark.proof) for id in exercise_ids()],
)
def test_traces_agree_with_those_behind_the_codec(id: str, step: int) -> None:
    """Known mistakes do the same in every core check, with the same errors."""
    exercise = find_exercise(id)
    checks = [check for check in load_checks(exercise) if check.severity is Severity.CORE]
    for mistake in load_mistakes(exercise)[::step]:
        source = edited(reference_text(exercise), mistake.edits)
        behind, beside = LocalPeer(source), LocalPeer(source)
        behind.load()
        beside.load()
        f, direct = Functions(behind), DirectFunctions(beside)
        for check in checks:
            one, other = check.trace(f, 1), check.trace(direct, 1)
            if any(call.changed or call.warnings for call in one.calls):
                continue  # told from the codec's evidence, so such checks are always run behind it
            alike = one.reproduces(other, check.tolerance)
            if not alike and not one.reproduces(check.trace(f, 1), check.tolerance):
                continue  # it draws without a seed, or keeps state

            assert alike, (mistake.id, check.name)
            assert str(one.error) == str(other.error)
            assert len(one.calls) == len(other.calls)


WATCHED = """
import numpy as np

calls = 0

def count(x):
    global calls
    calls += 1
    return calls

def grow(x, pair, more):
    x *= 2
    pair["a"][0] = 7
    return x

def replace(x, pair, more):
    more.append(1)
    pair["b"] = 1

def warn(x):
    return np.log(np.asarray(x) - 1.0), np.broadcast_to(1.0, 3)

def draws(rng, x):
    return rng.standard_normal(2) + x
"""


@pytest.mark.parametrize("kind", [Functions, WatchedFunctions])
def test_watched_functions_give_evidence(kind: type[Functions]) -> None:
    """Changed arguments, warnings and unusual arrays are seen, and calls are repeated, as behind the codec."""
    peer = LocalPeer(WATCHED)
    peer.load()
    f = kind(peer)
    pair: Any = {"a": np.zeros(2), "b": 2}
    more = [1.5, None, "text"]
    f.grow(np.ones(3), pair, more)
    f.replace(np.ones(3), pair, more=more)
    f.warn([1, 2])
    f.draws(f.generator(3), np.array([np.nan, 0]))
    f.ask(["often", 5, "call", "count", [np.ones(1)], {}])

    assert [call.changed for call in f.calls] == [("x", "pair"), ("pair", "more"), (), ()]
    assert f.calls[2].warnings == (
        "RuntimeWarning: divide by zero encountered in log",
        "UnusualArray: read-only",
    )
    assert f.calls[0].warnings + f.calls[1].warnings + f.calls[3].warnings == ()
    assert f.count(0) == 6
    assert (pair["a"].tolist(), more) == ([0, 0], [1.5, None, "text"])


@pytest.mark.parametrize(
    "id",
    [pytest.param(id, marks=() if n % 7 == 0 else pytest.mark.proof) for n, id in enumerate(exercise_ids())],
)
def test_references_do_the_same_watched(id: str) -> None:
    """What every check sees of a reference is what it sees behind the codec, evidence for style included."""
    exercise = find_exercise(id)
    behind, beside = LocalPeer(reference_text(exercise)), LocalPeer(reference_text(exercise))
    behind.load()
    beside.load()
    f, watched = Functions(behind), WatchedFunctions(beside)
    for check in load_checks(exercise):
        one, other = check.trace(f, 1), check.trace(watched, 1)

        assert one.reproduces(other, check.tolerance), check.name
        assert [(c.changed, c.warnings) for c in one.calls] == [(c.changed, c.warnings) for c in other.calls]
        assert [step.request[0] for step in one.steps] == [step.request[0] for step in other.steps]


HOLDING = """
class Net:
    def __init__(self, n, scale=1):
        self.b = scale

    @property
    def W(self):
        return self._W

    @W.setter
    def W(self, value):
        if value is None:
            raise ValueError("no weights")
        self._W = value

def numbers(n, scale=1):
    return [n]
"""


@pytest.mark.parametrize("kind", [Functions, WatchedFunctions])
def test_objects_are_made_with_attributes_in_one_request(kind: type[Functions]) -> None:
    """It looks like a call and a setting of each attribute, and goes wrong as these do."""
    peer = LocalPeer(HOLDING)
    peer.load()
    f = kind(peer)
    net = made_with(f.Net, [2], {"scale": 3}, W=np.ones(2))

    assert (net.W.tolist(), net.b) == ([1, 1], 3)
    assert [step.request[0] for step in f.journal] == ["call", "set", "get", "get"]
    assert [call.target for call in f.calls] == ["Net"]
    with pytest.raises(Raised, match="no weights"):
        made_with(f.Net, [2], {}, W=None)
    with pytest.raises(AttributeError):
        made_with(f.numbers, [2], {}, W=np.ones(2))
    with pytest.raises(Missing):
        made_with(f.Other, [2], {}, W=np.ones(2))


SEVERAL = """
import numpy as np

shared = np.zeros(2)

def draws(rng, x):
    x += 1
    shared[:] = rng.standard_normal(2) + x
    return shared
"""


@pytest.mark.parametrize("kind", [Functions, WatchedFunctions, DirectFunctions])
def test_several_equal_calls_are_one_request(kind: type[Functions]) -> None:
    """Each gets arguments of its own, generators advance, and all results come back as they were."""
    peer = LocalPeer(SEVERAL)
    peer.load()
    f = kind(peer)
    x, rng = np.zeros(2), np.random.default_rng(3)
    together = f.several(4, "draws", f.generator(3), x=x)

    assert np.allclose(together, [rng.standard_normal(2) + 1 for _ in range(4)])
    assert x.tolist() == [0, 0]
    assert [step.request[0] for step in f.journal] == ["generator", "several"]
    with pytest.raises(Missing):
        f.several(4, "nothing", 1)


EACH = """
class Sum:
    def __init__(self):
        self.total, self.shared = 0, [0]

    def add(self, x, y=1):
        if x < 0:
            raise ValueError("negative")
        self.total += x * y
        self.shared[0] = self.total
        return self.shared
"""


@pytest.mark.parametrize("kind", [Functions, WatchedFunctions, DirectFunctions])
def test_a_method_is_called_with_each_of_some_arguments(kind: type[Functions]) -> None:
    """One request is told as the calls that it makes, and every result is as it was at that time."""
    peer = LocalPeer(EACH)
    peer.load()
    f = kind(peer)
    total = f.Sum()

    assert f.each(total.add, [[1], [2, 5], [3]]) == [[1], [11], [14]]
    assert [call.target for call in f.calls] == ["Sum", "Sum.add", "Sum.add", "Sum.add"]
    assert [(step.request[0], step.result) for step in f.journal[-3:]] == [
        ("method", [1]),
        ("method", [11]),
        ("method", [14]),
    ]
    with pytest.raises(Raised, match="negative"):
        f.each(total.add, [[1], [-2]])
    assert [(step.request[3], step.answered) for step in f.journal[-2:]] == [([1], False), ([-2], False)]
    assert f.each(lambda x: x + 1, [[1], [2]]) == [2, 3]
