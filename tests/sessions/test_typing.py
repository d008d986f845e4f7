"""Typed and pasted answers: in a real terminal that marks pastes, and by the line."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nnprep.learner.history.log import History
from tests.sessions.test_lines import Lines

if sys.platform != "win32":
    from tests.sessions.terminals import CONTENT, PATIENCE, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
QUIZ = ("quiz", "--topic", "kettles", "--count", "2")
TALK = ("interview", "--minutes", "5")
PASTE = "It boils when the vapour pressure\nequals the pressure of the air.\n\n3! Quite useful: q\n"
MARKS_PASTES = 2004 << 5
"""The mode in which a terminal marks pastes, as pyte numbers it."""


def events(home: Path) -> list[tuple[str, str]]:
    if not (home / "history.sqlite3").exists():
        return []
    with History.open(home / "history.sqlite3") as history:
        return [(event.kind, event.data.get("typed", "")) for event in history.events(voided=True)]


def test_paste(tmp_path: Path) -> None:
    """A paste of several lines is one answer; nothing in it grades, suspends or quits."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("? keys")
        terminal.press("t")
        terminal.see("enter done")
        terminal.paste(PASTE)
        terminal.see("3! Quite useful: q _", "enter done")
        assert [] == events(tmp_path)
        terminal.press("enter")
        terminal.see("heard: “vapour pressure equals”", "4 easy")
        terminal.settle()
        terminal.press("3")
        terminal.see("card 2")

    assert [("review", PASTE.strip())] == events(tmp_path)


def test_paste_elsewhere(tmp_path: Path) -> None:
    """On the question and on the answer a paste is ignored, with a message."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("? keys")
        terminal.paste(PASTE)
        terminal.see("Pasted text is ignored here", "space answer")
        terminal.press("space")
        terminal.see("4 easy")
        terminal.settle()
        terminal.paste(PASTE)
        terminal.see("Pasted text is ignored here", "4 easy")

    assert [] == events(tmp_path)


def test_pastes_are_marked_while_keys_are_read(tmp_path: Path) -> None:
    """The terminal marks pastes during the quiz, but neither while it is stopped nor afterwards."""
    settings = tmp_path / "inputrc"
    settings.write_text(
        "set enable-bracketed-paste off\n", encoding="utf-8"
    )  # or the shell would ask for it too
    environment = {"INPUTRC": str(settings)}
    with Terminal(tmp_path, *QUIZ, shell=True, environment=environment) as terminal:
        terminal.see("? keys")
        assert MARKS_PASTES in terminal.screen.mode
        terminal.press("\x1a")
        terminal.see("Stopped")
        assert MARKS_PASTES not in terminal.screen.mode
        terminal.press(*"fg", "enter")
        # What was drawn before the stop is still on the screen: the mark itself is to be waited for.
        until = time.monotonic() + PATIENCE
        while MARKS_PASTES not in terminal.screen.mode and time.monotonic() < until:
            terminal.read()
        assert MARKS_PASTES in terminal.screen.mode
        terminal.press("q")
        terminal.see("? keys bash")
        assert MARKS_PASTES not in terminal.screen.mode


def test_typed_ahead(tmp_path: Path) -> None:
    """A grade typed before the answer could be read is ignored; a moment later it counts."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("? keys")
        terminal.press("space", "3")
        terminal.see("only just appeared", "4 easy")
        assert [] == events(tmp_path)
        terminal.settle()
        terminal.press("3")
        terminal.see("card 2")


