"""Layers of images (channels, height, width): convolution and pooling, with the receptive field."""

from __future__ import annotations

from collections.abc import Callable

from nnprep.nn.formulas.output_sizes import conv_output
from nnprep.nn.shapes.layer_syntax import LayerError, Word
from nnprep.nn.shapes.layers import Place
from nnprep.nn.shapes.network import Step, Tensor, written


def conv(word: Word, at: Place) -> Step:
    """Return the line of a 2-D convolution: W (F, C/g, KH, KW), b (F,), output size by the floor formula."""
    channels, *_ = image(word, at)
    filters, groups = word.numbers["filters"], word.numbers.get("groups", 1)
    if channels % groups or filters % groups:
        raise LayerError(
            f"groups is {groups}; expected a divisor of the {channels} input channels "
            f"and of the {filters} filters"
        )
    height, width = slid(word, at)
    kernel_height, kernel_width = word.kernel
    at.number += 1
    bias = "nobias" not in word.flags
    weight = Tensor(name=f"W{at.number}", shape=(filters, channels // groups, kernel_height, kernel_width))
    offset = Tensor(name=f"b{at.number}", shape=(filters,))
    name, output = at.named("z"), (filters, height, width)
    seen = f"{channels // groups}·{kernel_height}·{kernel_width}"
    sizes = size_formula(word, at, height, width)
    field, seen_text = widened(word, at)
    return Step(
        word=word.text,
        layer="conv",
        source=at.source,
        name=name,
        equation=f"{name} = conv({at.source}, {weight.name}{f', {offset.name}' if bias else ''})",
        shapes=f"{at.text(at.shape)}, {written(weight.shape)}"
        f"{f', {written(offset.shape)}' if bias else ''} -> {at.text(output)}",
        input=at.shape,
        output=output,
        learned=(weight, offset) if bias else (weight,),
        count=f"{filters}·({seen} + 1)" if bias else f"{filters}·{seen}",
        flops=2 * filters * height * width * (channels // groups) * kernel_height * kernel_width,
        flops_count=f"2·{filters}·{height}·{width}·{seen}",
        spared=2 * filters * height * width * (channels // groups) * kernel_height * kernel_width,
        field=field,
        note=f"{sizes}; {seen_text}",
        torch=f"same shapes: weight (F, C/g, KH, KW), {'bias (F,)' if bias else 'bias=False'}",
    )


def pool(word: Word, at: Place) -> Step:
    """Return the line of max or average pooling; the stride is the kernel unless it is given."""
    channels, *_ = image(word, at)
    height, width = slid(word, at)
    kernel_height, kernel_width = word.kernel
    if 2 * word.numbers.get("padding", 0) > min(word.kernel):
        raise LayerError(
            f"padding is {word.numbers['padding']}; expected at most half the kernel, {min(word.kernel) // 2}"
        )
    name, output = at.named("p"), (channels, height, width)
    kind = "maxpool" if word.name == "pool" else "avgpool"
    sizes = size_formula(word, at, height, width)
    field, seen_text = widened(word, at)
    return Step(
        word=word.text,
        layer=word.name,
        source=at.source,
        name=name,
        equation=f"{name} = {kind}{kernel_height}x{kernel_width}({at.source})",
        shapes=f"{at.text(at.shape)} -> {at.text(output)}",
        input=at.shape,
        output=output,
        field=field,
        note=f"{sizes}; {seen_text}",
    )


def image(word: Word, at: Place) -> tuple[int, ...]:
    """Return channels, height and width; raises LayerError where the input is no image."""
    if len(at.shape) != 3:
        raise LayerError(
            f"{word.name} needs an image (channels, height, width), and its input is {at.text(at.shape)}"
        )
    return at.shape


def slid(word: Word, at: Place) -> tuple[int, int]:
    """Return the output's height and width; raises LayerError where the window exceeds the padded image."""
    padding, dilation = word.numbers.get("padding", 0), word.numbers.get("dilation", 1)
    sizes = []
    for kernel, stride, extent, axis in zip(
        word.kernel, strides(word), at.shape[1:], ("height", "width"), strict=True
    ):
        reach = dilation * (kernel - 1) + 1
        if reach > extent + 2 * padding:
            span = f" at dilation {dilation}, spanning {reach}" if dilation > 1 else ""
            padded = f" and padding {padding} on both sides" if padding else ""
            raise LayerError(
                f"kernel is {kernel}{span}, and the image's {axis} is {extent}{padded}; "
                f"expected at most {extent + 2 * padding}"
            )
        sizes.append(conv_output(extent, kernel, stride, padding, dilation))
    return sizes[0], sizes[1]


def strides(word: Word) -> tuple[int, int]:
    """Return the step along both axes: as given, else 1 for a convolution and the kernel for pooling."""
    if "stride" in word.numbers:
        return word.numbers["stride"], word.numbers["stride"]
    return (1, 1) if word.name == "conv" else word.kernel


def widened(word: Word, at: Place) -> tuple[tuple[int, int], str]:
    """Return the receptive field after this layer, r + d(k − 1)·jump, and how it came about.

    The jump, the input pixels between two neighbours, grows by the stride (Araujo et al. 2019).
    """
    dilation = word.numbers.get("dilation", 1)
    axes = list(zip(at.window or (1, 1), word.kernel, at.jump, strict=True))
    height, width = (r + dilation * (k - 1) * jump for r, k, jump in axes)
    sums = [f"{r} + {dilation}·({k} − 1)·{jump} = {r + dilation * (k - 1) * jump}" for r, k, jump in axes]
    text = f"sees {height}x{width} of the image: {', '.join(dict.fromkeys(sums))}"
    if height > at.pixels[0] or width > at.pixels[1]:
        text += f", more than its {at.pixels[0]}x{at.pixels[1]}: the rest is padding"
    at.window = (height, width)
    steps = strides(word)
    at.jump = (at.jump[0] * steps[0], at.jump[1] * steps[1])
    return at.window, text


def size_formula(word: Word, at: Place, height: int, width: int) -> str:
    """Return the output size with the numbers put in: `⌊(32 + 2·1 − 1·(3 − 1) − 1)/1⌋ + 1 = 32`."""
    padding, dilation = word.numbers.get("padding", 0), word.numbers.get("dilation", 1)
    lines = []
    for extent, kernel, stride, result in zip(
        at.shape[1:], word.kernel, strides(word), (height, width), strict=True
    ):
        line = f"⌊({extent} + 2·{padding} − {dilation}·({kernel} − 1) − 1)/{stride}⌋ + 1 = {result}"
        if line not in lines:
            lines.append(line)
    return ", ".join(lines)


LAYERS: dict[str, Callable[[Word, Place], Step]] = {"conv": conv, "pool": pool, "avgpool": pool}
