"""A short interview in a real terminal."""

from __future__ import annotations

import re
from pathlib import Path

from nnprep.interview.interviews import interviews
from nnprep.learner.history.log import History
from tests.sessions.terminals import Terminal

WORDS = ("interview", "--level", "junior", "--minutes", "8", "--seed", "3")
BUILT_IN = {"NNPREP_CONTENT": ""}


def open_terminal(tmp_path: Path, *words: str, columns: int = 80) -> Terminal:
    """Return a terminal with nnprep in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    home = tmp_path / "home"
    return Terminal(home, *words, columns=columns, environment=BUILT_IN, folder=folder)


def test_interview_in_a_terminal(tmp_path: Path) -> None:
    """Typing, pausing, going back, quitting in the middle of a word, going on, ending, correcting, the report."""
    with open_terminal(tmp_path, *WORDS) as terminal:
        first = terminal.see("Hello! We have 8 minutes", "enter I said it aloud")
        terminal.press("t", *"Training is good and validation worse")
        terminal.press("enter")
        second = terminal.see("part 1 of 4", "0:00 of 1:00 · t type")
        terminal.press("p")
        terminal.see("Paused. The clock is stopped.")
        terminal.press("p")
        terminal.see("enter I said it aloud")
        terminal.press("b")
        terminal.see("Hello!", "t keep typing")
        terminal.press("t", "backspace", "e", "enter")
        terminal.see("part 1 of 4", "enter I said it aloud")
        terminal.press("t", *"half a sen")
        terminal.see("half a sen")
        terminal.press("ctrl-c")
        assert terminal.left() == 130
        assert "Interview 1 is waiting where you left it; 1 answer saved." in terminal.text()
    with open_terminal(tmp_path, "interview", columns=60) as terminal:
        terminal.see("part 1 of 4", "> half a sen", "t keep typing")
        terminal.press("t", *"tence", "enter", "x")
        terminal.see("End the interview here?")
        terminal.press("y")
        terminal.see("Did I hear you right?", "what was heard, 1 of 2")
        terminal.settle()
        terminal.press("d")
        assert terminal.left() == 0
        assert "nnprep interview report 1" in terminal.text()

    assert all(len(row) < 80 for row in first.splitlines() + second.splitlines())
    with History.open(tmp_path / "home" / "history.sqlite3") as history:
        (interview,) = interviews(history)
    said = [answer.said for answer in interview.progress.answers.values()]

    assert said == ["Training is good and validation wors" + "e", "half a sentence"]
    assert interview.progress.pauses
    assert interview.progress.closed


def without_clocks(text: str) -> str:
    return re.sub(r"\d+:\d\d", "", text)


def test_file_of_a_task(tmp_path: Path) -> None:
    """A task is a file in the learner's folder; its examples run on r, and what is typed ahead corrects nothing."""
    with open_terminal(tmp_path, *WORDS[:-4], "--minutes", "20", "--seed", "3") as terminal:
        terminal.see("Hello!")
        terminal.press("t", *"No idea.", "enter")
        for _ in range(40):
            text = terminal.see("? keys")
            if "d hand in" in text:
                break
            terminal.press("s")
            while without_clocks(terminal.text()) == without_clocks(text):
                terminal.read(0.15)
        shown = terminal.see("File", "d hand in")
        (path,) = (tmp_path / "work").glob("*.py")
        terminal.press("r")
        terminal.see("NotImplementedError")
        terminal.press("d", "t", *"Nothing.", "enter", *"111")
        terminal.see("Did I hear you right?")
        terminal.settle()
        terminal.press("d")
        done = terminal.left()

    assert path.name in re.sub(r"\s+", "", shown)
    assert done == 0
    with History.open(tmp_path / "home" / "history.sqlite3") as history:
        (interview,) = interviews(history)

    (judgement,) = interview.progress.judgements.values()
    assert judgement.status == "not-attempted"
    assert interview.progress.corrections == {}


def test_open_in_two_terminals(tmp_path: Path) -> None:
    """The second terminal is told that the interview is open in another; one that was left isn't."""
    with open_terminal(tmp_path, *WORDS) as first:
        first.see("Hello!")
        first.press("t", *"left here")
        first.see("left here")
        until_kept(first, tmp_path / "home" / "interview-draft.json")
        with open_terminal(tmp_path, "interview") as second:
            second.see("open in another terminal")
        first.press("ctrl-c")
        first.left()
    with open_terminal(tmp_path, "interview") as third:
        assert "open in another terminal" not in third.see("left here")


def until_kept(terminal: Terminal, draft: Path) -> None:
    """Wait until the interview has written that it is open."""
    for _ in range(200):
        if draft.exists() and "left here" in draft.read_text("utf-8"):
            return
        terminal.read(0.1)
