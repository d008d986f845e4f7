"""The smallest failing case: a script that runs beside the learner's file and shows the failure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Report
from nnprep.grading.repro.script import Script
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import summed
from nnprep.sandbox.local import LocalPeer
from nnprep.screens.check.report import report_lines
from nnprep.terminal.layout import Paper


def changed(exercise: str, *edits: tuple[str, str]) -> str:
    """Return the reference with changes."""
    text = reference_text(find_exercise(exercise))
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def judged(exercise: str, source: str, file: str = "mine.py") -> Report:
    return judge(find_exercise(exercise), file, LocalPeer(source), seed=11)


def run(exercise: str, source: str, folder: Path, file: str = "mine.py") -> str:
    """Run the case of a submission beside it, and return what it prints."""
    case = judged(exercise, source, str(folder / file)).show_case
    (folder / file).write_text(source, encoding="utf-8")
    (folder / "case.py").write_text(case, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "case.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + case
    return done.stdout


def test_a_velocity_of_another_network_shows_in_the_case_alone(tmp_path: Path) -> None:
    """What raises only after other checks is no case: that of two networks shows the velocity in a new process."""
    file = Path(__file__).resolve().parents[1] / "solutions/mlp/wrong_velocities_of_the_class.py"
    printed = run("mlp", file.read_text(encoding="utf-8"), tmp_path)
    case = (tmp_path / "case.py").read_text(encoding="utf-8")

    assert "Error" not in case
    assert case.count(".step(") == 2
    first = [each.partition("]")[0] for each in printed.split("W [array([[")[1:]]
    assert len(set(first)) == 2
    start = case.partition("mlp2.W = [np.array([[")[2].split(",")[0]
    assert float(first[1].split(",")[0]) != pytest.approx(float(start), abs=1e-6)


KEY = "\\x1b]0;owned\\x07\\nprint('INJECTED')  #"
FOUR = "def backward(X, y, W2, a1, a2):\n    "


@pytest.mark.parametrize("file", ["mine.py", "my answer.py", "class.py", "backprop_debug.py"])
def test_imports_the_file_that_was_judged(file: str, tmp_path: Path) -> None:
    """The case imports the judged file, whatever it is called."""
    assert "dW2" in run("backprop", changed("backprop", ("a1.T @ dz2 / m", "a1.T @ dz2")), tmp_path, file)


@pytest.mark.proof
def test_keys_are_only_labels(tmp_path: Path) -> None:
    """A key with control characters and a line break neither reaches the terminal nor becomes code."""
    source = f'n = []\n{FOUR}n.append(1)\n    return {{"{KEY}": float(len(n))}}\n'
    report = judged("backprop", source)
    shown = "".join(line.text for line in report_lines(report, Paper(width=80), next_steps=["nnprep"]))

    labels = [finding.label for outcome in report.outcomes for finding in outcome.findings]
    assert any("owned" in label for label in labels)
    assert [label for label in labels if not label.isprintable()] == []
    assert "\x1b" not in shown + report.show_case
    assert "\nINJECTED" not in "\n" + run("backprop", source, tmp_path)


def test_exception_of_several_lines() -> None:
    """What an exception says on several lines stays a comment."""
    case = judged("backprop", FOUR + "raise ValueError('first line\\nsecond line of it')\n").show_case

    compile(case, "case.py", "exec")
    assert "# second line of it" in case


def test_comments_are_short() -> None:
    """A long remark is wrapped."""
    case = judged("backprop", FOUR + "raise ValueError('many words ' * 40)\n").show_case
    comments = [line for line in case.split("\n") if line.startswith("#")]

    assert len(comments) > 4
    assert max(map(len, comments)) <= 88


@pytest.mark.parametrize("returned", ["X, y, W2", "X", "(X, None)[1]", "1.0"])
def test_wrong_number_of_values_is_printed(returned: str, tmp_path: Path) -> None:
    """If the number of values is wrong, they are printed, not unpacked."""
    assert run("backprop", f"{FOUR}return {returned}\n", tmp_path)


def test_changed_argument_is_printed(tmp_path: Path) -> None:
    """An argument that was changed is printed after the call."""
    edit = ("dz1 = da1 * (a1 * (1 - a1))", "a1 *= 1 - a1\n    dz1 = da1 * a1")

    assert "a1 after the call\n" in run("backprop", changed("backprop", edit), tmp_path)


def test_dtypes_are_printed(tmp_path: Path) -> None:
    """If the dtype is what differs, it is printed."""
    source = changed("activations").replace("def softmax(", "def softmax64(")
    source += "\n\ndef softmax(z, axis=-1):\n    return softmax64(z.astype(np.float64), axis)\n"

    assert "answer float64\n" in run("activations", source, tmp_path)


def test_a_property_of_two_networks_shows_both(tmp_path: Path) -> None:
    """A seed that is ignored can be seen: the script builds both networks."""
    source = changed("mlp").replace("default_rng(seed)", "default_rng()")

    assert run("mlp", source, tmp_path).count("W [array") >= 2


def test_a_step_shows_all_parameters(tmp_path: Path) -> None:
    """What a method without an answer did is read afterwards, weights and biases."""
    source = changed("mlp") + (
        "\n\nclass MLP(MLP):\n    def step(self, *args, **kwargs):\n"
        "        super().step(*args, **kwargs)\n        self.W = [2 * w for w in self.W]\n"
    )
    printed = run("mlp", source, tmp_path)

    assert "None" not in printed
    assert "W [array" in printed
    assert "b [array" in printed


@pytest.mark.proof
def test_operators_are_code(tmp_path: Path) -> None:
    """Operators on objects are shown as one would write them."""
    parts = [(f"{name}.grad += out.grad", f"{name}.grad = out.grad") for name in ("self", "other")]
    text = changed("autograd", *parts)

    assert "value3 = value + value\n" in judged("autograd", text).show_case
    assert "\ngrad 1.0\n" in run("autograd", text, tmp_path)


def test_a_long_sum_is_short_code() -> None:
    """A sum of one object, thousands of times, is one line."""
    peer = LocalPeer(changed("autograd"))
    peer.load()
    f = Functions(peer)
    summed([f.Value(1.0)] * 3000)

    assert Script({}, find_exercise("autograd")).lines(f.journal[-1]) == ["value = sum([value] * 3000)"]


def test_classes_of_any_name(tmp_path: Path) -> None:
    """A class whose name is not an identifier cannot inject code."""
    source = changed("mlp") + (
        "\n\nMLP = type(\"x\\nprint('INJECTED')\", (MLP,), {'forward': lambda self, X: 0})\n"
    )

    assert "INJECTED" not in run("mlp", source, tmp_path)
