"""Cues are recognized the way an interviewer listens: by clause, not by the letter."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.answers.key_points import Mention, listen
from nnprep.content.cards import Card, KeyPoint
from nnprep.content.library import load_cards
from tests.benchmark_answers import HELD_OUT, measure


@cache
def cards() -> dict[str, Card]:
    """Read the built-in cards once."""
    return {card.id: card for card in load_cards()}


def heard_points(text: str, *points: KeyPoint) -> tuple[Mention, ...]:
    """Listen for points of a card that has no others."""
    card, *_ = cards().values()
    return listen(text, card._replace(key_points=points))


def hear(text: str, *cues: str) -> Mention | None:
    """Listen for one point."""
    heard = heard_points(text, KeyPoint(say="a point", cues=cues))
    return heard[0] if heard else None


SAID = [
    ("no_grad just doesn't build the graph", "not build graph"),
    ("torch.no_grad() disables gradient tracking", "no_grad disables gradient"),
    # stems, order and nearness
    ("The signal is multiplied by the transposed weights", "transpos"),
    ("we go through the weights again, transposed", "weight transpos"),
    ("the scale of our last layer", "scale of the last layer"),
    ("it sums up over the batch", "sum"),
    ("with a mean, large scores are simply wrong", "large & wrong"),
    ("you do not have to add it", "not have to"),
    ("it is in the data", "the data"),
    # compounds and spellings
    ("softmax on top", "soft-max"),
    ("a soft max layer", "softmax"),
    ("back-propagation", "backprop"),
    ("nonlinearities", "non-linear"),
    ("a non linear map", "nonlinear"),
    ("normalize the inputs", "normalis"),
    ("unlabelled behavior", "unlabeled behaviour"),
    ("zero centered outputs", "zero-centred"),
    # endings
    ("while updating", "update"),
    ("after normalisation", "normalise"),
    # numbers
    ("a loss near 2.3026", "2.3"),
    ("a slope of .25", "0.25"),
    ("at most ¼", "1/4"),
    ("two hidden units", "2 hidden"),
    ("75% of the points", "75 %"),
    ("75 percent", "75 %"),
    ("1,000 times larger", "1000"),
    # signs, in Unicode, ASCII and words
    ("we use W.T here", "W^T"),
    ("W₂ᵀδ", "W^T"),
    ("dz2 = (a2 - y)/m", "a-y"),
    ("the delta times W_2 transposed", "W^T"),
    ("a minus y", "a-y"),
    ("ŷ − y", "yhat-y"),
    ("times sigma prime of z", "σ′"),
    ("f'(z)", "f'"),
    ("divide, i.e. one over m", "1/m"),
    ("a value in [0,1]", "value in [0, 1]"),
    ("x1*x2 as a feature", "x1·x2"),
    ("∂L/∂z", "dL/dz"),
    # negation that does not reach the point
    ("without activations any depth collapses to one affine map", "collapse"),
    ("It not only scales the input, it also shifts it", "scale"),
    ("no, the weights stay fixed", "weights fixed"),
    ("No the weights stay fixed", "weights fixed"),
    ("it's not the optimizer, it's the symmetry", "symmetr"),
    ("not the optimizer but the symmetry", "symmetr"),
    ("not because of the optimizer but because of symmetry", "symmetr"),
    ("rather than the sum, we take the mean", "mean"),
    ("the weights aren't updated and dropout is off", "dropout off"),
    ("it does not train, since the weights are zero", "weights zero"),
    ("no act -> 1 matrix", "1 matrix"),
    ("it doesn't saturate and its gradients aren't affected", "not saturate"),
    ("nothing moves except the output bias", "output bias"),
    ("a weighted sum goes through a non-linear activation", "weighted sum"),
    ("a weighted sum goes through a non-linear activation", "activation"),
    ("no more than 1/4", "1/4"),
    ("why not use ReLU", "relu"),
    ("nothing but the forward pass", "forward pass"),
    ("Does it leak? Yes, it does.", "leak"),
    ("a large loss means scores that are large and wrong", "scores large"),
    # two negations
    ("you cannot learn curves without a hidden layer", "hidden layer"),
    ("without a hidden layer it does not work", "hidden layer"),
    ("identical grads w/o random init", "gradient"),
    # points that are denials
    ("there are no labels", "no label"),
    ("we don't have any labels", "no label"),
    ("without a single label", "no label"),
    ("the weights never change", "weights do not change"),
    ("XOR isn't linearly separable", "not separable"),
    ("you never ever transpose there", "not & transpos"),
    # a question that proposes a check
    ("Can it memorise ten samples?", "memorise"),
    # affirmed anywhere is affirmed
    ("It does not vanish in ReLU nets. In sigmoid nets the gradient does vanish.", "gradient vanish"),
]
DENIED = [
    ("it is a non-linear map", "linear"),
    ("the gradient does not vanish", "gradient vanish"),
    ("gradients don't explode here", "explod"),
    ("dropout isnt off", "dropout off"),
    ("it uses momentum instead of the raw gradient", "raw gradient"),
    ("rather than the sum, we take the mean", "sum"),
    ("it's not the optimizer, it's the symmetry", "optimizer"),
    ("not because of the optimizer but because of symmetry", "optimizer"),
    ("It is wrong to say that batch norm removes covariate shift", "removes covariate shift"),
    ("zero weights fail to break the symmetry", "break symmetry"),
    ("It does not use labels, losses or gradients", "gradient"),
    ("a non-zero gradient", "zero gradient"),
    ("It does not mean that gradients explode", "explod"),
    ("neither labels nor losses are there", "loss"),
    ("random weights don't help with symmetry", "random weights"),
    ("The chain rule is not needed", "chain rule"),
    ("he didn't forget to transpose", "transpos"),
    ("gradient is not zero", "gradient & zero"),
    ("no gradient flows back", "gradient flow"),
    ("That it removes covariate shift is a myth", "removes covariate shift"),
    ("the claim that gradients explode is simply wrong", "gradients explode"),
    ("I don't know whether it leaks", "leak"),
    ("There is no need to standardise all the features to zero mean", "zero mean"),
    ("Leaky ReLU would be no better", "leaky"),
    ("model.eval() is unnecessary", "eval"),
    ("recall and precision aren't needed", "recall"),
    ("momentum cannot move it", "momentum"),
    ("no act -> 1 matrix", "act"),
]
SILENT = [
    ("the weights are random", "symmetr"),
    ("there is a label", "no label"),
    ("XOR is linearly separable", "not separable"),
    ("a linear boundary", "nonlinear"),
    ("it takes 100 steps", "10"),
    ("a summary of it", "sum"),
    ("these are equivalent", "equivar"),
    ("it computes a sum", "compete"),
    ("we tuned it, though", "turned through"),
    ("the statistics", "state"),
    ("the chain is long. Another rule applies", "chain rule"),
    ("the chain of eleven very long boring layers follows this rule", "chain rule"),
    ("one chain, but another rule", "chain rule"),
    ("the rule of the chain", "chain rule"),
    ("large scores. They are wrong", "large & wrong"),
    ("W times delta", "W^T"),
    ("X plus W", "XW"),
    ("y - a", "a-y"),
    ("it does not help", "not have to"),
    ("more data", "the data"),
    ("the more data", "the data"),
    ("What is double descent?", "double descent"),
    ("the pre-activation", "activation"),
    ("a slope of 1", "slope 1 active|there"),
    ("a flat slope", "large|steep slope"),
    ("", "anything"),
]


@pytest.mark.parametrize(("text", "cue"), SAID)
def test_what_is_said_is_heard(text: str, cue: str) -> None:
    """The point counts as said, however it's spelled."""
    heard = hear(text, cue)

    assert heard is not None
    assert not heard.negated


