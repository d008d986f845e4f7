"""Layers of images (channels, height, width), signals and volumes: convolution, pooling, the receptive field."""

from __future__ import annotations

import math
from collections.abc import Callable

from nnprep.nn.formulas.output_sizes import conv_output, pool_output, transposed_conv_output
from nnprep.nn.shapes.layer_syntax import LayerError, Word
from nnprep.nn.shapes.layers import CHANNELS, TOKENS, Place
from nnprep.nn.shapes.network import Shape, Step, Tensor, written
from nnprep.nn.shapes.remarks import joined

KINDS = {
    1: ("signal", "a signal (channels, length), written 3x100", ("length",)),
    2: ("image", "an image (channels, height, width)", ("height", "width")),
    3: (
        "volume",
        "a volume (channels, depth, height, width), written 3x16x32x32",
        ("depth", "height", "width"),
    ),
}
"""By the number of axes that a kernel moves along: what it is, how it's written, the axes' names."""
AXES = {"conv1d": 1, "conv": 2, "conv3d": 3}
"""Along how many axes a convolution's kernel moves; the other layers follow their input."""


def conv(word: Word, at: Place) -> Step:
    """Return the line of a convolution: W (F, C/g, KH, KW), b (F,), output size by the floor formula."""
    channels, kernel = read_by_kernel(word, at)
    filters, groups = word.numbers["filters"], word.numbers.get("groups", 1)
    refuse_groups(channels, filters, groups)
    size = output_size(word, at, kernel)
    at.number += 1
    bias = "nobias" not in word.flags
    weight = Tensor(name=f"W{at.number}", shape=(filters, channels // groups, *kernel))
    offset = Tensor(name=f"b{at.number}", shape=(filters,))
    output = (filters, *size)
    inputs = times(channels // groups, *kernel)
    flops = 2 * math.prod(weight.shape) * math.prod(size)
    formula = size_formula(word, at, kernel, size)
    field, note = receptive_field(word, at, kernel)
    letters = ", ".join(f"K{name[0].upper()}" for name in KINDS[len(kernel)][2]) if len(kernel) > 1 else "K"
    return at.step(
        word,
        at.named("z"),
        f"{word.name}({at.source}, {weight.name}{f', {offset.name}' if bias else ''})",
        f"{at.text(at.shape)}, {written(weight.shape)}"
        f"{f', {written(offset.shape)}' if bias else ''} -> {at.text(output)}",
        output,
        learned=(weight, offset) if bias else (weight,),
        count=f"{filters}·({inputs} + 1)" if bias else f"{filters}·{inputs}",
        flops=flops,
        flops_count=times(2, filters, *size, inputs),
        input_flops=flops,
        field=field,
        note=joined(formula, note),
        torch=f"same shapes: weight (F, C/g, {letters}), {'bias (F,)' if bias else 'bias=False'}",
    )


def transposed(word: Word, at: Place) -> Step:
    """Return the line of a transposed convolution: W (C, F/g, KH, KW), b (F,); every input value adds a kernel."""
    channels, kernel = read_by_kernel(word, at)
    numbers, filters = word.numbers, word.numbers["filters"]
    groups, padding, extra = (
        numbers.get("groups", 1),
        numbers.get("padding", 0),
        numbers.get("output_padding", 0),
    )
    refuse_groups(channels, filters, groups)
    stride, dilation = numbers.get("stride", 1), numbers.get("dilation", 1)
    if extra >= max(stride, dilation):
        raise LayerError(f"output_padding is {extra}; expected less than the stride or the dilation")
    size = tuple(
        transposed_conv_output(extent, k, stride, padding, extra, dilation)
        for extent, k in zip(at.shape[1:], kernel, strict=True)
    )
    if min(size) < 1:
        raise LayerError(
            f"padding is {padding}, which leaves nothing of the output: {'x'.join(map(str, size))}"
        )
    sums = [
        f"({extent} − 1)·{stride} − 2·{padding} + {dilation}·({k} − 1) + {extra} + 1 = {result}"
        for extent, k, result in zip(at.shape[1:], kernel, size, strict=True)
    ]
    at.number += 1
    at.window = None
    bias = "nobias" not in word.flags
    weight = Tensor(name=f"W{at.number}", shape=(channels, filters // groups, *kernel))
    offset = Tensor(name=f"b{at.number}", shape=(filters,))
    product, output = times(*weight.shape), (filters, *size)
    flops = 2 * math.prod(weight.shape) * math.prod(at.shape[1:])
    return at.step(
        word,
        at.named("z"),
        f"conv.T({at.source}, {weight.name}{f', {offset.name}' if bias else ''})",
        f"{at.text(at.shape)}, {written(weight.shape)}"
        f"{f', {written(offset.shape)}' if bias else ''} -> {at.text(output)}",
        output,
        learned=(weight, offset) if bias else (weight,),
        count=f"{product} + {filters}" if bias else product,
        flops=flops,
        flops_count=times(2, *at.shape[1:], product),
        input_flops=flops,
        note=f"{', '.join(dict.fromkeys(sums))}; each input value adds its multiple of the kernel to the output",
        torch="same shapes: weight has the input's channels first, (C, F/g, …)"
        f"{'' if bias else '; bias=False'}",
    )


def pool(word: Word, at: Place) -> Step:
    """Return the line of max or average pooling; the stride is the kernel unless it is set."""
    channels, kernel = read_by_kernel(word, at)
    size = output_size(word, at, kernel)
    padding = word.numbers.get("padding", 0)
    if 2 * padding > min(kernel):
        raise LayerError(f"padding is {padding}; expected at most half the kernel, {min(kernel) // 2}")
    output = (channels, *size)
    formula = size_formula(word, at, kernel, size)
    field, note = receptive_field(word, at, kernel)
    return at.step(
        word,
        at.named("p"),
        f"{'maxpool' if word.name == 'pool' else 'avgpool'}{'x'.join(map(str, kernel))}({at.source})",
        f"{at.text(at.shape)} -> {at.text(output)}",
        output,
        field=field,
        note=joined(formula, note),
        torch="ceil_mode=True" if "ceil" in word.flags else "",
    )


def read_by_kernel(word: Word, at: Place) -> tuple[int, Shape]:
    """Return the channels of the input and the kernel's size along each axis; raises LayerError if they don't fit."""
    axes = AXES.get(word.name, len(at.shape) - 1 if at.channels else 2)
    if len(at.shape) != axes + 1:
        raise LayerError(f"{word.name} needs {KINDS[axes][1]}, but its input is {at.text(at.shape)}")
    if at.layout == TOKENS and axes == 1:
        raise LayerError(
            f"{word.name} needs {KINDS[1][1]}, but its input is (tokens, width) {at.text(at.shape)}; "
            "put transpose before it"
        )
    if axes == 1:
        at.layout = CHANNELS
    if len(word.kernel) not in (1, axes):
        raise LayerError(
            f"the kernel has {len(word.kernel)} sizes; expected one for each axis of the {KINDS[axes][0]}, "
            f"{' x '.join(KINDS[axes][2])}, or one for all"
        )
    return at.shape[0], word.kernel * axes if len(word.kernel) == 1 else word.kernel


def refuse_groups(channels: int, filters: int, groups: int) -> None:
    """Raise LayerError unless the groups divide input channels and filters."""
    if channels % groups or filters % groups:
        raise LayerError(
            f"groups is {groups}; expected a divisor of the {channels} input channels "
            f"and of the {filters} filters"
        )


def output_size(word: Word, at: Place, kernel: Shape) -> Shape:
    """Return the output's size along each axis; raises LayerError if the window exceeds the padded input."""
    dilation, kind = word.numbers.get("dilation", 1), KINDS[len(kernel)]
    if "same" in word.flags and word.numbers.keys() & {"stride", "padding"}:
        raise LayerError("same sets the padding, for a stride of 1; leave out the stride and the padding")
    sizes = []
    for k, stride, extent, axis, both in zip(
        kernel, strides(word, kernel), at.shape[1:], kind[2], paddings(word, kernel), strict=True
    ):
        reach = dilation * (k - 1) + 1
        most = extent + both + (stride - 1 if "ceil" in word.flags else 0)
        if reach > most:
            padding = word.numbers.get("padding", 0)
            span = f" at dilation {dilation}, spanning {reach}" if dilation > 1 else ""
            padded = f" with padding {padding} on both sides" if padding else ""
            raise LayerError(
                f"kernel is {k}{span}, but the {kind[0]} {axis} is {extent}{padded}; expected at most {most}"
            )
        if "ceil" in word.flags:
            sizes.append(pool_output(extent, k, stride, both // 2))
        else:
            sizes.append(conv_output(extent + both, k, stride, 0, dilation))
    return tuple(sizes)


def strides(word: Word, kernel: Shape) -> Shape:
    """Return the step along each axis: as set, else 1 for a convolution and the kernel for pooling."""
    if "stride" in word.numbers:
        return (word.numbers["stride"],) * len(kernel)
    return (1,) * len(kernel) if word.name in AXES else kernel


def paddings(word: Word, kernel: Shape) -> Shape:
    """Return the zeros added along each axis, both sides together; `same` adds d(k − 1)."""
    if "same" in word.flags:
        return tuple(word.numbers.get("dilation", 1) * (k - 1) for k in kernel)
    return (2 * word.numbers.get("padding", 0),) * len(kernel)


def receptive_field(word: Word, at: Place, kernel: Shape) -> tuple[Shape | None, str]:
    """Move to the receptive field behind this layer, r + d(k − 1)·jump; return it and how it is computed.

    The jump, the input pixels between two neighboring values, grows by the stride (Araujo et al. 2019). Behind a
    transposed convolution there is no field: what a value sees depends on where it is.
    """
    if at.window is None:
        return None, ""
    dilation = word.numbers.get("dilation", 1)
    axes = list(zip(at.window, kernel, at.jump, strict=True))
    field = tuple(r + dilation * (k - 1) * jump for r, k, jump in axes)
    sums = [f"{r} + {dilation}·({k} − 1)·{jump} = {r + dilation * (k - 1) * jump}" for r, k, jump in axes]
    size, kind = "x".join(map(str, field)), KINDS[len(kernel)][0]
    text = f"sees {size} of the {kind}: {', '.join(dict.fromkeys(sums))}"
    if any(seen > there for seen, there in zip(field, at.pixels, strict=True)):
        text += f", more than its {'x'.join(map(str, at.pixels))}: the rest is padding"
    at.window = field
    at.jump = tuple(jump * stride for jump, stride in zip(at.jump, strides(word, kernel), strict=True))
    return field, text


def size_formula(word: Word, at: Place, kernel: Shape, size: Shape) -> str:
    """Return the output size with the numbers put in: `⌊(32 + 2·1 − 1·(3 − 1) − 1)/1⌋ + 1 = 32`."""
    padding, dilation = word.numbers.get("padding", 0), word.numbers.get("dilation", 1)
    low, high = "⌈⌉" if "ceil" in word.flags else "⌊⌋"
    sums, cut = [], False
    for extent, k, stride, result, both in zip(
        at.shape[1:], kernel, strides(word, kernel), size, paddings(word, kernel), strict=True
    ):
        added = f"2·{padding}" if "same" not in word.flags else f"{both}"
        text = f"{low}({extent} + {added} − {dilation}·({k} − 1) − 1)/{stride}{high} + 1"
        whole = -(-(extent + both - dilation * (k - 1) - 1) // stride) + 1
        cut = cut or ("ceil" in word.flags and whole > result)
        sums.append(f"{text}{' − 1' if 'ceil' in word.flags and whole > result else ''} = {result}")
    notes = [", ".join(dict.fromkeys(sums))]
    if "same" in word.flags:
        odd = any(both % 2 for both in paddings(word, kernel))
        notes.append("same adds d(k − 1) zeros along an axis" + (", the odd one at the end" if odd else ""))
    if cut:
        notes.append("a window that would start in the padding at the end is left out")
    return joined(*notes)


def times(*factors: int | str) -> str:
    """Return a product: `3·3·5`."""
    return "·".join(map(str, factors))


LAYERS: dict[str, Callable[[Word, Place], Step]] = {
    "conv": conv, "conv1d": conv, "conv3d": conv, "convt": transposed, "pool": pool, "avgpool": pool,
}  # fmt: skip
