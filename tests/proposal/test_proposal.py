"""`nnprep new exercise`: a reference alone gives an exercise that is proved but for what only its author can write."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnprep.cli.app import run
from nnprep.content.edits import edited, with_spans
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.library import find_exercise
from nnprep.content.text_files import stub_text
from nnprep.grading.diagnosis.derived.derive import Derivation
from nnprep.grading.reference import reference_text
from nnprep.lint.lint import lint
from nnprep.proposal.arguments import Shape, shapes_in
from nnprep.proposal.checks import checks_text
from nnprep.proposal.mistakes import edit_of, id_of
from nnprep.proposal.reference import task_functions
from nnprep.proposal.task import stub_text as proposed_stub
from nnprep.proposal.task import summary_of

HUBER = '''\
"""The Huber loss of a batch, and its gradient."""

import numpy as np


def huber_loss(y_hat, y, delta):
    """Return the mean Huber loss of predictions y_hat and targets y, both (m, n), a float.

    It's quadratic for errors up to delta, a positive float, and linear beyond.
    """
    error = np.abs(y_hat - y)
    quadratic = np.minimum(error, delta)
    loss = np.mean(0.5 * quadratic**2 + delta * (error - quadratic))
    return float(loss)


def huber_gradient(y_hat, y, delta):
    """Return the gradient of `huber_loss` with respect to y_hat, (m, n)."""
    return np.clip(y_hat - y, -delta, delta) / y.size
'''
HINGE = '''\
import numpy as np


def hinge_loss(scores, y, margin=1.0):
    """Return the hinge loss of scores (m, K) and labels y (m,), and its gradient, (m, K)."""
    m = len(scores)
    gaps = np.maximum(0, scores - scores[np.arange(m), y][:, None] + margin)
    gaps[np.arange(m), y] = 0
    loss = np.sum(gaps) / m
    dscores = (gaps > 0) / m
    dscores[np.arange(m), y] -= np.sum(gaps > 0, axis=1) / m
    return loss, dscores


class Average:
    """Keeps an average."""

    def __init__(self, beta):
        self.value = beta
'''


def proposed(tmp_path: Path, id: str, text: str) -> Path:
    """Propose an exercise from a reference, and return the content folder."""
    (tmp_path / "own.py").write_text(text, encoding="utf-8")
    root = tmp_path / "mine"
    assert 0 == run(["new", "exercise", id, "--from", str(tmp_path / "own.py"), "--into", str(root)])
    return root


def test_proved_but_for_hints(tmp_path: Path) -> None:
    """Only hints and words about mistakes are left to write; then everything is proved, both parts with mistakes."""
    root = proposed(tmp_path, "huber", HUBER)
    task = root / "exercises" / "huber" / "exercise.yaml"

    said = "say in your own words what is wrong, why, and what to do; then delete this line"
    assert {f"still to do: {hint}" for hint in ("a nudge", "the method", "nearly the code", said)} == {
        fault.message for fault in lint(root, seeds=1).faults
    }
    for path in (task, root / "solutions" / "huber" / "mistakes.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("TODO: ", ""), encoding="utf-8")
    unread = {fault.message for fault in lint(root, seeds=1).faults}
    assert unread == {
        "still to do: this was proposed and never changed: say what is wrong, why, and what to do"
    }
    path.write_text(
        path.read_text(encoding="utf-8").replace("The result is as if", "It's as if"), encoding="utf-8"
    )
    result = lint(root, seeds=1)
    assert not result.faults
    assert len(result.exercises[0].rows) >= 4
    assert HUBER == (root / "solutions" / "huber" / "reference.py").read_text(encoding="utf-8")
    assert "returns: [loss]" in task.read_text(encoding="utf-8")


def test_labels_and_classes(tmp_path: Path) -> None:
    """Labels are below the number of columns, several values have names, and a class is left to its author."""
    root = proposed(tmp_path, "hinge", HINGE)
    checks = (root / "solutions" / "hinge" / "checks.py").read_text(encoding="utf-8")

    assert "y = rng.integers(0, K, size=(m,))" in checks
    assert "labels=(1,)" in checks
    assert "TODO: nothing could be guessed for Average." in checks
    task = (root / "exercises" / "hinge" / "exercise.yaml").read_text(encoding="utf-8")
    assert "{name: hinge_loss, returns: [loss, dscores]}" in task
    assert "functions: [Average.__init__]" in task
    messages = [
        fault.message for fault in lint(root, seeds=1).faults if not fault.message.startswith("still to do")
    ]
    assert messages == ["no core check judges the part `average`"]


TOP_K = '''\
def accuracy(scores, y, k):
    """Return the share of labels y (m,) among the k largest scores, (m, K); k is an int, 1 <= k <= K."""
'''
AGAINST = '''\
def loss(logits, y):
    """Return the loss of logits (m, K) against the smoothed targets of labels y (m,)."""


def gradient(logits, y):
    """Return the gradient for logits (m, K) against targets of y (m,), integers in [0, K)."""
'''
ONE_HOT = '''\
def one_hot(y, n):
    """Return the rows, (m, n), of labels y, shape (m,), where n is int."""
'''
HEADS = '''\
def split(x, heads: int):
    """Return x, (b, t, d), as (b, heads, t, d / heads)."""
    if x.shape[2] % heads != 0:
        raise ValueError("no")
'''
SIGNED = '''\
def hinge(scores, y):
    """Return the hinge loss of scores (m,) and labels y in {-1, +1}, (m,)."""
'''
ASSERTED = '''\
def window(x, size, low, high):
    """Return the windows of x, (n, c); low and high are floats."""
    assert isinstance(size, int) and 2 <= size <= len(x)
    assert low < high
'''
DISTRIBUTIONS = '''\
def kl(p, q):
    """The divergence of two (m, K) arrays p and q, whose rows sum to 1; a float."""
'''
ALIKE = '''\
def ema(x, w, beta, bias=True, width=None):
    """Average x, (n,), with weights w of the same length as x; 0 <= beta < 1."""
'''
SUMMARY = "TODO: what there is to write, in one sentence, from: "
LOOKED_UP = '''\
def embed(ids, W, T):
    """Return rows of W, (V, d), for ids (b, T)."""
    return W[ids]
'''
SPREAD = '''\
def conv(x, w, p, stride, top):
    """Correlate x (n,) with kernel w (k,), k <= n, with an integer stride >= 1; top is an int, at most stride.

    p (np.ndarray): predicted probabilities of the rows, shape (n,), non-negative, they sum to 1
    """
'''
LAYER = '''\
def loss(X, W, y):
    """Return the loss of inputs X (m, d) with weights W (d, c) and labels y (m,)."""
'''
USED = '''\
def windows(x, width, step):
    """Return windows of x, (n, c)."""
    return [x[i : i + width] for i in range(0, len(x), step)]
'''


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (TOP_K, ["k = int(rng.integers(1, K + 1))  # k <= K", "y = rng.integers(0, K, size=(m,))"]),
        (AGAINST, ["logits = rng.normal(size=(m, K))", "y = rng.integers(0, K, size=(m,))", "labels=(1,)"]),
        (ONE_HOT, ["(rng, m=4, n=3):", "y = rng.integers(0, n, size=(m,))", "n=(1, 5, 12)"]),
        (HEADS, ["d = heads * d_per_heads", "x = rng.normal(size=(b, t, d))", "heads=(1, 5, 12)"]),
        (SIGNED, ["y = rng.choice([-1, 1], size=(m,))", "labels=(1,)"]),
        (
            ASSERTED,
            ["size = int(rng.integers(2, n + 1))  # size <= n", "high = low + float(", "n=(2, 9, 500)"],
        ),
        (DISTRIBUTIONS, ["p /= p.sum(axis=-1, keepdims=True)", "q /= q.sum(axis=-1, keepdims=True)"]),
        (
            ALIKE,
            [
                "w = rng.normal(size=(n,))",
                "rng.uniform(0.05, 0.95)",
                "bias = bool(",
                "return x, w, beta, bias",
            ],
        ),
        (LOOKED_UP, ["ids = rng.integers(0, V, size=(b, T))", "return ids, W, T"]),
        (
            SPREAD,
            [
                "n = max(n, k)  # k <= n",
                "x = rng.normal(size=(n,))",
                "w = rng.normal(size=(k,))",
                "p = rng.uniform(0.05, 1, size=(n,))",
                "top = int(rng.integers(1, stride + 1))  # top <= stride",
            ],
        ),
        (LAYER, ["y = rng.integers(0, c, size=(m,))"]),
        (USED, ["width=(1, 5, 12)", "step=(1, 5, 12)"]),
    ],
)
def test_arguments(text: str, lines: list[str]) -> None:
    """Sizes, whole numbers, labels of -1 and 1 and what must hold between arguments are read from the reference."""
    checks = checks_text(task_functions(text))

    assert [line for line in lines if line not in checks] == []
    assert "TODO" not in checks


FOCAL = '''
def focal(logits, y, gamma=2.0, alpha=0.25):
    """The focal loss of logits, (m,), and labels y, 0 or 1, (m,); gamma >= 0; 0 < alpha < 1."""
'''
TOP = '''
def top(x, k=5):
    """The k largest entries of x, (n,); k is an int, 1 <= k <= n."""
'''


def test_defaults_are_used_once() -> None:
    """One call leaves the optional arguments out, so that a wrong default shows; sizes leave room for the default."""
    focal, top = (checks_text(task_functions(text)) for text in (FOCAL, TOP))

    assert "return f.focal(*focal_arguments(rng)[:2])" in focal
    assert "return f.top(*top_arguments(rng, n=5)[:1])" in top
    assert "_defaults" not in checks_text(task_functions(HUBER))


def test_an_end_that_is_allowed_is_drawn() -> None:
    """`gamma >= 0` draws 0 itself, what is below the usual values, and these."""
    namespace: dict[str, Any] = {}
    exec(checks_text(task_functions(FOCAL)), namespace)
    gammas = [namespace["focal_arguments"](np.random.default_rng(k))[2] for k in range(40)]

    assert {0 if g == 0 else 1 if g < 1 else 2 for g in gammas} == {0, 1, 2}
    assert all(0 <= g <= 4 for g in gammas)


def test_the_stub_asks_for_what_is_checked() -> None:
    """Checks refuse changed arguments, so the stub says so; a function that works in place is left alone."""
    in_place = 'def step(W, dW, lr):\n    """Change W, (n,), in place by the step of dW, (n,)."""\n    W -= lr * dW\n'
    stubs = [proposed_stub("own", text, task_functions(text)) for text in (HUBER, in_place)]
    checks = [checks_text(task_functions(text)) for text in (HUBER, in_place)]

    assert ["Don't modify your arguments." in stub for stub in stubs] == [True, False]
    assert ["inputs_kept" in text for text in checks] == [True, False]
    assert ["kept=False" in text for text in checks] == [False, True]


def test_a_result_of_integers(tmp_path: Path) -> None:
    """If the task says that the result holds integers, a check asks for them, and it's proved; n is large beside k."""
    text = (
        "import numpy as np\n\n\ndef top_k(x, k):\n"
        '    """Return the indices of the k largest entries of x, (n,), best first; 1 <= k <= n."""\n'
        '    return np.argsort(-x, kind="stable")[:k]\n'
    )
    root = proposed(
        tmp_path,
        "top-k",
        text.replace("(n,)", "(m, n)").replace("-x,", "-x, axis=1,").replace("[:k]", "[:, :k]"),
    )
    checks = (root / "solutions" / "top-k" / "checks.py").read_text(encoding="utf-8")

    assert "from nnprep.checks import drawn_cases, inputs_kept, kind_of_numbers, near, part, style" in checks
    assert "n=(1, 9, 500)" in checks
    assert all(fault.message.startswith("still to do") for fault in lint(root, seeds=1).faults)
    assert "_kind" not in checks_text(task_functions(HUBER))


