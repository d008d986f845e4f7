"""The report as data: JSON and back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nnprep.interview.report import UnreadableReportError, from_json, to_json
from tests.interview.reports import sample_report


def test_report_survives_json() -> None:
    """What to_json writes, from_json reads, through real JSON."""
    report = sample_report()

    assert from_json(json.loads(json.dumps(to_json(report)))) == report


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "nnprep.result/1"),
        (("minutes",), "45"),
        (("finished",), 1),
        (("number",), True),
        (("parts",), {}),
        (("parts", 0, "kind"), "chat"),
        (("parts", 0, "questions", 0, "points", 0, "say"), None),
        (("scorecard", 0, "more"), 1),
    ],
)
def test_wrong_json_is_refused(path: tuple[Any, ...], value: Any) -> None:
    """A wrong schema, type, name or field is an error that names its place, never a report."""
    facts = json.loads(json.dumps(to_json(sample_report())))
    *way, last = path
    inner = facts
    for each in way:
        inner = inner[each]
    inner[last] = value

    with pytest.raises(UnreadableReportError):
        from_json(facts)
