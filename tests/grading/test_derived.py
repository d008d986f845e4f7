"""Mistakes that are derived from a reference: what each family of operators makes, and what is said of it."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from nnprep.checks.api import load_checks
from nnprep.checks.compare import Tolerance
from nnprep.content.edits import Span, with_spans
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.library import find_exercise
from nnprep.content.text_files import stub_text
from nnprep.grading.answer_key import AnswerKey
from nnprep.grading.diagnosis.compilation import Compilation, closed, codes_in
from nnprep.grading.diagnosis.derived.derive import Derivation, Derived, of_all
from nnprep.grading.diagnosis.derived.source import Change, stub_names
from nnprep.grading.diagnosis.derived.statements import A_SUM
from nnprep.grading.diagnosis.search import told_once
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Report, Scope
from nnprep.grading.result import result
from nnprep.grading.shared_key import shared_key
from nnprep.sandbox.direct import DirectFunctions, silence
from nnprep.sandbox.local import LocalPeer
from nnprep.screens.check.diagnosis import diagnosis_lines
from nnprep.terminal.layout import Paper

STUB = '"""Return dW and db of X, y and W; a = sigmoid(z)."""\n'


def derivation(body: str, signature: str = "f(X, y, W)") -> Derivation:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return Derivation(f"import numpy as np\n\n\ndef {signature}:\n{lines}", STUB, {"all": ["f"]})


def made(body: str, operator: str, signature: str = "f(X, y, W)") -> dict[str, str]:
    """Return the changes of one operator: what is said of each, and the new body."""
    all_of_them = derivation(body, signature)
    changes = (each for each in all_of_them.everything() if each.operator == operator)
    head = f"import numpy as np\n\n\ndef {signature}:\n    "
    return {
        each.clause: with_spans(all_of_them.reference, each.spans)
        .removeprefix(head)
        .rstrip()
        .replace("\n    ", "\n")
        for each in changes
    }


CASES = (
    (
        "return X / len(X)",
        "divisor-dropped",
        "the division by the batch size were missing",
        "return X",
    ),
    (
        "return X * W",
        "factor-dropped",
        "the factor W were missing",
        "return X",
    ),
    (
        "return X + W",
        "sign",
        "W were subtracted rather than added",
        "return ((X) - (W))",
    ),
    (
        "return X + y * np.log(W) + (1 - y) * np.exp(W)",
        "sign",
        "the part with an exponential were subtracted rather than added",
        "return ((X + y * np.log(W)) - ((1 - y) * np.exp(W)))",
    ),
    (
        "e = np.exp(X)\nreturn e * np.sqrt(e)",
        "factor-doubled",
        "the factor with a square root were there twice",
        "e = np.exp(X)\nreturn ((e) * (np.sqrt(e)) * (np.sqrt(e)))",
    ),
    (
        "u = abs(X)\nreturn u * (3 - u) + u",
        "sign",
        "a sum were a difference",
        "u = abs(X)\nreturn ((u) - (u * (3 - u)))",
    ),
    (
        "e = np.exp(X)\nreturn np.where(X >= 0, 1, e / (1 + e))",
        "term-dropped",
        "the term with an exponential were missing where X < 0",
        "e = np.exp(X)\nreturn np.where(X >= 0, 1, e / (1))",
    ),
    (
        "return X - y",
        "difference-reversed",
        "a difference were taken the other way around",
        "return ((y) - (X))",
    ),
    (
        "return X @ W",
        "operands-exchanged",
        "the two sides of a matrix product were swapped",
        "return ((W) @ (X))",
    ),
    (
        "return X.T",
        "transpose-dropped",
        "the transpose of X were missing",
        "return X",
    ),
    (
        "return X > 0",
        "strictness",
        "the boundary itself belonged to the other side of a comparison",
        "return (X >= 0)",
    ),
    (
        "return X[1:]",
        "slice",
        "every entry were taken",
        "return X",
    ),
    (
        "return W[k]",
        "index",
        "an index were off by one",
        "return W[(k - 1)]",
    ),
    (
        "return X.sum(axis=0)",
        "axis",
        "a sum ran over axis 1",
        "return X.sum(axis=1)",
    ),
    (
        "return X.sum(axis=0, keepdims=True)",
        "keepdims-dropped",
        "a sum lost its axis (no keepdims)",
        "return X.sum(axis=0, keepdims=False)",
    ),
    (
        "return np.mean(X)",
        "function",
        "a sum were used instead of a mean",
        "return np.sum(X)",
    ),
    (
        "return np.exp(X)",
        "call-doubled",
        "an exponential were applied twice",
        "return np.exp(np.exp(X))",
    ),
    (
        "return np.mean(X)",
        "count",
        "a sum were divided by the number of columns of X",
        "return (np.sum(X) / X.shape[-1])",
    ),
    (
        "dW = X\nreturn dW",
        "step-dropped",
        "the step that computes dW were missing",
        "pass\nreturn dW",
    ),
    (
        "dW += X\nreturn dW",
        "sum-overwritten",
        "each round overwrote the one before",
        "dW = X\nreturn dW",
    ),
    (
        "dW = dW - X\nreturn dW",
        "in-place",
        "an array were changed in place",
        "dW -= X\nreturn dW",
    ),
    (
        "return dW, db",
        "order-of-returns",
        "dW and db were returned in swapped order",
        "return (db, dW)",
    ),
    (
        "return W",
        "rows",
        "the last row were left out",
        "X = X[:-1]\ny = y[:-1]\nreturn W",
    ),
    (
        "return W",
        "return-dropped",
        "nothing were returned",
        "W",
    ),
    (
        "return X * (1 - X)",
        "slope",
        "the slope of an activation were left out",
        "return 1.0",
    ),
    (
        "return np.maximum(X, 0)",
        "activation",
        "an activation were tanh",
        "return np.tanh(X)",
    ),
    (
        "return X - y",
        "error",
        "only the sign of the error counted",
        "return np.sign((X) - (y))",
    ),
    (
        "return np.log(X)",
        "clip",
        "a probability were clipped at 1e-7 before its logarithm",
        "return np.log(np.clip(X, 1e-7, 1 - 1e-7))",
    ),
    (
        "return X @ W",
        "inner-sum",
        "the first column of X were left out of a matrix product",
        "return ((X)[..., 1:] @ (W)[1:])",
    ),
    (
        "return X @ W",
        "scrambled",
        "W were reshaped to its transpose's shape, which scrambles it",
        "return X @ np.reshape(W, np.shape(W)[::-1]).T",
    ),
    (
        "return X @ W + y",
        "bias-row",
        "the last row of the weights were added instead of the bias",
        "return ((X) @ (W) + (W)[-1:])",
    ),
    (
        "return X @ W + y",
        "bias-row",
        "the ones were the first column but the bias the last row, so that the first row of the weights is added "
        "instead of the bias",
        "return ((X) @ np.vstack([W, np.reshape(y, (1, -1))])[1:] + np.vstack([W, np.reshape(y, (1, -1))])[:1])",
    ),
    (
        "dW = X\nreturn y @ W.T",
        "moved-weights",
        "W had moved already when the error went back through it",
        "dW = X\nreturn y @ (W - dW).T",
    ),
    (
        "dW = X\nreturn y @ W.T",
        "weights-ignored",
        "the values of W were left out on the way back",
        "dW = X\nreturn y @ np.ones_like(W).T",
    ),
    (
        "return X > 0",
        "direction",
        "a condition were inverted",
        "return (X <= 0)",
    ),
    (
        "return (X - y) / len(X)",
        "parentheses",
        "parentheses were missing",
        "return ((X) - (y) / (len(X)))",
    ),
    (
        "return y.reshape(-1, 1)",
        "flat",
        "what should be a column were flat",
        "return y.reshape(-1)",
    ),
    (
        "return X.sum(axis=0)",
        "without-signs",
        "a sum ran over absolute values",
        "return abs(X).sum(axis=0)",
    ),
    (
        "dW = X\ndb = y\nreturn dW.sum(axis=0)",
        "sum-of-another",
        "a sum were that of db, spread over all entries",
        "dW = X\ndb = y\nreturn (0 * dW + db).sum(axis=0)",
    ),
    (
        "return np.outer(X, X)",
        "outer-of-one",
        "each square stood in all columns of an outer product",
        "return np.outer(X * X, np.ones_like(X))",
    ),
    (
        "return X - y",
        "error-of-a-row",
        "the error of the first row were missing, though the mean counts it",
        "return (((X) - (y)) * (np.arange(len((X))) != 0)[:, None])",
    ),
    (
        "return X - np.log(W)",
        "softmax-twice",
        "probabilities were taken for logits, and the softmax applied twice",
        "return (np.exp(X) / (W) - np.log(np.exp(np.exp(X) / (W)).sum(axis=-1, keepdims=True)))",
    ),
    (
        "return X - np.log(W)",
        "log-of-error",
        "1 were subtracted from the probabilities before their logarithm, as where two names share one array",
        "return np.log(np.abs(np.exp(X) / (W) - 1))",
    ),
    (
        "g = [None] * len(W)\nfor k in X:\n    g[k] = y\nreturn g",
        "left-at-zero",
        "a loop ran only once, and what it should fill stayed zero",
        "g = ([np.zeros_like(each) for each in W])\nfor k in list(X)[:1]:\n    g[k] = y\nreturn g",
    ),
    (
        "for k in X:\n    W[k] = y * W[k] - X[k]\nreturn W",
        "forgotten",
        "only the newest term of a running sum were passed on to the next call",
        "for k in X:\n    W[k] = y * W[k] - X[k]\n    W[k] = -(X[k])\nreturn W",
    ),
    (
        "for k in X:\n    W[k] = y * W[k] - X[k]\n    y[k] = y[k] + W[k]\nreturn W",
        "kept-instead",
        "the new value were kept for the next call in place of its last move",
        "for k in X:\n    W[k] = y * W[k] - X[k]\n    y[k] = y[k] + W[k]\n    W[k] = y[k]\nreturn W",
    ),
    (
        "return sum(a for a in X)",
        "loop",
        "a loop left out its first iteration",
        "return sum(a for a in list(X)[1:])",
    ),
    (
        "e = X - y\nW = np.exp(e)\nreturn W / W.sum()",
        "in-one-use",
        "the term y were missing",
        "e = X - y\nW = np.exp(e)\nreturn W / np.exp((X)).sum()",
    ),
    (
        "return y * (1 - y)",
        "slope",
        "the slope of an activation were a(1 + a) rather than a(1 - a)",
        "return ((y) * (1 + (y)))",
    ),
    (
        "return X",
        "labels",
        "y were exchanged, 1 for 0 and 0 for 1",
        "y = 1 - y\nreturn X",
    ),
    (
        "return X",
        "labels",
        "y were smoothed: 0.95 for 1 and 0.05 for 0",
        "y = 0.9 * np.asarray(y) + 0.05\nreturn X",
    ),
    (
        "return X.mean()",
        "one-row",
        "only the last row counted",
        "return np.ravel(X)[-1]",
    ),
    (
        "return X > 0",
        "slope",
        "the slope of an activation were a step at 0.5 rather than 0",
        "return (((X) > 0.5))",
    ),
    (
        "return X > 0",
        "slope",
        "the slope of an activation were the sigmoid's",
        "return (1 / (1 + np.exp(-(X))) * (1 - 1 / (1 + np.exp(-(X)))))",
    ),
    (
        "return X > 0",
        "slope",
        "the slope of an activation were z(1 - z)",
        "return ((X) * (1 - (X)))",
    ),
    (
        "return X > 0.5",
        "threshold",
        "a threshold were at 0.3",
        "return (X > 0.3)",
    ),
    (
        "logs = X\nreturn -logs[W, y].mean()",
        "binary",
        "each class had its own binary cross-entropy, which is for classes that don't exclude each other",
        "logs = X\nreturn -(np.eye(np.shape(logs)[1])[y] * np.log(np.exp(logs)) + "
        "(1 - np.eye(np.shape(logs)[1])[y]) * np.log(1 - np.exp(logs))).mean(axis=1).mean()",
    ),
)
"""A body, an operator, what is said of its change, and the changed body."""


@pytest.mark.parametrize(("body", "operator", "clause", "new"), CASES)
def test_operator(body: str, operator: str, clause: str, new: str) -> None:
    """Each operator makes its change and says what it is like."""
    changes = made(body, operator)

    assert changes.get(clause) == new


def test_weights_and_functions_of_z() -> None:
    """Draws of weights and functions of z have operators of their own; an ignored option takes its default."""
    draws = made("return rng.standard_normal((2, 3))", "draw", "f(rng)")
    functions = made("return z", "another-function", "f(z)")
    ignored = made("return lr * X", "argument-ignored", "f(X, lr=0.1)")

    assert draws["all weights started at zero"] == "return np.zeros((2, 3))"
    assert draws["the draws, before they are scaled, were uniform from 0 to 1"] == "return rng.random((2, 3))"
    assert functions["an activation were the absolute value"] == "return np.abs(z)"
    assert ignored == {"an option were ignored and always 0.1": "return 0.1 * X"}


def test_an_argument_called_m_is_no_batch_size() -> None:
    """Adam's m is a moving average, so no sentence takes it for the number of rows."""
    clauses = {each.clause for each in derivation("return m * X", "f(X, m)").everything()}

    assert not any("the batch size" in each for each in clauses), clauses


