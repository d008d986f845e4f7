"""What a cue asks for: the words and formulas of its sides, with their other spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from nnprep.answers.negation import FUNCTION_WORDS, is_negation, lexicon
from nnprep.answers.stemming import BRACKETS
from nnprep.answers.tokens import Word, sentences


class Sort(Enum):
    """What an element of a cue asks for."""

    STEM = "the beginning of a word"
    SIGNS = "a formula, as it stands"
    COMPOUND = "a word made of two"
    NOT = "any negation"
    THERE = "a word such as `available`, after a negation"


class Element(NamedTuple):
    """One word or formula of a cue."""

    sort: Sort
    stem: str = ""
    signs: tuple[str, ...] = ()
    """A formula, sign by sign; or what may be the second half of a compound."""
    close: bool = False
    """Whether no word that carries meaning may stand before the next element."""


Group = tuple[Element, ...]
"""Elements of which one must stand."""
Phrase = tuple[Group, ...]
"""Groups that must come in this order."""


@lru_cache(maxsize=8192)
def compiled(cue: str) -> tuple[tuple[Phrase, ...], ...]:
    """Return the sides of a cue, which all must be heard; each with the phrases of which one must."""
    return tuple(
        tuple(spelled for phrase in phrases_of(side) for spelled in spellings(phrase))
        for side in cue.split(" & ")
    )


def phrases_of(side: str) -> Iterator[Phrase]:
    """Yield what one side of a cue may be: in `large|steep slope` the first word has two alternatives.

    Function words go, unless too little is left: `not have to`, `the data`; an alternative is meant and stays.
    """
    words = side.split() if "|" in side else [side]
    for chosen in product(*(alternatives(word) for word in words)):
        groups = [group for groups in chosen for group in groups]
        meant = [group for word, groups in zip(words, chosen, strict=True) if "|" in word for group in groups]
        kept = [group for group in groups if group in meant or group[0].stem not in FUNCTION_WORDS]
        if len(kept) > 1 or len(groups) == 1:
            yield tuple(kept or groups)
        else:
            yield tuple(tuple(element._replace(close=True) for element in group) for group in groups)


def alternatives(word: str) -> Iterator[Phrase]:
    """Yield a word's alternatives: those of one element in one group, those of several one by one."""
    parsed = [elements(text) for text in word.split("|") if text] if "|" in word else [elements(word)]
    single = [phrase[0] for phrase in parsed if len(phrase) == 1]
    denials = tuple(element for element in single if element.sort is Sort.NOT)[:1]
    others = tuple(element for element in single if element.sort is not Sort.NOT)
    yield from ((group,) for group in (denials, others) if group)
    yield from (tuple((element,) for element in phrase) for phrase in parsed if len(phrase) > 1)


@lru_cache(maxsize=8192)
def elements(text: str) -> tuple[Element, ...]:
    """Take words of a cue apart."""
    found: list[Element] = []
    for group in glued(word for sentence in sentences(text) for word in sentence):
        texts = tuple(text for text in group if text not in BRACKETS)
        if len(texts) == 1 and is_negation(texts[0]):
            found.append(Element(Sort.NOT))
        elif texts and len(texts) == len(group) and all(text.replace(".", "").isalnum() for text in texts):
            found.append(Element(Sort.STEM, stem="".join(texts)))
        elif texts:
            found.append(Element(Sort.SIGNS, signs=texts))
    return tuple(found)


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
    if len(phrase) == 2:
        first, second = ([element.stem for element in group if compounds(element)] for group in phrase)
        if first and second:
            yield (tuple(Element(Sort.COMPOUND, stem=stem, signs=tuple(second)) for stem in first),)
    if len(phrase) > 1 and phrase[0][0].sort is Sort.NOT:
        yield (*phrase[1:], (Element(Sort.NOT),), (Element(Sort.THERE),))


def compounds(element: Element) -> bool:
    """Return whether an element can be half of a compound."""
    return len(element.stem) > 2 and element.stem.isalpha()


THERE = lexicon("""
    available needed need necessary required used given known there present run executed performed computed
    happen exist involved matter
""")
