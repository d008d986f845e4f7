"""Records are read in one order, whatever wrote them and in whichever files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.cohort import record_files
from nnprep.cohort.record import Record, line_of
from nnprep.cohort.record_files import Entry, newest, records_in
from nnprep.errors import UsageError


def record(submitter: str, exercise: str = "mlp", sha256: str = "00") -> Record:
    """Return a record."""
    return Record(submitter, exercise, sha256, "1", "0.1.0+0", {}, {}, "passed", True)


def test_each_owner_has_the_newest_record(tmp_path: Path) -> None:
    """Of two records for one file, the later line counts; a line that a killed run didn't finish doesn't."""
    lines = [line_of(record("b", sha256="01")), line_of(record("a")), line_of(record("b", sha256="02"))]
    (tmp_path / "grade.jsonl").write_bytes(b"".join(lines) + lines[0][:-9])
    (tmp_path / "grade-2.jsonl").write_bytes(line_of(record("a", exercise="backprop")))
    (tmp_path / "notes.txt").write_text("not mine")

    assert [(r.exercise, r.submitter, r.sha256) for r in records_in(tmp_path)] == [
        ("backprop", "a", "00"),
        ("mlp", "a", "00"),
        ("mlp", "b", "02"),
    ]


def test_broken_line_is_named(tmp_path: Path) -> None:
    """A line in the middle that isn't a record is an error with its place."""
    (tmp_path / "grade.jsonl").write_bytes(line_of(record("a")) + b"oops\n" + line_of(record("b")))

    with pytest.raises(UsageError, match=r"grade\.jsonl', line 2, is not a record"):
        list(records_in(tmp_path))


def test_folder_that_is_missing(tmp_path: Path) -> None:
    """A folder that isn't there is an error in words."""
    with pytest.raises(UsageError, match="can't be read: No such file"):
        list(records_in(tmp_path / "none"))


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.integers(0, 9)), max_size=40), st.integers(1, 2000))
def test_order_needs_no_memory(rows: list[tuple[str, int]], chunk: int) -> None:
    """However little is sorted in memory at once, the order is the same, and the newest of each owner."""
    entries = [
        Entry(("mlp", who), age, line_of(record(who, sha256=str(n)))) for age, (who, n) in enumerate(rows)
    ]
    before = record_files.CHUNK
    record_files.CHUNK = chunk
    try:
        in_pieces = list(newest(iter(entries)))
    finally:
        record_files.CHUNK = before

    last = {entry.owner: entry for entry in entries}
    assert in_pieces == [last[owner] for owner in sorted(last)]
