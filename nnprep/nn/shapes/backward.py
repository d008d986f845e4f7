"""The backward pass of a network in shapes: every gradient, from the loss to the first layer.

One rule checks it all: a gradient has the shape of what it is the gradient of.
"""

from __future__ import annotations

from collections.abc import Callable

from nnprep.named_tuple import NamedTuple
from nnprep.nn.shapes.layers import batch_axes
from nnprep.nn.shapes.network import Network, Step, Tensor, written

LOSSES = {
    "softmax": ("cross-entropy", "L = -sum(Y * ln({p})) / {rows}"),
    "sigmoid": ("binary cross-entropy", "L = -sum(Y * ln({p}) + (1 - Y) * ln(1 - {p})) / {rows}"),
    "linear": ("half squared error", "L = 0.5 * sum(({p} - Y)**2) / {rows}"),
}
"""For each output the loss whose gradient at the last pre-activation is prediction minus target, over the rows.

Each is the negative log-likelihood of a row (Goodfellow et al. 2016, section 6.2.2), summed over its outputs and
averaged over the rows: a mean over all outputs would also divide the gradient by their number.
"""


class GradientLine(NamedTuple):
    """One line of a backward pass."""

    equation: str
    shapes: str
    of: str
    """The name of what this is the gradient of: `W1`, `z1` …"""
    shape: str
    """The shape of the gradient, which is also the shape of `of`."""
    learned: bool = False
    """Whether `of` is a parameter."""


def loss(network: Network) -> tuple[str, str]:
    """Return the name and the formula of the loss that matches the network's output."""
    name, formula = LOSSES[head(network)]
    return name, formula.format(p=network.steps[-1].name, rows=positions(network))


def positions(network: Network) -> str:
    """Return over how many rows the loss is averaged: `N`, `(N*7)` for tokens, `(N*32*32)` for pixels."""
    last = network.steps[-1]
    inner = last.output[1:] if last.channels else last.output[:-1]
    return f"({'*'.join([network.rows, *map(str, inner)])})" if inner else network.rows


def row_of(network: Network) -> str:
    """Return what one row of the loss is: a sample, a token or a pixel."""
    last = network.steps[-1]
    names = ("", "step", "pixel", "voxel") if last.channels else ("sample", "token")
    return names[len(last.output) - 1]


def head(network: Network) -> str:
    """Return how the network ends: `softmax`, `sigmoid`, or `linear` for anything else."""
    last = network.steps[-1].layer
    return last if last in ("softmax", "sigmoid") else "linear"


def backward(network: Network) -> list[GradientLine]:
    """Return every gradient of a network, last layer first, without the gradient of the data."""
    steps, rows = list(network.steps), network.rows
    last = steps[-1]
    of = last.name
    if head(network) != "linear":
        steps.pop()  # its slope cancels against that of the loss
        of = last.source
    shape = written(last.output, rows)
    equation = f"d{of} = ({last.name} - Y) / {positions(network)}"
    lines = [GradientLine(equation=equation, shapes=shape, of=of, shape=shape)]
    first = next((index for index, step in enumerate(steps) if step.learned), len(steps))
    for index in range(len(steps) - 1, first - 1, -1):
        step = steps[index]
        rule = RULES.get(step.layer, element_wise)
        lines += [line for line in rule(step, rows) if index > first or line.of != step.source]
    return added_up(lines)


def added_up(lines: list[GradientLine]) -> list[GradientLine]:
    """Return the lines with `+=` where an array, such as a tied table, gets another gradient."""
    seen: set[str] = set()
    for index, line in enumerate(lines):
        if line.of in seen:
            lines[index] = line._replace(equation=line.equation.replace(" = ", " += ", 1))
        seen.add(line.of)
    return lines


def linear(step: Step, rows: str) -> list[GradientLine]:
    """Return dW = xᵀ dz, db = column sums of dz, dx = dz Wᵀ."""
    weight, *bias = step.learned
    n_in, n_out = weight.shape
    out, x, z = written(step.output, rows), step.source, f"d{step.name}"
    if len(step.output) > 1:  # .T would reverse all axes, so tokens become rows
        x, z = f"{x}.reshape(-1, {n_in})", f"{z}.reshape(-1, {n_out})"
    flat = "·".join([rows, *map(str, step.output[:-1])])
    lines = [parameter_gradient(weight, f"{x}.T @ {z}", f"({n_in},{flat}) @ ({flat},{n_out})")]
    lines += [parameter_gradient(b, f"column sums of {z}", f"({flat},{n_out})") for b in bias]
    shapes = f"{out} @ ({n_out},{n_in}) -> {written(step.input, rows)}"
    return [*lines, input_gradient(step, rows, f"d{step.name} @ {weight.name}.T", shapes)]


