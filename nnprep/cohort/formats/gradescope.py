"""The results.json that a Gradescope autograder writes for one submission.

https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nnprep.cohort.points.points import Earned, Points
from nnprep.errors import printable

MARK: dict[str, Any] = {"extra_data": {"written_by": "nnprep grade"}}
"""The first field: by this, nnprep recognizes its own files."""


def gradescope_results(points: Points, output: str, comments: Sequence[str]) -> dict[str, Any]:
    """Return the object; `output` is what the submitter reads on top, `comments` what they read of each part.

    What is printed while the autograder runs stays with the instructor. Without a certain grade there is one test
    that earns nothing until a person decides.
    """
    if not points.certain:
        return without_parts("The verdict", output, float(points.most))
    parts = zip(points.parts, comments, strict=True)
    return MARK | {
        "output": printable(output),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [test_of(number, part, comment) for number, (part, comment) in enumerate(parts, 1)],
    }


def nothing_found(sentence: str, most: float) -> dict[str, Any]:
    """Return the object for a submission without a file that could be judged."""
    return without_parts("A file to judge", sentence, most)


def without_parts(name: str, sentence: str, most: float) -> dict[str, Any]:
    """Return the object for a submission that earns nothing, for a reason that isn't in one of its parts."""
    test = {
        "score": 0.0,
        "max_score": most,
        "status": "failed",
        "name": name,
        "output": printable(sentence),
    }
    return MARK | {
        "output": printable(sentence),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [test],
    }


def test_of(number: int, part: Earned, comment: str) -> dict[str, Any]:
    """Return one part as a test case."""
    return {
        "score": float(part.points),
        "max_score": float(part.most),
        "status": "passed" if part.passed else "failed",
        "name": printable(part.title, keep=""),
        "name_format": "text",
        "number": str(number),
        "output": printable(comment),
        "output_format": "text",
        "tags": [part.id],
        "visibility": "visible",
    }
