"""`nnprep quiz --ask QUESTION`: leads an interviewer's question to the cards that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnprep.errors import UsageError

if TYPE_CHECKING:
    from nnprep.cli.dealing import Wishes

NEAREST = 3
"""Cards that are asked for one question, unless --count says otherwise."""


def cards_for(question: str, wishes: Wishes) -> tuple[str, ...]:
    """Return the ids of the cards nearest to a question, the nearest first; raises UsageError if none is near."""
    from nnprep.content.asking import ask
    from nnprep.content.library import load_cards

    ranked = ask(question, load_cards())
    if not ranked:
        raise UsageError("No card has anything to do with that question.", next_step="nnprep quiz --help")
    return tuple(each.card.id for each in ranked[: wishes.most or NEAREST])
