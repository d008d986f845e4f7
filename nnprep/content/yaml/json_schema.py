"""The formats of content as JSON Schema, for editors: made from the fields and readers that validate it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnprep.content.cards import Kind
from nnprep.content.yaml.card_reader import CARD, TRAP
from nnprep.content.yaml.exercise_reader import EXERCISE
from nnprep.content.yaml.mistake_reader import MISTAKE, SPELLING
from nnprep.content.yaml.strict import ACCEPTS, RECORDS, REQUIRED, Fields, Read

Schema = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"
"""The version that all editors know."""


def cards_schema() -> Schema:
    """Return the schema of questions/<topic>.yaml."""
    given = {"anyOf": [{"required": [field]} for field in TRAP]}
    card = record_schema(CARD) | {
        "if": {"properties": {"kind": {"const": Kind.TRAP.value}}},
        "then": {"required": list(TRAP)},
        "else": {"not": given},
    }
    return document("cards", list_schema(card))


def exercise_schema() -> Schema:
    """Return the schema of exercises/<id>/exercise.yaml."""
    return document("exercise", record_schema(EXERCISE))


def mistakes_schema() -> Schema:
    """Return the schema of solutions/<id>/mistakes.yaml."""
    either = {
        "if": {"type": "object", "required": ["same_as"]},
        "then": record_schema(SPELLING),
        "else": record_schema(MISTAKE),
    }
    return document("mistakes", list_schema(either))


def document(name: str, schema: Schema) -> Schema:
    """Return the schema of a file."""
    return {"$schema": DIALECT, "title": f"nnprep {name}", **schema}


def list_schema(item: Schema) -> Schema:
    """Return the schema of a list that isn't empty."""
    return {"type": "array", "items": item, "minItems": 1}


def record_schema(fields: Fields) -> Schema:
    """Return the schema of a mapping with exactly these fields."""
    return {
        "type": "object",
        "properties": {name: field_schema(read, default) for name, (read, default) in fields.items()},
        "required": [name for name, (_, default) in fields.items() if default is REQUIRED],
        "additionalProperties": False,
    }


def field_schema(read: Read, default: Any) -> Schema:
    """Return the schema of a field. An empty list is the default of an optional one, and may be spelled out."""
    schema: Mapping[str, Any] = (
        list_schema(record_schema(RECORDS[read])) if read in RECORDS else ACCEPTS[read]
    )
    return {**schema, "minItems": 0} if default == () else dict(schema)
