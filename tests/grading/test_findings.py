"""What a failed check found: which values it names, and what it compares them with."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.report import Outcome
from nnprep.sandbox.local import LocalPeer

FORWARD = """\
import numpy as np


def forward(X, b):
    z1 = X * 2.0
    a1 = z1 + b
    z2 = a1 * a1 + b
    return z2 / 3, a1, z1, z2
"""
SQUARES = "def forward(X, b):\n    return X * X + b\n"
STUCK = (
    ("def", "RESULTS = []\n\n\ndef"),
    ("return X * X + b", "RESULTS.append(X * X + b)\n    return RESULTS[0]"),
)
"""Edits that make `forward` return what its first call returned."""
MLP = """\
import numpy as np


class MLP:
    def __init__(self, size):
        self.W = np.ones(size)

    def forward(self, X):
        return X @ self.W

    def gradients(self, X):
        return X * 2.0, X * 3.0
"""


def judged(folder: Path, exercise: str, reference: str, check: str, *edits: tuple[str, str]) -> Outcome:
    """Return the outcome of one check of a reference with edits; `check` is the body of the check."""
    submission = reference
    for old, new in edits:
        assert submission.count(old) == 1, old
        submission = submission.replace(old, new)
    (folder / "reference.py").write_text(reference, encoding="utf-8")
    (folder / "mistakes.yaml").write_text("[]\n", encoding="utf-8")
    body = "".join(f"    {line}\n" for line in check.splitlines())
    (folder / "checks.py").write_text(
        "import numpy as np\n\nfrom nnprep.checks import given, near\n\n\n"
        f'def check_it(f, rng):\n    """a case"""\n    X, b = np.arange(6.0).reshape(3, 2), np.array([[0.5, -1.5]])\n'
        f"{body}",
        encoding="utf-8",
    )
    changed = find_exercise(exercise)._replace(solution=folder)
    report = judge(changed, "mine.py", LocalPeer(submission), seed=1, diagnosing=False)
    (outcome,) = report.outcomes
    return outcome


def phrases(outcome: Outcome) -> list[tuple[str, str]]:
    return [(finding.label, finding.text) for finding in outcome.findings]


def test_all_values_of_a_call_are_listed(tmp_path: Path) -> None:
    """Right values are listed beside wrong ones, in order, each with its name and the shape that it should have."""
    outcome = judged(tmp_path, "forward", FORWARD, "return f.forward(X, b)", ("z2 / 3", "z2 / 6"))

    assert phrases(outcome) == [
        ("a2", "is exactly 1/2 times what it should be"),
        ("a1", ""),
        ("z1", ""),
        ("z2", ""),
    ]
    assert [finding.shape for finding in outcome.findings] == ["(3, 2)"] * 4
    assert outcome.message == "a2 is exactly 1/2 times what it should be"


@pytest.mark.parametrize(
    ("edit", "label", "text"),
    [
        (("a1 * a1 + b", "a1 * a1"), "z2", "is too small by exactly b: b was not added"),
        (("return z2 / 3, a1, z1", "return z2 / 3, z1, a1"), "a1", "holds what should be z1"),
        (("a1, z1, z2", "a1, X, z2"), "z1", "is the argument X, unchanged"),
        (("z2 / 3", "z2 * 7 / 3"), "a2", "is exactly 7 times what it should be, and 7 is the batch size"),
    ],
)
def test_values_are_compared_with_what_is_around_them(
    tmp_path: Path, edit: tuple[str, str], label: str, text: str
) -> None:
    """A wrong value is compared with the arguments, the other results of the call and the sizes of the case."""
    reference = FORWARD.replace("X * 2.0", "X * X + 1")
    outcome = judged(tmp_path, "forward", reference, "given(batch_size=7)\nreturn f.forward(X, b)", edit)

    assert dict(phrases(outcome))[label] == text


def test_values_of_several_calls_have_their_names(tmp_path: Path) -> None:
    """A check that returns the results of several calls by case shows the case and the name of each wrong value."""
    check = 'return {"one row": f.forward(X[:1], b), "all rows": f.forward(X, b)}'
    outcome = judged(tmp_path, "forward", FORWARD, check, ("z2 / 3", "z2 / 6"))

    assert [label for label, text in phrases(outcome) if text] == ["one row: a2", "all rows: a2"]


def test_a_dict_of_the_names_is_no_sequence_of_the_values(tmp_path: Path) -> None:
    """A dict in the place of the values is wrong, though it has their names and numbers."""
    check = 'return {"all rows": f.forward(X, b)}'
    as_dict = ("return z2 / 3, a1, z1, z2", "return {'a2': z2 / 3, 'a1': a1, 'z1': z1, 'z2': z2}")
    outcome = judged(tmp_path, "forward", FORWARD, check, as_dict)

    assert any(text for _, text in phrases(outcome))


def test_an_argument_without_numbers_is_compared_with_nothing(tmp_path: Path) -> None:
    """A generator, which stays where the code runs, is asked for no shape: a wrong value beside it is described."""
    check = "return f.forward(X, f.generator(1))"
    outcome = judged(
        tmp_path, "forward", "def forward(X, rng):\n    return X + 1\n", check, ("X + 1", "X + 3")
    )

    assert [text for _, text in phrases(outcome)] == ["is off by 2 everywhere"]


def test_a_value_is_not_compared_with_itself(tmp_path: Path) -> None:
    """A result that is right apart from its shape is not said to hold what should be itself."""
    outcome = judged(
        tmp_path, "forward", FORWARD, "return f.forward(X, b)", ("return z2 / 3, a1", "return z2 / 3, a1.T")
    )

    assert dict(phrases(outcome))["a1"] == "has the right numbers, transposed: shape (2, 3), should be (3, 2)"


@pytest.mark.parametrize("place", ["0", "len(RESULTS) // 2"], ids=["first", "second"])
def test_an_earlier_result_is_recognized(tmp_path: Path, place: str) -> None:
    """If a check returns its last call, a result that any earlier call returned already is recognized."""
    stuck = [(old, new.replace("[0]", f"[{place}]")) for old, new in STUCK]
    check = "f.forward(X + 2, b)\nf.forward(X + 1, b)\nreturn f.forward(X, b)"

    assert phrases(judged(tmp_path, "forward", SQUARES, check, *stuck)) == [
        ("", "is what the previous call returned")
    ]


def test_several_calls_on_purpose_are_not_previous_ones(tmp_path: Path) -> None:
    """A check that returns the results of several calls isn't told that one of them is another one's."""
    outcome = judged(tmp_path, "forward", SQUARES, "return [f.forward(X + 1, b), f.forward(X, b)]", *STUCK)

    assert phrases(outcome)[1][1] == "holds what should be item 1"

    wrong = [(old, new.replace("X * X + b", "X * X + 2 * X + b")) for old, new in STUCK]
    outcome = judged(tmp_path, "forward", SQUARES, "return [f.forward(X + 1, b), f.forward(X, b)]", *wrong)

    assert "previous call" not in outcome.message + phrases(outcome)[1][1]


@pytest.mark.parametrize(
    "reference",
    [
        "def one(X):\n    return X * X + 1\n\n\nforward = one\n",
        "def forward(X, b=1):\n    return X * X + b\n",
    ],
)
def test_arguments_without_names_and_names_without_arguments(tmp_path: Path, reference: str) -> None:
    """A function that is another one's alias has no names for its arguments, and a default has no argument."""
    outcome = judged(tmp_path, "forward", reference, "return f.forward(X)", ("X * X", "X * X * X"))

    assert outcome.message == "is 126 at [2, 1], should be 26; only row 0 is right"


