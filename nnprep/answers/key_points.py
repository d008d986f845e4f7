"""Hears the key points of a card in what somebody says: which, in which words, and whether denied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnprep.answers.cues import clauses, places
from nnprep.answers.tokens import Sentence, Word, lexicon, sentences
from nnprep.content.cards import Card


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
    """Return the key points of a card that a text touches, in the card's order, affirmed if a cue ever is.

    They are proposals for the learner to confirm: cues of words can't tell a wrong statement from a right one.
    """
    said = [clauses(sentence) for sentence in sentences(text) if not asks(sentence, text)]
    heard = []
    for number, point in enumerate(card.key_points):
        found = [(place, each.words) for cue in point.cues for each in said for place in places(cue, each)]
        if found:
            place, words = min(found, key=lambda one: len(one[0].denials))
            quote = quoted(text, [words[position] for position in place.positions])
            heard.append(Heard(point=number, quote=quote, negated=bool(place.denials)))
    return tuple(heard)


def asks(sentence: Sentence, text: str) -> bool:
    """Return whether a sentence is a question such as "What is double descent?", which says nothing."""
    return sentence[0].text in ASKING and text[sentence[-1].end :].lstrip().startswith("?")


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
