"""`nnprep watch`: one exercise of a path after the other, each judged whenever it's saved."""

from __future__ import annotations

from typing import Annotated

import typer

from nnprep.cli.exercises.guide import guide
from nnprep.cli.options import completed


def watch(
    path: Annotated[
        str | None,
        typer.Argument(
            help="evening, week or month; the shortest one you haven't finished if omitted.",
            show_default=False,
            autocompletion=completed("course"),
        ),
    ] = None,
) -> int:
    """Go through a path of exercises: nnprep writes each one and judges it whenever you save it.

    Keys: h gives a hint, s shows the smallest input that fails, r the report again, n goes to the next exercise, l
    lists the path, q quits.
    Next time you continue where you stopped.

    Example: nnprep watch week
    """
    return guide(path)
