"""A text that is being typed: one line, edited with a few keys at its end."""

from __future__ import annotations

from nnprep.learner.history.event_schema import legible

LONGEST = 4000
"""Characters of a typed answer."""
WORD_KEYS = ("ctrl-w", "alt-backspace")


def edited(draft: str, key: str) -> str:
    """Return a draft after a key; keys that enter nothing leave it as it is, so none of them loses it."""
    if key == "backspace":
        return draft[:-1]
    if key == "ctrl-u":
        return ""
    if key in WORD_KEYS:
        head, gap, _ = draft.rstrip().rpartition(" ")
        return head + gap
    return extended(draft, " " if key == "space" else key if len(key) == 1 else "")


def extended(draft: str, text: str) -> str:
    """Return a draft with a text at its end, as far as there is room."""
    return (draft + cleaned(text))[:LONGEST]


def cleaned(text: str) -> str:
    """Return a text on one line, without control characters and without what UTF-8 cannot write."""
    signs = (" " if sign.isspace() else sign if sign.isprintable() else "" for sign in legible(text))
    return "".join(signs)
