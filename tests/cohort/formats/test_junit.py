"""A class as a JUnit file."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.cohort.formats.junit import junit_lines
from nnprep.content.exercises import Severity
from tests.cohort.records import check, part, record, wrong

ATTRIBUTES = {
    "testsuites": (
        set(),
        {"name", "tests", "failures", "errors", "skipped", "assertions", "time", "timestamp"},
    ),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped"},
        {"time", "timestamp", "file", "assertions"},
    ),
    "testcase": ({"name", "classname"}, {"time", "file", "line", "assertions"}),
    "failure": (set(), {"message", "type"}),
    "error": (set(), {"message", "type"}),
    "skipped": (set(), {"message"}),
}
"""Required and optional attributes of each element: https://github.com/testmoapp/junitxml"""


def test_class() -> None:
    """Each submission is a suite with its counts, and each check a case; a file that can't run is one error."""
    checks = (
        check("one"),
        check("two", "failed", "dW2 is wrong"),
        check("three", "crashed", "ValueError"),
        check("four", "failed", "overflow", severity=Severity.ROBUST),
    )
    records = [
        record("ana", part("backward", *checks)),
        record("bo", status="crashed", symptom="Syntax error."),
        record("cy", part("backward", check("one")), status="unsure", symptom="It depends."),
    ]
    root = ElementTree.fromstring("".join(junit_lines(records)))

    first, second, third = root
    assert "nnprep.backprop.ana" == first.get("name")
    assert ["4", "1", "1", "1"] == [first.get(each) for each in ("tests", "failures", "errors", "skipped")]
    assert "dW2 is wrong" == next(first.iter("failure")).get("message")
    assert "Syntax error." == next(second.iter("error")).get("message")
    assert ("2", "It depends.") == (third.get("tests"), next(third.iter("error")).get("message"))


@settings(max_examples=30)
@given(name=st.text(), message=st.text())
def test_any_text(name: str, message: str) -> None:
    """Whatever a name or a message holds, the file is XML and has no attribute that isn't published."""
    root = ElementTree.fromstring("".join(junit_lines([wrong(name, message=message)])))

    for element in root.iter():
        required, optional = ATTRIBUTES[element.tag]
        assert required <= set(element.keys()) <= required | optional
