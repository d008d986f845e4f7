"""What failing checks have in common if no known mistake explains them."""

from __future__ import annotations

import pytest

from nnprep.checks.networks import OUTDATED, OUTDATED_ANY, OUTDATED_OBJECT
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.feedback.patterns import ENDED, MEASURED, UNNAMED, UNSTEADY, crashes
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Outcome, Status
from nnprep.sandbox.local import LocalPeer

pytestmark = pytest.mark.usefixtures("no_search")


def symptoms(exercise: str, old: str, new: str) -> tuple[str, ...]:
    found = find_exercise(exercise)
    text = reference_text(found)
    assert old in text
    report = judge(found, "mine.py", LocalPeer(text.replace(old, new)), seed=3)
    assert report.diagnosis == ()
    return report.symptoms


@pytest.mark.parametrize(
    ("old", "new", "counted"),
    [
        (
            "-log_probs[rows, y].mean()",
            "-(np.eye(int(y.max()) + 1)[y] * log_probs).sum() + 1",
            "the largest label plus 1",
        ),
        (
            "-log_probs[rows, y].mean()",
            "-((y[:, None] == np.unique(y)) * log_probs).sum() + 1",
            "the batch has different labels",
        ),
    ],
)
def test_columns_counted_by_labels(old: str, new: str, counted: str) -> None:
    """Where every clash of shapes has as many columns as are counted in labels, that is said, not a rule."""
    said = symptoms("softmax", old, new)

    assert any(f"as many columns as {counted}." in each for each in said)
    assert not any("from the right, sizes must be equal" in each for each in said)


@pytest.mark.parametrize(
    ("exercise", "old", "new", "words", "last"),
    [
        ("backprop", "m = X.shape[0]", "m = X.shape[0] ** 3", "batch of one are right", MEASURED),
        (
            "backprop",
            "a1.T @ dz2 / m",
            "(a1.T if len(set(a1.shape)) > 1 else a1) @ dz2 / m",
            "Here, only cases with a square matrix are wrong",
            UNNAMED,
        ),
        pytest.param(
            "backprop",
            "return dW1",
            "dW1 = dW1 * (1 if X.shape[0] == X.shape[1] else 1.1)\n    return dW1",
            "Here, only cases with a square matrix are right",
            MEASURED,
            marks=pytest.mark.proof,
        ),
        (
            "forward",
            "z1 = X @ W1 + b1",
            "z1 = X @ W1 + b1 + (len(set(W1.shape)) > 1)",
            "Here, only cases with a square matrix are right",
            MEASURED,
        ),
        pytest.param(
            "forward",
            "e = np.exp(-np.abs(z))",
            "e = np.exp(-np.minimum(np.abs(z), 15))",
            "Here, only cases with large numbers are wrong",
            None,
            marks=pytest.mark.proof,
        ),
    ],
)
def test_common_trait_is_named(exercise: str, old: str, new: str, words: str, last: str | None) -> None:
    """Only what is true of every failing case and of no passing one is said; then that there is no name, if so."""
    told = symptoms(exercise, old, new)

    assert any(words in text for text in told), told
    assert [text for text in told if text in (MEASURED, UNNAMED)] == ([last] if last else [])


@pytest.mark.proof
def test_a_size_says_more_than_shapes() -> None:
    """If a factor is a size of the case, transposes are not mentioned, whichever shapes fail."""
    told = symptoms(
        "backprop", "m = X.shape[0]", "m = X.shape[0] * (1 if len(set(X.shape)) == 1 else 2 * a1.shape[1])"
    )

    assert told[-1] == MEASURED
    assert any("off by one common factor" in text for text in told)
    assert not any("transposed" in text or "square" in text for text in told)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("P = self.seen[-1]", False),
        ("P = vars(self).get('kept')[-1]", False),
        ("P = vars(self).get('A')[-1]", True),
        ("P = self.forward(X) if len(X) > 1 else None[0]", False),
    ],
    ids=["never-there", "always-none", "after-forward", "one-row"],
)
def test_gradients_before_forward(new: str, told: bool) -> None:
    """That gradients needs forward is said only if it raises an error before each first forward, and never after."""
    said = symptoms("multiclass", "P = self.forward(X)", new)

    assert any("before the first call of forward" in each for each in said) == told


