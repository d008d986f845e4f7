"""`nnprep gradcheck` as a learner would type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnprep.sandbox.limits import Limits
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
def nothing(**a): a.clear()
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
def complex_loss(**a): return loss(**a) * 1j
def complex_gradient(**a): return {name: g * 1j for name, g in gradient(**a).items()}
def no_loss(**a): a.clear()
def text(**a): return "1.5"
def offset(W, b): return 1e17 + (W ** 2).sum() + (b ** 2).sum()
def single(W, b): return ((W ** 2).sum() + (b ** 2).sum()).astype(np.float32)
def weights(W, b): return 2 * W, 2 * b
def weights_only(W, b): return {"W": 2 * W}
def without_b(W, b): return 2 * W, None
def random(W, b): return (W ** 2).sum() + np.random.rand()
def late(W, b):
    import time
    time.sleep(0.05)
    return (W ** 2).sum()
def sines(W, b): return np.sin(W).sum() + b.sum()
def sines_gradient(W, b):
    g = np.cos(W)
    g[-1, -1] = 99
    return g, np.ones(b.shape)
def hollow(): return np.zeros((0, 3)), np.ones(2)
def enormous(): return np.zeros(3_000_000), np.ones(2)
def widened(): return np.zeros(2_500_000, np.float32), np.ones(2)
def numbered(): return {1: np.ones(2)}
def two(u, v): return (u @ v).sum()
def two_gradient(u, v): return np.ones((2, 4)) @ v.T, u.T @ np.ones((2, 4))
def nested(p): return (p["layers"][0] ** 2).sum() * p["scale"]
def nested_gradient(p): return [2 * p["layers"][0] * p["scale"], (p["layers"][0] ** 2).sum()]
def parts(): return ({"layers": [np.array([1.0, 2.0])], "scale": 3.0, "n": 4},)
"""


@pytest.fixture
def file(folder: Path) -> Path:
    """Write a file with losses and with right and wrong gradients."""
    path = folder / "net.py"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.mark.usefixtures("file")
def test_right_gradient(nnprep: Nnprep) -> None:
    """A right gradient passes, with float32 weights and integer labels among the arguments."""
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
        ("summed", "yours is exactly 5 times the numeric gradient everywhere"),
        ("negative", "yours is exactly -1 times the numeric gradient everywhere"),
        ("transposed", "the gradient has shape (2, 3) instead of (3, 2): transposed"),
        ("zero", "yours is 0 everywhere, the numeric gradient isn't"),
        ("one_entry", "1 of 6 entries differ"),
    ],
)
def test_wrong_gradient_is_described(nnprep: Nnprep, gradient: str, remark: str) -> None:
    """A wrong gradient is described by what its numbers reveal, with exit code 1."""
    done = nnprep("gradcheck", "net.py:loss", gradient, "--data", "X", "--json")
    first = json.loads(done.out)["arrays"][0]

    assert done.code == 1
    assert (first["name"], first["verdict"], first["remark"]) == ("W", "wrong", remark)


@pytest.mark.usefixtures("file")
def test_worst_entry_is_shown(nnprep: Nnprep) -> None:
    """The table names the worst entry with both numbers."""
    done = nnprep("gradcheck", "net.py:loss", "net.py:one_entry")

    assert "worst at W[2, 1]: yours" in done.out


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("gradient", "verdicts"), [("only_W", ["right", "not checked"]), ("everything", ["right", "right"])]
)
def test_arrays_are_matched_by_shape(nnprep: Nnprep, gradient: str, verdicts: list[str]) -> None:
    """Gradients for some of the arguments go to those whose shapes fit, in order; the others are named."""
    done = nnprep("gradcheck", "net.py:loss", gradient, "--data", "X", "--json")
    found = [(one["name"], one["verdict"]) for one in json.loads(done.out)["arrays"]]

    assert found == list(zip("Wb", verdicts, strict=True))
    assert done.code == (0 if gradient == "everything" else 1)


@pytest.mark.usefixtures("file")
def test_drawn_arguments(nnprep: Nnprep) -> None:
    """Random arguments can be drawn from shapes, by name or by position."""
    named = nnprep("gradcheck", "net.py:relu", "net.py:step", "--shape", "w=2x3")
    placed = nnprep("gradcheck", "net.py:two", ":two_gradient", "--shape", "2x3", "--shape", "(3,4)")

    assert (named.code, placed.code) == (0, 0)
    assert "v   (3,4)" in placed.out


