"""From a file to a verdict: statuses, precedence, parts and seeds."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from nnprep.checks.api import Check, load_checks
from nnprep.checks.trace import Trace
from nnprep.content.edits import edited
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.grading import answer_key, explanation
from nnprep.grading.feedback.patterns import MEASURED
from nnprep.grading.judge import judge, run_checks
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Outcome, Report, Scope, Status, overall
from nnprep.grading.result import result
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.screens.check.report import report_lines
from nnprep.terminal.layout import Paper

BACKPROP = find_exercise("backprop")
REFERENCE = reference_text(BACKPROP)
SHORT = Limits(call=0.5, total=3.0)


def judged(source: str, limits: Limits = SHORT, *, diagnosing: bool = True) -> Report:
    with ChildPeer.start(source.encode(), limits=limits) as peer:
        return judge(BACKPROP, "backprop.py", peer, seed=11, diagnosing=diagnosing)


def beside(source: str, seed: int = 11) -> Report:
    return judge(BACKPROP, "backprop.py", LocalPeer(source), seed=seed)


def test_reference_passes() -> None:
    """The reference is right in its own eyes, behind the wall too."""
    report = judged(REFERENCE)

    assert report.status is Status.PASSED
    assert report.score[0] == report.score[1] > 8
    assert report.raised_next == ()


def test_stub_is_not_attempted() -> None:
    """An untouched stub is not an attempt, and the function that is unfinished is named."""
    report = judged((BACKPROP.folder / "stub.py").read_text(encoding="utf-8"))

    assert report.status is Status.NOT_ATTEMPTED
    assert {o.message for o in report.core} == {"backward is unfinished"}


BODY = "def backward(X, y, W2, a1, a2):\n    "


@pytest.mark.parametrize(
    ("source", "status", "words"),
    [
        ("", Status.NOT_ATTEMPTED, "your file has no backward"),
        ("def backwards(): pass\n", Status.NOT_ATTEMPTED, "it has backwards"),
        ("def backward(:\n", Status.CRASHED, "SyntaxError in line 1"),
        ("import sys; sys.exit(0)\n", Status.CRASHED, ""),
        ("import os; os._exit(0)\n", Status.CRASHED, "ended itself with exit code 0"),
        ("while True: pass\n", Status.TIMED_OUT, "is there an endless loop?"),
        ("raise OSError('no')\n", Status.CRASHED, "OSError"),
        ("import time; time.sleep(9)\n", Status.TIMED_OUT, "importing your file took more than 0.5 s"),
        ("while True: pass\n", Status.TIMED_OUT, '`if __name__ == "__main__":`'),
        (BODY + "print()\n", Status.FAILED, "is None"),
        (BODY + "pass\n", Status.NOT_ATTEMPTED, "backward is unfinished"),
        (BODY + "...\n", Status.NOT_ATTEMPTED, "backward is unfinished"),
        (BODY + "'''Return the gradients.'''\n", Status.NOT_ATTEMPTED, "backward is unfinished"),
        (BODY + "'''Say.'''\n    pass\n    ...\n", Status.NOT_ATTEMPTED, "backward is unfinished"),
        (BODY + "return\n", Status.NOT_ATTEMPTED, "backward is unfinished"),
        (BODY + "return None\n", Status.NOT_ATTEMPTED, "backward is unfinished"),
        (BODY + "X = None\n    return X\n", Status.FAILED, "is None"),
        (BODY + "return 0\n", Status.FAILED, "is 0"),
        (BODY + "return X, y, W2\n", Status.FAILED, "has 3 values, should have 4"),
        (BODY + "return 1 / 0\n", Status.CRASHED, "ZeroDivisionError"),
        (BODY + "import sys; sys.exit(0)\n", Status.CRASHED, "SystemExit"),
        (BODY + "import os; os._exit(0)\n", Status.CRASHED, "ended itself with exit code 0"),
        (BODY + "while True: pass\n", Status.TIMED_OUT, "no answer within"),
        (BODY + "return object()\n", Status.FAILED, "is an object of class object"),
        ("def backward(X): return X\n", Status.CRASHED, "TypeError"),
    ],
)
def test_misbehaviour_has_one_clear_status(source: str, status: Status, words: str) -> None:
    """Whatever a file does instead of answering, the report says it in one sentence."""
    report = judged(source, diagnosing=False)
    said = [
        report.trouble,
        *(o.message for o in report.outcomes),
        *(f.text for o in report.core for f in o.findings),
    ]

    assert report.status is status
    assert any(words in text for text in said), said


@pytest.mark.proof
def test_one_seed_gives_one_report() -> None:
    """The same seed gives the same numbers; another seed others."""
    wrong = REFERENCE.replace("a2 - y", "y - a2 + 0.01")
    first, again, other = beside(wrong), beside(wrong), beside(wrong, seed=12)

    assert [o.actual for o in first.outcomes] == [o.actual for o in again.outcomes]
    assert first.show_case == again.show_case
    assert [o.actual for o in first.outcomes] != [o.actual for o in other.outcomes]


def test_style_never_decides() -> None:
    """Code that loses a dtype passes, and the report says what an interviewer would raise."""
    report = beside(REFERENCE.replace("m = X.shape[0]", "m = X.shape[0]\n    X = X.astype(float)"))

    assert report.status is Status.PASSED
    assert [o.check for o in report.raised_next] == ["float32", "float32-beside-integers"]


def test_changed_arguments_decide() -> None:
    """Code that changes its inputs fails: the stub asks to leave them alone."""
    report = beside(REFERENCE.replace("dz1 = da1 * (a1 * (1 - a1))", "a1 *= 1 - a1\n    dz1 = da1 * a1"))

    assert report.status is Status.FAILED
    assert "inputs-kept" in {o.check for o in report.failing}
    assert [d.mistakes for d in report.diagnosis] == [("mutates-a1",)]


def test_two_equal_explanations_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """When two mistakes reproduce a submission equally well, neither is preferred."""
    known = load_mistakes(BACKPROP)
    twin = next(m for m in known if m.id == "sign")._replace(id="sign-again", say="The sign is wrong.")
    monkeypatch.setattr(explanation, "find_mistakes", lambda _: (*known, twin))

    report = beside(REFERENCE.replace("a2 - y", "y - a2"))

    assert [d.mistakes for d in report.diagnosis] == [("sign",), ("sign-again",)]


def test_unknown_mistake_is_not_guessed() -> None:
    """If no known mistake fits, no name is guessed, and what was measured is shown."""
    report = beside(REFERENCE.replace("a2 - y", "0.37 * (a2 - y)"))

    assert report.diagnosis == ()
    times = "Each of dW1, db1, dW2 and db2 is what it should be times 0.37."
    assert report.symptoms == (times, MEASURED)
    assert "0.37 times" in report.core[1].findings[0].text


@pytest.mark.parametrize(("right", "wrong"), [("X.shape[0]", "Y.shape[0]"), ("np.asarray", "np.asaray")])
def test_no_mistake_is_searched_for_behind_a_misspelled_name(
    monkeypatch: pytest.MonkeyPatch, right: str, wrong: str
) -> None:
    """The error says it all, and comes at once."""
    monkeypatch.setattr(explanation, "diagnose", lambda *_, **__: pytest.fail("searched"))
    report = judged(REFERENCE.replace(right, wrong))

    assert report.status is Status.CRASHED
    assert report.diagnosis == ()


@pytest.mark.proof
def test_right_for_one_row_only_is_said() -> None:
    """A mistake that a batch of one hides is described as such, even if it has no name."""
    wrong = REFERENCE.replace("m = X.shape[0]", "m = X.shape[0] ** 5")

    assert any("batch of one are right" in text for text in beside(wrong).symptoms)


def test_case_runs_and_shows_the_failure(tmp_path: Path) -> None:
    """The smallest failing case is a script that runs beside the learner's file and prints what it returned."""
    wrong = REFERENCE.replace("a1.T @ dz2 / m", "a1.T @ dz2")
    (tmp_path / "backprop.py").write_text(wrong, encoding="utf-8")
    (tmp_path / "case.py").write_text(beside(wrong).show_case, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "case.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "dW2" in done.stdout
    assert "# dW2 is exactly 3 times" in (tmp_path / "case.py").read_text(encoding="utf-8")


def test_result_names_every_field_once() -> None:
    """The result object holds what design promises, as JSON values."""
    found = result(beside(REFERENCE.replace("a2 - y", "y - a2")))

    assert list(found) == FIELDS
    assert json.loads(json.dumps(found)) == found
    assert found["diagnosis"][0]["mistakes"] == ["sign"]


def outcome(status: Status, severity: Severity = Severity.CORE) -> Outcome:
    return Outcome(check="c", title="t", part="p", severity=severity, status=status)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ("passed passed", "passed"),
        ("passed failed", "failed"),
        ("passed not-attempted", "failed"),
        ("not-attempted not-attempted", "not-attempted"),
        ("crashed crashed", "crashed"),
        ("passed crashed", "crashed"),
        ("crashed timed-out", "failed"),
        ("timed-out passed", "timed-out"),
        ("failed not-judged", "not-judged"),
        ("", "not-judged"),
    ],
)
def test_outcomes_add_up(statuses: str, expected: str) -> None:
    """Passing needs a positive answer: an empty list of checks is not judged."""
    assert overall([outcome(Status(name)) for name in statuses.split()]).value == expected


