"""Scrolls a page that is taller than the terminal: part of its body is in view, the keys stay below."""

from __future__ import annotations

from nnprep.errors import plural
from nnprep.terminal.layout import Line, Paper, Screen, Style

LEAST = 3
"""Rows of the body that are always shown, however many rows the keys take."""


class Pager:
    """Remembers which rows of the body are in view."""

    def __init__(self) -> None:
        self.top = 0
        self.length = 0
        """Rows of the body."""
        self.room = 1
        """How many of them are in view."""
        self.part: object = None
        self.focus: object = None
        self.onward: tuple[str, ...] = ()

    def rows(self, screen: Screen, part: object, height: int, paper: Paper) -> tuple[Line, ...]:
        """Return at most `height` rows of a screen; another `part` (any value) begins where it starts."""
        body, fits = screen.body, len(screen.body) + len(screen.tail) <= height
        while not fits and body and not body[-1].text.strip():
            body = body[:-1]
        tail = screen.tail[-max(1, height - LEAST - 1) :]
        self.length, self.onward = len(body), screen.onward
        marked = len(tail) + 1 < height
        self.room = self.length if fits else max(1, height - len(tail) - marked)
        if part != self.part:
            self.part, self.top = part, screen.start
        self.look_at(*screen.focus, body)
        self.move(0)
        if fits:
            return (*body, *screen.tail)
        marker = (self.marker(paper),) if marked else ()
        if screen.scrolling and self.top + self.room < self.length:
            tail = screen.scrolling[-len(tail) :]
        return (*body[self.top : self.top + self.room], *marker, *tail)

    def look_at(self, name: object, rows: tuple[Line, ...], body: tuple[Line, ...]) -> None:
        """Bring the body's focus into view, but only once: the reader may scroll it away again."""
        if name is None or name == self.focus:
            return
        self.focus = name
        first = next((n for n in range(len(body)) if body[n : n + len(rows)] == rows), 0)
        self.top = min(first, max(self.top, first + len(rows) - self.room))

    def move(self, by: int) -> None:
        """Scroll by so many rows, at most to either end."""
        self.top = max(0, min(self.top + by, self.length - self.room))

    def turn(self, key: str) -> bool:
        """Scroll if the key is meant for that and return whether it was; a key that leads on scrolls until the end."""
        below = self.length - self.room - self.top
        if self.length <= self.room or (key in self.onward and below <= 0):
            return False
        page = max(1, self.room - 1)  # one row stays, so that the eye finds its place
        steps = {
            "up": -1,
            "down": 1,
            "page-up": -page,
            "page-down": page,
            "home": -self.top,
            "end-key": below,
        }
        step = page if key in self.onward else steps.get(key)
        if step is not None:
            self.move(step)
        return step is not None

    def marker(self, paper: Paper) -> Line:
        """Return the row that says how many rows are out of view."""
        below = self.length - self.room - self.top
        how = "space, arrows" if below > 0 and "space" in self.onward else "arrows"
        text = (
            f"… {plural(below, 'more line')} ({how})"
            if below > 0
            else f"… {plural(self.top, 'line')} above ({how})"
        )
        return paper.paragraph(text, Style.FAINT)[0]
