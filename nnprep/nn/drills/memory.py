"""Questions about the memory of training: weights, gradients, optimizer state, activations."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.mlp import dashed, drawn_sizes
from nnprep.nn.drills.question import Question, question
from nnprep.nn.formulas import costs, parameters

BYTES: dict[str, tuple[tuple[int, str], ...]] = {
    "sgd": (
        (2, "that's a count of numbers; a float32 takes 4 bytes"),
        (4, "that's only the weights, or only the gradients"),
        (12, "plain SGD keeps no velocity"),
        (16, "that's for float64, or it includes Adam's two moments, which SGD doesn't keep"),
    ),
    "momentum": (
        (3, "that's a count of numbers; a float32 takes 4 bytes"),
        (4, "that's one of three: weights, gradients, velocity"),
        (8, "one of three is missing: weights, gradients or velocity"),
        (16, "momentum keeps one number per parameter; Adam keeps two"),
        (24, "that's for float64"),
    ),
    "adam": (
        (4, "that's one of four, or a count of numbers instead of bytes"),
        (8, "two of four are missing: weights, gradients, Adam's two moments"),
        (12, "one of four is missing: weights, gradients, or one of Adam's two moments"),
        (32, "that's for float64"),
    ),
}
"""Wrong bytes per parameter, and every mistake that leads there: several may lead to the same number."""
SPOKEN = {"sgd": "plain SGD", "momentum": "SGD with momentum", "adam": "Adam"}


def memory(rng: Random, level: Level) -> Question:
    """Ask for the bytes of weights, gradients and optimizer state, or of activations."""
    optimizer = rng.choice(("sgd", "momentum", "adam") if level is not Level.EASY else ("sgd", "adam"))
    if level is Level.HARD and rng.random() < 0.35:
        return activation_bytes(drawn_sizes(rng, Level.MEDIUM, 2), rng.choice((32, 64, 128)))
    if level is Level.EASY:
        return training_bytes(optimizer, rng.choice((100, 250, 500, 1000, 2000)), [])
    sizes = drawn_sizes(rng, Level.EASY if level is Level.MEDIUM else Level.MEDIUM, 2)
    return training_bytes(optimizer, parameters.mlp_parameters(sizes), sizes)


def activation_bytes(sizes: list[int], batch: int) -> Question:
    """Ask for the bytes of everything that a forward pass keeps."""
    floats = costs.mlp_stored_floats(sizes, batch)
    inner = f"{sizes[0]} + 2·({' + '.join(map(str, sizes[1:]))})"
    return question(
        f"How many bytes do X, all pre-activations and all activations of a {dashed(sizes)} network take in float32, "
        f"for a batch of {batch}?",
        4 * floats,
        f"4·{batch}·({inner}) = {4 * floats:,}",
        [
            (floats, "that's a count of numbers; a float32 takes 4 bytes"),
            (4 * costs.mlp_needed_floats(sizes, batch), "you forgot the pre-activations"),
            (4 * floats // batch, "you forgot the batch"),
            (8 * floats, "that's for float64"),
            (4 * (floats - batch * sizes[0]), "you forgot X"),
        ],
        facts={"what": "activation bytes", "sizes": sizes, "batch": batch},
    )


def training_bytes(optimizer: str, count: int, sizes: list[int]) -> Question:
    """Ask for the bytes of weights, gradients and optimizer state: of a network, or of so many parameters."""
    state = costs.STATE_FLOATS[optimizer]
    total = costs.training_bytes(count, optimizer)
    subject, counted = f"{count:,} parameters", f"{count:,}"
    slips = [(number * count, says) for number, says in BYTES[optimizer]]
    if sizes:
        subject = f"A {dashed(sizes)} network with biases"
        counted = f"({' + '.join(f'({a} + 1)·{b}' for a, b in pairwise(sizes))})"
        slips.append(
            (costs.training_bytes(parameters.mlp_weights(sizes), optimizer), "you forgot the biases")
        )
    return question(
        f"{subject} in float32, trained with {SPOKEN[optimizer]}: how many bytes do weights, gradients and optimizer "
        "state take together?",
        total,
        f"{counted}·4·(1 + 1 + {state}) = {total:,}",
        slips,
        facts={"what": "training bytes", "count": count, "optimizer": optimizer, "sizes": sizes},
    )
