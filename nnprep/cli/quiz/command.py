"""`nnprep quiz`: asks what is due, then what is new, and keeps every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from nnprep.quiz.selection import Wishes


def quiz(
    level: Annotated[str | None, typer.Option(help="Only cards of this level: easy, medium or hard.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only cards of this topic.")] = None,
    traps: Annotated[bool, typer.Option("--traps", help="Only traps: the tempting answer is wrong.")] = False,
    suspended: Annotated[
        bool, typer.Option("--suspended", help="Only cards that you put away with !, which brings them back.")
    ] = False,
    count: Annotated[int | None, typer.Option(min=1, help="How many cards at most.")] = None,
    cram: Annotated[
        bool,
        typer.Option("--cram", help="Everything, what went worst today first; leaves the schedule alone."),
    ] = False,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Ask how sure you are before the answer is shown.")
    ] = False,
    interview: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Remember the day of the interview and plan for it: 2026-12-05, 5 December, friday, +7; "
            "none forgets it. A day ends at 4 in the morning.",
        ),
    ] = None,
    ask: Annotated[
        str | None,
        typer.Option(
            metavar="QUESTION",
            help="Ask the cards that answer this question; if none does, name the nearest.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Cards out and grades in as JSON lines, for other front ends.")
    ] = False,
) -> None:
    """Ask what is due, then what is new. Space shows the answer, 1 to 4 grade it, ? shows all keys.

    New cards are ten a day, or as many as the plan for the interview needs. Choosing cards with --level, --topic or
    --traps lifts that limit: all new ones of them are asked. Without a terminal it reads lines: each character is a
    key, an empty line is Enter.

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
            from nnprep.cli.quiz.interview_date import plan_interview

            refuse_beside_interview(wishes, ask)
            plan_interview(interview, as_json=as_json)
            return
        if ask is not None:
            from nnprep.cli.quiz.by_question import asked_for

            wishes = asked_for(ask, wishes)
        if as_json:
            from nnprep.cli.quiz.json_protocol import run_protocol

            run_protocol(wishes)
            return
        from nnprep.cli.quiz.run import run_quiz

        run_quiz(wishes)
    finally:
        gc.enable()


def refuse_beside_interview(wishes: Wishes, ask: str | None) -> None:
    """Raise UsageError for an option that --interview would pass over in silence: the plan is for all cards."""
    from nnprep.errors import UsageError

    given = {
        "--level": wishes.level,
        "--topic": wishes.topic,
        "--traps": wishes.traps,
        "--suspended": wishes.suspended,
        "--count": wishes.most,
        "--cram": wishes.cram,
        "--confidence": wishes.confidence,
        "--ask": ask,
    }
    for option, value in given.items():
        if value:
            raise UsageError(
                f"--interview plans for all cards and asks none, so it takes no {option}.",
                next_step=f"nnprep quiz {option}" + ("" if value is True else " ..."),
            )


def wished(**wishes: Any) -> Wishes:
    """Return what was asked for; raises UnknownNameError for a level that there is not."""
    from nnprep.content.cards import Level
    from nnprep.errors import UnknownNameError
    from nnprep.quiz.selection import Wishes

    if wishes["level"] is not None and wishes["level"] not in list(Level):
        raise UnknownNameError("level", wishes["level"], list(Level), next_step="nnprep quiz --help")
    return Wishes(**wishes)
