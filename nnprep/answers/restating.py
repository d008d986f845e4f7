"""Hears a key point that is said in the card's own words, where no cue foresaw how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nnprep.answers.negation import Negation, negations
from nnprep.answers.terms import terms, terms_of
from nnprep.answers.tokens import Sentence, sentences
from nnprep.content.cards import Card

SHARE = 0.5
"""The share of a point's weight that one sentence has to say."""
TERMS = 3
"""The terms that it has to have in common with the point at least."""


def restated(card: Card, point: int, said: Sequence[tuple[Sentence, Sequence[Negation]]]) -> Sentence | None:
    """Return the sentence that says a key point in its own words; None where none does.

    A term weighs less the more of the card's points have it, and least where the question has it. A sentence that
    denies something says no point that denies nothing, and the other way round.
    """
    own = terms(card.key_points[point].say)
    spread = Counter(term for each in card.key_points for term in terms(each.say))
    asked = terms(card.question)
    weights = {term: 1 / (spread[term] + (2 if term in asked else 0)) for term in own}
    denied_there = {
        term
        for words in sentences(card.key_points[point].say)
        for term in denied_terms(words, negations(words))
    }
    for sentence, denied in said:
        common = weights.keys() & terms_of(sentence).keys()
        enough = sum(weights[term] for term in common) >= SHARE * sum(weights.values())
        if not enough or len(common) < TERMS or bool(denied) != bool(denied_there):
            continue
        if not denied_there or denied_there & denied_terms(sentence, denied):
            return sentence
    return None


def denied_terms(sentence: Sentence, negations: Sequence[Negation]) -> set[str]:
    """Return the terms of a sentence that one of its negations covers."""
    covered = [
        word for place, word in enumerate(sentence) if any(negation.covers(place) for negation in negations)
    ]
    return set(terms_of(tuple(covered)))
