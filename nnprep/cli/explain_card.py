"""nnprep explain and nnprep explain CARD-ID: the list of topics and cards, and a card as a page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer


def card(
    card_id: Annotated[str, typer.Argument(metavar="CARD-ID")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    svg: Annotated[Path | None, typer.Option("--svg", help="Save the page as a picture.")] = None,
) -> None:
    """Show a card of the quiz as a page, its numbers proved.

    Example: nnprep explain backprop-chain-rule
    """
    raise NotImplementedError


def overview(topics: Mapping[str, str], json: bool) -> None:
    """Show all topics and cards."""
    raise NotImplementedError