def test_only_targets_make_an_error() -> None:
    """What is said of prediction minus target isn't said of a shift by a maximum, nor of 1 minus an activation."""
    assert "the target were added to the prediction" in made("return X - y", "error")
    assert made("return X - X.max()", "error") == {}
    assert made("return 1 - X", "error") == {}


def test_alike_places_change_together() -> None:
    """The same change is also made in all its alike places at once."""
    changes = made("return X / len(X), y / len(X)", "divisor-dropped")

    assert changes["the division by the batch size were missing everywhere"] == "return X, y"


@pytest.mark.parametrize(
    ("line", "operator", "clause"),
    [
        (
            "return X / np.max(X, axis=1, keepdims=True) + y.sum(axis=1, keepdims=True)",
            "keepdims-dropped",
            "a maximum and a sum lost their axes (no keepdims)",
        ),
        (
            "return X @ y @ W",
            "scrambled",
            "y and W were reshaped to their transpose's shape, which scrambles them",
        ),
        (
            "return X @ y + X @ W",
            "matrix-dropped",
            "the factor y and the factor W were missing in matrix products",
        ),
    ],
)
def test_alike_places_are_named_where_they_differ(line: str, operator: str, clause: str) -> None:
    """Where a maximum and a sum both lost their axes, the report names both."""
    assert clause in made(line, operator)


