"""`nnprep quiz`: asks what is due, then what is new, and keeps every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from nnprep.cli.dealing import Wishes


def quiz(
    level: Annotated[str | None, typer.Option(help="Only cards of this level: easy, medium or hard.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only cards of this topic.")] = None,
    traps: Annotated[bool, typer.Option("--traps", help="Only traps: the tempting answer is wrong.")] = False,
    suspended: Annotated[
        bool, typer.Option("--suspended", help="Only cards that you put away with !, which brings them back.")
    ] = False,
    count: Annotated[int | None, typer.Option(min=1, help="How many cards at most.")] = None,
    cram: Annotated[
        bool, typer.Option("--cram", help="Everything, weakest first; leaves the schedule as it is.")
    ] = False,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Ask how sure you are before the answer is shown.")
    ] = False,
    interview: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Remember the day of the interview (none: forget it) and plan for it."
        ),
    ] = None,
    ask: Annotated[
        str | None, typer.Option(metavar="QUESTION", help="Ask the cards that are nearest to this question.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Cards out and grades in as JSON lines, for other front ends.")
    ] = False,
) -> None:
    """Ask what is due, then what is new. Space shows the answer, 1 to 4 grade it, ? shows all keys.

    Without a terminal it reads lines: each character is a key, an empty line is Enter.

    Example: nnprep quiz --topic initialization --count 5
    """
    import gc

    gc.disable()  # until the first card is shown: nothing is garbage yet, and looking for it takes 3 ms
    try:
        wishes = wished(
            level=level,
            topic=topic,
            traps=traps,
            most=count,
            cram=cram,
            confidence=confidence,
            suspended=suspended,
        )
        if interview is not None:
            from nnprep.cli.interview import plan_interview

            plan_interview(interview, as_json=as_json)
            return
        if ask is not None:
            from nnprep.cli.asking import asked_for

            wishes = asked_for(ask, wishes)
        if as_json:
            from nnprep.cli.quiz_protocol import run_protocol

            run_protocol(wishes)
            return
        from nnprep.cli.quizzing import run_quiz

        run_quiz(wishes)
    finally:
        gc.enable()


def wished(**wishes: Any) -> Wishes:
    """Return what was asked for; raises UnknownNameError for a level that there is not."""
    from nnprep.cli.dealing import Wishes
    from nnprep.content.cards import Level
    from nnprep.errors import UnknownNameError

    if wishes["level"] is not None and wishes["level"] not in list(Level):
        raise UnknownNameError("level", wishes["level"], list(Level), next_step="nnprep quiz --help")
    return Wishes(**wishes)
