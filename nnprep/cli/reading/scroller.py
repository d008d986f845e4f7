"""Scrolls through a page in a terminal until the reader leaves."""

from __future__ import annotations

import sys

from nnprep.cli.output import Page
from nnprep.screens.reading import reading_keys
from nnprep.terminal.keyboard.names import Keys
from nnprep.terminal.keyboard.open import is_live, keyboard, suspend
from nnprep.terminal.layout import Line, Paper, Screen, chopped, width_of
from nnprep.terminal.painter import Painter

MOST_STEPS = 8
"""Rows of commands at the end of a page that stay in view."""
GO_ON = ("space", "enter")
LEAVE = (*GO_ON, "q", "escape", "end")
"""Keys that leave the page; the first two scroll to its end first."""
LESS = {"j": "down", "k": "up", "f": "page-down", "b": "page-up", "g": "home", "G": "end-key"}
"""Keys of `less`, for hands that know it; where a page gives one another meaning, it has that."""


class Scroller:
    """Shows one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.painter = Painter(sys.stdout, live=True)
        self.notice = ""
        self.has_left = False
        self.laid_out: tuple[object, list[Line]] | None = None
        self.keys_below = 0
        """Rows below the page: the keys, and how many of its rows are out of view."""

    def read(self) -> None:
        """Show the page until the reader leaves; raises KeyboardInterrupt at Ctrl-C."""
        with keyboard(live=True) as keys:
            try:
                while not self.has_left:
                    self.draw()
                    self.press(keys.read(None, typing=False), keys)
            finally:
                self.painter.close(without=self.keys_below)  # they do nothing at the prompt

    def shown(self) -> object:
        """Return what is shown now, any value: another one starts at the top of the terminal."""
        return None

    def lines(self, paper: Paper) -> list[Line]:
        """Return what is shown now, laid out."""
        return self.page(paper)

    def tail(self, paper: Paper) -> list[Line]:
        """Return what can be done below it."""
        return reading_keys(paper, self.notice)

    def opens(self, key: str) -> bool:
        """Show something else if the key asks for it; return whether it did."""
        return False

    def draw(self) -> None:
        """Draw what is shown now."""
        paper, shown = self.painter.paper(), self.shown()
        if self.laid_out is None or self.laid_out[0] != (shown, paper):  # computing its numbers takes a while
            rows = [row for line in self.lines(paper) for row in broken(line, paper.width - 1)]
            self.laid_out = (shown, paper), [*rows, Line()]
        body, steps = parted(self.laid_out[1])
        keys = self.tail(paper)
        screen = Screen(body=tuple(body), tail=(*steps, *keys), part=shown, onward=GO_ON)
        self.painter.draw(screen, ("page", shown))
        paged = self.painter.pager.length > self.painter.pager.room
        self.keys_below = len(keys) + (paged and not steps)

    def press(self, key: object, keys: Keys) -> None:
        """Do what a key asks for; other keys say that they do nothing."""
        self.notice = ""
        if key == "ctrl-c":
            raise KeyboardInterrupt
        if key == "ctrl-z":
            self.painter.close()
            with keys.paused():
                suspend()
            self.painter.page = None
        elif not isinstance(key, str) or self.painter.scroll(key):
            return
        elif key in LEAVE:
            self.has_left = True
        elif not self.opens(key) and not self.painter.scroll(LESS.get(key, "")):
            self.notice = f"{key} does nothing here."


def parted(rows: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the rows above what to type next, and these last ones, which stay in view however long the page is."""
    last = max(
        (n for n, row in enumerate(rows) if row.text.lstrip().startswith("next   ")), default=len(rows)
    )
    return (rows[:last], rows[last:]) if len(rows) - last <= MOST_STEPS else (rows, [])


def broken(line: Line, room: int) -> list[Line]:
    """Return a line in rows that the terminal doesn't break: it would push as many others out of view."""
    if width_of(line.text) <= room:
        return [line]
    style = line.spans[-1][1]
    return [Line(((piece, style),)) for piece in chopped(line.text, room)]


def scroll(page: Page) -> bool:
    """Scroll through a page if single keys can be read; return whether they can."""
    if is_live():
        Scroller(page).read()
        return True
    return False