def test_everywhere_is_said_only_of_all_places() -> None:
    """Where more places answer to the same words, those that change are counted."""
    changes = made(
        "a = 1 - X\nb = 2 - X\nc = 3 - X\nreturn a / (1 - X), b / (1 - X), c / (2 - X)", "divisor-dropped"
    )

    assert "the division by the part with X were missing in two places" in changes
    assert "the division by the part with X were missing everywhere" not in changes


@pytest.mark.parametrize("id", exercise_ids())
def test_derived_mistakes_of_every_exercise(id: str) -> None:
    """Every derived mistake is in its own function, differs from the reference and is unique."""
    exercise = find_exercise(id)
    reference = reference_text(exercise)
    derived = Derivation(reference, stub_text(exercise), {})
    known: set[tuple[Span, ...]] = set()
    for mistake in derived.everything():
        start, end = derived.source.place(derived.source.functions[mistake.function])
        assert all(start <= span.start <= span.end <= end for span in mistake.spans)
        assert with_spans(reference, mistake.spans) != reference
        assert mistake.spans not in known
        known.add(mistake.spans)


@pytest.mark.parametrize("id", exercise_ids())
def test_clauses_show_no_name_of_the_solution(id: str) -> None:
    """What is said of a derived mistake uses no name of the reference that the stub doesn't have."""
    exercise = find_exercise(id)
    derived = Derivation(reference_text(exercise), stub_text(exercise), {})
    words = re.compile(r"\b[A-Za-z_]\w*")
    own = {name for code in Compilation(derived.reference).codes.values() for name in code.co_varnames}
    hidden = {name for name in own - stub_names(derived.stub) if len(name) > 1} - PLAIN
    said = {word for each in derived.everything() for word in words.findall(each.clause)}

    assert said & hidden == set()


PLAIN = {
    "left",
    "weights",
    "axis",
    "done",
    "order",
    "other",
    "part",
    "whole",
    "exponent",
    "down",
    "index",
    "error",
    "history",
    "out",
    "shape",
    "rows",
    "row",
    "column",
    "total",
    "loss",
    "correct",
    "shifted",
}
"""English words that are names of a reference, too."""


def test_suspects_of_a_part() -> None:
    """A part's own functions and those that they call are suspected, except for functions of parts that are right."""
    text = "def one(x):\n    return x + 1\n\n\ndef two(x):\n    return one(x) * 2\n\n\ndef three(x):\n    return x\n"
    parts = {"first": ["one"], "second": ["two"], "third": ["three"]}
    derived = Derivation(text, "", parts)

    assert {each.function for each in derived.of_part("second")} == {"one", "two"}
    assert {each.function for each in derived.of_part("second", ["first"])} == {"two"}
    assert derived.calls("second", "first")
    assert not derived.calls("third", "first")


METHODS = "class Net:\n    def f(self, x, k=1):\n        return x + k\n\n\ndef f(x):\n    return x * 2\n"


def test_only_the_changed_function_is_compiled() -> None:
    """A change in a body replaces that function's code; one in a signature or at the top has to be compiled whole."""
    compilation = Compilation(METHODS)
    derived = Derivation(METHODS, "", {})
    (dropped,) = [
        each
        for each in derived.of_function("Net.f")
        if each.operator == "sign" and "+ k" not in each.spans[0].new
    ][:1]
    code = compilation.with_spans(dropped.spans)
    assert code is not None
    namespace: dict[str, object] = {}
    exec(code, namespace)
    net = namespace["Net"]

    assert net().f(5) == 4  # type: ignore[operator]
    assert namespace["f"](5) == 10  # type: ignore[operator]
    assert codes_in(code)["Net.f"].co_firstlineno == 2
    default = METHODS.index("=1") + 1
    assert compilation.with_spans([dropped.spans[0]._replace(start=default, end=default + 1)]) is None


