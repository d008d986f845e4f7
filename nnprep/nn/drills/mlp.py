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
COUNTING = "A multiply-add counts as two; count matrix products only."


def mlp(rng: Random, level: Level) -> Question:
    """Ask for the parameters, operations or activations of a fully connected network."""
    sizes = drawn_sizes(rng, level, {Level.EASY: 2, Level.MEDIUM: rng.choice((2, 3)), Level.HARD: 3}[level])
    kinds = {
        Level.EASY: ("parameters",),
        Level.MEDIUM: ("parameters", "parameters", "no bias", "forward"),
        Level.HARD: ("parameters", "forward", "training", "activations"),
    }
    kind = rng.choice(kinds[level])
    batch = rng.choice((8, 16, 32, 64))
    if kind == "parameters":
        return mlp_parameters(sizes)
    if kind == "no bias":
        return mlp_weights(sizes)
    return {"forward": forward_flops, "training": training_flops, "activations": activations}[kind](
        sizes, batch
    )


def drawn_sizes(rng: Random, level: Level, layers: int) -> list[int]:
    """Return layer sizes; neighbors differ, so swapping them shows."""
    sizes = [rng.choice(WIDTHS[level])]
    while len(sizes) <= layers:
        sizes.append(rng.choice([n for n in WIDTHS[level] if n != sizes[-1]]))
    return sizes


def dashed(sizes: list[int]) -> str:
    """Return how a network is called: `10-64-3`."""
    return "-".join(map(str, sizes))


def summed_products(sizes: list[int]) -> str:
    """Return the number of weights as a sum: `10·64 + 64·3`."""
    return " + ".join(f"{n_in}·{n_out}" for n_in, n_out in pairwise(sizes))


def mlp_parameters(sizes: list[int]) -> Question:
    """Ask for the parameters of a fully connected network with biases."""
    weights = parameters.mlp_weights(sizes)
    answer = parameters.mlp_parameters(sizes)
    return question(
        f"How many parameters does a fully connected {dashed(sizes)} network with biases have?",
        answer,
        f"{' + '.join(f'({a} + 1)·{b}' for a, b in pairwise(sizes))} = {answer:,}",
        [
            (weights, "you forgot the biases"),
            (answer + sizes[0], "you gave the inputs biases too; the input layer has no parameters"),
            (weights + sum(sizes[:-1]), "you gave each layer one bias per input; it has one per output"),
            (weights + len(sizes) - 1, "you gave each layer a single bias; each unit has its own"),
            (math.prod(sizes) + sizes[-1], "you multiplied all sizes; only neighbors are connected"),
            ((sizes[0] + 1) * sizes[1], "you counted the first layer only"),
            (
                answer + sizes[0] * sizes[-1],
                "you connected the input to the output; there's no skip connection",
            ),
            (2 * answer, "you counted the gradients too"),
        ],
        facts={"what": "parameters", "sizes": sizes, "bias": True},
    )


def mlp_weights(sizes: list[int]) -> Question:
    """Ask for the parameters of a fully connected network without biases."""
    weights = parameters.mlp_weights(sizes)
    return question(
        f"How many parameters does a fully connected {dashed(sizes)} network without biases have?",
        weights,
        f"{summed_products(sizes)} = {weights:,}",
        [
            (parameters.mlp_parameters(sizes), "you counted biases, but there are none"),
            (sum(sizes[:-1]), "you added the sizes instead of multiplying neighbors"),
            (math.prod(sizes), "you multiplied all sizes; only neighbors are connected"),
            (sizes[0] * sizes[1], "you counted the first layer only"),
        ],
        facts={"what": "parameters", "sizes": sizes, "bias": False},
    )


def forward_flops(sizes: list[int], batch: int) -> Question:
    """Ask for the operations of a forward pass."""
    answer = costs.mlp_forward_flops(sizes, batch)
    return question(
        f"How many operations does the forward pass of a fully connected {dashed(sizes)} network take for a batch of "
        f"{batch}? {COUNTING}",
        answer,
        f"2·{batch}·({summed_products(sizes)}) = {answer:,}",
        [
            (answer // 2, "you counted a multiply-add as one operation"),
            (answer // batch, "you forgot the batch"),
            (costs.mlp_training_flops(sizes, batch), "that's a whole training step"),
            (
                2 * parameters.mlp_parameters(sizes) * batch,
                "you counted the biases; count matrix products only",
            ),
        ],
        facts={"what": "forward flops", "sizes": sizes, "batch": batch},
    )


def training_flops(sizes: list[int], batch: int) -> Question:
    """Ask for the operations of a training step."""
    forward = costs.mlp_forward_flops(sizes, batch)
    answer = costs.mlp_training_flops(sizes, batch)
    first_layer = costs.mlp_forward_flops(sizes[:2], batch)
    return question(
        f"How many operations does one training step (forward and backward) of a fully connected {dashed(sizes)} "
        f"network take for a batch of {batch}? The gradient of the data isn't needed. {COUNTING}",
        answer,
        f"3·2·{batch}·({summed_products(sizes)}) − 2·{batch}·{sizes[0]}·{sizes[1]} = {answer:,}",
        [
            (3 * forward, "you included the gradient of the data; the first layer needs only dW"),
            (forward, "that's the forward pass only"),
            (2 * forward, "you gave the backward pass one product per layer; it needs two, dW and dX"),
            (answer - forward, "that's the backward pass only"),
            (answer // 2, "you counted a multiply-add as one operation"),
            (3 * forward - 2 * first_layer, "you left out both products of the first layer; it needs dW"),
        ],
        facts={"what": "training flops", "sizes": sizes, "batch": batch},
    )


def activations(sizes: list[int], batch: int) -> Question:
    """Ask how many numbers a ReLU network keeps for its backward pass."""
    answer = costs.mlp_needed_floats(sizes, batch)
    return question(
        f"A ReLU network {dashed(sizes)} keeps X and all activations, including the output, for the backward pass; the "
        f"masks come from the activations. How many numbers is that for a batch of {batch}?",
        answer,
        f"{batch}·({' + '.join(map(str, sizes))}) = {answer:,}",
        [
            (answer - batch * sizes[0], "you forgot the input, which dW1 needs"),
            (answer - batch * sizes[-1], "you forgot the output"),
            (sum(sizes), "you forgot the batch"),
            (
                costs.mlp_stored_floats(sizes, batch),
                "you kept the pre-activations too; ReLU's mask comes from A",
            ),
            (parameters.mlp_parameters(sizes), "those are the parameters, which don't depend on the batch"),
        ],
        facts={"what": "activations", "sizes": sizes, "batch": batch},
    )
