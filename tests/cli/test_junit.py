"""`nnprep check --junit`: what a build server reads of each outcome."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from nnprep.cli.check.junit import write_junit
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.errors import UsageError
from nnprep.grading.report import Outcome, Report, Status

EXERCISE = find_exercise("backprop")


def outcome(status: Status, severity: Severity = Severity.CORE, message: str = "") -> Outcome:
    return Outcome(
        check="batch",
        title="a batch of five",
        part="backward",
        severity=severity,
        status=status,
        message=message,
        seconds=0.25,
    )


def suite_of(path: Path, *outcomes: Outcome, trouble: str = "") -> ElementTree.Element:
    """Write one report, and return its test suite as a build server reads it."""
    report = Report(
        exercise=EXERCISE,
        file="mine.py",
        seed=1,
        outcomes=outcomes,
        trouble=trouble,
        trouble_status=Status.CRASHED if trouble else None,
        seconds=1.5,
    )
    write_junit(path / "out.xml", [report], force=False)
    (suite,) = ElementTree.parse(path / "out.xml").getroot()
    return suite


@pytest.mark.parametrize(
    ("status", "severity", "tag"),
    [
        (Status.FAILED, Severity.CORE, "failure"),
        (Status.NOT_ATTEMPTED, Severity.CORE, "failure"),
        (Status.CRASHED, Severity.CORE, "error"),
        (Status.TIMED_OUT, Severity.CORE, "error"),
        (Status.NOT_JUDGED, Severity.CORE, "error"),
        (Status.FAILED, Severity.ROBUST, "skipped"),
        (Status.CRASHED, Severity.ROBUST, "skipped"),
        (Status.NOT_ATTEMPTED, Severity.STYLE, "skipped"),
    ],
)
def test_outcome_that_did_not_pass(status: Status, severity: Severity, tag: str, tmp_path: Path) -> None:
    """Core: failed and not attempted are failures, the rest errors. Robust and style never fail a build."""
    suite = suite_of(tmp_path, outcome(status, severity, "dW2 is zero"))
    ((child,),) = suite

    assert child.tag == tag
    assert child.get("message") == ("dW2 is zero" if tag != "skipped" else f"{severity.value}: dW2 is zero")
    assert child.get("type") == (status.value if tag != "skipped" else None)
    assert {name: suite.get(name) for name in ("failures", "errors", "skipped")} == {
        "failures": str(int(tag == "failure")),
        "errors": str(int(tag == "error")),
        "skipped": str(int(tag == "skipped")),
    }


def test_outcome_that_passed(tmp_path: Path) -> None:
    """A passed check is a case with a name and a time, and nothing in it."""
    suite = suite_of(tmp_path, outcome(Status.PASSED))
    (case,) = suite

    assert list(case) == []
    assert case.attrib == {
        "classname": "backprop.backward",
        "name": "batch: a batch of five",
        "time": "0.250000",
    }
    assert (suite.get("name"), suite.get("time"), suite.get("tests")) == ("nnprep.backprop", "1.500", "1")


def test_message_is_the_status_if_there_is_no_sentence(tmp_path: Path) -> None:
    """A build server needs some message."""
    ((child,),) = suite_of(tmp_path, outcome(Status.NOT_ATTEMPTED))

    assert child.get("message") == "not-attempted"


def test_file_that_cannot_be_run_is_an_error(tmp_path: Path) -> None:
    """Without any outcome, the file itself is the one case."""
    suite = suite_of(tmp_path, trouble="SyntaxError in line 3")
    ((child,),) = suite

    assert (child.tag, child.get("message")) == ("error", "SyntaxError in line 3")
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")


def test_other_files_are_not_overwritten(tmp_path: Path) -> None:
    """A file that is not a JUnit file is left alone; a JUnit file is replaced."""
    suite_of(tmp_path, outcome(Status.PASSED))
    suite_of(tmp_path, outcome(Status.FAILED))
    (tmp_path / "out.xml").write_text("my notes", encoding="utf-8")

    with pytest.raises(UsageError):
        suite_of(tmp_path, outcome(Status.PASSED))
    assert (tmp_path / "out.xml").read_text(encoding="utf-8") == "my notes"
