"""Quiz sessions in a real terminal, screen by screen."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nnprep.learner.history.log import History

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
if sys.platform != "win32":
    from tests.sessions.terminals import CONTENT, Terminal

QUIZ = ("quiz", "--topic", "kettles")


@pytest.mark.parametrize("columns", [80, 40])
def test_session(tmp_path: Path, golden: Callable[[str, str], None], columns: int) -> None:
    """A question, a trap and the summary, as they look in 80 and in 40 columns."""
    rows = 24 if columns == 80 else 40
    with Terminal(tmp_path, *QUIZ, "--count", "2", columns=columns, rows=rows) as terminal:
        golden(f"question-{columns}", terminal.see("high mountain", "? keys"))
        terminal.press("h")
        golden(f"hint-{columns}", terminal.see("Hint", "? keys"))
        terminal.press("space")
        golden(f"answer-{columns}", terminal.see("Key points", "4 easy 8 d"))
        terminal.settle()
        terminal.press("k", "1", "3")
        golden(f"ticking-{columns}", terminal.see("2 of 4 points", "enter ends ticking"))
        terminal.press("enter", "3")
        golden(f"trap-{columns}", terminal.see("True or false", "y true"))
        terminal.press("y")
        terminal.see("You say: true", "And why?")
        terminal.press("space")
        golden(f"trap-answer-{columns}", terminal.see("You fell for it", "4 easy"))
        terminal.settle()
        terminal.press("1")
        terminal.see("whistling kettle")
        terminal.press("q")
        golden(f"summary-{columns}", terminal.see("2 cards answered", "Traps you fell for"))
        terminal.press("enter")

        assert terminal.left() == 0


@pytest.mark.parametrize("columns", [80, 40])
def test_fits(tmp_path: Path, columns: int) -> None:
    """Before the reveal, a card fits 24 rows; leaving before the grade says what became of it."""
    with Terminal(tmp_path, *QUIZ, columns=columns) as terminal:
        terminal.see("card 1", "high mountain", "? keys")
        terminal.press("space")
        terminal.see("4 easy")
        terminal.settle()
        terminal.press("q")
        terminal.see("You left before grading")

        assert terminal.left() == 0


def test_typed_answer(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """A typed answer ticks the points heard in it, quotes them, and asks about negated ones."""
    with Terminal(tmp_path, *QUIZ, "--count", "1") as terminal:
        terminal.see("? keys")
        terminal.press("t")
        terminal.see("enter done")
        terminal.press(
            *"It boils when the vapour pressure equals that of the air. A pressure cooker does not help.x"
        )
        terminal.press("backspace")
        terminal.see("does not help._")
        terminal.press("enter")
        golden("doubt-80", terminal.see("Did you mean this point?", "y yes"))
        terminal.settle()
        terminal.press("n")
        golden("heard-80", terminal.see("1 of 4 points", "heard:", "4 easy"))


def test_help_and_more(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """All keys on one screen; another wording; the full answer and a follow-up."""
    with Terminal(tmp_path, *QUIZ, rows=40) as terminal:
        terminal.see("high mountain")
        terminal.press("?")
        golden("keys-80", terminal.see("any key goes back"))
        terminal.press("x")
        terminal.see("high mountain")
        terminal.press("p")
        terminal.see("brew worse on a summit")
        terminal.press("space", "space", "f", "f")
        golden("full-80", terminal.see("In full", "What does a lid change?", "hold pressure."))


def test_undo(tmp_path: Path) -> None:
    """Undo works on the next card and on the summary, and each undo is in the log."""
    with Terminal(tmp_path, *QUIZ, "--count", "1") as terminal:
        terminal.see("? keys")
        terminal.press("space")
        terminal.see("4 easy")
        terminal.settle()
        terminal.press("4")
        terminal.see("1 card answered", "1 easy")
        terminal.press("u")
        terminal.see("Undone.", "Key points")
        terminal.press("2")
        terminal.see("1 card answered", "1 hard")
        terminal.press("q")

        assert terminal.left() == 0
    with History.open(tmp_path / "history.sqlite3") as history:
        assert [2] == [event.data["grade"] for event in history.events("review")]
        assert 3 == len(history.events(voided=True))


def test_two_sessions(tmp_path: Path) -> None:
    """A card that another session has answered meanwhile is skipped, with a message."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("card 1, 3 to go", "? keys")
        with History.open(tmp_path / "history.sqlite3") as other:
            for name in ("kettle-whistle", "kettle-scale", "kettle-switch"):
                other.append("review", name, {"grade": 3})
        terminal.press("space")
        terminal.see("4 easy")
        terminal.settle()
        terminal.press("1")
        terminal.see("3 cards were answered in another session", "card 1, 0 to go", "brew worse on a summit")


