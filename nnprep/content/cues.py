"""Hears the key points of a card in what somebody says: which, in which words, and whether denied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from nnprep.content.cards import Card, KeyPoint
from nnprep.content.negation import FUNCTION_WORDS, Negation, denied_whole, is_negation, lexicon, negations
from nnprep.content.restating import restated
from nnprep.content.stems import BRACKETS, signs_end, stem_end
from nnprep.content.words import Sentence, Word, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A key point that a text touches."""

    point: int
    """Which one, counted from 0 in the card's order."""
    quote: str
    """The words that were heard, as they were written."""
    negated: bool
    """Whether every clause that touches the point denies it; such a point does not count as said."""


def listen(text: str, card: Card) -> tuple[Heard, ...]:
    """Return the key points of a card that a text touches, in the card's order.

    A cue is heard where its words begin words of the text, in this order and close together within one
    clause; with `a & b` both sides stand in one sentence. Function words in a cue need not be said. A point
    that no cue finds is heard where a sentence says it in the card's own words.
    """
    spoken = listened(text)
    found = []
    for number, point in enumerate(card.key_points):
        heard = hear(text, spoken, number, point)
        sentence = None if heard else restated(card, number, spoken)
        if sentence:
            heard = Heard(point=number, quote=quoted(text, sentence), negated=False)
        if heard:
            found.append(heard)
    return tuple(found)


def hear_points(text: str, points: Sequence[KeyPoint]) -> tuple[Heard, ...]:
    """Return those of the points whose cues a text touches, each once, affirmed where it ever is."""
    spoken = listened(text)
    heard = [hear(text, spoken, number, point) for number, point in enumerate(points)]
    return tuple([one for one in heard if one])


def hear(text: str, spoken: Sequence[Spoken], number: int, point: KeyPoint) -> Heard | None:
    """Return how a point's cues are heard, affirmed where one ever is; None where none is heard."""
    places = [place for cue in point.cues for sentence in spoken for place in cue_places(cue, sentence)]
    if not places:
        return None
    best = min(places, key=lambda place: place.negated)
    return Heard(point=number, quote=quoted(text, best.words), negated=best.negated)


def listened(text: str) -> list[Spoken]:
    """Return the sentences of a text with what each denies; a question answered with no is denied as a whole."""
    said = sentences(text)
    spoken = []
    for number, words in enumerate(said):
        following = said[number + 1][0] if number + 1 < len(said) else None
        asked = following is not None and "?" in text[words[-1].end : following.start]
        refused = asked and following is not None and following.text in REFUSALS
        spoken.append(
            Spoken(words, (*negations(words), denied_whole(words)) if refused else negations(words))
        )
    return spoken


class Spoken(NamedTuple):
    """One sentence, ready to be searched."""

    words: Sentence
    negations: tuple[Negation, ...]


class Place(NamedTuple):
    """Where a cue was heard."""

    words: tuple[Word, ...]
    negated: bool


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


def cue_places(cue: str, sentence: Spoken) -> Iterator[Place]:
    """Yield where a cue stands in a sentence, at most one place for a cue of two sides."""
    sides = compiled(cue)
    found = [[match for phrase in side for match in matches(phrase, sentence)] for side in sides]
    if not all(found):
        return
    if len(found) == 1:
        for match in found[0]:
            yield placed(match, denied(match, match, sentence), sentence)
        return
    every = {position for side in found for position in side[0]}
    # Each side may stand anywhere in the sentence; where one stands that is not denied, that one is meant.
    chosen = [min(side, key=lambda match: denied(match, every, sentence)) for side in found]
    consumed = {position for match in chosen for position in match}
    yield placed(sorted(consumed), any(denied(match, consumed, sentence) for match in chosen), sentence)


def placed(positions: Sequence[int], negated: bool, sentence: Spoken) -> Place:
    """Return a place with the words at these positions."""
    return Place(tuple(sentence.words[position] for position in positions), negated)


def denied(match: Sequence[int], consumed: Sequence[int] | set[int], sentence: Spoken) -> bool:
    """Return whether an odd number of negations covers a match; those that the cue names do not count."""
    outside = [
        negation
        for negation in sentence.negations
        if not any(negation.first <= position <= negation.last for position in consumed)
    ]
    return any(sum(negation.covers(position) for negation in outside) % 2 for position in match)


GAP = 3
"""How many words that carry meaning may stand between two words of a cue."""
WIDEST = 8
"""How many words of any kind may."""


def matches(phrase: Phrase, sentence: Spoken) -> Iterator[tuple[int, ...]]:
    """Yield the words that a phrase consumes, from each word where it can start."""
    for start in range(len(sentence.words)):
        match = matched(phrase, sentence, start)
        if match is not None:
            yield match


def matched(phrase: Phrase, sentence: Spoken, start: int) -> tuple[int, ...] | None:
    """Return the words that a phrase consumes when it begins at `start`; None where it does not."""
    first, *rest = phrase
    end = element_end(first, sentence, start)
    if not end:
        return None
    here = tuple(range(start, end))
    if not rest:
        return here
    for following in followers(first, sentence, start, end):
        match = matched(tuple(rest), sentence, following)
        if match is not None:
            return here + match
    return None


def element_end(element: Element, sentence: Spoken, start: int) -> int:
    """Return the position after an element that stands at `start`; 0 where it does not stand there."""
    if element.sort is Sort.STEM:
        return stem_end(element.stem, sentence.words, start)
    if element.sort is Sort.SIGNS:
        return signs_end(element.signs, sentence.words, start)
    if element.sort is Sort.THERE:
        return start + 1 if sentence.words[start].text in THERE else 0
    return next((negation.last + 1 for negation in sentence.negations if negation.first == start), 0)


def followers(element: Element, sentence: Spoken, start: int, end: int) -> Iterator[int]:
    """Yield where the next element may stand: near, in the same clause; after a negation, in its reach."""
    if element.sort is Sort.NOT:
        (negation,) = (negation for negation in sentence.negations if negation.first == start)
        yield from range(negation.start, negation.end)
        return
    gap = 0
    for position in range(end, min(end + WIDEST, len(sentence.words))):
        yield position
        word = sentence.words[position].text
        if word in PARTINGS:
            return
        gap += word == "," or (word not in FUNCTION_WORDS and word not in BRACKETS)
        if gap > (0 if element.close else GAP):
            return


@lru_cache(maxsize=8192)
def compiled(cue: str) -> tuple[tuple[Phrase, ...], ...]:
    """Return the sides of a cue, which all must be heard; each with the phrases of which one must."""
    return tuple(tuple(spellings(elements(side))) for side in cue.split(" & "))


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


LONGEST = 90
"""How many characters of what was said are quoted."""


def quoted(text: str, words: Sequence[Word]) -> str:
    """Return the words as they were written, with what stands between them where that is little."""
    pieces: list[tuple[int, int]] = []
    for word in sorted(words, key=lambda word: word.start):
        if pieces and word.start - pieces[-1][1] < LONGEST // 2:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], word.end))
        else:
            pieces.append((word.start, word.end))
    quote = " … ".join(" ".join(text[start:end].split()) for start, end in pieces)
    return quote if len(quote) <= LONGEST else quote[: LONGEST - 1] + "…"


PARTINGS = frozenset(
    {";", ":", "--", "but", "although", "though", "whereas", "while", "however", "because", "so"}
)
"""Words and signs that a cue does not reach across."""
REFUSALS = lexicon("no nope never wrong false")
THERE = lexicon("""
    available needed need necessary required used given known there present run executed performed computed
    happen exist involved matter
""")
