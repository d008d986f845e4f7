"""Layers of vectors: linear, activations, flatten, dropout, normalization; each adds its line."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from nnprep.nn.formulas.costs import mlp_forward_flops
from nnprep.nn.shapes.layer_syntax import ACTIVATIONS, LayerError, Word
from nnprep.nn.shapes.network import Shape, Step, Tensor, written


class Place:
    """Where a derivation stands: what the next layer reads, and which names are taken."""

    __slots__ = ("jump", "number", "pixels", "rows", "shape", "source", "taken", "window")

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
        """Height and width of the image window that one value sees."""
        self.pixels = shape[1:]
        """Height and width of the input image."""
        self.jump = (1, 1)
        """Input pixels between two neighboring values, down and across."""

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

    def step(self, word: Word, name: str, formula: str, shapes: str, output: Shape, **facts: Any) -> Step:
        """Return the line `name = formula` of a layer that reads what the last one computed."""
        return Step(
            word=word.text,
            layer=word.name,
            source=self.source,
            name=name,
            equation=f"{name} = {formula}",
            shapes=shapes,
            input=self.shape,
            output=output,
            **facts,
        )


def linear(word: Word, at: Place) -> Step:
    """Return the line of z = x W + b with x (…, n_in), W (n_in, n_out), b (1, n_out)."""
    *leading, n_in = at.shape
    n_out = word.numbers["units"]
    if len(at.shape) == 3:
        raise LayerError(
            f"a linear layer needs vectors, but its input is {at.text(at.shape)}; put flatten before it"
        )
    at.number += 1
    bias = "nobias" not in word.flags
    weight = Tensor(name=f"W{at.number}", shape=(n_in, n_out))
    offset = Tensor(name=f"b{at.number}", shape=(1, n_out))
    output = (*leading, n_out)
    flops = mlp_forward_flops([n_in, n_out], math.prod(leading))
    plus = f" + {offset.name}" if bias else ""
    plus_shape = f" + {written(offset.shape)}" if bias else ""
    weight_shape = f"Linear({n_in}, {n_out}{'' if bias else ', bias=False'}).weight is ({n_out},{n_in})"
    return at.step(
        word,
        at.named("z"),
        f"{at.source} @ {weight.name}{plus}",
        f"{at.text(at.shape)} @ {written(weight.shape)}{plus_shape} -> {at.text(output)}",
        output,
        learned=(weight, offset) if bias else (weight,),
        count=f"{n_in}·{n_out} + {n_out}" if bias else f"{n_in}·{n_out}",
        flops=flops,
        flops_count="·".join(map(str, (2, *leading, n_in, n_out))),
        input_flops=flops,
        torch=f"{weight_shape}, .bias ({n_out},): x @ W.T + b" if bias else f"{weight_shape}: x @ W.T",
    )


def activation(word: Word, at: Place) -> Step:
    """Return the line of an element-wise function, or of softmax over the classes: the channels of an image."""
    note, axis = "", ""
    if word.name == "softmax":
        note = "over the classes: each row sums to 1"
        if len(at.shape) == 3:
            note, axis = "over the channels: at each pixel they sum to 1", ", axis=1"
    formula = f"{word.name}({at.source}{axis})"
    return at.step(word, at.named("a"), formula, at.text(at.shape), at.shape, note=note)


def flatten(word: Word, at: Place) -> Step:
    """Return the line that makes one vector of each sample."""
    output = (math.prod(at.shape),)
    product = "·".join(map(str, at.shape))
    return at.step(
        word,
        at.named("f"),
        f"flatten({at.source})",
        f"{at.text(at.shape)} -> {at.text(output)}",
        output,
        note=f"{product} = {output[0]:,}; the batch axis stays" if len(at.shape) > 1 else "",
    )


def dropout(word: Word, at: Place) -> Step:
    """Return the line of inverted dropout, which changes no shape and learns nothing."""
    formula = f"dropout({at.source}, {word.rate:g})"
    note = f"training only: survivors are divided by {1 - word.rate:g}"
    return at.step(word, at.named("d"), formula, at.text(at.shape), at.shape, note=note)


def batchnorm(word: Word, at: Place) -> Step:
    """Return the line of batch normalization: γ and β for each feature, or for each channel of an image."""
    if len(at.shape) == 2:
        raise LayerError(
            f"batchnorm needs vectors or images, but its input is {at.text(at.shape)}; use layernorm"
        )
    channels = at.shape[0]
    image = len(at.shape) == 3
    shape = (1, channels, 1, 1) if image else (1, channels)
    axes = "axes 0, 2, 3" if image else "axis 0"
    note = f"over {axes}; running mean and variance, 2·{channels}, are kept but not learned"
    note += ONE_ROW if at.rows == "1" and not image else ""
    torch = f"weight and bias are γ and β ({channels},); the buffers also hold a counter"
    return normalized(word, at, shape, channels, note, torch)


def layernorm(word: Word, at: Place) -> Step:
    """Return the line of layer normalization over the last axis: γ and β for each feature."""
    if len(at.shape) == 3:
        raise LayerError(f"layernorm needs vectors, but its input is {at.text(at.shape)}; use batchnorm")
    width = at.shape[-1]
    note = "over the last axis: each row on its own, no running statistics"
    return normalized(word, at, (width,), width, note)


def normalized(word: Word, at: Place, shape: Shape, features: int, note: str, torch: str = "") -> Step:
    at.number += 1
    gamma, beta = (Tensor(name=f"{greek}{at.number}", shape=shape) for greek in "γβ")
    return at.step(
        word,
        at.named("n"),
        f"{gamma.name} * normal({at.source}) + {beta.name}",
        f"{written(shape)} * {at.text(at.shape)} + {written(shape)}",
        at.shape,
        learned=(gamma, beta),
        count=f"2·{features}",
        note=f"{NORMAL.format(x=at.source)} {note}",
        torch=torch,
    )


NORMAL = "normal({x}) = ({x} - mean) / √(var + ε), ε = 1e-5,"
"""Normalization, as the notes define it (Ioffe and Szegedy 2015, algorithm 1; Ba et al. 2016, equation 3)."""
ONE_ROW = "; a batch of 1 normalizes to zero, and PyTorch refuses to train on it"
LAYERS: dict[str, Callable[[Word, Place], Step]] = {
    "linear": linear, "flatten": flatten, "dropout": dropout, "batchnorm": batchnorm, "layernorm": layernorm,
    **dict.fromkeys(ACTIVATIONS, activation),
}  # fmt: skip
