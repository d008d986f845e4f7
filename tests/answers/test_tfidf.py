"""A question leads to its card, however the interviewer puts it."""

from __future__ import annotations

from functools import cache

import pytest

from nnprep.answers.terms import term
from nnprep.answers.tfidf import Catalogue, ask, leads
from nnprep.content.library import load_cards
from tests.known_content import known_ids


@cache
def catalogue() -> Catalogue:
    """Read the built-in cards once: those that a new card can't push from the first place."""
    return Catalogue([card for card in load_cards() if card.id in known_ids()])


GOLDEN = [
    ("What happens inside a network while it trains?", {"what-is-a-neural-network", "backprop-chain-rule"}),
    ("How does the loss make the model better?", {"what-is-a-neural-network", "backprop-chain-rule"}),
    ("Why would identical initial weights be a problem?", {"weight-initialisation"}),
    ("What is the role of activation functions?", {"why-activation-functions"}),
    ("How do gradients move backward through the network?", {"backprop-chain-rule"}),
    ("What preprocessing choices would you make for the inputs?", {"input-preprocessing"}),
    ("What if the features are left unscaled?", {"input-preprocessing"}),
    ("Your network does not learn. How do you debug it?", {"diagnose-training"}),
]


@pytest.mark.parametrize(("question", "wanted"), GOLDEN)
def test_phrasings_that_interviewers_like_lead_to_their_card(question: str, wanted: set[str]) -> None:
    """The best card for each of the eight is the one that answers it."""
    ranked = catalogue().ask(question)

    assert ranked[0].card.id in wanted


def test_every_wording_of_a_card_leads_to_it() -> None:
    """A card's own phrasing finds the card among the first three."""
    for card in catalogue().cards:
        for wording in leads(card):
            first = [ranked.card.id for ranked in catalogue().ask(wording)[:3]]

            assert card.id in first, wording


@pytest.mark.parametrize("nothing", ["", "?", "the of and", "xyzzy plugh"])
def test_a_question_about_nothing_leads_nowhere(nothing: str) -> None:
    """What has no word in common with any card finds none."""
    assert catalogue().ask(nothing) == ()
    assert ask(nothing, []) == ()


@pytest.mark.parametrize(
    "family",
    [("initial", "initialising", "initialisation"), ("split", "splitting"), ("gradient", "gradients")],
)
def test_forms_of_a_word_are_one_term(family: tuple[str, ...]) -> None:
    """Endings do not matter."""
    assert len({term(word) for word in family}) == 1
