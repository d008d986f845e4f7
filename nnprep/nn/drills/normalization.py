"""Questions about normalization layers: what they learn, and what they keep."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Question, question
from nnprep.nn.formulas import parameters

Size = tuple[int, int]
FORGOT_ONE = "you forgot β (or γ)"


def normalization(rng: Random, level: Level) -> Question:
    """Ask what a normalization layer learns or keeps."""
    kinds = {
        Level.EASY: (batch_norm, layer_norm),
        Level.MEDIUM: (batch_norm, layer_norm, group_norm, rms_norm, buffers),
        Level.HARD: (buffers, group_norm, layer_norm_over_two_axes, rms_norm, conv_and_batch_norm),
    }
    kind = rng.choice(kinds[level])
    channels = rng.choice((64, 96, 192, 512, 768) if level is Level.HARD else (3, 8, 16, 32, 64, 128, 256))
    # Drawn for every kind, so that a seed asks what it always asked.
    size = rng.choice((7, 14, 28, 32)), rng.choice((8, 16, 30))
    return kind(rng, channels, size)


def batch_norm(rng: Random, channels: int, size: Size) -> Question:
    """Ask what batch normalization learns."""
    height, width = size
    answer = parameters.batchnorm_parameters(channels)
    return question(
        f"How many trainable parameters does batch normalization have on images with {channels} channels and "
        f"{height}x{width} pixels?",
        answer,
        f"γ and β for each channel: 2·{channels} = {answer:,}",
        [
            (2 * answer, "you counted the running mean and variance; they are kept, not trained"),
            (channels, FORGOT_ONE),
            (answer * height * width, "there's one pair per channel, not per pixel"),
            (2, "there's one pair per channel, not one in total"),
        ],
        facts={"what": "batchnorm", "channels": channels, "size": [height, width]},
    )


def buffers(rng: Random, channels: int, size: Size) -> Question:
    """Ask what batch normalization keeps and does not learn."""
    answer = parameters.batchnorm_buffers(channels)
    return question(
        f"How many numbers does batch normalization over {channels} channels keep that are not trained? Leave out the "
        "step counter that PyTorch adds.",
        answer,
        f"running mean and variance: 2·{channels} = {answer:,}",
        [
            (2 * answer, "you counted γ and β; they are trained"),
            (channels, "you forgot the variance (or the mean)"),
            (0, "the running mean and variance are kept for inference"),
            (parameters.batchnorm_buffers(channels, counter=True), "you counted PyTorch's step counter"),
        ],
        facts={"what": "buffers", "channels": channels},
    )


def conv_and_batch_norm(rng: Random, channels: int, size: Size) -> Question:
    """Ask for the parameters of a convolution, without a bias, and the batch normalization behind it."""
    kernel, before = rng.choice((3, 5)), rng.choice((16, 32, 64))
    learned = parameters.batchnorm_parameters(channels)
    answer = parameters.conv_parameters(before, channels, kernel, bias=False) + learned
    return question(
        f"A {kernel}x{kernel} convolution from {before} to {channels} channels is followed by batch normalization. How "
        "many trainable parameters do the two have together? Leave out any that have no effect.",
        answer,
        f"{channels}·{before}·{kernel}·{kernel} + 2·{channels} = {answer:,}; a bias would be subtracted away",
        [
            (answer + channels, "you gave the convolution a bias; subtracting the mean removes it"),
            (answer + learned, "you counted the running statistics"),
            (answer - learned, "you forgot γ and β"),
            (answer - channels, FORGOT_ONE),
        ],
        facts={"what": "conv and batchnorm", "before": before, "channels": channels, "kernel": kernel},
    )


def group_norm(rng: Random, channels: int, size: Size) -> Question:
    """Ask what group normalization learns."""
    groups = rng.choice([g for g in (2, 4, 8, 16) if channels % g == 0] or [1])
    answer = 2 * channels
    return question(
        f"How many trainable parameters does group normalization of {channels} channels in {groups} groups have?",
        answer,
        f"γ and β for each channel, whatever the groups: 2·{channels} = {answer:,}",
        [
            (2 * groups, "γ and β belong to channels, not to groups"),
            (channels, FORGOT_ONE),
            (2 * answer, "group normalization has no running statistics"),
            (answer // groups, "γ and β belong to channels, not to groups"),
        ],
        facts={"what": "groupnorm", "channels": channels, "groups": groups},
    )


def rms_norm(rng: Random, channels: int, size: Size) -> Question:
    """Ask what root-mean-square normalization learns."""
    answer = parameters.rmsnorm_parameters(channels)
    return question(
        "How many trainable parameters does root-mean-square normalization (RMSNorm) of vectors of width "
        f"{channels} have?",
        answer,
        f"a scale for each feature, no shift: {answer:,}",
        [
            (2 * answer, "RMSNorm has no β"),
            (1, "there's one scale per feature, not one in total"),
            (3 * answer, "RMSNorm has no β and no running statistics"),
        ],
        facts={"what": "rmsnorm", "width": channels},
    )


def layer_norm(rng: Random, channels: int, size: Size) -> Question:
    """Ask what layer normalization over one axis learns."""
    return layer_norm_over(rng, [channels], f"vectors of width {channels}", 2)


def layer_norm_over_two_axes(rng: Random, channels: int, size: Size) -> Question:
    """Ask what layer normalization over two axes learns."""
    first = rng.choice((2, 4, 6, 10))
    over = f"two axes of sizes {first} and {channels}"
    return layer_norm_over(rng, [first, channels], over, 2 * channels)


def layer_norm_over(rng: Random, shape: list[int], over: str, one_axis_less: int) -> Question:
    batch, tokens = rng.choice((8, 16, 32)), rng.choice((12, 20, 50))
    features = shape[0] * (shape[1] if len(shape) > 1 else 1)
    answer = parameters.layernorm_parameters(features)
    return question(
        f"How many trainable parameters does layer normalization over {over} have, for a batch of {batch} with "
        f"{tokens} tokens each?",
        answer,
        f"γ and β for each feature: 2·{'·'.join(map(str, shape))} = {answer:,}",
        [
            (features, FORGOT_ONE),
            (2 * answer, "layer normalization has no running statistics"),
            (answer * tokens, "all tokens share γ and β"),
            (one_axis_less, "γ and β have the shape of all normalized axes"),
        ],
        facts={"what": "layernorm", "shape": shape},
    )
