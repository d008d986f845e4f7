"""`nnprep quiz --ask QUESTION`: leads an interviewer's question to the cards that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnprep.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnprep.answers.card_search import Match
    from nnprep.quiz.selection import Wishes
    from nnprep.quiz.session import Session

NEAREST = 3
"""Cards that are asked for one question at most, unless --count says otherwise; and that are named if none is sure."""


def asked_for(question: str, wishes: Wishes) -> Wishes:
    """Return the wishes with the cards that answer a question, the best first; raises UsageError if none does."""
    from nnprep.answers.card_search import Catalogue, matches
    from nnprep.cli.content import sound_cards
    from nnprep.quiz.selection import fitting_wishes

    cards = sound_cards()
    fit = {card.id for card in fitting_wishes(cards, wishes)}
    found = [match for match in matches(question, Catalogue(cards)) if match.card.id in fit]
    sure = [match for match in found if match.sure][: wishes.most or NEAREST]
    if not sure:
        raise unanswered([match for match in found if match.score > 0][:NEAREST], narrow=wishes.narrow)
    first = sure[0]
    part = "" if first.phrasing is not None else f"This card answers a part of it: {first.wording}"
    return wishes._replace(
        only=tuple(match.card.id for match in sure), phrasing=first.phrasing or 0, notice=part
    )


def unanswered(near: Sequence[Match], *, narrow: bool) -> UsageError:
    """Return the error that no card answers a question, with the nearest ones."""
    none = f"No card{' that fits these filters' if narrow else ''} answers that."
    if not near:
        return UsageError(f"{none} None is near either.", next_step="nnprep explain")
    verb = "is" if len(near) == 1 else "are"
    rows = [f"{none} The nearest {verb}:", *(f"  {each.card.id}: {each.card.question}" for each in near)]
    return UsageError("\n".join(rows), next_step=f"nnprep explain {near[0].card.id}")


def posed(session: Session, wishes: Wishes) -> Session:
    """Return a session that has just begun with its first card in the wording that is nearest to the question."""
    if session.turn is None or session.turn.card.id != wishes.only[0]:  # --suspended left the best card out
        return session
    return session._replace(turn=session.turn._replace(phrasing=wishes.phrasing), notice=wishes.notice)
