"""A journal loses nothing, belongs to one run, and never replaces what nnprep didn't write."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from nnprep.cohort.journal import Journal, journal_name, results_folder
from nnprep.cohort.record import Record, line_of
from nnprep.errors import UsageError


def record(submitter: str, sha256: str = "00") -> Record:
    """Return a record."""
    return Record(submitter, "mlp", sha256, "1", "0.1.0+0", {}, {}, "passed", True)


def test_verdict_is_found_by_its_key(tmp_path: Path) -> None:
    """The verdict of equal bytes is known, for whoever hands them in; that of others isn't."""
    with Journal(tmp_path / "grade.jsonl") as journal:
        journal.append(record("ada"))
        wanted = record("bo")._replace(passed=False, status="", note="A notebook.")

        assert journal.verdict(wanted) == record("bo")._replace(note="A notebook.")
        assert journal.verdict(record("bo", sha256="01")) is None
        assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


def test_one_run_at_a_time(tmp_path: Path) -> None:
    """A second run that would append to the same file is refused."""
    with Journal(tmp_path / "grade.jsonl"), pytest.raises(UsageError, match="Another run"):
        Journal(tmp_path / "grade.jsonl")
    with Journal(tmp_path / "grade.jsonl"):
        pass


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """A file that holds something else, a link, a folder and a pipe are refused and stay as they are."""
    other = tmp_path / "diary.txt"
    other.write_text("Dear diary,\n")
    (tmp_path / "link.jsonl").symlink_to(other)
    (tmp_path / "folder.jsonl").mkdir()
    for name in ("diary.txt", "link.jsonl", "folder.jsonl"):
        with pytest.raises(UsageError):
            Journal(tmp_path / name)

    assert other.read_text() == "Dear diary,\n"
    with pytest.raises(UsageError, match="can't be a folder for results"):
        results_folder(other)


def test_finished_journal_is_sorted(tmp_path: Path) -> None:
    """Lines end in order, each owner's newest one; an equal record isn't written twice."""
    with Journal(tmp_path / "grade.jsonl") as journal:
        for each in (record("b"), record("a"), record("b", "01"), record("b", "01")):
            journal.append(each)
        length = journal.path.stat().st_size

        assert length == sum(len(line_of(each)) for each in (record("b"), record("a"), record("b", "01")))
        assert journal.finish() == 2
    assert (tmp_path / "grade.jsonl").read_bytes() == line_of(record("a")) + line_of(record("b", "01"))
    assert [path.name for path in tmp_path.iterdir()] == ["grade.jsonl"]


def test_each_shard_has_a_name() -> None:
    """A whole class has one file; the names of shards sort by their numbers."""
    assert journal_name((1, 1)) == "grade.jsonl"
    assert journal_name((3, 12)) == "grade-03-of-12.jsonl"