@pytest.mark.parametrize("id", ["backprop", "conv2d"])
def test_what_is_compiled_together_does_what_each_does_alone(id: str) -> None:
    """Mistakes that are compiled together return the same values, or raise the same error at the same line."""
    exercise = find_exercise(id)
    reference = reference_text(exercise)
    functions = {part.id: part.functions for part in exercise.parts}
    derived = Derivation(reference, stub_text(exercise), functions)
    (part, *_), compilation = functions, Compilation(reference)
    suspects = derived.of_part(part)[:200]
    compilation.expect([each.spans for each in suspects])
    check = next(each for each in load_checks(exercise) if each.part == part)
    together = 0
    for each in suspects:
        try:
            codes = [compilation.with_spans(each.spans, alone=alone) for alone in (False, True)]
        except SyntaxError:
            continue
        traces = []
        for code in codes:
            peer = LocalPeer(reference, code=code)
            peer.load()
            with silence():
                traces.append(check.trace(DirectFunctions(peer, silent=True), 3))
        one, other = traces
        together += codes[0] != codes[1]

        assert one.reproduces(other, Tolerance(rtol=0.0, atol=0.0))
        assert str(one.error) == str(other.error)
        assert getattr(one.error, "frames", ()) == getattr(other.error, "frames", ())
    assert together > 20