def test_a_number_has_no_shape(tmp_path: Path) -> None:
    """The finding about a number says nothing of a shape, whether the number is right or wrong."""
    check = "out = f.forward(X, b)\nreturn float(out.sum()), float(b.sum())"
    outcome = judged(tmp_path, "forward", SQUARES, check, ("X * X", "X + X"))

    assert [(finding.right, finding.shape) for finding in outcome.findings] == [(False, ""), (True, "")]


def test_a_property_comes_before_the_values(tmp_path: Path) -> None:
    """A property that fails is labeled by what it measures and the item that is wrong; only its first one is shown."""
    check = 'near("the sums", [r.sum() for r in f.forward(X, b)[1:3]], [25.0 + 2, 30.0])\nreturn f.forward(X, b)[1]'
    outcome = judged(tmp_path, "forward", FORWARD, check, ("X * 2.0", "X * 4.0"))

    assert [label for label, _ in phrases(outcome)] == ["the sums: item 1", ""]
    assert outcome.message.startswith("the sums: item 1 is ")


def test_a_check_that_cannot_go_on_names_the_first_wrong_result(tmp_path: Path) -> None:
    """If a check can't use a result, the first call that returned something else is described, by its value's name."""
    check = (
        "a2, a1, z1, z2 = f.forward(X, b)\nlast = f.forward(X + 1, b)\nreturn a1 @ a1.T + last[3] @ last[3].T"
    )
    outcome = judged(tmp_path, "forward", FORWARD, check, ("return z2 / 3, a1", "return z2 / 3, None"))

    assert phrases(outcome) == [("forward a1", "is None, should be an array of shape (3, 2)")]
    assert outcome.message == "forward a1 is None, should be an array of shape (3, 2)"


