"""Submissions that fail in the same way though nothing explains them: perhaps a mistake that nobody wrote down yet."""

from __future__ import annotations

import re
from hashlib import blake2b

from nnprep.cohort.record import CheckResult, Record
from nnprep.cohort.summary.names import Names
from nnprep.content.exercises import Severity
from nnprep.grading.report import Status
from nnprep.named_tuple import NamedTuple

MOST_GROUPS = 20_000
"""Ways to fail that are told apart in one exercise; what fails in yet another way is only counted."""


class Alike(NamedTuple):
    """Submissions that fail in the same checks with the same message, but for numbers."""

    submitters: Names
    checks: tuple[str, ...]
    """Titles of the core checks that fail."""
    message: str
    """What the first of them says."""


def failing(record: Record) -> list[CheckResult]:
    """Return the core checks that failed."""
    checks = [check for part in record.parts for check in part.checks]
    return [check for check in checks if check.severity == Severity.CORE and check.status != Status.PASSED]


def likeness(record: Record) -> bytes:
    """Return 16 bytes that are equal for submissions that fail alike."""
    digest = blake2b(digest_size=16)
    for check in failing(record):
        digest.update(
            f"{check.id}\0{check.status}\0{NUMBER.sub('#', check.message)}\0".encode(errors="replace")
        )
    return digest.digest()


def message_of(record: Record) -> str:
    """Return what the first failing check says, or why nothing could be judged."""
    return next((check.message for check in failing(record) if check.message), record.symptom)


NUMBER = re.compile(r"(?<!\w)-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\[[\d, ]+\]")
