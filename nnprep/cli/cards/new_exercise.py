"""`nnprep new exercise`: proposes a whole exercise from a reference, and says what is left to do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.cards.own_folder import Into, own_root, valid_name
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.roots import EXERCISES, near
from nnprep.errors import UsageError, plural, printable
from nnprep.proposal.proposal import Proposal, propose, write_proposal
from nnprep.terminal.plain import write_lines


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
    root = into or own_root()
    proposal = propose(id, reference)
    write_proposal(root, id, proposal)
    write_lines(sys.stdout, summary(root, id, proposal))


def summary(root: Path, id: str, proposal: Proposal) -> str:
    """Return what was written and what is left to do."""
    rows = ["Wrote", *(f"  {near(root / name)}" for name in proposal.files)]
    rows += ["", f"{plural(proposal.mistakes, 'mistake')} derived from the reference."]
    if proposal.trouble:
        rows.append(f"No mistakes: {proposal.trouble}.")
    left = sum(text.count("TODO") for text in proposal.files.values())
    rows += [f"{plural(left, 'place')} left to you, marked TODO."] if left else []
    return printable("\n".join([*rows, "", f"  next   nnprep lint {near(root / EXERCISES / id)}"]))
