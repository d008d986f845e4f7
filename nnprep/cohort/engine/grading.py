"""A class from submissions to records: what is known already isn't judged again, and what is equal is judged once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from typing import Any, Protocol

from nnprep.cohort.engine.class_seed import seed_text
from nnprep.cohort.engine.cpu_budget import CpuBudget
from nnprep.cohort.engine.task import Task, version_of
from nnprep.cohort.engine.worker_process import LostTaskError
from nnprep.cohort.journal import Journal, digest
from nnprep.cohort.record import NOT_JUDGED, Record
from nnprep.cohort.submission import Submission
from nnprep.content.exercise_finder import find_exercise
from nnprep.errors import OWN_FAULT, NnprepError, UsageError
from nnprep.named_tuple import NamedTuple
from nnprep.practice.source_file import read_source
from nnprep.sandbox.limits import Limits

KILLED = "KilledWorker"
"""What Dask raises for a task that several of its workers died of."""


class Machine(Protocol):
    """Where tasks are judged: this machine, or a cluster."""

    window: int
    """How many tasks to hand over before the first is done."""

    def submit(self, task: Task) -> Any:
        """Return the future of a record: `result()` and `add_done_callback()`."""


class ClusterError(NnprepError):
    """Where tasks are judged, something else than a task failed."""

    exit_code = OWN_FAULT


class Plan(NamedTuple):
    """What all submissions of a class have in common."""

    seed: int
    trusting: bool = False
    """Whether code is run even where the system can't close it in."""
    budget: CpuBudget | None = None
    """What the whole run may use; None: whatever it needs."""


class Class:
    """One run over a class."""

    def __init__(self, journal: Journal, machine: Machine, plan: Plan) -> None:
        self.journal = journal
        self.machine = machine
        self.plan = plan
        self._versions: dict[str, str] = {}
        self._waiting: dict[bytes, list[Record]] = {}
        """The records that wait for the verdict of a key."""
        self._done: SimpleQueue[tuple[bytes, Any]] = SimpleQueue()

    def graded(self, submissions: Iterable[Submission]) -> Iterator[Record]:
        """Yield the record of each submission as soon as it is in the journal; once the budget is spent, only those
        of submissions that are being judged or were judged before.

        Raises ContentError for an error in an exercise's own files, WorkerError and ClusterError.
        """
        for submission in submissions:
            record, code = self.begun(submission)
            if code is None:
                yield self.written(record)
                continue
            known = self.journal.verdict(record)
            if known is not None:
                yield self.written(known)
                continue
            key = digest(record)
            if key in self._waiting:
                self._waiting[key].append(record)
                continue
            while len(self._waiting) >= self.machine.window:
                yield from self.settled()
            if self.plan.budget is not None and self.plan.budget.spent:
                continue
            self._waiting[key] = [record]
            self.hand_over(
                key, Task(record.exercise, code, self.plan.seed, record.version, self.plan.trusting)
            )
        while self._waiting:
            yield from self.settled()

    def begun(self, submission: Submission) -> tuple[Record, bytes | None]:
        """Return a record without a verdict, and the code; instead of code None, if it can't be read."""
        record = Record(
            submitter=submission.submitter,
            exercise=submission.exercise,
            sha256="",
            seed=seed_text(self.plan.seed),
            version=self.version(submission.exercise),
            isolation={},
            limits={},
            status=NOT_JUDGED,
            passed=False,
            note=submission.note,
        )
        try:
            code = submission.code
            code = read_source(submission.path) if code is None else within(code)
        except UsageError as error:
            return record._replace(symptom=error.sentence), None
        task = Task(record.exercise, code, self.plan.seed, record.version)
        return record._replace(sha256=task.sha256), code

    def version(self, id: str) -> str:
        """Return the version of an exercise, read once. Raises ContentError and UnknownNameError."""
        if id not in self._versions:
            self._versions[id] = version_of(find_exercise(id))
        return self._versions[id]

    def hand_over(self, key: bytes, task: Task) -> None:
        """Let a task be judged."""
        self.machine.submit(task).add_done_callback(lambda future: self._done.put((key, future)))

    def settled(self) -> Iterator[Record]:
        """Wait until one task is done, and yield the records that waited for it."""
        key, future = self._done.get()
        verdict = None
        try:
            verdict = future.result()
        except Exception as error:
            refuse_all_but_lost(error)
        for record in self._waiting.pop(key):
            if verdict is None:
                yield self.written(record._replace(symptom=LOST))
            else:
                yield self.written(verdict._replace(submitter=record.submitter, note=record.note))

    def written(self, record: Record) -> Record:
        """Write a record to the journal, and return it."""
        self.journal.append(record)
        return record


def refuse_all_but_lost(error: Exception) -> None:
    """Return if a task ended everything that tried it: then it is not judged. Raises any other error, in words."""
    if isinstance(error, LostTaskError) or type(error).__name__ == KILLED:
        return
    if isinstance(error, NnprepError):
        raise error
    sentence = f"The cluster failed: {type(error).__name__}: {error}."
    raise ClusterError(
        f"{sentence} Results so far are saved; run the same command again to continue."
    ) from error


def within(code: bytes) -> bytes:
    """Return code that isn't too long. Raises UsageError."""
    most = Limits().source
    if len(code) > most:
        message = f"Its code is larger than {most >> 20} MiB, which no exercise needs."
        raise UsageError(message)
    return code


LOST = (
    "Two processes judging this file died, most likely because the machine ran out of memory. Grade it again "
    "with fewer --jobs."
)