FIELDS = [
    "schema", "nnprep", "python", "numpy", "exercise", "file", "seed", "status", "passed", "outcomes", "parts", "score",
    "diagnosis", "notes", "follow_ups", "show_case", "printed", "isolation", "seconds",
]  # fmt: skip


def activations(*changes: tuple[str, str]) -> Report:
    """Judge the reference of `activations` with changes."""
    exercise = find_exercise("activations")
    text = reference_text(exercise)
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return judge(exercise, "mine.py", LocalPeer(text), seed=3)


def test_parts_are_explained_one_by_one() -> None:
    """A mistake of one part is named though another part's is unknown, and no more is claimed than was measured."""
    report = activations(("return (z > 0)", "return (z >= 0)"), ("np.diag(s)", "1.3 * np.diag(s)"))

    assert [(each.mistakes, each.scope, each.part) for each in report.diagnosis] == [
        (("drelu-ge",), Scope.PART, "relu")
    ]
    shown = " ".join(line.text for line in report_lines(report, Paper(width=200), next_steps=["nnprep"]))
    assert "in every core check of this part" in shown
    assert "nnprep found no known mistake that explains all that fails in “the Jacobian of" in shown


def test_a_function_written_on_its_own_hides_no_mistake() -> None:
    """A mistake in one function is named though the reference builds another part on it and this file does not."""
    report = activations(
        ("z - z.max(axis=axis, keepdims=True)", "z"),
        ("s = softmax(z)", "s = np.exp(z - z.max()) / np.exp(z - z.max()).sum()"),
    )

    assert [(each.mistakes, each.scope) for each in report.diagnosis] == [(("softmax-no-max",), Scope.PART)]


