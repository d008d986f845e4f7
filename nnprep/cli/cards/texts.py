"""The texts of all cards for a search, as fast as they can be had."""

from __future__ import annotations

from nnprep.content.card_index import find_headings
from nnprep.content.card_text import CardText, text_of_card, text_of_heading


def searchable() -> tuple[CardText, ...]:
    """Return what a search compares of each card; raises ContentError for an invalid built-in card."""
    headings = find_headings()
    if headings is not None:
        return tuple(map(text_of_heading, headings))
    # Reads all content strictly, which only files in an unusual form need.
    from nnprep.cli.content import valid_cards

    return tuple(map(text_of_card, valid_cards()))
