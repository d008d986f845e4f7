"""`nnprep quiz --ask QUESTION`: finds the cards that answer an interviewer's question."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.answers.card_search import Catalogue, Match, matches
from nnprep.cli.content import valid_cards
from nnprep.errors import UsageError
from nnprep.quiz.selection import Wishes, fitting_wishes

NEAREST = 3
"""How many cards are asked for a question unless --count says otherwise, and how many are named if none fits."""


def wishes_for(question: str, wishes: Wishes) -> Wishes:
    """Return the wishes with the cards that answer a question, the best first; raises UsageError if none does."""
    cards = valid_cards()
    fit = {card.id for card in fitting_wishes(cards, wishes)}
    ranked = [match for match in matches(question, Catalogue(cards)) if match.card.id in fit]
    sure = [match for match in ranked if match.sure][: wishes.most or NEAREST]
    if not sure:
        raise unanswered([match for match in ranked if match.score > 0][:NEAREST], narrow=wishes.narrow)
    first = sure[0]
    part = "" if first.phrasing is not None else f"This card answers part of it: {first.wording}"
    return wishes._replace(
        only=tuple(match.card.id for match in sure), phrasing=first.phrasing or 0, notice=part
    )


def unanswered(near: Sequence[Match], *, narrow: bool) -> UsageError:
    """Return the error that no card answers a question, with the closest ones."""
    none = f"No card{' that fits these filters' if narrow else ''} answers that."
    if not near:
        return UsageError(f"{none} No card comes close.", next_step="nnprep explain")
    verb = "is" if len(near) == 1 else "are"
    rows = [f"{none} The closest {verb}:", *(f"  {each.card.id}: {each.card.question}" for each in near)]
    return UsageError("\n".join(rows), next_step=f"nnprep explain {near[0].card.id}")
