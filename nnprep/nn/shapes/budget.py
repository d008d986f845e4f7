"""What a network costs in memory and operations, line by line, with the numbers put in."""

from __future__ import annotations

import math
from collections import Counter

from nnprep.named_tuple import NamedTuple
from nnprep.nn.formulas.costs import STATE_FLOATS, training_bytes
from nnprep.nn.shapes.network import Network, Shape

ITEM_SIZES = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8}
"""Bytes of one number."""


class Item(NamedTuple):
    """One line of a budget."""

    what: str
    formula: str
    """How the amount is computed, with the numbers put in."""
    amount: int
    """Bytes or operations."""


def memory(network: Network, dtype: str = "float32") -> list[Item]:
    """Return the bytes of training: weights, gradients, what each optimizer remembers, activations.

    Only activations grow with the batch. Without a batch size they are those of one sample.
    """
    each, count = ITEM_SIZES[dtype], network.parameters
    items = [
        Item(what=what, formula=f"{count:,} · {each}", amount=count * each)
        for what in ("weights", "gradients")
    ]
    for what, arrays in (("state of", 0), ("together with", 2)):
        for optimizer, spoken in SPOKEN.items():
            floats = arrays + STATE_FLOATS[optimizer]
            formula = f"{floats} · {count:,} · {each}"
            items.append(Item(what=f"{what} {spoken}", formula=formula, amount=floats * count * each))
    rows = network.batch or 1
    activations = Item(
        what=f"activations, {'batch of ' + network.rows if network.batch else 'one sample'}",
        formula=f"{rows:,} · {network.stored:,} · {each}",
        amount=rows * network.stored * each,
    )
    return [*items, activations]


class LayerMemory(NamedTuple):
    """What one layer holds in memory, in bytes."""

    name: str
    """The name of its result, such as `z1`; `X` is the input, `all` the sum."""
    layer: str
    """The kind of layer."""
    weights: int
    with_adam: int
    """Weights, gradients and Adam's two moments."""
    activations: int
    """Its result and what it keeps inside, for the batch or one sample."""


def memory_by_layer(network: Network, dtype: str = "float32") -> list[LayerMemory]:
    """Return the bytes of the input, of each layer and of all together."""
    each, rows = ITEM_SIZES[dtype], network.batch or 1
    lines = [LayerMemory("X", "input", 0, 0, rows * math.prod(network.input) * each)]
    for step in network.steps:
        weights = step.parameters * each
        with_adam = training_bytes(step.parameters, "adam", each)
        lines.append(LayerMemory(step.name, step.layer, weights, with_adam, rows * step.stored * each))
    return [
        *lines,
        LayerMemory(
            "all",
            "",
            sum(line.weights for line in lines),
            sum(line.with_adam for line in lines),
            sum(line.activations for line in lines),
        ),
    ]


def flops(network: Network) -> list[Item]:
    """Return the operations of each costly layer, then of a forward pass, a backward pass and a training step."""
    rows = network.batch or 1
    times = f"{rows:,}·" if network.batch else ""
    items = [
        Item(what=step.name, formula=times + factor_of(step.flops_count, times), amount=rows * step.flops)
        for step in network.steps
        if step.flops
    ]
    forward, backward = rows * network.flops, rows * network.backward_flops
    saved = 2 * forward - backward
    items.append(Item(what="forward", formula="all layers", amount=forward))
    rule = f"2·{forward:,} − {saved:,}" if saved else f"2·{forward:,}"
    items.append(Item(what="backward", formula=rule, amount=backward))
    items.append(Item(what="training step", formula=f"{forward:,} + {backward:,}", amount=forward + backward))
    return items


def factor_of(count: str, times: str) -> str:
    """Return a count in brackets if it is a sum that something multiplies."""
    return f"({count})" if times and " + " in count else count


def stored(network: Network) -> str:
    """Return the numbers of one sample that are kept, as a sum: the input, each result, what layers keep inside."""
    sizes = (size for step in network.steps for size in (product(step.output), step.inner_count))
    terms = Counter(size for size in (product(network.input), *sizes) if size)
    return " + ".join(
        term if times == 1 else f"{times}·{factor_of(term, f'{times}·')}" for term, times in terms.items()
    )


def product(shape: Shape) -> str:
    """Return the size of an array as a product: `16·32·32`."""
    return "·".join(map(str, shape))


def readable(count: int) -> str:
    """Return bytes in a readable unit: `14,384 B`, `3.8 MB` (a megabyte is 10⁶ bytes)."""
    for unit, size in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6)):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count:,} B"


SPOKEN = {"sgd": "SGD", "momentum": "momentum", "adam": "Adam"}
