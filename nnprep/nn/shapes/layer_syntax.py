"""The language of layers: words such as `conv:16:3:p1`, parsed into numbers, with an error for every mistake.

A word is a layer's name, its numbers in order, then options of one letter and a number, and flags:
`conv:FILTERS:KERNEL:sSTRIDE:pPADDING:nobias`. A bare number is a linear layer.
"""

from __future__ import annotations

from nnprep.errors import nearest, shown
from nnprep.named_tuple import NamedTuple

LARGEST = 10_000_000
"""No single size may be larger: beyond that it must be a typo."""


class LayerError(ValueError):
    """An error in one layer: a phrase without a full stop, to follow the word."""


class Word(NamedTuple):
    """One layer, parsed."""

    text: str
    name: str
    numbers: dict[str, int]
    kernel: tuple[int, ...] = ()
    """The kernel's size along each axis, or one size for all of them; empty for layers without a kernel."""
    rate: float = 0.0
    """The probability of dropout."""
    flags: frozenset[str] = frozenset()


ACTIVATIONS = ("relu", "leaky", "sigmoid", "tanh", "elu", "gelu", "silu", "softplus", "selu", "softmax")
USAGES: dict[str, str] = {
    "linear": "linear:UNITS[:nobias]",
    "conv": "conv:FILTERS:KERNEL[:sSTRIDE][:pPADDING][:dDILATION][:gGROUPS][:same][:nobias]",
    "pool": "pool:KERNEL[:sSTRIDE][:pPADDING][:ceil]",
    "avgpool": "avgpool:KERNEL[:sSTRIDE][:pPADDING][:ceil]",
    "conv1d": "conv1d:FILTERS:KERNEL[:sSTRIDE][:pPADDING][:dDILATION][:gGROUPS][:same][:nobias]",
    "conv3d": "conv3d:FILTERS:KERNEL[:sSTRIDE][:pPADDING][:dDILATION][:gGROUPS][:same][:nobias]",
    "convt": "convt:FILTERS:KERNEL[:sSTRIDE][:pPADDING][:oOUTPUT_PADDING][:dDILATION][:gGROUPS][:nobias]",
    "flatten": "flatten",
    "transpose": "transpose",
    "embedding": "embedding:VOCABULARY:WIDTH",
    "rnn": "rnn:HIDDEN[:lLAYERS][:bi]",
    "gru": "gru:HIDDEN[:lLAYERS][:bi]",
    "lstm": "lstm:HIDDEN[:lLAYERS][:pPROJECTION][:bi]",
    "last": "last",
    "attention": "attention:HEADS[:kKV_HEADS][:nobias]",
    "swiglu": "swiglu:HIDDEN",
    "tied": "tied",
    "batchnorm": "batchnorm",
    "layernorm": "layernorm",
    "groupnorm": "groupnorm:GROUPS",
    "rmsnorm": "rmsnorm",
    "dropout": "dropout:RATE",
    **{name: name for name in ACTIVATIONS},
}
"""How to write each layer: required numbers in capitals, then letters with a number, then flags."""

SYNONYMS = {
    "dense": "linear", "fc": "linear", "conv2d": "conv", "maxpool": "pool", "bn": "batchnorm", "ln": "layernorm",
    "embed": "embedding", "mha": "attention", "gqa": "attention:HEADS:kKV_HEADS", "swish": "silu", "gn": "groupnorm",
    "rms": "rmsnorm", "deconv": "convt", "convtranspose": "convt", "convtranspose2d": "convt", "swapaxes": "transpose",
}  # fmt: skip
"""Layers by the names that other libraries give them."""


