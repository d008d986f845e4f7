"""A note from elsewhere, as a deck or a text export holds it."""

from __future__ import annotations

from nnprep.named_tuple import NamedTuple


class ForeignNote(NamedTuple):
    """One note that somebody wrote in Anki."""

    guid: str
    """By this, Anki knows the note; empty in a text export without ids."""
    deck: str
    """The name of its deck, `parent::child`; empty if it isn't known."""
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    html: bool = True
    """Whether its fields are HTML."""


MOST_NOTES = 2_000
"""Notes of one import: more than that nobody makes into good cards, and reading them would slow every session."""
