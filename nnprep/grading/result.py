"""A report as the JSON object `nnprep.result/1`."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from typing import Any

from numpy import __version__ as numpy_version

from nnprep import __version__
from nnprep.grading.report import Diagnosis, Outcome, Report, Status

SCHEMA = "nnprep.result/1"


def result(report: Report, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the result object of a report; `notes` are added to its own."""
    passed, total = report.score
    trouble = [report.trouble] if report.trouble else []
    return {
        "schema": SCHEMA,
        "nnprep": __version__,
        "python": platform.python_version(),
        "numpy": numpy_version,
        "exercise": report.exercise.id,
        "file": report.file,
        "seed": report.seed,
        "status": report.status.value,
        "passed": report.status is Status.PASSED,
        "outcomes": [outcome_object(outcome) for outcome in report.outcomes],
        "parts": {part: status.value for part, status in report.parts.items()},
        "score": {"passed": passed, "total": total},
        "diagnosis": [diagnosis_object(diagnosis) for diagnosis in report.diagnosis],
        "notes": [*trouble, *report.symptoms, *report.blocked, *notes],
        "follow_ups": [{"question": f.question, "answer": f.answer} for f in report.exercise.follow_ups],
        "show_case": report.show_case,
        "printed": report.printed,
        "isolation": dict(report.isolation),
        "seconds": round(report.seconds, 3),
    }


def outcome_object(outcome: Outcome) -> dict[str, Any]:
    return {
        "check": outcome.check,
        "title": outcome.title,
        "part": outcome.part,
        "severity": outcome.severity.value,
        "status": outcome.status.value,
        "message": outcome.message,
        "expected": outcome.expected,
        "actual": outcome.actual,
        "index": list(outcome.place),
        "tolerance": outcome.tolerance,
        "seconds": round(outcome.seconds, 6),
    }


def diagnosis_object(diagnosis: Diagnosis) -> dict[str, Any]:
    return {
        "mistakes": list(diagnosis.mistakes),
        "say": " ".join(diagnosis.say),
        "reproduces": diagnosis.scope.value,
        "part": diagnosis.part or None,
    }
