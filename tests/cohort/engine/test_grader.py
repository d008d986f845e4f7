"""What a class is told is what each file would be told alone, whoever came before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnprep.cohort.engine.class_seed import confirming
from nnprep.cohort.engine.grader import Grader, OtherVersionError, record_from
from nnprep.cohort.engine.task import Task, version_of
from nnprep.cohort.record import line_of
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.exercises import Exercise
from nnprep.grading.answer_key import AnswerKey
from nnprep.grading.judge import judge
from nnprep.grading.known_answers import KnownAnswers
from nnprep.sandbox.limits import MEBIBYTE, Limits
from nnprep.sandbox.parent.bundles import Series
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.fork_server import ForkedProcess, ForkServer
from nnprep.sandbox.parent.process import WallError
from tests.corpus import SHORT, submissions

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
EXERCISE = find_exercise("backprop")
VERSION = version_of(EXERCISE)
SEED = 2**127 + 5
REFERENCE = (EXERCISE.solution / "reference.py").read_text(encoding="utf-8")
LUCKY = (
    REFERENCE
    + """

right = backward


def backward(X, y, *rest):
    values = right(X, y, *rest)
    return values if X.flat[0] < 2.3 else None
"""
)


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    """Return a grader."""
    with Grader(Limits(call=60.0, total=120.0, cpu=120)) as grader:
        yield grader


def task(code: bytes, seed: int = SEED) -> Task:
    """Return a task of the exercise backprop."""
    return Task("backprop", code, seed, VERSION)


def test_neighbors_change_nothing(grader: Grader) -> None:
    """A record has the same bytes whatever was judged before, and says what the file alone is told."""
    names = ("right_loop", "wrong_first_term_only", "wrong_relu_mask")
    files = [(SOLUTIONS / "backprop" / f"{name}.py").read_bytes() for name in names]
    forth = [line_of(grader.grade(task(code))) for code in files]
    back = [line_of(grader.grade(task(code))) for code in reversed(files)][::-1]
    alone = []
    for code in files:
        report = judge(EXERCISE, "backprop", ChildPeer.start(code, limits=grader.limits), seed=SEED)
        alone.append(line_of(record_from(report, task(code), grader.limits)))

    assert forth == back == alone


def test_pass_is_confirmed(grader: Grader) -> None:
    """What passes with one seed and not with the other is for a human, and says so."""
    record = grader.grade(task(LUCKY.encode(), seed=8))

    assert (record.status, record.passed) == ("unsure", False)
    assert record.symptom.startswith("The verdict depends on the random inputs: ")
    assert confirming(1) != 1


def test_nothing_is_asked_twice(grader: Grader) -> None:
    """A check that draws nothing runs with the first seed only: its requests would be the same again."""
    exercise = find_exercise("one-hot")
    first, then = (
        {check.name for check in grader.key_with_known(exercise, seed, core=True, after=after).checks}
        for seed, after in ((SEED, None), (confirming(SEED), SEED))
    )

    assert first - then == {"one-class"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is less than a wall")
def test_record_says_how_it_was_reached(grader: Grader) -> None:
    """Isolation, limits, seed and version are in each record; what differs between kernels isn't."""
    record = grader.grade(task(REFERENCE.encode()))

    assert record.isolation["level"] == "wall"
    assert not any("Landlock" in text for text in record.isolation.values())
    assert record.limits["memory"] == 1 << 30
    assert record.seed == f"0x{SEED:032x}"
    assert record.version == VERSION
    assert [part.id for part in record.parts] == ["backward"]
    assert all(check.passed for check in record.parts[0].checks)


def test_file_that_cannot_be_loaded(grader: Grader) -> None:
    """What can't be loaded has no parts, and a sentence that says why."""
    record = grader.grade(task(b"def backward(:\n"))

    assert (record.status, record.parts) == ("crashed", ())
    assert record.symptom.startswith("SyntaxError in line 1:")


def test_other_version(grader: Grader) -> None:
    """A machine with other checks judges nothing."""
    with pytest.raises(OtherVersionError, match="Install the same nnprep"):
        grader.grade(task(b"")._replace(version="0.0.1+00000000"))


@pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux only")
def test_warm_process_that_died_is_replaced(grader: Grader) -> None:
    """If the warm process is gone, the next submission gets another one."""
    assert grader.grade(task(REFERENCE.encode())).passed
    assert grader._server is not None
    grader._server._process.kill()
    grader._server._process.wait()

    assert grader.grade(task(REFERENCE.encode())).passed


@pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux only")
def test_machine_without_processes_is_waited_for(grader: Grader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A submission is judged though the system refused a process for a moment; a lasting refusal is an error."""
    fork, refusals = ForkServer.start, [WallError("no process left")] * 3

    def start(server: ForkServer, limits: Limits) -> ForkedProcess:
        if refusals:
            raise refusals.pop()
        return fork(server, limits)

    monkeypatch.setattr(ForkServer, "start", start)
    monkeypatch.setattr("nnprep.cohort.engine.grader.PAUSES", (0.0,) * 3)
    assert grader.grade(task(REFERENCE.encode())).passed
    refusals += [WallError("no process left")] * 4
    with pytest.raises(WallError):
        grader.grade(task(REFERENCE.encode()))


@pytest.mark.proof
def test_hostile_neighbors_change_nothing(grader: Grader, tmp_path: Path) -> None:
    """After each hostile file of the tests, in the same process, an honest one gets the same bytes."""
    victim = tmp_path / "canary"
    victim.write_text("alive")
    version = version_of(find_exercise("forward"))
    honest = Task("forward", (find_exercise("forward").solution / "reference.py").read_bytes(), SEED, version)
    wrong = honest._replace(code=sorted((SOLUTIONS / "forward").glob("wrong_*.py"))[0].read_bytes())
    before = [grader.grade(honest), grader.grade(wrong)]
    # What never ends costs its limit: how long it goes on changes nothing that could reach its neighbors.
    with Grader(SHORT._replace(memory=400 * MEBIBYTE, restarts=2)) as short:
        alone = [short.grade(honest), short.grade(wrong)]
        for number, submission in enumerate(submissions()):
            short.grade(honest._replace(code=submission.source(victim)))

            assert short.grade(honest) == alone[0], submission.name
            # What it left behind stays there, so that the diagnosis needn't run after each.
            assert number % 4 or short.grade(wrong) == alone[1], submission.name
    assert [each.status for each in before] == [each.status for each in alone]
    assert list(tmp_path.iterdir()) == [victim]


class PlainGrader(Grader):
    """A grader that knows no request in advance."""

    def series(self, exercise: Exercise, known: KnownAnswers, key: AnswerKey) -> list[Series]:
        """Return nothing that is known."""
        return [Series((), whole=False)] * len(key.checks)


COUNTING = REFERENCE.replace("def backward(", "calls = []\n\n\ndef backward(").replace(
    "    m = ", "    calls.append(1)\n    if len(calls) == 7:\n        raise ValueError(len(calls))\n    m = "
)
"""Right, but the seventh call raises, which later checks must not see earlier or later."""


EXITING = REFERENCE.replace("    m = ", "    import os\n    if len(X) > 30:\n        os._exit(3)\n    m = ")


def words(grader: Grader, id: str, code: bytes) -> list[str]:
    """Return what is said of a file, without a diagnosis."""
    exercise = find_exercise(id)
    task = Task(id, code, SEED, version_of(exercise))
    report = grader.judged(task, exercise, SEED, grader.limits, explaining=False)
    return [report.trouble, *(f"{o.check}: {o.status} {o.message}" for o in report.outcomes)]


@pytest.mark.parametrize(
    "code", [REFERENCE, COUNTING, EXITING, "x = 1"], ids=["right", "counts", "exits", "empty"]
)
def test_requests_in_advance_change_nothing(grader: Grader, code: str) -> None:
    """The same is said of a file whether requests come one by one or together, even if it ends its process."""
    with PlainGrader(grader.limits) as plain:
        assert words(grader, "backprop", code.encode()) == words(plain, "backprop", code.encode())


@pytest.mark.parametrize("name", ["an-array-for-an-outcome", "seventy-thousand-axes"])
def test_a_forged_answer_is_judged_as_one(grader: Grader, tmp_path: Path, name: str) -> None:
    """A process that makes up an answer is reported just as if requests had come one by one."""
    (forged,) = (each for each in submissions() if each.name == f"forged/{name}")
    code = forged.source(tmp_path / "canary")

    with PlainGrader(grader.limits) as plain:
        assert words(grader, "forward", code) == words(plain, "forward", code)
