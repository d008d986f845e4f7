"""The terms of a text: its words without endings, so that "initializing" and "initial" are one."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from nnprep.answers.tokens import FUNCTION_WORDS, lexicon, sentences


def terms(text: str) -> Counter[str]:
    """Count the terms of a text, without the words that every question has."""
    words: list[str] = []
    for word in (word for sentence in sentences(text) for word in sentence):
        if word.glued and words and word.text.isalpha() and words[-1].isalpha():
            words[-1] += word.text  # a compound: soft-max
        else:
            words.append(word.text)
    return Counter(term(word) for word in words if word.isalnum() and word not in COMMON)


@lru_cache(maxsize=8192)
def term(word: str) -> str:
    """Return a word without its ending, and one of several words that interviewers use for one another."""
    for _ in range(2):  # initialisation, initial, initi
        word = next(
            (word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) > 3), word
        )
    if word[-1:] == word[-2:-1] and len(word) > 4:
        word = word[:-1]  # splitting, split
    return SAME.get(word[:7], word[:7])


ENDINGS = (
    "isations", "isation", "ations", "ation", "isers", "iser", "ising", "ises", "ised", "ise", "ments", "ment",
    "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "al", "s", "ly", "e", "y",
)  # fmt: skip
"""Longest first where one ends another, in the spelling of `one_spelling`."""
SAME = {
    "backpro": "backwar", "prop": "backwar", "cost": "loss", "bett": "improv", "choice": "choos", "travel": "mov",
    "flow": "mov", "neur": "network", "nn": "network", "model": "network", "wrong": "fault", "bug": "debug",
}  # fmt: skip
COMMON = FUNCTION_WORDS | lexicon("""
    what why how when where which who whose would could should do does did if then than i you we he she they me
    us it's not no explain describe tell say name give let one two use used using happen happens mean means go
    goes get gets make makes percent please question problem work works about into out up between during
""")
