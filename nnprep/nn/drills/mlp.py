"""Questions about fully connected networks: parameters, operations, activations."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Question, question
from nnprep.nn.formulas import costs, parameters

WIDTHS = {
    Level.EASY: (2, 3, 4, 5, 8, 10, 16),
    Level.MEDIUM: (3, 10, 16, 20, 32, 50, 64, 100),
    Level.HARD: (10, 28, 64, 100, 128, 256, 512, 784),
}


def drawn_sizes(rng: Random, level: Level, layers: int) -> list[int]:
    """Return layer sizes; neighbours differ, so that exchanging them shows."""
    sizes = [rng.choice(WIDTHS[level])]
    while len(sizes) <= layers:
        sizes.append(rng.choice([n for n in WIDTHS[level] if n != sizes[-1]]))
    return sizes


def mlp(rng: Random, level: Level) -> Question:
    """Ask for the parameters, operations or activations of a fully connected network."""
    sizes = drawn_sizes(rng, level, {"easy": 2, "medium": rng.choice((2, 3)), "hard": 3}[level])
    kinds = {
        Level.EASY: ("parameters",),
        Level.MEDIUM: ("parameters", "parameters", "no bias", "forward"),
        Level.HARD: ("parameters", "forward", "training", "activations"),
    }
    kind = rng.choice(kinds[level])
    batch = rng.choice((8, 16, 32, 64))
    if kind in ("parameters", "no bias"):
        return mlp_parameters(level, sizes, bias=kind == "parameters")
    if kind == "activations":
        return mlp_activations(level, sizes, batch)
    return mlp_flops(level, sizes, batch, training=kind == "training")


def mlp_parameters(level: Level, sizes: list[int], *, bias: bool = True) -> Question:
    """Ask for the parameters of a fully connected network."""
    weights, biases = parameters.mlp_weights(sizes), parameters.mlp_biases(sizes)
    name = "-".join(map(str, sizes))
    products = " + ".join(f"{a}·{b}" for a, b in pairwise(sizes))
    if not bias:
        return question(
            "mlp",
            level,
            f"A fully connected network {name} without biases: how many parameters?",
            weights,
            f"{products} = {weights:,}",
            [
                (weights + biases, "you counted biases, and there are none"),
                (sum(sizes[:-1]), "you added the sizes instead of multiplying neighbours"),
                (math.prod(sizes), "you multiplied all sizes; only neighbours are connected"),
                (sizes[0] * sizes[1], "you counted the first layer only"),
            ],
            what="parameters",
            sizes=sizes,
            bias=False,
        )
    answer = weights + biases
    return question(
        "mlp",
        level,
        f"A fully connected network {name}, with biases: how many parameters?",
        answer,
        f"{' + '.join(f'({a} + 1)·{b}' for a, b in pairwise(sizes))} = {answer:,}",
        [
            (weights, "you forgot the biases"),
            (answer + sizes[0], "you gave the inputs biases too; the input layer has no parameters"),
            (weights + sum(sizes[:-1]), "you gave each layer a bias for each of its inputs, not its outputs"),
            (weights + len(sizes) - 1, "you gave each layer one bias; each unit has its own"),
            (math.prod(sizes) + sizes[-1], "you multiplied all sizes; only neighbours are connected"),
            ((sizes[0] + 1) * sizes[1], "you counted the first layer only"),
            (
                answer + sizes[0] * sizes[-1],
                "you connected the input to the output; nobody said skip connection",
            ),
            (2 * answer, "you counted the gradients too"),
        ],
        what="parameters",
        sizes=sizes,
        bias=True,
    )


def mlp_flops(level: Level, sizes: list[int], batch: int, *, training: bool) -> Question:
    """Ask for the operations of a forward pass or of a training step."""
    forward = costs.mlp_forward_flops(sizes, batch)
    step = costs.mlp_training_flops(sizes, batch)
    name = "-".join(map(str, sizes))
    products = " + ".join(f"{a}·{b}" for a, b in pairwise(sizes))
    counted = "A multiply-add counts as two; matrix products only."
    if not training:
        return question(
            "mlp",
            level,
            f"Forward pass of a fully connected network {name}, batch of {batch}: how many operations? {counted}",
            forward,
            f"2·{batch}·({products}) = {forward:,}",
            [
                (forward // 2, "you counted a multiply-add as one operation"),
                (forward // batch, "you forgot the batch"),
                (step, "that is a whole training step"),
                (
                    2 * parameters.mlp_parameters(sizes) * batch,
                    "you counted the biases; matrix products only",
                ),
            ],
            what="forward flops",
            sizes=sizes,
            batch=batch,
        )
    first = 2 * batch * sizes[0] * sizes[1]
    return question(
        "mlp",
        level,
        f"One training step (forward and backward) of a fully connected network {name}, batch of {batch}: how many "
        f"operations? The gradient of the data is not needed. {counted}",
        step,
        f"3·2·{batch}·({products}) − 2·{batch}·{sizes[0]}·{sizes[1]} = {step:,}",
        [
            (3 * forward, "you took the gradient of the data too; the first layer needs only dW"),
            (forward, "that is the forward pass only"),
            (2 * forward, "you gave backward one product a layer; it needs two, dW and dX"),
            (step - forward, "that is the backward pass only"),
            (step // 2, "you counted a multiply-add as one operation"),
            (3 * forward - 2 * first, "you left out both products of the first layer; dW is needed"),
        ],
        what="training flops",
        sizes=sizes,
        batch=batch,
    )


def mlp_activations(level: Level, sizes: list[int], batch: int) -> Question:
    """Ask how many numbers a ReLU network keeps for its backward pass."""
    answer = costs.mlp_needed_floats(sizes, batch)
    return question(
        "mlp",
        level,
        f"A ReLU network {'-'.join(map(str, sizes))}, batch of {batch}: how many numbers are X and all activations, "
        "the output among them (masks come from the activations)?",
        answer,
        f"{batch}·({' + '.join(map(str, sizes))}) = {answer:,}",
        [
            (answer - batch * sizes[0], "you forgot the input, which dW1 needs"),
            (answer - batch * sizes[-1], "you forgot the output"),
            (sum(sizes), "you forgot the batch"),
            (costs.mlp_stored_floats(sizes, batch), "you kept pre-activations too; ReLU's mask comes from A"),
            (parameters.mlp_parameters(sizes), "those are the parameters, which do not depend on the batch"),
        ],
        what="activations",
        sizes=sizes,
        batch=batch,
    )
