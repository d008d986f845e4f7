"""`nnprep cards`: lists the cards, and resets what is remembered of one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import typer

from nnprep.answers.card_search import Catalogue, found_for
from nnprep.cli.content import valid_cards
from nnprep.cli.options import CardLevel, Topics, agreed, completed
from nnprep.cli.output import is_unbounded, show_json
from nnprep.cli.reading.pages import show
from nnprep.content.card_text import text_of_card
from nnprep.content.cards import Card
from nnprep.content.decks import place
from nnprep.errors import UnknownNameError, UsageError
from nnprep.learner.history.events import study_day
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.learner.schedule.forgetting import forget
from nnprep.learner.schedule.learner_state import LearnerState, load_state
from nnprep.learner.stats.card_list import CardRow, CardState, card_rows
from nnprep.quiz.selection import fitting_wishes, wishes
from nnprep.screens.card_list import list_lines
from nnprep.terminal.plain import write_lines

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def cards(
    ctx: typer.Context,
    topic: Topics = None,
    level: CardLevel = None,
    deck: Annotated[
        str | None,
        typer.Option(
            metavar="DECK", help="Only this deck: classic, modern, all.", autocompletion=completed("deck")
        ),
    ] = None,
    traps: Annotated[bool, typer.Option("--traps", help="Only traps.")] = False,
    state: Annotated[
        str | None,
        typer.Option(
            metavar="STATE",
            help="Only cards in this state: new, learning, firm, suspended.",
            autocompletion=completed("state"),
        ),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Only cards that are due now.")] = False,
    search: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only the best cards about these words, best first.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as one JSON object.")] = False,
) -> None:
    """List the cards by topic, with level, state, due day and question.

    Example: nnprep cards --topic losses --state new
    """
    if ctx.invoked_subcommand is not None:
        return
    if state is not None and state not in list(CardState):
        raise UnknownNameError("state", state, list(CardState), next_step="nnprep cards --help")
    chosen = wishes(level=level, topics=topic, deck=deck, traps=traps)
    everything = valid_cards()
    names = {card.id for card in fitting_wishes(everything, chosen)}
    fit = [card for card in everything if card.id in names]
    rows, today = known_rows(fit)
    rows = [row for row in rows if (state is None or row.state == state) and (not due or row.is_due)]
    if search is None:
        rows.sort(key=lambda row: (place(row.card.topic), row.card.topic))
    else:
        found = found_for(search, Catalogue([text_of_card(card) for card in everything]))
        best = {match.id: number for number, match in enumerate(found)}
        rows = sorted((row for row in rows if row.card.id in best), key=lambda row: best[row.card.id])
    if as_json:
        show_json({"schema": "nnprep.cards/1", "cards": [as_object(row) for row in rows]})
    elif rows:
        flat = is_unbounded()
        show(lambda paper: list_lines(rows, today, paper, flat=flat))
    else:
        write_lines(sys.stdout, NONE)


def known_rows(cards: Sequence[Card]) -> tuple[list[CardRow], date]:
    """Return the cards with what is known of them, and the study day; a list leaves no history behind."""
    if not history_path().exists():
        now = datetime.now().astimezone()
        return card_rows(cards, LearnerState(), now), study_day(now)
    with History.open() as history:
        now = history.clock()
        return card_rows(cards, load_state(history), now), study_day(now)


def as_object(row: CardRow) -> dict[str, object]:
    """Return a card of the list as a JSON object."""
    return {
        "id": row.card.id,
        "topic": row.card.topic,
        "question": row.card.question,
        "level": row.card.level.value,
        "kind": row.card.kind.value,
        "state": row.state.value,
        "due": row.due.isoformat() if row.due else None,
        "is_due": row.is_due,
    }


@app.command("forget")
def forget_card(
    card: Annotated[str, typer.Argument(help="The card's id.", autocompletion=completed("card"))],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask first.")] = False,
) -> None:
    """Ask a card as if it were new.

    Earlier answers stay in the history but no longer count for its schedule.

    Example: nnprep cards forget relu
    """
    with History.open() as history:
        known = [each.id for each in valid_cards()]
        if card not in known and card not in load_state(history).memories:
            raise UnknownNameError("card", card, known, next_step="nnprep explain --help")
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError(
                    "There's no terminal to ask for confirmation; use --yes.",
                    next_step=f"nnprep cards forget {card} --yes",
                )
            if not agreed(f"Forget your answers to {card}? It will be asked as a new card."):
                raise typer.Abort
        misdated = forget(history, card)
    write_lines(sys.stdout, f"{card} is a new card again." + (f" {DROPPED}" if misdated else ""))


DROPPED = "Answers dated in the future were removed for good."
NONE = "No card matches these filters.\n\nnext   nnprep cards"
