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

    __slots__ = ("jump", "layout", "number", "pixels", "rows", "shape", "source", "table", "taken", "window")

    def __init__(self, shape: Shape, rows: str) -> None:
        self.source = "X"
        """Name of what the next layer reads."""
        self.shape = shape
        self.rows = rows
        """The batch axis as it is written."""
        self.number = 0
        """How many layers with parameters came before."""
        self.taken = {"X"}
        self.pixels = shape[1:]
        """Height and width of the input image; the length of a signal."""
        self.window: Shape | None = (1,) * len(self.pixels)
        """The window of the input that one value sees, along the same axes; None if it has no simple size."""
        self.jump: Shape = self.window
        """Input pixels between two neighboring values along each axis."""
        self.layout = ""
        """What two axes are, once a layer has said so: TOKENS or CHANNELS."""
        self.table: Tensor | None = None
        """The embedding's table, which `tied` reads."""

    def named(self, letter: str) -> str:
        """Return a fresh name with the number of the last layer that has parameters: `a1`, then `a1'`."""
        name = f"{letter}{self.number or ''}"
        while name in self.taken:
            name += "'"
        self.taken.add(name)
        return name

    @property
    def channels(self) -> bool:
        """Whether the next layer reads channels first: an image, a volume, or a signal behind conv1d."""
        return len(self.shape) > 2 or (len(self.shape) == 2 and self.layout == CHANNELS)

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
            channels=len(output) > 2 or (len(output) == 2 and self.layout == CHANNELS),
            **facts,
        )


def linear(word: Word, at: Place) -> Step:
    """Return the line of z = x W + b with x (…, n_in), W (n_in, n_out), b (1, n_out)."""
    *leading, n_in = at.shape
    n_out = word.numbers["units"]
    if at.channels:
        raise LayerError(
            f"a linear layer needs vectors, but its input is {at.text(at.shape)}; put flatten before it"
        )
    at.layout = TOKENS
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
        if at.channels:
            place = ("", "", "step", "pixel", "voxel")[len(at.shape)]
            note, axis = f"over the channels: at each {place} they sum to 1", ", axis=1"
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


def transpose(word: Word, at: Place) -> Step:
    """Return the line that swaps two axes: channels first (C, L) becomes tokens (L, C), and back."""
    if len(at.shape) != 2:
        raise LayerError(
            f"transpose needs two axes, (tokens, width) or (channels, length), but its input is {at.text(at.shape)}"
        )
    at.layout = {TOKENS: CHANNELS, CHANNELS: TOKENS}.get(at.layout, "")
    output = at.shape[::-1]
    at.pixels = output[1:]
    at.window = at.window if at.source == "X" else None
    return at.step(
        word,
        at.named("t"),
        f"{at.source}.swapaxes(1, 2)",
        f"{at.text(at.shape)} -> {at.text(output)}",
        output,
        note="sequence layers read (tokens, width), conv1d reads (channels, length)",
    )


def dropout(word: Word, at: Place) -> Step:
    """Return the line of inverted dropout, which changes no shape and learns nothing."""
    formula = f"dropout({at.source}, {word.rate:g})"
    note = f"training only: survivors are divided by {1 - word.rate:g}"
    return at.step(word, at.named("d"), formula, at.text(at.shape), at.shape, note=note)


def batchnorm(word: Word, at: Place) -> Step:
    """Return the line of batch normalization: γ and β for each feature, or for each channel of an image."""
    if len(at.shape) == 2 and not at.channels:
        raise LayerError(
            f"batchnorm needs vectors or images, but its input is {at.text(at.shape)}; use layernorm"
        )
    channels = at.shape[0]
    shape = (1, channels, *[1] * (len(at.shape) - 1))
    axes = batch_axes(len(at.shape), at.channels)
    note = f"over {axes}; running mean and variance, 2·{channels}, are kept but not learned"
    note += ONE_ROW if at.rows == "1" and not at.channels else ""
    torch = f"weight and bias are γ and β ({channels},); the buffers also hold a counter"
    return normalized(word, at, shape, channels, note, torch)


def layernorm(word: Word, at: Place) -> Step:
    """Return the line of layer normalization over the last axis: γ and β for each feature."""
    width = last_axis(word, at)
    note = "over the last axis: each row on its own, no running statistics"
    return normalized(word, at, (width,), width, note)


def groupnorm(word: Word, at: Place) -> Step:
    """Return the line of group normalization: γ and β for each channel, statistics of a group of channels."""
    if len(at.shape) == 2 and not at.channels:
        raise LayerError(
            f"groupnorm needs vectors or images, but its input is {at.text(at.shape)}; use layernorm"
        )
    channels, groups = at.shape[0], word.numbers["groups"]
    if channels % groups:
        raise LayerError(f"groups is {groups}; expected a divisor of the {channels} channels")
    shape = (1, channels, *[1] * (len(at.shape) - 1))
    each = " and all positions" if at.channels else ""
    note = f"over {channels // groups} of {channels} channels{each}: each sample on its own, no running statistics"
    return normalized(word, at, shape, channels, note, f"weight and bias are γ and β ({channels},)")


def rmsnorm(word: Word, at: Place) -> Step:
    """Return the line of root-mean-square normalization over the last axis: γ for each feature, no mean, no β."""
    width = last_axis(word, at)
    at.number += 1
    gamma = Tensor(name=f"γ{at.number}", shape=(width,))
    return at.step(
        word,
        at.named("n"),
        f"{gamma.name} * rms({at.source})",
        f"{written(gamma.shape)} * {at.text(at.shape)}",
        at.shape,
        learned=(gamma,),
        count=str(width),
        note=f"rms({at.source}) = {at.source} / √(mean({at.source}²) + ε) over the last axis: no mean is subtracted, "
        "and there is no β",
        torch="weight is γ; its ε is the dtype's, 1.2e-7 in float32, unless eps is set",
    )


def last_axis(word: Word, at: Place) -> int:
    """Return the width of the last axis; raises LayerError if the first one holds channels."""
    if at.channels:
        raise LayerError(
            f"{word.name} needs vectors, but its input is {at.text(at.shape)}; use batchnorm or groupnorm"
        )
    at.layout = TOKENS
    return at.shape[-1]


def batch_axes(axes: int, channels: bool) -> str:
    """Return the axes that statistics of a batch run over, of a sample with so many axes."""
    over = [0, *range(2 if channels else 1, axes + channels)]
    return f"axes {', '.join(map(str, over))}" if len(over) > 1 else "axis 0"


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
TOKENS, CHANNELS = "tokens", "channels"
LAYERS: dict[str, Callable[[Word, Place], Step]] = {
    "linear": linear, "flatten": flatten, "transpose": transpose, "dropout": dropout, "batchnorm": batchnorm,
    "layernorm": layernorm, "groupnorm": groupnorm, "rmsnorm": rmsnorm,
    **dict.fromkeys(ACTIVATIONS, activation),
}  # fmt: skip