def test_a_check_that_cannot_go_on_skips_objects_and_right_results(tmp_path: Path) -> None:
    """Objects differ in every process and right results explain nothing: the wrong method behind them is named."""
    check = (
        "net = f.MLP(2)\nout = net.forward(X)\ngW, gb = net.gradients(X)\nreturn out, gW @ gW.T, gb @ gb.T"
    )
    outcome = judged(tmp_path, "mlp", MLP, check, ("return X * 2.0, X * 3.0", "return X * 2.0, 'none'"))

    assert phrases(outcome) == [("MLP.gradients gb", "is 'none', should be an array of shape (3, 2)")]


def test_a_check_that_cannot_go_on_although_all_results_agree(tmp_path: Path) -> None:
    """If no result differs, the exception of the check is what is known."""
    check = "one = 1 // int(f.forward(X, b)[1].sum() == 27.0)\nreturn one * f.forward(X, b)[1]"
    outcome = judged(tmp_path, "forward", FORWARD, check, ("z1 + b", "z1 + b + 1e-13"))

    assert [label for label, _ in phrases(outcome)] == [""]
    assert outcome.message.startswith("the result can't be used: integer division")


def test_a_property_is_listed_before_what_stops_the_check(tmp_path: Path) -> None:
    """A property that failed stays in the report if the check can't go on afterwards; a long exception is cut."""
    check = (
        'total = f.forward(X, b)[1].sum()\nnear("the sum", total, 27.0)\n'
        'if total != 27.0:\n    raise ValueError("x" * 500)\nreturn total'
    )
    outcome = judged(tmp_path, "forward", FORWARD, check, ("return z2 / 3, a1", "return z2 / 3, a1 + 1"))
    rounded = judged(tmp_path, "forward", FORWARD, check, ("return z2 / 3, a1", "return z2 / 3, a1 + 1e-13"))

    assert phrases(outcome) == [
        ("the sum", "is 33, should be 27"),
        ("forward a1", "is off by 1 everywhere"),
    ]
    assert phrases(rounded) == [("", f"the result can't be used: {'x' * 119}…")]


def test_long_labels_are_cut(tmp_path: Path) -> None:
    """A label from a submission's values is at most 80 characters long."""
    check = 'near("x" * 200, f.forward(X, b)[1].sum(), 27.0)'
    outcome = judged(tmp_path, "forward", FORWARD, check, ("z1 + b", "z1 - b"))

    assert phrases(outcome)[0][0] == "x" * 79 + "…"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("X * 2.0", "X * np.array(2.0)[None]", "Every array that it returns is"),
        ("a1 * a1 + b", "a1 * a1 + np.ones(1)", "Of the arrays that it returns, only a2 and z2 are float64"),
    ],
)
def test_widened_arrays_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Where float32 arguments give float64, the report says in which of the returned arrays."""
    check = (
        'a = f.forward(X.astype("float32"), b.astype("float32"))\nnear("dtypes", str(a[0].dtype), "float32")'
    )

    outcome = judged(tmp_path, "forward", FORWARD, check, (old, new))

    assert said in outcome.findings[0].text
