"""What a network costs in memory and operations, line by line, with the numbers put in."""

from __future__ import annotations

from dataclasses import dataclass

from nnprep.nn.formulas.costs import STATE_FLOATS
from nnprep.nn.shapes.network import Network, Shape

ITEM_SIZES = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8}
"""Bytes of one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a budget."""

    what: str
    formula: str
    """How the amount comes about, with the numbers put in."""
    amount: int
    """Bytes or operations."""


def memory(network: Network, dtype: str = "float32") -> list[Item]:
    """Return the bytes of training: weights, gradients, what each optimizer remembers, activations.

    Activations grow with the batch, everything else does not. Without a batch size, of one sample.
    """
    each, count = ITEM_SIZES[dtype], network.parameters
    items = [
        Item(what="weights", formula=f"{count:,} · {each}", amount=count * each),
        Item(what="gradients", formula=f"{count:,} · {each}", amount=count * each),
    ]
    for optimizer in ("sgd", "momentum", "adam"):
        floats = STATE_FLOATS[optimizer]
        items.append(
            Item(
                what=f"state of {SPOKEN[optimizer]}",
                formula=f"{floats} · {count:,} · {each}",
                amount=floats * count * each,
            )
        )
    for optimizer in ("sgd", "momentum", "adam"):
        floats = 2 + STATE_FLOATS[optimizer]
        items.append(
            Item(
                what=f"together with {SPOKEN[optimizer]}",
                formula=f"{floats} · {count:,} · {each}",
                amount=floats * count * each,
            )
        )
    rows = network.batch or 1
    items.append(
        Item(
            what=f"activations, {'batch of ' + network.rows if network.batch else 'one sample'}",
            formula=f"{rows:,} · {network.stored:,} · {each}",
            amount=rows * network.stored * each,
        )
    )
    return items


def flops(network: Network) -> list[Item]:
    """Return the operations of each costly layer, of a forward, a backward and a whole training step."""
    rows = network.batch or 1
    times = f"{rows:,}·" if network.batch else ""
    items = [
        Item(what=step.name, formula=times + factor_of(step.flops_count, times), amount=rows * step.flops)
        for step in network.steps
        if step.flops
    ]
    forward, backward = rows * network.flops, rows * network.backward_flops
    spared = rows * (2 * network.flops) - backward
    items.append(Item(what="forward", formula="all layers", amount=forward))
    rule = f"2·{forward:,} − {spared:,}" if spared else f"2·{forward:,}"
    items.append(Item(what="backward", formula=rule, amount=backward))
    items.append(Item(what="training step", formula=f"{forward:,} + {backward:,}", amount=forward + backward))
    return items


def factor_of(count: str, times: str) -> str:
    """Return a sum in brackets where something multiplies it."""
    return f"({count})" if times and " + " in count else count


def stored(network: Network) -> str:
    """Return the numbers of one sample that are kept, as a sum: the input, every result, what layers keep inside."""
    terms: dict[str, int] = {}
    for term in (
        product(network.input),
        *(t for step in network.steps for t in (product(step.output), step.inner_count)),
    ):
        if term:
            terms[term] = terms.get(term, 0) + 1
    return " + ".join(
        term if times == 1 else f"{times}·{factor_of(term, 'times')}" for term, times in terms.items()
    )


def product(shape: Shape) -> str:
    """Return the size of an array as a product: `16·32·32`."""
    return "·".join(map(str, shape))


def readable(count: int) -> str:
    """Return bytes in a unit that is easy to say: `14,384 B`, `3.8 MB` (a megabyte is 10⁶ bytes)."""
    for unit, size in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6)):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count:,} B"


SPOKEN = {"sgd": "SGD", "momentum": "momentum", "adam": "Adam"}
