"""Finds the cards that answer a question, or that are about some words.

Each word of the question is looked for in a card's name (its id and tags), in its wordings and in what it answers. A
word weighs by its rarity, ln(1 + N/n) if n of N cards have it (Spärck Jones 1972); a synonym counts as the word itself.
The weights of the parts were fitted to half of a set of questions, and are judged on the other half
(tests/answers/test_card_search.py).

Only words that may be among the question's are looked at closely, so that a search takes no longer than Python's start.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from nnprep.answers.abbreviations import SHORT
from nnprep.answers.search_terms import Concept, Phrase, concepts, weak
from nnprep.answers.terms import COMMON, SAME, terms_of, words
from nnprep.answers.vocabulary import WEAK
from nnprep.content.card_text import CardText
from nnprep.content.cards import Kind
from nnprep.named_tuple import NamedTuple


class Match(NamedTuple):
    """A card, and how well it fits a question."""

    text: CardText
    score: float
    """From 0, nothing in common, to about 1, the card's own words; `EXACT` for one of its wordings."""
    wording: int
    """The number of the card's nearest wording, narrower ones included."""
    shared: tuple[str, ...]
    """The question's words that the card has too."""

    @property
    def id(self) -> str:
        """The card's id."""
        return self.text.id

    @property
    def phrasing(self) -> int | None:
        """The number of that wording, 0 for the main one; None if it asks for a part of the card only."""
        return self.wording if self.wording < self.text.phrasings else None


class Entry(NamedTuple):
    """A card, ready to be compared: the words of each of its parts, without common ones."""

    text: CardText
    names: tuple[list[str], ...]
    """Of its id and of each tag."""
    wordings: tuple[list[str], ...]
    body: list[str]
    sets: tuple[frozenset[str], ...]
    """The words of each name, then of each wording: every search looks into all of them."""
    all: frozenset[str]
    """The words of the whole card."""


class Catalogue:
    """Cards, ready to be searched many times."""

    def __init__(self, texts: Sequence[CardText]) -> None:
        self.entries = tuple(map(entry_of, texts))
        self.having = Counter[str]()
        """How many cards have a word, as it is written."""
        for entry in self.entries:
            self.having.update(entry.all)
        self.starting: dict[str, list[str]] = {}
        """The written words, by their first letters."""
        for word in self.having:
            self.starting.setdefault(beginning(word), []).append(word)
        self.odd = [word for word in self.having if "-" in word or word in SHORT or word[:-1] in SHORT]
        """Those whose terms may begin with other letters."""
        self.lengths: dict[frozenset[str], float] = {}

    def rarity(self, count: int) -> float:
        """Return how rare something is that so many cards have."""
        return math.log(1 + len(self.entries) / (count or 1))

    def length(self, part: frozenset[str]) -> float:
        """Return the length of the vector of a part's words, each with its rarity."""
        if part not in self.lengths:
            weights = (self.rarity(self.having[word]) * (SLIGHT if is_weak(word) else 1.0) for word in part)
            self.lengths[part] = math.hypot(*weights)
        return self.lengths[part]


def entry_of(text: CardText) -> Entry:
    """Return a card, ready to be compared."""
    names = tuple(telling(name.replace("-", " ")) for name in (text.id, *text.tags))
    wordings = tuple(telling(wording) for wording in text.wordings)
    body, sets = telling(text.body), tuple(map(frozenset, names + wordings))
    return Entry(text, names, wordings, body, sets, frozenset(body).union(*sets))


def telling(text: str) -> list[str]:
    """Return the words of a text without common ones."""
    return list(itertools.filterfalse(COMMON.__contains__, words(text)))


def is_weak(word: str) -> bool:
    """Return whether a written word hardly tells cards apart."""
    return len(word) == 1 or word.isdigit() or word in WEAK_WORDS or word.removesuffix("s") in WEAK_WORDS


