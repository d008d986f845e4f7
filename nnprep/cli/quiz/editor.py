"""Opens a card's file at its line, where the card is the learner's own."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from nnprep.errors import NnprepError

if TYPE_CHECKING:
    from nnprep.content.cards import Card


def edit_card(card: Card, *, live: bool) -> tuple[Card, str]:
    """Open a card's file in $VISUAL or $EDITOR and return the card as it is afterwards, with what to tell.

    A built-in card, or one without an editor or a terminal, stays as it is; then its place is told.
    """
    from nnprep.content.roots import content_roots

    place = f"{card.path}:{card.line}"
    own = any(root in card.path.parents for root in content_roots()[1:])
    command = editor()
    if not own:
        return card, f"This card is built in: {place}. Folders of your own go into NNPREP_CONTENT."
    if not live or command is None:
        return card, f"The card is at {place}. Set VISUAL or EDITOR to open it from here."
    try:
        subprocess.run([*command, f"+{card.line}", str(card.path)], check=False)
    except OSError as error:
        return card, f"{command[0]} does not start: {error.strerror}. The card is at {place}."
    return again(card, place)


def again(card: Card, place: str) -> tuple[Card, str]:
    """Return a card read anew, with what to tell."""
    from nnprep.content.library import find_card

    try:
        return find_card(card.id), f"Read again from {place}."
    except NnprepError as error:
        return card, f"The card is asked as it was before: {' '.join(error.sentence.split())}"


def editor() -> list[str] | None:
    """Return the learner's editor as a command, or None if there is none."""
    for text in (os.environ.get("VISUAL"), os.environ.get("EDITOR")):
        try:
            words = shlex.split(text, posix=os.name != "nt") if text else []
        except ValueError:  # a quote that is never closed
            continue
        if words and shutil.which(words[0]):
            return words
    return None
