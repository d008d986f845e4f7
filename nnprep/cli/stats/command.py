"""`nnprep stats`: what you know and what you did."""

from __future__ import annotations

from typing import Annotated

import typer

from nnprep.cli.options import Force, Html
from nnprep.cli.stats.run import show_stats


def stats(
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show everything: topics by week and by wording, traps, exercises, a calendar.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    html: Html = None,
    force: Force = False,
) -> None:
    """Show on one screen your streak, what is due this week, the weakest topics and what comes next.

    Example: nnprep stats --html progress.html
    """
    show_stats(every=every, as_json=as_json, html=html, force=force)
