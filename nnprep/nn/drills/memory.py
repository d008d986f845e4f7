"""Questions about the memory of training: weights, gradients, optimizer state, activations."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.mlp import drawn_sizes
from nnprep.nn.drills.question import Question, question
from nnprep.nn.formulas import costs, parameters

BYTES: dict[str, tuple[tuple[int, str], ...]] = {
    "sgd": (
        (2, "those are numbers; a float32 has 4 bytes"),
        (4, "those are the weights only, or the gradients only"),
        (12, "plain SGD keeps no velocity"),
        (16, "those are bytes of float64, or the two moments of Adam, which SGD has not"),
    ),
    "momentum": (
        (3, "those are numbers; a float32 has 4 bytes"),
        (4, "that is one of three: weights, gradients, velocity"),
        (8, "one of three is missing: weights, gradients or velocity"),
        (16, "momentum keeps one number for each parameter; Adam keeps two"),
        (24, "those are bytes of float64"),
    ),
    "adam": (
        (4, "that is one of four, or numbers instead of bytes"),
        (8, "two of four are missing: weights, gradients, Adam's two moments"),
        (12, "one of four is missing: weights, gradients, or one of Adam's two moments"),
        (32, "those are bytes of float64"),
    ),
}
"""Wrong bytes for each parameter, and every mistake that leads there: one number may have several."""
SPOKEN = {"sgd": "plain SGD", "momentum": "SGD with momentum", "adam": "Adam"}


def memory(rng: Random, level: Level) -> Question:
    """Ask for the bytes of weights, gradients and optimizer state, or of activations."""
    optimizer = rng.choice(("sgd", "momentum", "adam") if level is not Level.EASY else ("sgd", "adam"))
    if level is Level.HARD and rng.random() < 0.35:
        sizes, batch = drawn_sizes(rng, Level.MEDIUM, 2), rng.choice((32, 64, 128))
        floats = costs.mlp_stored_floats(sizes, batch)
        inner = f"{sizes[0]} + 2·({' + '.join(map(str, sizes[1:]))})"
        return question(
            "memory",
            level,
            f"A network {'-'.join(map(str, sizes))}, batch of {batch}, float32: how many bytes are X, all "
            "pre-activations and all activations?",
            4 * floats,
            f"4·{batch}·({inner}) = {4 * floats:,}",
            [
                (floats, "those are numbers; a float32 has 4 bytes"),
                (4 * costs.mlp_needed_floats(sizes, batch), "you forgot the pre-activations"),
                (4 * floats // batch, "you forgot the batch"),
                (8 * floats, "those are bytes of float64"),
                (4 * (floats - batch * sizes[0]), "you forgot X"),
            ],
            what="activation bytes",
            sizes=sizes,
            batch=batch,
        )
    if level is Level.EASY:
        count = rng.choice((100, 250, 500, 1000, 2000))
        subject = f"{count:,} parameters"
        counted = f"{count:,}"
        sizes = []
    else:
        sizes = drawn_sizes(rng, Level.EASY if level is Level.MEDIUM else Level.MEDIUM, 2)
        count = parameters.mlp_parameters(sizes)
        subject = f"A network {'-'.join(map(str, sizes))} with biases"
        counted = f"({' + '.join(f'({a} + 1)·{b}' for a, b in pairwise(sizes))})"
    total = costs.training_bytes(count, optimizer)
    state = costs.STATE_FLOATS[optimizer]
    bare = 4 * (2 + state) * parameters.mlp_weights(sizes) if sizes else 0
    forgotten = [(bare, "you forgot the biases")] if sizes else []
    return question(
        "memory",
        level,
        f"{subject}, float32, trained with {SPOKEN[optimizer]}: how many bytes are weights, gradients and optimizer "
        "state together?",
        total,
        f"{counted}·4·(1 + 1 + {state}) = {total:,}",
        [*((number * count, says) for number, says in BYTES[optimizer]), *forgotten],
        what="training bytes",
        count=count,
        optimizer=optimizer,
        sizes=sizes,
    )
