"""A class in numbers: who passed, what they got wrong, and what a human should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nnprep.cohort.record import UNSURE, Record
from nnprep.cohort.summary.alike import MOST_GROUPS, Alike, failing, likeness, message_of
from nnprep.cohort.summary.misconceptions import Made, Misconception, misconceptions, mistakes_of
from nnprep.cohort.summary.names import Names
from nnprep.content.exercises import Severity
from nnprep.grading.report import Status
from nnprep.named_tuple import NamedTuple


class PartRate(NamedTuple):
    """How many passed one part."""

    id: str
    title: str
    passed: int
    judged: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.passed / self.judged if self.judged else 0.0


class Summary(NamedTuple):
    """What became of one exercise in a class."""

    exercise: str
    submissions: int
    passed: int
    statuses: tuple[tuple[str, int], ...]
    """Each status with how many have it, the most frequent first."""
    parts: tuple[PartRate, ...]
    """In the exercise's order."""
    misconceptions: tuple[Misconception, ...]
    """The mistakes that decide, the most frequent first."""
    raised_next: tuple[Misconception, ...]
    """Those of robustness and style, which don't: what an interviewer would raise next."""
    explained: int
    """Submissions that fail and have a diagnosis."""
    unexplained: Names
    """Submissions that fail without any."""
    alike: tuple[Alike, ...]
    """Of these, groups that fail in the same way, the largest first."""
    unsure: Names
    """Submissions whose verdict depends on the seed."""
    not_judged: Names
    """Submissions that couldn't be judged."""
    copies: tuple[Names, ...]
    """Groups of submissions that are the same to the byte, the largest first; unchanged stubs don't count."""


class Tally:
    """What has been counted so far of one exercise."""

    def __init__(self, exercise: str) -> None:
        self.exercise = exercise
        self.statuses: Counter[str] = Counter()
        self.passed = 0
        self.parts: dict[str, PartRate] = {}
        self.made: dict[Made, Names] = {}
        self.minor: set[Made] = set()
        """Those that didn't decide where they were made alone."""
        self.explained = 0
        self.unexplained = self.unsure = self.not_judged = Names()
        self.ways: dict[bytes, Alike] = {}
        self.files: dict[bytes, Names] = {}

    def add(self, record: Record) -> None:
        """Count one record."""
        self.statuses[record.status] += 1
        self.passed += record.passed
        for part in record.parts:
            rate = self.parts.get(part.id) or PartRate(part.id, part.title, 0, 0)
            self.parts[part.id] = rate._replace(passed=rate.passed + part.passed, judged=rate.judged + 1)
        for each, severity in mistakes_of(record).items():
            self.made[each] = (self.made.get(each) or Names()).joined_by(record.submitter)
            if severity != Severity.CORE:
                self.minor.add(each)
        self.add_to_a_list(record)
        if record.sha256 and record.status != Status.NOT_ATTEMPTED:
            file = bytes.fromhex(record.sha256)[:16]
            self.files[file] = (self.files.get(file) or Names()).joined_by(record.submitter)

    def add_to_a_list(self, record: Record) -> None:
        """Add a record to the list of those that a human should look at, if it belongs to one."""
        if record.status == UNSURE:
            self.unsure = self.unsure.joined_by(record.submitter)
        elif record.status == Status.NOT_JUDGED:
            self.not_judged = self.not_judged.joined_by(record.submitter)
        elif record.diagnosis:
            self.explained += not record.passed
        elif not record.passed and record.status != Status.NOT_ATTEMPTED:
            self.unexplained = self.unexplained.joined_by(record.submitter)
            way = likeness(record)
            alike = self.ways.get(way)
            if alike is not None:
                self.ways[way] = alike._replace(submitters=alike.submitters.joined_by(record.submitter))
            elif len(self.ways) < MOST_GROUPS:
                titles = tuple(check.title for check in failing(record))
                self.ways[way] = Alike(Names(1, (record.submitter,)), titles, message_of(record))

    def summary(self) -> Summary:
        """Return what was counted."""
        groups = [way for way in self.ways.values() if way.submitters.size > 1]
        copies = [names for names in self.files.values() if names.size > 1]
        return Summary(
            exercise=self.exercise,
            submissions=sum(self.statuses.values()),
            passed=self.passed,
            statuses=tuple(sorted(self.statuses.items(), key=lambda each: (-each[1], each[0]))),
            parts=tuple(self.parts.values()),
            misconceptions=misconceptions(
                {key: self.made[key] for key in self.made if key not in self.minor}
            ),
            raised_next=misconceptions({key: self.made[key] for key in self.made if key in self.minor}),
            explained=self.explained,
            unexplained=self.unexplained,
            alike=tuple(sorted(groups, key=lambda each: (-each.submitters.size, each.submitters.first))),
            unsure=self.unsure,
            not_judged=self.not_judged,
            copies=tuple(sorted(copies, key=lambda each: (-each.size, each.first))),
        )


def summaries(records: Iterable[Record]) -> tuple[Summary, ...]:
    """Return a summary of each exercise, in the order of the records, which are read one by one."""
    tallies: dict[str, Tally] = {}
    for record in records:
        if record.exercise not in tallies:
            tallies[record.exercise] = Tally(record.exercise)
        tallies[record.exercise].add(record)
    return tuple(tally.summary() for tally in tallies.values())
