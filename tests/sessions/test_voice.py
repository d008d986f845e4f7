"""Questions read aloud and spoken answers, in a real terminal, with programs that are shell scripts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nnprep.learner.history.log import History

if sys.platform != "win32":
    from tests.sessions.terminals import PATIENCE, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
QUIZ = ("quiz", "--topic", "kettles", "--count", "2")


@pytest.fixture
def programs(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Return a function that writes the programs of NNPREP_SPEAK and NNPREP_LISTEN."""

    def written(**bodies: str) -> dict[str, str]:
        for name, body in bodies.items():
            (tmp_path / name).write_text(f"#!/bin/sh\ncd {tmp_path}\n{body}\n", "utf-8")
            (tmp_path / name).chmod(0o755)
        return {f"NNPREP_{name.upper()}": str(tmp_path / name) for name in bodies}

    return written


def spoken(folder: Path, count: int) -> list[str]:
    """Wait until so many texts were read aloud, and return them."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if (folder / "spoken").exists():
            texts = (folder / "spoken").read_text("utf-8").splitlines()
            if len(texts) >= count:
                return texts
        time.sleep(0.02)
    raise AssertionError("nothing was read aloud")


def test_quiz_is_spoken(tmp_path: Path, programs: Callable[..., dict[str, str]]) -> None:
    """Each question is read once, a rephrased one again; l fills in what was said, to be corrected."""
    environment = programs(speak="cat >> spoken", listen="echo It boils when; echo the vapour pressure is")
    with Terminal(tmp_path, *QUIZ, environment=environment) as terminal:
        terminal.see("l speak", "? keys")
        (first,) = spoken(tmp_path, 1)
        terminal.press("p")
        assert spoken(tmp_path, 2)[1] != first
        terminal.press("l")
        terminal.see("It boils when the vapour pressure is_", "enter done")
        terminal.press(*" enough", "enter")
        terminal.see("4 easy")
        terminal.settle()
        terminal.press("1")
        terminal.see("card 2")
        assert len(spoken(tmp_path, 3)) == 3
        terminal.press("?")
        terminal.see("speak the answer; what was understood is typed")
        terminal.press("ctrl-c")
        assert terminal.left() == 130

    with History.open(tmp_path / "history.sqlite3") as history:
        assert [event.data["typed"] for event in history.events()] == [
            "It boils when the vapour pressure is enough"
        ]


def test_trouble_is_told(tmp_path: Path, programs: Callable[..., dict[str, str]]) -> None:
    """A missing speaker and a listener that hangs or fails are told; the session goes on."""
    body = "echo x >> takes; test $(wc -l < takes) -gt 1 && echo no microphone >&2 && exit 1; sleep 60"
    environment = {"NNPREP_SPEAK": "nowhere-at-all", **programs(listen=body)}
    with Terminal(tmp_path, *QUIZ, environment=environment) as terminal:
        terminal.see("'nowhere-at-all' doesn't start", "Questions are no longer read aloud.")
        terminal.press("l")
        terminal.see("Listening. Enter ends the recording, esc discards it.")
        terminal.press("escape")
        terminal.see("space answer")
        terminal.press("l")
        terminal.see("NNPREP_LISTEN: the program ended with exit code 1: no microphone.", "space answer")
        terminal.press("space")
        terminal.see("4 easy")


def test_interview_is_spoken(tmp_path: Path, programs: Callable[..., dict[str, str]]) -> None:
    """The interviewer's questions are read aloud, and a spoken answer is typed."""
    environment = programs(speak="cat >> spoken", listen="echo I know")
    words = ("interview", "--minutes", "20", "--seed", "3")
    with Terminal(tmp_path, *words, environment=environment, folder=tmp_path) as terminal:
        terminal.see("l speak")
        question = " ".join(spoken(tmp_path, 1)[0].split())
        terminal.see(question[:40])
        terminal.press("l")
        terminal.see("I know_", "enter done")
        terminal.press("enter")
        assert len(spoken(tmp_path, 2)) == 2


def test_off_by_default(tmp_path: Path) -> None:
    """Without the variables there is no such key."""
    with Terminal(tmp_path, *QUIZ) as terminal:
        assert "l speak" not in terminal.see("? keys")
        terminal.press("l")
        terminal.see("l does nothing here")
