"""A record crosses a line of JSON unchanged, and nothing else is taken for one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.cohort.record import CheckResult, NamedMistake, PartResult, Record, line_of, record_of
from nnprep.errors import UsageError

TEXT = st.text(max_size=12)
CHECKS = st.builds(CheckResult, id=TEXT, title=TEXT, severity=TEXT, status=TEXT, message=TEXT)
PARTS = st.builds(
    PartResult,
    id=TEXT,
    title=TEXT,
    status=TEXT,
    passed=st.booleans(),
    checks=st.lists(CHECKS, max_size=2).map(tuple),
)
MISTAKES = st.builds(NamedMistake, id=TEXT, say=TEXT, part=TEXT, severity=TEXT, group=st.integers(0, 3))
RECORDS = st.builds(
    Record,
    submitter=TEXT,
    exercise=TEXT,
    sha256=TEXT,
    seed=TEXT,
    version=TEXT,
    isolation=st.dictionaries(TEXT, TEXT, max_size=2),
    limits=st.dictionaries(TEXT, st.integers(), max_size=2),
    status=TEXT,
    passed=st.booleans(),
    parts=st.lists(PARTS, max_size=2).map(tuple),
    diagnosis=st.lists(MISTAKES, max_size=2).map(tuple),
    symptom=TEXT,
    note=TEXT,
)


@settings(max_examples=40)
@given(RECORDS)
def test_record_crosses_a_line_unchanged(record: Record) -> None:
    """Whatever a submitter is called, a record is one line of ASCII and comes back equal."""
    line = line_of(record)

    assert record_of(line) == record
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert line_of(record_of(line)) == line


def valid() -> dict[str, object]:
    """Return the fields of a record as JSON has them."""
    record = Record("ada", "mlp", "00", "1", "0.1.0+0", {}, {}, "passed", True)
    fields: dict[str, object] = json.loads(line_of(record))
    return fields


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        json.dumps(valid() | {"schema": "nnprep.result/1"}),
        json.dumps(valid() | {"passed": "yes"}),
        json.dumps(valid() | {"submitter": None}),
        json.dumps(valid() | {"parts": [{"id": "w"}]}),
        json.dumps(valid() | {"age": 7}),
        json.dumps({name: value for name, value in valid().items() if name != "seed"}),
    ],
)
def test_anything_else_is_refused_with_its_place(line: str) -> None:
    """A line that isn't a record is an error that says where it is."""
    with pytest.raises(UsageError, match=r"results/grade.jsonl, line 3, is not a record"):
        record_of(line, "results/grade.jsonl, line 3,")


def test_what_decides_the_verdict_is_the_key() -> None:
    """Two who hand in the same bytes share a key, and each has a record."""
    ada = Record("ada", "mlp", "00", "1", "0.1.0+0", {}, {}, "passed", True)
    alan = ada._replace(submitter="alan")

    assert ada.key == alan.key
    assert ada.owner != alan.owner
    assert ada.key != ada._replace(sha256="01").key
