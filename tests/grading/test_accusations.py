"""Nobody is accused falsely: what a mistake needs as evidence, and what is left unsaid without it."""

from __future__ import annotations

import inspect
from pathlib import Path

import numpy as np
import pytest

from nnprep.checks.compare import Tolerance, differences
from nnprep.checks.trace import Observation, Trace
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.diagnosis.agreement import (
    alike,
    has_numbers,
    hides,
    is_rounding,
    said,
    same_but_nan,
    supports,
    warns_alike,
)
from nnprep.grading.diagnosis.search import unlike
from nnprep.grading.explanation import distinct
from nnprep.grading.feedback.symptoms import symptom
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Diagnosis, Scope
from nnprep.sandbox.failures import Frame, Raised
from nnprep.sandbox.functions import Call
from nnprep.sandbox.local import LocalPeer
from tests.grading.test_derived import diagnosis_text, report


def seeing(value: object) -> Trace:
    trace = Trace()
    trace.value = value
    return trace


def test_mistake_behind_another_one_contradicts_nothing_right() -> None:
    """Steps that divide by m once more aren't told as gradients that do, if the gradients are right."""
    judged = report(
        "multiclass",
        ("* log_p) / len(X))", "* log_p))"),
        ("self.W[k] = self.W[k] - self.lr * gW[k]", "self.W[k] = self.W[k] - self.lr / len(X) * gW[k]"),
        ("self.b[k] = self.b[k] - self.lr * gb[k]", "self.b[k] = self.b[k] - self.lr / len(X) * gb[k]"),
    )

    assert [each.mistakes for each in judged.diagnosis] == [("loss-sum", "lr-over-m")]


def test_a_crash_elsewhere_is_no_consequence() -> None:
    """Float labels that fail in one_hot spoil gradients that call it, but not those that index by themselves."""
    eye = "return np.eye(self.n_classes)[y]\n\n    def unused(self, y):\n        labels = np.asarray(y).astype(int)"
    changes = [
        ("std = np.sqrt(2 / n_in)", "std = 0.01"),
        ("labels = np.asarray(y).astype(int)", eye),
        ("log_p = z - np.log(total)", "log_p = np.log(np.clip(self.A[-1], 1e-7, 1 - 1e-7))"),
    ]

    called = report("multiclass", *changes)
    apart = report("multiclass", *changes, ("Y = self.one_hot(y)  # (m, K)", "Y = np.eye(self.n_classes)[y]"))

    assert any("“the gradients" in each for each in called.blocked)
    assert not any("“the gradients" in each for each in apart.blocked)
    assert "the same mistake as in “one-hot labels”." in diagnosis_text(apart)


def test_a_crash_inside_a_named_function_is_its_consequence() -> None:
    """Rows that are too short crash in one_hot, whatever the error says of the axis: what calls it waits for it."""
    source = reference_text(find_exercise("multiclass"))
    for old, new in (
        ("std = np.sqrt(2 / n_in)", "std = np.sqrt(2 / (n_in + n_out))"),
        (
            "Y = np.zeros((len(labels), self.n_classes))",
            "return np.eye(len(np.unique(labels)))[labels]\n        Y = np.zeros((len(labels), self.n_classes))",
        ),
        ("return np.argmax(self.forward(X), axis=1)", "return np.argmax(self.forward(X), axis=1)[:, None]"),
    ):
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    judged = judge(find_exercise("multiclass"), "mine.py", LocalPeer(source), seed=7)

    assert any("“one training step”" in each for each in judged.blocked)
    assert not any("are two indices swapped" in each for each in judged.symptoms)


def test_weight_decay_beside_a_lost_mean() -> None:
    """No mistake is quoted that calls other values right, where weight decay makes them wrong too."""
    judged = report(
        "multiclass",
        ("delta = (P - Y) / len(X)", "delta = P - Y"),
        ("gW[k] = A[k].T @ delta", "gW[k] = A[k].T @ delta + 0.01 * self.W[k]"),
        ("* log_p) / len(X))", "* log_p) / len(X) + 0.005 * sum((W * W).sum() for W in self.W) / len(X))"),
    )
    shown = " ".join(judged.symptoms)

    assert "are right" not in shown
    assert "couldn't name" not in shown
    assert "gW[k] is what it should be times the number of rows of X, plus 0.01 times W[k]" in shown
    assert "gb[k] is what it should be times the number of rows of X" in shown
    assert "plus 0.005 times the sum of squares of all W over the number of rows of X" in shown


