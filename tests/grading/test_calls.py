"""What the calls that go wrong have in common: labels of an unsigned type, a flat shape, an earlier call."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.checks.trace import traced
from nnprep.content.library import find_exercise
from nnprep.grading.diagnosis import replays
from nnprep.grading.feedback.calls import are_sums, call_traits, is_repeated
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.sandbox.functions import Functions, Step
from nnprep.sandbox.local import LocalPeer
from tests.grading.test_derived import diagnosis_text, report


def test_unsigned_labels() -> None:
    """For a loss that is wrong with unsigned labels only, the report says so, and why."""
    judged = report(
        "mlp",
        (
            "y = np.asarray(y, dtype=float).reshape(-1, 1)\n        # Compute",
            "y = np.asarray(y).reshape(-1, 1)\n        # Compute",
        ),
        ("-np.mean(y * log_p + (1 - y) * log_not_p)", "np.mean(-y * log_p + -(1 - y) * log_not_p)"),
    )

    assert any(text.startswith("`loss` is wrong here only for unsigned integers") for text in judged.symptoms)


@pytest.mark.parametrize("others", [True, False])
def test_a_type_counts_where_the_argument_has_others(others: bool) -> None:
    """A mask is always boolean, so that calls with one go wrong says nothing of its type."""

    def check(f: Functions, rng: np.random.Generator) -> list[object]:
        usual = [1.0 * (rng.random(6) > 0.5) if others else None for _ in range(6)]
        return [f.masked(rng.random(6), mask) for mask in [*usual, *(rng.random((2, 6)) > 0.2)]]

    traces = []
    for wrong in ("0", "getattr(mask, 'dtype', float) == bool"):
        peer = LocalPeer(f"def masked(x, mask):\n    return x + ({wrong})\n")
        peer.load()
        traces.append({"check": traced(check, Functions(peer), np.random.default_rng(0))})
    said = [text for text in call_traits(["check"], *traces) if "booleans" in text]

    assert len(said) == others


def test_lists_of_unlike_arrays_are_compared() -> None:
    """A list of arrays whose shapes change from call to call is no error of nnprep's."""

    def check(f: Functions, rng: np.random.Generator) -> list[object]:
        return [f.pair(rng.random((n, 2))) for n in range(2, 8)]

    traces = []
    for code in ("[(x, x + 1), (x, x)]", "[(x, x), (x, x + 1)]"):
        peer = LocalPeer(f"def pair(x):\n    return {code}\n")
        peer.load()
        traces.append({"check": traced(check, Functions(peer), np.random.default_rng(0))})

    assert list(call_traits(["check"], *traces)) == []


@pytest.mark.parametrize("axes", [1, 2])
def test_rows_need_two_axes(axes: int) -> None:
    """That rows lie otherwise is said of a matrix only: an array of one axis has no rows and no transpose."""

    def check(f: Functions, rng: np.random.Generator) -> list[object]:
        arrays = [rng.standard_normal((4, 6)[-axes:]) for _ in range(6)]
        arrays[-1] = arrays[-1].T if axes == 2 else arrays[-1][::2]
        return [f.twice(array) for array in arrays]

    traces = []
    for code in ("2 * x", "(2 if x.flags.c_contiguous else 3) * x"):
        peer = LocalPeer(f"def twice(x):\n    return {code}\n")
        peer.load()
        traces.append({"check": traced(check, Functions(peer), np.random.default_rng(0))})
    said = [text for text in call_traits(["check"], *traces) if "row by row" in text]

    assert len(said) == axes - 1


@pytest.mark.parametrize(("length", "count"), [(6, 1), (4, 0)])
def test_flat_labels_are_as_many_as_rows(length: int, count: int) -> None:
    """That (m,) broadcasts is said of an array as long as the batch, not of one as long as the rows of weights."""

    def check(f: Functions, rng: np.random.Generator) -> list[object]:
        flat = [(6, 1)] * 5 + [(length,)]
        return [f.wrong(np.ones((6, 2)), np.ones((4, 2)), rng.random(shape)) for shape in flat]

    traces = []
    for code in ("X + W[0]", "X + W[0] * y.ndim / 2"):
        peer = LocalPeer(f"def wrong(X, W, y):\n    return {code}\n")
        peer.load()
        traces.append({"check": traced(check, Functions(peer), np.random.default_rng(0))})

    said = [text for text in call_traits(["check"], *traces) if "shape (m,)" in text]
    assert len(said) == count
    assert all("wrong where argument 3 has the shape" in text for text in said)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return x.sum(0)", "in two calls that differ only in `scale`"),
        # Nothing tells whether it remembers the result, or ignores what differs in these calls.
        ("return KEPT.setdefault(x.sum(), scale * x.sum(0))", "in two calls that differ only in `scale`"),
        ("return KEPT.setdefault(x.shape, scale * x.sum(0))", "keeps something between calls"),
    ],
)
def test_what_is_ignored_is_not_remembered(body: str, said: str) -> None:
    """Equal results for other arguments come of a memory only if the calls share no array."""

    def check(f: Functions, rng: np.random.Generator) -> list[object]:
        arrays = [rng.random((3, 4)) for _ in range(3)]
        return [f.scaled(x, scale=scale) for x in arrays for scale in (2.0 if x is arrays[2] else 1.0, 3.0)]

    traces = []
    for code in ("return scale * x.sum(0)", body):
        peer = LocalPeer(f"KEPT = {{}}\ndef scaled(x, scale=1.0):\n    {code}\n")
        peer.load()
        traces.append({"check": traced(check, Functions(peer), np.random.default_rng(0))})
    found = " ".join(call_traits(["check"], *traces))

    assert said in found


