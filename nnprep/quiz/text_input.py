"""A text being typed, and what each key does to it.

An own editor: importing prompt_toolkit takes eleven times as long as starting Python, and it would read the keyboard
and paint the terminal beside the session, which already does both. What an answer needs is these few keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nnprep.learner.history.event_schema import legible
from nnprep.named_tuple import NamedTuple

LONGEST = 4000
"""The most characters of a typed answer."""


class Draft(NamedTuple):
    """A text and the place in it where the next character goes."""

    text: str = ""
    cursor: int = 0
    cut: str = ""
    """What a key deleted last that deletes more than a character; ctrl-y brings it back."""

    @property
    def parts(self) -> tuple[str, str]:
        """What is before the cursor, and after it."""
        return self.text[: self.cursor], self.text[self.cursor :]

    @property
    def line(self) -> tuple[int, int]:
        """Where the cursor's line begins and ends."""
        before, after = self.parts
        return before.rfind("\n") + 1, self.cursor + len(after.partition("\n")[0])


def at_end(text: str) -> Draft:
    """Return a text with the cursor behind it."""
    return Draft(text, len(text))


def edited(draft: Draft, key: str) -> Draft:
    """Return a draft after a key; keys that neither enter nor move anything don't change it."""
    if key in MOVES:
        return draft._replace(cursor=MOVES[key](draft))
    if key in DELETIONS:
        start, end = sorted((draft.cursor, DELETIONS[key](draft)))
        cut = draft.text[start:end] if key not in SINGLE else ""
        return Draft(draft.text[:start] + draft.text[end:], start, cut or draft.cut)
    if key == "ctrl-y":
        return extended(draft, draft.cut)
    return extended(draft, {"space": " ", NEW_LINE: "\n"}.get(key, key if len(key) == 1 else ""))


def extended(draft: Draft, text: str) -> Draft:
    """Return a draft with a text put in at the cursor, as far as there is room."""
    before, after = draft.parts
    before += cleaned(text)[: LONGEST - len(draft.text)]
    return draft._replace(text=before + after, cursor=len(before))


def cleaned(text: str) -> str:
    """Return a text without control characters and lone surrogates; only its line ends stay."""
    signs = legible(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign if sign == "\n" or sign.isprintable() else " " if sign.isspace() else "" for sign in signs
    )


def continued(draft: Draft) -> Draft | None:
    """Return a draft with a new line instead of a backslash before the cursor; None if there is none.

    That is how Enter begins a line in a terminal that can't tell Alt-Enter from Enter.
    """
    before, after = draft.parts
    return Draft(before[:-1] + "\n" + after, draft.cursor) if before.endswith("\\") else None


def word_left(draft: Draft) -> int:
    """Return where the word before the cursor begins."""
    found = re.search(r"\S+\s*$", draft.parts[0])
    return found.start() if found else 0


def word_right(draft: Draft) -> int:
    """Return where the word after the cursor ends."""
    found = re.match(r"\s*\S+", draft.parts[1])
    return draft.cursor + found.end() if found else len(draft.text)


def line_up(draft: Draft) -> int:
    """Return the same column one line up; on the first line, its beginning."""
    start, _ = draft.line
    if not start:
        return 0
    above = draft.text.rfind("\n", 0, start - 1) + 1
    return min(above + draft.cursor - start, start - 1)


def line_down(draft: Draft) -> int:
    """Return the same column one line down; on the last line, its end."""
    start, end = draft.line
    if end == len(draft.text):
        return end
    below = draft._replace(cursor=end + 1).line[1]
    return min(end + 1 + draft.cursor - start, below)


def left(draft: Draft) -> int:
    """Return the place one character to the left."""
    return max(0, draft.cursor - 1)


def right(draft: Draft) -> int:
    """Return the place one character to the right."""
    return min(len(draft.text), draft.cursor + 1)


def line_start(draft: Draft) -> int:
    """Return where the cursor's line begins."""
    return draft.line[0]


def line_end(draft: Draft) -> int:
    """Return where the cursor's line ends."""
    return draft.line[1]


NEW_LINE = "alt-enter"
SINGLE = ("backspace", "delete")
Place = Callable[[Draft], int]
MOVES: dict[str, Place] = {
    "left": left, "ctrl-b": left, "right": right, "ctrl-f": right,
    "home": line_start, "ctrl-a": line_start, "end-key": line_end, "ctrl-e": line_end,
    "up": line_up, "ctrl-p": line_up, "down": line_down, "ctrl-n": line_down,
    "alt-b": word_left, "ctrl-left": word_left, "alt-f": word_right, "ctrl-right": word_right,
}  # fmt: skip
"""Key -> where it moves the cursor; the keys are those of readline."""
DELETIONS: dict[str, Place] = {
    "backspace": left, "delete": right, "ctrl-u": line_start, "ctrl-k": line_end,
    "ctrl-w": word_left, "alt-backspace": word_left, "alt-d": word_right,
}  # fmt: skip
"""Key -> up to where it deletes."""