def test_infinity_alone_explains_no_value() -> None:
    """A loss that is infinite isn't told as that of one maximum for all rows, if no finite loss is wrong."""
    judged = report(
        "softmax",
        ("logits.max(axis=1, keepdims=True)", "logits.max(axis=1, keepdims=True, initial=0)"),
        ("probs = exps / totals", "probs = exps / np.maximum(totals, 1e-300)"),
    )

    assert judged.diagnosis == ()
    assert not any("explains loss" in text for text in judged.symptoms)


def test_equal_crash_is_no_evidence_for_a_derived_mistake() -> None:
    """An error without shapes proves no derived mistake, even beside a known one that is certain."""
    judged = report(
        "grpo",
        ("rewards.mean(axis=1, keepdims=True)", "rewards.mean()"),
        ("rewards.std(axis=1, keepdims=True)", "rewards.std()"),
        ("-np.where(plain <= capped, plain, 0.0) / m", "-(plain <= capped) * plain / m"),
    )

    assert [(each.mistakes, each.part) for each in judged.diagnosis] == [
        (("global-statistics",), "advantages")
    ]


@pytest.mark.proof
def test_nan_alone_is_no_evidence() -> None:
    """Gradients that end in nan aren't told as a sigmoid that overflows, if the sigmoid is right."""
    judged = report(
        "mlp",
        (
            "delta = (A[-1] - y) / len(X)  # (m, 1)",
            "p = A[-1]\n        delta = (p - y) / (p * (1 - p)) * p * (1 - p) / len(X)",
        ),
        ("np.sqrt(2 / n_in)", "np.sqrt(1 / n_in) * 1.1"),
    )

    assert not any("sigmoid-exp-over" in each.mistakes for each in judged.diagnosis)


def test_spelling_may_turn_infinity_into_nan() -> None:
    """Two formulas that fail in the same entries are alike, whether nan or infinity comes out there."""
    expected, seen = seeing(np.array([1.0, 2.0, 3.0])), seeing(np.array([1.0, np.inf, 3.0]))

    assert alike(seeing(np.array([1.0, np.nan, 3.0])), seen, expected, None)
    assert not alike(seeing(np.array([np.nan, 2.0, 3.0])), seen, expected, None)
    assert not alike(seeing(np.array([1.5, np.nan, 3.0])), seen, expected, None)


def test_rounding_of_another_spelling_is_no_difference() -> None:
    """A mistake may leave a small share of the deviation unexplained, and no more."""
    expected, seen = seeing(np.array([1.0, 2.0])), seeing(np.array([1.0, 2.5]))

    assert alike(seeing(np.array([1.0 + 1e-8, 2.5])), seen, expected, None)
    assert not alike(seeing(np.array([1.0, 2.49])), seen, expected, None)


def test_only_nan_shows_nothing() -> None:
    """Where no number is left, any formula could have been there; an array with some numbers tells them apart."""
    assert not has_numbers(seeing(np.nan), seeing(1.0))
    assert has_numbers(seeing(np.array([np.nan, 1.0])), seeing(np.array([0.5, 1.0])))


def losses(large: float, small: float) -> Trace:
    """Return what a check sees that divides the first of two losses by the second."""
    trace = Trace()
    trace.calls = [Call("loss", (), {}, each, (), (), 0.0) for each in (large, small)]
    with np.errstate(all="ignore"):
        trace.observations = [Observation("ratio", np.divide(large, small), 20 / 3, None)]
    return trace


@pytest.mark.parametrize(
    ("mine", "yours", "hidden"),
    [
        ((6e307, 0.0), (967.0, 0.0), True),
        ((np.inf, 60.0), (np.inf, 60.0), False),
        ((np.inf, 60.0), (np.nan, 60.0), False),
        ((34.5, 34.5), (27.6, 27.6), False),
    ],
)
def test_a_ratio_of_wrong_values_is_weak(
    mine: tuple[float, float], yours: tuple[float, float], hidden: bool
) -> None:
    """The largest float and a finite loss, both divided by 0, are infinite; caps of two sizes may share their ratio."""
    assert hides(losses(*mine), losses(*yours)) is hidden