@pytest.mark.parametrize(("text", "cue"), DENIED)
def test_what_is_denied_does_not_count(text: str, cue: str) -> None:
    """The point is touched, and the clause denies it."""
    heard = hear(text, cue)

    assert heard is not None
    assert heard.negated


@pytest.mark.parametrize(("text", "cue"), SILENT)
def test_what_is_not_said_is_not_heard(text: str, cue: str) -> None:
    """Other words don't count, nor do the same words far apart or in another order."""
    assert hear(text, cue) is None


def test_the_words_that_were_heard_are_quoted() -> None:
    """The quote is as the learner wrote it, from the first word to the last."""
    near = hear("Then we Multiply by\n   W₂ᵀ, of course.", "multipl W^T")
    far = hear("The weights " + "and more and more " * 6 + "are large", "weights & large")

    assert near is not None
    assert near.quote == "Multiply by W₂ᵀ"
    assert far is not None
    assert far.quote == "weights … large"


def test_points_come_in_order_and_once() -> None:
    """Each point is reported once, with its own place in the card."""
    points = [KeyPoint(say=word, cues=(word, word)) for word in ("alpha", "beta", "gamma")]

    heard = heard_points("gamma gamma, not alpha. γ and α", *points)

    assert [(one.point, one.negated) for one in heard] == [(0, False), (2, False)]


@settings(max_examples=150)
@given(st.text(max_size=200), st.text(min_size=1, max_size=20).filter(str.strip))
def test_any_text_and_any_cue_can_be_heard(text: str, cue: str) -> None:
    """No text and no cue raises; a quote always fits a line."""
    heard = hear(text, cue)

    assert heard is None or len(heard.quote) <= 90


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["weight", "gradient", "layer", "vanishing", "sigmoid", "symmetry"]),
        min_size=1,
        max_size=3,
    )
)
def test_every_cue_of_plain_words_hears_itself(words: list[str]) -> None:
    """A cue said word for word counts; after "it is not true that" it's denied."""
    cue = " ".join(words)
    said, denied = hear(f"I say {cue}.", cue), hear(f"It is not true that {cue}.", cue)

    assert said is not None
    assert denied is not None
    assert (said.negated, denied.negated) == (False, True)


@pytest.mark.parametrize("rest", [0, *(pytest.param(rest, marks=pytest.mark.proof) for rest in range(1, 4))])
def test_every_card_is_answered_by_its_own_answer(rest: int) -> None:
    """The quick and the full answer of each card together say each of its key points."""
    for card in [*cards().values()][rest::4]:
        said = {
            heard.point
            for text in (card.quick_answer, card.answer)
            for heard in listen(text, card)
            if not heard.negated
        }

        assert said == set(range(len(card.key_points))), card.id


def test_every_point_says_itself() -> None:
    """Every built-in point counts if it's said as the card says it."""
    for card in cards().values():
        for number, point in enumerate(card.key_points):
            assert number in {heard.point for heard in listen(point.say, card)}, (card.id, point.say)


def test_blind_answers() -> None:
    """On answers by people who never saw a cue, the figures don't fall below what was measured."""
    count = measure(*HELD_OUT)["all"]

    assert 0.85 <= count.precision
    assert 0.92 <= count.recall
    assert 11 >= count.ticked_though_denied
