"""Drawn cases refuse what is right only for what could be foreseen, and accept every right file."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.checks.drawn_cases import drawn_cases, said_of_change
from nnprep.checks.layouts import whole_type
from nnprep.checks.trace import Trace, traced
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer

RIGHT = """
import numpy as np
calls = 0

def rates(x, y):
    global calls
    calls += 1
    counts = np.zeros(5)
    for label in y:
        counts[label] += 1
    return x * 2, counts
"""


def draw(rng: np.random.Generator, rows: int, columns: int) -> tuple[Any, Any]:
    return rng.standard_normal((rows, columns)), rng.integers(0, 5, size=rows)


CHECK = drawn_cases("rates", draw, labels=(1,), rows=(1, 9, 100), columns=(1, 9))


def trace(source: str, seed: int = 0) -> Trace:
    peer = LocalPeer(source)
    peer.load()
    return traced(CHECK, Functions(peer), np.random.default_rng(seed))


def refused(source: str, seed: int) -> bool:
    return not trace(source, seed).reproduces(trace(RIGHT, seed), None)


@pytest.mark.parametrize(
    "source",
    [
        RIGHT,
        RIGHT.replace("(x, y)", "(inputs, labels)")
        .replace("in y", "in labels")
        .replace("x * 2", "inputs + inputs"),
        RIGHT.replace("(x, y)", "(x, y, /)"),
        RIGHT.replace("(x, y)", "(*both)").replace("    global calls", "    x, y = both\n    global calls"),
    ],
    ids=["right", "other names", "positional only", "any arguments"],
)
def test_right_files_are_accepted(source: str) -> None:
    """A right file passes, whatever it calls its parameters and however it takes them."""
    assert not any(refused(source, seed) for seed in range(5))


@pytest.mark.parametrize(
    "condition",
    [
        "x.shape[0] < 10",
        "x.flags.c_contiguous",
        "x.flags.writeable",
        "y.dtype == np.int64",
        "calls < 100",
    ],
)
def test_files_right_under_a_condition_are_refused(condition: str) -> None:
    """A file that is right only for small arrays, in C order only, and so on, fails with every seed."""
    source = RIGHT.replace("return x * 2", f"return x * (2 if {condition} else 3)")

    assert all(refused(source, seed) for seed in range(8))


@pytest.mark.parametrize("key", ["x.tobytes()", "(x.shape, y.tobytes())"])
def test_stale_answers_are_refused(key: str) -> None:
    """A file fails that returns what it returned before for the same x, or the same labels and another x."""
    source = RIGHT.replace(
        "    counts = ", f"    key = {key}\n    if key in known:\n        return known[key]\n    counts = "
    ).replace("    return x * 2, counts", "    known[key] = x * 2, counts\n    return x * 2, counts")

    assert all(refused(f"known = {{}}\n{source}", seed) for seed in range(8))


def test_calls_by_name_only_count_if_they_are_right() -> None:
    """A file whose parameters have names, but that is wrong if they are used, fails."""
    source = RIGHT + (
        "\nimport functools\nright = rates\n\n@functools.wraps(right)\ndef rates(*args, **kwargs):\n"
        "    x, y = right(*args, **kwargs)\n    return (x + 1 if kwargs else x), y\n"
    )

    assert all(refused(source, seed) for seed in range(8))


def test_sizes_differ_between_seeds() -> None:
    """The shapes of the calls can't be foreseen."""
    shapes = {
        tuple(call.arguments[0].shape for call in trace(RIGHT, seed).calls if call.arguments)
        for seed in range(6)
    }

    assert len(shapes) == 6


def test_cases_are_named_by_their_sizes() -> None:
    """A report can say for which sizes an answer is wrong."""
    value = trace(RIGHT).value

    assert all("rows=" in name and "columns=" in name for name in value)
    assert sum("argument 2 changed" in name for name in value) == 2


@pytest.mark.parametrize("seed", range(6))
def test_the_large_case_is_not_the_one_called_often(seed: int) -> None:
    """A hundred calls of the large case would be too slow for right code that loops over entries."""
    requests = [step.request for step in trace(RIGHT, seed).steps]
    (often,) = [request for request in requests if request[0] == "often"]
    largest = max(first_size(*request[-2:]) for request in requests if request[0] == "call")

    assert first_size(*often[-2:]) < largest


def first_size(arguments: list[Any], keywords: dict[str, Any]) -> int:
    """Return the size of the first argument of a call."""
    return int(np.size([*arguments, *keywords.values()][0]))


def test_cases_without_arrays_are_drawn_too() -> None:
    """A function of a dict and a number gets cases that all hold as few numbers as any other."""
    check = drawn_cases("total", lambda rng, words: ({"a" * n: n for n in range(words)}, 2), words=(1, 5))
    peer = LocalPeer("def total(words, times):\n    return times * sum(words.values())\n")
    peer.load()
    seen = traced(check, Functions(peer), np.random.default_rng(0))

    assert seen.broken is None
    assert len(seen.value) == 3


IN_A_DICTIONARY = """
calls = 0

def scaled(x, p):
    global calls
    calls += 1
    return x * p["scale"]
"""


def scaling(rng: np.random.Generator, size: int) -> tuple[Any, Any]:
    return rng.standard_normal(size), {"scale": rng.standard_normal(size), "unused": None}


SCALED = drawn_cases("scaled", scaling, changing=(1,), size=(2, 9))


