"""The backward pass of a network in shapes: every gradient, from the loss to the first layer.

One rule checks it all: a gradient has the shape of what it is the gradient of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnprep.nn.shapes.network import Network, Step, written

LOSSES = {
    "softmax": ("cross-entropy", "L = -sum(Y * ln({p})) / {rows}"),
    "sigmoid": ("binary cross-entropy", "L = -sum(Y * ln({p}) + (1 - Y) * ln(1 - {p})) / {rows}"),
    "linear": ("half squared error", "L = 0.5 * sum(({p} - Y)**2) / {rows}"),
}
"""The loss that makes the gradient at the last pre-activation prediction minus target, over the rows.

Each is the negative log-likelihood of a row (Goodfellow et al. 2016, section 6.2.2), summed over its outputs and
averaged over the rows: a mean over all outputs would divide the gradient by their number too.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a backward pass."""

    equation: str
    shapes: str
    of: str
    """Name of what this is the gradient of: `W1`, `z1` …"""
    shape: str
    """The gradient's shape, which is the shape of `of`."""
    learned: bool = False
    """Whether `of` is a parameter."""


def loss(network: Network) -> tuple[str, str]:
    """Return the name and the formula of the loss that matches the network's output."""
    name, formula = LOSSES[head(network)]
    return name, formula.format(p=network.steps[-1].name, rows=positions(network))


def positions(network: Network) -> str:
    """Return how many rows a loss is averaged over: `N`, `(N*7)` for tokens, `(N*32*32)` for pixels."""
    output = network.steps[-1].output
    inner = output[1:] if len(output) == 3 else output[:-1]
    return f"({'*'.join([network.rows, *map(str, inner)])})" if inner else network.rows


def row_of(network: Network) -> str:
    """Return what one row of the loss is: a sample, a token or a pixel."""
    return ("sample", "token", "pixel")[len(network.steps[-1].output) - 1]


def head(network: Network) -> str:
    """Return how the network ends: `softmax`, `sigmoid`, or `linear` for anything else."""
    last = network.steps[-1].layer
    return last if last in ("softmax", "sigmoid") else "linear"


def backward(network: Network) -> list[Line]:
    """Return every gradient of a network, last layer first; the gradient of the data itself is left out."""
    steps, rows = list(network.steps), network.rows
    last = steps[-1]
    start = last
    if head(network) != "linear" and len(steps) > 1:
        steps.pop()
        start = steps[-1]
    of = start.source if start is last and head(network) != "linear" else start.name
    lines = [
        Line(
            equation=f"d{of} = ({last.name} - Y) / {positions(network)}",
            shapes=written(last.output, rows),
            of=of,
            shape=written(last.output, rows),
        )
    ]
    if start is last and of == start.source:
        return lines
    first = next((index for index, step in enumerate(steps) if step.learned), len(steps))
    for index in range(len(steps) - 1, first - 1, -1):
        lines += RULES.get(steps[index].layer, element_wise)(steps[index], rows, index == first)
    return lines


def linear(step: Step, rows: str, first: bool) -> list[Line]:
    """Return dW = xᵀ dz, db = column sums of dz, dx = dz Wᵀ."""
    weight, *bias = step.learned
    n_in, n_out = weight.shape
    out, x, z = written(step.output, rows), step.source, f"d{step.name}"
    if len(step.output) > 1:  # .T would turn all axes, so tokens become rows
        x, z = f"{x}.reshape(-1, {n_in})", f"{z}.reshape(-1, {n_out})"
    flat = "·".join([rows, *map(str, step.output[:-1])])
    lines = [
        Line(
            equation=f"d{weight.name} = {x}.T @ {z}",
            shapes=f"({n_in},{flat}) @ ({flat},{n_out}) -> {written(weight.shape)}",
            of=weight.name,
            shape=written(weight.shape),
            learned=True,
        )
    ]
    lines += [
        Line(
            equation=f"d{b.name} = column sums of {z}",
            shapes=f"({flat},{n_out}) -> {written(b.shape)}",
            of=b.name,
            shape=written(b.shape),
            learned=True,
        )
        for b in bias
    ]
    if not first:
        shapes = f"{out} @ ({n_out},{n_in}) -> {written(step.input, rows)}"
        lines.append(passed(step, rows, f"d{step.name} @ {weight.name}.T", shapes))
    return lines


def element_wise(step: Step, rows: str, first: bool) -> list[Line]:
    """Return dx = dy * f'(x)."""
    both = f"{written(step.output, rows)} * {written(step.input, rows)}"
    return [] if first else [passed(step, rows, f"d{step.name} * {step.layer}'({step.source})", both)]


