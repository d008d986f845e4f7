"""Shapes through a network, layer by layer: the derivation behind `nnprep explain shapes 10 64 3`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from nnprep.errors import UsageError, shown
from nnprep.nn.shapes import image_layers, layers, sequence_layers
from nnprep.nn.shapes.layer_syntax import LayerError, Word, read, read_input, size, starts_like_a_number
from nnprep.nn.shapes.layers import Place
from nnprep.nn.shapes.network import Network, Step
from nnprep.nn.shapes.remarks import remarked

T = TypeVar("T")
DEEPEST = 200
"""More layers than this must be a mistake."""
LAYERS = layers.LAYERS | image_layers.LAYERS | sequence_layers.LAYERS
NO_BIAS = frozenset({"nobias"})


def network(
    words: Sequence[str],
    *,
    batch: int | None = None,
    bias: bool = True,
    activation: str = "",
    output: str = "",
) -> Network:
    """Return the derivation of a network written as an input shape and layers.

    Plain sizes after a vector or tokens, such as `10 64 3` or `7x10 64:nobias 3`, are a fully connected network:
    `activation` (relu) follows each hidden layer and `output` (softmax, or sigmoid, linear) the last one. If any layer
    is spelled out, nothing is added, and `bias`, `activation` and `output` are refused. Raises UsageError, which names
    the layer, the number and what was expected.
    """
    if len(words) < 2:
        raise UsageError(
            "A network needs an input and at least one layer, such as 10 64 3.",
            next_step="nnprep explain shapes 10 64 3",
        )
    if len(words) > DEEPEST:
        raise UsageError(f"{len(words):,} layers are too many to explain; the limit is {DEEPEST}.")
    shape = understood(1, words[0], read_input)
    parsed = [understood(place, text, read) for place, text in enumerate(words[1:], start=2)]
    plain = len(shape) < 3 and all(map(starts_like_a_number, words[1:]))
    if plain:
        parsed = completed(parsed, bias, activation or "relu", output or "softmax")
    elif not bias or activation or output:
        raise UsageError(
            "--activation, --output and --no-bias only complete plain sizes, but these layers are spelled out; write "
            "them as words, such as 10:nobias tanh.",
            next_step="nnprep explain shapes --help",
        )
    at = Place(shape, rows="N" if batch is None else str(batch))
    steps: list[Step] = []
    position = 1
    for layer in parsed:
        position += layer.text != ""
        try:
            steps.append(LAYERS[layer.name](layer, at))
        except LayerError as error:
            raise misunderstood(position, layer.text, error) from error
        at.source, at.shape = steps[-1].name, steps[-1].output
    units = (layer.numbers["units"] for layer in parsed if layer.name == "linear")
    sizes = (shape[0], *units) if plain and len(shape) == 1 else None
    return Network(input=shape, batch=batch, steps=remarked(steps), sizes=sizes)


def batch_size(text: str) -> int | None:
    """Return a typed batch size; None for nothing or N. Raises UsageError."""
    if text in ("", "N"):
        return None
    try:
        return size(text, "batch size")
    except LayerError as error:
        raise UsageError(f"The {error}.", next_step="nnprep explain shapes --help") from error


def plain_sizes(words: Sequence[str], next_step: str) -> tuple[int, ...]:
    """Return words as sizes of a fully connected network; raises UsageError, which names the invalid one."""
    sizes = []
    for position, text in enumerate(words, start=1):
        try:
            sizes.append(size(text, f"Size {position} of {len(words)}"))
        except LayerError as error:
            raise UsageError(f"{error}.", next_step=next_step) from error
    return tuple(sizes)


def completed(linear: Sequence[Word], bias: bool, activation: str, output: str) -> list[Word]:
    """Put the activations between the linear layers of a plain network."""
    words = []
    for index, layer in enumerate(linear):
        words.append(layer if bias else layer._replace(flags=layer.flags | NO_BIAS))
        after = output if index == len(linear) - 1 else activation
        if after != "linear":
            words.append(Word(text="", name=after, numbers={}))
    return words


def understood(position: int, text: str, read_one: Callable[[str], T]) -> T:
    """Return what a word means; raises UsageError, which says which word is wrong and why."""
    try:
        return read_one(text)
    except LayerError as error:
        raise misunderstood(position, text, error) from error


def misunderstood(position: int, text: str, error: LayerError) -> UsageError:
    """Return one sentence on an invalid word: which layer, which number, what was expected."""
    where = "The input" if position == 1 else f"Layer {position - 1}"
    return UsageError(f"{where}, {shown(text)}: {error}.", next_step="nnprep explain shapes --help")
