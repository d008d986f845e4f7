"""Questions about convolutions, also separable and transposed ones."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Answer, Question, question
from nnprep.nn.formulas import costs, parameters
from nnprep.nn.formulas.output_sizes import conv_output, receptive_field, transposed_conv_output


def conv(rng: Random, level: Level) -> Question:
    """Ask one thing about a convolution."""
    kinds = {
        Level.EASY: (conv_parameters, output_size),
        Level.MEDIUM: (conv_parameters, output_size, grouped, field),
        Level.HARD: (output_size, grouped, flops, field, separable, transposed, transposed_size),
    }
    return rng.choice(kinds[level])(rng, level)


def conv_parameters(rng: Random, level: Level) -> Question:
    """Ask for the parameters of a convolution."""
    channels = rng.choice((1, 3) if level is Level.EASY else (3, 16, 32, 64))
    filters = rng.choice((4, 8, 16) if level is Level.EASY else (16, 32, 64, 128))
    height = rng.choice((1, 3, 5) if level is not Level.EASY else (3, 5))
    width = height if level is Level.EASY or rng.random() < 0.6 else rng.choice((1, 3, 5, 7))
    bias = level is Level.EASY or rng.random() < 0.6
    image = rng.choice((14, 28, 32, 64))
    answer = parameters.conv_parameters(channels, filters, (height, width), bias=bias)
    weights = answer - filters * bias
    return question(
        f"How many parameters does a {height}x{width} convolution from {channels} to {filters} channels "
        f"{'with' if bias else 'without'} biases have on {image}x{image} images?",
        answer,
        f"{filters}·({channels}·{height}·{width}{' + 1' if bias else ''}) = {answer:,}",
        [
            (weights, "you forgot the biases"),
            (weights + filters, "you counted biases, but there are none"),
            (filters * (height * width + bias), "you forgot that a filter spans all input channels"),
            (weights + channels * bias, "a bias belongs to a filter, not to an input channel"),
            (filters * (channels * height + bias), "the kernel has two axes"),
            (answer * image * image, "the image size doesn't matter: the same weights slide over it"),
            (
                2 * weights,
                "you gave each weight a bias; " + ("each filter has one" if bias else "there are none"),
            ),
        ],
        facts={
            "what": "parameters",
            "channels": channels,
            "filters": filters,
            "kernel": [height, width],
            "groups": 1,
            "bias": bias,
        },
    )


def grouped(rng: Random, level: Level) -> Question:
    """Ask for the parameters of a grouped or depthwise convolution."""
    channels = rng.choice((16, 32, 64))
    depthwise = rng.random() < 0.4
    groups = channels if depthwise else rng.choice((2, 4, 8))
    filters = channels if depthwise else rng.choice((32, 64, 128))
    kernel = rng.choice((3, 5))
    answer = parameters.conv_parameters(channels, filters, kernel, groups)
    kind = "if it is depthwise (groups = channels)" if depthwise else f"in {groups} groups"
    each = channels // groups
    return question(
        f"How many parameters does a {kernel}x{kernel} convolution from {channels} to {filters} channels with biases "
        f"have, {kind}?",
        answer,
        f"{filters}·({channels}/{groups}·{kernel}·{kernel} + 1) = {answer:,}",
        [
            (parameters.conv_parameters(channels, filters, kernel), "you forgot the groups"),
            (filters * each * kernel * kernel, "you forgot the biases"),
            (filters // groups * (each * kernel * kernel + 1), "that's one group only"),
            (filters * each * kernel * kernel + groups, "each filter has a bias, not each group"),
        ],
        facts={
            "what": "parameters",
            "channels": channels,
            "filters": filters,
            "kernel": [kernel, kernel],
            "groups": groups,
            "bias": True,
        },
    )


def window(rng: Random, level: Level) -> tuple[int, int, int, int, int]:
    """Return size, kernel, stride, padding and dilation that fit each other."""
    while True:
        size = rng.choice((7, 8, 10, 28, 32, 64) if level is not Level.HARD else (27, 32, 56, 112, 224))
        kernel = rng.choice((2, 3, 5) if level is Level.EASY else (2, 3, 5, 7))
        stride = rng.choice((1, 2)) if level is not Level.EASY else 1
        padding = rng.choice((0, 1) if level is Level.EASY else (0, 1, 2, 3))
        dilation = rng.choice((1, 2, 3)) if level is Level.HARD else 1
        if size + 2 * padding >= dilation * (kernel - 1) + 1 and padding < kernel:
            return size, kernel, stride, padding, dilation


def output_size(rng: Random, level: Level) -> Question:
    """Ask for the output size of a convolution along one axis."""
    size, kernel, stride, padding, dilation = window(rng, level)
    answer = conv_output(size, kernel, stride, padding, dilation)
    reach = dilation * (kernel - 1)
    dilated = f", dilation {dilation}" if dilation > 1 else ""
    room = size + 2 * padding - reach - 1
    slips: list[tuple[Answer, str]] = [
        (room // stride, "you forgot the + 1 at the end"),
        (-(-room // stride) + 1, "you rounded up; the last window must fit"),
        (conv_output(size, kernel, 1, padding, dilation), "you forgot the stride"),
        (answer + 1, "you counted one window too many"),
    ]
    if padding:
        slips.append(((size + padding - reach - 1) // stride + 1, "you padded one side only"))
    if padding and size > reach:
        slips.append((conv_output(size, kernel, stride, 0, dilation), "you forgot the padding"))
    if dilation > 1:
        slips.append((conv_output(size, kernel, stride, padding), "you forgot the dilation"))
    if stride < kernel:
        slips.append(
            ((size + 2 * padding) // kernel, "you placed the windows side by side, but they overlap")
        )
    same_size = "a stride above 1 shrinks the image"
    if stride == 1:
        same_size = "only padding by half the kernel keeps the size"
    slips.append((size, same_size))
    return question(
        f"An image {size} wide goes through a convolution with kernel {kernel}, stride {stride}, padding {padding} on "
        f"each side{dilated}. How wide is the output?",
        answer,
        f"⌊({size} + 2·{padding} − {dilation}·({kernel} − 1) − 1)/{stride}⌋ + 1 = {answer}",
        slips,
        facts={
            "what": "output",
            "size": size,
            "kernel": kernel,
            "stride": stride,
            "padding": padding,
            "dilation": dilation,
        },
    )


def flops(rng: Random, level: Level) -> Question:
    """Ask for the operations of a convolution."""
    images, channels, filters = rng.choice((1, 2, 8)), rng.choice((3, 16, 64)), rng.choice((16, 64, 128))
    size, kernel = rng.choice((14, 28, 32)), rng.choice((1, 3))
    padding = kernel // 2
    answer = costs.conv_flops(images, channels, filters, kernel, size)
    return question(
        f"How many operations does a {kernel}x{kernel} convolution to {filters} channels take on {images} "
        f"image{'s' if images > 1 else ''} of {channels}x{size}x{size}, with stride 1 and padding {padding}? A "
        "multiply-add counts as two; there are no biases.",
        answer,
        f"2·{images}·{filters}·{size}·{size}·{channels}·{kernel}·{kernel} = {answer:,}",
        [
            (answer // 2, "you counted a multiply-add as one operation"),
            (answer // images, "you forgot the batch"),
            (answer // (size * size), "you forgot that the kernel is applied at each pixel"),
            (answer // channels, "you forgot that a filter spans all input channels"),
            (answer // (kernel * kernel), "you forgot the kernel size"),
            (answer // filters, "that's one filter only"),
        ],
        facts={
            "what": "flops",
            "images": images,
            "channels": channels,
            "filters": filters,
            "kernel": kernel,
            "size": size,
            "padding": padding,
        },
    )


def field(rng: Random, level: Level) -> Question:
    """Ask for the receptive field of a stack of layers."""
    count = rng.choice((2, 3)) if level is Level.MEDIUM else rng.choice((3, 4))
    layers = []
    for _ in range(count):
        stride = rng.choice((1, 1, 2))
        layers.append([rng.choice((3, 3, 5)) if stride == 1 or rng.random() < 0.5 else 2, stride])
    answer = receptive_field(layers)
    ends, jump = [1], 1
    for kernel, stride in layers:
        ends.append(ends[-1] + (kernel - 1) * jump)
        jump *= stride
    stack = ", ".join(f"{k}x{k} stride {s}" for k, s in layers)
    parts = " + ".join(["1", *(str(after - before) for before, after in pairwise(ends))])
    total = sum(k for k, _ in layers)
    return question(
        f"Layers in order: {stack}. How many input pixels wide is the receptive field of one output value?",
        answer,
        f"r grows by (k − 1)·jump, the jump by the stride: {parts} = {answer}",
        [
            (sum(k - 1 for k, _ in layers) + 1, "you ignored the strides of earlier layers"),
            (total, "you added up the kernel sizes; windows overlap"),
            (receptive_field([[k, s] for k, s in reversed(layers)]), "you went through the layers backward"),
            (answer - 1, "you started at 0, but one value already sees one pixel"),
            (layers[-1][0], "that's what the last layer sees of the one before it"),
        ],
        facts={"what": "receptive field", "layers": layers},
    )


def separable(rng: Random, level: Level) -> Question:
    """Ask for the parameters of a depthwise-separable convolution."""
    channels, filters, kernel = rng.choice((3, 16, 32, 128)), rng.choice((16, 64, 128)), rng.choice((3, 5))
    answer = parameters.separable_conv_parameters(channels, filters, kernel)
    return question(
        f"A depthwise {kernel}x{kernel} convolution of {channels} channels is followed by a 1x1 convolution to "
        f"{filters}. How many parameters do the two have, with biases?",
        answer,
        f"{channels}·({kernel}·{kernel} + 1) + {filters}·({channels} + 1) = {answer:,}",
        [
            (answer - channels - filters, "you forgot the biases"),
            (parameters.conv_parameters(channels, filters, kernel), "that's an ordinary convolution"),
            (channels * (kernel * kernel + 1), "that's the depthwise part only"),
            (filters * (channels + 1), "that's the 1x1 part only"),
            (answer - channels, "you forgot the depthwise biases"),
            (answer - filters, "you forgot the biases of the 1x1 part"),
        ],
        facts={"what": "separable parameters", "channels": channels, "filters": filters, "kernel": kernel},
    )


def transposed(rng: Random, level: Level) -> Question:
    """Ask for the parameters of a transposed convolution."""
    channels, filters, kernel = rng.choice((16, 64, 128)), rng.choice((3, 32, 64)), rng.choice((2, 3, 4))
    answer = parameters.transposed_conv_parameters(channels, filters, kernel)
    return question(
        f"How many parameters does a transposed {kernel}x{kernel} convolution from {channels} to {filters} channels "
        "with biases have?",
        answer,
        f"{channels}·{filters}·{kernel}·{kernel} + {filters} = {answer:,}",
        [
            (answer - filters, "you forgot the biases"),
            (answer - filters + channels, "a bias belongs to an output channel"),
            (filters * (kernel * kernel + 1), "you forgot the input channels"),
            (channels * filters * kernel + filters, "the kernel has two axes"),
        ],
        facts={"what": "transposed parameters", "channels": channels, "filters": filters, "kernel": kernel},
    )


def transposed_size(rng: Random, level: Level) -> Question:
    """Ask for the output size of a transposed convolution."""
    size, kernel, stride = rng.choice((4, 7, 8, 16)), rng.choice((2, 3, 4)), 2
    padding = rng.choice((0, 1)) if kernel > 2 else 0
    extra = rng.choice((0, 1))
    answer = transposed_conv_output(size, kernel, stride, padding, extra)
    return question(
        f"An input {size} wide goes through a transposed convolution with kernel {kernel}, stride {stride}, padding "
        f"{padding}, output padding {extra}. How wide is the output?",
        answer,
        f"({size} − 1)·{stride} − 2·{padding} + ({kernel} − 1) + {extra} + 1 = {answer}",
        [
            (conv_output(size, kernel, stride, padding), "that's an ordinary convolution, which shrinks"),
            (answer - 1, "you forgot the output padding, or the + 1" if extra else "you forgot the + 1"),
            (answer + 4 * padding, "padding makes the output of a transposed convolution smaller"),
            (size * stride, "only some settings double the size exactly"),
            (answer + stride, "you used n·s instead of (n − 1)·s"),
        ],
        facts={
            "what": "transposed output",
            "size": size,
            "kernel": kernel,
            "stride": stride,
            "padding": padding,
            "output_padding": extra,
        },
    )
