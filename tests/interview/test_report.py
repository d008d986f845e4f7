"""The report as data: JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from nnprep.interview.evaluation.report_of import report_of
from nnprep.interview.progress import Progress, after
from nnprep.interview.report import UnreadableReportError, from_json, to_json
from nnprep.interview.session import Key, Save, Session, Stage
from nnprep.interview.transitions import advance
from nnprep.screens.interview.report import summary_lines
from nnprep.screens.interview.words import date_of
from nnprep.terminal.layout import Paper
from tests.interview.agendas import agenda
from tests.interview.reports import sample_report


def test_report_survives_json() -> None:
    """What to_json writes, from_json reads, through real JSON."""
    report = sample_report()

    assert from_json(json.loads(json.dumps(to_json(report)))) == report


def test_result_stays_in_view() -> None:
    """Printed at the end of an interview, the result is just above what comes next, below all numbers."""
    printed = [line.text for line in summary_lines(sample_report(), Paper(80), scrolls=True)]
    read = [line.text for line in summary_lines(sample_report(), Paper(80))]
    steps = next(number for number, row in enumerate(printed) if row.startswith(" next"))

    assert "Overall" in printed[steps - 2]
    assert "Overall" in read[2]
    assert len(printed) == len(read)


def test_a_day_ends_at_four() -> None:
    """An interview after midnight belongs to the day that every other screen still shows."""
    late, early = (replace(sample_report(), date=f"2026-12-01T0{hour}:30:00+01:00") for hour in (3, 4))

    assert ("2026-11-30", "2026-12-01") == (date_of(late), date_of(early))


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


def test_time_of_the_last_question() -> None:
    """Ending an interview in the middle of a question keeps the time that it took: the report has the clock's."""
    asked = Session(Progress(agenda=agenda()), Stage.ENDING, shown_at=4.0)
    _, effect = advance(asked, Key("y", 20.0))
    assert isinstance(effect, Save)
    report = report_of(after(asked.progress, "e", effect.data), "id", 1)

    assert (16.0, 16.0) == (report.seconds, report.parts[0].seconds)
