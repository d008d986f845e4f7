"""Turns the values of a file in the plain form into fields; what isn't exactly right is left to the strict reader."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from nnprep.content.cards import FollowUp
from nnprep.content.yaml.plain_values import OtherForm

Read = Callable[[Any], Any]
"""Returns a field's value. Raises ValueError for a value that the field can't have."""


def a_text(value: Any) -> str:
    """Return a text. Raises OtherForm for anything else."""
    if type(value) is not str:
        raise OtherForm
    return value


def a_number(value: Any) -> int:
    """Return a number. Raises OtherForm for anything else."""
    if type(value) is not int:
        raise OtherForm
    return value


def a_flag(value: Any) -> bool:
    """Return true or false. Raises OtherForm for anything else."""
    if type(value) is not bool:
        raise OtherForm
    return value


def a_name(value: Any) -> str:
    """Return an id. Raises OtherForm for anything else."""
    words = a_text(value).split("-")
    if not all(word.isascii() and word.isalnum() and word == word.lower() for word in words):
        raise OtherForm
    return str(value)


def all_of(read: Read) -> Callable[[Any], tuple[Any, ...]]:
    """Return a reader of lists."""

    def items(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or not value:
            raise OtherForm
        return tuple([read(item) for item in value])

    return items


def record(make: Callable[..., Any], fields: dict[str, Read], optional: Collection[str] = ()) -> Read:
    """Return a reader of mappings with these fields."""
    required = set(fields).difference(optional)

    def read(value: Any) -> Any:
        if type(value) is not dict or not required <= set(value) <= set(fields):
            raise OtherForm
        return make(**{name: fields[name](each) for name, each in value.items()})

    return read


def fields_of(values: Any, fields: dict[str, Read], may_be_empty: Collection[str]) -> dict[str, Any]:
    """Return the fields of a mapping, of which some may be empty lists. Raises LookupError or ValueError."""
    if type(values) is not dict:
        raise OtherForm
    return {
        name: () if value == [] and name in may_be_empty else fields[name](value)
        for name, value in values.items()
    }


follow_ups = all_of(record(FollowUp, {"question": a_text, "answer": a_text}))