def test_repeated_call_that_differs_is_named() -> None:
    """A call that differs when it is repeated is said to, though checks with a single call fail as well."""
    kept = "vars(softmax_cross_entropy).setdefault(probs.shape, np.zeros_like(probs))"
    told = symptoms("softmax", "one_hot = np.zeros_like(probs)", f"one_hot = {kept}")

    assert UNSTEADY in told


def test_an_error_is_to_be_fixed_first() -> None:
    """Code that raises an error everywhere is told to fix that first."""
    assert symptoms("backprop", "m = X.shape[0]", "m = X.shap[0]") == (ENDED,)


@pytest.mark.parametrize(("sizes", "count"), [("3", 1), ("2", 0)])
def test_an_axis_is_missing_only_if_it_is_in_every_error_of_a_line(sizes: str, count: int) -> None:
    """Of a line that also fails with other shapes, nobody is told that a sum lost an axis."""
    outcomes = [
        Outcome(
            check=first,
            title="",
            part="",
            severity=Severity.CORE,
            status=Status.CRASHED,
            message=f"ValueError: operands could not be broadcast together with shapes ({first},3,3,2) (3,3,3)",
            frames=("line 1, in f: window * kernel",),
        )
        for first in ("3", sizes)
    ]

    assert len([text for text in crashes(outcomes) if "keepdims" in text]) == count


@pytest.mark.parametrize("value", ["np.zeros(5_000_000)", "np.zeros((549755813888, 0))"])
def test_what_does_not_cross_is_no_error(value: str) -> None:
    """Where something came back that isn't compared, nothing is said of an error."""
    assert symptoms("backprop", "m = X.shape[0]", f"return {value}") == (UNNAMED,)


def test_state_between_calls_is_named() -> None:
    """A value that is wrong only in the second call means state between calls."""
    told = symptoms(
        "backprop",
        "def backward(X, y, W2, a1, a2):\n",
        "LAST = [None]\n\n\ndef backward(X, y, W2, a1, a2):\n"
        "    again = LAST[0] is not None and LAST[0].shape == X.shape and (LAST[0] == X).all()\n"
        "    LAST[0] = X.copy()\n    if again:\n        a2 = a2 * 1.01\n",
    )

    assert any("is kept between calls" in text for text in told)


@pytest.mark.proof
def test_state_that_another_call_brings_back_is_named() -> None:
    """A value that is right twice in a row, but not after another call, means state between calls."""
    told = symptoms(
        "backprop",
        "def backward(X, y, W2, a1, a2):\n",
        "KEPT = {}\nLAST = [None]\n\n\ndef backward(X, y, W2, a1, a2):\n"
        "    key = X.tobytes()\n"
        "    returned = key in KEPT and LAST[0] != key\n"
        "    KEPT[key], LAST[0] = True, key\n    if returned:\n        a2 = a2 * 1.01\n",
    )

    assert any("your code keeps s" in text for text in told)


def test_a_broken_premise_replaces_its_consequences() -> None:
    """If assigned parameters reach nothing, one sentence says so instead of fifteen wrong numbers."""
    told = symptoms("multiclass", "for W, b in zip(self.W, self.b, strict=True):", KEPT_ASIDE)

    assert len(told) == 1
    assert told[0].startswith("Assigning other arrays to W and b changes nothing that forward returns")


def test_results_kept_by_the_inputs_alone_are_no_parameters_of_its_own() -> None:
    """An X that is new shows whether forward computes with what was assigned."""
    told = symptoms(
        "multiclass",
        "    def forward(self, X):",
        "    def forward(self, X):\n"
        "        kept = self.__dict__.setdefault('kept', {})\n"
        "        if X.tobytes() not in kept:\n"
        "            kept[X.tobytes()] = self.fresh(X), self.A, self.Z\n"
        "        P, self.A, self.Z = kept[X.tobytes()]\n"
        "        return P\n\n"
        "    def fresh(self, X):",
    )

    assert told == (OUTDATED,)


def test_a_result_kept_for_any_inputs_is_not_told_to_be_new_for_others() -> None:
    """One result that is returned for every X is no result of each X."""
    told = symptoms(
        "multiclass",
        "    def forward(self, X):",
        "    def forward(self, X):\n        if getattr(self, 'A', None):\n            return self.A[-1]",
    )

    assert told == (OUTDATED_ANY,)


