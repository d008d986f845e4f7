"""Which functions of a reference a check can reach."""

from __future__ import annotations

import pytest

from nnprep.content.edits import Span
from nnprep.grading.diagnosis.call_graph import CallGraph
from nnprep.sandbox.functions import Step

TEXT = """\
LIMIT = limit()


def limit():
    return 3


def sigmoid(z):
    return z


def unused(z):
    return z


class Net:
    def __init__(self, n):
        self.n = start(n)

    def __len__(self):
        return self.n

    def forward(self, x):
        return sigmoid(x)

    def predict(self, x):
        return self.forward(x)


def start(n):
    return n
"""
CALLS = CallGraph(TEXT)


@pytest.mark.parametrize(
    ("request_", "reached"),
    [
        (["call", "sigmoid", [], {}], {"sigmoid"}),
        (["call", "Net", [], {}], {"Net.__init__", "start"}),
        (["method", None, "predict", [], {}], {"Net.predict", "Net.forward", "sigmoid"}),
        (["get", None, "forward"], {"Net.forward", "sigmoid"}),
        (["generator", 1], set()),
    ],
)
def test_reached(request_: list[object], reached: set[str]) -> None:
    """A request reaches what it names and uses; special methods and what runs on import are always reached."""
    assert CALLS.reached([Step(request_)]) == frozenset(reached | {"limit", "Net.__len__"})


def test_operators_may_reach_anything() -> None:
    """A request that names nothing may reach every function."""
    assert CALLS.reached([Step(["operate", "len", [], {}])]) is None


def test_changed_functions() -> None:
    """A piece is in one function, or outside of all."""
    place = TEXT.index("return 3")

    assert CALLS.changed([Span(place, place + 8, "pass")]) == frozenset({"limit"})
    assert CALLS.changed([Span(0, 5, "MOST")]) is None
