"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Svg = Annotated[
    Path | None,
    typer.Option("--svg", help="Save the page as a picture; - is standard output.", metavar="FILE"),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file even if nnprep didn't write it.")]