@pytest.mark.proof
def test_result_of_an_earlier_call() -> None:
    """The report says when a function answers from what it kept."""
    text = reference_text(find_exercise("forward")).replace(
        "    z1 = X @ W1 + b1", "    z1 = KEPT.setdefault(X.shape, X @ W1 + b1)"
    )
    judged = judge(find_exercise("forward"), "mine.py", LocalPeer("KEPT = {}\n" + text), seed=3)

    assert any("keeps something between calls" in text for text in judged.symptoms)


@pytest.mark.proof
def test_nothing_is_said_where_calls_have_nothing_in_common() -> None:
    """A function that is wrong for all kinds of arguments gets no such sentence."""
    judged = report("forward", ("z2 = a1 @ W2 + b2", "z2 = (a1 + 0.03 * a1**3) @ W2 + b2"))

    assert not any("is wrong here only" in text or "between calls" in text for text in judged.symptoms)


def test_a_bias_beside_images_is_no_label() -> None:
    """(F,) beside arrays with four axes is a bias: nothing is said about a missing column."""
    judged = report("conv2d", ("return out + b[:, None, None]", "return out + b.mean()"))

    assert not any("(m,)" in text for text in judged.symptoms)


@pytest.mark.parametrize("seconds", [0.06, 0.0005])
def test_a_doubled_number_is_not_changed_in_place(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A doubled number is called doubled, even if the machine is so slow that lines are counted."""
    monkeypatch.setattr(replays, "LONG", seconds)
    judged = report(
        "conv2d",
        ("    OH = conv2d_out(H, KH, stride, pad)", "    pad *= 2\n    OH = conv2d_out(H, KH, stride, pad)"),
    )

    assert "as if pad were doubled" in diagnosis_text(judged)


def test_arguments_that_were_written_into() -> None:
    """Who writes into an argument isn't told about types and shapes of the calls that this spoils or ends."""
    judged = report(
        "forward", ("    z1 = X @ W1 + b1", "    X *= np.where(X > 1, 2, 1)\n    z1 = X @ W1 + b1")
    )
    said = " ".join(judged.symptoms)

    assert "writes into a read-only array" in said
    assert not any(text in said for text in ("is wrong here only", "square matrix", "batch of one"))


def test_one_list_for_all_calls() -> None:
    """A list that grows from call to call is recognized, and the report says so."""
    judged = report(
        "count-params",
        ("def mlp_shapes(sizes, batch):", "def mlp_shapes(sizes, batch, shapes=[]):"),
        ('shapes = [("X", (batch, sizes[0]))]', 'shapes.append(("X", (batch, sizes[0])))'),
    )

    assert any("followed by the right list" in text for text in judged.symptoms)


def test_what_wraps_around_is_not_called_too_small() -> None:
    """Where the right count is too large for the array's type, it isn't said that the returned one is too small."""
    exercise = find_exercise("count-params")
    changed = "import numpy as np\n" + reference_text(exercise).replace(
        "sum(n_in * n_out for n_in, n_out in pairwise(sizes))",
        "int((np.asarray(given)[:-1] * np.asarray(given)[1:]).sum())",
    ).replace("    sizes = [", "    given, sizes = sizes, [", 1)
    judged = judge(exercise, "file.py", LocalPeer(changed), seed=7)
    (said,) = judged.symptoms

    assert said.startswith(
        "Wherever `count_params` is wrong here, the right result is too large for the integer type"
    )


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("int(x[0] * x[1])", True),
        ("min(int(x[0]) * int(x[1]), np.iinfo(x.dtype).max)", False),
        ("int(x[0].astype(int) * x[1]) % 128", False),
    ],
    ids=["wraps", "clipped", "wide"],
)
def test_sums_too_large_for_their_type(code: str, told: bool) -> None:
    """That integers wrap around is said where exactly the results that their type can't hold are wrong, and how."""

    wide = "astype" in code

    def check(f: Functions, rng: np.random.Generator) -> list[object]:
        sizes = [[2, 3], [4, 5], [6, 7], [8, 9], [100, 2], [100, 3]]
        return [f.product(np.array(each, dtype=np.int64 if wide else np.int8)) for each in sizes]

    traces = []
    for body in ("int(x[0]) * int(x[1])", code):
        peer = LocalPeer(f"import numpy as np\ndef product(x):\n    return {body}\n")
        peer.load()
        traces.append({"check": traced(check, Functions(peer), np.random.default_rng(0))})
    said = [text for text in call_traits(["check"], *traces) if "too large for the integer type" in text]

    assert len(said) == told


