"""Questions about relatives of the convolution: depthwise-separable and transposed."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Question, question
from nnprep.nn.formulas import parameters
from nnprep.nn.formulas.output_sizes import conv_output, transposed_conv_output


def separable(rng: Random, level: Level) -> Question:
    """Ask for the parameters of a depthwise-separable convolution."""
    channels, filters, kernel = rng.choice((3, 16, 32, 128)), rng.choice((16, 64, 128)), rng.choice((3, 5))
    answer = parameters.separable_conv_parameters(channels, filters, kernel)
    return question(
        "conv",
        level,
        f"A depthwise {kernel}x{kernel} convolution of {channels} channels, then a 1x1 convolution to {filters}, both "
        "with biases: how many parameters?",
        answer,
        f"{channels}·({kernel}·{kernel} + 1) + {filters}·({channels} + 1) = {answer:,}",
        [
            (answer - channels - filters, "you forgot the biases"),
            (parameters.conv_parameters(channels, filters, kernel), "that is an ordinary convolution"),
            (channels * (kernel * kernel + 1), "that is the depthwise part only"),
            (filters * (channels + 1), "that is the 1x1 part only"),
            (answer - channels, "you forgot the depthwise biases"),
            (answer - filters, "you forgot the biases of the 1x1 part"),
        ],
        what="separable parameters",
        channels=channels,
        filters=filters,
        kernel=kernel,
    )


def transposed(rng: Random, level: Level) -> Question:
    """Ask for the parameters of a transposed convolution."""
    channels, filters, kernel = rng.choice((16, 64, 128)), rng.choice((3, 32, 64)), rng.choice((2, 3, 4))
    answer = parameters.transposed_conv_parameters(channels, filters, kernel)
    return question(
        "conv",
        level,
        f"A transposed convolution of {channels} -> {filters} channels with {kernel}x{kernel} kernels and biases: how "
        "many parameters?",
        answer,
        f"{channels}·{filters}·{kernel}·{kernel} + {filters} = {answer:,}",
        [
            (answer - filters, "you forgot the biases"),
            (answer - filters + channels, "a bias belongs to an output channel"),
            (filters * (kernel * kernel + 1), "you forgot the input channels"),
            (channels * filters * kernel + filters, "the kernel has two axes"),
        ],
        what="transposed parameters",
        channels=channels,
        filters=filters,
        kernel=kernel,
    )


def transposed_size(rng: Random, level: Level) -> Question:
    """Ask for the output size of a transposed convolution."""
    size, kernel, stride = rng.choice((4, 7, 8, 16)), rng.choice((2, 3, 4)), 2
    padding = rng.choice((0, 1)) if kernel > 2 else 0
    extra = rng.choice((0, 1))
    answer = transposed_conv_output(size, kernel, stride, padding, extra)
    return question(
        "conv",
        level,
        f"A transposed convolution: input {size} wide, kernel {kernel}, stride {stride}, padding {padding}, output "
        f"padding {extra}. How wide is the output?",
        answer,
        f"({size} − 1)·{stride} − 2·{padding} + ({kernel} − 1) + {extra} + 1 = {answer}",
        [
            (conv_output(size, kernel, stride, padding), "that is an ordinary convolution, which shrinks"),
            (answer - 1, "you forgot the output padding, or the + 1" if extra else "you forgot the + 1"),
            (answer + 4 * padding, "padding makes the output of a transposed convolution smaller"),
            (size * stride, "only some settings double the size exactly"),
            (answer + stride, "you took n·s instead of (n − 1)·s"),
        ],
        what="transposed output",
        size=size,
        kernel=kernel,
        stride=stride,
        padding=padding,
        output_padding=extra,
    )
