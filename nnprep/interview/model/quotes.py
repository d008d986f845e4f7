"""Whether somebody really said what is quoted: the only evidence that a model's judgement is taken on."""

from __future__ import annotations

import re
from collections.abc import Iterable

FEWEST = 2
"""Words that a quotation has at least; one word is said by chance."""
TELLING = 4
"""Letters of a word that says something."""
WORD = re.compile(r"[^\W_]+")


def is_quoted(quote: str, said: Iterable[str], asked: str) -> bool:
    """Return whether a quotation stands word for word in one of the texts, and says more than the question did.

    Case, punctuation and spaces don't matter; words do, and their order.
    """
    words = words_of(quote)
    own = [word for word in words if len(word) >= TELLING and word not in words_of(asked)]
    return len(words) >= FEWEST and bool(own) and any(stands_in(words, words_of(text)) for text in said)


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return WORD.findall(text.casefold())


def stands_in(words: list[str], text: list[str]) -> bool:
    """Return whether words follow each other in a text."""
    return any(text[start : start + len(words)] == words for start in range(len(text) - len(words) + 1))
