"""The derivation of a network's shapes, as a candidate would write it on a whiteboard."""

from __future__ import annotations

from nnprep.nn.shapes import budget
from nnprep.nn.shapes.backward import backward, loss, row_of
from nnprep.nn.shapes.network import Network, written
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table, titled

COLUMNS = (Style.STRONG, Style.PLAIN, Style.ACCENT)


def derivation(network: Network, paper: Paper) -> list[Line]:
    """Return the forward pass: each line with its shapes and its parameters, then the total."""
    rows = [["X", written(network.input, network.rows), ""]]
    for step in network.steps:
        total_of_step = f"{step.parameters:,}"
        count = f"{step.count} = {total_of_step}" if "·" in step.count else total_of_step
        count = count if step.learned else ""
        rows.append([step.equation, step.shapes, count])
    lines = [*title(network, paper), *table(rows, paper, styles=COLUMNS, right={2})]
    lines += paper.paragraph(total(network), Style.ACCENT, indent="  ")
    notes = [[step.name, step.note] for step in network.steps if step.note and network.sizes is None]
    if notes:
        lines += [Line(), *table(notes, paper, styles=(Style.STRONG, Style.FAINT), wraps=True)]
    return lines


def title(network: Network, paper: Paper) -> list[Line]:
    """Return which network this is and for which batch."""
    words = [step.word for step in network.steps if step.word]
    name = " → ".join(["x".join(map(str, network.input)), *words])
    return titled(name, f"batch of {network.batch:,}" if network.batch else "N samples in a batch", paper)


def total(network: Network) -> str:
    """Return the number of parameters, split into weights and biases if there are no others."""
    whole = f"{network.parameters:,} parameters"
    biases = sum(tensor.size for step in network.steps for tensor in step.learned[1:])
    if network.sizes is None or not biases:
        return whole
    return f"{whole} = {network.parameters - biases:,} weights + {biases:,} biases"


def loss_line(network: Network, paper: Paper) -> list[Line]:
    """Return the loss that goes with the output."""
    name, formula = loss(network)
    return paper.paragraph(f"{name}: {formula}", indent="  ")


def gradients(network: Network, paper: Paper) -> list[Line]:
    """Return the backward pass, last layer first."""
    name, formula = loss(network)
    rule = "A gradient has the shape of its parameter."
    if row_of(network) != "sample":
        rule += f" The loss is a mean over rows, and each {row_of(network)} is a row."
    rows = [
        [line.equation, line.shapes, f"= shape of {line.of}" if line.learned else ""]
        for line in backward(network)
    ]
    return [
        Line(),
        *titled("backward", f"{name}: {formula}", paper),
        *table(rows, paper, styles=COLUMNS),
        *paper.paragraph(rule, Style.FAINT, indent="  "),
    ]


def memory(network: Network, dtype: str, paper: Paper) -> list[Line]:
    """Return what training holds in memory."""
    rows = [[item.what, item.formula, budget.readable(item.amount)] for item in budget.memory(network, dtype)]
    grows = (
        f"One sample keeps {budget.stored(network)} = {network.stored:,} numbers: the input, every output, and "
        "the gates, scores and heads inside layers, without masks and statistics. Only these grow with the batch."
    )
    if budget.ITEM_SIZES[dtype] == 2:
        grows += f" {HALVED}"
    return [
        Line(),
        *titled("memory", f"{dtype}, {budget.ITEM_SIZES[dtype]} bytes per number", paper),
        *table(rows, paper, styles=COLUMNS, right={2}),
        *paper.paragraph(grows, Style.FAINT, indent="  "),
        Line(),
        *memory_by_layer(network, dtype, paper),
    ]


def memory_by_layer(network: Network, dtype: str, paper: Paper) -> list[Line]:
    """Return what each layer holds in memory."""
    of = f"a batch of {network.batch:,}" if network.batch else "one sample"
    header = ("", "layer", "weights", "with Adam", "activations")
    rows = [
        [row.name, row.layer, *(budget.readable(amount) for amount in row[2:])]
        for row in budget.memory_by_layer(network, dtype)
    ]
    return [
        *titled("memory by layer", f"activations of {of}", paper),
        *table(rows, paper, header=header, styles=(*COLUMNS[:2], *[Style.PLAIN] * 3), right={2, 3, 4}),
    ]


def operations(network: Network, paper: Paper) -> list[Line]:
    """Return what one pass computes."""
    rows = [[item.what, item.formula, f"{item.amount:,}"] for item in budget.flops(network)]
    per = "" if network.batch else ", for one sample"
    left_out = "Not counted: biases, activations, normalization, pooling."
    return [
        Line(),
        *titled("operations", f"a multiply-add counts as two{per}", paper),
        *table(rows, paper, styles=COLUMNS, right={2}),
        *paper.paragraph(left_out, Style.FAINT, indent="  "),
    ]


def torch_words(network: Network, paper: Paper) -> list[Line]:
    """Return where PyTorch's convention differs."""
    rows = [[step.name, step.torch] for step in network.steps if step.torch] or [["", "nothing differs"]]
    heading = titled("in PyTorch", "", paper)
    return [Line(), *heading, *table(rows, paper, styles=(Style.STRONG, Style.PLAIN), wraps=True)]


HALVED = (
    "Training in 16 bits usually keeps a float32 master copy of the weights and Adam's moments in float32: "
    "2 + 2 + 4 + 8 = 16 bytes per parameter, as in float32."
)