def test_nothing_typed_is_lost(tmp_path: Path) -> None:
    """Keys with Alt do not leave the text, Escape keeps it, and it comes back after undo and after a skip."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("? keys")
        terminal.press("t")
        terminal.see("enter done")
        terminal.press(*"It boils early")
        terminal.see("boils early_")
        terminal.press("alt-b")
        terminal.press(*"quite ", "ctrl-e", "alt-backspace")
        terminal.see("> It boils quite _", "enter done")
        terminal.press("escape")
        terminal.see("t keep typing")
        terminal.press("s")
        terminal.see("kettle whistle", "u undo")
        terminal.press("u")
        terminal.see("Brought back.", "t keep typing")
        terminal.press("t")
        terminal.see("> It boils quite _")


def test_interrupted(tmp_path: Path) -> None:
    """Ctrl-C in the middle of an answer ends with the summary; the next session goes on with what was typed."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("? keys")
        terminal.press("space")
        terminal.see("4 easy")
        terminal.settle()
        terminal.press("3")
        terminal.see("card 2", "true")
        terminal.press("y", "t", *"Steam")
        terminal.see("Steam_")
        terminal.press("ctrl-c")

        assert 130 == terminal.left()
        assert "1 card answered" in terminal.text()
        assert "What you typed for kettle-whistle is saved" in " ".join(terminal.text().split())
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("card 1", "True or false")
        terminal.press("y", "t", *" flows", "ctrl-a", *"The ")
        terminal.see("> The Steam flows", "enter done")
        assert (len(" > The "), True) == (terminal.screen.cursor.x, not terminal.screen.cursor.hidden)


def test_clock_stops(tmp_path: Path) -> None:
    """The clock stops while the program is stopped."""
    began = time.monotonic()
    with Terminal(tmp_path, *QUIZ, shell=True) as terminal:
        terminal.see("? keys")
        terminal.press("\x1a")
        terminal.see("Stopped")
        time.sleep(3.0)
        terminal.press(*"fg", "enter")
        terminal.see("high mountain", "? keys")
        terminal.press("space")
        terminal.see("4 easy")
        running = time.monotonic() - began - 3.0
        terminal.settle()
        terminal.press("3")
        terminal.see("card 2")
    with History.open(tmp_path / "history.sqlite3") as history:
        (event,) = history.events("review")

    assert event.data["seconds"] <= running + 0.1  # it is rounded


def test_one_echo(lines: Lines) -> None:
    """By the line, an answer is taken whole and shown once."""
    done = lines(*QUIZ, given="t\nIt boils, when the vapour pressure equals that outside.\n\nq\n")

    assert 1 == done.out.count("It boils, when")
    assert 1 == done.out.count(" > _")
    assert "an empty line goes back" in done.out


@pytest.mark.parametrize(
    ("locale", "given", "typed"),
    [
        ({"LC_ALL": "C.UTF-8"}, b"abc \xff def", "abc \N{REPLACEMENT CHARACTER} def"),
        (
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            "naïve café".encode(),
            "naïve café",
        ),
    ],
)
def test_any_bytes(tmp_path: Path, locale: dict[str, str], given: bytes, typed: str) -> None:
    """An answer with bytes that aren't UTF-8, or in a locale that knows only ASCII, is saved like any other."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "nnprep", "quiz", "--topic", "kettles", "--count", "1"],
        input=b"t\n" + given + b"\n\n3\n",
        env=kept | locale | {"NNPREP_HOME": str(tmp_path), "NNPREP_CONTENT": str(CONTENT)},
        capture_output=True,
        check=False,
    )

    assert (0, b"") == (done.returncode, done.stderr)
    assert ("review", typed) in events(tmp_path)


def test_cursor_follows_the_text(tmp_path: Path) -> None:
    """While an answer is typed, the terminal's cursor is where the next character goes, also over wide ones."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        terminal.see("? keys")
        terminal.press("t")
        terminal.see("enter done")
        terminal.press(*"水 boils")
        terminal.see("boils_")
        row = next(number for number, line in enumerate(terminal.screen.display) if "boils_" in line)

        assert (terminal.screen.cursor.y, terminal.screen.cursor.x) == (row, len(" > ") + 2 + len(" boils"))


@pytest.mark.parametrize(("command", "kept"), [(QUIZ, "typed-answers.json"), (TALK, "interview-draft.json")])
def test_closed_window(tmp_path: Path, command: tuple[str, ...], kept: str) -> None:
    """Closing the terminal while an answer is typed keeps what is there of it."""
    with Terminal(tmp_path, *command) as terminal:
        terminal.see("? keys")
        terminal.press("t")
        terminal.see("enter done")
        terminal.press(*"it boils")
        terminal.see("boils_")
        terminal.child.ptyproc.fileobj.close()
        terminal.child.ptyproc.wait()

    assert "it boils" in (tmp_path / kept).read_text("utf-8")
