"""The fields of an event's data that nnprep reads, and their types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nnprep.learner.history.events import EventKind


def legible(text: str) -> str:
    """Return a text with a replacement character for each lone surrogate, which undecodable bytes turn into."""
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def usable(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of an event without the fields that have the wrong type."""
    wrong = wrong_fields(kind, data)
    return {name: value for name, value in data.items() if name not in wrong} if wrong else data


def wrong_fields(kind: str, data: Mapping[str, Any]) -> list[str]:
    """Return the known fields of the wrong type; unknown fields, written by later versions, may be anything."""
    types = KNOWN.get(kind, {})
    return [name for name, value in data.items() if name in types and not fits(name, value, types[name])]


def fits(name: str, value: object, types: tuple[type, ...]) -> bool:
    """Return whether a value is of one of the types; True and False aren't numbers."""
    if value is None:
        return name in EMPTY
    if isinstance(value, bool) or not isinstance(value, types):
        return isinstance(value, bool) and bool in types
    if name == "date":
        return is_day(str(value))
    if isinstance(value, dict):
        return all(isinstance(each, str) for each in value.values())
    return True


def is_day(text: str) -> bool:
    """Return whether a text is a day such as 2026-12-05, between 2000 and 2199."""
    try:
        return 2000 <= date.fromisoformat(text).year < 2200
    except ValueError:
        return False


NUMBER = (int, float)
ANSWER: dict[str, tuple[type, ...]] = {
    "grade": (int,),
    "seconds": NUMBER,
    "target_seconds": NUMBER,
    "phrasing": (int,),
    "fell": (bool,),
    "confidence": NUMBER,
}
KNOWN: dict[str, dict[str, tuple[type, ...]]] = {
    EventKind.REVIEW: ANSWER,
    EventKind.PRACTICE: ANSWER,
    EventKind.ATTEMPT: {
        "file": (str,),
        "content": (str,),
        "handout": (str,),
        "status": (str,),
        "passed": (bool,),
        "unfinished": (bool,),
        "parts": (dict,),
        "seed": (int,),
        "seconds": NUMBER,
    },
    EventKind.START: {
        "file": (str,),
        "handout": (str,),
        "mistake": (str,),
        "line": (str,),
        "lines": (str,),
        "debug": (bool,),
    },
    EventKind.HINT: {"part": (str,), "step": (int,), "handout": (str,)},
    EventKind.SOLUTION: {"passed": (bool,), "give_up": (bool,), "debug": (bool,), "handout": (str,)},
    EventKind.GUESS: {"guess": (str,), "handout": (str,)},
    EventKind.SUSPEND: {"suspended": (bool,)},
    EventKind.INTERVIEW: {"date": (str,), "told": (bool,)},
    EventKind.MOCK: {
        "step": (str,),
        "part": (int,),
        "file": (str,),
        "source": (str,),
        "seconds": NUMBER,
        "finished": (bool,),
        "point": (int,),
        "said": NUMBER,
        "by": (str,),
        "model": (str,),
        "comment": (str,),
    },
}
"""Kind of event -> field -> its possible types."""
EMPTY = {"seconds", "target_seconds", "phrasing", "fell", "confidence", "date"}
"""Fields that may be `null`."""
