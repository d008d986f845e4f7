"""What checks observe, and how a check that raises ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnprep.checks import absent, attribute, given, near, warnings_in
from nnprep.checks.compare import Tolerance
from nnprep.checks.trace import Observation, Trace, traced
from nnprep.errors import ContentError
from nnprep.sandbox.failures import NotAttempted, Raised
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer

SOURCE = """
import numpy as np


class Net:
    def __init__(self):
        self.W = [np.zeros(2)]

    def same(self, W):
        return W is self.W


def double(x):
    return 2 * x


def overflow(x):
    return np.exp(x)


def empty(x):
    raise NotImplementedError


def fails(x):
    raise ValueError("no")
"""


def run(check: Callable[[Any], Any], source: str = SOURCE) -> Trace:
    """Run a check that takes `f` only."""
    peer = LocalPeer(source)
    peer.load()
    return traced(lambda f, rng: check(f), Functions(peer), np.random.default_rng(0))


def test_near() -> None:
    """An observation holds both values and the tolerance, and says where they differ."""

    def check(f: Any) -> None:
        near("doubled", f.double(1.0), 2.0)
        near("about", f.double(1.0), 2.25, 0.125)
        near("far", [f.double(1.0), 1.0], [2.0, 1.5], 0.1)

    trace = run(check)

    assert [o.label for o in trace.observations] == ["doubled", "about", "far"]
    assert [o.tolerance for o in trace.observations] == [None, Tolerance(0, 0.125), Tolerance(0, 0.1)]
    assert [len(o.differences) for o in trace.observations] == [0, 0, 1]
    assert trace.observations[2].differences[0].label == "item 2"


def test_absent() -> None:
    """Names are observed in order and once each; none is what is wanted."""

    def check(f: Any) -> None:
        f.overflow(1000.0)
        absent("warnings", warnings_in(f.calls))
        absent("changed", [])
        absent("names", ["y", "x", "y"])

    observations = run(check).observations

    assert [(o.measured, o.wanted) for o in observations] == [
        ("overflow", "none"),
        ("none", "none"),
        ("x, y", "none"),
    ]


def test_given() -> None:
    """Sizes get the names that a report uses; an unknown one is a fault of the content, at its line."""
    trace = run(lambda f: given(batch_size=5, hidden_units=3))

    assert trace.sizes == {"batch size": 5, "hidden units": 3}
    with pytest.raises(ContentError) as caught:
        run(lambda f: given(batchsize=5, classes=3))
    (fault,) = caught.value.faults
    assert fault.path.name == Path(__file__).name
    assert fault.line == caught.traceback[1].frame.f_globals["test_given"].__code__.co_firstlineno + 6
    assert fault.message.startswith("given() doesn't know batchsize; it knows batch_size, channels, classes")


def test_observations_outside_a_check() -> None:
    """Outside a check nothing can be observed, also after one has ended."""
    run(lambda f: near("x", 1, 1))
    with pytest.raises(RuntimeError, match="inside a check"):
        near("x", 1, 1)


def test_end_of_a_check() -> None:
    """An error of the code, an error of the check itself and the end of a check are three different things."""
    assert run(lambda f: f.double(2)).finished
    error = run(lambda f: f.fails(2))
    assert isinstance(error.error, Raised)
    assert not error.finished
    assert isinstance(run(lambda f: f.empty(2)).error, NotAttempted)
    broken = run(lambda f: f.double(2)["a"])
    assert isinstance(broken.broken, TypeError)
    assert broken.error is None
    assert not broken.finished


def test_trace_holds_its_own_calls_only() -> None:
    """Calls and steps of earlier checks on the same f don't belong to a trace."""
    peer = LocalPeer(SOURCE)
    peer.load()
    f = Functions(peer)
    f.double(1)

    trace = traced(lambda f, rng: f.double(2) and f.Net().W, f, np.random.default_rng(0))

    assert [call.target for call in trace.calls] == ["double", "Net"]
    assert [step.request[0] for step in trace.steps] == ["call", "call", "get"]


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        (lambda f: f.double(2.0), lambda f: f.double(2.0), True),
        (lambda f: f.double(2.0), lambda f: f.double(3.0), False),
        (lambda f: near("x", 1.0, 9.0), lambda f: near("x", 1.0, 7.0), True),
        (lambda f: near("x", 1.0, 9.0), lambda f: near("y", 1.0, 9.0), False),
        (lambda f: near("x", 1.0, 9.0), lambda f: near("x", 2.0, 9.0), False),
        (lambda f: near("x", 1.0, 9.0, 2.0), lambda f: near("x", 2.0, 9.0, 2.0), True),
        (lambda f: near("x", 1.0, 9.0), lambda f: None, False),
        (lambda f: f.fails(1), lambda f: f.fails(2), True),
        (lambda f: f.fails(1), lambda f: f.empty(2), False),
        (lambda f: f.fails(1), lambda f: None, False),
        (lambda f: f.calls["a"], lambda f: f.calls["b"], True),
        (lambda f: f.calls["a"], lambda f: f.calls[0], False),
    ],
)
def test_reproduces(mine: Callable[[Any], Any], theirs: Callable[[Any], Any], *, same: bool) -> None:
    """A trace reproduces another if values, observations and the types of exceptions agree."""
    assert run(mine).reproduces(run(theirs), None) == same


def test_attribute() -> None:
    """An attribute passed by `attribute` is the object's own list, not a copy."""

    def check(f: Any) -> tuple[bool, bool]:
        net = f.Net()
        return net.same(net.W), net.same(attribute(net, "W"))

    assert run(check).value == (False, True)


def test_two_measurements_of_a_property_that_holds_are_the_same() -> None:
    """Two spreads may lie on both sides of the wanted one, each within its tolerance; one beyond it is another."""
    low = Observation("share beyond", 0.03, 0.0455, Tolerance(0.0, 0.02))

    assert low.same_as(low._replace(measured=0.06))
    assert not low.same_as(low._replace(measured=0.07))
    assert not low.same_as(low._replace(measured=0.06, wanted=0.06))
    assert not low._replace(measured=0.001).same_as(low._replace(measured=0.06))