def test_rows_may_fail_in_another_operation_first() -> None:
    """math.log(0) ends the first row, where NumPy has warned of exp in a later row before it takes any logarithm."""
    warnings = (
        "RuntimeWarning: overflow encountered in exp",
        "RuntimeWarning: divide by zero encountered in log",
    )
    error = Raised("ValueError", "math domain error", frames=[])

    assert warns_alike(error, warnings)
    assert not warns_alike(error, warnings[:1])


def test_where_numbers_agree_nan_and_infinity_are_the_same() -> None:
    """A mistake that differs in nothing but the kind of what isn't finite isn't told as a likeness."""
    array = np.array([np.nan, 1.0])

    assert same_but_nan(seeing(array), seeing(np.array([np.inf, 1.0])), None)
    assert not same_but_nan(seeing(array), seeing(np.array([np.inf, 1.1])), None)
    assert not same_but_nan(seeing(array), seeing(np.array([1.0, np.nan])), None)


def test_equal_formulas_are_no_mistakes() -> None:
    """A change that moves the last digits only isn't a mistake, however strict a check is."""
    assert is_rounding(seeing(1.0 + 4e-12), seeing(1.0))
    assert not is_rounding(seeing(1.0 + 4e-9), seeing(1.0))
    assert is_rounding(seeing(4e-18), seeing(0.0))
    assert not is_rounding(seeing(4e-18), seeing(0.0), Tolerance(rtol=1e-6, atol=0.0))


def test_mistake_that_holds_but_for_nan_is_marked() -> None:
    """A mistake whose nan stands where this file has infinity is named, and the evidence says so."""
    judged = report(
        "activations",
        ("shifted = z - z.max(axis=axis, keepdims=True)", "shifted = z - z.max()"),
        (
            "return e / e.sum(axis=axis, keepdims=True)",
            "return np.exp(shifted - np.log(e.sum(axis=axis, keepdims=True)))",
        ),
    )

    assert [(each.mistakes, each.scope) for each in judged.diagnosis] == [
        (("softmax-global-max",), Scope.BUT_NAN)
    ]
    assert "in every core check, if inf and nan count as the same" in diagnosis_text(judged)


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (
            ["a sum ran over everything", "a sum ran over everything everywhere"],
            ["a sum ran over everything"],
        ),
        (["diag were left out", "diag were applied twice"], ["diag were left out"]),
        (["one", "two", "one"], ["one", "two"]),
        (["a sum ran over axis 0 everywhere"], ["a sum ran over axis 0 everywhere"]),
        (
            ["everywhere a sum ran over everything", "a sum ran over everything"],
            ["a sum ran over everything"],
        ),
    ],
)
def test_alternatives_that_say_the_same(clauses: list[str], said: list[str]) -> None:
    """Of derived mistakes that say hardly anything else, one is told."""
    assert unlike(clauses) == said


def test_endings_are_told_of_whole_files_only() -> None:
    """ "Every check that fails ends with an error" isn't said where another part returned wrong numbers."""
    judged = report(
        "mlp",
        ("return gW, gb", "return gW[::-1], gb[::-1]"),
        ("def step(self, gW, gb):", "def step(self, gW, gb):\n        gW, gb = gW[::-1], gb[::-1]"),
    )

    assert judged.diagnosis
    assert not any("an error" in each for each in judged.symptoms)


def test_labels_as_a_column() -> None:
    """A file that fails only for labels of shape (m, 1) is told so, whatever the error."""
    judged = report(
        "backprop",
        (
            "y = np.asarray(y, dtype=a2.dtype).reshape(-1, 1)",
            "y = np.array([[float(label)] for label in y.tolist()])",
        ),
    )

    assert any("wrong here only where labels come as a column" in each for each in judged.symptoms)


def test_unsigned_labels_of_eight_bits() -> None:
    """Positions that overflow in the labels' own type are told as that, without a -1 that nobody wrote."""
    source = reference_text(find_exercise("softmax"))
    flat = source.replace(
        "log_probs[rows, y].mean()",
        "np.array([log_probs.ravel()[i * logits.shape[1] + n] for i, n in enumerate(y)]).mean()",
    )
    judged = judge(find_exercise("softmax"), "mine.py", LocalPeer(flat), seed=1)

    assert any("an argument is of type uint8" in each for each in judged.symptoms)
    assert not any("-1 becomes" in each for each in judged.symptoms)


