"""`nnprep gradcheck` as a learner types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Nnprep

FILE = """
import numpy as np

def point():
    rng = np.random.default_rng(1)
    return {"X": rng.standard_normal((5, 3)), "y": np.array([0, 1, 1, 0, 1]),
            "W": rng.standard_normal((3, 2)).astype(np.float32), "b": np.zeros((1, 2))}

def forward(X, W, b):
    z = X @ W + b
    p = np.exp(z - z.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)

def loss(X, y, W, b):
    return -np.log(forward(X, W, b)[np.arange(len(y)), y]).mean()

def gradient(X, y, W, b):
    d = forward(X, W, b)
    d[np.arange(len(y)), y] -= 1
    d /= len(y)
    return {"W": X.T @ d, "b": d.sum(axis=0, keepdims=True)}

def summed(**a): return {name: 5 * g for name, g in gradient(**a).items()}
def transposed(**a): return gradient(**a)["W"].T
def only_W(**a): return gradient(**a)["W"]
def everything(**a): return gradient(**a)["W"], gradient(**a)["b"]
def negative(**a): return {"W": -gradient(**a)["W"]}
def other(**a): return {"V": gradient(**a)["W"]}
def zero(**a): return {"W": 0 * gradient(**a)["W"]}
def nothing(**a): pass
def one_entry(**a):
    g = gradient(**a)["W"]
    g[2, 1] += 0.5
    return {"W": g}
def rows(X, y, W, b): return forward(X, W, b)
def empty(**a): raise NotImplementedError
def broken(**a): return np.zeros(3)[7]
def leaves(**a):
    import sys
    sys.exit(0)
def endless(**a):
    while True: pass

def relu(w): return np.maximum(w, 0).sum()
def step(w): return (w > 0) * 1.0
def kinked(): return (np.array([1.0, 0.0, -1.0]),)
def nearly(): return (np.array([1.0, 1e-6, -1.0]),)
def twice(w): return 2.0 * (w > 0)
def two(u, v): return (u @ v).sum()
def two_gradient(u, v): return np.ones((2, 4)) @ v.T, u.T @ np.ones((2, 4))
def nested(p): return (p["layers"][0] ** 2).sum() * p["scale"]
def nested_gradient(p): return [2 * p["layers"][0] * p["scale"], (p["layers"][0] ** 2).sum()]
def parts(): return ({"layers": [np.array([1.0, 2.0])], "scale": 3.0, "n": 4},)
"""


@pytest.fixture
def file(folder: Path) -> Path:
    """Give a file with losses and gradients, right ones and wrong ones."""
    path = folder / "net.py"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.mark.usefixtures("file")
def test_right_gradient(nnprep: Nnprep) -> None:
    """A right gradient is right, with float32 weights and integer labels among the arguments."""
    done = nnprep("gradcheck", "net.py:loss", "net.py:gradient", "--data", "X")

    assert done.code == 0
    assert "✓ W" in done.out
    assert "✓ b" in done.out
    assert "2 of 2 gradients are right." in done.out
    assert "below 1e-6 is right" in " ".join(done.out.split())


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("gradient", "remark"),
    [
        ("summed", "exactly 5 times the difference everywhere"),
        ("negative", "exactly -1 times the difference everywhere"),
        ("transposed", "the gradient has shape (2, 3) instead of (3, 2): transposed"),
        ("zero", "the gradient is 0 everywhere, the difference is not"),
        ("one_entry", "1 of 6 entries differ"),
    ],
)
def test_wrong_gradient_is_described(nnprep: Nnprep, gradient: str, remark: str) -> None:
    """A wrong gradient is told with what the numbers give away, and exit code 1."""
    done = nnprep("gradcheck", "net.py:loss", gradient, "--data", "X", "--json")
    first = json.loads(done.out)["arrays"][0]

    assert done.code == 1
    assert (first["name"], first["verdict"], first["remark"]) == ("W", "wrong", remark)


@pytest.mark.usefixtures("file")
def test_worst_entry_is_shown(nnprep: Nnprep) -> None:
    """The table names the worst entry with both numbers."""
    done = nnprep("gradcheck", "net.py:loss", "net.py:one_entry")

    assert "worst at W[2, 1]: gradient" in done.out


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("gradient", "verdicts"), [("only_W", ["right", "not checked"]), ("everything", ["right", "right"])]
)
def test_arrays_are_matched_by_shape(nnprep: Nnprep, gradient: str, verdicts: list[str]) -> None:
    """A gradient of some of the arguments belongs to those whose shapes fit, in order; the others are named."""
    done = nnprep("gradcheck", "net.py:loss", gradient, "--data", "X", "--json")
    found = [(one["name"], one["verdict"]) for one in json.loads(done.out)["arrays"]]

    assert found == list(zip("Wb", verdicts, strict=True))
    assert done.code == (0 if gradient == "everything" else 1)


@pytest.mark.usefixtures("file")
def test_drawn_arguments(nnprep: Nnprep) -> None:
    """Arguments can be drawn by their shapes, with names or by position."""
    named = nnprep("gradcheck", "net.py:relu", "net.py:step", "--shape", "w=2x3")
    placed = nnprep("gradcheck", "net.py:two", ":two_gradient", "--shape", "2x3", "--shape", "(3,4)")

    assert (named.code, placed.code) == (0, 0)
    assert "argument 2   (3,4)" in placed.out


@pytest.mark.usefixtures("file")
def test_kink_is_named(nnprep: Nnprep) -> None:
    """Exactly at ReLU's kink both sides are told instead of a verdict on the formula."""
    done = nnprep("gradcheck", "net.py:relu", "net.py:step", "--point", "kinked")
    said = " ".join(done.out.split())

    assert done.code == 1
    assert "? argument 1 (3,)" in said
    assert "cannot tell" in said
    assert "at argument 1[1]: gradient 0, difference 0.5" in said
    assert "a kink or a jump: here the slope is 0 on the left and 1 on the right" in said


