"""Calling code that runs elsewhere: the same in the parent and behind the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import numpy as np
import pytest

from nnprep.sandbox.backend import Answer
from nnprep.sandbox.functions import (
    Died,
    Functions,
    Handle,
    IteratorItems,
    Misbehaved,
    Missing,
    NotAttempted,
    Raised,
    Refused,
)
from nnprep.sandbox.handles import summed
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.parent.child_process import ChildPeer

SOURCE = """
import warnings
from collections import namedtuple

import numpy as np

Pair = namedtuple("Pair", "first second")


def add(x, y=1):
    return x + y


def pair(x):
    return Pair(x, [x])


def spoil(X, names, keep):
    X[0] = 9
    names.append("more")


def warn(x):
    warnings.warn("not like this", stacklevel=1)
    return np.exp(x)


def empty(x):
    raise NotImplementedError


def calls_empty(x):
    return [empty(y) for y in x]


class Odd(ValueError):
    pass


def odd(x):
    raise Odd("not " + str(x))


def batches(x, size):
    for start in range(0, len(x), size):
        yield x[start : start + size]


def endless():
    while True:
        yield 1


def numerical(f, x):
    return (f(x + 0.5) - f(x - 0.5)) / 1.0


def tries(f, x):
    try:
        return f(x)
    except ValueError as error:
        return "caught " + str(error)


def layout(x):
    return x.flags.c_contiguous, x.flags.f_contiguous, x.flags.writeable, x.ravel().base is not None


def draw(rng, n):
    return rng.standard_normal(n)


def adder(n):
    return lambda x: x + n


class Value:
    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        return Value(self.data + (other.data if isinstance(other, Value) else other))

    __radd__ = __add__

    def __pow__(self, n):
        return Value(self.data**n)

    def __neg__(self):
        return Value(-self.data)

    def __rsub__(self, other):
        return other + -self

    def __rtruediv__(self, other):
        return Value(other / self.data)


class Net:
    def __init__(self, sizes, seed=0):
        rng = np.random.default_rng(seed)
        self.W = [rng.standard_normal(pair) for pair in zip(sizes, sizes[1:])]
        self.first = self.W[0]
        self.name = "net"

    def forward(self, X):
        for W in self.W:
            X = X @ W
        return X

    def clone(self):
        return self

    @property
    def broken(self):
        return self.nothing

    @classmethod
    def small(cls):
        return cls([1, 1])

    def __len__(self):
        return len(self.W)

    def __getitem__(self, i):
        return self.W[i]

    def __iter__(self):
        return iter(self.W)

    def __call__(self, X):
        return self.forward(X)
"""


def local() -> LocalPeer:
    return LocalPeer(SOURCE, "example")


def walled() -> ChildPeer:
    return ChildPeer.start(SOURCE.encode(), "example")


@pytest.fixture(scope="module", params=[local, walled])
def loaded(request: pytest.FixtureRequest) -> Iterator[LocalPeer | ChildPeer]:
    """Return the two places where code runs, one after the other."""
    peer = request.param()
    peer.load()
    yield peer
    peer.close()


@pytest.fixture
def f(loaded: LocalPeer | ChildPeer) -> Functions:
    """Return the functions of the example."""
    return Functions(loaded)


def test_values(f: Functions) -> None:
    """Arguments and results cross by position and by keyword."""
    assert f.add(1) == 2
    assert f.add(1, y=2.5) == 3.5
    assert f.add(np.ones(2, np.float32), y=np.float32(1)).dtype == np.float32
    assert f.pair("x") == ("x", ["x"])


def test_copies(f: Functions) -> None:
    """Changes that the code makes to its arguments stay there, and are reported."""
    X, names = np.zeros(3), ["one"]

    f.spoil(X, names, keep={"a": X})

    assert X.tolist() == [0, 0, 0]
    assert names == ["one"]
    assert f.calls[-1].changed == ("X", "names")


def test_evidence(f: Functions) -> None:
    """Each call is recorded with its arguments, result, warnings and duration."""
    f.warn(1e4)
    f.add(1)

    assert [call.target for call in f.calls] == ["warn", "add"]
    assert f.calls[0].warnings == (
        "UserWarning: not like this",
        "RuntimeWarning: overflow encountered in exp",
    )
    assert f.calls[1].arguments == (1,)
    assert f.calls[1].result == 2
    assert f.calls[1].warnings == f.calls[1].changed == ()
    # A short call may take less than the system's clock of CPU time can tell.
    assert [type(call.seconds) for call in f.calls] == [float, float]
    assert min(call.seconds for call in f.calls) >= 0


def test_not_attempted(f: Functions) -> None:
    """NotImplementedError names the innermost function that is still empty, not the comprehension around it."""
    with pytest.raises(NotAttempted) as caught:
        f.calls_empty([1])

    assert caught.value.function == "empty"
    assert {frame.function for frame in caught.value.frames} == {"calls_empty", "empty"}


def test_exception(f: Functions) -> None:
    """An exception comes with its type, its base classes, its message, and the code's own lines."""
    with pytest.raises(Raised) as caught:
        f.odd("so")

    error = caught.value
    assert (error.type_name, error.message, str(error)) == ("Odd", "not so", "Odd: not so")
    assert error.mro[:2] == ("Odd", "ValueError")
    assert [frame.source for frame in error.frames] == ['raise Odd("not " + str(x))']
    assert SOURCE.split("\n")[error.frames[0].line - 1].strip() == error.frames[0].source