def test_equal_crashes_are_told_as_such() -> None:
    """A mistake that only shares its errors with a file is told as a likeness: other lines may raise them, too."""
    judged = report(
        "backprop",
        ("y = np.asarray(y, dtype=a2.dtype).reshape(-1, 1)", "y = np.asarray(y, dtype=a2.dtype)"),
        ("dz2 = a2 - y", "dz2 = (a2[:, 0] - y)[:, None]"),
    )

    assert [each.mistakes for each in judged.diagnosis] == [("y-column-transposed",)]
    shown = diagnosis_text(judged)
    errors = "A solution that is right but for this mistake fails with errors of the same types as your code."
    assert 0 < shown.index("Known mistake") < shown.index(errors)


def test_measured_limits_and_places() -> None:
    """Numbers that are cut off, wrong on the diagonal or in reverse order are told as that."""
    right = np.arange(12.0).reshape(4, 3) ** 2 - 20
    square = np.arange(9.0).reshape(3, 3)
    pairs = [
        (right, np.clip(right, -15, 50), "is never below -15 or above 50: 6 of 12 entries should be"),
        (right, right[::-1], "has its rows in reverse order"),
        (square, square + 5 * np.eye(3) * [1, 2, 3], "only the diagonal is wrong"),
    ]
    for expected, actual, words in pairs:
        (difference,) = differences(expected, actual)
        assert words in symptom(difference)
    (difference,) = differences(np.array([1.0, 1.0 - 1e-16, 1.0 + 1e-15]), np.array([0.5, 0.5, 0.5 + 1e-15]))
    assert "cut off" not in symptom(difference)


def test_two_terms_of_a_sum() -> None:
    """Two mistakes in one number are found if their effects add up."""
    judged = report(
        "count-params",
        ("pairwise(sizes))\n    # Every", "pairwise(sizes)) + sum(sizes)\n    # Every"),
        ("if bias else weights", "if bias else weights + biases - (len(sizes) - 1)"),
    )

    assert [each.mistakes for each in judged.diagnosis] == [("units-counted", "one-bias-subtracted")]


def test_part_behind_an_unexplained_one() -> None:
    """A mistake in gradients is named though nothing explains the loss, by the checks that don't use it."""
    judged = report(
        "multiclass",
        ("* log_p) / len(X))", "* log_p**3) / len(X))"),
        ("* (Z[k - 1] > 0)", ""),
    )

    found = {each.part: each for each in judged.diagnosis}
    assert found["gradients"].mistakes == ("relu-mask-missing",)
    assert found["gradients"].scope is Scope.OWN


def test_labels_behind_an_unexplained_part_are_no_evidence() -> None:
    """An argmax over reversed probabilities isn't taken for an argmin."""
    judged = report("multiclass", ("e = np.exp(z - top)", "e = np.exp(top - z) ** 1.3"))

    assert [each for each in judged.diagnosis if each.part == "predict"] == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "z1 = X @ W1 + b1",
            "z1 = X @ W1 + b1 * (np.arange(len(X)) == len(X) - 1)[:, None]",
            "b1 were added to the last row",
        ),
        ("z1 = X @ W1 + b1", "z1 = X @ W1[:, :1] + b1", "one column of the weights were used for all"),
    ],
)
def test_biases_and_weights_of_one_row(old: str, new: str, words: str) -> None:
    """A bias in one row only, and one column of weights for all units, are derived."""
    (found,) = report("forward", (old, new)).diagnosis

    assert words in found.say[0]


