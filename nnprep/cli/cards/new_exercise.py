"""`nnprep new exercise`: proposes a whole exercise from a reference, and says what is left to do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.cards.own_folder import Into, own_root, valid_name
from nnprep.cli.output import show_page
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.roots import EXERCISES, near
from nnprep.errors import UsageError, plural, printable
from nnprep.proposal.proposal import Proposal, propose, write_proposal
from nnprep.terminal.layout import Line, Paper, Style


def new_exercise(
    id: Annotated[str, typer.Argument(help="The exercise's id: words joined by hyphens.")],
    reference: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="REFERENCE.py", help="Your solution; it's run to derive mistakes from it."
        ),
    ] = None,
    into: Into = None,
) -> None:
    """Propose an exercise from your solution: the task, a stub, checks for drawn sizes, and known mistakes.

    What can't be guessed is marked TODO, and `nnprep lint` lists it. Shapes are read from docstrings, such
    as "y, (m, n)". Nothing is overwritten.

    Example: nnprep new exercise huber-loss --from huber.py
    """
    id = valid_name(id, "id")
    if id in exercise_ids():
        raise UsageError(f"There is an exercise called {id} already.", next_step=f"nnprep exercise {id}")
    root = into or own_root("nnprep new exercise", id, {"--from": reference})
    proposal = propose(id, reference)
    write_proposal(root, id, proposal)
    show_page(partial(summary, root, id, proposal))


def summary(root: Path, id: str, proposal: Proposal, paper: Paper) -> list[Line]:
    """Lay out what was written and what is left to do."""
    rows = ["Wrote", *(f"  {near(root / name)}" for name in proposal.files)]
    lines = [Line(((printable(row), Style.PLAIN),)) for row in rows]
    texts = [f"{plural(proposal.mistakes, 'mistake')} derived from the reference."]
    texts += [f"No mistakes: {proposal.trouble}.", AGAIN] if proposal.trouble else []
    left = sum(text.count("TODO") for text in proposal.files.values())
    texts += [f"{plural(left, 'place')} left to you, marked TODO."] if left else []
    for text in texts:
        lines += [Line(), *paper.paragraph(printable(text), indent="")]
    folder = near(root / EXERCISES / id)
    return [*lines, Line(), Line(((printable(f"  next   nnprep lint {folder}"), Style.PLAIN),))]


AGAIN = "To propose it anew, delete its folders in exercises/ and solutions/ first: nothing is overwritten."
