"""A class as a JUnit file: a suite for each submission, a case for each check.

The format has no standard; build servers read what https://github.com/testmoapp/junitxml describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from nnprep.cohort.record import UNSURE, CheckResult, Record
from nnprep.content.exercises import Severity
from nnprep.errors import printable
from nnprep.grading.report import Status

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"


def junit_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield the file suite by suite; counts are those of each suite, since the whole isn't known before its end."""
    yield f"{DECLARATION}<testsuites>\n"
    for record in records:
        yield tostring(suite_of(record), encoding="unicode") + "\n"
    yield "</testsuites>\n"


def suite_of(record: Record) -> Element:
    """Return one submission as a suite."""
    suite = Element("testsuite", name=f"nnprep.{record.exercise}.{printable(record.submitter, keep='')}")
    for part in record.parts:
        for check in part.checks:
            add_case(suite, f"{record.exercise}.{part.id}", check)
    if not record.parts or record.status == UNSURE:
        case = SubElement(suite, "testcase", classname=record.exercise, name="the file")
        SubElement(case, "error", message=printable(record.symptom or record.status), type=record.status)
    suite.set("tests", str(len(suite)))
    for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(count, str(len(suite.findall(f"testcase/{tag}"))))
    return suite


def add_case(suite: Element, name: str, check: CheckResult) -> None:
    """Add one check: core failures are failures, those of robustness and style count as skipped."""
    case = SubElement(suite, "testcase", classname=name, name=f"{check.id}: {check.title}")
    if check.passed:
        return
    message = printable(check.message or check.status)
    if check.severity != Severity.CORE:
        SubElement(case, "skipped", message=f"{check.severity}: {message}")
    else:
        tag = "failure" if check.status in (Status.FAILED, Status.NOT_ATTEMPTED) else "error"
        SubElement(case, tag, message=message, type=check.status)