NEAREST = {
    "exercises/nearest-row/exercise.yaml": """
        title: The nearest row
        level: easy
        minutes: 5
        summary: Distances between rows, and the nearest row for each query.
        functions: [{name: distances}, {name: nearest}]
        parts:
          - {id: distances, title: the distances, functions: [distances], hints: [one, two, three]}
          - {id: nearest, title: the nearest, functions: [nearest], hints: [one, two, three]}
        """,
    "exercises/nearest-row/stub.py": """
        def distances(A, B):
            '''Return (n, m): the distances between rows of A and B.'''
            raise NotImplementedError


        def nearest(queries, X):
            '''Return (n,): the index of the nearest row of X.'''
            raise NotImplementedError
        """,
    "solutions/nearest-row/reference.py": """
        import numpy as np


        def distances(A, B):
            gaps = A[:, None] - B[None]
            return np.sqrt((gaps**2).sum(axis=2))


        def nearest(queries, X):
            return np.argmin(distances(queries, X), axis=1)
        """,
    "solutions/nearest-row/checks.py": """
        from nnprep.checks import part


        @part("distances")
        def check_distances(f, rng):
            '''the distances of four rows'''
            return f.distances(rng.standard_normal((4, 3)), rng.standard_normal((4, 3)))


        @part("nearest")
        def check_nearest(f, rng):
            '''the nearest of four rows'''
            return f.nearest(rng.standard_normal((4, 3)), rng.standard_normal((4, 3)))
        """,
    "solutions/nearest-row/mistakes.yaml": """
        - id: squared
          level: easy
          edits: [{line: "return np.sqrt((gaps**2).sum(axis=2))", change: "np.sqrt(", to: "1.0 * ("}]
          say: The distances are squared.
        - id: exchanged
          level: easy
          edits: [{line: "gaps = A[:, None] - B[None]", change: "A[:, None] - B[None]", to: "B[:, None] - A[None]"}]
          say: Rows and columns of the distances are exchanged.
        - id: rows-ranked
          level: easy
          edits: [{line: "return np.argmin(distances(queries, X), axis=1)", change: "axis=1", to: "axis=0"}]
          say: The queries are ranked for each row.
        """,
}


def test_mistake_of_another_part_has_to_explain_that_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exchanged distances would give these neighbors, but the distances aren't exchanged: they are squared."""
    for name, text in NEAREST.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(inspect.cleandoc(text) + "\n", encoding="utf-8")
    monkeypatch.setenv("NNPREP_CONTENT", str(tmp_path))
    reference = (tmp_path / "solutions/nearest-row/reference.py").read_text(encoding="utf-8")
    submission = reference.replace("np.sqrt(", "(").replace("axis=1", "axis=0")
    judged = judge(find_exercise("nearest-row"), "nearest_row.py", LocalPeer(submission), seed=3)

    assert "exchanged" not in {mistake for each in judged.diagnosis for mistake in each.mistakes}
    assert {"squared", "rows-ranked"} == {mistake for each in judged.diagnosis for mistake in each.mistakes}


def test_errors_of_dot_and_of_the_operator_are_one() -> None:
    """np.dot and @ say in other words that inner sizes differ, and which."""
    left, right = np.ones((5, 5)), np.ones((1, 3))
    texts = []
    for multiply in (np.dot, np.matmul):
        with pytest.raises(ValueError, match=r"aligned|mismatch") as caught:
            multiply(left, right)
        texts.append(said(caught.value))

    assert texts[0] == texts[1] == "inner sizes 5 and 1 differ"


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("e / e.sum(axis=axis)", "np.exp(z) / np.exp(z).sum(axis=1)", True),
        ("shifted = z - z.max(axis=axis)", "np.exp(z) / np.exp(z).sum(axis=1)", False),
        ("shifted = z - z.max(axis=-1)", "return x - np.max(x, -1)", True),
    ],
)
def test_equal_shapes_in_another_operation_are_no_evidence(mine: str, theirs: str, *, same: bool) -> None:
    """A quotient that doesn't broadcast shows nothing about a difference of the same shapes."""
    message = "operands could not be broadcast together with shapes (7,5) (7,) "
    one, other = Trace(), Trace()
    for trace, line in ((one, mine), (other, theirs)):
        trace.error = Raised("ValueError", message, frames=[Frame(3, "softmax", line)])

    assert supports(one, other) == same


def test_right_part_is_not_accused() -> None:
    """A step that climbs isn't told as gradients of the wrong sign, if the gradients are right."""
    judged = report(
        "multiclass",
        ("lr=0.1", "lr=0.01"),
        ("self.W[k] = self.W[k] - self.lr", "self.W[k] = self.W[k] + self.lr"),
        ("self.b[k] = self.b[k] - self.lr", "self.b[k] = self.b[k] + self.lr"),
    )

    assert [sorted(each.mistakes) for each in judged.diagnosis] == [["default-lr", "momentum-ascent"]]