def test_a_result_kept_for_one_array_is_told_from_one_kept_for_its_numbers() -> None:
    """Arguments cross as copies, so the object itself holds the array that is passed twice."""
    told = symptoms(
        "multiclass",
        "    def forward(self, X):",
        "    def forward(self, X):\n"
        "        if getattr(self, 'last', None) is X:\n"
        "            return self.A[-1]\n"
        "        self.last = X",
    )

    assert told == (OUTDATED_OBJECT,)


def test_the_lowest_wrong_function_is_blamed() -> None:
    """What calls a wrong method is wrong as well; arguments have their names."""
    told = symptoms(
        "mlp",
        "        y = np.asarray(y, dtype=float).reshape(-1, 1)\n        # Compute the log of the sigmoid",
        "        labels = np.asarray(y, dtype=float)\n        y = labels.reshape(-1, 1)\n        if labels.ndim == 1:\n"
        "            return float(np.sum(np.logaddexp(0, z) - labels * z) / len(X))\n"
        "        # Compute the log of the sigmoid",
    )

    assert [text.partition(",")[0] for text in told if "is wrong where" in text] == ["Here"]
    assert any(
        text.startswith("Here, `loss` is wrong where `y` has the shape (m,) with m > 1, and right where none")
        for text in told
    )


def test_a_loss_without_a_limit_is_not_only_the_shape_of_labels() -> None:
    """Where a broadcast loss is also nan, the shape of the labels isn't said to be all."""
    found = find_exercise("mlp")
    text = reference_text(found)
    start, end = text.index("        # As a column, labels line up"), text.index("    def gradients")
    loss = "        y, p = np.asarray(y, dtype=float), sigmoid(z)\n"
    loss += "        return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(X))\n\n"
    told = judge(found, "mine.py", LocalPeer(text[:start] + loss + text[end:]), seed=3).symptoms

    assert "Where `loss` is infinite or nan, a shape isn't the only cause." in told


def test_passed_gradients_are_not_called_by_the_name_of_parameters() -> None:
    """What another network holds is named as it was passed: W[0] and the gradient for it are two arrays."""
    found = find_exercise("mlp")
    text = reference_text(found).replace("    def step(self, gW, gb):\n", SCALING)
    (outcome,) = [
        o for o in judge(found, "mine.py", LocalPeer(text), seed=7).failing if "same lists" in o.title
    ]

    assert "times the passed gW[0]" in " ".join(each.text for each in outcome.findings)


SCALING = """    def step(self, gW, gb):
        for each in [*gW, *gb]:
            each *= self.lr
        gW, gb = [each / self.lr for each in gW], [each / self.lr for each in gb]
"""
KEPT_ASIDE = """if not hasattr(self, "own"):
            draw = np.random.default_rng(7)
            self.own = [draw.normal(size=w.shape) for w in self.W], [draw.normal(size=b.shape) for b in self.b]
        for W, b in zip(*self.own):"""


def test_rows_in_a_list_are_taken_like_those_of_an_array() -> None:
    """A result that is a list of rows is no step that depends on the order, and two checks aren't each the only one."""
    told = symptoms("forward", "return a2, a1, z1, z2", "return list(a2), a1, z1, z2")
    mixing = symptoms(
        "forward",
        "z1 = X @ W1 + b1",
        "z1 = X @ W1 + b1\n    if len(X) == 5 and not np.isfortran(X):\n        z1[-1] *= 1",
    )

    assert not any("order of the rows" in text or "passed alone" in text for text in (*told, *mixing))


def test_an_error_is_explained_with_the_shapes_that_are_shown() -> None:
    """Of errors that differ in their shapes, that of a part's first failing check is explained: it's on the screen."""
    outcomes = [
        Outcome(
            check=f"{part}{number}",
            title="",
            part=part,
            severity=Severity.CORE,
            status=status,
            message=f"ValueError: operands could not be broadcast together with shapes ({number},6) ({number},2)",
            frames=("line 1, in f: delta * mask",) if status is Status.CRASHED else (),
        )
        for part, number, status in (
            ("gradients", 4, Status.FAILED),
            ("gradients", 54, Status.CRASHED),
            ("training", 9, Status.CRASHED),
        )
    ]

    assert [text.partition(" don't")[0] for text in crashes(outcomes)] == ["(9, 6) and (9, 2)"]
