"""Questions about embeddings: the table, what is looked up, and a tied output layer."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Answer, Question, question
from nnprep.nn.formulas.parameters import embedding_parameters


def embedding(rng: Random, level: Level) -> Question:
    """Ask for the parameters or the output of an embedding."""
    vocabulary = rng.choice({
        Level.EASY: (10, 20, 26, 50, 100),
        Level.MEDIUM: (1000, 5000, 10_000, 20_000),
        Level.HARD: (32_000, 50_257, 100_000),
    }[level])  # fmt: skip
    widths = {Level.EASY: (4, 8, 16), Level.MEDIUM: (50, 64, 100, 128), Level.HARD: (256, 512, 768)}
    width = rng.choice(widths[level])
    if level is not Level.EASY and rng.random() < 0.3:
        return output_shape(rng, vocabulary, width)
    if level is not Level.EASY and rng.random() < 0.5:
        return table_and_head(vocabulary, width, tied=rng.random() < 0.5)
    return table_parameters(vocabulary, width)


def output_shape(rng: Random, vocabulary: int, width: int) -> Question:
    """Ask for the shape of what is looked up."""
    batch, tokens = rng.choice((2, 3, 8)), rng.choice((5, 7, 9, 12))
    return question(
        f"Token ids of shape ({batch},{tokens}) go through an embedding with {vocabulary:,} tokens of width {width}. "
        "What is the shape of the output?",
        (batch, tokens, width),
        f"each id becomes a row: ({batch},{tokens}) -> ({batch},{tokens},{width})",
        [
            ((batch, tokens, vocabulary), "those would be one-hot vectors or logits"),
            ((batch, width), "you averaged over the tokens; each keeps its own vector"),
            ((batch, tokens * width), "you flattened; the axes stay separate"),
            ((vocabulary, width), "that's the table, not what is looked up"),
        ],
        facts={"what": "output", "vocabulary": vocabulary, "width": width, "ids": [batch, tokens]},
    )


def table_and_head(vocabulary: int, width: int, *, tied: bool) -> Question:
    """Ask for the parameters of an embedding and the output layer behind it, which may share its weights."""
    table = embedding_parameters(vocabulary, width)
    answer = table if tied else 2 * table + vocabulary
    formula, head = f"{vocabulary:,}·{width} + 0", "with tied weights and no bias"
    slips: list[tuple[Answer, str]] = [
        (2 * table, "tied weights are counted once"),
        (2 * table + vocabulary, "tied weights are counted once, and there's no bias"),
        (2 * table + width, "tied weights are counted once, and there's no bias"),
        (table + vocabulary, "you counted a bias, but there is none"),
    ]
    if not tied:
        formula = f"{vocabulary:,}·{width} + ({width} + 1)·{vocabulary:,}"
        head = "with its own weights and biases"
        slips = [
            (2 * table, "you forgot the biases of the output layer"),
            (2 * table + width, "the output layer has one bias per token, not per feature"),
            (table + vocabulary, "you tied the weights"),
            (table, "you tied the weights, but each layer has its own"),
        ]
    return question(
        f"A model has an embedding with {vocabulary:,} tokens of width {width}, and a linear output layer back to the "
        f"tokens, {head}. How many parameters do the two have together?",
        answer,
        f"{formula} = {answer:,}",
        [*slips, (table + width, "an embedding has no bias")],
        facts={"what": "parameters with head", "vocabulary": vocabulary, "width": width, "tied": tied},
    )


def table_parameters(vocabulary: int, width: int) -> Question:
    """Ask for the parameters of an embedding alone."""
    table = embedding_parameters(vocabulary, width)
    return question(
        f"How many parameters does an embedding with {vocabulary:,} tokens of width {width} have?",
        table,
        f"{vocabulary:,}·{width} = {table:,}",
        [
            (table + width, "an embedding has no bias"),
            (table + vocabulary, "an embedding has no bias"),
            (vocabulary + width, "you added; the table has a row of that width for each token"),
            (2 * table, "you counted an output layer too"),
        ],
        facts={"what": "parameters", "vocabulary": vocabulary, "width": width},
    )
