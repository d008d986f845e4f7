"""Hears the key points of a card in what somebody says: which, in which words, and whether denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nnprep.content.cards import Card, KeyPoint
from nnprep.content.negation import FUNCTION_WORDS, Negation, denied_whole, lexicon, negations
from nnprep.content.phrases import THERE, Element, Group, Phrase, Sort, compiled
from nnprep.content.restating import restated
from nnprep.content.stems import NUMBERS, READINGS, signs_end, stem_end
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
    denials = [(sentence.words, sentence.negations) for sentence in spoken]
    found = []
    for number, point in enumerate(card.key_points):
        heard = hear(text, spoken, number, point)
        sentence = None if heard else restated(card, number, denials)
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
    """Return the sentences of a text with what each denies.

    Who asks has said nothing, "what is double descent?"; a question answered with yes is said, with no denied.
    """
    said = sentences(text)
    spoken = []
    for number, words in enumerate(said):
        following = said[number + 1][0] if number + 1 < len(said) else None
        asked = "?" in text[words[-1].end : following.start if following else len(text)]
        reply = following.text if following else ""
        denied = negations(words)
        if asked and reply in REFUSALS:
            denied = (*denied, denied_whole(words))
        elif asked and words[0].text in ASKING and reply not in AGREEMENTS:
            continue
        spoken.append(Spoken(words, denied, positions_of(words), {}))
    return spoken


def positions_of(words: Sentence) -> dict[str, list[int]]:
    """Return where words with each first letter stand; a word with other readings stands under theirs too."""
    found: dict[str, list[int]] = {}
    for position, word in enumerate(words):
        for first in {word.text[0], *(name[0] for name in READINGS.get(word.text, ()))}:
            found.setdefault(first, []).append(position)
    return found


class Spoken(NamedTuple):
    """One sentence, ready to be searched."""

    words: Sentence
    negations: tuple[Negation, ...]
    starting: dict[str, list[int]]
    """Where words with a first letter stand."""
    ends: dict[Element, dict[int, int]]
    """What was searched already: where each element stands, and the position after it."""


class Place(NamedTuple):
    """Where a cue was heard."""

    words: tuple[Word, ...]
    negated: bool


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
WIDEST = 10
"""How many words of any kind may."""


def matches(phrase: Phrase, sentence: Spoken) -> Iterator[tuple[int, ...]]:
    """Yield the words that a phrase consumes, from each word where it can start."""
    ends = []
    for group in phrase:
        found = ends_of(group, sentence)
        if not found:
            return
        ends.append(found)
    for start in ends[0]:
        match = matched(phrase, ends, sentence, start)
        if match is not None:
            yield match


def ends_of(group: Group, sentence: Spoken) -> dict[int, int]:
    """Return where one of a group stands in a sentence: each position where it starts, and the one after it."""
    found: dict[int, int] = {}
    for element in group:
        known = sentence.ends.get(element)
        if known is None:
            ends = ((start, element_end(element, sentence, start)) for start in starts(element, sentence))
            known = sentence.ends[element] = {start: end for start, end in ends if end}
        found = {**known, **found} if found else known
    return found


def starts(element: Element, sentence: Spoken) -> Sequence[int]:
    """Return where an element can start: the positions of words with its first letter."""
    text = element.stem or (element.signs[0] if element.signs else "")
    if text[:1].isalpha() and text not in NUMBERS:
        return sentence.starting.get(text[0], ())
    return range(len(sentence.words))


def matched(
    phrase: Phrase, ends: Sequence[dict[int, int]], sentence: Spoken, start: int
) -> tuple[int, ...] | None:
    """Return the words that a phrase consumes when it begins at `start`; None where it does not."""
    end = ends[0].get(start)
    if end is None:
        return None
    here = tuple(range(start, end))
    if len(phrase) == 1:
        return here
    for following in followers(phrase[0][0], sentence, start, end):
        match = matched(phrase[1:], ends[1:], sentence, following)
        if match is not None:
            return here + match
    return None


def element_end(element: Element, sentence: Spoken, start: int) -> int:
    """Return the position after an element that stands at `start`; 0 where it does not stand there."""
    if element.sort is Sort.STEM:
        return stem_end(element.stem, sentence.words, start)
    if element.sort is Sort.COMPOUND:
        if not sentence.words[start].text.startswith(element.stem[:3]):
            return 0
        return max(stem_end(element.stem + half, sentence.words, start) for half in element.signs)
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
        gap += word == "," or (word[-1].isalnum() and word != "and" and word not in FUNCTION_WORDS)
        if gap > (0 if element.close else GAP):
            return


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
ASKING = lexicon("what why how when which where who whose")
"""Words that a question begins with which says nothing; "can it fit one batch?" is something to check."""
AGREEMENTS = lexicon("yes yep yeah right sure true correct exactly indeed definitely")
REFUSALS = lexicon("no nope never wrong false")
