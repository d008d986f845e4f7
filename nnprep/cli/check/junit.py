"""`nnprep check --junit FILE`: results in the format that build servers read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from nnprep.content.exercises import Severity
from nnprep.errors import printable
from nnprep.grading.feedback.values import safe
from nnprep.grading.report import Outcome, Report, Status
from nnprep.practice.workspace import write_file


def write_junit(path: Path, reports: Sequence[Report], *, force: bool) -> None:
    """Write one test suite for each report and one test case for each check; `force` replaces any file.

    Raises UsageError.
    """
    root = Element("testsuites")
    for report in reports:
        suite = SubElement(
            root, "testsuite", name=f"nnprep.{report.exercise.id}", time=f"{report.seconds:.3f}"
        )
        if report.trouble:
            case = SubElement(suite, "testcase", classname=report.exercise.id, name=safe(report.file))
            SubElement(case, "error", message=printable(report.trouble))
        for outcome in report.outcomes:
            add_case(suite, report, outcome)
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", str(len(suite.findall("testcase/error"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    write_file(path, DECLARATION + tostring(root, encoding="unicode"), force=force, ours=is_junit)


DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"


def is_junit(head: bytes) -> bool:
    """Return whether a file that begins with `head` is one that `write_junit` wrote."""
    return head.startswith(f'{DECLARATION}<testsuites><testsuite name="nnprep.'.encode())


def add_case(suite: Element, report: Report, outcome: Outcome) -> None:
    """Add one check: core failures are failures, robust and style failures count as skipped."""
    case = SubElement(
        suite,
        "testcase",
        classname=f"{report.exercise.id}.{outcome.part}",
        name=f"{outcome.check}: {outcome.title}",
        time=f"{outcome.seconds:.6f}",
    )
    if outcome.status is Status.PASSED:
        return
    message = printable(outcome.message or outcome.status.value)
    if outcome.severity is not Severity.CORE:
        SubElement(case, "skipped", message=f"{outcome.severity.value}: {message}")
    elif outcome.status in (Status.FAILED, Status.NOT_ATTEMPTED):
        SubElement(case, "failure", message=message, type=outcome.status.value)
    else:
        SubElement(case, "error", message=message, type=outcome.status.value)
