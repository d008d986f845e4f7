"""Which card answers a question put in other words, and which questions no card answers.

The questions were written from the list of the cards' main wordings, before anyone looked at the score; the words in
`PREFERRED` were chosen on them.
"""

from __future__ import annotations

from functools import cache

import pytest

from nnprep.answers.card_search import Catalogue, Match, leads, matches
from nnprep.answers.terms import term
from nnprep.content.library import load_cards


@cache
def catalogue() -> Catalogue:
    """Read the built-in cards once."""
    return Catalogue(load_cards())


def sure(question: str) -> list[Match]:
    return [match for match in matches(question, catalogue())[:3] if match.sure]


IN_OTHER_WORDS = [
    ("Could I just drop the nonlinearities from a deep net?", ["deep-linear", "why-activation-functions"]),
    ("Why is ReLU preferred to sigmoid inside hidden layers?", ["relu-over-sigmoid"]),
    ("Does stacking many linear layers add any expressive power?", ["deep-linear"]),
    ("How can we train with ReLU if it has a kink at zero?", ["relu-not-differentiable"]),
    ("Can a dying ReLU come back to life with more training?", ["dead-relu-recover"]),
    ("Can I train step-function units with gradient descent?", ["perceptron-gradient"]),
    (
        "Which kinds of neural network architectures do you know and what data suits each?",
        ["architecture-families"],
    ),
    ("What is the difference between a CNN and an RNN?", ["cnn-vs-rnn"]),
    ("Are convolutional networks really translation invariant?", ["cnn-invariance"]),
    ("Why is attention scaled by one over sqrt d_k?", ["why-sqrt-d"]),
    ("In an attention mask, which positions does True keep?", ["mask-polarity"]),
    ("Explain to a layman what a neural net is.", ["what-is-a-neural-network"]),
    ("How does an MLP differ from a single perceptron?", ["perceptron-vs-mlp"]),
    ("What does the universal approximation theorem say?", ["universal-approximation"]),
    ("Can logistic regression solve XOR?", ["xor-one-layer"]),
    ("If one hidden layer approximates anything, why go deep?", ["uat-so-one-layer"]),
    ("Why should I normalise input features before training?", ["input-preprocessing"]),
    ("Is it OK to fit the scaler on all data before the train/test split?", ["normalise-before-split"]),
    ("Walk me through a forward pass with the shapes.", ["forward-propagation"]),
    ("Explain backpropagation and the chain rule.", ["backprop-chain-rule"]),
    ("What causes exploding and vanishing gradients and how do you fix them?", ["vanishing-gradients"]),
    ("Do we need backpropagation at prediction time?", ["inference-has-no-backward"]),
    ("How is the output error propagated back to the first hidden layer?", ["error-reaches-layer-1"]),
    (
        "Should the sigmoid derivative be given the activation or the pre-activation?",
        ["sigmoid-derivative-input"],
    ),
    (
        "Can I apply the weight update for the second layer before back-propagating to the first?",
        ["update-order"],
    ),
    ("My numerical gradient check fails slightly with ReLU, is backprop broken?", ["gradient-check-relu"]),
    ("When do you use He instead of Glorot initialization?", ["weight-initialisation"]),
    ("What is wrong with initialising all weights to zero?", ["zero-weights"]),
    ("Why is the gradient of cross-entropy with softmax simply p minus y?", ["same-delta-coincidence"]),
    ("Can I trust softmax probabilities as confidence?", ["softmax-is-confidence"]),
    ("Which output layer for multi-label classification?", ["softmax-multilabel"]),
    ("Why not use squared error for classification?", ["mse-for-classification"]),
    ("What happens if I apply softmax before CrossEntropyLoss in PyTorch?", ["double-softmax"]),
    ("What is the difference between Adam and SGD with momentum?", ["optimizers-sgd-rmsprop-adam"]),
    ("Is weight decay the same as L2 regularisation?", ["l2-is-weight-decay"]),
    ("What is the effect of a larger batch size?", ["bigger-batch-better"]),
    ("Do deep networks get stuck in local minima?", ["local-minima"]),
    ("What is dropout and why do you turn it off at test time?", ["dropout"]),
    ("How does batch norm work at training and inference?", ["batch-normalisation"]),
    ("What is the difference between model.eval() and torch.no_grad()?", ["eval-vs-no-grad"]),
    ("what is gradient descent", ["gd-batch-mini-sgd"]),
    ("what is transfer learning", ["transfer-learning"]),
    ("how do you fine-tune a language model with LoRA", ["finetune-llm"]),
    ("explain positional encoding in transformers", ["positions"]),
    ("how does word2vec learn embeddings", ["embeddings"]),
    ("how do GANs work", ["gan"]),
    ("what is knowledge distillation", ["distillation"]),
    ("how is a KV cache used when generating text", ["kv-cache"]),
    ("explain byte pair encoding", ["tokenisation"]),
    ("what is a mixture of experts", ["moe-routing"]),
    ("how do RLHF and DPO differ", ["rlhf-dpo"]),
    ("how does a variational autoencoder work", ["autoencoder-vae"]),
    ("what is beam search", ["sampling-temperature"]),
    ("when should I stop training", ["early-stopping"]),
    ("compare BERT and GPT", ["encoder-decoder-types"]),
    ("what is cross-attention", ["seq2seq-cross-attention", "who-asks-in-cross-attention"]),
]
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
UNANSWERED = [
    "is the earth flat",
    "what is k-means clustering",
    "explain random forests",
    "what is the capital of France",
    "how do I cook rice",
    "what is a support vector machine",
    "how does a genetic algorithm work",
    "what is reinforcement learning",
    "explain Q-learning",
    "what is a Kalman filter",
    "what is binary search",
    "explain principal component analysis",
    "who invented the telephone",
    "tell me about yourself",
    "why do you want to work here",
    "how do you reverse a linked list",
    "what is the time complexity of quicksort",
    "explain the bias of a survey sample",
    "what is a compiler",
    "how is a diffusion model trained",
    "what is the weather like tomorrow",
    "what does a GPU kernel do",
    "what is a hash function",
    "how many layers does a cake have",
    "what is gradient boosting",
    "how is a hidden Markov model trained",
    "explain simulated annealing",
    "explain collaborative filtering",
    "what is the position of the moon",
    "how does a Boltzmann machine work",
]


