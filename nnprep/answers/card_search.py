"""Whether a card answers a question, or is only the nearest to it; and which of its wordings is nearest."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from nnprep.answers.terms import terms
from nnprep.answers.tfidf import Catalogue, cosine, leads, weighted
from nnprep.content.cards import Card, Kind

SURE = 0.65
"""The score from which a card answers what was asked. Measured (tests/answers/test_card_search.py): of 48 questions put
in other words the lowest has 0.66, of 30 that no card answers the highest has 0.61."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A card, and how well it fits what was asked."""

    card: Card
    score: float
    """From 0, nothing in common, to about 3, one of the card's wordings word for word."""
    wording: str
    """That one of the card's wordings, narrower ones too, which is nearest."""

    @property
    def sure(self) -> bool:
        """Whether the card answers what was asked."""
        return self.score >= SURE

    @property
    def phrasing(self) -> int | None:
        """The number of that wording, 0 for the main one; None for one that asks for a part of the card only."""
        posed = (self.card.question, *self.card.phrasings)
        return posed.index(self.wording) if self.wording in posed else None


def matches(text: str, catalogue: Catalogue) -> tuple[Match, ...]:
    """Return every card with what it has in common with a question, the best first.

    The cosines are those of `Catalogue`, which ranks. To be sure takes more: words that no card knows count against
    all of them, and a wording counts only where it shares two telling words with the question, or one that names the
    card. Otherwise "How do GANs work?" would lead to the card that asks where they are used.
    """
    cards = catalogue.cards
    names = [terms(" ".join([card.id.replace("-", " "), *card.tags])) for card in cards]
    variants = [terms(text), terms(rephrased(text))]
    found = [
        max((score(catalogue, number, name, variant) for variant in variants), key=lambda scored: scored[0])
        for number, name in enumerate(names)
    ]
    ranked = [
        Match(card=card, score=value, wording=leads(card)[place])
        for card, (value, place) in zip(cards, found, strict=True)
    ]
    return tuple(sorted(ranked, key=lambda match: (-match.score, match.card.id)))


def score(
    catalogue: Catalogue, number: int, name: Mapping[str, int], question: Counter[str]
) -> tuple[float, int]:
    """Return how well a card, by its number, fits the terms of a question; and the number of its nearest wording."""
    rarity, wordings = catalogue.rarity, catalogue.wordings[number]
    verbatim = weighted(question, rarity)
    query = {term: weight * (LETTER if len(term) == 1 else 1) for term, weight in verbatim.items()}
    foreign = [(1 + math.log(count)) * FOREIGN for term, count in question.items() if term not in rarity]
    if not query:
        return 0.0, 0
    known = math.hypot(*query.values()) / math.hypot(*query.values(), *foreign)
    near = [1.0 if verbatim == wording else cosine(query, wording) for wording in wordings]
    telling = [
        close
        for close, wording in zip(near, wordings, strict=True)
        if verbatim == wording or evidence(query, wording, name, rarity)
    ]
    general = GENERAL if catalogue.cards[number].kind is Kind.QUESTION else 1.0
    whole = cosine(query, catalogue.bodies[number])
    return known**STRANGE * general * (max(telling, default=0.0) + BODY * whole), near.index(max(near))


def evidence(
    query: Mapping[str, float],
    wording: Mapping[str, float],
    name: Mapping[str, int],
    rarity: Mapping[str, float],
) -> bool:
    """Return whether a question and a wording share enough telling words."""
    shared = [term for term in query if term in wording and len(term) > 1]
    return any(term in name for term in shared) or sum(rarity[term] > TELLING for term in shared) >= 2


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
"""The rarity from which a word tells cards apart: less than half of them have it."""
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
"""What people say -> what cards say."""
