"""The terms of a text: its words without endings, so that "initializing" and "initial" are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nnprep.answers.abbreviations import full_words
from nnprep.answers.spelling import FUNCTION_WORDS, lexicon, one_spelling


def terms(text: str) -> list[str]:
    """Return the terms of a text in order, without the words that every question has; none for a text of signs."""
    return [term for word in words(text) for term in terms_of(word)]


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; a compound is one word."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    text = text.lower().translate(SPACES)
    for loose in ("' ", " '", "- ", " -"):
        text = text.replace(loose, " ")
    return text.split()


@lru_cache(maxsize=16384)
def terms_of(word: str) -> tuple[str, ...]:
    """Return the terms of a word: those of its parts, and of all of it if it's a compound; none for a common word."""
    if "-" not in word:
        return tuple([term(each) for each in spelled(word) if each not in COMMON])
    parts = word.split("-")
    compound = one_spelling("".join(parts))
    return (*(each for part in parts for each in terms_of(part)), term(compound))


def spelled(word: str) -> list[str]:
    """Return the words that a typed word stands for, in one spelling."""
    return [one_spelling(each) for each in full_words(word)]


@lru_cache(maxsize=16384)
def term(word: str) -> str:
    """Return a word without its ending, and one of several words that interviewers use for one another."""
    if word in KEPT:
        return word
    for _ in range(2):  # initialisation, initial, initi
        shorter = ENDING.fullmatch(word)
        if shorter is None:
            break
        word = shorter[1]
    if word[-1:] == word[-2:-1] and len(word) > 4:
        word = word[:-1]  # splitting, split
    return SAME.get(word[:7], word[:7])


SPACES = {number: " " for number in range(128) if not chr(number).isalnum() and chr(number) not in "'-"}
"""Signs that no word has."""
ENDING = re.compile(
    r"(.{4,}?)(?:isations|isation|ations|ation|isers|iser|ising|ises|ised|ise|ments|ment"
    r"|ings|ing|ies|ied|ers|er|ed|es|al|s|ly|e|y)"
)
"""In the spelling of `one_spelling`; the shortest stem wins."""
KEPT = lexicon("active activity bert adam gate gates map maps he")
"""Words that would otherwise become others: active learning isn't about activations."""
SAME = {
    "backpro": "backwar", "prop": "backwar", "cost": "loss", "bett": "improv", "choice": "choos", "travel": "mov",
    "flow": "mov", "neur": "network", "nn": "network", "model": "network", "wrong": "fault", "bug": "debug",
}  # fmt: skip
COMMON = FUNCTION_WORDS | lexicon("""
    what why how when which where who whose would could should do does did if then than i you we she they me
    us it's not no explain describe tell say name give let one two use used using happen happens mean means go
    goes get gets make makes percent please question problem work works about into out up between during
    what's that's there's don't doesn't isn't aren't can't won't why's how's
""")
