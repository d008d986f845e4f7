"""`nnprep quiz`: asks cards that are due, then new ones, and saves every answer."""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from nnprep.cli.options import CardLevel, Topics, completed


def quiz(
    level: CardLevel = None,
    topic: Topics = None,
    deck: Annotated[
        str | None,
        typer.Option(
            metavar="DECK",
            help="classic, modern (attention, language models) or all.",
            autocompletion=completed("deck"),
        ),
    ] = None,
    traps: Annotated[
        bool, typer.Option("--traps", help="Only trap questions, whose tempting answer is wrong.")
    ] = False,
    suspended: Annotated[
        bool,
        typer.Option("--suspended", help="Only cards suspended with !; press ! to bring one back."),
    ] = False,
    count: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Ask at most this many cards.")
    ] = None,
    cram: Annotated[
        bool,
        typer.Option("--cram", help="Ask all cards, today's worst first; no change of schedule."),
    ] = False,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Ask how sure you are before showing the answer.")
    ] = False,
    interview: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Plan for it: 2026-12-05, 5 December, friday, +7; or none.",
        ),
    ] = None,
    ask: Annotated[
        str | None,
        typer.Option(
            metavar="QUESTION",
            autocompletion=completed("card"),
            help="Ask the card that answers this, by its words or its id.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write cards, read grades: JSON lines, for other programs.")
    ] = False,
) -> int:
    """Ask due cards, then new ones. Space: the answer; 1 to 4: grades; ?: keys.

    Ten new cards a day, fundamentals first, or what your interview plan needs; no limit with --level, --topic, --deck,
    --traps or --count. A day ends at 4 a.m. In a pipe, characters are keys. Exit code 3: not saved.

    Example: nnprep quiz --topic initialization --count 5
    """
    gc.disable()  # until the first card is shown: nothing is garbage yet, and looking for it takes 3 ms
    try:
        # Everything else loads when the command runs: `nnprep quiz --help` needs none of it.
        from nnprep.cli.quiz.run import run_quiz

        return run_quiz(
            interview=interview,
            question=ask,
            as_json=as_json,
            level=level,
            topics=topic,
            deck=deck,
            traps=traps,
            most=count,
            cram=cram,
            confidence=confidence,
            suspended=suspended,
        )
    finally:
        gc.enable()