@pytest.mark.usefixtures("file")
def test_kink_is_named(nnprep: Nnprep) -> None:
    """Exactly at ReLU's kink, both one-sided slopes are shown instead of a verdict."""
    done = nnprep("gradcheck", "net.py:relu", "net.py:step", "--point", "kinked")
    said = " ".join(done.out.split())

    assert done.code == 1
    assert "? w (3,)" in said
    assert "cannot tell" in said
    assert "at w[1]: yours 0, numeric 0.5" in said
    assert "a kink or a jump: here the slope is 0 on the left and 1 on the right" in said


@pytest.mark.usefixtures("file")
def test_kink_nearby_is_no_excuse(nnprep: Nnprep) -> None:
    """A nearby kink is stepped over: a right gradient passes, a wrong one fails."""
    right = nnprep("gradcheck", "net.py:relu", "net.py:step", "--point", "nearly", "--json")
    wrong = nnprep("gradcheck", "net.py:relu", "net.py:twice", "--point", "nearly", "--json")

    assert (right.code, json.loads(right.out)["arrays"][0]["verdict"]) == (0, "right")
    assert (wrong.code, json.loads(wrong.out)["arrays"][0]["verdict"]) == (1, "wrong")


@pytest.mark.usefixtures("file")
def test_nested_arguments(nnprep: Nnprep) -> None:
    """Dicts and lists of arrays are searched for parameters; integers in them are left alone."""
    done = nnprep("gradcheck", "net.py:nested", "net.py:nested_gradient", "--point", "parts", "--json")

    assert done.code == 0
    assert [one["name"] for one in json.loads(done.out)["arrays"]] == [
        "p['layers'][0]", "p['scale']",
    ]  # fmt: skip


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("loss", "gradient", "says"),
    [
        ("empty", "gradient", "empty is unfinished"),
        ("loss", "broken", "IndexError"),
        ("loss", "missing", "your file has no missing; it has"),
        ("loss", "leaves", "SystemExit"),
    ],
)
def test_code_that_does_not_answer(nnprep: Nnprep, loss: str, gradient: str, says: str) -> None:
    """If the code crashes or hangs, one sentence says how, with exit code 1."""
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
        (("net.py:loss", "nothing"), "The gradient function returns None: is a return missing?"),
        (("net.py:no_loss", "gradient"), "The loss returns None: is a return missing?"),
        (("net.py:text", "gradient"), "The loss returns '1.5', not one number."),
        (
            ("net.py:complex_loss", "gradient"),
            "The loss returns a complex number; a gradient needs a real one.",
        ),
        (("net.py:relu", "step", "--shape", "w=2", "--point", "kinked"), "Use either --shape or --point"),
        (("net.py:relu", "step", "--shape", "w=2", "--shape", "w=3"), "--shape w is given twice."),
        (("net.py:relu", "step", "--shape", "w=²"), "'w=²' is not a shape"),
        (
            ("net.py:relu", "step", "--shape", "w=10000x10000"),
            "The arguments are 763 MiB of float64, and 15 MiB",
        ),
        (("net.py:relu", "step", "--shape", "w=10000x10000x10000"), "7,629,395 MiB of float64"),
        (("net.py:single", "weights", "--point", "widened"), "The arguments are 19 MiB of float64"),
        (
            ("net.py:single", "weights", "--point", "numbered"),
            "a dict whose key 1 is not the name of an argument",
        ),
        (("net.py:single", "weights", "--point", "nothing"), "nothing() returns None"),
        (
            ("net.py:single", "weights_only", "--shape", "2x3", "--shape", "3x4"),
            "but the arguments are passed by position",
        ),
        (
            ("net.py:relu", "step", "--shape", "2", "--data", "W"),
            "no argument called 'W'. Valid names: w, 1.",
        ),
    ],
)
def test_wrong_usage_is_one_line(nnprep: Nnprep, words: tuple[str, ...], says: str) -> None:
    """Wrong usage gives one sentence and exit code 2."""
    done = nnprep("gradcheck", *words)

    assert done.code == 2
    assert says in done.err


@pytest.mark.usefixtures("file")
def test_missing_file_has_its_own_next_step(nnprep: Nnprep) -> None:
    """A missing file doesn't suggest writing an exercise."""
    done = nnprep("gradcheck", "none.py:loss", "gradient")

    assert "next   nnprep gradcheck --help" in done.err
    assert "exercise" not in done.err


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("gradient", ["weights_only", "without_b"])
def test_missing_gradient_is_no_pass(nnprep: Nnprep, gradient: str) -> None:
    """A parameter without a gradient is named, and the check doesn't pass."""
    done = nnprep("gradcheck", "net.py:single", gradient, "--shape", "W=2x2", "--shape", "b=2")
    said = " ".join(done.out.split())

    assert done.code == 1
    assert "- b (2,) not checked no gradient was returned for it" in said
    assert "1 of 2 gradients is right. Not checked: b." in said


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("loss", "says"),
    [
        ("offset", "below the loss's own rounding"),
        ("random", "the loss returns two values at the same point"),
    ],
)
def test_what_cannot_be_told_is_no_pass(nnprep: Nnprep, loss: str, says: str) -> None:
    """A gradient that differences can't verify doesn't pass, and the reason is given."""
    done = nnprep("gradcheck", f"net.py:{loss}", "weights", "--shape", "W=2x2", "--shape", "b=2")
    said = " ".join(done.out.split())

    assert done.code == 1
    assert "cannot tell" in said
    assert says in said
    assert "kink" not in said


