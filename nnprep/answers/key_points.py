"""Recognizes the key points of a card in an answer: which ones, in which words, and whether it denies them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnprep.answers.cues import indexed, places
from nnprep.answers.spelling import lexicon
from nnprep.answers.tokens import Sentence, Word, sentences
from nnprep.content.cards import Card, KeyPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A key point that a text mentions."""

    point: int
    """Which one, counted from 0 in the card's order."""
    quote: str
    """The words that mention it, as typed."""
    negated: bool
    """Whether every clause that mentions it denies it; such a point doesn't count as said."""


def listen(text: str, card: Card) -> tuple[Mention, ...]:
    """Return the key points of a card that a text mentions, in the card's order; one affirmation is enough.

    They're proposals for the learner to confirm: words alone can't tell a wrong statement from a right one.
    """
    return listen_for(text, card.key_points)


def listen_for(text: str, points: Sequence[KeyPoint]) -> tuple[Mention, ...]:
    """Return which of these key points a text mentions, as `listen` does."""
    said = [indexed(sentence) for sentence in sentences(text) if not asks(sentence, text)]
    mentions = []
    for number, point in enumerate(points):
        candidates = [
            (place, each.words) for cue in point.cues for each in said for place in places(cue, each)
        ]
        if candidates:
            place, words = min(candidates, key=lambda candidate: len(candidate[0].denials))
            quote = quoted(text, [words[position] for position in place.positions])
            mentions.append(Mention(point=number, quote=quote, negated=bool(place.denials)))
    return tuple(mentions)


def reasons(card: Card) -> frozenset[int]:
    """Return the key points that decide a trap's claim: those that its reason mentions; all if it mentions none."""
    if card.trap is None:
        return frozenset()
    heard = frozenset(each.point for each in listen(card.trap.why_wrong, card) if not each.negated)
    return heard or frozenset(range(len(card.key_points)))


def asks(sentence: Sentence, text: str) -> bool:
    """Return whether a sentence is a question such as "What is double descent?", which says nothing."""
    return sentence[0].text in ASKING and text[sentence[-1].end :].lstrip().startswith("?")


LONGEST = 90
"""The longest quote, in characters."""


def quoted(text: str, words: Sequence[Word]) -> str:
    """Return the words as typed, with the text between them if it's short."""
    pieces: list[tuple[int, int]] = []
    for word in sorted(words, key=lambda word: word.start):
        if pieces and word.start - pieces[-1][1] < LONGEST // 2:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], word.end))
        else:
            pieces.append((word.start, word.end))
    quote = " … ".join(" ".join(text[start:end].split()) for start, end in pieces)
    return quote if len(quote) <= LONGEST else quote[: LONGEST - 1] + "…"


ASKING = lexicon("what why how when which where who whose")
"""First words of questions that say nothing; "can it fit one batch?" proposes a check."""