def element_wise(step: Step, rows: str) -> list[GradientLine]:
    """Return dx = dy * f'(x)."""
    both = f"{written(step.output, rows)} * {written(step.input, rows)}"
    return [input_gradient(step, rows, f"d{step.name} * {step.layer}'({step.source})", both)]


def softmax(step: Step, rows: str) -> list[GradientLine]:
    """Return dx = s ⊙ (ds − ⟨ds, s⟩), the product with the softmax's Jacobian."""
    s, axis = step.name, 1 if step.channels else -1
    rule = f"{s} * (d{s} - sum(d{s} * {s}, axis={axis}, keepdims=True))"
    return [input_gradient(step, rows, rule, written(step.input, rows))]


def conv(step: Step, rows: str) -> list[GradientLine]:
    """Return the gradients of a convolution, which are also convolutions; a transposed one swaps the roles."""
    weight, *bias = step.learned
    z, out = step.name, written(step.output, rows)
    there, back = f"{step.layer}({step.source}, d{z})", f"conv.T(d{z}, {weight.name})"
    if step.layer == "convt":
        there, back = f"conv(d{z}, {step.source})", f"conv(d{z}, {weight.name})"
    lines = [
        parameter_gradient(weight, there, f"{written(step.input, rows)} * {out}"),
        *(parameter_gradient(b, f"channel sums of d{z}", out) for b in bias),
    ]
    shapes = f"{out} * {written(weight.shape)} -> {written(step.input, rows)}"
    return [*lines, input_gradient(step, rows, back, shapes)]


def normal(step: Step, rows: str) -> list[GradientLine]:
    """Return the gradients of a normalization, also through mean and variance (Ioffe and Szegedy 2015)."""
    gamma, beta = step.learned
    n, x, out = f"d{step.name}", f"normal({step.source})", written(step.output, rows)
    others = batch_axes(len(step.output), step.channels)
    means = {"batchnorm": others, "groupnorm": "each group"}.get(step.layer, "axis -1")
    lines = [
        parameter_gradient(gamma, f"sums of {n} * {x} over {others}", out),
        parameter_gradient(beta, f"sums of {n} over {others}", out),
    ]
    rule = f"(d - mean(d) - {x} * mean(d * {x})) / √(var + ε); d = {gamma.name} * {n}, means over {means}"
    return [*lines, input_gradient(step, rows, rule, out)]


def root_mean_square(step: Step, rows: str) -> list[GradientLine]:
    """Return the gradients of a root-mean-square normalization (Zhang and Sennrich 2019)."""
    (gamma,), n, x, out = step.learned, f"d{step.name}", f"rms({step.source})", written(step.output, rows)
    sums = f"sums of {n} * {x} over {batch_axes(len(step.output), step.channels)}"
    rule = (
        f"(d - {x} * mean(d * {x})) / √(mean({step.source}²) + ε); d = {gamma.name} * {n}, means over axis -1"
    )
    return [parameter_gradient(gamma, sums, out), input_gradient(step, rows, rule, out)]


def swiglu(step: Step, rows: str) -> list[GradientLine]:
    """Return the gradients of a SwiGLU network, h Wd with h = silu(g) * u; tokens become rows, as in `linear`."""
    gate, up, down = step.learned
    n_in, hidden = gate.shape
    x, s = step.source, f"d{step.name}"
    if len(step.output) > 1:
        x, s = f"{x}.reshape(-1, {n_in})", f"{s}.reshape(-1, {n_in})"
    flat = "·".join([rows, *map(str, step.output[:-1])])
    wide, both = f"({flat},{hidden})", f"({n_in},{flat}) @ ({flat},{hidden})"
    whole = f"{wide} @ ({hidden},{n_in}) twice -> {written(step.input, rows)}"
    return [
        parameter_gradient(down, f"h.T @ {s}; h = silu(g) * u", f"({hidden},{flat}) @ ({flat},{n_in})"),
        parameter_gradient(up, f"{x}.T @ du; du = dh * silu(g), dh = {s} @ {down.name}.T", both),
        parameter_gradient(gate, f"{x}.T @ dg; dg = dh * u * silu'(g)", both),
        input_gradient(step, rows, f"dg @ {gate.name}.T + du @ {up.name}.T", whole),
    ]


