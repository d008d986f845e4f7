"""Tables of activations and losses, every number computed on the spot."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.nn.formulas import loss_table
from nnprep.nn.formulas.activations import (
    ACTIVATIONS,
    Activation,
    largest_slope,
    sigmoid_is_one_from,
    smallest_slope,
)
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.plots import Plot, side_by_side
from nnprep.terminal.tables import table, titled

POINTS = (-2.0, -1.0, 0.0, 1.0, 2.0)
COLUMNS = (Style.STRONG, Style.PLAIN, Style.ACCENT)
DRAWN = ("sigmoid", "tanh", "relu", "gelu")
"""Which are drawn if none is named."""


def activations(names: Sequence[str], paper: Paper) -> list[Line]:
    """Return values, slopes, notes and drawings of the named activations, or of the usual ones."""
    chosen = [ACTIVATIONS[name] for name in names] if names else list(ACTIVATIONS.values())
    header = ("z", *(f"{z:g}" for z in POINTS))
    rows = []
    for activation in chosen:
        rows.append([activation.name, *(f"{activation.value(z):.4f}" for z in POINTS)])
        rows.append(["  slope", *(f"{activation.slope(z):.4f}" for z in POINTS)])
    right = {1, 2, 3, 4, 5}
    lines = [*titled("activations", "value and slope at five points", paper)]
    lines += [*table(rows, paper, header=header, styles=COLUMNS[:2], right=right), Line()]
    described = [row for activation in chosen for row in about(activation)]
    lines += table(described, paper, styles=COLUMNS[:2], wraps=True)
    lines += [Line(), *drawings([ACTIVATIONS[name] for name in names or DRAWN], paper), Line()]
    if not names:
        powers = ", ".join(f"{0.25**k:.1e} after {k}" for k in (5, 10, 20))
        lines += paper.paragraph(
            f"A sigmoid passes at most a quarter of the gradient on: {powers} layers. It rounds to exactly 1 from "
            f"z = {sigmoid_is_one_from('float64')} in float64 and {sigmoid_is_one_from('float32')} in float32.",
            indent="  ",
        )
        lines += paper.paragraph(
            f"Others to draw: nnprep explain activations {' '.join(n for n in ACTIVATIONS if n not in DRAWN)}",
            Style.FAINT,
            indent="  ",
        )
    return lines


def about(activation: Activation) -> list[list[str]]:
    """Return formula and slope of an activation, and below them the slope's range and the note."""
    low, high = smallest_slope(activation.name), largest_slope(activation.name)
    slopes = f"slope {low:.4f} to {high:.4f}"
    formulas = f"{activation.formula};  slope {activation.slope_formula}"
    return [[activation.name, formulas], ["", f"{slopes}; {activation.note}"]]


def drawings(chosen: Sequence[Activation], paper: Paper) -> list[Line]:
    """Return the value and the slope of each activation as curves side by side."""
    plots = []
    for activation in chosen:
        for what, function, low, high in (
            ("", activation.value, -1.2, 2.0 if activation.value(4) > 1.5 else 1.2),
            ("'", activation.slope, -0.3, 1.2),
        ):
            plot = Plot(24, 6, (-4, 4), (low, high), ascii=paper.ascii)
            xs = [-4 + 8 * i / 400 for i in range(401)]
            plot.curve([(x, function(x)) for x in xs])
            plots.append((f"{activation.name}{what}", plot))
    return side_by_side(plots, paper)


def losses(paper: Paper) -> list[Line]:
    """Return every loss, and the numbers that give a wrong one away."""
    rows = []
    for entry in loss_table.entries():
        slope = ", ".join(f"{s:.6f}" for s in entry.slope)
        rows.append([entry.name, f"{entry.formula};  gradient {entry.gradient}"])
        rows.append(["", f"{entry.example}:  {entry.value:.6f};  gradient {slope}"])
        rows.append(["", f"for {entry.use}"])
    lines = [
        *titled("losses", "for one sample; gradients with respect to the logit z or the prediction p", paper)
    ]
    lines += [*table(rows, paper, styles=COLUMNS[:2], wraps=True), Line()]
    lines += titled("at the start", "K balanced classes and a network that knows nothing", paper)
    header = ("K", "ln K", "floor if softmax is applied twice")
    starts = [[f"{k:,}", f"{start:.4f}", f"{floor:.4f}"] for k, start, floor in loss_table.initial_losses()]
    lines += [*table(starts, paper, header=header, right={0, 1, 2}), Line()]
    lines += titled("−ln(p + ε)", "can report no more than −ln ε; compute from logits instead", paper)
    caps = [[f"ε = {epsilon:g}", f"{cap:.2f}"] for epsilon, cap in loss_table.epsilon_caps()]
    lines += [*table(caps, paper, right={1}), Line()]
    squared, crossed = loss_table.saturation()
    lines += titled("confidently wrong", "z = −10, y = 1", paper)
    slopes = [
        ["half squared error on σ(z)", f"{squared:.2e}", "the slope of σ kills the gradient"],
        ["binary cross-entropy", f"{crossed:.5f}", "σ' cancels: (p − y) / (p(1 − p)) · p(1 − p) = p − y"],
    ]
    lines += [*table(slopes, paper, right={1}, styles=COLUMNS[1:], wraps=True), Line()]
    lines += titled("which one", "target, last layer, loss", paper)
    return lines + table(loss_table.HEADS, paper, styles=COLUMNS[:2], wraps=True)
