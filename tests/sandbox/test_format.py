"""Encoding values as frames, and decoding them."""

from __future__ import annotations

import tracemalloc
from collections import OrderedDict, namedtuple
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from struct import pack
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnprep.sandbox.wire.decoder import Watch, decode
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.format import (
    CODES,
    LARGEST_FRAME,
    LARGEST_SKELETON,
    MOST_DRAWS,
    MOST_ENTRIES,
    MOST_KEYS,
    MOST_NODES,
    IteratorItems,
    Refusal,
    Unreadable,
)

dtypes = st.sampled_from([np.dtype(code) for code in CODES])
array_values = dtypes.flatmap(
    lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)
scalars = dtypes.flatmap(lambda dtype: arrays.arrays(dtype, ()).map(lambda array: array[()]))
plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**200), 2**200),
    st.floats(),
    st.complex_numbers(),
    st.text(st.characters(exclude_categories=["Cs"])),
)
keys = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.tuples(st.integers()))
values = st.recursive(
    st.one_of(plain, array_values, scalars),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
    ),
    max_leaves=12,
)


def same(left: Any, right: Any) -> bool:
    """Return whether two values are the same in type, shape, dtype and every bit."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray | np.generic):
        alike = left.dtype == right.dtype and left.shape == right.shape
        return bool(alike and left.tobytes() == right.tobytes())
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return same(list(left.items()), list(right.items()))
    return repr(left) == repr(right)


@given(values)
@settings(max_examples=200)
def test_values_survive(value: Any) -> None:
    """A decoded value has the original type, shape, dtype and bits."""
    assert same(decode(encode(value)), value)


@given(array_values, st.randoms())
@settings(max_examples=100)
def test_layout_survives(array: np.ndarray[Any, Any], random: Any) -> None:
    """Transposed, Fortran-ordered and gapped arrays keep their layout."""
    axes = list(range(array.ndim))
    random.shuffle(axes)
    view = array.transpose(axes)
    if view.ndim and random.random() < 0.5:
        view = np.repeat(view, 2, axis=0)[::2]

    there = decode(encode(view, layout=True), layout=True)

    assert same(np.array(view), np.array(there))
    assert there.flags.c_contiguous == view.flags.c_contiguous
    assert there.flags.writeable


@pytest.mark.parametrize("order", ["C", "F"])
def test_order_of_a_matrix(order: Any) -> None:
    """A Fortran-ordered matrix stays Fortran-ordered, so that `ravel` copies it there as it would here."""
    there = decode(encode(np.ones((3, 4), order=order), layout=True), layout=True)

    assert there.flags.f_contiguous == (order == "F")


def touched(change: Callable[[Any], object]) -> bool:
    """Return whether a decoded value counts as touched after a change."""
    value = {
        "x": [np.ones((2, 3)), np.ones((4, 2), order="F"), np.zeros((3, 4))[:, ::2], 7],
        "y": np.array(1),
    }
    frame, watch = encode(value, layout=True), Watch()
    there = decode(frame, layout=True, watch=watch)
    assert watch.untouched(frame)
    change(there)
    return not watch.untouched(frame)


@pytest.mark.parametrize(
    "change",
    [
        lambda there: there["x"][0].fill(2),
        lambda there: there["x"][1].__setitem__((3, 1), 2),
        lambda there: there["x"][2].__setitem__((0, 1), 2),
        lambda there: there["y"].__iadd__(1),
        lambda there: setattr(there["x"][0], "shape", (3, 2)),
        lambda there: there["x"][0].setflags(write=False),
        lambda there: there["x"].append(1),
        lambda there: there["x"].reverse(),
        lambda there: there["x"].__setitem__(3, 8),
        lambda there: there.update(z=1),
        lambda there: there.update(y=0),
        lambda there: there.pop("y"),
    ],
)
def test_every_change_is_seen(change: Callable[[Any], object]) -> None:
    """Nothing in a decoded value can be changed unseen."""
    assert touched(change)


def test_looking_is_no_change() -> None:
    """What only reads, or writes elsewhere, leaves a value as it was."""
    assert not touched(lambda there: np.add(there["x"][0], 1).sum() + len(there["x"]))


def test_arrays_are_fresh_and_writable() -> None:
    """A decoded array shares no memory with the frame."""
    frame = bytearray(encode(np.zeros(3)))
    first, second = decode(frame), decode(frame)

    first[:] = 1

    assert second.tolist() == [0, 0, 0]
    assert decode(frame).tolist() == [0, 0, 0]


class Color(IntEnum):
    """An enumeration of numbers."""

    RED = 1


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (Point(1, 2), (1, 2)),
        (Color.RED, 1),
        (OrderedDict(a=1), {"a": 1}),
        (range(3), [0, 1, 2]),
        ({"a": 1}.keys(), ["a"]),
        ((i for i in "ab"), IteratorItems(["a", "b"])),
        (np.ma.masked_array([[1.0]]), np.array([[1.0]])),
        (np.array([1.0], ">f8"), np.array([1.0])),
        (np.array([1], np.longdouble), np.array([1.0])),
        ("half a pair: \ud800", "half a pair: ?"),
    ],
)
def test_relatives_cross_as_their_plain_type(value: Any, arrives: Any) -> None:
    """Named tuples, enumerations, views, iterators and array subclasses arrive as what they stand for."""
    assert same(decode(encode(value)), arrives)


def test_an_iterator_may_reuse_its_item() -> None:
    """Each item is encoded before the iterator gives the next."""

    def growing() -> Any:
        item = np.zeros(1)
        for _ in range(3):
            item += 1
            yield item

    assert decode(encode(growing())) == [1, 2, 3]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (object(), "an object of type object"),
        ({1}, "an object of type set"),
        (np.array([None]), "an array of dtype object"),
        (np.array(["a"]), "an array of dtype <U1"),
        (np.zeros(2, "M8[s]"), r"an array of dtype datetime64\[s\]"),
        (1 << 5000, "an integer of more than"),
        ("x" * (LARGEST_SKELETON + 1), "a text of more than"),
        ([0] * (MOST_NODES + 1), "more than 50000 values"),
        ([[]] * MOST_NODES, "more than 50000 values"),
        (np.zeros(LARGEST_FRAME // 8), "a value of more than"),
        (np.empty((2**39, 0)), r"an empty array of shape \(549755813888, 0\)"),
        ([np.empty((0, 3, 2**17))], "an empty array of shape"),
        (np.zeros(MOST_ENTRIES + 1, np.bool_), "arrays with more than 4,194,304 entries"),
        ([np.zeros(MOST_ENTRIES // 2 + 1, np.int8)] * 2, "arrays with more than"),
        (iter(lambda: 0, 1), f"an iterator of more than {MOST_DRAWS} items"),
        (dict.fromkeys(range(2000)), "a dict of more than"),
    ],
)
def test_what_may_not_cross(value: Any, what: str) -> None:
    """A value that may not cross is refused at once, with its reason."""
    with pytest.raises(Refusal, match=what):
        encode(value)


def test_cycles_are_refused() -> None:
    """A list that holds itself is refused, not followed."""
    cycle: list[Any] = []
    cycle.append(cycle)

    with pytest.raises(Refusal, match="nested more than"):
        encode(cycle)


ENTRIES = f'["a","i1",[{MOST_ENTRIES // 2 + 1}]]'
"""More than half of the entries that one answer may have."""


def frame(skeleton: str, buffers: bytes = b"") -> bytes:
    return pack("<I", len(skeleton)) + skeleton.encode() + buffers


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"\xff\xff\xff\xff",
        frame("["),
        frame("[]"),
        frame("{}"),
        frame('{"a":1}'),
        frame("NaN]"),
        frame('["a"]'),
        frame('["a","O",[1]]', bytes(8)),
        frame('["a","f8",[1]]'),
        frame('["a","f8",[-1]]'),
        frame('["a","f8",[true]]', bytes(8)),
        frame('["a","f8",[1.0]]', bytes(8)),
        frame('["a","f8",[4611686018427387904,4]]', bytes(8)),
        frame('["a","f8",[0,1099511627775,1099511627775,1099511627775]]'),
        frame('["a",["f8"],[1]]', bytes(8)),
        frame('["a","f8",[549755813888,0]]'),
        frame('["a","f8",[0,3,131072]]'),
        frame(f'["a","b1",[{MOST_ENTRIES + 1}]]', bytes(MOST_ENTRIES + 1)),
        frame(f'["l",{",".join([ENTRIES] * 2)}]', bytes(2 * (MOST_ENTRIES // 2 + 1))),
        frame('["n","f8"]'),
        frame('["f","x"]'),
        frame('["f",[]]'),
        frame('["z",1]'),
        frame('["z","1"]'),
        frame('["d",1]'),
        frame('["d",["l"],1]'),
        frame('["h",1,"x"]'),
        frame('["c",0,"x"]'),
        frame("1", b"more"),
        frame("9" * 5000),
        frame("[" * 100_000),
        frame('["l",' * 40 + "1" + "]" * 40),
        frame('["l"' + ",1" * (MOST_NODES + 1) + "]"),
        frame("[" + "[]," * 200_000 + "1]"),
    ],
)
def test_forged_frames_are_unreadable(forged: bytes) -> None:
    """Bytes that aren't a frame raise Unreadable and nothing else."""
    with pytest.raises(Unreadable):
        decode(forged)


