"""What a cue asks for: the words and formulas of its sides, with their other spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from nnprep.content.negation import FUNCTION_WORDS, is_negation, lexicon
from nnprep.content.stems import BRACKETS
from nnprep.content.words import Word, sentences


class Sort(Enum):
    """What an element of a cue asks for."""

    STEM = "the beginning of a word"
    SIGNS = "a formula, as it stands"
    NOT = "any negation"
    THERE = "a word such as `available`, after a negation"


class Element(NamedTuple):
    """One word or formula of a cue."""

    sort: Sort
    stem: str = ""
    signs: tuple[str, ...] = ()
    close: bool = False
    """Whether no word that carries meaning may stand before the next element."""


Phrase = tuple[Element, ...]
"""Elements that must come in this order."""


@lru_cache(maxsize=8192)
def compiled(cue: str) -> tuple[tuple[Phrase, ...], ...]:
    """Return the sides of a cue, which all must be heard; each with the phrases of which one must."""
    return tuple(
        tuple(spelled for phrase in alternatives(side) for spelled in spellings(elements(phrase)))
        for side in cue.split(" & ")
    )


def alternatives(side: str) -> Iterator[str]:
    """Yield what one side of a cue may be: `large|steep slope` is "large slope" and "steep slope"."""
    for words in product(*(word.split("|") for word in side.split())):
        yield " ".join(word for word in words if word)


def elements(side: str) -> Phrase:
    """Take one side of a cue apart; function words go, unless too little is left: `not have to`, `the data`."""
    found: list[Element] = []
    for group in glued(word for sentence in sentences(side) for word in sentence):
        texts = tuple(text for text in group if text not in BRACKETS)
        if len(texts) == 1 and is_negation(texts[0]):
            found.append(Element(Sort.NOT))
        elif texts and len(texts) == len(group) and all(text.replace(".", "").isalnum() for text in texts):
            found.append(Element(Sort.STEM, stem="".join(texts)))
        elif texts:
            found.append(Element(Sort.SIGNS, signs=texts))
    kept = [element for element in found if element.stem not in FUNCTION_WORDS]
    if len(kept) > 1 or len(found) == 1:
        return tuple(kept or found)
    return tuple(element._replace(close=True) for element in found)


def glued(words: Iterable[Word]) -> Iterator[list[str]]:
    """Yield the words and signs that stand together without a space or a comma."""
    group: list[str] = []
    for word in words:
        if group and (not word.glued or word.text == ","):
            yield group
            group = []
        group.append(word.text)
    yield group


def spellings(phrase: Phrase) -> Iterator[Phrase]:
    """Yield a phrase and its other spellings: two words as one, `no label` as "labels are not available"."""
    if not phrase:
        return
    yield phrase
    stems = [element.stem for element in phrase]
    if len(stems) == 2 and all(len(stem) > 2 and stem.isalpha() for stem in stems):
        yield (Element(Sort.STEM, stem="".join(stems)),)
    if len(phrase) > 1 and phrase[0].sort is Sort.NOT:
        yield (*phrase[1:], Element(Sort.NOT), Element(Sort.THERE))


THERE = lexicon("""
    available needed need necessary required used given known there present run executed performed computed
    happen exist involved matter
""")
