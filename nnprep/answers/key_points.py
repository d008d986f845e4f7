"""Hears the key points of a card in what somebody says: which, in which words, and whether denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nnprep.answers.cue_parser import compiled
from nnprep.answers.cue_search import Spoken, matches, spoken_sentence
from nnprep.answers.negation import denied_whole, lexicon, negations
from nnprep.answers.restating import restated
from nnprep.answers.tokens import Word, sentences
from nnprep.content.cards import Card, KeyPoint


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
        spoken.append(spoken_sentence(words, denied))
    return spoken


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


ASKING = lexicon("what why how when which where who whose")
"""Words that a question begins with which says nothing; "can it fit one batch?" is something to check."""
AGREEMENTS = lexicon("yes yep yeah right sure true correct exactly indeed definitely")
REFUSALS = lexicon("no nope never wrong false")
