"""Finds the cards that answer a question, however it's put.

Texts are compared by the cosine of their term frequency times inverse document frequency (Salton and Buckley 1988).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nnprep.answers.terms import terms
from nnprep.content.cards import Card, Kind

SURE = 0.65
"""The score from which a card answers a question. Measured (tests/answers/test_card_search.py): of 54 questions put in
other words the lowest has 0.69, of 30 that no card answers the highest has 0.56."""
Vector = Mapping[str, float]
"""The weight of each term of a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A card, and how well it fits a question."""

    card: Card
    score: float
    """From 0, nothing in common, to about 3, one of the card's wordings word for word."""
    wording: str
    """The card's wording that is nearest, narrower ones included."""

    @property
    def sure(self) -> bool:
        """Whether the card answers the question."""
        return self.score >= SURE

    @property
    def phrasing(self) -> int | None:
        """The number of that wording, 0 for the main one; None if it asks for a part of the card only."""
        posed = (self.card.question, *self.card.phrasings)
        return posed.index(self.wording) if self.wording in posed else None


class Entry(NamedTuple):
    """A card, ready to be compared."""

    card: Card
    name: frozenset[str]
    """The terms of its id and tags."""
    wordings: tuple[Vector, ...]
    """Every question that leads to it, in the order of `leads`."""
    body: Vector
    """Everything it says."""


class Catalogue:
    """Cards, ready to be searched many times."""

    def __init__(self, cards: Sequence[Card]) -> None:
        wordings = [[terms(wording) for wording in leads(card)] for card in cards]
        bodies = [body(card, each) for card, each in zip(cards, wordings, strict=True)]
        spread = Counter(term for counts in bodies for term in counts)
        self.cards = tuple(cards)
        self.rarity = {term: math.log(1 + len(cards) / count) for term, count in spread.items()}
        """ln(1 + N/n) for each term that n of N cards have."""
        self.entries = tuple(
            Entry(
                card,
                frozenset(terms(name(card))),
                tuple(weighted(wording, self.rarity) for wording in each),
                weighted(counts, self.rarity),
            )
            for card, each, counts in zip(cards, wordings, bodies, strict=True)
        )


def leads(card: Card) -> tuple[str, ...]:
    """Return every question that leads to a card."""
    return (card.question, *card.phrasings, *card.narrower)


def name(card: Card) -> str:
    """Return the id and tags of a card as words."""
    return " ".join([card.id.replace("-", " "), *card.tags])


def body(card: Card, wordings: Iterable[Counter[str]]) -> Counter[str]:
    """Count the terms of a card: its name and wordings weigh most, what it answers least."""
    counts: Counter[str] = Counter()
    trap = (card.trap.claim, card.trap.tempting) if card.trap else ()
    points, follow_ups = [point.say for point in card.key_points], [each.question for each in card.follow_ups]
    parts = [(terms(" ".join([*points, card.quick_answer, *trap, *follow_ups])), 1), (terms(name(card)), 3)]
    for part, weight in (*parts, *((wording, 2) for wording in wordings)):
        for term, count in part.items():
            counts[term] += weight * count
    return counts


def weighted(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """Weigh a text's terms by their rarity; many occurrences count as the logarithm of their number."""
    return {term: (1 + math.log(count)) * rarity[term] for term, count in counts.items() if term in rarity}


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors; 0 if one is empty."""
    product = sum(weight * other[term] for term, weight in one.items() if term in other)
    return product / (math.hypot(*one.values()) * math.hypot(*other.values())) if product else 0.0


def matches(text: str, catalogue: Catalogue) -> tuple[Match, ...]:
    """Return every card with how well it fits a question, the best first.

    Words that no card knows count against all cards, and a wording counts only if it shares two telling words
    with the question, or one that names the card. Otherwise "How do GANs work?" would lead to the card that asks
    where they're used.
    """
    variants = [terms(text), terms(rephrased(text))]
    found = [
        max((match(entry, variant, catalogue.rarity) for variant in variants), key=lambda each: each.score)
        for entry in catalogue.entries
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, each.card.id)))


def match(entry: Entry, question: Mapping[str, int], rarity: Mapping[str, float]) -> Match:
    """Return how well a card fits the terms of a question."""
    verbatim = weighted(question, rarity)
    query = {term: weight * (LETTER if len(term) == 1 else 1) for term, weight in verbatim.items()}
    foreign = [(1 + math.log(count)) * FOREIGN for term, count in question.items() if term not in rarity]
    if not query:
        return Match(card=entry.card, score=0.0, wording=entry.card.question)
    known = math.hypot(*query.values()) / math.hypot(*query.values(), *foreign)
    near = [1.0 if verbatim == wording else cosine(query, wording) for wording in entry.wordings]
    telling = [
        close
        for close, wording in zip(near, entry.wordings, strict=True)
        if verbatim == wording or tells(query.keys() & wording.keys(), entry, rarity)
    ]
    general = GENERAL if entry.card.kind is Kind.QUESTION else 1.0
    score = known**STRANGE * general * (max(telling, default=0.0) + BODY * cosine(query, entry.body))
    return Match(card=entry.card, score=score, wording=leads(entry.card)[near.index(max(near))])


def tells(shared: Iterable[str], entry: Entry, rarity: Mapping[str, float]) -> bool:
    """Return whether the terms that a question and a wording share are enough to tell the card."""
    words = [term for term in shared if len(term) > 1]
    return any(term in entry.name for term in words) or sum(rarity[term] > TELLING for term in words) >= 2


def rephrased(text: str) -> str:
    """Return a question in the words that cards prefer."""
    text = text.lower()
    for pattern, preferred in PREFERRED:
        text = re.sub(pattern, preferred, text)
    return text


FOREIGN = 3.0
"""The weight of a word that no card knows: that of a word that three of 54 cards have."""
STRANGE = 1.5
"""How steeply the score falls with the share of the question that no card knows."""
LETTER = 0.3
"""A single letter, as in k-means and Q-learning, says little."""
TELLING = 1.2
"""The rarity from which a word tells cards apart: fewer than half of them have it."""
BODY = 2.0
"""How much the whole card counts against its nearest wording."""
GENERAL = 1.15
"""A general question is meant before a trap about the same thing."""
PREFERRED = (
    (r"\b(?:to a (?:layman|child|beginner)|in (?:plain|simple|your own) words|in plain english)\b", " "),
    (r"\bnets?\b", "network"),
    (r"\bglorot\b", "xavier"),
    (r"\b(?:architectures?|kinds?|types?)\b", "families"),
    (r"\bnon-?linearit(?:y|ies)\b", "activation functions"),
    (r"\b(?:drop|without)\b", "remove"),
    (r"\bstep-function\b", "step function"),
    (r"\blarger\b", "bigger"),
    (r"\b(?:normali|standardi)[sz](?:e|ing) (?:the |my )?(?:inputs?|features?)", "scale inputs"),
)
"""What people say, and what cards say."""
