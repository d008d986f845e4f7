"""nnprep drill: generated questions, answered by typing, with the mistake named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nnprep.content.cards import Level


def drill(
    families: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FAMILY]...",
            help="mlp, conv, embedding, attention, recurrent, normalization, broadcasting, memory, gradients, "
            "initialization; all of them if none is named.",
        ),
    ] = None,
    level: Annotated[
        str, typer.Option("--level", help="easy, medium or hard; otherwise it follows your answers.")
    ] = "",
    count: Annotated[
        int | None, typer.Option("--count", min=1, max=1000, help="Leave after so many.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Ask the same questions again.")] = None,
    choice: Annotated[
        bool, typer.Option("--choice", help="Choose among the answers of real mistakes.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print questions with answers as one JSON object, asking nothing.")
    ] = False,
) -> None:
    """Answer generated questions until you leave: parameter counts, shapes, memory, gradients by hand.

    An answer may be an expression, such as 10*64 + 64. Results go into your history.

    Example: nnprep drill mlp conv --level medium --count 10
    """
    from nnprep.cli.drill.run import ask_away, print_questions
    from nnprep.nn.drills.drill import Drill

    if seed is None:
        import os

        seed = int.from_bytes(os.urandom(2), "big")
    run = Drill(families or (), seed, chosen_level(level))
    if json:
        print_questions(run, count or 10)
        return
    ask_away(run, count, choosing=choice)


def chosen_level(text: str) -> Level | None:
    """Return the level that was asked for, None for none; raises UnknownNameError."""
    from nnprep.content.cards import Level

    if not text:
        return None
    if text not in list(Level):
        from nnprep.errors import UnknownNameError

        raise UnknownNameError("level", text, list(Level), next_step="nnprep drill --help")
    return Level(text)