def test_the_stub_lists_three_functions() -> None:
    """Three names are listed with a comma and one "and"."""
    text = "".join(f"def {name}(x):\n    return x\n" for name in "abc")

    assert "Write `a`, `b` and `c`. One file" in proposed_stub("own", text, task_functions(text))


def test_constraint_that_nothing_keeps() -> None:
    """A constraint that can't be turned into a draw is left to the author, in its place."""
    checks = checks_text(task_functions('def f(x, eps):\n    """x is (n, k), eps is a float, eps < n."""\n'))
    assert "    # TODO: keep eps < n here\n    return x, eps\n" in checks


def test_every_stub_can_be_read() -> None:
    """Whatever docstrings say, what is proposed is Python that draws all arguments, each after what it depends on."""
    count = 0
    for id in exercise_ids():
        functions = task_functions(stub_text(find_exercise(id)))
        namespace: dict[str, Any] = {}
        exec(checks_text(functions), namespace)
        for name in [name for name in namespace if name.endswith("_arguments")]:
            count += 1
            assert isinstance(namespace[name](np.random.default_rng(count)), tuple)
    assert count > 60


def test_cases_are_no_constraints() -> None:
    """Comparisons that tell the cases of a formula apart don't hold for all arguments."""
    text = 'def rate(step: int, warmup: int, total: int):\n    """Up if step < warmup; down where step < total."""\n'
    text += '\ndef other(a, b):\n    """a and b are ints: 1 where a < b, 0 where b <= a."""\n'
    checks = checks_text(task_functions(text))
    assert "integers(" not in checks.partition("def other_arguments")[2]
    assert "step = int(rng.integers(1, total))  # step < total" in checks