def test_what_is_expected_again_is_not_compiled_again() -> None:
    """Parts and rounds of a search expect the same mistakes; each is compiled once."""
    reference = reference_text(find_exercise("backprop"))
    changes = [each.spans for each in Derivation(reference, "", {}).everything()]
    compilation = Compilation(reference)
    changes = [each for each in changes if [*compilation.by_function(each)] == ["backward"]][:24]
    compilation.expect(changes)
    before = [compilation.function("backward", each) for each in changes[:4]]
    compilation.expect(changes)
    for each in changes:
        compilation.function("backward", each)

    assert all(compilation.function("backward", e) is b for e, b in zip(changes, before, strict=False))


@pytest.mark.parametrize("text", ["a) + (b", "f(a", "a\n+ b", "a  # b", " "])
def test_half_of_an_expression_is_not_put_beside_others(text: str) -> None:
    """What isn't whole alone could become valid code between the brackets that hold other values apart."""
    assert not closed(text)
    assert closed("f(a)[b] + {c}")


def report(id: str, *changes: tuple[str, str]) -> Report:
    """Judge the reference with some pieces replaced."""
    exercise = find_exercise(id)
    source = reference_text(exercise)
    for old, new in changes:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return judge(exercise, "file.py", LocalPeer(source), seed=3, key=key(id))


@lru_cache(maxsize=8)
def key(id: str) -> AnswerKey:
    """Return what files are compared with, as a class is judged: known mistakes run once for several of them."""
    return shared_key(find_exercise(id), 3)


def test_a_step_that_moves_only_the_biases_too_little() -> None:
    """What a step makes of the weights is right, so nothing is said of all that it does."""
    (found,) = report("multiclass", ("self.lr * gb[k]", "self.lr * gb[k] / 2")).diagnosis

    assert [each.startswith("What `train_step` makes of b comes out as if") for each in found.say] == [True]


def test_unknown_mistake_is_told_by_what_it_is_like() -> None:
    """A mistake that nobody wrote down is derived, and its sentence names the value that is wrong."""
    (found,) = report("backprop", ("db1 = dz1.sum", "db1 = 2 * dz1.sum")).diagnosis

    assert found.mistakes == ("derived:scale",)
    assert found.say == ("db1 comes out as if it were twice as large.",)
    assert found.scope is Scope.EVERYTHING
    text = diagnosis_text(report("backprop", ("db1 = dz1.sum", "db1 = 2 * dz1.sum")))
    assert "(A right solution with this change reproduces everything your code returned.)" in text


def test_known_and_derived_mistake_together() -> None:
    """A derived mistake is also found beside one that somebody wrote down, which keeps its own text."""
    (found,) = report(
        "backprop", ("db1 = dz1.sum", "db1 = 2 * dz1.sum"), ("dW2 = a1.T @ dz2 / m", "dW2 = a1.T @ dz2")
    ).diagnosis

    assert found.mistakes == ("no-mean-dW2", "derived:scale")
    assert found.say[1] == "db1 comes out as if it were twice as large."


def test_an_option_of_the_wrong_calls_is_said() -> None:
    """What goes wrong with one value of an option only is said of that value."""
    inputs = "sum(n_in for n_in, n_out in pairwise(sizes))"
    (found,) = report("count-params", ("if bias else weights", f"if bias else {inputs}")).diagnosis

    assert found.say == ("With bias=False, `count_params` works as if the factor n_out were missing.",)


def test_a_function_that_is_another_form_of_itself_is_named_once() -> None:
    """A softmax of the wrong numbers isn't said to work as if softmax were a softmax."""
    right, wrong = "z.max(axis=axis, keepdims=True)", "e / e.sum(axis=axis, keepdims=True)"
    (found,) = report("activations", (right, "z.max()"), (wrong, "e / e.sum()")).diagnosis

    assert found.say == ("`softmax` works as if it were a softmax over the whole array.",)


