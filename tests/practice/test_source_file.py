"""Reading the file of a submission."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nnprep.errors import UsageError
from nnprep.practice.source_file import read_source


def test_bytes_are_not_interpreted(tmp_path: Path) -> None:
    """The file is returned as it is, whatever its bytes are."""
    path = tmp_path / "x.py"
    path.write_bytes(b"\xff\x00\r\nx")

    assert read_source(path) == b"\xff\x00\r\nx"


def test_empty_file(tmp_path: Path) -> None:
    """An empty file is a submission too."""
    path = tmp_path / "x.py"
    path.touch()

    assert read_source(path) == b""


def test_missing(tmp_path: Path) -> None:
    """A missing file is wrong usage."""
    with pytest.raises(UsageError, match=r"does not exist\.$"):
        read_source(tmp_path / "x.py")


def test_folder(tmp_path: Path) -> None:
    """A folder is not a file."""
    with pytest.raises(UsageError, match="is a folder"):
        read_source(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_named_pipe(tmp_path: Path) -> None:
    """A named pipe is refused at once, though nobody writes to it."""
    path = tmp_path / "x.py"
    os.mkfifo(path)

    with pytest.raises(UsageError, match="named pipe"):
        read_source(path)


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")
def test_symbolic_link(tmp_path: Path) -> None:
    """A link is not followed: it could point to anything."""
    path = tmp_path / "x.py"
    path.symlink_to(tmp_path / "other.py")
    (tmp_path / "other.py").write_text("x = 1")

    with pytest.raises(UsageError, match="symbolic link"):
        read_source(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_device() -> None:
    """A device without end is refused."""
    with pytest.raises(UsageError, match="device"):
        read_source(Path("/dev/zero"))


def test_too_large(tmp_path: Path) -> None:
    """A file may be as large as the limit, not larger."""
    path = tmp_path / "x.py"
    path.write_bytes(b"#" * 100)

    assert len(read_source(path, 100)) == 100
    with pytest.raises(UsageError, match="larger than 99 bytes"):
        read_source(path, 99)


def test_too_large_by_default(tmp_path: Path) -> None:
    """More than a mebibyte is too large."""
    path = tmp_path / "x.py"
    with path.open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(UsageError, match="larger than 1 MiB"):
        read_source(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_forbidden(tmp_path: Path) -> None:
    """A file that may not be read is wrong usage."""
    path = tmp_path / "x.py"
    path.touch(mode=0)

    with pytest.raises(UsageError, match="Permission denied"):
        read_source(path)


@pytest.mark.parametrize("name", ["a\0b.py", "x" * 300 + ".py", "\x1b[2J.py"])
def test_odd_names(name: str, tmp_path: Path) -> None:
    """A name that no file can have is wrong usage, and is shown without control characters."""
    with pytest.raises(UsageError) as caught:
        read_source(tmp_path / name)

    assert caught.value.sentence.isprintable()