def test_arguments_are_drawn_in_one_place() -> None:
    """Functions whose arguments are alike share what draws them."""
    checks = checks_text(task_functions(HUBER))
    assert 1 == checks.count("rng.normal") // 2
    assert "*huber_loss_arguments(rng)" in checks.partition("def check_huber_gradient")[2]


@pytest.mark.parametrize(
    ("module", "summary"),
    [
        ("The Huber loss of a batch, and its gradient.", "The Huber loss of a batch, and its gradient."),
        ("Return the loss of y, (m,).", f"{SUMMARY}Return the loss of y, (m,)."),
        ("huber.py", f"{SUMMARY}huber.py"),
        (
            None,
            f"{SUMMARY}Return the mean Huber loss of predictions y_hat and targets y, both (m, n), a float.",
        ),
    ],
)
def test_summary(module: str | None, summary: str) -> None:
    """A sentence for callers is no summary: it's shown to the author, and lint reports it."""
    assert summary == summary_of(module, task_functions(HUBER))


def test_unsuited_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If a guessed case doesn't suit the reference, the guess is reported, once for a part, not the reference."""
    text = 'def loss(x):\n    """Return the loss."""\n    return x["rows"]\n'
    root = proposed(tmp_path, "dicts", text)
    printed = " ".join(capsys.readouterr().out.split())
    faults = lint(root, seeds=1).faults
    unsuited = [fault for fault in faults if "doesn't suit the reference" in fault.message]

    assert "the proposed case “m = 4, n = 3” doesn't suit loss" in printed
    assert "in line 3 of reference.py). Say more about `x` in its docstring" in printed
    assert ["checks.py"] == [fault.path.name for fault in unsuited]
    assert not [
        fault for fault in faults if "the reference fails" in fault.message or "stub" in fault.message
    ]