def test_the_same_sentence_is_no_second_explanation() -> None:
    """Spellings of a mistake share their sentence: of those that fit a part equally well, one is shown."""
    first, other = (
        Diagnosis((id,), ("It's doubled.",), Severity.CORE, Scope.PART, "loss") for id in ("a", "b")
    )
    elsewhere = other._replace(part="gradients")

    assert distinct([first, other, elsewhere]) == (first, elsewhere)


def test_helper_that_only_the_answer_uses() -> None:
    """A wrong helper explains what forward answers, also if the gradients are computed without it."""
    (found,) = report(
        "multiclass",
        ("self.A[-1] = softmax(self.Z[-1])", "self.A[-1] = right(self.Z[-1])"),
        ("return self.A[-1]", "return softmax(self.Z[-1])"),
        ("P = self.forward(X)", "self.forward(X)\n        P = self.A[-1]"),
        ("return e / e.sum(axis=1, keepdims=True)", "return e / e.sum(axis=0, keepdims=True)"),
        (
            "class SoftmaxMLP:",
            "def right(z):\n    e = np.exp(z - z.max(axis=1, keepdims=True))\n"
            "    return e / e.sum(axis=1, keepdims=True)\n\n\nclass SoftmaxMLP:",
        ),
    ).diagnosis

    assert (found.mistakes, found.scope, found.part) == (("sum-along-batch",), Scope.PART, "forward")
    assert found.consequences == ("predict",)


def test_nothing_is_said_of_values_that_another_spelling_explains() -> None:
    """Two gradients come out as with a known mistake; the other two may come of the same one, written otherwise."""
    judged = report(
        "backprop",
        ("y = np.asarray(y, dtype=a2.dtype).reshape(-1, 1)", "pass"),
        ("dW2 = a1.T @ dz2 / m", "dW2 = (a1.T @ dz2).sum(axis=1, keepdims=True) / m"),
        ("db2 = dz2.sum(axis=0, keepdims=True) / m", "db2 = dz2.sum(keepdims=True) / m"),
        ("da1 = dz2 @ W2.T", "da1 = dz2.sum(axis=1, keepdims=True) @ W2.T"),
    )
    (known,) = (each for each in judged.symptoms if "known mistake:" in each)

    assert known.startswith(
        "dW1 and db1 come out as with a known mistake: “It looks as if the error were an (m, m) table."
    )
    assert not any("explain the rest" in each for each in judged.symptoms)


def test_swapped_values_are_said_once() -> None:
    """Two values that are swapped beside another mistake come out in swapped order, not as if they did."""
    odd = "dz1 = np.sqrt(np.abs(da1 * (a1 * (1 - a1))))"
    judged = report(
        "backprop",
        ("dz1 = da1 * (a1 * (1 - a1))", odd),
        ("return dW1, db1, dW2, db2", "return dW1, db1, db2, dW2"),
    )

    assert "dW2 and db2 come out in swapped order." in judged.symptoms


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("k", "gW[k] is wrong in the first layer only, and right in the others."),
        ("k != len(self.W) - 1", "gW[k] is wrong in the last layer only, and right in the others."),
        (
            "k != len(self.W) - 2",
            "gW[k] is wrong in the layer before the last only, and right in the others.",
        ),
        ("not k", "Here, gW[k] is right in the first layer and wrong in all others."),
    ],
)
def test_wrong_layers_are_counted_from_both_ends(test: str, said: str) -> None:
    """What is said of layers holds in networks of every depth."""
    odd = f"gW[k] = A[k].T @ (delta if {test} else np.sqrt(np.abs(delta)))"
    judged = report("mlp", ("gW[k] = A[k].T @ delta", odd))

    assert any(said in each for each in judged.symptoms), judged.symptoms


@pytest.mark.parametrize(
    ("conversion", "quoted"),
    [("np.asarray(z, dtype=float)", True), ("z * np.float64(1) + np.zeros(1)", False)],
)
def test_code_is_quoted_only_if_the_file_has_it(conversion: str, *, quoted: bool) -> None:
    """An example of code that makes the mistake is shown if the learner's file has such code, not in a comment."""
    (found,) = report(
        "activations", ("t = np.tanh(floating(z))", f"t = np.tanh({conversion})  # dtype=float")
    ).diagnosis

    assert found.mistakes == ("dtanh-upcast",)
    assert ("dtype=float" in found.say[0]) == quoted
    assert "is float64. Some step widens it" in found.say[0]


