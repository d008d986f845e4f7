"""Lint proves exercises by running them, and reports what it can't prove."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import numpy as np
import pytest

from nnprep.content import trusted_code
from nnprep.errors import UsageError
from nnprep.lint.lint import LintResult, lint
from nnprep.lint.mutants import MUTANTS, mutated
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer
from nnprep.screens.lint import confusion_page, proof_json, proof_page
from nnprep.terminal.layout import Paper

EXERCISE = "exercises/mean-squared-error"
SOLUTION = "solutions/mean-squared-error"
RARE = '''

@part("loss")
def check_rare(f, rng):
    """a loss that is measured now and then"""
    y_hat, y = np.ones((3, 2)), np.zeros((3, 2))
    return f.loss(y_hat, y) if rng.random() < {limit} else f.loss(y, y)
'''
FOURTH = """- id: fourth-power
  level: easy
  edits:
    - {line: return float(np.mean((y_hat - y) ** 2)), change: "2", to: "4"}
  say: You took the fourth power of the differences. A squared error takes their squares.
"""
FAR = """
def far(rng, rows=4, columns=3):
    y_hat, y = pair(rng, rows, columns)
    return y_hat, 2 + abs(y)


"""
IDLE = '''

@part("loss")
def check_idle(f, rng):
    """a loss of nothing"""
    return f.loss(np.ones((2, 2)), np.ones((2, 2)))
'''


def change(root: Path, name: str, old: str, new: str) -> None:
    """Change one file of the example."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(root: Path) -> str:
    """Lint the example's exercise and return all errors."""
    return "\n".join(map(str, lint(root / "exercises", seeds=2).faults))


def printed(result: LintResult, width: int = 80) -> str:
    """Return the text on the screen."""
    paper = Paper(width=width, ascii=True)
    lines = [line.text for page in (confusion_page, proof_page) for line in page(result, paper)]
    assert max(map(len, lines)) <= width
    return " ".join(" ".join(lines).split())


def test_the_example_is_proved(root: Path) -> None:
    """Every mistake is caught and diagnosed, and a run without errors says what it proved."""
    result = lint(root, seeds=2)
    text = printed(result)

    assert result.faults == ()
    assert result.exit_code == 0
    (proof,) = result.exercises
    assert [row.mistake for row in proof.rows] == ["sum-instead-of-mean", "lost-factor-two", "mean-over-rows"]
    assert all(row.exact for row in proof.rows)
    assert proof.mutants == 1
    assert "No errors found" in text
    assert "4 key points" in text
    assert "3 mistakes" in text
    assert "lost-factor-two" in text
    assert "1 check proved by a mutant" in text
    assert len(printed(result, width=40)) > 400


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            f"{EXERCISE}/stub.py",
            "    raise NotImplementedError",
            "    return 0.0",
            "stub.py:1:1: the unedited stub is",
        ),
        (f"{EXERCISE}/stub.py", "# nnprep: mean", "# nnprep: average", "the first line is not"),
        (f"{EXERCISE}/stub.py", "import numpy", "import numpyy", "stub.py:8:1: the stub can't be run"),
        (f"{SOLUTION}/reference.py", "import numpy", "import numpyy", "reference.py:1:1: can't be run"),
        (
            f"{SOLUTION}/reference.py",
            "    return 2",
            "    y_hat += 1\n    return 2",
            "the reference fails",
        ),
        (f"{SOLUTION}/checks.py", '    """the loss of a batch of four"""\n', "", "has no docstring"),
        (f"{SOLUTION}/checks.py", "import numpy", "import numpyy", "checks.py:1:1: can't be run"),
        (
            f"{SOLUTION}/checks.py",
            "return f.loss",
            "assert f.loss",
            "checks.py:15:5: a check can't use `assert`",
        ),
        (f"{SOLUTION}/checks.py", '@part("loss")', '@part("lost")', "checks.py:11:1: check_loss belongs to"),
        (
            f"{SOLUTION}/checks.py",
            "batch_size",
            "batchsize",
            "checks.py:14:1: given() doesn't know batchsize",
        ),
        (f"{SOLUTION}/mistakes.yaml", "change: np.mean ", "change: np.men ", "but occurs 0 times"),
        (f"{SOLUTION}/mistakes.yaml", "to: np.sum", "to: np.sum(", "sum-instead-of-mean can't be run"),
        (
            f"{SOLUTION}/mistakes.yaml",
            "severity: core",
            "severity: style",
            "is a style mistake, but a core check catches it",
        ),
        (
            f"{SOLUTION}/mistakes.yaml",
            "to: np.sum",
            "to: np.average",
            "but no check catches it with seed 1",
        ),
        (f"{SOLUTION}/mistakes.yaml", 'to: ""', 'to: "1 * "', ""),
        (
            f"{EXERCISE}/exercise.yaml",
            "see: []",
            "see: [no-such-card]",
            "exercise.yaml:30:7: there is no card",
        ),
    ],
)
def test_what_is_not_proved_is_reported(root: Path, name: str, old: str, new: str, said: str) -> None:
    """Each unfinished exercise is reported, and a harmless change is not."""
    change(root, name, old, new)
    found = faults(root)

    assert said in found
    assert bool(found) is bool(said)