@pytest.mark.parametrize(
    ("code", "clauses"),
    [
        ("np.maximum(0, x)", {"maximum were left out", "only the first argument of maximum counted"}),
        (
            "np.maximum(x, w)",
            {f"only the {each} argument of maximum counted" for each in ("first", "second")},
        ),
    ],
)
def test_what_is_left_out(code: str, clauses: set[str]) -> None:
    """A maximum of two arguments isn't left out if one of them is ignored; one with a bound is."""
    text = f"import numpy as np\n\n\ndef f(x, w):\n    return {code}\n"
    found = Derivation(text, text, {}).of_function("f")
    assert clauses == {each.clause for each in found if each.operator == "call-dropped"}


def test_ids_of_mistakes() -> None:
    """A proposed id says what is wrong."""
    assert "sum-used-instead-of-mean" == id_of("a sum were used instead of a mean")
    assert "one-part-subtracted" == id_of("one part were subtracted, as where two names share one array")


@pytest.mark.parametrize(
    ("docstring", "shapes", "common"),
    [
        ("Return the loss of y_hat and y, (m, n).", {"y_hat": ("m", "n"), "y": ("m", "n")}, None),
        ("The mean squared error of two (m, n) float64 arrays, a float.", {}, ("m", "n")),
        ("Return (m, k) products of x (m, n) and W (n, k).", {"x": ("m", "n"), "W": ("n", "k")}, None),
        ("x : array of shape (m, 3)\ny : (m,) labels", {"x": ("m", "3"), "y": ("m",)}, None),
        ("Return softmax(x) as (x, y); `W`: (n_in, n_out).", {"W": ("n_in", "n_out")}, None),
        ("Nothing.", {}, None),
    ],
)
def test_shapes(docstring: str, shapes: dict[str, Shape], common: Shape | None) -> None:
    """A shape belongs to the argument named before it; calls and pairs of arguments are no shapes."""
    assert (shapes, common) == shapes_in(docstring, ["x", "y_hat", "y", "W"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("def f(:", "syntax error"),
        ("x = 1", "so there is no task in it"),
        (None, "can't be read"),
    ],
)
def test_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, sentence: str) -> None:
    """What is no reference is refused in a sentence, and nothing is written."""
    if text is not None:
        (tmp_path / "own.py").write_text(text, encoding="utf-8")
    assert 0 != run(
        ["new", "exercise", "x", "--from", str(tmp_path / "own.py"), "--into", str(tmp_path / "mine")]
    )
    assert sentence in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "mine").exists()


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A solution that is there already is left alone, as is a known id."""
    solution = tmp_path / "mine" / "solutions" / "huber" / "reference.py"
    solution.parent.mkdir(parents=True)
    solution.write_text("mine", encoding="utf-8")
    for id, sentence in (
        ("huber", "already exists and wasn't changed"),
        ("backprop", "already"),
        ("Two Words", "a valid id"),
    ):
        assert 2 == run(["new", "exercise", id, "--into", str(tmp_path / "mine")])
        assert sentence in " ".join(capsys.readouterr().err.split())
    assert "mine" == solution.read_text(encoding="utf-8")
    assert [solution] == [path for path in (tmp_path / "mine").rglob("*") if path.is_file()]


def test_without_a_reference(tmp_path: Path) -> None:
    """Without a reference, a small one is begun that says what to do."""
    assert 0 == run(["new", "exercise", "kettle-mean", "--into", str(tmp_path)])
    messages = [fault.message for fault in lint(tmp_path, seeds=1).faults]
    assert all(message.startswith("still to do") for message in messages)
    assert any("write your reference here" in message for message in messages)


def test_unusable_reference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reference that ends the program, or that fails in its checks, is proposed without mistakes, with the reason."""
    proposed(tmp_path, "exits", "import sys\nsys.exit(3)\n\ndef f(x):\n    return x\n")
    assert "the reference can't be run: SystemExit: 3" in capsys.readouterr().out
    proposed(tmp_path, "fails", "def f(x):\n    return x.nothing\n")
    assert "doesn't suit f (" in capsys.readouterr().out


@pytest.mark.parametrize("id", ["softmax", "backprop"])
def test_edits_do_what_was_derived(id: str) -> None:
    """A mistake written as an edit of a line changes the reference just as the derived one does."""
    exercise = find_exercise(id)
    reference = reference_text(exercise)
    count = 0
    for derived in Derivation(reference, stub_text(exercise), {}).everything():
        edit = edit_of(reference, derived, 0) if len(derived.spans) == 1 else None
        if edit is not None and count < 300:
            count += 1
            wanted = with_spans(reference, derived.spans)
            assert ast.dump(ast.parse(wanted)) == ast.dump(ast.parse(edited(reference, [edit])))
    assert count > 30


def test_private_functions_are_no_task() -> None:
    """A helper of the reference is not asked for."""
    functions = task_functions("def _helper(x):\n    return x\n\ndef main(x):\n    return _helper(x)\n")
    assert ["main"] == [function.name for function in functions]
