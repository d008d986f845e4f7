"""The points of one submission as GitHub Classroom's autograding reporter reads them.

A grader's step has an output `result`: this object as JSON in base64. The reporter adds the scores of its tests up.
src/main.js and src/notify-classroom.js in github.com/classroom-resources/autograding-grading-reporter
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from nnprep.cohort.points.points import Earned, Points
from nnprep.errors import printable

MARK: dict[str, Any] = {"written_by": "nnprep grade"}
"""The first field: by this, nnprep recognizes its own files."""
VERSION = 1


def classroom_result(points: Points, comments: Sequence[str], command: str) -> dict[str, Any]:
    """Return the object; `comments` are what the submitter reads of each part, `command` what was run.

    Without a certain grade no part earns points until a person decides.
    """
    passed = all(part.passed for part in points.parts) and points.certain
    parts = zip(points.parts, comments, strict=True)
    return MARK | {
        "version": VERSION,
        "status": ("pass" if passed else "fail") if points.certain else "error",
        "max_score": float(points.most),
        "tests": [
            test_of(
                part if points.certain else part._replace(points=Decimal(0), passed=False), comment, command
            )
            for part, comment in parts
        ],
    }


def test_of(part: Earned, comment: str, command: str) -> dict[str, Any]:
    """Return one part as a test."""
    return {
        "name": printable(part.title, keep=""),
        "status": "pass" if part.passed else "fail",
        "score": float(part.points),
        "message": printable(comment),
        "test_code": printable(command),
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }
