"""Layers of vectors: linear, activations, flatten, dropout, normalisation; each adds its line."""

from __future__ import annotations

import math
from collections.abc import Callable

from nnprep.explain.network import Shape, Step, Tensor, written
from nnprep.explain.words import ACTIVATIONS, LayerError, Word


class Place:
    """Where a derivation stands: what the next layer reads, and which names are taken."""

    __slots__ = ("jump", "number", "rows", "shape", "source", "taken", "window")

    def __init__(self, shape: Shape, rows: str) -> None:
        self.source = "X"
        """Name of what the next layer reads."""
        self.shape = shape
        self.rows = rows
        """The batch axis as it is written."""
        self.number = 0
        """How many layers with parameters came before."""
        self.taken = {"X"}
        self.window = (1, 1) if len(shape) == 3 else None
        """Height and width of the image window that one number sees."""
        self.jump = (1, 1)
        """Input pixels between two neighbouring numbers, down and across."""

    def named(self, letter: str) -> str:
        """Return a fresh name with the number of the last layer that has parameters: `a1`, then `a1'`."""
        name = f"{letter}{self.number or ''}"
        while name in self.taken:
            name += "'"
        self.taken.add(name)
        return name

    def text(self, shape: Shape) -> str:
        """Return a shape with the batch axis in front."""
        return written(shape, self.rows)


def linear(word: Word, at: Place) -> Step:
    """Return the line of z = x W + b with x (…, n_in), W (n_in, n_out), b (1, n_out)."""
    *leading, n_in = at.shape
    n_out = word.numbers["units"]
    if len(at.shape) == 3:
        raise LayerError(
            f"a linear layer needs vectors, and its input is {at.text(at.shape)}; put flatten before it"
        )
    at.number += 1
    bias = "nobias" not in word.flags
    weight, offset = (
        Tensor(name=f"W{at.number}", shape=(n_in, n_out)),
        Tensor(name=f"b{at.number}", shape=(1, n_out)),
    )
    output = (*leading, n_out)
    name = at.named("z")
    plus = f" + {offset.name}" if bias else ""
    plus_shape = f" + {written(offset.shape)}" if bias else ""
    each = "·".join([*map(str, leading), ""]) if leading else ""
    return Step(
        word=word.text,
        layer="linear",
        source=at.source,
        name=name,
        equation=f"{name} = {at.source} @ {weight.name}{plus}",
        shapes=f"{at.text(at.shape)} @ {written(weight.shape)}{plus_shape} -> {at.text(output)}",
        input=at.shape,
        output=output,
        learned=(weight, offset) if bias else (weight,),
        count=f"{n_in}·{n_out} + {n_out}" if bias else f"{n_in}·{n_out}",
        flops=2 * math.prod(leading) * n_in * n_out,
        flops_count=f"2·{each}{n_in}·{n_out}",
        spared=2 * math.prod(leading) * n_in * n_out,
        torch=f"Linear({n_in}, {n_out}).weight is ({n_out},{n_in}), .bias ({n_out},): x @ W.T + b",
    )


def activation(word: Word, at: Place) -> Step:
    """Return the line of an element-wise function, or of soft-max over the last axis."""
    name = at.named("a")
    return Step(
        word=word.text,
        layer=word.name,
        source=at.source,
        name=name,
        equation=f"{name} = {word.name}({at.source})",
        shapes=at.text(at.shape),
        input=at.shape,
        output=at.shape,
        note="over the classes: each row sums to 1" if word.name == "softmax" else "",
        torch="leave it out before CrossEntropyLoss, which takes logits" if word.name == "softmax" else "",
    )


def flatten(word: Word, at: Place) -> Step:
    """Return the line that makes one vector of each sample."""
    name, output = at.named("f"), (math.prod(at.shape),)
    return Step(
        word=word.text,
        layer="flatten",
        source=at.source,
        name=name,
        equation=f"{name} = flatten({at.source})",
        shapes=f"{at.text(at.shape)} -> {at.text(output)}",
        input=at.shape,
        output=output,
        note=f"{'·'.join(map(str, at.shape))} = {output[0]:,}; the batch axis stays"
        if len(at.shape) > 1
        else "",
    )


def dropout(word: Word, at: Place) -> Step:
    """Return the line of inverted dropout, which changes no shape and learns nothing."""
    name = at.named("d")
    return Step(
        word=word.text,
        layer="dropout",
        source=at.source,
        name=name,
        equation=f"{name} = dropout({at.source}, {word.rate:g})",
        shapes=at.text(at.shape),
        input=at.shape,
        output=at.shape,
        note=f"training only: survivors are divided by {1 - word.rate:g}",
    )


def batchnorm(word: Word, at: Place) -> Step:
    """Return the line of batch normalisation: γ and β for each feature, or for each channel of an image."""
    if len(at.shape) == 2:
        raise LayerError(
            f"batchnorm needs vectors or images, and its input is {at.text(at.shape)}; use layernorm"
        )
    channels = at.shape[0]
    at.number += 1
    name = at.named("n")
    axes = "(1,{0},1,1)" if len(at.shape) == 3 else "(1,{0})"
    learned = tuple(Tensor(name=f"{greek}{at.number}", shape=(channels,)) for greek in ("γ", "β"))
    return Step(
        word=word.text,
        layer="batchnorm",
        source=at.source,
        name=name,
        equation=f"{name} = γ{at.number} * normal({at.source}) + β{at.number}",
        shapes=f"{axes.format(channels)} * {at.text(at.shape)} + {axes.format(channels)}",
        input=at.shape,
        output=at.shape,
        learned=learned,
        count=f"2·{channels}",
        note=f"running mean and variance, 2·{channels}, are kept but not learned",
        torch=f"weight and bias are γ and β ({channels},); the buffers also hold a counter",
    )


def layernorm(word: Word, at: Place) -> Step:
    """Return the line of layer normalisation over the last axis: γ and β for each feature."""
    if len(at.shape) == 3:
        raise LayerError(f"layernorm needs vectors, and its input is {at.text(at.shape)}; use batchnorm")
    width = at.shape[-1]
    at.number += 1
    name = at.named("n")
    learned = tuple(Tensor(name=f"{greek}{at.number}", shape=(width,)) for greek in ("γ", "β"))
    return Step(
        word=word.text,
        layer="layernorm",
        source=at.source,
        name=name,
        equation=f"{name} = γ{at.number} * normal({at.source}) + β{at.number}",
        shapes=f"({width},) * {at.text(at.shape)} + ({width},)",
        input=at.shape,
        output=at.shape,
        learned=learned,
        count=f"2·{width}",
        note="each row by its own mean and variance: no running statistics",
    )


LAYERS: dict[str, Callable[[Word, Place], Step]] = {
    "linear": linear, "flatten": flatten, "dropout": dropout, "batchnorm": batchnorm, "layernorm": layernorm,
    **dict.fromkeys(ACTIVATIONS, activation),
}  # fmt: skip