def tied(step: Step, rows: str) -> list[GradientLine]:
    """Return the gradients of a head that shares the embedding's table, which the lookups add to."""
    (_, width), (tokens, vocabulary) = step.input, step.output
    table, flat = step.equation.partition(" @ ")[2].removesuffix(".T"), f"{rows}·{tokens}"
    z, x = f"d{step.name}.reshape(-1, {vocabulary})", f"{step.source}.reshape(-1, {width})"
    head = parameter_gradient(
        Tensor(name=table, shape=(vocabulary, width)),
        f"{z}.T @ {x}",
        f"({vocabulary},{flat}) @ ({flat},{width})",
    )
    shapes = f"{written(step.output, rows)} @ ({vocabulary},{width}) -> {written(step.input, rows)}"
    return [head, input_gradient(step, rows, f"d{step.name} @ {table}", shapes)]


def embedding(step: Step, rows: str) -> list[GradientLine]:
    """Return the gradient of a table: it adds up for rows that were looked up more than once."""
    return [
        parameter_gradient(step.learned[0], f"d{step.name} added up by token", written(step.output, rows))
    ]


def through(step: Step, rows: str) -> list[GradientLine]:
    """Return the gradients of a recurrent or attention layer, one line for each kind of array."""
    how = "summed over time" if step.layer != "attention" else "through softmax and products"
    lines = [parameter_gradient(tensor, how, written(step.output, rows)) for tensor in step.learned]
    whole = f"through {step.layer}(d{step.name})"
    shapes = f"{written(step.output, rows)} -> {written(step.input, rows)}"
    return [*lines, input_gradient(step, rows, whole, shapes)]


def moving(rule: str) -> Callable[[Step, str], list[GradientLine]]:
    """Return the backward rule of a layer that only moves numbers; `rule` has {d}, the gradient, and {shape}."""

    def lines(step: Step, rows: str) -> list[GradientLine]:
        shapes = f"{written(step.output, rows)} -> {written(step.input, rows)}"
        whole = ", ".join(map(str, (-1, *step.input)))
        return [input_gradient(step, rows, rule.format(d=f"d{step.name}", shape=whole), shapes)]

    return lines


def parameter_gradient(tensor: Tensor, rule: str, source: str) -> GradientLine:
    """Return the line with the gradient of one parameter, which `rule` computes from arrays of the shapes `source`."""
    shape = written(tensor.shape)
    return GradientLine(
        equation=f"d{tensor.name} = {rule}",
        shapes=f"{source} -> {shape}",
        of=tensor.name,
        shape=shape,
        learned=True,
    )


def input_gradient(step: Step, rows: str, rule: str, shapes: str) -> GradientLine:
    """Return the line with the gradient of the layer's input."""
    return GradientLine(
        equation=f"d{step.source} = {rule}", shapes=shapes, of=step.source, shape=written(step.input, rows)
    )


RULES: dict[str, Callable[[Step, str], list[GradientLine]]] = {
    "linear": linear, "softmax": softmax, "embedding": embedding, "tied": tied, "swiglu": swiglu,
    **dict.fromkeys(("conv", "conv1d", "conv3d", "convt"), conv),
    **dict.fromkeys(("batchnorm", "layernorm", "groupnorm"), normal), "rmsnorm": root_mean_square,
    **dict.fromkeys(("rnn", "gru", "lstm", "attention"), through),
    "flatten": moving("{d}.reshape({shape})"), "transpose": moving("{d}.swapaxes(1, 2)"),
    "pool": moving("{d} at the maxima"), "avgpool": moving("{d} spread evenly"),
    "last": moving("{d} at the last position, 0 before"), "dropout": moving("{d} * the same scaled mask"),
}  # fmt: skip
