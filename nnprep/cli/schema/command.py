"""`nnprep schema`: prints the format of a content file as JSON Schema."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from nnprep.cohort.points.rubric import rubric_schema
from nnprep.content.yaml.json_schema import cards_schema, exercise_schema, mistakes_schema
from nnprep.errors import UnknownNameError
from nnprep.terminal.plain import write_lines

SCHEMAS = {
    "cards": cards_schema,
    "exercise": exercise_schema,
    "mistakes": mistakes_schema,
    "rubric": rubric_schema,
}
"""What can be printed: each kind of file with what makes its schema."""


def schema(
    kind: Annotated[
        str, typer.Argument(help="cards, exercise, mistakes or rubric.", autocompletion=lambda: list(SCHEMAS))
    ],
) -> None:
    """Print the format of a content file as JSON Schema, for editors that complete and check YAML.

    docs/editors.md shows how an editor uses it.

    Example: nnprep schema cards > cards.schema.json
    """
    make = SCHEMAS.get(kind)
    if make is None:
        raise UnknownNameError("schema", kind, SCHEMAS, next_step="nnprep schema --help")
    write_lines(sys.stdout, json.dumps(make(), indent=2, ensure_ascii=False))
