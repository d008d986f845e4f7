"""Card pages and choices in a real terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nnprep.cli.reading.scroller import broken
from nnprep.content.library import find_exercise
from nnprep.grading.reference import reference_text
from nnprep.terminal.layout import Line, Style

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
if sys.platform != "win32":
    from tests.sessions.terminals import Terminal


def test_links(tmp_path: Path) -> None:
    """A page scrolls, opens what it points to by number, goes back with b and leaves with q."""
    with Terminal(tmp_path, "explain", "zero-weights") as terminal:
        terminal.see("zero-weights trap", "more lines", "see also", "q quit")
        terminal.press("page-down")
        terminal.see("more lines")
        terminal.press("x")
        terminal.see("x does nothing here.")
        terminal.press("1")
        terminal.see("question, ", "b back")
        terminal.press("b")
        terminal.see("zero-weights trap")
        terminal.press("q")

        assert terminal.left() == 0


def test_report_fits_the_terminal(tmp_path: Path) -> None:
    """If a report is taller than the terminal, the checks that say nothing new are counted, unless `--all` is typed."""
    wrong = reference_text(find_exercise("backprop")).replace("a1.T @ dz2 / m", "a1.T @ dz2")
    (tmp_path / "backprop.py").write_text(f"# nnprep: backprop\n{wrong}", encoding="utf-8")
    with Terminal(tmp_path / "home", "check", "backprop.py", folder=tmp_path) as terminal:
        terminal.see(
            "is exactly 5 times",
            "11 more checks don't pass: nnprep check backprop.py --all",
            "isn't averaged",
            "failed · 4 of 16 core checks pass",
        )


def test_what_to_type_next_stays_in_view(tmp_path: Path) -> None:
    """A page longer than the terminal shows its commands from the start, and leaves them there."""
    with Terminal(tmp_path, "quiz", "--interview", "tomorrow", rows=14) as terminal:
        terminal.see("Interview tomorrow", "more lines", "next nnprep quiz", "nnprep exercise", "q quit")
        terminal.press("q")

        assert terminal.left() == 0
        assert "nnprep exercise" in terminal.text()


def test_wide_lines_are_broken_into_rows() -> None:
    """A line that the terminal would break itself would push the page's first row out of view."""
    rows = broken(Line((("x", Style.STRONG), ("y" * 99, Style.PLAIN))), 40)

    assert [40, 40, 20] == [len(row.text) for row in rows]
    assert [Line((("short", Style.GOOD),))] == broken(Line((("short", Style.GOOD),)), 40)


@pytest.mark.parametrize("words", [("exercise",), ("cards",), ("stats", "--all")])
def test_long_lists_begin_at_their_top(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A list that is longer than the terminal scrolls, as a page does."""
    with Terminal(tmp_path, *words, rows=10) as terminal:
        terminal.see("more line", "q quit")
        terminal.press("G")
        terminal.see("lines above")
        terminal.press("q")

        assert terminal.left() == 0


def test_reading_ends_with_ctrl_c(tmp_path: Path) -> None:
    """Ctrl-C leaves a page as it leaves any command: what was read stays, its keys don't."""
    with Terminal(tmp_path, "explain", "zero-weights", columns=60) as terminal:
        terminal.see("more lines", "q quit")
        terminal.press("ctrl-c")

        assert terminal.left() == 130
        assert "zero-weights" in terminal.text()
        assert not any(word in terminal.text() for word in ("more lines", "q quit"))


def test_long_topic_scrolls(tmp_path: Path) -> None:
    """A topic longer than the terminal scrolls and leaves with q; a short one is printed."""
    with Terminal(tmp_path, "explain", "backprop") as terminal:
        terminal.see("sixty seconds", "more lines", "arrows scroll", "q quit")
        terminal.press("x")
        terminal.see("x does nothing here.")
        terminal.press("page-down", "page-down", "page-down")
        terminal.see("the optimizer did.")
        terminal.press("q")
        assert terminal.left() == 0
    with Terminal(tmp_path, "explain", "shapes", "10", "64", "3") as terminal:
        terminal.see("899 parameters")
        assert terminal.left() == 0


def test_words_lead_to_cards(tmp_path: Path) -> None:
    """Cards that words find open by their number, and b leads back to the list."""
    with Terminal(tmp_path, "explain", "dying", "relu", rows=40) as terminal:
        terminal.see("These cards are about it:", "1 dead-relu-recover", "open", "q quit")
        terminal.press("1")
        terminal.see("dead-relu-recover trap", "b back")
        terminal.press("b")
        terminal.see("These cards are about it:")
        terminal.press("q")
        assert terminal.left() == 0


def test_choice(tmp_path: Path) -> None:
    """If several cards may answer a question, the learner chooses one by its number, or none."""
    with Terminal(tmp_path, "quiz", "--ask", "softmax", rows=50) as terminal:
        terminal.see("Several cards may answer that:", "Which one? 1 to")
        terminal.press("9", "enter")
        terminal.see("That's not a number from 1 to")
        terminal.press("1", "enter")
        terminal.see("card 1, 0 to go")
        terminal.press("q")
        assert terminal.left() == 0
    with Terminal(tmp_path, "quiz", "--ask", "softmax", rows=50) as terminal:
        terminal.see("Which one? 1 to")
        terminal.press("q", "enter")
        assert terminal.left() == 0
