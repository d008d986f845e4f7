"""Pages that are taller than the terminal, in a real one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform != "win32":
    from tests.sessions.terminals import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
TRAP = ("quiz", "--topic", "kettles", "--traps", "--count", "1")


def test_small_terminal(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """In 40 by 20 the claim fits with its keys; the answer begins at its top, and Space scrolls before it goes on."""
    with Terminal(tmp_path, *TRAP, columns=40, rows=20) as terminal:
        terminal.see("Claim", "True or false", "y true · n false", "? keys")
        terminal.press("y")
        terminal.see("You say: true.", "? keys")
        terminal.press("space")
        golden("tall-answer-40", terminal.see("The claim is false.", "Vortices of", "more lines", "4 easy"))
        terminal.press("space")
        golden("tall-points-40", terminal.see("boiling point the whole", "lines above", "space in full"))
        terminal.press("up")
        terminal.see("more line")
        terminal.press("page-up", "page-up", "page-up")
        terminal.see("card 1", "Why does a kettle", "more lines", "space more")
        terminal.press("k")
        terminal.see("one reason is", "2 The pitch follows", "1-2 tick")
        terminal.press("enter")
        terminal.see("enter takes", "space more")
        terminal.press("page-down", "page-down", "page-down")
        terminal.see("lines above")
        terminal.press("space")
        terminal.see("In full", "hole tone", "space more")


def test_long_help(tmp_path: Path) -> None:
    """The keys begin at their top; Space and arrows scroll them, and Space at the end goes back."""
    with Terminal(tmp_path, *TRAP, columns=80, rows=16) as terminal:
        terminal.see("? keys")
        terminal.press("?")
        terminal.see("Keys", "show the answer", "more lines", "space more · other keys go back")
        terminal.press("space")
        terminal.press("down")
        for _ in range(3):
            if "quit; every answer" in terminal.text():
                break
            terminal.press("page-down")
            terminal.read(0.2)
        terminal.see("quit; every answer", "lines above", "any key goes back")
        terminal.press("space")
        terminal.see("True or false", "? keys")


def test_resize_of_a_long_page(tmp_path: Path) -> None:
    """A terminal that grows shows the whole page, and one that shrinks keeps the keys in view."""
    with Terminal(tmp_path, *TRAP, columns=40, rows=20) as terminal:
        terminal.see("? keys")
        terminal.press("space")
        terminal.see("more lines", "4 easy")
        terminal.resize(80, 30)
        whole = terminal.see("card 1", "The pitch follows the speed", "4 easy")
        assert "more line" not in whole
        terminal.resize(40, 12)
        terminal.see("more lines", "4 easy", "? keys")
        assert 12 >= len(terminal.text().splitlines())


def test_ascii(tmp_path: Path) -> None:
    """On an ASCII terminal, a long page is marked in ASCII."""
    ascii_only = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TERM": "vt100"}
    with Terminal(tmp_path, *TRAP, columns=40, rows=20, environment=ascii_only) as terminal:
        terminal.see("? keys")
        terminal.press("space")

        assert terminal.see("more lines", "4 easy").isascii()


def test_clock_redraws_its_row_only(tmp_path: Path) -> None:
    """Rows that don't change are not written again, so nothing flickers."""
    with Terminal(tmp_path, *TRAP) as terminal:
        terminal.see("? keys")
        terminal.read(0.3)
        time.sleep(1.5)
        written = terminal.child.read_nonblocking(65536, 5)

    assert b"0:0" in written
    assert b"kettle" not in written
    assert b"\x1b[2J" not in written
    assert b"\x1b[J" not in written
