"""One spelling for words that are written in several."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def one_spelling(word: str) -> str:
    """Return a word without possessive 's, with -ise for -ize, -or for -our, and single l."""
    if word.endswith("'s") and word not in CONTRACTIONS:
        word = word[:-2]
    word = word.rstrip(".").replace(".", "")
    if len(word) < 4 or not word.isalpha():
        return word
    word = word.replace("z", "s").replace("ll", "l").replace("center", "centr").replace("centre", "centr")
    return word.replace("our", "or") if len(word) > 4 else word


def lexicon(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


FUNCTION_WORDS = lexicon("""
    a an the of to in on at by for with from as is are was were be been being am do does did has have
    had it its their our or your his her this that these those any some such and nor also ever even just
    very realy actualy wil can could may might must should there respect
""")
"""Words that carry little meaning, in the spelling of `one_spelling`."""
CONTRACTIONS = frozenset({"it's", "that's", "there's", "what's", "he's", "let's"})
