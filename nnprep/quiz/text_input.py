"""A line of text being typed, edited at its end."""

from __future__ import annotations

from nnprep.learner.history.event_schema import legible

LONGEST = 4000
"""The most characters of a typed answer."""
WORD_KEYS = ("ctrl-w", "alt-backspace")


def edited(draft: str, key: str) -> str:
    """Return a draft after a key; keys that enter nothing don't change it."""
    if key == "backspace":
        return draft[:-1]
    if key == "ctrl-u":
        return ""
    if key in WORD_KEYS:
        head, gap, _ = draft.rstrip().rpartition(" ")
        return head + gap
    return extended(draft, " " if key == "space" else key if len(key) == 1 else "")


def extended(draft: str, text: str) -> str:
    """Return a draft with a text appended, as far as there is room."""
    return (draft + cleaned(text))[:LONGEST]


def cleaned(text: str) -> str:
    """Return a text on one line, without control characters and lone surrogates."""
    signs = (" " if sign.isspace() else sign if sign.isprintable() else "" for sign in legible(text))
    return "".join(signs)
