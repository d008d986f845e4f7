"""A class is judged once: what is known or equal isn't judged again, and nobody's trouble is another's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from nnprep.cohort.engine.grading import Class, ClusterError, Plan
from nnprep.cohort.engine.task import Task
from nnprep.cohort.engine.worker_process import LostTaskError, WorkerError
from nnprep.cohort.journal import Journal
from nnprep.cohort.record import Record, record_of
from nnprep.cohort.record_files import records_in
from nnprep.cohort.submission import Submission
from nnprep.errors import NnprepError


class Verdicts:
    """A machine that answers at once, with what a function makes of a task."""

    window = 3

    def __init__(self, verdict: Callable[[Task], Record]) -> None:
        self.verdict = verdict
        self.tasks: list[Task] = []

    def submit(self, task: Task) -> Future[Record]:
        """Judge a task."""
        self.tasks.append(task)
        future: Future[Record] = Future()
        try:
            future.set_result(self.verdict(task))
        except Exception as error:
            future.set_exception(error)
        return future


def passed(task: Task) -> Record:
    """Return a record of a pass."""
    return Record(
        "", task.exercise, task.sha256, str(task.seed), task.version, {"level": "wall"}, {}, "passed", True
    )


def run(folder: Path, machine: Verdicts, *submissions: Submission) -> list[Record]:
    """Grade a class, and return the records as they come."""
    with Journal(folder / "grade.jsonl") as journal:
        records = list(Class(journal, machine, Plan(1)).graded(submissions))
        journal.finish()
    return records


def handed_in(who: str, code: bytes | None = b"x = 1", note: str = "") -> Submission:
    """Return a submission."""
    return Submission(who, "backprop", Path("/nowhere") / f"{who}.py", code, note)


def test_what_is_known_is_not_judged_again(tmp_path: Path) -> None:
    """A second run judges the changed file alone, and two equal files are judged once."""
    machine = Verdicts(passed)
    first = run(
        tmp_path, machine, handed_in("ada"), handed_in("alan", note="Two cells."), handed_in("bo", b"y")
    )
    again = run(
        tmp_path, machine, handed_in("ada"), handed_in("alan", note="Two cells."), handed_in("bo", b"z")
    )

    assert [task.code for task in machine.tasks] == [b"x = 1", b"y", b"z"]
    assert {(each.submitter, each.note) for each in first} == {
        ("ada", ""),
        ("alan", "Two cells."),
        ("bo", ""),
    }
    assert [(each.submitter, each.sha256 == again[-1].sha256) for each in records_in(tmp_path)] == [
        ("ada", False),
        ("alan", False),
        ("bo", True),
    ]


def test_interrupted_run_leaves_what_it_judged(tmp_path: Path) -> None:
    """A run that stops anywhere, even in the middle of a line, ends in the same bytes when it goes on."""
    class_ = [handed_in(who, who.encode()) for who in "edcba"]
    run(tmp_path, Verdicts(passed), *class_)
    whole = (tmp_path / "grade.jsonl").read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        (tmp_path / "grade.jsonl").write_bytes(whole[:length])
        run(tmp_path, Verdicts(passed), *class_)

        assert (tmp_path / "grade.jsonl").read_bytes() == whole


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    """It has a record that says why, and the others have theirs; once it is there, it is judged."""
    records = run(
        tmp_path, Verdicts(passed), handed_in("ada", None), handed_in("bo"), handed_in("cy", b"#" * (1 << 21))
    )

    assert [(each.submitter, each.status) for each in records] == [
        ("ada", "not-judged"),
        ("cy", "not-judged"),
        ("bo", "passed"),
    ]
    assert "does not exist" in records[0].symptom
    assert "larger than 1 MiB" in records[1].symptom
    assert run(tmp_path, Verdicts(passed), handed_in("ada"))[0].passed


def test_file_that_kills_its_judges_is_told(tmp_path: Path) -> None:
    """It is not judged, the others are; the next run tries it again."""

    def deadly(task: Task) -> Record:
        if task.code == b"bomb":
            raise LostTaskError("gone")
        return passed(task)

    records = run(tmp_path, Verdicts(deadly), handed_in("ada", b"bomb"), handed_in("bo"))

    assert sorted((each.submitter, each.status) for each in records) == [
        ("ada", "not-judged"),
        ("bo", "passed"),
    ]
    machine = Verdicts(passed)
    run(tmp_path, machine, handed_in("ada", b"bomb"), handed_in("bo"))
    assert [task.code for task in machine.tasks] == [b"bomb"]


@pytest.mark.parametrize(
    ("error", "kind"), [(WorkerError("no"), WorkerError), (OSError("gone"), ClusterError)]
)
def test_trouble_of_the_machine_ends_the_run(
    tmp_path: Path, error: Exception, kind: type[NnprepError]
) -> None:
    """Trouble that isn't a submission's ends the run; what was judged before is kept."""

    def broken(task: Task) -> Record:
        if task.code == b"last":
            raise error
        return passed(task)

    with pytest.raises(kind):
        run(tmp_path, Verdicts(broken), handed_in("ada"), handed_in("bo", b"last"))

    line = (tmp_path / "grade.jsonl").read_bytes()
    assert record_of(line).submitter == "ada"