def test_a_part_without_checks_is_reported(root: Path) -> None:
    """A core check must judge each part."""
    change(root, f"{SOLUTION}/checks.py", "def check_loss", "def loss")
    change(root, f"{SOLUTION}/checks.py", "check_any_loss = ", "any_loss = ")

    assert "no core check judges the part `loss`" in faults(root)


def test_indistinguishable_mistakes_are_reported(root: Path) -> None:
    """Two mistakes with the same effect must be one mistake in two spellings."""
    change(
        root,
        f"{SOLUTION}/mistakes.yaml",
        "same_as: lost-factor-two          # the same mistake in another spelling",
        "level: easy\n  edits:\n    - {line: return 2 * (y_hat - y) / y.size, change: '2', to: '1.0'}\n  say: Half.",
    )

    found = faults(root)

    assert found.count("lost-factor-two and halved-gradient are indistinguishable: add a check") == 2


def test_a_check_that_catches_nothing_is_reported(root: Path) -> None:
    """Every check must be able to fail."""
    path = root / SOLUTION / "checks.py"
    path.write_text(path.read_text(encoding="utf-8") + IDLE, encoding="utf-8")
    line = path.read_text(encoding="utf-8").split("\n").index("def check_idle(f, rng):") + 1

    assert f"checks.py:{line}:1: check_idle catches nothing" in faults(root)


def test_a_check_that_catches_something_with_another_seed_is_not_idle(root: Path) -> None:
    """What a check draws may show a mistake with the second seed only."""
    path = root / SOLUTION / "checks.py"
    text = path.read_text(encoding="utf-8")
    draws = [np.random.default_rng([seed, zlib.crc32(b"rare")]).random() for seed in (1, 2, 3)]
    least, most = min(draws[1:]), draws[0]
    path.write_text(text + RARE.format(limit=(least + most) / 2), encoding="utf-8")

    assert least < most
    assert faults(root) == ""
    path.write_text(text + RARE.format(limit=0), encoding="utf-8")
    assert "check_rare catches nothing" in faults(root)


@pytest.mark.parametrize("mutant", MUTANTS)
def test_mutants_can_be_loaded(root: Path, mutant: str) -> None:
    """A mutant still loads, so that checks must catch it."""
    reference = (root / SOLUTION / "reference.py").read_text(encoding="utf-8")

    LocalPeer(mutated(reference, mutant)).load()


def test_mutants_change_texts_and_dicts() -> None:
    """Of a function from a dict to a list of texts, `same_twice` and `inputs_kept` catch a mutant too."""
    reference = "def spell(words, times):\n    return list(words) * times\n"
    stateful, careless = (
        Functions(LocalPeer(mutated(reference, mutant))) for mutant in ("same_twice", "inputs_kept")
    )
    for each in (stateful, careless):
        each.peer.load()
    careless.spell({"a": 1, "b": 2}, 1)

    assert stateful.spell({"a": 1}, 2) == ["a", "a"]
    assert stateful.spell({"a": 1}, 2) == ["ax", "ax"]
    assert careless.calls[-1].changed == ("words",)


@pytest.mark.parametrize(
    "line",
    [
        'check_twice = same_twice("gradient", pair, part="gradient")',
        'check_rows = rows_independent("loss_rows", pair, batched=(0, 1), part="loss")',
        'check_order = order_irrelevant("loss", pair, batched=(0, 1), part="loss")',
        'check_float32 = keeps_float32("gradient", pair, part="gradient")',
        'check_quiet = no_warnings("gradient", pair, part="gradient")',
    ],
)
def test_every_ready_made_check_catches_its_mutant(root: Path, line: str) -> None:
    """Each passes on the reference and catches a mutant of its own kind."""
    change(
        root,
        f"{SOLUTION}/checks.py",
        "from nnprep.checks import drawn_cases, given, inputs_kept, part",
        "from nnprep.checks import *  # noqa: F403",
    )
    path = root / SOLUTION / "checks.py"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    more = "\n\ndef loss_rows(y_hat, y):\n    return np.mean((y_hat - y) ** 2, axis=1)\n"
    for name in (f"{SOLUTION}/reference.py", f"{EXERCISE}/stub.py"):
        file = root / name
        empty = more.replace("return np.mean((y_hat - y) ** 2, axis=1)", "raise NotImplementedError")
        file.write_text(
            file.read_text(encoding="utf-8") + (empty if "stub" in name else more), encoding="utf-8"
        )

    result = lint(root / "exercises", seeds=1)

    assert result.faults == ()
    assert result.exercises[0].mutants >= 1


