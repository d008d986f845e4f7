"""Files for the user: complete or not at all, and never in place of someone else's."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from nnprep.errors import UsageError
from nnprep.practice import workspace
from nnprep.practice.workspace import write_exercise, write_file

POSIX = pytest.mark.skipif(os.name == "nt", reason="permissions, links and pipes of POSIX")
OLD = "hours of work\n"


def ours(head: bytes) -> bool:
    return head.startswith(b"ours")


def test_new_file_is_written(tmp_path: Path) -> None:
    """A new file has the whole text and the permissions that the user's umask leaves, and no draft stays behind."""
    write_file(tmp_path / "a.txt", "Σ\n")
    (tmp_path / "b.txt").touch()

    assert (tmp_path / "a.txt").read_bytes() == "Σ\n".encode()
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode
    assert (tmp_path / "a.txt").stat().st_nlink == 1
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "b.txt"}


@pytest.mark.parametrize("recognize", [None, ours])
def test_file_of_somebody_else_stays(tmp_path: Path, recognize: workspace.Recognize | None) -> None:
    """A file that nnprep didn't write is replaced with `force` only."""
    path = tmp_path / "a.txt"
    path.write_text(OLD)

    with pytest.raises(UsageError, match="use --force to replace it"):
        write_file(path, "new", ours=recognize)
    assert path.read_text() == OLD
    write_file(path, "new", ours=recognize, force=True)
    assert path.read_text() == "new"


@POSIX
def test_file_of_nnprep_is_replaced(tmp_path: Path) -> None:
    """A file that nnprep wrote is replaced, and keeps its permissions."""
    path = tmp_path / "a.txt"
    path.write_text("ours, older")
    path.chmod(0o640)

    write_file(path, "ours, newer", ours=ours)

    assert path.read_text() == "ours, newer"
    assert path.stat().st_mode & 0o777 == 0o640


@POSIX
@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("link", "is a symbolic link"),
        ("dangling link", "is a symbolic link"),
        ("folder", "is a folder"),
        ("pipe", "is a named pipe"),
    ],
)
def test_what_is_not_a_regular_file_stays(tmp_path: Path, kind: str, why: str, *, force: bool) -> None:
    """A link isn't followed, and a folder or a pipe is refused at once, even with `force`."""
    path, other = tmp_path / "a.txt", tmp_path / "other.txt"
    if kind == "link":
        other.write_text("ours")
    if kind.endswith("link"):
        path.symlink_to(other)
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    before = sorted(tmp_path.iterdir())

    with pytest.raises(UsageError, match=why):
        write_file(path, "new", ours=ours, force=force)

    assert sorted(tmp_path.iterdir()) == before
    assert not other.exists() or other.read_text() == "ours"


def test_file_that_appears_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program makes while nnprep writes is not replaced, not even with `force`."""
    path = tmp_path / "a.txt"
    put_in_place = workspace.put_in_place

    def late(draft: Path, place: Path) -> None:
        place.write_text(OLD)
        put_in_place(draft, place)

    monkeypatch.setattr(workspace, "put_in_place", late)
    with pytest.raises(UsageError, match="written by another program"):
        write_file(path, "new", force=True)

    assert path.read_text() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If files can't be linked, a new one still appears complete, and an older one still stays."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_file(tmp_path / "a.txt", "new")
    draft = tmp_path / "draft"
    draft.write_text("newer")
    with pytest.raises(FileExistsError):
        workspace.put_in_place(draft, tmp_path / "a.txt")

    assert (tmp_path / "a.txt").read_text() == "new"


def test_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk is full, no empty or partial file is left, and the older file stays under its name."""
    older = tmp_path / "backprop.py"
    older.write_text(OLD)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for write in (
        lambda: write_file(tmp_path / "new.txt", "new"),
        lambda: write_file(older, "new", force=True),
        lambda: write_exercise(tmp_path, "backprop", "new", force=True),
    ):
        with pytest.raises(UsageError, match="No space left on device"):
            write()

    assert older.read_text() == OLD
    assert list(tmp_path.iterdir()) == [older]


def test_exercise_that_cannot_be_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a new exercise can't be put in place, the old file gets its name back."""
    older = tmp_path / "backprop.py"
    older.write_text(OLD)

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(workspace, "put_in_place", fail)
    with pytest.raises(UsageError, match="Input/output error"):
        write_exercise(tmp_path, "backprop", "new", force=True)

    assert older.read_text() == OLD
    assert list(tmp_path.iterdir()) == [older]


def test_forced_exercise_keeps_the_older_file(tmp_path: Path) -> None:
    """With `force` the older file is kept under the first free number; without it nothing changes."""
    for text in ("first", "second", "third"):
        written = write_exercise(tmp_path, "backprop", text, force=True)
    with pytest.raises(UsageError, match=r"keeps it as backprop\.3\.py"):
        write_exercise(tmp_path, "backprop", "fourth")

    assert written.backup == tmp_path / "backprop.2.py"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "backprop.py": "third",
        "backprop.1.py": "first",
        "backprop.2.py": "second",
    }


@POSIX
def test_device_is_refused() -> None:
    """A device isn't a file to write results to."""
    with pytest.raises(UsageError, match="is a device"):
        write_file(Path("/dev/null"), "new", force=True)


def test_path_with_undecodable_bytes(tmp_path: Path) -> None:
    """A text that quotes a file name with invalid bytes can still be written."""
    write_file(tmp_path / "a.txt", "file \udcff\n")

    assert (tmp_path / "a.txt").read_text() == "file ?\n"


def test_no_command_writes_another_way() -> None:
    """The commands write files with these functions only."""
    cli = Path(workspace.__file__).parent.parent / "cli"
    others = re.compile(r"(?<!formatter\.)write_text|write_bytes|\.open\([\"']|ElementTree\(")
    wrong = [path.name for path in cli.rglob("*.py") if others.search(path.read_text(encoding="utf-8"))]

    assert wrong == []