@pytest.mark.usefixtures("file")
def test_kink_nearby_is_no_excuse(nnprep: Nnprep) -> None:
    """A kink that is only near is stepped over: a right gradient is right, a wrong one wrong."""
    right = nnprep("gradcheck", "net.py:relu", "net.py:step", "--point", "nearly", "--json")
    wrong = nnprep("gradcheck", "net.py:relu", "net.py:twice", "--point", "nearly", "--json")

    assert (right.code, json.loads(right.out)["arrays"][0]["verdict"]) == (0, "right")
    assert (wrong.code, json.loads(wrong.out)["arrays"][0]["verdict"]) == (1, "wrong")


@pytest.mark.usefixtures("file")
def test_nested_arguments(nnprep: Nnprep) -> None:
    """Dicts and lists of arrays are walked through, and whole numbers in them left alone."""
    done = nnprep("gradcheck", "net.py:nested", "net.py:nested_gradient", "--point", "parts", "--json")

    assert done.code == 0
    assert [one["name"] for one in json.loads(done.out)["arrays"]] == [
        "argument 1['layers'][0]", "argument 1['scale']",
    ]  # fmt: skip


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("loss", "gradient", "says"),
    [
        ("empty", "gradient", "empty is still empty"),
        ("loss", "broken", "IndexError"),
        ("loss", "missing", "your file has no missing; it has"),
        ("loss", "leaves", "SystemExit"),
    ],
)
def test_code_that_does_not_answer(nnprep: Nnprep, loss: str, gradient: str, says: str) -> None:
    """What the code did instead of answering is told in a sentence, with exit code 1."""
    done = nnprep("gradcheck", f"net.py:{loss}", gradient)

    assert done.code == 1
    assert says in " ".join(done.out.split())


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("net.py", "net.py:gradient"), "'net.py' is not FILE.py:function"),
        (("net.py:loss", "net.py:"), "is not FILE.py:function"),
        (("none.py:loss", "gradient"), "'none.py' does not exist"),
        (("net.py:loss", "gradient", "--point", "nowhere"), "The file has no function nowhere()"),
        (("net.py:relu", "step", "--shape", "w=2xx"), "'w=2xx' is not a shape"),
        (("net.py:relu", "step", "--shape", "w=0"), "'w=0' is not a shape"),
        (("net.py:rows", "gradient"), "The loss returns an array of shape (5, 2), not one number."),
        (("net.py:loss", "other"), "There is no argument called 'V'. Valid names: X, W, b."),
        (("net.py:loss", "nothing"), "The gradient returns nothing (no return?)."),
    ],
)
def test_wrong_usage_is_one_line(nnprep: Nnprep, words: tuple[str, ...], says: str) -> None:
    """Wrong usage is told in one sentence, with exit code 2."""
    done = nnprep("gradcheck", *words)

    assert done.code == 2
    assert says in done.err


@pytest.mark.slow
@pytest.mark.usefixtures("file")
def test_endless_loop_ends(nnprep: Nnprep) -> None:
    """Code that does not come back is stopped."""
    done = nnprep("gradcheck", "net.py:loss", "endless")

    assert done.code == 1
    assert "no answer within 2 s" in done.out