def test_a_path_narrows_what_is_proved(root: Path) -> None:
    """A path can be a root, one of its folders, a topic or an exercise with its solution."""
    change(root, "questions/losses.yaml", "year: 1948", "year: 2948")
    change(root, f"{SOLUTION}/mistakes.yaml", "severity: core", "severity: style")

    def found(path: str) -> list[str]:
        return [fault.path.name for fault in lint(root / path, seeds=1).faults]

    assert found("") == ["losses.yaml", "mistakes.yaml"]
    assert found("questions") == found("questions/losses.yaml") == ["losses.yaml"]
    assert found("exercises") == found("solutions") == found(EXERCISE) == found(SOLUTION) == ["mistakes.yaml"]


def test_paths_that_are_no_content_are_refused(tmp_path: Path, root: Path) -> None:
    """Nothing to prove is not a proof."""
    (tmp_path / "empty" / "questions").mkdir(parents=True)
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "empty", root / "questions" / "other.yaml"):
        with pytest.raises(UsageError):
            lint(path)


def test_the_result_is_data(root: Path) -> None:
    """`--json` holds the errors with their places, and the confusion table."""
    change(root, "questions/losses.yaml", "year: 1948", "year: 2948")

    data = json.loads(json.dumps(proof_json(lint(root, seeds=1))))

    assert data["schema"] == "nnprep.lint/1"
    assert data["clean"] is False
    assert data["faults"][0]["message"].startswith("loss-before-training: 2948 is not a possible year")
    assert data["exercises"][0]["mistakes"][1] == {
        "mistake": "lost-factor-two",
        "same_as": ["halved-gradient"],
        "severity": "core",
        "caught_at": "core",
        "checks": ["gradient", "any-gradient"],
        "called": [["lost-factor-two"]],
    }


def test_a_mistake_that_passes_with_one_seed_is_reported(root: Path) -> None:
    """Many seeds are tried, and the one with which nothing caught it is named."""
    change(root, f"{SOLUTION}/mistakes.yaml", "to: np.sum", "to: 'np.mean if y[0, 0] < 0.5 else np.sum'")
    change(root, f"{SOLUTION}/mistakes.yaml", "change: np.mean ", "change: np.mean((y_hat - y) ** 2) ")
    change(
        root,
        f"{SOLUTION}/mistakes.yaml",
        "np.mean if y[0, 0] < 0.5 else np.sum",
        "np.mean((y_hat - y) ** 2) if y[0, 0] > 1.5 else 0",
    )

    # Lint asks for drawn losses, which must catch a mistake: not this one, which is right in them, but another.
    change(root, f"{SOLUTION}/mistakes.yaml", "- id: lost-factor-two", FOURTH + "- id: lost-factor-two")
    change(root, f"{SOLUTION}/checks.py", "SIZES = ", FAR + "SIZES = ")
    change(root, f"{SOLUTION}/checks.py", '"loss", pair', '"loss", far')

    few, many = lint(root / "exercises", seeds=3).faults, lint(root / "exercises", seeds=30).faults

    assert few == ()
    assert "no check catches it with seed" in many[0].message


def test_a_reserved_function_name_is_reported(root: Path) -> None:
    """A function can't have a name that `f` uses itself: a check would call that instead."""
    change(root, f"{EXERCISE}/exercise.yaml", "  - {name: loss}", "  - {name: loss}\n  - {name: read}")

    assert "`f.read` has another meaning in checks" in faults(root)


@pytest.mark.parametrize("name", [f"{EXERCISE}/stub.py", f"{SOLUTION}/reference.py", f"{SOLUTION}/checks.py"])
@pytest.mark.parametrize(
    ("more", "said"),
    [("# caf\xe9", "not UTF-8"), ("def f(:", "syntax error"), ("import nowhere", "can't be run")],
)
def test_an_error_in_a_python_file_is_reported_at_its_own_line(
    root: Path, name: str, more: str, said: str
) -> None:
    """A file that isn't UTF-8, isn't Python or can't be imported is named with the line, and no other file is."""
    path = root / name
    data = path.read_bytes()
    path.write_bytes(data + more.encode("latin-1") + b"\n")

    (fault,) = lint(root / "exercises", seeds=1).faults

    assert fault.path.name == path.name
    assert fault.line == data.count(b"\n") + 1
    assert said in fault.message


