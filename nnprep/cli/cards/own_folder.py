"""Where an author writes, and which names are valid there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from nnprep.content.roots import listed_roots
from nnprep.content.yaml.strict import NAME
from nnprep.errors import UsageError, shown

Into = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="The content folder; by default the first in NNPREP_CONTENT."),
]


def own_root(command: str, word: object, options: Mapping[str, object]) -> Path:
    """Return the author's first content folder, which is made if it's missing.

    Raises UsageError if none is named; next is the same `command` with its word and `options`, and a folder.
    """
    roots = listed_roots()
    if not roots:
        words = [word, *(each for name, value in options.items() if value for each in (name, value))]
        typed = (quote(str(each)) for each in words if each not in (None, True))
        raise UsageError(
            "There's no content folder of your own. Set NNPREP_CONTENT to one, or name it with --into.",
            next_step=" ".join([command, *typed, "--into my-content"]),
        )
    try:
        roots[0].mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{shown(str(roots[0]))} can't be created: {error.strerror}.") from error
    return roots[0]


def valid_name(name: str, what: str) -> str:
    """Return a name of lower-case words joined by hyphens; raises UsageError."""
    if not NAME.fullmatch(name):
        raise UsageError(f"{shown(name)} isn't a valid {what}: use lowercase words joined by hyphens.")
    return name
