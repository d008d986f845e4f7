"""Finds the card that a question asks for, however the interviewer puts it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nnprep.answers.terms import terms
from nnprep.content.cards import Card, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A card, and how well it fits what was asked."""

    card: Card
    score: float
    """From 0, nothing in common, to about 2, one of the card's wordings word for word."""


def ask(text: str, cards: Sequence[Card]) -> tuple[Ranked, ...]:
    """Return the cards that have something in common with a question, the best first."""
    return Catalogue(cards).ask(text)


class Catalogue:
    """Cards, ready to be asked many times.

    A score adds two cosines of term frequency times inverse document frequency (Salton and Buckley 1988): with
    everything that the card says, and with that one of its wordings that is nearest.
    """

    def __init__(self, cards: Sequence[Card]) -> None:
        wordings = [[terms(wording) for wording in leads(card)] for card in cards]
        bodies = [body(card, each) for card, each in zip(cards, wordings, strict=True)]
        self.cards = tuple(cards)
        self.rarity = inverse_frequencies(bodies)
        self.bodies = [weighted(whole, self.rarity) for whole in bodies]
        self.wordings = [[weighted(wording, self.rarity) for wording in each] for each in wordings]

    def ask(self, text: str) -> tuple[Ranked, ...]:
        """Return the cards that have something in common with a question, the best first."""
        query = weighted(terms(text), self.rarity)
        ranked = []
        for card, whole, wordings in zip(self.cards, self.bodies, self.wordings, strict=True):
            score = cosine(query, whole) + max(cosine(query, wording) for wording in wordings)
            if card.kind is Kind.QUESTION:
                score *= QUESTION_FIRST
            if score > 0:
                ranked.append(Ranked(card=card, score=score))
        return tuple(sorted(ranked, key=lambda one: (-one.score, one.card.id)))


def leads(card: Card) -> tuple[str, ...]:
    """Return every question that leads to a card."""
    return (card.question, *card.phrasings, *card.narrower)


def body(card: Card, wordings: Iterable[Counter[str]]) -> Counter[str]:
    """Count the terms of a card: its wordings and name weigh most, then its tags, then what it answers."""
    counts: Counter[str] = Counter()
    for wording in wordings:
        add(counts, wording, 2)
    trap = (card.trap.claim, card.trap.tempting) if card.trap else ()
    for part, weight in (
        (" ".join([card.id.replace("-", " "), *card.tags]), 3),
        (" ".join([point.say for point in card.key_points]), 1),
        (" ".join([card.quick_answer, *trap]), 1),
        (" ".join(follow_up.question for follow_up in card.follow_ups), 1),
    ):
        add(counts, terms(part), weight)
    return counts


def add(counts: Counter[str], terms: Counter[str], weight: int) -> None:
    """Add terms, each `weight` times."""
    for term, count in terms.items():
        counts[term] += weight * count


def inverse_frequencies(bodies: Sequence[Counter[str]]) -> dict[str, float]:
    """Return ln(1 + N/n) for each term that n of N cards have."""
    spread = Counter(term for counts in bodies for term in counts)
    return {term: math.log(1 + len(bodies) / count) for term, count in spread.items()}


def weighted(counts: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Weigh a text's terms by how rare they are; many occurrences count as the logarithm of their number."""
    return {term: (1 + math.log(count)) * rarity[term] for term, count in counts.items() if term in rarity}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two vectors, 0 where one of them is empty."""
    product = sum(weight * other[term] for term, weight in one.items() if term in other)
    return product / (math.hypot(*one.values()) * math.hypot(*other.values())) if product else 0.0


QUESTION_FIRST = 1.15
"""A general question is meant before a trap about the same thing."""
