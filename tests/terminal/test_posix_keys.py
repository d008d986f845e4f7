"""What a POSIX terminal sends, as keys and texts."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from nnprep.terminal.keyboard.names import Text

pytest.importorskip("termios")
from nnprep.terminal.keyboard.posix import TerminalKeys


class Wire:
    """A terminal's keys at the end of a pipe."""

    def __init__(self) -> None:
        self.out, self.into = os.pipe()
        self.resized, self.resize = os.pipe()
        self.keys = TerminalKeys(self.out, self.resized, [])

    def __call__(self, *pieces: bytes) -> list[str | Text]:
        """Return the keys read when these bytes arrive; each piece is read before the next is sent."""
        read: list[str | Text] = []
        for piece in pieces:
            os.write(self.into, piece)
            while (key := self.keys.read(0.0, typing=False)) is not None:
                read.append(key)
        return read


@pytest.fixture
def wire() -> Iterator[Wire]:
    """Give a pipe that is closed afterwards."""
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
        (b"\x1b[1;5Cq", ["ctrl-right", "q"]),
        (b"\x1b[1;6Cq", ["this key", "q"]),
        (b"\x1bbq", ["alt-b", "q"]),
        (b"\x1b\x7f\x1b\r", ["alt-backspace", "alt-enter"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1b", ["escape"]),
        ("é漢".encode(), ["é", "漢"]),
        (b"\xffz", ["\N{REPLACEMENT CHARACTER}", "z"]),
    ],
)
def test_keys(wire: Wire, sent: bytes, keys: list[str]) -> None:
    """Each key has one name, a key with Alt is one key, and no key's code is read as text."""
    assert keys == wire(sent)


def test_paste(wire: Wire) -> None:
    """What the terminal marks as pasted is one text, whatever it contains; keys follow it."""
    assert ["x", Text("3!\nq\x1b[A"), "y"] == wire(b"x\x1b[200~3!\nq\x1b[A\x1b[201~y")


def test_paste_without_end(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paste without an end mark is a text too, and a late end mark is not a key of its own."""
    monkeypatch.setattr("nnprep.terminal.keyboard.posix.PASTE_PAUSE", 0.01)

    assert [Text("3!"), "this key", "y"] == wire(b"\x1b[200~3!", b"\x1b[201~y")


def test_end_inside_a_code(wire: Wire) -> None:
    """Input that stops in the middle of a code or a paste ends at once."""
    for sent in (b"\x1b[", b"\x1b[200~abc"):
        reading, writing = os.pipe()
        os.write(writing, sent)
        os.close(writing)
        keys = TerminalKeys(reading, wire.resized, [])
        keys.read(0.0, typing=False)

        assert "end" == keys.read(0.0, typing=False)
        os.close(reading)


def test_resize(wire: Wire) -> None:
    """A resize is reported at once, but doesn't break a paste."""
    os.write(wire.resize, b"r")
    assert wire.keys.read(5.0, typing=False) is None
    os.write(wire.resize, b"r")
    assert [Text("ab")] == wire(b"\x1b[200~ab\x1b[201~")


@pytest.mark.parametrize("code", ["[3~", "[A", "[1;5~"])
def test_code_in_two_pieces(wire: Wire, code: str) -> None:
    """A special key whose code arrives late over a slow line is that key; its digits are not grades."""
    for place in range(len(code)):
        read = wire(b"\x1b" + code[:place].encode(), code[place:].encode())

        assert not {"1", "3", "5", "A", "~"} & set(map(str, read))
    assert wire(b"\x1b", b"[") == ["escape", "["]
    assert wire(b"3") == ["3"]
