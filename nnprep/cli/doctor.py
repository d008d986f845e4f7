"""`nnprep doctor`: shows versions, paths and protections, and tests this machine."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from nnprep.cli.options import Json
from nnprep.cli.output import show_json, show_page
from nnprep.doctor.doctor import examine
from nnprep.learner.repair import repair as repair_history
from nnprep.screens.doctor import health_json, health_page, repaired_json, repaired_page
from nnprep.terminal.plain import show_status


def doctor(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Set a damaged history aside and rebuild it from all that is intact.",
        ),
    ] = False,
    as_json: Json = False,
) -> int:
    """Show versions, paths and protections, and test this machine.

    Judges a right, a wrong and a hanging submission in the real sandbox. The exit code is 3 if something doesn't
    work.

    Example: nnprep doctor
    """
    done = repair_history() if repair else None
    if repair and not as_json:
        show_page(lambda paper: repaired_page(done, paper))
    if sys.stderr.isatty() and sys.stdout.isatty():
        health = examine(partial(show_status, sys.stderr))
        show_status(sys.stderr, "")
    else:
        health = examine()
    if as_json:
        show_json(health_json(health) | ({"repaired": repaired_json(done)} if repair else {}))
    else:
        show_page(lambda paper: health_page(health, paper))
    return health.exit_code