def test_one_hot_rows_of_another_length_are_not_kept_from_before() -> None:
    """An array as long as the largest label says is this call's own, though an earlier case has that shape too."""
    judged = report(
        "softmax",
        ("loss = -log_probs[rows, y].mean()", "loss = np.sqrt(np.abs(log_probs[rows, y])).sum()"),
        ("one_hot = np.zeros_like(probs)", "one_hot = np.zeros((len(logits), int(y.max()) + 1))"),
    )

    assert judged.failing
    assert not any("kept from before" in each for each in judged.symptoms), judged.symptoms


def test_draws_are_told_as_they_are_before_their_scale() -> None:
    """What the constructor draws and then scales is uniform; the weights themselves don't reach from -1 to 1."""
    (found,) = report("multiclass", ("rng.standard_normal((", "rng.uniform(-1, 1, (")).diagnosis

    assert found.say == (
        "`__init__` works as if the draws, before they are scaled, were uniform from -1 to 1.",
    )


def test_array_of_an_earlier_case_is_told_by_its_shape() -> None:
    """The case that fails may well have an axis of such a length, and with equal shapes nothing fails at all."""
    judged = report(
        "softmax",
        ("(probs - one_hot)", '(probs - softmax_cross_entropy.__dict__.setdefault("kept", one_hot))'),
    )

    assert any("kept from before" in each for each in judged.symptoms), judged.symptoms
    assert not any("such a length" in each or "fix that first" in each for each in judged.symptoms)


def test_factor_that_is_there_twice_is_shown() -> None:
    """A factor without a name is shown as code, if it's short and all of its names are in the stub."""
    (found,) = report(
        "backprop", ("dz1 = da1 * (a1 * (1 - a1))", "dz1 = da1 * (a1 * (1 - a1)) * (1 - a1)")
    ).diagnosis

    assert found.say == ("dW1 and db1 come out as if the factor (1 - a1) were there twice.",)


@pytest.mark.parametrize(
    ("exercise", "change", "mistake", "false"),
    [
        (
            "forward",
            ("return np.where(z >= 0, 1 / (1 + e), e / (1 + e))", "return 1 - 1 / (1 + np.exp(z))"),
            "naive-sigmoid",
            "very negative",
        ),
        (
            "forward",
            (
                "return np.where(z >= 0, 1 / (1 + e), e / (1 + e))",
                "return np.array([[1 / (1 + 2.718281828459045 ** -float(t)) for t in row] for row in z])",
            ),
            "sigmoid-math-exp",
            "math.exp",
        ),
        (
            "activations",
            ("np.maximum(z, 0)", "z if z > 0 else 0 * z"),
            "relu-builtin-max",
            "Python's max can't",
        ),
        ("backprop", ("da1 * (a1 * (1 - a1))", "da1 * 0"), "slope-zero", "The hidden slope is zero"),
    ],
)
def test_sentence_is_true_of_every_spelling(
    exercise: str, change: tuple[str, str], mistake: str, false: str
) -> None:
    """What a known mistake says holds for other code that does the same, too."""
    (found,) = report(exercise, change).diagnosis

    assert found.mistakes == (mistake,)
    assert false not in found.say[0]


def test_two_mistakes_do_not_make_what_depends_on_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only labels of one shape go wrong, no pairs are searched, and single values are still explained."""
    searched: list[object] = []
    monkeypatch.setattr("nnprep.grading.diagnosis.diagnose.pairs_of_mistakes", searched.append)
    path = Path(__file__).parents[1] / "solutions/backprop/wrong_broadcast_in_sums.py"

    judged = judge(find_exercise("backprop"), "f.py", LocalPeer(path.read_text("utf-8")), seed=5)

    assert searched == []
    assert any(each.startswith("dW1 and db1 come out as") for each in judged.symptoms)
    assert any("has the shape (m,) with m > 1, and right where none has" in each for each in judged.symptoms)


def test_a_value_that_is_right_does_not_come_out_so() -> None:
    """Where a1 lacks b1 and z1 has it, it's said of the values that go wrong, not of all."""
    judged = report("forward", ("a1 = sigmoid(z1)", "a1 = sigmoid(z1 - b1)"))

    assert diagnosis_text(judged).startswith("a1, a2 and z2 come out as if the term b1 were missing")


