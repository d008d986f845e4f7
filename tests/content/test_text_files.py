"""What can't be read, decoded or compiled is an error with line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.text_files import read_python
from nnprep.errors import ContentError


@pytest.mark.parametrize(
    ("data", "line", "column", "said"),
    [
        (b"x = 1\n# caf\xe9\n", 2, 6, "not UTF-8"),
        (b"x = 1\ny = (\n", 2, 5, "syntax error"),
        (b"x = 1\nreturn 2\n", 2, 1, "syntax error"),
        (b"x = 1\x00\n", 1, 1, "null"),
    ],
)
def test_invalid_python_is_an_error_at_its_place(
    tmp_path: Path, data: bytes, line: int, column: int, said: str
) -> None:
    """Encoding, syntax: one error, where it is."""
    path = tmp_path / "stub.py"
    path.write_bytes(data)

    with pytest.raises(ContentError) as error:
        read_python(path)

    (fault,) = error.value.faults
    assert (fault.path, fault.line, fault.column) == (path, line, column)
    assert said in fault.message


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    """A file that isn't there is reported, not raised as an OSError."""
    with pytest.raises(ContentError, match="can't be read"):
        read_python(tmp_path / "stub.py")


def test_line_breaks_become_one_kind(tmp_path: Path) -> None:
    """Files from Windows read the same; warnings of the compiler are nobody's concern."""
    path = tmp_path / "stub.py"
    path.write_bytes(b"x = 1\r\ny = '\\d'\r\n")

    assert read_python(path) == "x = 1\ny = '\\d'\n"