@pytest.mark.parametrize(
    "source",
    [
        IN_A_DICTIONARY.replace("return", "return x if calls > 100 else"),
        IN_A_DICTIONARY.replace("return", "return x if p['scale'].strides != (8,) else"),
        IN_A_DICTIONARY.replace("return", "p = known.setdefault(x.tobytes(), p)\n    return").replace(
            "calls = 0", "calls, known = 0, {}", 1
        ),
    ],
    ids=["the first hundred calls", "in C order", "the first parameters"],
)
def test_arrays_in_a_dictionary_are_cases_too(source: str) -> None:
    """Parameters in a dictionary are drawn anew, laid out and passed often, like arrays of their own."""
    seen = []
    for code in (IN_A_DICTIONARY, IN_A_DICTIONARY, source):
        peer = LocalPeer(code)
        peer.load()
        seen.append(traced(SCALED, Functions(peer), np.random.default_rng(0)))

    assert seen[1].reproduces(seen[0], None)
    assert not seen[2].reproduces(seen[0], None)


def test_cases_of_the_same_sizes_have_names_of_their_own() -> None:
    """Two small cases whose sizes and layouts are equal are two cases: none hides the other's result."""
    check = drawn_cases(
        lambda f, *both: f.rates(*both), draw, changing=(1,), rows=(3, 3, 9), columns=(2, 2, 4)
    )
    peer = LocalPeer(RIGHT)
    peer.load()
    for seed in range(10):
        seen = traced(check, Functions(peer), np.random.default_rng(seed))

        assert len(seen.value) == 6
        assert all(not observation.differences for observation in seen.observations)


def test_each_part_is_called_often_once() -> None:
    """Neither the second check of a function repeats a hundred calls, nor do calls that make objects count."""
    many = drawn_cases("rates", draw, labels=(1,), rows=(1, 9, 100), columns=(1, 9))
    peer = LocalPeer(RIGHT + "\n\nclass Empty:\n    pass\n")
    peer.load()
    f = Functions(peer)
    for _ in range(150):
        f.Empty()
    for _ in range(2):
        traced(many, f, np.random.default_rng(5))
    first, second = (step.request[1] for step in f.journal if step.request[0] == "often")

    assert first > 90
    assert second < 40


@pytest.mark.parametrize(
    ("labels", "types", "chosen"),
    [
        ([-1, 1], ("uint8", "uint32", "int16"), "int16"),
        ([0, 1], ("uint8", "int16"), "uint8"),
        ([0, 300], ("uint8", "int16"), "int16"),
        ([-1, 1], ("uint8",), "uint8"),
    ],
)
def test_labels_keep_their_values(labels: list[int], types: tuple[str, ...], chosen: str) -> None:
    """Labels of -1 and 1 never come in an unsigned type, where -1 would be the largest number."""
    assert whole_type(np.array(labels), types) == chosen


def arguments_of(check: Any, source: str, seed: int) -> list[list[Any]]:
    """Return the arguments of every call of a check."""
    peer = LocalPeer(source)
    peer.load()
    calls = traced(check, Functions(peer), np.random.default_rng(seed)).calls
    return [[*call.arguments, *call.keywords.values()] for call in calls]


def test_labels_of_either_sign_are_signed_in_every_case() -> None:
    """If some case has a label of -1, one whose labels are all 1 is signed too: right code may negate them."""

    def signed(rng: np.random.Generator, rows: int) -> tuple[Any, Any]:
        return rng.standard_normal((rows, 2)), rng.choice([-1, 1], size=rows)

    check = drawn_cases("scaled", signed, labels=(1,), rows=(1, 2, 100))
    source = "def scaled(x, y):\n    return x * y[:, None]\n"
    calls = [arguments_of(check, source, seed) for seed in range(8)]

    assert any(np.all(y == 1) for each in calls for _, y in each)
    assert {"i"} == {y.dtype.kind for each in calls for _, y in each}
    assert all(len({y.dtype for _, y in each}) > 2 for each in calls)


def test_labels_are_signed_and_unsigned_in_every_run() -> None:
    """Each run has both kinds of types, and different labels in unsigned ones: `2 * y - 1` wraps for 0, `-y` for 1."""

    def bits(rng: np.random.Generator, rows: int) -> tuple[Any, Any]:
        return rng.standard_normal(rows), rng.integers(0, 2, size=rows)

    check = drawn_cases("f", bits, labels=(1,), changing=(), often=False, rows=(1, 2, 9))
    for seed in range(60):
        labels = [y for _, y in arguments_of(check, "def f(x, y):\n    return x * y\n", seed)]
        assert any(y.dtype.kind == "u" and y.min() < y.max() for y in labels)
        assert any(y.dtype.kind == "i" for y in labels)


def test_gaps_can_be_seen() -> None:
    """A single number has no gaps: then another case has them, so that code for arrays in C order is refused."""

    def single(rng: np.random.Generator, rows: int) -> tuple[Any, ...]:
        return (rng.standard_normal((rows, 1)),)

    check = drawn_cases("twice", single, often=False, rows=(1, 1, 100))
    for seed in range(6):
        calls = arguments_of(check, "def twice(x):\n    return 2 * x\n", seed)
        assert not all(x.flags.c_contiguous for (x,) in calls)


def test_what_changed_is_said() -> None:
    """A single argument has its place, plain arguments aren't called arrays, and nothing isn't called a change."""
    arguments = [np.ones(3), 0, np.zeros(2)]

    assert [said_of_change(places, arguments) for places in ([1], [0, 2], [0, 1], [])] == [
        "argument 2 changed",
        "some arrays changed",
        "some arguments changed",
        "once more",
    ]
