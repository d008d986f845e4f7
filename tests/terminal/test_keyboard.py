"""What a terminal sends, and what comes by the line, as keys and texts."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator

import pytest

from nnprep.terminal.keyboard.lines import LineKeys
from nnprep.terminal.keyboard.posix import TerminalKeys, Text


class Wire:
    """A terminal's keys at the end of a pipe."""

    def __init__(self) -> None:
        self.out, self.into = os.pipe()
        self.resized, self.resize = os.pipe()
        self.keys = TerminalKeys(self.out, self.resized, [])

    def __call__(self, *pieces: bytes) -> list[str | Text]:
        """Return what is read when these bytes come at once; between two pieces the first is read."""
        read: list[str | Text] = []
        for piece in pieces:
            os.write(self.into, piece)
            while (key := self.keys.read(0.0, typing=False)) is not None:
                read.append(key)
        return read


@pytest.fixture
def wire() -> Iterator[Wire]:
    """Give a pipe that is closed afterwards."""
    if sys.platform == "win32":
        pytest.skip("pipes cannot be waited for")
    wire = Wire()
    yield wire
    for descriptor in (wire.out, wire.into, wire.resized, wire.resize):
        os.close(descriptor)


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (b"a\r\x7f\t\x01\x0e", ["a", "enter", "backspace", "tab", "ctrl-a", "ctrl-n"]),
        (b"\x1b[A\x1bOB\x1b[5~\x1b[6~x", ["up", "down", "page-up", "page-down", "x"]),
        (b"\x1b[H\x1b[4~", ["home", "end-key"]),
        (b"\x1b[1;5Cq", ["this key", "q"]),
        (b"\x1bbq", ["alt-b", "q"]),
        (b"\x1b\x7f\x1b\r", ["alt-backspace", "alt-enter"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1b", ["escape"]),
        ("é漢".encode(), ["é", "漢"]),
        (b"\xffz", ["\N{REPLACEMENT CHARACTER}", "z"]),
    ],
)
def test_keys(wire: Wire, sent: bytes, keys: list[str]) -> None:
    """Each key has one name, a key with Alt is one key, and no code of a key is taken for text."""
    assert keys == wire(sent)


def test_paste(wire: Wire) -> None:
    """What the terminal marks as pasted is one text, whatever is in it; keys follow it."""
    assert ["x", Text("3!\nq\x1b[A"), "y"] == wire(b"x\x1b[200~3!\nq\x1b[A\x1b[201~y")


def test_paste_without_end(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paste whose end is not marked is a text as well, and its end is no key when it comes late."""
    monkeypatch.setattr("nnprep.terminal.keyboard.posix.PASTE_PAUSE", 0.01)

    assert [Text("3!"), "this key", "y"] == wire(b"\x1b[200~3!", b"\x1b[201~y")


def test_end_inside_a_code(wire: Wire) -> None:
    """An input that ends in the middle of a code or a paste ends, and nobody waits."""
    for sent in (b"\x1b[", b"\x1b[200~abc"):
        reading, writing = os.pipe()
        os.write(writing, sent)
        os.close(writing)
        keys = TerminalKeys(reading, wire.resized, [])
        keys.read(0.0, typing=False)

        assert "end" == keys.read(0.0, typing=False)
        os.close(reading)


def test_resize(wire: Wire) -> None:
    """Another size is told at once, but does not break a paste."""
    os.write(wire.resize, b"r")
    assert wire.keys.read(5.0, typing=False) is None
    os.write(wire.resize, b"r")
    assert [Text("ab")] == wire(b"\x1b[200~ab\x1b[201~")


def test_lines() -> None:
    """By the line each sign is a key and an empty line is Enter; what is typed is taken whole."""
    keys = LineKeys(io.StringIO("t\nIt boils, q!\n\nk1\n"))
    read = [keys.read(None, typing=False), keys.read(None, typing=True)]
    read += [keys.read(None, typing=False) for _ in range(4)]

    assert ["t", Text("It boils, q!", whole=True), "enter", "k", "1", "end"] == read


def test_rest_of_a_line() -> None:
    """What follows the t on its line is the answer."""
    keys = LineKeys(io.StringIO("tIt boils\n"))

    assert ["t", Text("It boils", whole=True)] == [keys.read(None, typing=n > 0) for n in range(2)]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_bytes_that_are_no_text(encoding: str) -> None:
    """Bytes that are no UTF-8 are marked; where the locale knows only ASCII, UTF-8 is read all the same."""
    given = b"na\xc3\xafve \xff def\n"
    keys = LineKeys(io.TextIOWrapper(io.BytesIO(given), encoding=encoding, errors="surrogateescape"))

    assert Text("naïve \N{REPLACEMENT CHARACTER} def", whole=True) == keys.read(None, typing=True)


@pytest.mark.parametrize("code", ["[3~", "[A", "[1;5~"])
def test_code_in_two_pieces(wire: Wire, code: str) -> None:
    """A special key whose code comes late over a slow line is that key; its digits are no grades."""
    for place in range(len(code)):
        read = wire(b"\x1b" + code[:place].encode(), code[place:].encode())

        assert not {"1", "3", "5", "A", "~"} & set(map(str, read))
    assert wire(b"\x1b", b"[") == ["escape", "["]
    assert wire(b"3") == ["3"]
