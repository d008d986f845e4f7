"""Layers of vectors: linear, activations, flatten, dropout, normalisation; each adds its line."""

from __future__ import annotations

import math
from collections.abc import Callable

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
        """Height and width of the image window that one number sees."""
        self.pixels = shape[1:]
        """Height and width of the image that came in."""
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
        torch=f"Linear({n_in}, {n_out}).weight is ({n_out},{n_in}), .bias ({n_out},): x @ W.T + b"
        if bias
        else f"Linear({n_in}, {n_out}, bias=False).weight is ({n_out},{n_in}): x @ W.T",
    )


def activation(word: Word, at: Place) -> Step:
    """Return the line of an element-wise function, or of softmax over the classes: the channels of an image."""
    name, note, axis = at.named("a"), "", ""
    if word.name == "softmax":
        note = "over the classes: each row sums to 1"
        if len(at.shape) == 3:
            note, axis = "over the channels: at each pixel they sum to 1", ", axis=1"
    return Step(
        word=word.text,
        layer=word.name,
        source=at.source,
        name=name,
        equation=f"{name} = {word.name}({at.source}{axis})",
        shapes=at.text(at.shape),
        input=at.shape,
        output=at.shape,
        note=note,
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
    lone = ONE_ROW if at.rows == "1" and len(at.shape) == 1 else ""
    shape = (1, channels, 1, 1) if len(at.shape) == 3 else (1, channels)
    axes = "axes 0, 2, 3" if len(at.shape) == 3 else "axis 0"
    learned = tuple(Tensor(name=f"{greek}{at.number}", shape=shape) for greek in ("γ", "β"))
    return Step(
        word=word.text,
        layer="batchnorm",
        source=at.source,
        name=name,
        equation=f"{name} = γ{at.number} * normal({at.source}) + β{at.number}",
        shapes=f"{written(shape)} * {at.text(at.shape)} + {written(shape)}",
        input=at.shape,
        output=at.shape,
        learned=learned,
        count=f"2·{channels}",
        note=f"{NORMAL.format(x=at.source)} over {axes}; running mean and variance, 2·{channels}, are kept "
        f"but not learned{lone}",
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
        note=f"{NORMAL.format(x=at.source)} over the last axis: each row by its own, no running statistics",
    )


NORMAL = "normal({x}) = ({x} - mean) / √(var + ε), ε = 1e-5,"
"""Normalisation, as the notes define it (Ioffe and Szegedy 2015, algorithm 1; Ba et al. 2016, equation 3)."""
ONE_ROW = "; a batch of 1 normalises to zero, and PyTorch refuses to train on it"
LAYERS: dict[str, Callable[[Word, Place], Step]] = {
    "linear": linear, "flatten": flatten, "dropout": dropout, "batchnorm": batchnorm, "layernorm": layernorm,
    **dict.fromkeys(ACTIVATIONS, activation),
}  # fmt: skip
