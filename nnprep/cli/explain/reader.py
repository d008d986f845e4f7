"""Reads card pages in a terminal: scrolls long ones, and opens what a card points to by its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nnprep.cli.output import Page
from nnprep.cli.reading.scroller import Scroller
from nnprep.content.cards import Card
from nnprep.screens.explain.cards import links
from nnprep.screens.reading import reading_keys
from nnprep.terminal.layout import Line, Paper

Pages = Callable[[Card, Paper], list[Line]]
"""Lays a card out as a page."""


class Reader(Scroller):
    """Shows one card after another, and remembers the way back; it may start with a list of cards to choose from."""

    def __init__(self, cards: Mapping[str, Card], pages: Pages) -> None:
        super().__init__(lambda paper: [])
        self.cards = cards
        """By id and alias."""
        self.pages = pages
        self.choice: Sequence[Card] = ()
        self.trail: list[Card | None] = []
        """What was opened, the current one last; None is the list."""

    def read_card(self, first: Card) -> None:
        """Show a card until the reader leaves; raises KeyboardInterrupt at Ctrl-C."""
        self.trail = [first]
        self.read()

    def choose(self, choice: Sequence[Card], page: Page) -> None:
        """Show a page that numbers some cards, and those that the reader opens; raises KeyboardInterrupt at Ctrl-C."""
        self.choice, self.page, self.trail = choice, page, [None]
        self.read()

    def shown(self) -> object:
        """Return the current card and how deep the reader is."""
        card = self.trail[-1]
        return (len(self.trail), card and (card.id, card.path))

    def lines(self, paper: Paper) -> list[Line]:
        """Return the current card as a page, or the list."""
        card = self.trail[-1]
        return self.page(paper) if card is None else [*self.pages(card, paper), *links(self.linked(), paper)]

    def tail(self, paper: Paper) -> list[Line]:
        """Return the keys below it."""
        what = "see also" if self.trail[-1] else "open"
        back = len(self.trail) > 1
        return reading_keys(paper, self.notice, count=len(self.linked()), opens=what, back=back)

    def linked(self) -> Sequence[Card]:
        """Return the cards that numbers open here."""
        card = self.trail[-1]
        if card is None:
            return self.choice
        return [self.cards[name] for name in card.see if name in self.cards]

    def opens(self, key: str) -> bool:
        """Open a card by its number, or go back."""
        if key == "b" and len(self.trail) > 1:
            self.trail.pop()
        elif key.isdecimal() and 1 <= int(key) <= len(self.linked()):
            self.trail.append(self.linked()[int(key) - 1])
        else:
            return False
        return True
