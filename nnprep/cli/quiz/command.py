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
            help="Only classic networks or only modern ones (attention, language models): classic, modern, all.",
            autocompletion=completed("deck"),
        ),
    ] = None,
    traps: Annotated[
        bool, typer.Option("--traps", help="Only trap questions, whose tempting answer is wrong.")
    ] = False,
    suspended: Annotated[
        bool,
        typer.Option("--suspended", help="Only cards you suspended with !; press ! again to bring one back."),
    ] = False,
    count: Annotated[int | None, typer.Option(min=1, help="Ask at most this many cards.")] = None,
    cram: Annotated[
        bool,
        typer.Option("--cram", help="Ask all cards, today's worst first, without changing the schedule."),
    ] = False,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Ask how sure you are before showing the answer.")
    ] = False,
    interview: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Set the date of the interview and plan for it: 2026-12-05, 5 December, friday, +7; "
            "none removes it. A day ends at 4 a.m.",
        ),
    ] = None,
    ask: Annotated[
        str | None,
        typer.Option(
            metavar="QUESTION",
            autocompletion=completed("card"),
            help="Ask the card that answers this question, by its words or its id; if several may, choose one.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write cards and read grades as JSON lines, for other front ends.")
    ] = False,
) -> int:
    """Ask cards that are due, then new ones. Space shows the answer, 1 to 4 grade it, ? shows all keys.

    You get ten new cards a day, fundamentals first, or as many as the plan for your interview needs. With --level,
    --topic, --deck or --traps there is no such limit. Without a terminal, nnprep reads lines: each character is a key,
    an empty line is Enter. The exit code is 3 if the last answer couldn't be saved.

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
