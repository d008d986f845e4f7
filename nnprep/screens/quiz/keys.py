"""The page that says what every key does."""

from __future__ import annotations

from nnprep.terminal.layout import Line, Paper, Style


def keys(paper: Paper, *, live: bool) -> list[Line]:
    """Return what every key does."""
    lines = [*paper.paragraph("Keys" if live else "Keys, each followed by enter", Style.STRONG), Line()]
    for key, meaning in KEYS:
        lines += paper.paragraph(meaning, first=f" {key:<13}", indent=" " * 14)
    return [*lines, Line()]


KEYS = (
    ("space, enter", "show the answer; after it the full answer, then sources and what is often said wrong"),
    ("y n", "at a trap's claim: true, false; until the answer is shown you may change your mind"),
    ("1 2 3 4", "grade: again (it comes back in this session), hard, good, easy; after the answer"),
    ("k", "tick the key points that you said; then enter takes the grade that they suggest"),
    ("t", "type the answer, or go on typing it; what is heard in it is ticked. esc keeps the text"),
    ("h", "a hint: the words that lead into a point, first those that must be said"),
    ("p", "ask it another way"),
    ("f", "what an interviewer asks next, then its answer"),
    ("u", "undo the last answer or skip, also on the summary"),
    ("e", "open the card's file, or show where it is"),
    ("s", "skip the card for now"),
    ("!", "put the card away; quiz --suspended shows those, and ! brings one back"),
    ("arrows, pgdn", "scroll a page that is higher than the terminal; space scrolls too, then goes on"),
    ("q, ctrl-c", "leave; every answer so far is saved"),
)
