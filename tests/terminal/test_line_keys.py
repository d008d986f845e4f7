"""Keys and texts that come by the line."""

from __future__ import annotations

import io

import pytest

from nnprep.terminal.keyboard.lines import LineKeys
from nnprep.terminal.keyboard.names import Text


def test_lines() -> None:
    """Each character is a key and an empty line is Enter; while typing, a line is the whole text."""
    keys = LineKeys(io.StringIO("t\nIt boils, q!\n\nk1\n"))
    read = [keys.read(None, typing=False), keys.read(None, typing=True)]
    read += [keys.read(None, typing=False) for _ in range(4)]

    assert ["t", Text("It boils, q!", whole=True), "enter", "k", "1", "end"] == read


def test_rest_of_a_line() -> None:
    """Whatever follows the t on its line is the answer."""
    keys = LineKeys(io.StringIO("tIt boils\n"))

    assert ["t", Text("It boils", whole=True)] == [keys.read(None, typing=n > 0) for n in range(2)]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_invalid_bytes(encoding: str) -> None:
    """Bytes that aren't UTF-8 are replaced; UTF-8 is read even when the locale knows only ASCII."""
    given = b"na\xc3\xafve \xff def\n"
    keys = LineKeys(io.TextIOWrapper(io.BytesIO(given), encoding=encoding, errors="surrogateescape"))

    assert Text("naïve \N{REPLACEMENT CHARACTER} def", whole=True) == keys.read(None, typing=True)
