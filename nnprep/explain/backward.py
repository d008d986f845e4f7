"""The backward pass of a network in shapes: every gradient, from the loss to the first layer.

One rule checks it all: a gradient has the shape of what it is the gradient of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnprep.explain.network import Network, Step, written

LOSSES = {
    "softmax": ("cross-entropy", "L = -mean(ln {p}[label])"),
    "sigmoid": ("binary cross-entropy", "L = -mean(Y ln {p} + (1 - Y) ln(1 - {p}))"),
    "linear": ("half squared error", "L = mean over rows of ½|{p} - Y|²"),
}
"""The loss that makes the gradient at the last pre-activation prediction minus target."""


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
    return name, formula.format(p=network.steps[-1].name)


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
    of = start.name
    lines = [
        Line(
            equation=f"d{of} = ({last.name} - Y) / {rows}",
            shapes=written(start.output, rows),
            of=of,
            shape=written(start.output, rows),
        )
    ]
    first = next((index for index, step in enumerate(steps) if step.learned), len(steps))
    for index in range(len(steps) - 1, first - 1, -1):
        lines += RULES.get(steps[index].layer, element_wise)(steps[index], rows, index == first)
    return lines


def linear(step: Step, rows: str, first: bool) -> list[Line]:
    """Return dW = xᵀ dz, db = column sums of dz, dx = dz Wᵀ."""
    weight, *bias = step.learned
    n_in, n_out = weight.shape
    out, x, z = written(step.output, rows), step.source, step.name
    flat = "·".join([rows, *map(str, step.output[:-1])])
    lines = [
        Line(
            equation=f"d{weight.name} = {x}.T @ d{z}",
            shapes=f"({n_in},{flat}) @ ({flat},{n_out}) -> {written(weight.shape)}",
            of=weight.name,
            shape=written(weight.shape),
            learned=True,
        )
    ]
    lines += [
        Line(
            equation=f"d{b.name} = column sums of d{z}",
            shapes=f"{out} -> {written(b.shape)}",
            of=b.name,
            shape=written(b.shape),
            learned=True,
        )
        for b in bias
    ]
    if not first:
        shapes = f"{out} @ ({n_out},{n_in}) -> {written(step.input, rows)}"
        lines.append(passed(step, rows, f"d{z} @ {weight.name}.T", shapes))
    return lines


def element_wise(step: Step, rows: str, first: bool) -> list[Line]:
    """Return dx = dy * f'(x)."""
    both = f"{written(step.output, rows)} * {written(step.input, rows)}"
    return [] if first else [passed(step, rows, f"d{step.name} * {step.layer}'({step.source})", both)]


def softmax(step: Step, rows: str, first: bool) -> list[Line]:
    """Return dx = s ⊙ (ds − ⟨ds, s⟩), the product with the soft-max's Jacobian."""
    s = step.name
    return (
        [] if first else [passed(step, rows, f"{s} * (d{s} - rowsum(d{s} * {s}))", written(step.input, rows))]
    )


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
    """Return the gradients of a normalisation; mean and variance pass gradient too."""
    gamma, beta = step.learned
    n, out = step.name, written(step.output, rows)
    sums = {gamma.name: f"sums of d{n} * normal({step.source})", beta.name: f"sums of d{n}"}
    lines = gradients(step, rows, sums, out)
    rule = f"(d - mean(d) - normal·mean(d·normal)) / σ, d = {gamma.name}·d{n}"
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
    """Return the backward rule of a layer that only moves numbers; `rule` holds {d}, what comes in."""

    def lines(step: Step, rows: str, first: bool) -> list[Line]:
        shapes = f"{written(step.output, rows)} -> {written(step.input, rows)}"
        return [] if first else [passed(step, rows, rule.format(d=f"d{step.name}"), shapes)]

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
    "flatten": moved("reshape({d})"), "pool": moved("{d} at the maxima"),
    "avgpool": moved("{d} shared out"), "last": moved("{d} at the last position, 0 before"),
    "dropout": moved("{d} * the same scaled mask"),
}  # fmt: skip
