"""The derivation of a network's shapes, as a candidate would write it on a whiteboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from nnprep.explain.network import Network, written
from nnprep.screens.tables import Rows

if TYPE_CHECKING:
    from rich.console import RenderableType


def derivation(network: Network) -> Iterator[RenderableType]:
    """Yield the forward pass: each line with its shapes and its parameters, then the total."""
    yield title(network)
    rows = [["X", written(network.input, network.rows), ""]]
    for step in network.steps:
        seen = f"  sees {step.field[0]}x{step.field[1]}" if step.field and step.layer in WINDOWED else ""
        count = f"{step.count} = {step.parameters:,}" if step.learned else ""
        rows.append([step.equation, step.shapes + seen, count])
    yield Rows(rows, styles=("bold", "", "cyan"), right={2})
    yield Text.assemble(("  " + total(network), "bold cyan"))
    notes = [[step.name, step.note] for step in network.steps if step.note and network.sizes is None]
    if notes:
        yield Text()
        yield Rows(notes, styles=("bold", "dim"), wraps=True)


def title(network: Network) -> Text:
    """Return what network this is and for which batch."""
    if network.sizes is not None:
        name = " → ".join(map(str, network.sizes))
    else:
        name = " → ".join([written(network.input), *(step.word for step in network.steps if step.word)])
    batch = f"batch of {network.batch:,}" if network.batch else "N samples in a batch, one a row"
    return Text.assemble((name, "bold"), ("   " + batch, "dim"))


def total(network: Network) -> str:
    """Return the sum of all parameters, taken apart into weights and biases where that is all there is."""
    whole = f"{network.parameters:,} parameters"
    biases = sum(tensor.size for step in network.steps for tensor in step.learned[1:])
    if network.sizes is None or not biases:
        return whole
    return f"{whole} = {network.parameters - biases:,} weights + {biases:,} biases"


def gradients(network: Network) -> Iterator[RenderableType]:
    """Yield the backward pass, last layer first."""
    from nnprep.explain.backward import backward, loss

    name, formula = loss(network)
    yield Text()
    yield Text.assemble(("backward", "bold"), (f"   {name}: {formula}", "dim"))
    rows = [
        [line.equation, line.shapes, f"= shape of {line.of}" if line.learned else ""]
        for line in backward(network)
    ]
    yield Rows(rows, styles=("bold", "", "cyan"))
    yield Text("  A gradient has the shape of its parameter.", "dim")


def memory(network: Network, dtype: str) -> Iterator[RenderableType]:
    """Yield what training holds in memory."""
    from nnprep.explain import budget

    yield Text()
    yield Text.assemble(("memory", "bold"), (f"   {dtype}, {budget.ITEM_SIZES[dtype]} bytes a number", "dim"))
    rows = [[item.what, item.formula, budget.readable(item.amount)] for item in budget.memory(network, dtype)]
    yield Rows(rows, styles=("bold", "", "cyan"), right={2})
    yield Text("  Activations grow with the batch; everything else does not.", "dim")


def operations(network: Network) -> Iterator[RenderableType]:
    """Yield what one pass computes."""
    from nnprep.explain import budget

    yield Text()
    per = "" if network.batch else ", for one sample"
    yield Text.assemble(("operations", "bold"), (f"   a multiply-add counts as two{per}", "dim"))
    rows = [[item.what, item.formula, f"{item.amount:,}"] for item in budget.flops(network)]
    yield Rows(rows, styles=("bold", "", "cyan"), right={2})
    yield Text("  Not counted: biases, activations, normalisation, pooling.", "dim")


def torch_words(network: Network) -> Iterator[RenderableType]:
    """Yield where PyTorch's convention differs."""
    rows = [[step.name, step.torch] for step in network.steps if step.torch]
    yield Text()
    yield Text("in PyTorch", "bold")
    yield Rows(rows or [["", "nothing differs"]], styles=("bold", ""), wraps=True)


WINDOWED = ("conv", "pool", "avgpool")