def read(text: str) -> Word:
    """Return the layer that a word describes; raises LayerError with what was expected."""
    name, *parts = text.strip().lower().split(":")
    if name not in USAGES and starts_like_a_number(name):
        return Word(text=text, name="linear", numbers={"units": size(name, "units")}, flags=flags(parts))
    if name not in USAGES:
        raise LayerError(f"there is no such layer; {offered(name)}")
    required, options, known_flags = grammar(USAGES[name])
    if len(parts) < len(required):
        raise LayerError(f"{required[len(parts)]} is missing; expected {USAGES[name]}")
    numbers: dict[str, int] = {}
    kernel: tuple[int, ...] = ()
    rate = 0.0
    for meaning, part in zip(required, parts, strict=False):
        if meaning == "kernel":
            kernel = window(part)
        elif meaning == "rate":
            rate = probability(part)
        else:
            numbers[meaning] = size(part, meaning)
    chosen = set()
    for part in parts[len(required) :]:
        if part in chosen or options.get(part[:1]) in numbers:
            raise LayerError(f"{options.get(part[:1], part)} is given twice")
        if part in known_flags:
            chosen.add(part)
        elif part[:1] in options:
            meaning = options[part[0]]
            numbers[meaning] = size(part[1:], meaning, smallest=0 if meaning.endswith("padding") else 1)
        else:
            raise LayerError(f"{shown(part)} is not understood; expected {USAGES[name]}")
    return Word(text=text, name=name, numbers=numbers, kernel=kernel, rate=rate, flags=frozenset(chosen))


def offered(name: str) -> str:
    """Return what a layer that doesn't exist may mean: its name in nnprep, similar names, or all names."""
    if name in SYNONYMS:
        return f"nnprep calls it {SYNONYMS[name]}"
    near = nearest(name, USAGES)
    verb = "is" if len(near) == 1 else "are"
    return f"the nearest {verb} {', '.join(near)}" if near else f"the layers are {', '.join(USAGES)}"


def grammar(usage: str) -> tuple[list[str], dict[str, str], list[str]]:
    """Return what a usage line says: the required numbers, the options by their letter, the flags."""
    required, *optional = usage.split("[:")
    options, flags = {}, []
    for part in (piece.rstrip("]") for piece in optional):
        if part.islower():
            flags.append(part)
        else:
            options[part[0]] = part[1:].lower()
    return [number.lower() for number in required.split(":")[1:]], options, flags


def read_input(text: str) -> tuple[int, ...]:
    """Return the shape of one sample, written `10`, `7x10`, `3x32x32` or `3x16x32x32`; raises LayerError."""
    if not starts_like_a_number(text):
        raise LayerError("expected the input's shape first, such as 10, 7x10 or 3x32x32")
    parts = text.lower().split("x")
    if len(parts) > 4:
        raise LayerError("expected at most four sizes: channels x depth x height x width")
    return tuple(size(part, "input size") for part in parts)


def flags(parts: list[str]) -> frozenset[str]:
    """Return the flags after a bare number; raises LayerError for anything else."""
    for part in parts:
        if part != "nobias":
            raise LayerError(f"{shown(part)} is not understood; expected UNITS or UNITS:nobias")
    return frozenset(parts)


def starts_like_a_number(text: str) -> bool:
    """Return whether a word is meant as a number, valid or not."""
    return text[:1].isdigit() or (text[:1] in "+-." and text[1:2].isdigit())


def size(text: str, meaning: str, smallest: int = 1) -> int:
    """Return a whole number within limits; raises LayerError, which says what the number is for."""
    expected = f"expected a whole number from {smallest} to {LARGEST:,}"
    if not text.isascii() or not text.removeprefix("-").removeprefix("+").isdigit() or len(text) > 30:
        raise LayerError(f"{meaning} is {shown(text, 30)}; {expected}")
    number = int(text)
    if not smallest <= number <= LARGEST:
        raise LayerError(f"{meaning} is {number:,}; {expected}")
    return number


def window(text: str) -> tuple[int, ...]:
    """Return a kernel's sizes, written 3 for every axis, 3x5 or 3x5x5; raises LayerError."""
    first, *others = text.split("x", maxsplit=3)
    names = ("kernel width",) if len(others) == 1 else ("kernel height", "kernel width", "kernel")
    return size(first, "kernel"), *map(size, others, names)


def probability(text: str) -> float:
    """Return a dropout rate from 0 to below 1; raises LayerError."""
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate < 1:
        raise LayerError(f"rate is {shown(text, 30)}; expected a number of at least 0 and below 1")
    return rate