def test_words_of_an_exception_are_harmless(f: Functions) -> None:
    """The message of an exception is cut and can't control a terminal."""
    with pytest.raises(Raised) as caught:
        f.odd("\x1b[2J" + "x" * 1000)

    assert caught.value.message.startswith("not ?[2Jxxx")
    assert len(caught.value.message) <= 500


def test_wrong_call(f: Functions) -> None:
    """A call with the wrong arguments raises TypeError without a line of the code."""
    with pytest.raises(Raised) as caught:
        f.add(1, 2, 3)

    assert caught.value.type_name == "TypeError"
    assert caught.value.frames == ()


def test_missing(f: Functions) -> None:
    """A missing name comes with the names that the file defines, without imported ones."""
    with pytest.raises(Missing) as caught:
        f.subtract(1)

    assert caught.value.name == "subtract"
    assert {"add", "Net"} <= set(caught.value.defined)
    assert "namedtuple" not in caught.value.defined


def test_iterators(f: Functions) -> None:
    """A generator is exhausted and arrives as a marked list; an endless one is refused."""
    drawn = f.batches(np.arange(5), size=2)

    assert isinstance(drawn, IteratorItems)
    assert [batch.tolist() for batch in drawn] == [[0, 1], [2, 3], [4]]
    with pytest.raises(Refused, match="an iterator of more than"):
        f.endless()


def test_function_arguments(f: Functions) -> None:
    """A function that is passed is called here, and its exceptions are raised there."""
    seen: list[Any] = []

    def square(x: Any) -> Any:
        seen.append(x)
        return x * x

    def fails(x: Any) -> Any:
        message = f"no {x}"
        raise ValueError(message)

    assert f.numerical(square, 3.0) == 6.0
    assert seen == [3.5, 2.5]
    assert f.tries(fails, 1) == "caught no 1"


def test_function_that_calls_back(f: Functions) -> None:
    """A function that is passed may call the code again, and objects of the code may be its argument."""
    assert f.numerical(lambda x: f.add(x, y=x), 1.0) == 2.0
    assert f.numerical(f.add, 1.0) == 1.0
    assert f.tries(lambda value: value.data, f.Value(3)) == 3


def test_misbehaviour_inside_a_callback(loaded: LocalPeer | ChildPeer) -> None:
    """A failure in a call that a callback makes is raised unchanged."""
    f = Functions(loaded)

    with pytest.raises(Missing):
        f.numerical(lambda x: f.subtract(x), 1.0)

    assert loaded.alive or loaded.restart()


def test_layout(f: Functions) -> None:
    """Fortran-ordered and transposed arrays arrive as such, writable, and `ravel` copies them."""
    assert f.layout(np.ones((2, 3))) == (True, False, True, True)
    assert f.layout(np.asfortranarray(np.ones((2, 3)))) == (False, True, True, False)
    assert f.layout(np.ones((2, 3)).T) == (False, True, True, False)
    assert f.layout(np.ones(6)[::2]) == (False, False, True, False)


def test_generator(f: Functions) -> None:
    """A random generator stays there and advances there."""
    here, there = np.random.default_rng(7), f.generator(7)

    assert f.draw(there, 2).tolist() == here.standard_normal(2).tolist()
    assert f.draw(there, 2).tolist() == here.standard_normal(2).tolist()
    assert there.random() == here.random()