def test_one_grade_for_one_card(tmp_path: Path) -> None:
    """If another session grades the card on the table, its grade counts, and this one's is refused with a message."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("card 1, 3 to go", "? keys")
        terminal.press("space")
        terminal.see("4 easy")
        terminal.settle()
        with History.open(tmp_path / "history.sqlite3") as other:
            other.append("review", "kettle-boils", {"grade": 3})
        terminal.press("1")
        terminal.see("Not saved: kettle-boils was answered in another session", "card 1, 2 to go")
    with History.open(tmp_path / "history.sqlite3") as history:
        assert [3] == [event.data["grade"] for event in history.events("review")]


STATES = {
    "verdict": ("True or false",),
    "asked": ("? keys",),
    "typing": ("esc back",),
    "confidence": ("How sure",),
    "grading": ("4 easy",),
    "ticking": ("enter ends ticking",),
    "keys": ("other keys go back",),
    "summary": ("enter leave",),
}
WAYS = {
    "verdict": ("space", "a", "", "1"),
    "asked": (),
    "typing": ("t",),
    "confidence": ("space",),
    "grading": ("space", "a"),
    "ticking": ("space", "a", "k"),
    "keys": ("?",),
    "summary": ("space", "a", "", "3", "q"),
}
"""Stage -> the keys that lead there in a session with confidence; an empty one lets time pass."""


@pytest.mark.parametrize("stage", STATES)
@pytest.mark.parametrize(("key", "code"), [("ctrl-c", 130), ("ctrl-d", 0)])
def test_leaving(tmp_path: Path, stage: str, key: str, code: int) -> None:
    """Ctrl-C and the end of input end the session quietly at every stage, and the terminal echoes again."""
    with Terminal(tmp_path, *QUIZ, "--confidence") as terminal:
        terminal.see("? keys")
        for press in WAYS[stage]:
            terminal.press(press)
            terminal.read(0.05)
            if not press:
                terminal.see("4 easy")
                terminal.settle()
        terminal.see(*STATES[stage])
        terminal.press(key)

        assert code == terminal.left()
        assert "Traceback" not in terminal.text()


def test_resize(tmp_path: Path) -> None:
    """A new width is drawn at once, with nothing left of the old screen."""
    with Terminal(tmp_path, *QUIZ, "--count", "1") as terminal:
        terminal.see("? keys")
        terminal.resize(40, 24)
        narrow = terminal.see("high mountain", "? keys")
        terminal.resize(100, 30)
        wide = terminal.see("high mountain", "· ? keys")  # only a wide footer has them in one row
        assert max(map(len, narrow.splitlines())) < 40
    with Terminal(tmp_path, *QUIZ, "--count", "1", columns=100, rows=30) as terminal:
        assert wide == terminal.see("high mountain", "? keys")


def test_ascii(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """A terminal that shows only ASCII gets ASCII, and nothing is lost."""
    ascii_only = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TERM": "vt100"}
    with Terminal(tmp_path, *QUIZ, "--level", "medium", "--count", "1", environment=ascii_only) as terminal:
        terminal.see("white crust", "? keys")
        terminal.press("space", "space")
        screen = terminal.see("In full", "4 easy")

        golden("ascii-80", screen)
        assert screen.isascii()
        assert "CaCO3" in screen


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process can be set on Linux only")
def test_unsaved(tmp_path: Path) -> None:
    """An answer that doesn't fit on the disk is reported as not saved, and is saved once there is room."""
    import resource

    with Terminal(tmp_path, *QUIZ, "--count", "1") as terminal:
        terminal.see("? keys")
        terminal.press("space")
        terminal.see("4 easy")
        terminal.settle()
        _, most = resource.prlimit(terminal.child.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(terminal.child.pid, resource.RLIMIT_FSIZE, (0, most))
        terminal.press("3")
        terminal.see("Not saved", "free some disk space", "r try again")
        resource.prlimit(terminal.child.pid, resource.RLIMIT_FSIZE, (most, most))
        terminal.press("r")
        terminal.see("1 card answered")
    with History.open(tmp_path / "history.sqlite3") as history:
        assert 1 == len(history.events("review"))


def test_editor(tmp_path: Path) -> None:
    """e opens your own card in the editor at its line, then asks the edited card."""
    content = tmp_path / "content" / "questions"
    content.mkdir(parents=True)
    shutil.copy(CONTENT / "questions" / "kettles.yaml", content)
    editor = tmp_path / "editor"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    environment = {"NNPREP_CONTENT": str(content.parent), "EDITOR": str(editor), "VISUAL": ""}
    with Terminal(tmp_path / "home", *QUIZ, environment=environment) as terminal:
        terminal.see("high mountain", "? keys")
        terminal.press("e")
        terminal.see("tall tower", "Read again from")

    assert "+2\n" == (tmp_path / "editor.line").read_text("utf-8")
    assert {"echo", "icanon", "isig"} <= set(
        (tmp_path / "editor.modes").read_text("utf-8").replace(";", "").split()
    )


def test_ctrl_z(tmp_path: Path) -> None:
    """Ctrl-Z stops the session like any program, in a terminal that echoes; fg draws it again."""
    with Terminal(tmp_path, *QUIZ, shell=True) as terminal:
        terminal.see("? keys")
        terminal.press("\x1a")
        terminal.see("Stopped")
        terminal.press(*"stty -a | grep -o ' echo '", "enter")
        terminal.see("echo")
        terminal.press(*"fg", "enter")
        terminal.see("high mountain", "? keys")
        terminal.press("space")
        terminal.see("4 easy")


def test_terminated(tmp_path: Path) -> None:
    """A session that gets a signal to end restores the terminal, and ends by that signal."""
    import signal

    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("? keys")
        terminal.child.kill(signal.SIGTERM)

        assert -signal.SIGTERM == terminal.left()


EDITOR = """#!/bin/sh
sed "s/high mountain/tall tower/" "$2" > "$0.new"; mv "$0.new" "$2"
echo "$1" > "$0.line"
stty -a < /dev/tty > "$0.modes"
"""