def test_errors_of_all_files_are_reported_together(root: Path) -> None:
    """The stub, the reference, the checks and an edit that doesn't fit: one run reports them all."""
    change(root, f"{EXERCISE}/stub.py", "def loss", "def loss(:\ndef loss")
    change(root, f"{SOLUTION}/checks.py", '@part("gradient")', '@part("gradeint")')
    change(root, f"{SOLUTION}/mistakes.yaml", "change: np.mean ", "change: np.men ")

    found = [fault.path.name for fault in lint(root / "exercises", seeds=1).faults]

    assert sorted(set(found)) == ["checks.py", "mistakes.yaml", "stub.py"]


def test_an_unknown_part_is_reported_where_its_check_is_defined(root: Path) -> None:
    """The error is in checks.py, at the check."""
    change(root, f"{SOLUTION}/checks.py", '@part("gradient")', '@part("gradeint")')
    path = root / SOLUTION / "checks.py"
    line = path.read_text(encoding="utf-8").split("\n").index("def check_gradient(f, rng):") + 1

    assert f"checks.py:{line}:1: check_gradient belongs to" in faults(root)


@pytest.mark.parametrize("name", [f"{SOLUTION}/reference.py", f"{SOLUTION}/checks.py"])
def test_code_that_exits_is_reported(root: Path, name: str) -> None:
    """`sys.exit()` at the end of a file doesn't end lint."""
    path = root / name
    data = path.read_text(encoding="utf-8")
    path.write_text(data + "raise SystemExit(0)\n", encoding="utf-8")

    assert f"{path.name}:{data.count(chr(10)) + 1}:1: " in faults(root)


def test_a_loop_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An endless loop in a check is stopped and named with its line."""
    monkeypatch.setattr(trusted_code, "SECONDS", 0.5)
    change(root, f"{SOLUTION}/checks.py", "    y_hat, y = pair(rng)", "    while True:\n        pass")

    assert "endless loop" in faults(root)


def test_a_mistake_that_loops_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake whose code never ends is an error of mistakes.yaml."""
    monkeypatch.setattr(trusted_code, "SECONDS", 0.5)
    change(root, f"{SOLUTION}/mistakes.yaml", 'to: ""', 'to: "(lambda: [None for _ in iter(int, 1)])() or "')

    assert "lost-factor-two exits or loops endlessly" in faults(root)


def test_a_reference_that_raises_is_reported_at_its_own_line(root: Path) -> None:
    """The line is that of the reference, not that of the check that called it."""
    change(root, f"{SOLUTION}/reference.py", "    return 2", "    raise ValueError\n    return 2")
    rows = (root / SOLUTION / "reference.py").read_text(encoding="utf-8").split("\n")

    assert f"reference.py:{rows.index('    raise ValueError') + 1}:1: the reference fails" in faults(root)


def test_byte_order_marks(root: Path) -> None:
    """A byte order mark, which Windows editors write, is no error in any file."""
    for path in (path for path in root.rglob("*") if path.is_file()):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert lint(root, 1).faults == ()


def test_the_reference_keeps_the_contract_of_the_stub(root: Path) -> None:
    """Other parameters and other docstrings are reported at their lines; further optional parameters are not."""
    name = "solutions/mean-squared-error/reference.py"
    change(root, name, "def loss(y_hat, y):", 'def loss(y_hat, y, axis=None):\n    """Return a loss."""')
    change(root, name, "def gradient(y_hat, y):", "def gradient(y_hat, target):")
    change(root, name, "(y_hat - y) / y.size", "(y_hat - target) / target.size")
    said = faults(root)

    assert "reference.py:5:5: the docstring of loss differs from the stub's" in said
    assert "reference.py:10:1: gradient(y_hat, target) takes other arguments than in the stub" in said
    assert "loss(y_hat, y, axis=None) takes" not in said


def test_what_must_change_is_asked_for_at_its_line(root: Path) -> None:
    """A file that ignores new labels is refused by `changing`: without it, the error is at the first drawn cases."""
    name = "solutions/mean-squared-error/checks.py"
    text = (root / name).read_text(encoding="utf-8").replace(" changing=(1,),", "")
    (root / name).write_text(text, encoding="utf-8")
    (line,) = (number for number, row in enumerate(text.split("\n"), 1) if row.startswith("check_any_loss"))

    assert f"checks.py:{line}:1: a file that is right until its other arguments change" in faults(root)