def test_values_that_cannot_be_compared_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """If what a submission returned breaks the comparison, it has failed, and the rest is judged."""

    def breaking(*_: object, **__: object) -> bool:
        raise OverflowError

    monkeypatch.setattr(Trace, "passes", breaking)

    report = beside(REFERENCE)

    assert report.status is Status.FAILED
    assert {o.message for o in report.outcomes} == {
        "nnprep couldn't compare the result with the expected one (OverflowError)"
    }


def test_values_that_cannot_be_explained_leave_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """If nothing more can be said about the values, the verdict stands, and the report says so."""

    def breaking(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(explanation, "diagnose", breaking)

    report = beside(REFERENCE.replace("a2 - y", "y - a2"))

    assert report.status is Status.FAILED
    assert "MemoryError" in report.symptoms[0]


@pytest.mark.parametrize("place", ["passes", "diagnose"])
def test_a_fault_of_nnprep_is_no_verdict(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error in nnprep itself reaches the command line; it is never turned into a verdict."""

    def breaking(*_: object, **__: object) -> None:
        raise AttributeError

    monkeypatch.setattr(Trace if place == "passes" else explanation, place, breaking)

    with pytest.raises(AttributeError):
        beside(REFERENCE.replace("a2 - y", "y - a2"))


EMPTY_CLASS = """
class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        pass

    def forward(self, X):
        pass
"""


def test_empty_methods_are_not_attempted() -> None:
    """A class whose methods contain only `pass` is as empty as the stub."""
    report = judge(find_exercise("mlp"), "mlp.py", LocalPeer(EMPTY_CLASS), seed=1)

    assert report.status is Status.NOT_ATTEMPTED
    assert {"MLP.__init__ is unfinished", "MLP.forward is unfinished"} <= {o.message for o in report.core}


@pytest.mark.proof
def test_complex_gradients_are_no_real_ones() -> None:
    """Complex numbers whose real parts are right are wrong, without a warning from NumPy."""
    source = reference_text(find_exercise("mlp")) + (
        "\n\nclass MLP(MLP):\n    def gradients(self, X, y):\n        gW, gb = super().gradients(X, y)\n"
        "        return [g + 1j for g in gW], gb\n"
    )
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        report = judge(find_exercise("mlp"), "mlp.py", LocalPeer(source), seed=1)

    assert seen == []
    assert report.parts["gradients"] is Status.FAILED
    assert any("complex numbers" in outcome.message or "+1j" in outcome.message for outcome in report.failing)


def test_a_part_that_hangs_is_waited_for_once() -> None:
    """Once a check of a part has timed out, the others of it are not run; those of other parts are."""
    exercise = find_exercise("activations")
    source = reference_text(exercise) + "\n\ndef relu(z):\n    while True: pass\n"
    with ChildPeer.start(source.encode(), limits=Limits(call=0.5, total=5.0)) as peer:
        report = judge(exercise, "activations.py", peer, seed=1)

    ends = {o.status for o in report.outcomes if o.part == "relu"}
    assert ends == {Status.TIMED_OUT}
    assert {status for part, status in report.parts.items() if part != "relu"} == {Status.PASSED}
    assert peer.restarts == 1


def test_content_that_is_not_judged_names_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a check does not run on the reference, nothing is said about the submission, nor diagnosed."""

    def broken(f: object, rng: object) -> None:
        raise ZeroDivisionError

    first, *rest = load_checks(BACKPROP)
    monkeypatch.setattr(answer_key, "load_checks", lambda _: (first._replace(run=broken), *rest))

    report = beside(REFERENCE.replace("a2 - y", "y - a2"))

    assert report.status is Status.NOT_JUDGED
    assert report.diagnosis == ()
    assert report.outcomes == ()


@pytest.mark.parametrize(
    "source", [REFERENCE, "1 +", "raise ZeroDivisionError"], ids=["right", "broken", "raises"]
)
def test_content_with_an_error_is_reported_whatever_is_submitted(
    monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    """The reference runs while the submission's process computes, and its own errors still come first."""

    def broken(f: object, rng: object) -> None:
        raise ZeroDivisionError

    *rest, last = load_checks(BACKPROP)
    monkeypatch.setattr(answer_key, "load_checks", lambda _: (*rest, last._replace(run=broken)))

    report = judge(BACKPROP, "backprop.py", ChildPeer.start(source.encode()), seed=1)

    assert report.status is Status.NOT_JUDGED
    assert report.outcomes == ()


def test_the_case_is_of_the_first_part_that_fails() -> None:
    """Of several failing parts, the case shows the one that would be written first, though another is smaller."""
    exercise = find_exercise("activations")
    source = reference_text(exercise) + (
        "\n\ndef relu(z):\n    return z\n\n\ndef softmax_jacobian(z):\n    return np.eye(len(z))\n"
    )
    report = judge(exercise, "mine.py", LocalPeer(source), seed=1)

    assert {"relu", "jacobian"} <= {o.part for o in report.failing}
    assert "from mine import relu" in report.show_case


ENDS = ["__import__('os')._exit(0)", "__import__('os').kill(__import__('os').getpid(), 11)"]


@pytest.mark.parametrize("end", ENDS, ids=["exits", "is-killed"])
@pytest.mark.parametrize("name", ["forward", "activations", "mlp", "count-params"])
def test_process_that_ends_names_no_mistake(name: str, end: str) -> None:
    """Where a process ends in every call, nothing was returned, so no known mistake is said to reproduce it."""
    exercise = find_exercise(name)
    stub = (exercise.folder / "stub.py").read_text(encoding="utf-8")
    source = stub.replace("raise NotImplementedError", end)

    report = judge(exercise, "file.py", ChildPeer.start(source.encode()), seed=1)

    assert report.status is Status.CRASHED
    assert report.diagnosis == ()


def test_function_that_ends_the_process_spoils_its_own_part_only() -> None:
    """A function that ends the process makes its own part crash; the process is replaced for every other part."""
    exercise = find_exercise("activations")
    source = reference_text(exercise) + "\n\ndef tanh_grad(z): __import__('os')._exit(0)\n"
    with ChildPeer.start(source.encode()) as peer:
        report = judge(exercise, "activations.py", peer, seed=3)

    assert {part: status for part, status in report.parts.items() if status is not Status.PASSED} == {
        "tanh": Status.CRASHED
    }
    assert peer.restarts <= 2


def test_mistake_beside_a_function_that_ends_the_process() -> None:
    """A mistake is still named if values that came back support it."""
    exercise = find_exercise("activations")
    mistake = next(m for m in load_mistakes(exercise) if m.severity is Severity.CORE and "relu" in m.id)
    wrong = edited(reference_text(exercise), mistake.edits)
    source = wrong + "\n\ndef tanh_grad(z): __import__('os')._exit(0)\n"

    report = judge(exercise, "activations.py", ChildPeer.start(source.encode()), seed=3)

    assert [diagnosis.mistakes for diagnosis in report.diagnosis] == [(mistake.id,)]
    assert "tanh" not in {diagnosis.part for diagnosis in report.diagnosis}


def test_lesser_check_that_ends_the_process_leaves_core_checks_alone() -> None:
    """Where only a robust check ends the process, the core checks after it still run, and its like do not."""

    def check_of(name: str, severity: Severity, target: str) -> Check:
        return Check(name, name, "part", severity, None, lambda f, _: getattr(f, target)())

    checks = [
        check_of("first", Severity.CORE, "fine"),
        check_of("overflow", Severity.ROBUST, "ends"),
        check_of("second", Severity.CORE, "fine"),
        check_of("underflow", Severity.STYLE, "fine"),
        check_of("third", Severity.CORE, "ends"),
        check_of("fourth", Severity.CORE, "fine"),
    ]
    with ChildPeer.start(b"import os\ndef fine(): return 1\ndef ends(): os._exit(0)") as peer:
        peer.load()
        seen, _ = run_checks(checks, Functions(peer), 1)

    assert [name for name, trace in seen.items() if trace.error is None] == ["first", "second"]
    assert peer.restarts == 1


REUSED = """
    def forward(self, X):
        p = right_forward(self, X)
        if not hasattr(self, "out") or self.out.shape != p.shape:
            self.out = np.empty_like(p)
        self.out[:] = p
        return self.out

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            self.W[k] += self.vW[k]
            self.b[k] += self.vb[k]
"""


def test_arrays_that_a_class_uses_again_are_raised_next() -> None:
    """A method's buffer and parameters updated in place are remarks that don't count, with one seed as with two."""
    exercise = find_exercise("mlp")
    source = reference_text(exercise) + f"\nright_forward = MLP.forward\nclass MLP(MLP):{REUSED}"
    with ChildPeer.start(source.encode()) as peer:
        report = judge(exercise, "mlp.py", peer, seed=1)

    raised = {each.check: each.message for each in report.raised_next}
    assert report.status is Status.PASSED
    assert {"earlier-results-of-methods", "assigned-arrays"} <= set(raised)
    assert raised["earlier-results-of-methods"].startswith(
        "what forward returned changes at a later call of loss: build a new result"
    )