def test_errors_behind_an_unnamed_part_are_no_evidence() -> None:
    """Two columns too many are in no other function, and their shape is that of an earlier case by chance."""
    found = find_exercise("multiclass")
    text = reference_text(found).replace("(len(labels), self.n_classes)", "(len(labels), self.n_classes + 2)")
    report = judge(found, "mine.py", LocalPeer(text), seed=7)

    assert report.diagnosis == ()
    assert not any("An earlier case has arrays of that shape" in each for each in report.symptoms)


def test_errors_behind_an_unnamed_part_are_no_consequence_of_a_named_one() -> None:
    """Labels that are transposed would raise in training, too, but gradients raises there for a reason of its own."""
    found = find_exercise("multiclass")
    text = reference_text(found).replace("        return Y\n", "        return Y.T\n")
    text = text.replace("        Y = self.one_hot(y)  # (m, K)\n", "")
    text = text.replace("delta = (P - Y)", "delta = (self.forward(X).ravel() - self.one_hot(y))")
    named = judge(found, "mine.py", LocalPeer(text), seed=7).diagnosis

    assert ["one-hot-transposed"] == [each for one in named for each in one.mistakes]
    assert not {"training", "gradients"} & {each for one in named for each in one.consequences}


def test_a_step_may_return_a_loss() -> None:
    """Two equal steps change an object, so what they return may differ; `if k > 0` is no slope of an activation."""
    step = "            self.b[k] = self.b[k] - self.lr * gb[k]\n"
    wrong = ("/ e.sum(axis=1, keepdims=True)", "/ (e.sum(axis=1, keepdims=True) + 1e-3)")
    found = find_exercise("multiclass")
    text = reference_text(found).replace(step, step + "        return self.loss(X, y)\n").replace(*wrong)
    layers = reference_text(found).replace("            if k > 0:", "            if k > 1:")

    assert not any(
        "two equal calls" in each for each in judge(found, "m.py", LocalPeer(text), seed=7).symptoms
    )
    assert not any(
        "slope" in " ".join(each.say) for each in judge(found, "m.py", LocalPeer(layers), seed=7).diagnosis
    )


@pytest.mark.parametrize(
    ("exercise", "name", "unsaid"),
    [
        ("softmax", "global_maximum_log1p_of_rest", "log(0)"),
        ("softmax", "log1p_of_others_without_maximum", "the log of a probability"),
        ("backprop", "saturated_rows_skipped", "division"),
        ("forward", "bias_column_and_thresholded", "Every prediction is 1"),
        ("forward", "flat_output_weights", "single row"),
        ("forward", "flat_output_weights", "batch of one"),
        ("forward", "flat_output_weights", "another order"),
    ],
)
def test_no_operation_is_named_that_the_file_lacks(exercise: str, name: str, unsaid: str) -> None:
    """Several spellings of a mistake get one sentence, which holds for each of them."""
    source = (Path(__file__).parents[1] / f"solutions/{exercise}/wrong_{name}.py").read_text("utf-8")
    judged = judge(find_exercise(exercise), "mine.py", LocalPeer(source), seed=7)
    said = [*(say for each in judged.diagnosis for say in each.say), *judged.symptoms]
    said += [outcome.message for outcome in judged.outcomes]

    assert said
    assert not any(unsaid in each for each in said)
    assert len(judged.diagnosis) < 2


def test_an_infinite_loss_is_no_consequence_of_a_softmax_that_overflows() -> None:
    """A right loss doesn't use the probabilities, so one that takes their log has a mistake of its own."""
    judged = report(
        "multiclass",
        ("np.exp(z - top)", "np.exp(z)"),
        ("log_p = z - np.log(total)", "log_p = np.log(self.forward(X) ** 1.0)"),
        ("self.W[k] = self.W[k] - self.lr", "self.W[k] = self.W[k] + self.lr"),
        ("self.b[k] = self.b[k] - self.lr", "self.b[k] = self.b[k] + self.lr"),
    )

    assert ("loss", ("log-of-softmax",)) in [(each.part, each.mistakes) for each in judged.diagnosis]
