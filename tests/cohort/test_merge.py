"""Shards become one file: sorted, complete, and the same whoever wrote which."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.cohort.merge import merge
from nnprep.cohort.record import Record, line_of
from nnprep.errors import UsageError


def record(submitter: str, sha256: str = "00", seed: str = "1") -> Record:
    """Return a record."""
    return Record(submitter, "mlp", sha256, seed, "0.1.0+0", {}, {}, "passed", True)


def written(path: Path, *records: Record) -> Path:
    """Write records to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(line_of, records)))
    return path


def test_shards_become_one(tmp_path: Path) -> None:
    """Folders and files are put together; what was merged before doesn't count again, nor as another record."""
    written(tmp_path / "a" / "grade-1-of-2.jsonl", record("d"), record("b"))
    other = written(tmp_path / "b" / "grade-2-of-2.jsonl", record("c"), record("a"))
    first = merge([tmp_path / "a", other], tmp_path / "a")
    again = merge([other, tmp_path / "a"], tmp_path / "a")

    assert (first.files, first.records, first.different, first.seeds) == (2, 4, 0, ("1",))
    assert again == first
    assert first.path.read_bytes() == b"".join(line_of(record(who)) for who in "abcd")


def test_differences_are_told(tmp_path: Path) -> None:
    """Two records for one owner, and two seeds, are counted."""
    old = written(tmp_path / "old.jsonl", record("a"), record("b"))
    new = written(tmp_path / "new.jsonl", record("a", "01", seed="2"))
    merged = merge([old, new], tmp_path / "out")

    assert (merged.records, merged.different, merged.seeds) == (2, 1, ("1", "2"))
    assert merged.path.read_bytes() == line_of(record("a", "01", seed="2")) + line_of(record("b"))


def test_nothing_to_merge(tmp_path: Path) -> None:
    """A folder without records is an error, and so is a target that somebody else wrote."""
    with pytest.raises(UsageError, match="There are no records in"):
        merge([tmp_path], tmp_path)
    written(tmp_path / "one.jsonl", record("a"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "grade.jsonl").write_text("mine\n")
    with pytest.raises(UsageError, match="nnprep didn't write it"):
        merge([tmp_path], tmp_path / "out")
    assert (tmp_path / "out" / "grade.jsonl").read_text() == "mine\n"