def test_the_same_in_another_place_is_said_once() -> None:
    """A mistake in two activations is said of the function, and not again of the value of one."""
    slope = Derived("slope", "forward", "an activation were tanh", (), "slope")
    other = slope._replace(function="backward")
    texts = ("`forward` works as if an activation were tanh.", "a2 comes out as if an activation were tanh.")

    assert [*told_once({texts[0]: [slope], texts[1]: [slope]})] == [texts[0]]
    assert [*told_once({texts[0]: [slope], texts[1]: [other]})] == [*texts]
    assert [*told_once({texts[1]: [slope], texts[0]: [slope]})] == [texts[1], texts[0]]


def test_three_mistakes_in_three_values() -> None:
    """Three mistakes at once are found if each explains other values."""
    judged = report(
        "backprop",
        ("db1 = dz1.sum", "db1 = 2 * dz1.sum"),
        ("db2 = dz2.sum", "db2 = -dz2.sum"),
        ("dW2 = a1.T @ dz2 / m", "dW2 = a1.T @ dz2"),
    )
    (found,) = judged.diagnosis

    assert len(found.mistakes) == 3
    assert found.scope is Scope.EVERYTHING
    shown = diagnosis_text(judged)
    assert (
        "with all 3 mistakes reproduces everything your code returned; no-mean-dW2 is a known one, " in shown
    )


def test_explanations_that_fit_equally_well_are_alternatives() -> None:
    """Between two explanations there is an "or"; one alone has none."""
    judged = report("backprop", ("db1 = dz1.sum", "db1 = 2 * dz1.sum"))
    (found,) = judged.diagnosis
    both = judged._replace(diagnosis=(found, found._replace(say=("db1 is a sum of two.",))))

    assert "returned.)  or  db1 is a sum of two " in diagnosis_text(both)
    assert " or  " not in diagnosis_text(judged)


def diagnosis_text(judged: Report) -> str:
    """Return the diagnosis as it is shown, on one line."""
    return " ".join(line.text for line in diagnosis_lines(judged, Paper(width=80)))


LOG_P = (
    ("log_p = -np.logaddexp(0, -z)", "p = sigmoid(z)\n        log_p = np.log(p)"),
    ("log_not_p = -np.logaddexp(0, z)", "log_not_p = np.log(1 - p)"),
)
LATE_LOSS = (
    "            history.append(self.loss(X, y))\n            self.train_step(X, y)",
    "            self.train_step(X, y)\n            history.append(self.loss(X, y))",
)
COLUMN = ("p = self.forward(X).ravel()", "p = self.forward(X)")


def test_single_values_are_explained_if_nothing_explains_all() -> None:
    """Where one value has a reason and another has none, the first one's is said, and that it isn't everything."""
    odd = (
        "db1 = dz1.sum(axis=0, keepdims=True) / m",
        "db1 = np.sqrt(np.abs(dz1)).sum(axis=0, keepdims=True)",
    )
    judged = report("backprop", odd, ("dW2 = a1.T @ dz2 / m", "dW2 = a1.T @ dz2"))

    assert judged.diagnosis == ()
    (known,) = (each for each in judged.symptoms if "dW2 comes out" in each)
    assert known.startswith("dW2 comes out as with a known mistake: “dW2 isn't averaged over the batch.")
    assert not any("couldn't name" in each for each in judged.symptoms)


@pytest.mark.proof
def test_value_that_a_mistake_gives_in_one_check_only_is_not_explained() -> None:
    """A mistake that fits a value in some checks and not in others explains nothing."""
    sometimes = ("dW2 = a1.T @ dz2 / m", "dW2 = a1.T @ dz2 / (1 if m == 5 else m * m)")
    odd = (
        "db1 = dz1.sum(axis=0, keepdims=True) / m",
        "db1 = np.sqrt(np.abs(dz1)).sum(axis=0, keepdims=True)",
    )

    assert not any("explains dW2" in each for each in report("backprop", odd, sometimes).symptoms)


