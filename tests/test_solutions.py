"""Judges real submissions in styles unlike the reference: right ones pass, and wrong ones are diagnosed.

Each file in `tests/solutions/<exercise>/` is one submission. A wrong one's first line is the expected diagnosis:
`# expect: no-mean-dW2`, `# expect: first + second` for two mistakes together, or `# expect: unnamed`, which may be
followed by `# says: ` and words that the report says.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.answer_key import AnswerKey
from nnprep.grading.judge import judge
from nnprep.grading.report import Report, Status
from nnprep.grading.shared_key import shared_key
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.parent.child_process import ChildPeer

FOLDER = Path(__file__).resolve().parent / "solutions"
SAYS = "\n# says: "
RIGHT = sorted(FOLDER.glob("*/right_*.py"))
WRONG = sorted(FOLDER.glob("*/wrong_*.py"))


def sampled(paths: list[Path], every: int = 1) -> list[ParameterSet]:
    """Leave one in so many of each exercise in the normal run; the others are proofs."""
    numbers: Counter[Path] = Counter()
    chosen = []
    for path in paths:
        chosen.append(pytest.param(path, marks=pytest.mark.proof if numbers[path.parent] % every else ()))
        numbers[path.parent] += 1
    return chosen


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def judged(path: Path, seed: int) -> Report:
    exercise = find_exercise(path.parent.name)
    peer = LocalPeer(path.read_text(encoding="utf-8"), path.stem)
    report = judge(exercise, path.name, peer, seed=seed, key=key(path.parent.name, seed))
    said = [outcome.message for outcome in report.outcomes]
    assert [each for each in said if each.startswith("nnprep couldn't")] == []
    return report


@lru_cache(maxsize=6)
def key(exercise: str, seed: int) -> AnswerKey:
    """Return what submissions are compared with, as a class is judged: it's run once for several of them."""
    return shared_key(find_exercise(exercise), seed)


def problems(report: Report) -> list[str]:
    return [f"{o.check}: {o.message}" for o in report.failing]


@pytest.mark.parametrize("path", sampled(RIGHT, 12), ids=shown)
def test_right_submission_passes(path: Path) -> None:
    """A right submission is never rejected, whatever its style."""
    assert_passes(path, range(2))


@pytest.mark.proof
@pytest.mark.parametrize("path", sampled(RIGHT), ids=shown)
def test_right_submission_passes_with_other_seeds(path: Path) -> None:
    """Nor is it with other seeds: three of six, by the file's name, so that each seed is tried on many files."""
    assert_passes(path, [2 + (number_of(path) + k) % 6 for k in range(3)])


def assert_passes(path: Path, seeds: Iterable[int]) -> None:
    for seed in seeds:
        report = judged(path, seed)

        assert problems(report) == []
        assert report.status is Status.PASSED


def number_of(path: Path) -> int:
    """Return a number that depends on the file's name only."""
    return zlib.crc32(shown(path).encode())


@pytest.mark.parametrize("path", sampled(WRONG, 24), ids=shown)
def test_wrong_submission_is_named(path: Path) -> None:
    """A wrong submission is never accepted, and it gets the expected diagnosis."""
    # One of two seeds, by the file's name: both are tried on many files.
    assert_named(path, 1 + number_of(path) % 2)


@pytest.mark.parametrize(
    "path", sampled([path for path in WRONG if SAYS in path.read_text("utf-8")], 8), ids=shown
)
def test_what_is_measured_of_an_unnamed_mistake(path: Path) -> None:
    """Where no mistake is named, a true sentence says how the values are wrong: that of the file's second line."""
    wanted = path.read_text(encoding="utf-8").split(SAYS, 1)[1].partition("\n")[0]
    report = judged(path, 7)

    assert any(wanted in each for each in report.symptoms), report.symptoms


@pytest.mark.proof
@pytest.mark.parametrize("path", sampled(WRONG[::4]), ids=shown)
def test_wrong_submission_is_named_with_another_seed(path: Path) -> None:
    """So it is with a seed that nobody looked at."""
    assert_named(path, 3)


def assert_named(path: Path, seed: int) -> None:
    """Judge a wrong submission and compare its diagnosis with what its first line expects."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    wanted = first.removeprefix("# expect: ").strip()
    expected = [] if wanted == "unnamed" else [sorted(part.split(" + ")) for part in wanted.split(" / ")]
    report = judged(path, seed)

    assert expected == [sorted(diagnosis.mistakes) for diagnosis in report.diagnosis]
    grave = not report.diagnosis or report.diagnosis[0].severity is Severity.CORE
    assert (report.status is not Status.PASSED) == grave


@pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(exercise, marks=() if number % 8 == 0 else pytest.mark.proof)
        for number, exercise in enumerate(sorted({path.parent.name for path in RIGHT}))
    ],
)
def test_submissions_behave_alike_behind_the_wall(exercise: str) -> None:
    """Judging in a child process gives the same verdict and diagnosis as judging in the parent."""
    right = [path for path in RIGHT if path.parent.name == exercise][:1]
    wrong = [path for path in WRONG if path.parent.name == exercise][:1]
    for path in (*right, *wrong):
        with ChildPeer.start(path.read_bytes()) as peer:
            behind = judge(find_exercise(exercise), path.name, peer, seed=5)
        beside = judged(path, 5)

        assert behind.status is beside.status
        assert behind.diagnosis == beside.diagnosis


def test_loops_over_entries_are_right_and_told_to_vectorize() -> None:
    """A right submission that loops over entries passes; a remark on style says how many lines it runs."""
    path = FOLDER / "forward" / "right_loop.py"
    with ChildPeer.start(path.read_bytes()) as peer:
        report = judge(find_exercise("forward"), path.name, peer, seed=5)

    assert report.status is Status.PASSED
    (slow,) = [outcome for outcome in report.raised_next if outcome.check == "large"]
    assert "lines of Python in a large case" in slow.message


def test_every_exercise_has_submissions() -> None:
    """Every exercise with submissions has at least four right and six wrong ones."""
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        assert len(list(folder.glob("right_*.py"))) >= 4, folder.name
        assert len(list(folder.glob("wrong_*.py"))) >= 6, folder.name
