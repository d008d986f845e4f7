"""Questions about embeddings: the table, what is looked up, and a tied output layer."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Question, question


def embedding(rng: Random, level: Level) -> Question:
    """Ask for the parameters or the output of an embedding."""
    vocabulary = rng.choice({
        Level.EASY: (10, 20, 26, 50, 100),
        Level.MEDIUM: (1000, 5000, 10_000, 20_000),
        Level.HARD: (32_000, 50_257, 100_000),
    }[level])  # fmt: skip
    width = rng.choice({"easy": (4, 8, 16), "medium": (50, 64, 100, 128), "hard": (256, 512, 768)}[level])
    if level is not Level.EASY and rng.random() < 0.3:
        batch, tokens = rng.choice((2, 3, 8)), rng.choice((5, 7, 9, 12))
        return question(
            "embedding",
            level,
            f"Token ids of shape ({batch},{tokens}) go through an embedding of {vocabulary:,} tokens, {width} wide. "
            "Which shape comes out?",
            (batch, tokens, width),
            f"each id becomes a row: ({batch},{tokens}) -> ({batch},{tokens},{width})",
            [
                ((batch, tokens, vocabulary), "those would be one-hot vectors or logits"),
                ((batch, width), "you averaged over the tokens; each keeps its own vector"),
                ((batch, tokens * width), "you flattened; the axes stay apart"),
                ((vocabulary, width), "that is the table, not what is looked up"),
            ],
            what="output",
            vocabulary=vocabulary,
            width=width,
            ids=[batch, tokens],
        )
    table = vocabulary * width
    if level is not Level.EASY and rng.random() < 0.5:
        tied = rng.random() < 0.5
        answer = table if tied else 2 * table + vocabulary
        how = "whose weights are tied to it, without bias" if tied else "of its own, with biases"
        return question(
            "embedding",
            level,
            f"An embedding of {vocabulary:,} tokens, {width} wide, and at the end a linear layer back to the tokens "
            f"{how}: how many parameters together?",
            answer,
            f"{vocabulary:,}·{width} + 0 = {answer:,}"
            if tied
            else f"{vocabulary:,}·{width} + ({width} + 1)·{vocabulary:,} = {answer:,}",
            [
                (
                    2 * table,
                    "tied weights are counted once" if tied else "you forgot the biases of the output",
                ),
                (2 * table + vocabulary, "tied weights are counted once, and there is no bias"),
                (
                    2 * table + width,
                    "tied weights are counted once, and there is no bias"
                    if tied
                    else "the output has a bias for each token, not for each feature",
                ),
                (
                    table + vocabulary,
                    "you counted a bias, and there is none" if tied else "you tied the weights",
                ),
                (table, "you tied the weights; here both layers have their own"),
                (table + width, "an embedding has no bias"),
            ],
            what="parameters with head",
            vocabulary=vocabulary,
            width=width,
            tied=tied,
        )
    return question(
        "embedding",
        level,
        f"An embedding of {vocabulary:,} tokens, {width} wide: how many parameters?",
        table,
        f"{vocabulary:,}·{width} = {table:,}",
        [
            (table + width, "an embedding has no bias"),
            (table + vocabulary, "an embedding has no bias"),
            (vocabulary + width, "you added; the table has a row of its width for each token"),
            (2 * table, "you counted an output layer too"),
        ],
        what="parameters",
        vocabulary=vocabulary,
        width=width,
    )
