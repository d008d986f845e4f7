"""Lint proves exercises by running them, and says what it could not prove."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnprep.content.library import exercise_ids, find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UsageError
from nnprep.lint.exercise_proof import prove
from nnprep.lint.lint import Verdict, lint
from nnprep.lint.mutants import SABOTEURS, sabotaged
from nnprep.sandbox.local import LocalPeer
from nnprep.screens.lint import confusion_page, proof_json, proof_page
from nnprep.terminal.layout import Paper

EXERCISE = "exercises/mean-squared-error"
SOLUTION = "solutions/mean-squared-error"
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
    """Lint the example's exercise and return all that is found."""
    return "\n".join(map(str, lint(root / "exercises", seeds=2).faults))


def printed(verdict: Verdict, width: int = 80) -> str:
    """Return what a person sees."""
    paper = Paper(width=width, ascii=True)
    lines = [line.text for page in (confusion_page, proof_page) for line in page(verdict, paper)]
    assert max(map(len, lines)) <= width
    return " ".join(" ".join(lines).split())


def test_the_example_is_proved(root: Path) -> None:
    """Every mistake is caught and named, and a run that finds nothing says what it proved."""
    verdict = lint(root, seeds=2)
    text = printed(verdict)

    assert verdict.faults == ()
    assert verdict.exit_code == 0
    (proof,) = verdict.exercises
    assert [row.mistake for row in proof.rows] == ["sum-instead-of-mean", "lost-factor-two", "mean-over-rows"]
    assert all(row.exact for row in proof.rows)
    assert proof.saboteurs == 1
    assert "No errors found" in text
    assert "4 key points" in text
    assert "3 mistakes" in text
    assert "lost-factor-two" in text
    assert "1 check proved by a saboteur" in text
    assert len(printed(verdict, width=40)) > 400


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            f"{EXERCISE}/stub.py",
            "    raise NotImplementedError",
            "    return 0.0",
            "stub.py:1:1: the untouched stub is",
        ),
        (f"{EXERCISE}/stub.py", "# nnprep: mean", "# nnprep: average", "the first line is not"),
        (f"{EXERCISE}/stub.py", "import numpy", "import numpyy", "the stub cannot be run"),
        (f"{SOLUTION}/reference.py", "import numpy", "import numpyy", "cannot be run"),
        (
            f"{SOLUTION}/reference.py",
            "    return 2",
            "    y_hat += 1\n    return 2",
            "the reference does not pass",
        ),
        (f"{SOLUTION}/checks.py", "def check_loss", "def loss", "no core check judges the part `loss`"),
        (f"{SOLUTION}/checks.py", '    """the loss of a batch of four"""\n', "", "has no docstring"),
        (f"{SOLUTION}/checks.py", "import numpy", "import numpyy", "cannot be run"),
        (f"{SOLUTION}/mistakes.yaml", "change: np.mean ", "change: np.men ", "stands not in the line"),
        (f"{SOLUTION}/mistakes.yaml", "to: np.sum", "to: np.sum(", "sum-instead-of-mean cannot be run"),
        (
            f"{SOLUTION}/mistakes.yaml",
            "severity: core",
            "severity: style",
            "is a style mistake, but caught by a core",
        ),
        (
            f"{SOLUTION}/mistakes.yaml",
            "to: np.sum",
            "to: np.average",
            "but caught by no check under seed 1",
        ),
        (f"{SOLUTION}/mistakes.yaml", 'to: ""', 'to: "1 * "', ""),
        (
            f"{EXERCISE}/exercise.yaml",
            "see: []",
            "see: [no-such-card]",
            "exercise.yaml:27:7: there is no card",
        ),
    ],
)
def test_what_is_not_proved_is_told(root: Path, name: str, old: str, new: str, said: str) -> None:
    """Each half-finished exercise is found out, and only that."""
    change(root, name, old, new)
    found = faults(root)

    assert said in found
    assert bool(found) is bool(said)


def test_mistakes_that_cannot_be_told_apart_are_told(root: Path) -> None:
    """Two mistakes that do the same must be one mistake in two spellings."""
    change(
        root,
        f"{SOLUTION}/mistakes.yaml",
        "same_as: lost-factor-two          # the same mistake in another spelling",
        "level: easy\n  edits:\n    - {line: return 2 * (y_hat - y) / y.size, change: '2', to: '1.0'}\n  say: Half.",
    )

    found = faults(root)

    assert "lost-factor-two is called lost-factor-two or halved-gradient" in found
    assert "halved-gradient is called lost-factor-two or halved-gradient" in found


