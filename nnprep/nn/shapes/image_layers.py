"""Layers of images (channels, height, width): convolution and pooling, with the receptive field."""

from __future__ import annotations

from collections.abc import Callable

from nnprep.nn.formulas.costs import conv_flops
from nnprep.nn.formulas.output_sizes import conv_output
from nnprep.nn.shapes.layer_syntax import LayerError, Word
from nnprep.nn.shapes.layers import Place
from nnprep.nn.shapes.network import Step, Tensor, written


def conv(word: Word, at: Place) -> Step:
    """Return the line of a 2-D convolution: W (F, C/g, KH, KW), b (F,), output size by the floor formula."""
    channels = channels_of(word, at)
    filters, groups = word.numbers["filters"], word.numbers.get("groups", 1)
    if channels % groups or filters % groups:
        raise LayerError(
            f"groups is {groups}; expected a divisor of the {channels} input channels "
            f"and of the {filters} filters"
        )
    height, width = output_size(word, at)
    kernel_height, kernel_width = word.kernel
    at.number += 1
    bias = "nobias" not in word.flags
    weight = Tensor(name=f"W{at.number}", shape=(filters, channels // groups, kernel_height, kernel_width))
    offset = Tensor(name=f"b{at.number}", shape=(filters,))
    output = (filters, height, width)
    inputs = f"{channels // groups}·{kernel_height}·{kernel_width}"
    flops = conv_flops(1, channels, filters, word.kernel, (height, width), groups)
    field, note = receptive_field(word, at)
    return at.step(
        word,
        at.named("z"),
        f"conv({at.source}, {weight.name}{f', {offset.name}' if bias else ''})",
        f"{at.text(at.shape)}, {written(weight.shape)}"
        f"{f', {written(offset.shape)}' if bias else ''} -> {at.text(output)}",
        output,
        learned=(weight, offset) if bias else (weight,),
        count=f"{filters}·({inputs} + 1)" if bias else f"{filters}·{inputs}",
        flops=flops,
        flops_count=f"2·{filters}·{height}·{width}·{inputs}",
        input_flops=flops,
        field=field,
        note=f"{size_formula(word, at, height, width)}; {note}",
        torch=f"same shapes: weight (F, C/g, KH, KW), {'bias (F,)' if bias else 'bias=False'}",
    )


def pool(word: Word, at: Place) -> Step:
    """Return the line of max or average pooling; the stride is the kernel unless it is set."""
    channels = channels_of(word, at)
    height, width = output_size(word, at)
    kernel_height, kernel_width = word.kernel
    padding = word.numbers.get("padding", 0)
    if 2 * padding > min(word.kernel):
        raise LayerError(f"padding is {padding}; expected at most half the kernel, {min(word.kernel) // 2}")
    output = (channels, height, width)
    field, note = receptive_field(word, at)
    return at.step(
        word,
        at.named("p"),
        f"{'maxpool' if word.name == 'pool' else 'avgpool'}{kernel_height}x{kernel_width}({at.source})",
        f"{at.text(at.shape)} -> {at.text(output)}",
        output,
        field=field,
        note=f"{size_formula(word, at, height, width)}; {note}",
    )


def channels_of(word: Word, at: Place) -> int:
    """Return the channels of the input; raises LayerError if it isn't an image."""
    if len(at.shape) != 3:
        raise LayerError(
            f"{word.name} needs an image (channels, height, width), but its input is {at.text(at.shape)}"
        )
    return at.shape[0]


def output_size(word: Word, at: Place) -> tuple[int, int]:
    """Return the output's height and width; raises LayerError if the window exceeds the padded image."""
    padding, dilation = word.numbers.get("padding", 0), word.numbers.get("dilation", 1)
    sizes = []
    for kernel, stride, extent, axis in zip(
        word.kernel, strides(word), at.shape[1:], ("height", "width"), strict=True
    ):
        reach = dilation * (kernel - 1) + 1
        if reach > extent + 2 * padding:
            span = f" at dilation {dilation}, spanning {reach}" if dilation > 1 else ""
            padded = f" with padding {padding} on both sides" if padding else ""
            raise LayerError(
                f"kernel is {kernel}{span}, but the image {axis} is {extent}{padded}; "
                f"expected at most {extent + 2 * padding}"
            )
        sizes.append(conv_output(extent, kernel, stride, padding, dilation))
    return sizes[0], sizes[1]


def strides(word: Word) -> tuple[int, int]:
    """Return the step along both axes: as set, else 1 for a convolution and the kernel for pooling."""
    if "stride" in word.numbers:
        return word.numbers["stride"], word.numbers["stride"]
    return (1, 1) if word.name == "conv" else word.kernel


def receptive_field(word: Word, at: Place) -> tuple[tuple[int, int], str]:
    """Move to the receptive field behind this layer, r + d(k − 1)·jump; return it and how it is computed.

    The jump, the input pixels between two neighboring values, grows by the stride (Araujo et al. 2019).
    """
    dilation = word.numbers.get("dilation", 1)
    axes = list(zip(at.window or (1, 1), word.kernel, at.jump, strict=True))
    height, width = (r + dilation * (k - 1) * jump for r, k, jump in axes)
    sums = [f"{r} + {dilation}·({k} − 1)·{jump} = {r + dilation * (k - 1) * jump}" for r, k, jump in axes]
    text = f"sees {height}x{width} of the image: {', '.join(dict.fromkeys(sums))}"
    if height > at.pixels[0] or width > at.pixels[1]:
        text += f", more than its {at.pixels[0]}x{at.pixels[1]}: the rest is padding"
    at.window = (height, width)
    down, across = strides(word)
    at.jump = (at.jump[0] * down, at.jump[1] * across)
    return at.window, text


def size_formula(word: Word, at: Place, height: int, width: int) -> str:
    """Return the output size with the numbers put in: `⌊(32 + 2·1 − 1·(3 − 1) − 1)/1⌋ + 1 = 32`."""
    padding, dilation = word.numbers.get("padding", 0), word.numbers.get("dilation", 1)
    sums = [
        f"⌊({extent} + 2·{padding} − {dilation}·({kernel} − 1) − 1)/{stride}⌋ + 1 = {result}"
        for extent, kernel, stride, result in zip(
            at.shape[1:], word.kernel, strides(word), (height, width), strict=True
        )
    ]
    return ", ".join(dict.fromkeys(sums))


LAYERS: dict[str, Callable[[Word, Place], Step]] = {"conv": conv, "pool": pool, "avgpool": pool}
