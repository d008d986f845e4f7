"""Which cards a search finds, judged on questions that it wasn't tuned on.

The questions in search/ were written before their author had seen a card, from the ids alone, as interviewers and
learners put them: `question | ids of the cards that answer it`, the one that is meant first; those without ids are
about other things. They were split by chance: the synonyms and weights were chosen on one half, and the other half
judges them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from nnprep.answers.card_search import (
    Catalogue,
    Match,
    found_for,
    is_safe,
    is_sure,
    matches,
)
from nnprep.answers.search_terms import concepts
from nnprep.answers.terms import term, terms
from nnprep.cli.cards.texts import searchable
from nnprep.content.card_index import find_headings
from nnprep.content.card_text import CardText, text_of_card, text_of_heading
from nnprep.content.library import load_cards
from nnprep.content.yaml.heading_reader import read_heading

SEARCH = Path(__file__).parent / "search"


@cache
def catalogue() -> Catalogue:
    """Read the built-in cards once."""
    return Catalogue(searchable())


def questions(half: str) -> list[tuple[str, list[str]]]:
    """Return the questions of one half, with the ids of the cards that answer each."""
    rows = (SEARCH / f"{half}.txt").read_text(encoding="utf-8").splitlines()
    return [(question, ids.split()) for question, _, ids in (row.partition(" | ") for row in rows)]


def found(question: str) -> list[str]:
    return [match.id for match in found_for(question, catalogue())]


def test_overfitting_by_its_symptom() -> None:
    """Somebody who doesn't know the word finds the card by what they see."""
    assert found("why is my model great in training but bad on new data")[0] == "overfitting-remedies"
    assert found("good on training data but bad on unseen data")[0] == "overfitting-remedies"


def test_questions_not_tuned_on() -> None:
    """The right card comes first for nine of ten questions, and is among the first three for nearly all."""
    known = {entry.text.id for entry in catalogue().entries}
    asked = [(question, ids) for question, ids in questions("held_out") if ids and ids[0] in known]
    found = [[match.id for match in found_for(question, catalogue())] for question, _ in asked]
    first = [each[:1] != [] and each[0] in ids for each, (_, ids) in zip(found, asked, strict=True)]
    three = [bool(set(each[:3]) & set(ids)) for each, (_, ids) in zip(found, asked, strict=True)]

    assert len(asked) >= 110
    assert sum(first) >= 0.9 * len(asked)
    assert sum(three) >= 0.97 * len(asked)


@pytest.mark.parametrize("half", ["tuning", "held_out"])
def test_nothing_is_presented_for_other_topics(half: str) -> None:
    """A question about something else is hardly ever answered with a card."""
    others = [question for question, ids in questions(half) if not ids]
    presented = [question for question in others if is_sure(found_for(question, catalogue()))]

    assert len(others) >= 25
    assert len(presented) <= 0.05 * len(others), presented


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("dying ReLU", "dead-relu-recover"),
        ("L1 L2", "l1-vs-l2"),
        ("bias variance", "bias-variance"),
        ("cross entropy", "cross-entropy"),
        ("what is Adam", "optimizers-sgd-rmsprop-adam"),
        ("lasso ridge", "l1-vs-l2"),
        ("glorot", "weight-initialisation"),
        ("lr", "learning-rate"),
        ("batchnorm", "batch-normalisation"),
    ],
)
def test_words_of_a_topic(words: str, wanted: str) -> None:
    """The words of a topic lead to its card, in synonyms and abbreviations too."""
    assert wanted == found(words)[0]


@pytest.mark.parametrize("nothing", ["", "?", "the of and", "xyzzy plugh", "recipe for pancakes"])
def test_nothing(nothing: str) -> None:
    """A text without a word in common with any card matches none."""
    assert found_for(nothing, catalogue()) == ()
    assert matches(nothing, Catalogue([])) == ()


def verbatim(wordings: list[tuple[str, str]]) -> list[str]:
    """Return the wordings that don't lead to their card in just that wording."""
    best = {wording: matches(wording, catalogue())[0] for wording, _ in wordings}
    return [
        wording
        for wording, id in wordings
        if best[wording].text.wordings[best[wording].wording] != wording or best[wording].id != id
    ]


def test_main_wordings() -> None:
    """A card's question leads to the card, and is the nearest wording."""
    assert [] == verbatim([(entry.text.wordings[0], entry.text.id) for entry in catalogue().entries[::4]])


@pytest.mark.proof
@pytest.mark.parametrize("rest", range(4))
def test_all_wordings(rest: int) -> None:
    """So does every wording of every card."""
    entries = catalogue().entries[rest::4]
    assert [] == verbatim([(each, entry.text.id) for entry in entries for each in entry.text.wordings])


def test_id() -> None:
    """A card's id finds just that card."""
    for entry in catalogue().entries[:20]:
        (only,) = found_for(entry.text.id, catalogue())
        assert (entry.text.id, True) == (only.id, is_safe([only]))


def test_narrower() -> None:
    """A narrower wording counts too, and has no number since the quiz never asks it."""
    first, *others = (entry.text for entry in catalogue().entries)
    slope = "Which slope has a leaky rectifier below zero?"
    card = first._replace(wordings=(*first.wordings, slope))
    (match, *_) = matches("What is the slope of a leaky rectifier below zero?", Catalogue([card, *others]))

    assert (card.id, slope, None) == (match.id, match.text.wordings[match.wording], match.phrasing)
    assert 0 == matches(card.wordings[0], catalogue())[0].phrasing


def test_only_what_is_far_ahead_is_safe() -> None:
    """A card is asked without a choice if it's the only one, far ahead, or asked in its own words."""
    text = catalogue().entries[0].text
    near = [Match(text, score, 0, ("word",)) for score in (0.7, 0.65)]
    far = [Match(text, score, 0, ("word",)) for score in (0.7, 0.4)]
    low = [Match(text, 0.4, 0, ("word",))]

    assert not is_safe(near)
    assert is_safe(far)
    assert is_safe(near[:1])
    assert not is_safe(low)


def test_synonyms_and_small_talk() -> None:
    """A phrase is one thing with its synonyms, and what surrounds a question says nothing."""
    (lasso,) = concepts("Can you explain the lasso to my grandmother?")
    assert ("lasso",) == lasso.phrases[0]
    assert ("l1",) in lasso.phrases
    rate, maybe = concepts("learning rate, perhaps")
    assert ("learning rate", False) == (rate.said, rate.idle)
    assert ("perhaps", True) == (maybe.said, maybe.idle)


def test_texts_without_parsing() -> None:
    """What is taken from a card's lines is what the strict reader reads: tags, wordings and the words of the rest."""
    headings = find_headings()
    assert headings is not None
    read = {card.id: text_of_card(card) for card in load_cards()}
    taken = {heading.id: text_of_heading(heading) for heading in headings}

    def bare(text: CardText) -> CardText:
        return text._replace(body=" ".join(terms(text.body)))

    assert {id: bare(text) for id, text in read.items()} == {id: bare(text) for id, text in taken.items()}
    assert read_heading(headings[0]) is not None


@pytest.mark.parametrize(
    "family",
    [("initial", "initialising", "initialisation"), ("split", "splitting"), ("gradient", "gradients")],
)
def test_forms_of_a_word_are_one_term(family: tuple[str, ...]) -> None:
    """Endings don't matter."""
    assert len({term(word) for word in family}) == 1