@pytest.mark.usefixtures("file")
def test_float32_is_told(nnprep: Nnprep) -> None:
    """A float32 loss is checked with a step that fits it, and the screen says so."""
    done = nnprep("gradcheck", "net.py:single", "weights", "--shape", "W=2x2", "--shape", "b=2")
    said = " ".join(done.out.split())

    assert done.code == 0
    assert "e-03, to fit single's rounding error in float32" in said or "e-02, to fit single's" in said
    assert "step 1e-5" not in said


@pytest.mark.usefixtures("file")
def test_drawn_entries_are_counted(nnprep: Nnprep) -> None:
    """The screen says how many entries were compared; a wrong entry outside the sample is still found."""
    done = nnprep("gradcheck", "net.py:sines", "sines_gradient", "--shape", "W=50x50", "--shape", "b=2")
    said = " ".join(done.out.split())

    assert done.code == 1
    assert "200 of 2,500 entries, and 8 directions" in said
    assert "worst at W[49, 49]: yours 99" in said


@pytest.mark.usefixtures("file")
def test_rows_are_aligned(nnprep: Nnprep) -> None:
    """Shapes, errors and verdicts are aligned, whatever is between the rows."""
    done = nnprep("gradcheck", "net.py:single", "weights", "--shape", "W=20x2", "--shape", "b=2")
    rows = [line for line in done.out.splitlines() if "relative error" in line and "(" in line]

    assert len(rows) == 2
    for word in ("(", "relative", "right"):
        assert len({row.index(word) for row in rows}) == 1, word


@pytest.mark.usefixtures("file")
def test_array_without_entries(nnprep: Nnprep) -> None:
    """An array of size 0 is reported as not checked."""
    done = nnprep("gradcheck", "net.py:single", "weights", "--point", "hollow")

    assert done.code == 1
    assert "it is empty" in done.out


@pytest.mark.usefixtures("file")
def test_complex_gradient(nnprep: Nnprep) -> None:
    """A complex gradient is reported in words, without a NumPy warning."""
    done = nnprep("gradcheck", "net.py:loss", "complex_gradient", "--data", "X")

    assert done.code == 1
    assert "the gradient is complex, but the loss is real" in done.out
    assert done.err == ""


@pytest.mark.usefixtures("file")
def test_large_argument_is_called_large(nnprep: Nnprep) -> None:
    """An array that is too large is reported as too large, not as something else."""
    done = nnprep("gradcheck", "net.py:single", "weights", "--point", "enormous")
    said = " ".join(done.out.split())

    assert done.code == 1
    assert "enormous returned a value of more than 16 MiB" in said
    assert "no array" not in said


@pytest.mark.usefixtures("file")
def test_slow_loss_is_no_endless_loop(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch) -> None:
    """If all calls together take too long, the error gives their number and how to reduce it."""
    monkeypatch.setattr("nnprep.cli.gradcheck.command.LIMITS", Limits(total=1.0))
    done = nnprep("gradcheck", "net.py:late", "weights", "--shape", "W=9x9", "--shape", "b=2")
    said = " ".join(done.out.split())

    assert done.code == 1
    assert "calls took more than 1 s together: every entry needs two of the loss" in said
    assert "does not end" not in said


@pytest.mark.slow
@pytest.mark.usefixtures("file")
def test_endless_loop_ends(nnprep: Nnprep) -> None:
    """Code that never returns is stopped."""
    done = nnprep("gradcheck", "net.py:loss", "endless")

    assert done.code == 1
    assert "no answer within 2 s" in done.out


def test_broken_file_is_named_with_its_line(nnprep: Nnprep, folder: Path) -> None:
    """A file that can't be loaded is a place to look at, not a bare error."""
    (folder / "broken.py").write_text("x = 1\ndef loss(x:\n    return x\n", encoding="utf-8")
    done = nnprep("gradcheck", "broken.py:loss", "broken.py:gradient", "--shape", "3")

    assert done.code == 1
    assert "broken.py:2 can't be loaded: SyntaxError" in done.out
    assert "2: def loss(x:" in done.out
