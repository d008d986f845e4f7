"""`nnprep cards`: resets what is remembered of a card."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from nnprep.cli.content import valid_cards
from nnprep.errors import UnknownNameError, UsageError
from nnprep.learner.history.log import History
from nnprep.learner.schedule.forgetting import forget
from nnprep.learner.schedule.learner_state import load_state
from nnprep.terminal.plain import write_lines

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def cards(ctx: typer.Context) -> None:
    """Reset what is remembered of a card.

    Example: nnprep cards forget relu
    """
    if ctx.invoked_subcommand is None:
        write_lines(sys.stdout, ctx.get_help())


@app.command("forget")
def forget_card(
    card: Annotated[str, typer.Argument(help="The card's id.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask first.")] = False,
) -> None:
    """Ask a card as if it were new: earlier answers stay in the history but no longer count for its schedule.

    Example: nnprep cards forget relu
    """
    with History.open() as history:
        known = [each.id for each in valid_cards()]
        if card not in known and card not in load_state(history).memories:
            raise UnknownNameError("card", card, known, next_step="nnprep explain --help")
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError(
                    "Nobody can confirm this here; use --yes.", next_step=f"nnprep cards forget {card} --yes"
                )
            typer.confirm(f"Forget your answers to {card}? It will be asked as a new card.", abort=True)
        misdated = forget(history, card)
    write_lines(sys.stdout, f"{card} is a new card again." + (f" {DROPPED}" if misdated else ""))


DROPPED = "Answers dated in the future were removed for good."