def test_a_check_that_catches_nothing_is_told(root: Path) -> None:
    """Every check has to be seen to fail."""
    path = root / SOLUTION / "checks.py"
    path.write_text(path.read_text(encoding="utf-8") + IDLE, encoding="utf-8")
    line = path.read_text(encoding="utf-8").split("\n").index("def check_idle(f, rng):") + 1

    assert f"checks.py:{line}:1: check_idle has caught nothing" in faults(root)


@pytest.mark.parametrize("saboteur", SABOTEURS)
def test_saboteurs_leave_a_reference_that_runs(root: Path, saboteur: str) -> None:
    """A spoiled reference still loads, so that checks, not loading, must catch it."""
    reference = (root / SOLUTION / "reference.py").read_text(encoding="utf-8")

    LocalPeer(sabotaged(reference, saboteur)).load()


@pytest.mark.parametrize(
    "line",
    [
        'check_twice = same_twice("gradient", pair, part="gradient")',
        'check_rows = rows_independent("loss_rows", pair, batched=(0, 1), part="loss")',
        'check_order = order_irrelevant("loss", pair, batched=(0, 1), part="loss")',
        'check_float32 = keeps_float32("gradient", pair, part="gradient")',
        'check_integers = accepts_integers("gradient", pair, part="gradient")',
        'check_quiet = no_warnings("gradient", pair, part="gradient")',
    ],
)
def test_every_ready_made_check_meets_its_saboteur(root: Path, line: str) -> None:
    """Each of them passes on the reference, and has a saboteur of its own kind that it catches."""
    change(
        root,
        f"{SOLUTION}/checks.py",
        "from nnprep.checks.ready_made import inputs_kept",
        "from nnprep.checks.ready_made import *  # noqa: F403",
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

    verdict = lint(root / "exercises", seeds=1)

    assert verdict.faults == ()
    assert verdict.exercises[0].saboteurs >= 1


def test_a_path_narrows_what_is_proved(root: Path) -> None:
    """A root, one of its folders, a topic and an exercise are all paths; twins go together."""
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


def test_the_verdict_is_data(root: Path) -> None:
    """`--json` holds the faults with their places, and the confusion table."""
    change(root, "questions/losses.yaml", "year: 1948", "year: 2948")

    data = json.loads(json.dumps(proof_json(lint(root, seeds=1))))

    assert data["schema"] == "nnprep.lint/1"
    assert data["clean"] is False
    assert data["faults"][0]["message"].startswith("loss-before-training: 2948 is no year")
    assert data["exercises"][0]["mistakes"][1] == {
        "mistake": "lost-factor-two",
        "same_as": ["halved-gradient"],
        "severity": "core",
        "caught_at": "core",
        "checks": ["gradient"],
        "called": [["lost-factor-two"]],
    }


@pytest.mark.slow
@pytest.mark.parametrize("id", exercise_ids())
def test_built_in_exercises_are_proved(id: str) -> None:
    """Each built-in exercise is proved: every mistake is caught at its severity and called by its name."""
    exercise = find_exercise(id)
    mistakes = load_mistakes(exercise)

    proof = prove(exercise, mistakes, [1])

    assert [str(flaw) for flaw in proof.flaws] == []
    assert [row.mistake for row in proof.rows if not row.exact] == []


def test_built_in_cards_and_links_are_proved() -> None:
    """All built-in cards keep every rule."""
    from nnprep.content.roots import built_in

    assert [str(fault) for fault in lint(built_in() / "questions").faults] == []


def test_a_mistake_that_one_seed_lets_pass_is_told(root: Path) -> None:
    """Many seeds are tried, and the one under which nothing was caught is named."""
    change(root, f"{SOLUTION}/mistakes.yaml", "to: np.sum", "to: 'np.mean if y[0, 0] < 0.5 else np.sum'")
    change(root, f"{SOLUTION}/mistakes.yaml", "change: np.mean ", "change: np.mean((y_hat - y) ** 2) ")
    change(
        root,
        f"{SOLUTION}/mistakes.yaml",
        "np.mean if y[0, 0] < 0.5 else np.sum",
        "np.mean((y_hat - y) ** 2) if y[0, 0] > 1.5 else 0",
    )

    few, many = lint(root / "exercises", seeds=3).faults, lint(root / "exercises", seeds=30).faults

    assert few == ()
    assert "caught by no check under seed" in many[0].message


def test_a_name_that_checks_cannot_call_is_told(root: Path) -> None:
    """A function with a name that `f` has itself is refused: a check would call that instead."""
    change(root, f"{EXERCISE}/exercise.yaml", "  - {name: loss}", "  - {name: loss}\n  - {name: read}")

    assert "`read` is what `f` calls something of its own" in faults(root)


def test_byte_order_marks(root: Path) -> None:
    """A byte order mark, which Windows editors write, is no error in any file."""
    for path in (path for path in root.rglob("*") if path.is_file()):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert lint(root, 1).faults == ()
