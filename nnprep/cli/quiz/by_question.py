"""`nnprep quiz --ask QUESTION`: the card that answers a question; if several may, the learner chooses one."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from nnprep.answers.card_search import Catalogue, Match, found_for, is_safe, is_sure, matches
from nnprep.cli.cards.texts import searchable
from nnprep.cli.output import show_page
from nnprep.errors import UsageError
from nnprep.quiz.selection import Wishes, fitting_wishes
from nnprep.screens.find import choice_lines
from nnprep.terminal.plain import write_lines

NEAREST = 3
"""How many cards are named if none answers a question."""


def wishes_for(question: str, wishes: Wishes, *, live: bool) -> Wishes | None:
    """Return the wishes with the card that answers a question; with --count N, and those that answer it next best.

    If it isn't safe to say which one that is, a `live` learner chooses, and None means that none was chosen. Raises
    UsageError if no card answers the question, or if nobody can choose.
    """
    texts = searchable()
    fit = {text.id for text in fitting_wishes(texts, wishes)}
    catalogue = Catalogue(texts)
    found = [match for match in found_for(question, catalogue) if match.id in fit]
    if not is_sure(found):
        near = [match for match in matches(question, catalogue) if match.id in fit]
        raise unanswered(near[:NEAREST], narrow=wishes.narrow)
    number = 0
    if not wishes.suspended and (wishes.most or 1) == 1 and not is_safe(found):
        if not live:
            raise undecided(found)
        choice = chosen(found)
        if choice is None:
            return None
        number = choice
    first = found[number]
    others = [match.id for match in found if match is not first]
    part = f"Also part of this card: {first.text.wordings[first.wording]}"
    return wishes._replace(
        only=(first.id, *others)[: wishes.most or (len(found) if wishes.suspended else 1)],
        phrasing=first.phrasing or 0,
        notice="" if first.phrasing is not None else part,
    )


def chosen(found: Sequence[Match]) -> int | None:
    """Let the learner choose a card by its number; return its index, or None for none. Raises typer.Abort."""
    show_page(lambda paper: choice_lines(found, paper))
    asking = f"Which one? 1 to {len(found)}, Enter for the first, q for none"
    while True:
        answer = typer.prompt(asking, default="1", show_default=False).strip().lower()
        if answer == "q":
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(found):
            return int(answer) - 1
        write_lines(sys.stdout, f"That's not a number from 1 to {len(found)}.")


def undecided(found: Sequence[Match]) -> UsageError:
    """Return the error that several cards may answer a question, with their ids."""
    rows = ["Several cards may answer that:", *map(row, found)]
    return UsageError("\n".join(rows), next_step=f"nnprep quiz --ask {found[0].id}")


def unanswered(near: Sequence[Match], *, narrow: bool) -> UsageError:
    """Return the error that no card answers a question, with the closest ones."""
    none = f"No card{' matching these filters' if narrow else ''} answers that."
    if not near:
        return UsageError(f"{none[:-1]}, and none comes close.", next_step="nnprep cards")
    verb = "is" if len(near) == 1 else "are"
    rows = [f"{none} The closest {verb}:", *map(row, near)]
    return UsageError("\n".join(rows), next_step=f"nnprep explain {near[0].id}")


def row(match: Match) -> str:
    """Return a card in one line."""
    return f"  {match.id}: {match.text.wordings[0]}"