def softmax(step: Step, rows: str, first: bool) -> list[Line]:
    """Return dx = s ⊙ (ds − ⟨ds, s⟩), the product with the softmax's Jacobian."""
    s, axis = step.name, 1 if len(step.output) == 3 else -1
    rule = f"{s} * (d{s} - sum(d{s} * {s}, axis={axis}, keepdims=True))"
    return [] if first else [passed(step, rows, rule, written(step.input, rows))]


def conv(step: Step, rows: str, first: bool) -> list[Line]:
    """Return the gradients of a convolution, which are convolutions too."""
    weight, *bias = step.learned
    z, out = step.name, written(step.output, rows)
    lines = gradients(
        step, rows, {weight.name: f"conv({step.source}, d{z})"}, f"{written(step.input, rows)} * {out}"
    )
    lines += [
        Line(
            equation=f"d{b.name} = channel sums of d{z}",
            shapes=f"{out} -> {written(b.shape)}",
            of=b.name,
            shape=written(b.shape),
            learned=True,
        )
        for b in bias
    ]
    shapes = f"{out} * {written(weight.shape)} -> {written(step.input, rows)}"
    return lines if first else [*lines, passed(step, rows, f"conv.T(d{z}, {weight.name})", shapes)]


def normal(step: Step, rows: str, first: bool) -> list[Line]:
    """Return the gradients of a normalisation; mean and variance pass gradient too (Ioffe and Szegedy 2015)."""
    gamma, beta = step.learned
    n, x, out = f"d{step.name}", f"normal({step.source})", written(step.output, rows)
    others = {1: "axis 0", 2: "axes 0, 1", 3: "axes 0, 2, 3"}[len(step.output)]
    means = others if step.layer == "batchnorm" else "axis -1"
    sums = {gamma.name: f"sums of {n} * {x} over {others}", beta.name: f"sums of {n} over {others}"}
    lines = gradients(step, rows, sums, out)
    rule = f"(d - mean(d) - {x} * mean(d * {x})) / √(var + ε); d = {gamma.name} * {n}, means over {means}"
    return lines if first else [*lines, passed(step, rows, rule, out)]


def embedding(step: Step, rows: str, first: bool) -> list[Line]:
    """Return the gradient of a table: rows that were looked up twice add up."""
    table = step.learned[0]
    added = {table.name: f"d{step.name} added up by token"}
    return gradients(step, rows, added, written(step.output, rows))


def through(step: Step, rows: str, first: bool) -> list[Line]:
    """Return the gradients of a recurrent or attention layer, one line for each kind of array."""
    how = "summed over time" if step.layer != "attention" else "through softmax and products"
    lines = gradients(step, rows, {t.name: how for t in step.learned}, written(step.output, rows))
    whole = f"through {step.layer}(d{step.name})"
    shapes = f"{written(step.output, rows)} -> {written(step.input, rows)}"
    return lines if first else [*lines, passed(step, rows, whole, shapes)]


def moved(rule: str) -> Callable[[Step, str, bool], list[Line]]:
    """Return the backward rule of a layer that only moves numbers; `rule` holds {d}, what comes in, and {shape}."""

    def lines(step: Step, rows: str, first: bool) -> list[Line]:
        shapes = f"{written(step.output, rows)} -> {written(step.input, rows)}"
        whole = ", ".join(map(str, (-1, *step.input)))
        return [] if first else [passed(step, rows, rule.format(d=f"d{step.name}", shape=whole), shapes)]

    return lines


def gradients(step: Step, rows: str, rules: dict[str, str], source: str) -> list[Line]:
    """Return one line for each parameter that `rules` name."""
    return [
        Line(
            equation=f"d{tensor.name} = {rules[tensor.name]}",
            shapes=f"{source} -> {written(tensor.shape)}",
            of=tensor.name,
            shape=written(tensor.shape),
            learned=True,
        )
        for tensor in step.learned
        if tensor.name in rules
    ]


def passed(step: Step, rows: str, rule: str, shapes: str) -> Line:
    """Return the line that hands the gradient on to the layer's input."""
    return Line(
        equation=f"d{step.source} = {rule}", shapes=shapes, of=step.source, shape=written(step.input, rows)
    )


RULES: dict[str, Callable[[Step, str, bool], list[Line]]] = {
    "linear": linear, "softmax": softmax, "conv": conv, "batchnorm": normal, "layernorm": normal,
    "embedding": embedding, "rnn": through, "gru": through, "lstm": through, "attention": through,
    "flatten": moved("{d}.reshape({shape})"), "pool": moved("{d} at the maxima"),
    "avgpool": moved("{d} shared out"), "last": moved("{d} at the last position, 0 before"),
    "dropout": moved("{d} * the same scaled mask"),
}  # fmt: skip
