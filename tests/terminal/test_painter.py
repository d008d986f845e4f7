"""What is painted: only styles that are wanted, no control characters, and the cursor where one types."""

from __future__ import annotations

import io

import pyte
import pytest

from nnprep.terminal.layout import Line, Screen, Style
from nnprep.terminal.painter import Painter

ROWS = [Line((("wrong", Style.BAD), (" and ", Style.PLAIN), ("strong", Style.STRONG)))]


def painted(*, live: bool) -> str:
    """Return what rows look like on a stream."""
    stream = io.StringIO()
    Painter(stream, live=live).print(ROWS)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("live", "settings", "expected"),
    [
        (True, {}, "\x1b[31mwrong\x1b[0m and \x1b[1mstrong\x1b[0m\n"),
        (False, {}, "wrong and strong\n"),
        (False, {"FORCE_COLOR": "1"}, "\x1b[31mwrong\x1b[0m and \x1b[1mstrong\x1b[0m\n"),
        (False, {"FORCE_COLOR": ""}, "wrong and strong\n"),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, "wrong and \x1b[1mstrong\x1b[0m\n"),
        (True, {"NO_COLOR": "1"}, "wrong and \x1b[1mstrong\x1b[0m\n"),
        (True, {"TERM": "dumb"}, "wrong and strong\n"),
    ],
)
def test_styles(monkeypatch: pytest.MonkeyPatch, live: bool, settings: dict[str, str], expected: str) -> None:
    """FORCE_COLOR brings colors into a pipe, and NO_COLOR leaves bold only, whatever else is set."""
    monkeypatch.setenv("TERM", "xterm")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    assert painted(live=live) == expected


def test_session_on_a_pipe_has_colors_if_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    """FORCE_COLOR also holds for what is drawn, not only for what is printed."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    Painter(stream, live=False).draw(Screen(body=tuple(ROWS), tail=()), 1)

    assert "\x1b[31mwrong" in stream.getvalue()


@pytest.mark.parametrize("live", [True, False])
def test_control_characters_never_reach_the_terminal(*, live: bool) -> None:
    """Whatever a row holds, it can't command the terminal: neither where it is drawn nor where it is printed."""
    row = Line((("a\x1b]0;owned\x07\x9b31m\u202eb\x7f\ud800", Style.PLAIN),))
    printed, drawn = io.StringIO(), io.StringIO()
    Painter(printed, live=live).print([row])
    Painter(drawn, live=live).draw(Screen(body=(row,), tail=(row,)), 1)

    assert printed.getvalue() == "a?]0;owned??31m?b??\n"
    assert drawn.getvalue().count("a?]0;owned??31m?b??") == 2


def test_cursor_is_where_text_goes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal's own cursor stands where text is typed, for input methods open there; else at the end."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "10")
    stream = io.StringIO()
    painter = Painter(stream, live=True)
    terminal = pyte.Screen(40, 10)
    places = []
    tail = (Line(((" > 字_", Style.PLAIN),)), Line((("enter done", Style.PLAIN),)))
    for cursor in ((1, 5), None, (1, 5)):
        painter.draw(Screen(body=tuple(ROWS), tail=tail, cursor=cursor), cursor)
        pyte.Stream(terminal).feed(stream.getvalue())
        places.append((terminal.cursor.y, terminal.cursor.x))
    painter.close()
    pyte.Stream(terminal).feed(stream.getvalue())

    assert places == [(1, 5), (2, 10), (1, 5)]
    assert terminal.cursor.y == 3