@given(st.binary(max_size=200) | st.tuples(st.text(), st.binary()).map(lambda pair: frame(*pair)))
@settings(max_examples=200)
def test_any_bytes(forged: bytes) -> None:
    """Any bytes decode to a value or raise Unreadable."""
    with suppress(Unreadable):
        decode(forged)


@given(values, st.data())
@settings(max_examples=200)
def test_damaged_frames(value: Any, data: st.DataObject) -> None:
    """A frame with one changed byte decodes to a value or raises Unreadable."""
    damaged = bytearray(encode(value))
    position = data.draw(st.integers(0, len(damaged) - 1))
    damaged[position] = data.draw(st.integers(0, 255))

    with suppress(Unreadable):
        decode(damaged)


@pytest.mark.parametrize(
    "forged",
    [
        frame("[" + "[]," * (LARGEST_SKELETON // 3 - 2) + "1]"),
        frame("[" + "[[[[[[[[]]]]]]]]," * (LARGEST_SKELETON // 17 - 2) + "1]"),
        frame("[" + "1e5," * (3 * MOST_NODES - 1) + "1]"),
        frame('["l"' + ',["l"]' * (MOST_NODES - 1) + "]"),
        frame(f'["a","b1",[{LARGEST_FRAME - 100}]]', bytes(LARGEST_FRAME - 100)),
        frame(f'["a","f8",[{LARGEST_FRAME // 8 - 100}],[0],true]', bytes(LARGEST_FRAME - 800)),
    ],
    ids=["lists", "nested", "numbers", "empty-lists", "bools", "gaps"],
)
def test_memory(forged: bytes) -> None:
    """No frame makes its reader allocate more than 40 MiB, so that with the frame itself it stays below 64."""
    tracemalloc.start()
    try:
        decode(forged)
    except Unreadable:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert peak < 40 << 20


def test_forged_bools_are_bools() -> None:
    """A byte other than 0 and 1 doesn't become a bool that is neither True nor False."""
    assert decode(frame('["a","b1",[3]]', b"\x00\x01\xff")).view(np.uint8).tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    ("shape", "buffer"),
    [
        ("[1099511627775" + ",1099511627775" * 69_999 + "]", b""),
        ("[0" + ",1" * 64 + "]", b""),
        ("[0,1099511627776]", b""),
    ],
    ids=["axes", "one-axis-too-many", "an-axis-too-long"],
)
def test_forged_shapes(shape: str, buffer: bytes) -> None:
    """A shape with more axes than NumPy allows, or with a huge axis, is refused before it is multiplied out."""
    begin = perf_counter()

    with pytest.raises(Unreadable, match="an array of a wrong shape"):
        decode(frame(f'["a","f8",{shape}]', buffer))

    assert perf_counter() - begin < 1


@pytest.mark.parametrize("shape", [(0,), (3, 0), (0, 3, 224, 224), (0, 0)])
def test_honest_empty_arrays(shape: tuple[int, ...]) -> None:
    """Empty arrays of ordinary shapes cross."""
    assert decode(encode(np.empty(shape))).shape == shape


def test_a_check_may_send_more() -> None:
    """What nnprep sends, such as the bytes of many images, may have more entries than an answer."""
    images = np.zeros(MOST_ENTRIES + 1, np.uint8)

    assert decode(encode(images, layout=True), layout=True).shape == images.shape


def test_many_keys() -> None:
    """A dict with too many keys, which might all collide, is refused on both sides."""
    keys = MOST_KEYS + 1

    with pytest.raises(Refusal, match="a dict of more than 1000 keys"):
        encode(dict.fromkeys(range(keys)))
    with pytest.raises(Unreadable, match="a dict of a wrong size"):
        decode(frame('["d"' + "".join(f",{key},null" for key in range(keys)) + "]"))
    assert len(decode(encode(dict.fromkeys(range(MOST_KEYS))))) == MOST_KEYS