def test_object(f: Functions) -> None:
    """Attributes, methods and class methods of an object cross like functions."""
    net = f.Net([2, 3, 1], seed=1)

    assert isinstance(net, Handle)
    assert net.name == "net"
    assert [W.shape for W in net.W] == [(2, 3), (3, 1)]
    assert np.allclose(net.forward(np.ones((1, 2))), np.ones((1, 2)) @ net.W[0] @ net.W[1])
    assert f.calls[-1].target == "Net.forward"
    assert net.clone() == net
    assert f.Net.small() != net
    assert len(net) == 2
    assert net[1].shape == (3, 1)
    assert len(list(net)) == 2
    assert net(np.ones((1, 2))).shape == (1, 1)


def test_setting_assigns(f: Functions) -> None:
    """Setting an attribute is an assignment: the old value stays unchanged under its other names."""
    net = f.Net([2, 3, 1])
    before = net.first

    net.W = [np.ones((2, 3)), np.zeros((3, 1))]
    assert net.W[0].tolist() == np.ones((2, 3)).tolist()
    assert net.first.tolist() == before.tolist()

    net.W = [np.ones((4, 3)), np.zeros((3, 1))]
    assert net.W[0].shape == (4, 3)

    net.note = "new"
    assert net.note == "new"


def test_setting_loses_no_digit(f: Functions) -> None:
    """Setting an attribute doesn't cast to its old, shorter dtype."""
    value = f.Value(np.zeros(2, np.float32))

    value.data = np.full(2, 1 / 3)

    assert value.data.tolist() == [1 / 3, 1 / 3]


def test_missing_attribute(f: Functions) -> None:
    """A missing attribute or method is reported as missing; one that fails inside isn't."""
    net = f.Net([1, 1])

    with pytest.raises(Missing, match=r"Net\.loss is not defined"):
        net.loss(1)
    with pytest.raises(Raised) as caught:
        net.broken  # noqa: B018
    assert caught.value.type_name == "AttributeError"


OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "sum": lambda x: x + x,
    "right": lambda x: x + 1,
    "left": lambda x: 1 + x,
    "array-scalar": lambda x: np.float64(1) + x,
    "difference": lambda x: 5 - x,
    "power": lambda x: x**2,
    "negative": lambda x: -x,
    "quotient": lambda x: 1 / x,
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_operators(name: str, f: Functions) -> None:
    """An object's own operators work, with constants on either side."""
    assert OPERATIONS[name](f.Value(2.0)).data == OPERATIONS[name](2.0)


def test_thousands_of_additions_are_one_request(f: Functions) -> None:
    """`summed` is Python's sum, from 0, where the objects are."""
    before = len(f.journal)
    total = summed([f.Value(2.0)] * 3000 + [f.Value(5.0)])

    assert total.data == 6005.0
    assert [step.request[0] for step in f.journal[before:]] == ["call", "call", "operate", "get"]


def test_returned_function(f: Functions) -> None:
    """A function that is returned can be called."""
    assert f.adder(3)(4) == 7


def test_object_is_no_array(f: Functions) -> None:
    """NumPy doesn't convert an object to an array of its items."""
    net = f.Net([1, 1])
    before = len(f.journal)

    assert np.asarray(net).dtype == object
    assert len(f.journal) == before


class Liar:
    """A place where code runs that answers every request with the same bytes."""

    lines: tuple[str, ...] = ()
    printed = ""
    isolation: ClassVar[dict[str, str]] = {}
    alive = True

    def __init__(self, says: bytes) -> None:
        self.says = says

    def load(self, source: bytes | None = None) -> None:
        """Do nothing."""

    def restart(self) -> bool:
        """Do nothing."""
        return False

    def close(self) -> None:
        """Do nothing."""

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Return the same bytes again."""
        return self.says, 0.0


FORGED = [
    b"",
    b"\x00\x00\x00\x00",
    b"\xff\xff\xff\xff[]",
    b'\x10\x00\x00\x00\x0c\x00\x00\x00["l","ok",1]',
    b'\x0a\x00\x00\x00\x06\x00\x00\x00"ok"  ',
    b'\x22\x00\x00\x00\x0e\x00\x00\x00["a","f8",[2]]' + bytes(16),
    b'\x2e\x00\x00\x00\x1a\x00\x00\x00["l",["a","f8",[2]],["l"]]' + bytes(16),
]


@pytest.mark.parametrize("says", FORGED)
def test_forged_answers(says: bytes) -> None:
    """An unreadable answer ends the process; it is never an error of nnprep."""
    with pytest.raises(Died, match="unreadable answer"):
        Functions(Liar(says)).forward()


def test_exceptions_are_of_one_family() -> None:
    """Everything that code can do instead of answering has one base class."""
    assert all(issubclass(kind, Misbehaved) for kind in (Died, Missing, NotAttempted, Raised, Refused))
