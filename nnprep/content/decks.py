"""The topics in the order in which one would learn them, and the two decks that they form."""

from __future__ import annotations

from enum import StrEnum


class Deck(StrEnum):
    """A part of the cards that can be asked by itself."""

    CLASSIC = "classic"
    """Networks as they have been taught for decades: layers, gradients, losses, images, sequences."""
    MODERN = "modern"
    """Attention, language models, and what came with them."""
    ALL = "all"


FUNDAMENTALS = (
    "basics",
    "activations",
    "forward-and-backward",
    "losses",
    "gradient-descent",
    "initialization",
    "optimizers",
    "regularization-and-normalization",
    "data",
    "training-in-practice",
)
"""What every interview begins with."""
CLASSIC = (*FUNDAMENTALS, "architectures", "convolution-and-vision", "recurrence", "data-and-transfer")
MODERN = (
    "attention-and-transformers",
    "tokens-and-embeddings",
    "pre-training",
    "fine-tuning-and-alignment",
    "prompting-and-generation",
    "generative-models",
    "inference-and-serving",
    "efficiency-and-scale",
)
ORDER = {topic: place for place, topic in enumerate((*CLASSIC, *MODERN))}
LAST = len(ORDER)
COMPOUNDS = ("fine-tuning", "pre-training")
"""Words in names of topics that keep their hyphen."""


def stage(topic: str) -> int:
    """Return how far into the field a topic is: 0 fundamentals, 1 other classic topics and one's own, 2 modern ones."""
    return 0 if topic in FUNDAMENTALS else 2 if topic in MODERN else 1


def in_words(topic: str) -> str:
    """Return a topic's name as one writes it: `pre-training`, but `data and transfer`."""
    words = topic.replace("-", " ")
    for compound in COMPOUNDS:
        words = words.replace(compound.replace("-", " "), compound)
    return words


def place(topic: str) -> int:
    """Return a topic's place in the order of learning; one's own topics come last."""
    return ORDER.get(topic, LAST)


def belongs(topic: str, deck: Deck) -> bool:
    """Return whether a topic is in a deck; one's own topics are in both."""
    return deck is Deck.ALL or topic not in (MODERN if deck is Deck.CLASSIC else CLASSIC)
