"""Reads what a model replied: a comment, and the points that it can show in the learner's own words."""

from __future__ import annotations

import json
from typing import Any

from nnprep.errors import printable
from nnprep.interview.model.quotes import is_quoted
from nnprep.interview.model.request import missing, said_to
from nnprep.interview.report import Question
from nnprep.named_tuple import NamedTuple

LONGEST = 800
"""Characters of a comment; a longer one is cut off."""


class Grant(NamedTuple):
    """A point that a model found in an answer."""

    point: int
    """Its place among the question's points, counted from 0."""
    quote: str
    """The learner's words that make it."""


class Reply(NamedTuple):
    """What a model said about one answer."""

    comment: str
    grants: tuple[Grant, ...]


class UnusableReplyError(ValueError):
    """A reply that isn't what was asked for."""


def reply_of(text: str, question: Question) -> Reply:
    """Return what a model said; a point without a quotation from the answer is left out. Raises UnusableReplyError."""
    value = first_object(text)
    comment = value.get("comment")
    comment = " ".join(printable(comment, instead=" ").split()) if isinstance(comment, str) else ""
    if not comment:
        raise UnusableReplyError("there is no comment in it")
    return Reply(shortened(comment), grants_of(value.get("points"), question))


def grants_of(listed: Any, question: Question) -> tuple[Grant, ...]:
    """Return those of the listed points that are missing so far and quote what was said, one grant each."""
    may = {number for number, _ in missing(question)}
    grants: dict[int, Grant] = {}
    for each in listed if isinstance(listed, list) else ():
        number, quote = (each.get("number"), each.get("quote")) if isinstance(each, dict) else (None, None)
        if type(number) is not int or number - 1 not in may or not isinstance(quote, str):
            continue
        if is_quoted(quote, said_to(question), question.asked):
            grants.setdefault(number - 1, Grant(number - 1, shortened(" ".join(printable(quote).split()))))
    return tuple(grants.values())


def first_object(text: str) -> dict[str, Any]:
    """Return the first JSON object in a text, whatever a model writes around it. Raises UnusableReplyError."""
    decoder, start = json.JSONDecoder(), text.find("{")
    for _ in range(TRIES):
        if start < 0:
            break
        try:
            value, _end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            start = text.find("{", start + 1)
            continue
        return value if isinstance(value, dict) else {}
    raise UnusableReplyError("there is no JSON object in it")


def shortened(text: str) -> str:
    """Return a text cut off where it is too long."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


TRIES = 20
"""Braces at which an object may begin."""
