"""Reads card pages in a terminal: scrolls long ones, and opens what a card points to by its number."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from nnprep.content.cards import Card
from nnprep.screens.explain.cards import links, reading_keys
from nnprep.terminal.keyboard.names import Keys
from nnprep.terminal.keyboard.open import keyboard, suspend
from nnprep.terminal.layout import Line, Paper, Screen
from nnprep.terminal.painter import Painter

Pages = Callable[[Card, Paper], list[Line]]
"""Lays a card out as a page."""
GO_ON = ("space", "enter")
LEAVE = (*GO_ON, "q", "escape", "end")
"""Keys that leave the page; the first two scroll to its end first."""


class Reader:
    """Shows one card after another, and remembers the way back."""

    def __init__(self, cards: Mapping[str, Card], pages: Pages) -> None:
        self.cards = cards
        """By id and alias."""
        self.pages = pages
        self.painter = Painter(sys.stdout, live=True)
        self.trail: list[Card] = []
        self.notice = ""
        self.laid_out: tuple[tuple[str, Paper, Path], list[Line]] | None = None

    def read(self, first: Card) -> None:
        """Show a card until the reader leaves; raises KeyboardInterrupt at Ctrl-C."""
        self.trail = [first]
        with keyboard(live=True) as keys:
            try:
                while self.trail:
                    self.draw()
                    self.press(keys.read(None, typing=False), keys)
            finally:
                self.painter.close()

    def draw(self) -> None:
        """Show the current card."""
        card, paper = self.trail[-1], self.painter.paper()
        key = (card.id, paper, card.path)
        if self.laid_out is None or self.laid_out[0] != key:  # computing its numbers takes a while
            self.laid_out = key, [*self.pages(card, paper), *links(self.linked(card), paper), Line()]
        tail = reading_keys(paper, self.notice, count=len(self.linked(card)), back=len(self.trail) > 1)
        screen = Screen(body=tuple(self.laid_out[1]), tail=tuple(tail), part=card.id, onward=GO_ON)
        self.painter.draw(screen, (len(self.trail), card.id))

    def linked(self, card: Card) -> list[Card]:
        """Return the cards that a card points to."""
        return [self.cards[name] for name in card.see if name in self.cards]

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
            self.trail = []
        elif key == "b" and len(self.trail) > 1:
            self.trail.pop()
        elif key.isdecimal() and 1 <= int(key) <= len(self.linked(self.trail[-1])):
            self.trail.append(self.linked(self.trail[-1])[int(key) - 1])
        else:
            self.notice = f"{key} does nothing here."