def test_arrays_are_blamed_where_lists_of_integers_are_right() -> None:
    """That integers are wrong isn't said where lists of them are right."""

    def check(f: Functions, rng: np.random.Generator) -> list[object]:
        sizes = [[2, 3], [4, 5], [6, 7], [8, 9]]
        return [f.product(kind(each)) for kind in (list, np.array) for each in sizes]

    traces = []
    for code in ("int(x[0] * x[1])", "int(x[0] * x[1]) if type(x) is list else 0"):
        peer = LocalPeer(f"def product(x):\n    return {code}\n")
        peer.load()
        traces.append({"check": traced(check, Functions(peer), np.random.default_rng(0))})

    assert [*call_traits(["check"], *traces)] == [
        "`product` is wrong here only where an argument is an array, not a list."
    ]


@pytest.mark.parametrize(
    ("body", "all_sums"),
    [
        ("SUMS[0] = SUMS[0] + x\n    return SUMS[0]", True),
        ("SUMS[0] = SUMS[0] + x if x[0] < 3 else x / 2\n    return SUMS[0]", False),
        ("SUMS[0] = SUMS[0] + x if x[0] < 5 else x / 0\n    return SUMS[0]", False),
        ("return x", False),
        ("return x * np.inf", False),
    ],
    ids=["every-call", "few-calls", "an-error", "right", "infinite"],
)
def test_sums_explain_most_wrong_calls(body: str, *, all_sums: bool) -> None:
    """That sums pile up over calls explains a submission only if most wrong calls are such sums, and all end."""

    def check(f: Functions, rng: np.random.Generator) -> list[object]:
        return [f.same(np.array([number, number + 0.5])) for number in range(1, 8)]

    traces = []
    for code in ("return x", body):
        peer = LocalPeer(
            f"import numpy as np\n\nSUMS = [0.0]\n\n\ndef same(x):\n    {code}\n".replace("x / 0", "x[9]")
        )
        peer.load()
        traces.append({"check": traced(check, Functions(peer), np.random.default_rng(0))})

    assert are_sums(["check"], *traces) is all_sums


def test_a_number_of_an_earlier_call() -> None:
    """Numbers of earlier calls are recognized; the right number for another size isn't one of them."""
    kept = report(
        "count-params",
        ("def count_params(sizes, bias=True):", "KNOWN = {}\n\n\ndef count_params(sizes, bias=True):"),
        (
            "    return weights + biases if bias else weights",
            "    right = weights + biases if bias else weights\n    return KNOWN.setdefault(len(sizes), right)",
        ),
    )
    other = report("count-params", ("sum(n_in * n_out for", "sum(n_in * n_in for"))

    assert any(text.startswith("Every wrong result of `count_params`") for text in kept.symptoms)
    assert not any(text.startswith("Every wrong result") for text in other.symptoms)


def test_a_batch_of_one_that_is_wrong_too() -> None:
    """Where some batch of one is wrong, the batch size isn't blamed, though a check of one row passes."""
    judged = report("forward", ("    z1 = X @ W1 + b1", "    z1 = np.trunc(X @ W1 + b1)"))

    assert any("without its decimals" in text for text in judged.symptoms)
    assert not any("batch of one" in text for text in judged.symptoms)


@pytest.mark.parametrize(("again", "alike"), [(np.array([1, 2]), True), (np.array([1, 2], np.uint8), False)])
def test_equal_calls_have_arguments_of_one_type(again: np.ndarray[Any, Any], alike: bool) -> None:
    """Labels of another type may rightly or wrongly give something else: such calls aren't equal."""
    first, second = (Step(["call", "f", [y], {}]) for y in (np.array([1, 2]), again))
    first.answered = second.answered = True

    assert is_repeated(first, second) is alike