@pytest.mark.parametrize(("question", "wanted"), [*IN_OTHER_WORDS, *GOLDEN])
def test_other_words(question: str, wanted: list[str]) -> None:
    """A question in other words is answered, and a card that fits is among those asked."""
    assert {match.card.id for match in sure(question)} & set(wanted)


def test_first_card() -> None:
    """The card that is asked first is nearly always one that fits."""
    first = [sure(question)[0].card.id in wanted for question, wanted in IN_OTHER_WORDS]

    assert 53 <= sum(first)


@pytest.mark.parametrize(("question", "wanted"), GOLDEN)
def test_first_card_of_common_questions(question: str, wanted: set[str]) -> None:
    """The best card for each of the eight is one that answers it."""
    assert matches(question, catalogue())[0].card.id in wanted


@pytest.mark.parametrize("nothing", ["", "?", "the of and", "xyzzy plugh"])
def test_nothing(nothing: str) -> None:
    """A text without a word in common with any card matches none."""
    assert not any(match.score for match in matches(nothing, catalogue()))
    assert matches(nothing, Catalogue([])) == ()


@pytest.mark.parametrize("question", UNANSWERED)
def test_unanswered(question: str) -> None:
    """A question that no card answers gets none, even if some words are the same."""
    assert [] == [match.card.id for match in sure(question)]


def test_every_wording() -> None:
    """A card's own wording leads to the card, and is the nearest wording."""
    for card in catalogue().cards:
        for wording in leads(card):
            found = {match.card.id: match.wording for match in sure(wording)}

            assert wording == found.get(card.id), wording


def test_narrower() -> None:
    """A narrower wording counts too, and has no number since the quiz never asks it."""
    first, *others = catalogue().cards
    card = first._replace(narrower=("Which slope has a leaky rectifier below zero?",))
    (match, *_) = matches("What is the slope of a leaky rectifier below zero?", Catalogue([card, *others]))

    assert (card.id, card.narrower[0], None) == (match.card.id, match.wording, match.phrasing)
    assert match.sure
    assert 0 == matches(card.question, catalogue())[0].phrasing


@pytest.mark.parametrize(
    "family",
    [("initial", "initialising", "initialisation"), ("split", "splitting"), ("gradient", "gradients")],
)
def test_forms_of_a_word_are_one_term(family: tuple[str, ...]) -> None:
    """Endings don't matter."""
    assert len({term(word) for word in family}) == 1
