"""Opens a card's file at its line, if the card is the learner's own."""

from __future__ import annotations

from nnprep.content.cards import Card
from nnprep.content.library import find_card
from nnprep.content.roots import content_roots
from nnprep.errors import NnprepError
from nnprep.terminal.editor import editor, open_at


def edit_card(card: Card, *, live: bool) -> tuple[Card, str]:
    """Open a card's file in $VISUAL or $EDITOR; return the card as it is afterwards, and a sentence for the learner.

    For a built-in card, or without an editor or a terminal, the sentence only says where the card is.
    """
    shipped, *roots = content_roots()
    own = any(root in card.path.parents for root in roots)
    place = f"{card.path if own else card.path.relative_to(shipped)}:{card.line}"
    command = editor()
    if not own:
        return card, f"This card is built in: {place}. To use your own folders, set NNPREP_CONTENT."
    if not live or command is None:
        return card, f"The card is at {place}. Set VISUAL or EDITOR to open it from here."
    fault = open_at(command, card.path, card.line)
    if fault:
        return card, f"{fault} The card is at {place}."
    try:
        return find_card(card.id), f"Read again from {place}."
    except NnprepError as error:
        return card, f"The card stays as it was: {' '.join(error.sentence.split())}"