def test_consequences_are_not_accused() -> None:
    """A part that fails only because of an earlier one is reported as that: four true sentences and no false one."""
    judged = report("mlp", *LOG_P, ("return gW, gb", "return gW[::-1], gb[::-1]"), LATE_LOSS, COLUMN)

    assert [(each.mistakes, each.scope, each.part) for each in judged.diagnosis] == [
        (("loss-unclipped",), Scope.PART, "loss"),
        (("forward-order",), Scope.PART, "gradients"),
        (("predict-column",), Scope.PART, "predict"),
    ]
    assert judged.blocked == (
        "The mistakes above explain what fails in “training”: fix those first, then check again.",
    )
    assert judged.blocked[0] in result(judged)["notes"]
    shown = diagnosis_text(judged)
    assert "The mistakes above explain what fails in “training”" in shown
    assert "couldn't name" not in shown
    assert "isn't clear" not in shown


def test_mistake_behind_an_earlier_one() -> None:
    """A mistake in a part that an earlier mistake changes is found beside that one."""
    negative = ("return gW, gb", "return [-g for g in gW], [-g for g in gb]")
    judged = report("mlp", *LOG_P, negative, LATE_LOSS, COLUMN)

    assert [each.mistakes for each in judged.diagnosis] == [
        ("loss-unclipped",),
        ("sign",),
        ("history-after-step",),
        ("predict-column",),
    ]
    assert judged.blocked == ()


def test_explanation_does_not_contradict_what_is_right() -> None:
    """A mistake that would make another part fail, which passes here, is only a likeness."""
    own_pass = (
        "p = self.forward(X).ravel()",
        "p = X\n        for W, b in zip(self.W, self.b):\n            p = sigmoid(p @ W + b)\n        p = p.ravel()",
    )
    found = report("mlp", own_pass).diagnosis

    assert [(each.scope, each.part) for each in found] == [(Scope.ALONE, "predict")]
    assert "In this part, though not everywhere, your code acts as if it had this mistake" in diagnosis_text(
        report("mlp", own_pass)
    )


def test_another_number_of_values_is_not_put_in_order() -> None:
    """Where values come in another order, a mistake that returns fewer of them is not the second one."""
    judged = report(
        "forward",
        ("return a2, a1, z1, z2", "return a2, a1, z2, z1"),
        ("a1 = sigmoid(z1)", "a1 = np.cbrt(z1)"),
    )

    assert not any("couldn't analyze" in each for each in judged.symptoms)


def test_a_minus_in_a_sigmoid() -> None:
    """A sigmoid of 1 - e^-z has a name, with a small number below or without."""
    (found,) = report(
        "activations", ("np.where(z >= 0, 1 / (1 + e), e / (1 + e))", "1 / (1 - np.exp(-z) + 1e-15)")
    ).diagnosis

    assert "1 / (1 - e^-z + 1e-15)" in found.say[0]


def test_a_seed_stands_for_nothing_else() -> None:
    body = "rows = len(X) + 1\nrng = np.random.default_rng(seed)\nreturn rng.random((rows, count)) * rows"
    all_of_them = derivation(body, "f(X, count, seed)")
    names = (each for each in all_of_them.everything() if each.operator == "name")
    texts = [with_spans(all_of_them.reference, each.spans) for each in names]
    assert any("(rows, rows)" in text for text in texts)
    assert not any("(seed, count)" in text or "(rows, seed)" in text for text in texts)


def test_all_running_sums_are_each_of_them() -> None:
    """A change in all of them at once doesn't read as if it were one."""
    one = Change(
        "forgotten", f"only the newest term of {A_SUM} were passed on", (Span(1, 1, ""),), "forgotten"
    )

    assert of_all([one, one], 2) == "only the newest term of each running sum were passed on"
    assert of_all([one, one], 3) == "only the newest term of a running sum were passed on in two places"
