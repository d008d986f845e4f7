"""What a cue asks for, and where a sentence says it.

A cue such as `large|steep slope & not small` has sides, joined by `&`, which all have to be in one sentence. The words
of a side come in this order, close together; `|` separates alternatives. A word of a cue is the beginning of a word
of the text. A negation in a cue stands for any negation.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from nnprep.answers.negation import Negation, is_negation, negations
from nnprep.answers.spelling import FUNCTION_WORDS
from nnprep.answers.stems import BRACKETS, element_end, first_letters
from nnprep.answers.tokens import Sentence, sentences
from nnprep.named_tuple import NamedTuple

Element = tuple[str, ...]
"""A word, or the signs of a formula."""
NOT: Element = ("not",)
Group = tuple[Element, ...]
"""Alternatives."""


class Phrase(NamedTuple):
    """One way to say a side of a cue."""

    groups: tuple[Group, ...]
    close: bool
    """Whether its words follow each other without another word that carries meaning."""


class IndexedSentence(NamedTuple):
    """A sentence, ready to be searched."""

    words: Sentence
    negations: tuple[Negation, ...]
    letters: tuple[frozenset[str], ...]
    """For each word, the characters that a matching stem may begin with."""
    ends: dict[Element, dict[int, int]]
    """For each element searched so far, where it begins, and the position after it."""


class Place(NamedTuple):
    """Where a sentence says a cue, or a side of it."""

    positions: tuple[int, ...]
    """The words that say it, in order; with the negation if the cue asks for one."""
    denials: frozenset[int]
    """The places of the negations that cover it and that the cue doesn't ask for."""


def indexed(sentence: Sentence) -> IndexedSentence:
    """Return a sentence, ready to be searched."""
    letters = tuple([first_letters(word.text) for word in sentence])
    return IndexedSentence(sentence, negations(sentence), letters, {})


def places(cue: str, sentence: IndexedSentence) -> Iterator[Place]:
    """Yield where a sentence says a cue; at most one place if the cue has several sides."""
    sides = [
        [place for phrase in side for place in phrase_places(phrase, sentence)] for side in sides_of(cue)
    ]
    if not all(sides):
        return
    if len(sides) == 1:
        yield from sides[0]
        return
    used = {position for side in sides for place in side for position in place.positions}
    # A side may be anywhere in the sentence; if it's affirmed in one place, that one counts.
    chosen = [min(side, key=lambda place: len(place.denials - used)) for side in sides]
    positions = {position for place in chosen for position in place.positions}
    yield Place(tuple(sorted(positions)), frozenset().union(*(place.denials for place in chosen)) - used)


@lru_cache(maxsize=8192)
def sides_of(cue: str) -> tuple[tuple[Phrase, ...], ...]:
    """Return the sides of a cue, each with its phrases, of which one is enough."""
    return tuple(tuple(phrases(side)) for side in cue.split(" & "))


def phrases(side: str) -> Iterator[Phrase]:
    """Yield every phrase that a side allows.

    Function words are optional, unless too little is left, as in `not have to`, or they are alternatives.
    """
    words = side.split() if "|" in side else [side]
    for chosen in product(*(alternatives(word) for word in words)):
        groups = [group for groups in chosen for group in groups]
        meant = [group for word, groups in zip(words, chosen, strict=True) if "|" in word for group in groups]
        telling = [
            group
            for group in groups
            if group in meant or FUNCTION_WORDS.isdisjoint(group[0][:1]) or len(group[0]) > 1
        ]
        enough = len(telling) > 1 or len(groups) == 1
        yield Phrase(tuple(telling or groups) if enough else tuple(groups), close=not enough)


def alternatives(word: str) -> Iterator[tuple[Group, ...]]:
    """Yield the alternatives of a word: those of one element as one group, the others one by one."""
    parts = [elements(text) for text in word.split("|") if text]
    single = {part[0] for part in parts if len(part) == 1}
    for group in ({NOT} & single, single - {NOT}):
        if group:
            yield (tuple(sorted(group)),)
    yield from (tuple((element,) for element in part) for part in parts if len(part) > 1)


@lru_cache(maxsize=8192)
def elements(text: str) -> tuple[Element, ...]:
    """Return the words and formulas of a piece of a cue; a formula has signs and no spaces."""
    runs: list[list[str]] = []
    for word in (word for sentence in sentences(text) for word in sentence):
        if not runs or not word.glued or word.text == ",":
            runs.append([])
        runs[-1].append(word.text)
    return tuple(element(run) for run in runs if not BRACKETS.issuperset(run))


def element(run: list[str]) -> Element:
    """Return the element for words and signs that follow each other without spaces."""
    if is_negation(run[0]) and len(run) == 1:
        return NOT
    if all(text.replace(".", "").isalnum() for text in run):
        return ("".join(run),)
    return tuple(text for text in run if text not in BRACKETS)


def phrase_places(phrase: Phrase, sentence: IndexedSentence) -> Iterator[Place]:
    """Yield where a sentence says a phrase, from each word where it can begin."""
    ends = [group_ends(group, sentence) for group in phrase.groups]
    if not ends or not all(ends):
        return
    for start in ends[0]:
        positions = chain_from(start, ends, phrase.close, sentence.words)
        if not positions:
            continue
        denials = [
            negation
            for negation in sentence.negations
            if negation.place not in positions
            and any(negation.start <= position < negation.end for position in positions)
        ]
        affirmed = len({negation.near for negation in denials}) > 1  # "it can't work without a hidden layer"
        yield Place(positions, frozenset(() if affirmed else [negation.place for negation in denials]))


def group_ends(group: Group, sentence: IndexedSentence) -> dict[int, int]:
    """Return where one of the alternatives begins, with the position after it."""
    found: dict[int, int] = {}
    for element in group:
        if element not in sentence.ends:
            sentence.ends[element] = {
                start: end
                for start in starts(element, sentence)
                if (end := start + 1 if element == NOT else element_end(element, sentence.words, start))
            }
        found |= sentence.ends[element]
    return found


def starts(element: Element, sentence: IndexedSentence) -> Iterator[int]:
    """Yield the positions where an element may begin: a quick first selection."""
    if element == NOT:
        yield from (negation.place for negation in sentence.negations)
        return
    for position, letters in enumerate(sentence.letters):
        if len(element) > 1 or element[0][0] in letters:
            yield position


def chain_from(start: int, ends: list[dict[int, int]], close: bool, words: Sentence) -> tuple[int, ...]:
    """Return the positions of a phrase that begins at `start`; empty if the rest of it doesn't follow."""
    end = ends[0].get(start)
    if end is None:
        return ()
    here = tuple(range(start, end))
    if len(ends) == 1:
        return here
    gap = 0
    for position in range(end, min(end + WIDEST, len(words))):
        rest = chain_from(position, ends[1:], close, words)
        if rest:
            return here + rest
        word = words[position].text
        gap += word == "," or (word[-1].isalnum() and word != "and" and word not in FUNCTION_WORDS)
        if word in PARTINGS or gap > (0 if close else GAP):
            break
    return ()


GAP, WIDEST = 3, 10
"""The most words between two words of a cue: words that carry meaning, and words of any kind."""
PARTINGS = frozenset(
    {";", ":", "--", "but", "although", "though", "whereas", "while", "however", "because", "so"}
)
"""Words and signs that a cue doesn't reach across."""
