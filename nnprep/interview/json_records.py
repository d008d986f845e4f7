"""Records as JSON objects and back, by the types of their fields: for the report, and for what the log keeps."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints


class UnreadableRecordError(ValueError):
    """A value that isn't such a record; the message says which field is wrong."""


Facts = TypeVar("Facts")
JSON_TYPES: dict[Any, tuple[type, ...]] = {float: (int, float), int: (int,), bool: (bool,)}
"""Type of a field -> what JSON may have there; anything else is a text."""


def as_json(value: Any) -> Any:
    """Return a record, a dataclass or a named tuple, as a JSON value."""
    names = names_of(type(value))
    if names is not None:
        return {name: as_json(getattr(value, name)) for name in names}
    if isinstance(value, tuple | list):
        return [as_json(each) for each in value]
    return str(value) if isinstance(value, StrEnum) else value


def record(kind: type[Facts], value: Any, place: str) -> Facts:
    """Return a record of a kind from JSON. Raises UnreadableRecordError."""
    hints, names = get_type_hints(kind), names_of(kind) or ()
    if not isinstance(value, dict) or set(value) != set(names):
        raise UnreadableRecordError(f"{place} does not have the fields {', '.join(names)}")
    return kind(**{name: typed(hints[name], value[name], f"{place}.{name}") for name in names})


def typed(kind: Any, value: Any, place: str) -> Any:
    """Return a value of a record's field from JSON. Raises UnreadableRecordError."""
    if kind is Any:
        return value
    if isinstance(kind, UnionType):
        if value is None:
            return None
        kind = next(each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        if not isinstance(value, list | tuple):
            raise UnreadableRecordError(f"{place} is not a list")
        return tuple(typed(get_args(kind)[0], each, f"{place}[{n}]") for n, each in enumerate(value))
    if names_of(kind) is not None:
        return record(kind, value, place)
    wanted = JSON_TYPES.get(kind, (str,))
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind is not bool):
        raise UnreadableRecordError(f"{place} is not of the right type")
    try:
        return kind(value)
    except (ValueError, OverflowError) as error:
        raise UnreadableRecordError(f"{place}: {error}") from error


def names_of(kind: Any) -> tuple[str, ...] | None:
    """Return the names of a record's fields; None if it is no record."""
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        names: tuple[str, ...] = kind._fields
        return names
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else None
