"""What a question names: its words and phrases, each with its synonyms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from nnprep.answers.terms import term, terms, terms_of, words
from nnprep.answers.vocabulary import ASIDES, COMPOUNDS, ONE_TOPIC, SMALL_TALK, WEAK
from nnprep.named_tuple import NamedTuple

Phrase = tuple[str, ...]
"""One or more terms."""


class Concept(NamedTuple):
    """One thing that a question names."""

    said: str
    """The words of the question."""
    phrases: tuple[Phrase, ...]
    """The terms of these words first, then its synonyms."""
    idle: bool
    """Whether it counts only if some card has it, because these are everyday words."""


def concepts(question: str) -> list[Concept]:
    """Return what a question names, in order, each thing once."""
    plain = re.sub(ASIDES, " ", question.lower(), flags=re.VERBOSE)
    said = [(word, each) for word in words(plain) for each in parts_of(word)]
    found: dict[Phrase, Concept] = {}
    start = 0
    while start < len(said):
        phrase, others = longest_phrase([each for _, each in said[start:]])
        told = tuple(dict.fromkeys(word for word, _ in said[start : start + len(phrase)]))
        start += len(phrase)
        phrases = dict.fromkeys([phrase, *others, *compounds(told)])
        found.setdefault(phrase, Concept(" ".join(told), tuple(phrases), set(phrase) <= everyday()))
    return list(found.values())


def parts_of(word: str) -> list[str]:
    """Return the terms of a word of a question; those of its parts if it's a compound."""
    return [each for part in word.split("-") for each in terms_of(part)]


def compounds(told: Sequence[str]) -> list[Phrase]:
    """Return what compounds are in one word: `fine-tuning` is `finetuning`."""
    return [terms_of(word)[-1:] for word in told if "-" in word]


def longest_phrase(said: Sequence[str]) -> tuple[Phrase, list[Phrase]]:
    """Return the longest known phrase at the beginning of these terms, or the first term; and its synonyms."""
    longest: Phrase = (said[0],)
    others: list[Phrase] = []
    for group in synonyms().get(said[0], ()):
        for phrase in group:
            if tuple(said[: len(phrase)]) == phrase and len(phrase) >= len(longest):
                rest = [other for other in group if other != phrase]
                others = others + rest if phrase == longest else rest
                longest = phrase
    return longest, others


@cache
def synonyms() -> Mapping[str, tuple[tuple[Phrase, ...], ...]]:
    """Return the groups of phrases that ask for the same card, by the first term of each of their phrases."""
    groups: dict[str, tuple[tuple[Phrase, ...], ...]] = {}
    for line in (*ONE_TOPIC.strip().splitlines(), *COMPOUNDS.replace("\n", " ").strip().split(", ")):
        phrases = tuple(tuple(parts_of(phrase.replace(" ", "-"))) for phrase in line.split(" = "))
        for first in {phrase[0] for phrase in phrases}:
            groups[first] = (*groups.get(first, ()), phrases)
    return groups


@cache
def everyday() -> frozenset[str]:
    """Return the terms of everyday words."""
    return frozenset(map(term, SMALL_TALK.split()))


@cache
def weak() -> frozenset[str]:
    """Return the terms that hardly tell cards apart."""
    return frozenset(terms(WEAK))
