"""Judges real submissions, written in other styles than the reference: right ones pass, wrong ones are named.

One file in `tests/solutions/<exercise>/` is one submission. The first line of a wrong one says what is expected:
`# expect: no-mean-dW2`, `# expect: first + second` for two mistakes together, `# expect: unnamed`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.report import Report, Status
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.parent.child_process import ChildPeer

FOLDER = Path(__file__).resolve().parent / "solutions"
RIGHT = sorted(FOLDER.glob("*/right_*.py"))
WRONG = sorted(FOLDER.glob("*/wrong_*.py"))


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def judged(path: Path, seed: int) -> Report:
    exercise = find_exercise(path.parent.name)
    return judge(exercise, path.name, LocalPeer(path.read_text(encoding="utf-8"), path.stem), seed=seed)


def problems(report: Report) -> list[str]:
    return [f"{o.check}: {o.message}" for o in report.failing]


@pytest.mark.parametrize("path", RIGHT, ids=shown)
@pytest.mark.parametrize(
    "seeds", [range(2), pytest.param(range(2, 20), marks=pytest.mark.slow)], ids=["two", "more"]
)
def test_right_submission_passes(path: Path, seeds: range) -> None:
    """A right answer is never rejected, whatever its style and whatever the seed."""
    for seed in seeds:
        report = judged(path, seed)

        assert problems(report) == []
        assert report.status is Status.PASSED


@pytest.mark.parametrize("path", WRONG, ids=shown)
def test_wrong_submission_is_named(path: Path) -> None:
    """A wrong answer is never accepted, and the diagnosis is the expected one."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    wanted = first.removeprefix("# expect: ").strip()
    expected = [] if wanted == "unnamed" else [sorted(wanted.split(" + "))]
    for seed in (1, 2):
        report = judged(path, seed)

        assert expected == [sorted(diagnosis.mistakes) for diagnosis in report.diagnosis]
        grave = not report.diagnosis or report.diagnosis[0].severity is Severity.CORE
        assert (report.status is not Status.PASSED) == grave


@pytest.mark.parametrize("exercise", sorted({path.parent.name for path in RIGHT}))
def test_submissions_behave_alike_behind_the_wall(exercise: str) -> None:
    """A process of its own sees what the parent sees: the same verdict, the same diagnosis."""
    right = [path for path in RIGHT if path.parent.name == exercise][:1]
    wrong = [path for path in WRONG if path.parent.name == exercise][:1]
    for path in (*right, *wrong):
        with ChildPeer.start(path.read_bytes()) as peer:
            behind = judge(find_exercise(exercise), path.name, peer, seed=5)
        beside = judged(path, 5)

        assert behind.status is beside.status
        assert behind.diagnosis == beside.diagnosis


def test_every_exercise_has_submissions() -> None:
    """Every exercise with submissions has at least four right and six wrong ones."""
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        assert len(list(folder.glob("right_*.py"))) >= 4, folder.name
        assert len(list(folder.glob("wrong_*.py"))) >= 6, folder.name
