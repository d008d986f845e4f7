"""Questions about normalization layers."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Question, question
from nnprep.nn.formulas import parameters


def normalization(rng: Random, level: Level) -> Question:
    """Ask what a normalisation layer learns or keeps."""
    kinds = {
        Level.EASY: ("batch", "layer"),
        Level.MEDIUM: ("batch", "layer", "group", "rms", "buffers"),
        Level.HARD: ("buffers", "group", "layer2", "rms", "conv"),
    }
    kind = rng.choice(kinds[level])
    channels = rng.choice(
        (3, 8, 16, 32, 64, 128, 256) if level is not Level.HARD else (64, 96, 192, 512, 768)
    )
    height, width = rng.choice((7, 14, 28, 32)), rng.choice((8, 16, 30))
    if kind == "batch":
        return question(
            "normalization",
            level,
            f"Batch normalisation of images with {channels} channels, {height}x{width} pixels: how many trainable "
            "parameters?",
            2 * channels,
            f"γ and β for each channel: 2·{channels} = {2 * channels:,}",
            [
                (4 * channels, "you counted running mean and variance; they are kept, not trained"),
                (channels, "you forgot β (or γ)"),
                (2 * channels * height * width, "one pair for each channel, not for each pixel"),
                (2, "one pair for each channel, not one in all"),
            ],
            what="batchnorm",
            channels=channels,
            size=[height, width],
        )
    if kind == "buffers":
        return question(
            "normalization",
            level,
            f"Batch normalisation over {channels} channels: how many numbers does it keep that are not trained (leave "
            "out the step counter that PyTorch adds)?",
            2 * channels,
            f"running mean and variance: 2·{channels} = {2 * channels:,}",
            [
                (4 * channels, "you counted γ and β; they are trained"),
                (channels, "you forgot the variance (or the mean)"),
                (0, "running mean and variance are kept for inference"),
                (2 * channels + 1, "you counted PyTorch's counter; it was to be left out"),
            ],
            what="buffers",
            channels=channels,
        )
    if kind == "conv":
        kernel, before = rng.choice((3, 5)), rng.choice((16, 32, 64))
        answer = parameters.conv_parameters(before, channels, kernel, bias=False) + 2 * channels
        return question(
            "normalization",
            level,
            f"A convolution {before} -> {channels}, {kernel}x{kernel}, as it should be in front of batch "
            "normalisation, and that normalisation: how many trainable parameters together?",
            answer,
            f"{channels}·{before}·{kernel}·{kernel} + 2·{channels} = {answer:,}; a bias would be subtracted away",
            [
                (answer + channels, "you gave the convolution a bias; the mean takes it away again"),
                (answer + 2 * channels, "you counted the running statistics"),
                (answer - 2 * channels, "you forgot γ and β"),
                (answer - channels, "you forgot β (or γ)"),
            ],
            what="conv and batchnorm",
            before=before,
            channels=channels,
            kernel=kernel,
        )
    if kind == "group":
        groups = rng.choice([g for g in (2, 4, 8, 16) if channels % g == 0] or [1])
        return question(
            "normalization",
            level,
            f"Group normalisation of {channels} channels in {groups} groups: how many trainable parameters?",
            2 * channels,
            f"γ and β for each channel, whatever the groups: 2·{channels} = {2 * channels:,}",
            [
                (2 * groups, "γ and β belong to channels, not to groups"),
                (channels, "you forgot β (or γ)"),
                (4 * channels, "group normalisation has no running statistics"),
                (2 * channels // groups, "γ and β belong to channels, not to groups"),
            ],
            what="groupnorm",
            channels=channels,
            groups=groups,
        )
    if kind == "rms":
        return question(
            "normalization",
            level,
            f"Root-mean-square normalisation (RMSNorm) of vectors {channels} wide: how many trainable parameters?",
            channels,
            f"a scale for each feature, no shift: {channels:,}",
            [
                (2 * channels, "RMSNorm has no β"),
                (1, "one scale for each feature, not one in all"),
                (3 * channels, "RMSNorm has no β and no running statistics"),
            ],
            what="rmsnorm",
            width=channels,
        )
    shape = [rng.choice((2, 4, 6, 10)), channels] if kind == "layer2" else [channels]
    features = shape[0] * shape[-1] if kind == "layer2" else channels
    batch, tokens = rng.choice((8, 16, 32)), rng.choice((12, 20, 50))
    over = (
        f"over axes of sizes {shape[0]} and {channels}"
        if kind == "layer2"
        else f"over vectors {channels} wide"
    )
    return question(
        "normalization",
        level,
        f"Layer normalisation {over}, for a batch of {batch} with {tokens} tokens each: how many trainable parameters?",
        2 * features,
        f"γ and β for each feature: 2·{'·'.join(map(str, shape))} = {2 * features:,}",
        [
            (features, "you forgot β (or γ)"),
            (4 * features, "layer normalisation has no running statistics"),
            (2 * features * tokens, "all tokens share γ and β"),
            (2 * channels if kind == "layer2" else 2, "γ and β have the shape of all normalised axes"),
        ],
        what="layernorm",
        shape=shape,
    )
