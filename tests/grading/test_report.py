"""What the outcomes of a submission add up to, and the JSON object they become."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version

from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.report import Diagnosis, Finding, Outcome, Report, Scope, Status
from nnprep.grading.result import result

EXERCISE = find_exercise("activations")
FIRST, SECOND = EXERCISE.parts[0].id, EXERCISE.parts[1].id


def outcome(status: str, severity: Severity = Severity.CORE, part: str = FIRST) -> Outcome:
    return Outcome(check=status, title="t", part=part, severity=severity, status=Status(status))


def report(*outcomes: Outcome) -> Report:
    return Report(exercise=EXERCISE, file="mine.py", seed=7, outcomes=outcomes)


def test_only_core_outcomes_decide() -> None:
    """Robust and style outcomes change neither status nor score, and are what an interviewer raises next."""
    found = report(
        outcome("passed"),
        outcome("failed", Severity.ROBUST),
        outcome("crashed", Severity.STYLE),
        outcome("not-attempted", Severity.STYLE),
        outcome("passed", Severity.ROBUST),
    )

    assert (found.status, found.exit_code, found.score) == (Status.PASSED, 0, (1, 1))
    assert [each.check for each in found.raised_next] == ["failed", "crashed"]
    assert found.failing == ()


def test_parts_are_in_the_order_of_the_exercise() -> None:
    """Each part that was judged has a status of its own."""
    found = report(outcome("failed", part=SECOND), outcome("passed"), outcome("failed", Severity.ROBUST))

    assert list(found.parts.items()) == [(FIRST, Status.PASSED), (SECOND, Status.FAILED)]
    assert found.score == (1, 2)
    assert [each.part for each in found.failing] == [SECOND]


def test_unfinished() -> None:
    """Unfinished means: everything written is right, and something is empty."""
    right, empty, wrong = outcome("passed"), outcome("not-attempted", part=SECOND), outcome("failed")

    assert report(right, empty).unfinished
    assert not report(right).unfinished
    assert not report(empty).unfinished
    assert not report(right, empty, wrong).unfinished
    assert not report(right, empty)._replace(trouble="broken").unfinished


def test_trouble_decides() -> None:
    """What couldn't be run has the status of its trouble; exit codes follow the status."""
    found = report(outcome("passed"))._replace(trouble="x", trouble_status=Status.NOT_JUDGED)

    assert (found.status, found.exit_code) == (Status.NOT_JUDGED, 3)
    assert report(outcome("timed-out")).exit_code == 1
    assert report().exit_code == 3


def test_finding_without_text_is_right() -> None:
    """A value that is right has nothing said about it."""
    assert Finding(label="dW", text="").right
    assert not Finding(label="dW", text="is nan").right


def test_result_object() -> None:
    """Each field of the JSON object holds what its name says."""
    failed = outcome("failed")._replace(
        message="dW is nan", expected=1.5, actual=None, place=(2, 1), tolerance=1e-9, seconds=0.12345678
    )
    found = report(failed)._replace(
        diagnosis=(
            Diagnosis(("one", "two"), ("Say one.", "Say two."), Severity.CORE, Scope.PART, FIRST),
            Diagnosis(("three",), ("Say three.",), Severity.CORE, Scope.EVERYTHING),
        ),
        symptoms=("A symptom.",),
        trouble="Trouble.",
        show_case="print()",
        printed="hello",
        isolation={"files": "on"},
        seconds=1.23456,
    )
    made = json.loads(json.dumps(result(found, ["A note."])))

    assert made["schema"] == "nnprep.result/1"
    assert (made["nnprep"], made["numpy"]) == (version("nnprep"), version("numpy"))
    assert made["python"] == platform.python_version()
    assert (made["exercise"], made["file"], made["seed"]) == ("activations", "mine.py", 7)
    assert (made["status"], made["passed"], made["score"]) == ("failed", False, {"passed": 0, "total": 1})
    assert made["parts"] == {FIRST: "failed"}
    assert made["outcomes"] == [
        {
            "check": "failed", "title": "t", "part": FIRST, "severity": "core", "status": "failed",
            "message": "dW is nan", "expected": 1.5, "actual": None, "index": [2, 1], "tolerance": 1e-9,
            "seconds": 0.123457,
        }
    ]  # fmt: skip
    assert made["diagnosis"] == [
        {"mistakes": ["one", "two"], "say": "Say one. Say two.", "reproduces": "part", "part": FIRST},
        {"mistakes": ["three"], "say": "Say three.", "reproduces": "everything", "part": None},
    ]
    assert made["notes"] == ["Trouble.", "A symptom.", "A note."]
    assert made["follow_ups"][0].keys() == {"question", "answer"}
    assert (made["show_case"], made["printed"], made["isolation"]) == ("print()", "hello", {"files": "on"})
    assert made["seconds"] == 1.235
    assert result(report(outcome("passed")))["passed"] is True
    assert result(report(outcome("passed")))["notes"] == []
