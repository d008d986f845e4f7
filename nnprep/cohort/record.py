"""What is known of one submission once it is judged: `nnprep.grade/1`, one JSON object on a line.

A record holds nothing that depends on when, where or how fast it was judged: two machines write the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from nnprep.errors import UsageError
from nnprep.named_tuple import NamedTuple

SCHEMA = "nnprep.grade/1"
PASSED = "passed"
NOT_JUDGED = "not-judged"
UNSURE = "unsure"
"""The status of a submission that passes with one seed and not with another: for a human to look at."""


class CheckResult(NamedTuple):
    """What one check found."""

    id: str
    title: str
    severity: str
    """`core` decides the verdict; `robust` and `style` don't."""
    status: str
    """A `nnprep.grading.report.Status`."""
    message: str = ""
    """One sentence; empty if the check passed."""

    @property
    def passed(self) -> bool:
        """Whether it passed."""
        return self.status == PASSED


class PartResult(NamedTuple):
    """What became of one part of the exercise."""

    id: str
    title: str
    status: str
    passed: bool
    """Whether all its core checks passed."""
    checks: tuple[CheckResult, ...] = ()


class NamedMistake(NamedTuple):
    """A mistake that, alone or with the others of its group, reproduces what the submission returned."""

    id: str
    say: str
    """What an interviewer would say: a sentence that says what is wrong, then why, and what to do."""
    part: str
    """The id of the part that it explains; empty if it explains the whole submission."""
    severity: str
    group: int = 0
    """Mistakes of one group are made together. Groups of the same part are alternatives that fit equally well."""


class Record(NamedTuple):
    """The verdict on one submission, and how it was reached."""

    submitter: str
    exercise: str
    sha256: str
    """Of the judged bytes, in hexadecimal; empty if the file couldn't be read."""
    seed: str
    """Of the class: decimal digits, or `0x` and 32 hexadecimal digits. A text, since JSON numbers end at 2**53."""
    version: str
    """Of nnprep, then `+` and a digest of the exercise's own files: `0.1.0+3fa9c21b`."""
    isolation: Mapping[str, str]
    """Which fences stood, as `nnprep doctor` says; `level` is `wall` where all do. Empty if no code was run."""
    limits: Mapping[str, float]
    """What the submission could use: CPU seconds, bytes of memory, threads …"""
    status: str
    """A `nnprep.grading.report.Status`, or `unsure`."""
    passed: bool
    parts: tuple[PartResult, ...] = ()
    """In the exercise's order; empty if nothing could be judged."""
    diagnosis: tuple[NamedMistake, ...] = ()
    symptom: str = ""
    """What is known where no mistake has a name, why the verdict is unsure, or why nothing could be judged."""
    note: str = ""
    """What a teacher should know about how this submitter's file was read; empty for most."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What decides the verdict: equal keys have equal verdicts, whoever handed the file in."""
        return (self.exercise, self.sha256, self.seed, self.version)

    @property
    def owner(self) -> tuple[str, str]:
        """Whose record it is, and for what: a class has one for each. Records are sorted by this."""
        return (self.exercise, self.submitter)


def line_of(record: Record) -> bytes:
    """Return a record as one line of ASCII, with its newline; the same record gives the same bytes."""
    fields: dict[str, Any] = {"schema": SCHEMA} | record._asdict()
    fields["isolation"] = dict(sorted(record.isolation.items()))
    fields["limits"] = dict(sorted(record.limits.items()))
    fields["parts"] = [
        part._asdict() | {"checks": [check._asdict() for check in part.checks]} for part in record.parts
    ]
    fields["diagnosis"] = [mistake._asdict() for mistake in record.diagnosis]
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def record_of(line: bytes | str, place: str = "the record") -> Record:
    """Return the record on a line; `place` says where the line is. Raises UsageError if it isn't a record."""
    try:
        fields = json.loads(line)
        if fields.pop("schema") != SCHEMA:
            raise ValueError
        parts = tuple(
            PartResult(**part | {"checks": tuple(CheckResult(**check) for check in part["checks"])})
            for part in fields["parts"]
        )
        diagnosis = tuple(NamedMistake(**mistake) for mistake in fields["diagnosis"])
        record = Record(**fields | {"parts": parts, "diagnosis": diagnosis})
        texts: list[Any] = [record.submitter, *record.key, record.status, record.symptom, record.note]
        if not all(isinstance(each, str) for each in texts) or not isinstance(record.passed, bool):
            raise ValueError
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        message = f"{place} is not a record of nnprep grade ({SCHEMA}): was the file edited or cut off?"
        raise UsageError(message, next_step="nnprep grade --help") from None
    return record