class Question:
    """A question, and where the cards have its words."""

    def __init__(self, text: str, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.words = set(telling(text))
        self.said = words(text)
        asked = concepts(text)
        wanted = {term for concept in asked for phrase in concept.phrases for term in phrase}
        self.terms = {
            word: kept for word in likely(wanted, catalogue) if (kept := wanted.intersection(terms_of(word)))
        }
        """Of each word of the cards that is among the question's, the terms that they share."""
        spread: Counter[str] = Counter()
        for entry in catalogue.entries:
            spread.update(self.terms_in(entry.all))
        self.rarity = {term: catalogue.rarity(count) * share(term) for term, count in spread.items()}
        self.concepts = [each for each in asked if not (each.idle and not self.weight(each))]
        self.weights = [
            self.weight(each) or catalogue.rarity(1) * share(each.phrases[0][0]) for each in self.concepts
        ]
        self.total = sum(self.weights)
        self.length = math.hypot(*self.weights)

    def weight(self, concept: Concept) -> float:
        """Return the weight of a concept: that of its rarest term; 0 if no card has it."""
        known = [[self.rarity.get(term, 0.0) for term in phrase] for phrase in concept.phrases]
        return max((max(rarities) for rarities in known if all(rarities)), default=0.0)

    def terms_in(self, part: frozenset[str]) -> set[str]:
        """Return the terms of a part of a card that the question has too."""
        return {term for word in part.intersection(self.terms) for term in self.terms[word]}

    def share_of(self, shares: Sequence[float]) -> float:
        """Return the weighted mean of a share of each concept."""
        return sum(map(float.__mul__, self.weights, map(float, shares))) / self.total

    def closeness(self, part: frozenset[str], here: set[str]) -> float:
        """Return the cosine of the question and a part of a card, whose terms they share."""
        if not here:
            return 0.0
        product = 0.0
        for concept in self.concepts:
            inside = [
                math.hypot(*(self.rarity[term] for term in phrase)) / math.sqrt(len(phrase)) * worth(number)
                for number, phrase in enumerate(concept.phrases)
                if here.issuperset(phrase)
            ]
            product += max(inside, default=0.0) ** 2
        return min(1.0, product / (self.catalogue.length(part) * self.length))


def likely(wanted: Iterable[str], catalogue: Catalogue) -> set[str]:
    """Return the written words that may have one of these terms: most can't, by their first letters."""
    sources = {source for source, term in SAME.items() if term in wanted}
    starts = tuple({beginning(term) for term in (*wanted, *sources)})
    near = (words for start, words in catalogue.starting.items() if start.startswith(starts))
    return set(itertools.chain(catalogue.odd, *near))


def beginning(word: str) -> str:
    """Return the first letters of a word, in the spelling of `one_spelling`."""
    return word[:4].replace("z", "s").replace("ll", "l")[:3]


def share(term: str) -> float:
    """Return how much of its rarity a term weighs."""
    return SLIGHT if len(term) == 1 or term.isdigit() or term in weak() else 1.0


def matches(text: str, catalogue: Catalogue) -> tuple[Match, ...]:
    """Return the cards that have anything in common with a question, the best first."""
    question = Question(text, catalogue)
    found = [match(entry, question) for entry in catalogue.entries] if question.concepts else []
    return tuple(sorted((each for each in found if each.shared), key=lambda each: (-each.score, each.id)))


def found_for(text: str, catalogue: Catalogue) -> tuple[Match, ...]:
    """Return the cards that are worth showing for a question, the best first; none if no card is about it."""
    named = [entry.text for entry in catalogue.entries if entry.text.id == text.strip()]
    if named:
        return (Match(named[0], 1.0, 0, (named[0].id,)),)
    ranked = matches(text, catalogue)[:MOST]
    least = max(LISTED, ranked[0].score * COMPARABLE) if ranked else 0.0
    return tuple(each for number, each in enumerate(ranked) if each.score >= least or 0 < number < FEWEST)[
        : MOST if ranked and ranked[0].score >= LISTED else 0
    ]


def is_sure(found: Sequence[Match]) -> bool:
    """Return whether the first of these cards surely answers what was asked."""
    return bool(found) and found[0].score >= SURE


def is_safe(found: Sequence[Match]) -> bool:
    """Return whether the first of these cards can be asked without a choice: it's far ahead, or asks just this."""
    if not is_sure(found):
        return False
    return len(found) == 1 or found[0].score - found[1].score >= AHEAD or found[0].score >= VERBATIM


def match(entry: Entry, question: Question) -> Match:
    """Return how well a card fits a question."""
    inside = [question.terms_in(part) for part in entry.sets]
    named = len(entry.names)
    leads = Counter(itertools.chain(*inside[named:]))
    body = Counter(term for word in entry.body if word in question.terms for term in question.terms[word])
    name = set[str]().union(*inside[:named])
    everything = name | leads.keys() | body.keys()
    if not everything:
        return Match(entry.text, 0.0, 0, ())
    phrases = [concept.phrases for concept in question.concepts]
    here = [any(everything.issuperset(phrase) for phrase in group) for group in phrases]
    close = list(map(question.closeness, entry.sets, inside))
    names, wordings = close[:named], close[named:]
    verbatim = [number for number, wording in enumerate(entry.sets[named:]) if wording == question.words]
    exact = [number for number in verbatim if words(entry.text.wordings[number]) == question.said]
    nearest = (exact or verbatim or [wordings.index(max(wordings))])[0]
    facts = (
        question.share_of(
            [max(len(name.intersection(each)) / len(each) for each in group) for group in phrases]
        ),
        question.share_of([max(fullness(leads, each) for each in group) for group in phrases]),
        question.share_of([max(fullness(body, each) for each in group) for group in phrases]),
        question.share_of(here),
        1.0 if verbatim else wordings[nearest],
        max(names),
        names[0],
        joined_share(entry, question),
    )
    score = sum(weight * fact for weight, fact in zip(WEIGHTS, facts, strict=True))
    if entry.text.kind is Kind.QUESTION:
        score *= GENERAL if len(question.concepts) <= FEW else RATHER
    shared = [concept.said for concept, known in zip(question.concepts, here, strict=True) if known]
    if exact:
        score = max(score, EXACT)
    return Match(entry.text, score, nearest, tuple(shared))


def best(phrases: Sequence[Phrase], share: Callable[[Phrase], float]) -> float:
    """Return the largest share of a concept's phrases; the question's own words count more than synonyms."""
    return max(share(phrase) * worth(number) for number, phrase in enumerate(phrases))


def worth(number: int) -> float:
    """Return how much a phrase of a concept counts; the first is what the question says."""
    return SYNONYM if number else 1.0


def fullness(counts: Counter[str], phrase: Iterable[str]) -> float:
    """Return a share that grows with how often a phrase occurs: 0, 1/2, 2/3, 3/4 …"""
    count = min(counts[term] for term in phrase)
    return count / (count + 1)


def joined_share(entry: Entry, question: Question) -> float:
    """Return the share of the question's neighboring words that are neighbors in the card too."""
    pairs: set[tuple[str, str]] = set()
    sets = (*entry.sets, entry.all)
    for part, inside in zip((*entry.names, *entry.wordings, entry.body), sets, strict=True):
        if inside.isdisjoint(question.terms):
            continue
        places = [(place, question.terms[word]) for place, word in enumerate(part) if word in question.terms]
        for (here, some), (there, others) in itertools.chain(
            itertools.pairwise(places), zip(places, places[2:], strict=False)
        ):
            if there - here <= NEAR:
                pairs.update(itertools.product(some, others))
    both = kept = 0.0
    heard = list(zip(question.concepts, question.weights, strict=True))
    for (one, weight), (other, more) in itertools.pairwise(heard):
        ends = [(a, b) for a in itertools.chain(*one.phrases) for b in itertools.chain(*other.phrases)]
        both += weight + more
        kept += (weight + more) * any((a, b) in pairs or (b, a) in pairs for a, b in ends)
    return kept / both if both else 0.0


MOST, FEWEST = 5, 3
"""How many cards are shown for a question."""
LISTED = 0.22
"""The score from which a card is shown as the best one."""
COMPARABLE = 0.6
"""The share of the best score that the others need, if three are shown already."""
SURE = 0.48
"""The score from which a card surely answers a question."""
AHEAD = 0.12
"""How far the best score must be ahead of the next for a card to be asked without a choice."""
VERBATIM = 0.9
"""The score of a question in a card's own words."""
EXACT = 1.5
"""The score of one of a card's wordings, word for word: more than any other card can reach."""
WEAK_WORDS = frozenset(WEAK.split())
WEIGHTS = (0.13, 0.215, 0.03, 0.215, 0.105, 0.075, 0.125, 0.105)
"""Of the shares of the question in a card's name, its wordings, its answer and anywhere; of the cosines with its
nearest wording, its nearest name and its id; and of neighboring words that are neighbors in the card."""
GENERAL, FEW, RATHER = 1.12, 2, 1.05
"""How much more a general question counts than a trap if what was asked names so few things ("what is Adam?"), and
otherwise."""
SYNONYM = 0.8
"""How much a synonym counts of the word itself."""
SLIGHT = 0.4
"""How much a weak word, a number or a single letter weighs, as in k-means."""
NEAR = 2
"""How many words on a neighbor may be, common words not counted."""
