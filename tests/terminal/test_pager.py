"""A page that is taller than the terminal: what is in view, and what scrolls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.terminal.layout import Line, Paper, Screen, Style
from nnprep.terminal.pager import Pager

PAPER = Paper(width=80)
KEYS = Line(((" space answer", Style.PLAIN),))


def line(text: str) -> Line:
    return Line(((text, Style.PLAIN),))


def screen(length: int, *, start: int = 0, focus: tuple[int, int] | None = None) -> Screen:
    """Return a screen whose rows are their numbers, with one row of keys."""
    body = tuple(line(str(number)) for number in range(length))
    about = (focus, body[slice(*focus)]) if focus else (None, ())
    return Screen(body=body, tail=(KEYS,), part="x", start=start, onward=("space",), focus=about)


def shown(pager: Pager, page: Screen, *, height: int = 10, part: object = 1) -> list[str]:
    return [row.text.strip() for row in pager.rows(page, part, height, PAPER)]


def test_short_page() -> None:
    """A page that fits is shown as it is, and no key scrolls it."""
    pager = Pager()
    assert [*"012345678", "space answer"] == shown(pager, screen(9))
    assert not any(pager.turn(key) for key in ("space", "down", "page-down", "x"))


def test_long_page() -> None:
    """A long page begins at its top, with the keys in the last row and a marker above them."""
    rows = shown(Pager(), screen(30))

    assert [*"01234567", "… 22 more lines (space, arrows)", "space answer"] == rows


def test_scrolling() -> None:
    """Arrows move by a row, space and PgDn by a screen less one row; at the end space leads on, as the keys say."""
    pager, page = Pager(), screen(20)._replace(scrolling=(line("space more"),))
    assert ("0", "space more") == (shown(pager, page)[0], shown(pager, page)[-1])
    for key, first in (
        ("down", "1"),
        ("page-down", "8"),
        ("up", "7"),
        ("space", "12"),
        ("home", "0"),
        ("end-key", "12"),
    ):
        assert pager.turn(key)
        assert first == shown(pager, page)[0]
    assert ["… 12 lines above (arrows)", "space answer"] == shown(pager, page)[-2:]
    assert not pager.turn("space")
    assert pager.turn("down")
    assert not pager.turn("3")


def test_another_part() -> None:
    """A new part of a page is shown from its start, or from further up if all of it fits."""
    pager = Pager()
    shown(pager, screen(30))
    pager.turn("page-down")
    assert "12" == shown(pager, screen(40, start=12), part=2)[0]
    assert "22" == shown(pager, screen(30, start=27), part=3)[0]


def test_focus() -> None:
    """What the last key was about is scrolled into view, once; then it can be scrolled away."""
    pager = Pager()
    shown(pager, screen(30))
    assert "13" == shown(pager, screen(30, focus=(18, 21)))[0]
    pager.turn("home")
    assert "0" == shown(pager, screen(30, focus=(18, 21)))[0]
    assert "5" == shown(pager, screen(30, focus=(5, 25)))[0]


@given(
    st.integers(0, 60),
    st.integers(2, 40),
    st.lists(st.sampled_from(["up", "down", "space", "page-up", "page-down", "home", "end-key"]), max_size=9),
    st.lists(st.integers(2, 40), max_size=3),
)
def test_any_size(length: int, height: int, keys: list[str], heights: list[int]) -> None:
    """After any scrolling and resizing, the rows fit, are consecutive and end with the keys; space reaches the end."""
    pager, page = Pager(), screen(length)
    for each in (height, *heights):
        for key in keys:
            shown(pager, page, height=each)
            pager.turn(key)
        rows = pager.rows(page, 1, each, PAPER)
        assert len(rows) <= each
        assert KEYS == rows[-1]
        numbers = [int(row.text) for row in rows if row.text.isdecimal()]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else length == 0
    presses = 0
    while pager.turn("space"):
        presses += 1
        assert presses <= length
        last = shown(pager, page, height=each)
    assert not presses or str(length - 1) in last


@pytest.mark.parametrize(("ascii", "mark"), [(False, "…"), (True, "...")])
def test_marker(ascii: bool, mark: str) -> None:
    """The marker is faint, and is ASCII on ASCII paper."""
    rows = Pager().rows(screen(30), 1, 10, Paper(width=80, ascii=ascii))

    assert rows[-2].text.startswith(f" {mark} 22 more")
    assert {Style.FAINT} == {style for text, style in rows[-2].spans if text.strip()}
