"""`nnprep anki`: exports cards as a deck for Anki, and makes cards of a deck."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from nnprep.anki.export import Export, export
from nnprep.anki.package import is_package
from nnprep.cli.anki.making import make_cards, report
from nnprep.cli.cards.own_folder import own_root, valid_name
from nnprep.cli.content import valid_cards
from nnprep.cli.options import Force, Topics
from nnprep.cli.output import report_misdated
from nnprep.content.cards import Card
from nnprep.content.decks import place
from nnprep.errors import UsageError, plural
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.practice.workspace import write_file
from nnprep.quiz.selection import fitting_wishes, wishes
from nnprep.terminal.plain import write_lines

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)
SUFFIX = ".apkg"


@app.callback()
def anki(ctx: typer.Context) -> None:
    """Move cards to Anki, with what you've learned, or make cards from an Anki deck.

    Example: nnprep anki export nnprep.apkg --with-schedule
    """
    if ctx.invoked_subcommand is None:
        write_lines(sys.stdout, ctx.get_help())


@app.command("export")
def export_deck(
    file: Annotated[Path, typer.Argument(help="Where to write the deck, such as nnprep.apkg.")],
    topic: Topics = None,
    with_schedule: Annotated[
        bool,
        typer.Option("--with-schedule", help="Also what you've learned: memories, due days, all reviews."),
    ] = False,
    force: Force = False,
) -> None:
    """Write the cards as an Anki deck; importing a newer one updates the cards and creates no duplicates.

    Example: nnprep anki export nnprep.apkg --topic losses --with-schedule
    """
    if file.suffix.lower() != SUFFIX:
        raise UsageError(
            f"Anki only imports decks whose names end in {SUFFIX}.",
            next_step=f"nnprep anki export {file.stem or 'nnprep'}{SUFFIX}",
        )
    everything = valid_cards()
    names = {card.id for card in fitting_wishes(everything, wishes(level=None, topics=topic))}
    chosen = [card for card in everything if card.id in names]
    cards = sorted(chosen, key=lambda card: (place(card.topic), card.topic))
    result = exported(cards, with_schedule=with_schedule)
    write_file(file, result.content, force=force, ours=is_package)
    write_lines(sys.stdout, summary(file, result, with_schedule=with_schedule))


@app.command("import")
def import_deck(
    file: Annotated[Path, typer.Argument(help="A deck (.apkg), or notes in plain text (.txt).")],
    topic: Annotated[
        str | None, typer.Option(help="The cards' topic; by default, each deck becomes one.")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The content folder; by default the first in NNPREP_CONTENT."),
    ] = None,
) -> None:
    """Make your own cards from a simple deck: each note with a question and an answer becomes a card.

    Notes that can't be converted are listed. Importing again adds new notes and changes no existing card.

    Example: nnprep anki import biology.apkg --into ~/my-content
    """
    if topic is not None:
        valid_name(topic, "topic")
    made = make_cards(file, into or own_root("nnprep anki import", file, {"--topic": topic}), topic)
    write_lines(sys.stdout, report(file, made))


def exported(cards: list[Card], *, with_schedule: bool) -> Export:
    """Return the deck; an export leaves no history behind. Raises HistoryError."""
    if not with_schedule or not history_path().exists():
        return export(cards, datetime.now().astimezone(), None)
    with History.open() as history:
        report_misdated(history)
        return export(cards, history.clock(), history)


def summary(file: Path, result: Export, *, with_schedule: bool) -> str:
    """Return what was written, and what to do in Anki."""
    what = plural(result.cards, "card")
    if with_schedule:
        what += f", {result.learned} of them learned, with {plural(result.reviews, 'review')}"
    lines = [f"Wrote {file}: {what}.", "", "  next   Anki: File, Import; choose this file"]
    if with_schedule:
        lines.append('         tick "Import any learning progress", and turn FSRS on in the deck\'s options')
    return "\n".join(lines)
