"""Results of experiments: initial scales through depth, symmetry, optimizers in a valley."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnprep.errors import plural
from nnprep.nn.experiments.signals import SAMPLES
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.plots import Plot, side_by_side, sparkline
from nnprep.terminal.tables import table, titled

if TYPE_CHECKING:
    from nnprep.nn.experiments.descent import Descent
    from nnprep.nn.experiments.feature_scaling import Regression
    from nnprep.nn.experiments.initialization import Start
    from nnprep.nn.experiments.signals import Run

COLUMNS = (Style.STRONG, Style.PLAIN, Style.ACCENT)


def layer_scales(
    fan_in: int, fan_out: int, rows: Sequence[tuple[str, str, float, float]], paper: Paper
) -> list[Line]:
    """Return the rules' standard deviations and limits for one layer."""
    header = ("rule", "variance", "std", "uniform limit")
    cells = [[name, formula, f"{std:.6f}", f"{limit:.6f}"] for name, formula, std, limit in rows]
    lines = titled("initialization", f"one layer, fan_in {fan_in:,}, fan_out {fan_out:,}", paper)
    lines += table(cells, paper, header=header, styles=COLUMNS, right={2, 3})
    text = (
        "n inputs of variance v times weights of variance s add up to variance n·s·v, so 1/fan_in keeps it. ReLU drops "
        "half of E[z²], so He uses 2/fan_in. Biases start at 0; only PyTorch's Linear draws them too, from ±1/√fan_in."
    )
    return lines + paper.paragraph(text, Style.FAINT, indent="  ")


def depth(runs: Sequence[Run], layers: int, width: int, seed: int, paper: Paper) -> list[Line]:
    """Return how activations and deltas grow or shrink through the layers under each rule."""
    places = sorted({1, (layers + 1) // 2, layers})
    about = f"live: {plural(layers, 'layer')} {width} wide, {SAMPLES} samples, seed {seed}, no biases"
    lines = titled("through depth", about, paper)
    lines += paper.paragraph(
        "a: standard deviation of the activations over the samples; δ: root mean square of ∂L/∂z for a random gradient "
        "at the end. After them, the factor per layer: of a over the second half, once it has settled; of δ over the "
        "whole way back.",
        Style.FAINT,
        indent="  ",
    )
    for activation in dict.fromkeys(run.activation for run in runs):
        lines += paper.paragraph(activation, Style.STRONG, indent="  ")
        header = ("weights", "", *(f"layer {place}" for place in places), "1e-6 to 1e3", "each layer")
        rows = []
        for run in runs:
            if run.activation != activation:
                continue
            for name, values, each, what in (
                ("a", run.stds, run.forward, run.activations_fate),
                ("δ", run.deltas, run.backward, run.deltas_fate),
            ):
                shown = [f"{values[place - 1]:.2g}" for place in places]
                what = what if each is None else f"x {each:.2g}  {what}"
                rows.append([run.rule if name == "a" else "", name, *shown, trend(values, paper), what])
        lines += table(rows, paper, header=header)
    return lines


def trend(values: Sequence[float], paper: Paper) -> str:
    """Return one block for each layer, or for ten of them if there are more, on a logarithmic scale."""
    most = 10
    places = (
        range(len(values))
        if len(values) <= most
        else (i * (len(values) - 1) // (most - 1) for i in range(most))
    )
    levels = [min(max(math.log10(values[i]) if values[i] > 0 else -99.0, -6.0), 3.0) for i in places]
    return sparkline([-6.0, *levels, 3.0], ascii=paper.ascii)[1:-1]


def symmetry(starts: Sequence[Start], paper: Paper) -> list[Line]:
    """Return how networks with equal and with random weights train."""
    header = ("", "start", "weights moved", "units differ by", "loss")
    rows, previous = [], ""
    for start in starts:
        name = start.activation if start.activation != previous else ""
        previous = start.activation
        rows.append([name, start.start, f"{start.moved:.3f}", f"{start.spread:.3f}", f"{start.loss:.4f}"])
    lines = titled("symmetry", "2-4-1 on XOR, one row twice, 500 full-batch steps", paper)
    lines += table(rows, paper, header=header, styles=COLUMNS[:2], right={2, 3, 4})
    text = (
        "Zero weights: with relu and tanh no weight ever moves. With sigmoid they move, but equal units stay equal: "
        "four units act as one. Only a random start makes them differ; biases may start at 0."
    )
    return lines + paper.paragraph(text, Style.FAINT, indent="  ")


def optimizers(
    four: Sequence[tuple[str, tuple[float, ...], str]],
    state: dict[str, int],
    descents: Sequence[Descent],
    drawn: Sequence[str],
    settings: str,
    curvature: float,
    regressions: Sequence[Regression],
    paper: Paper,
) -> list[Line]:
    """Return four steps by hand, the race through the valley, the drawings, and what scaled features save."""
    lines = titled(
        "optimizers", "gradient 1, learning rate 0.1: the position of a weight that starts at 0", paper
    )
    header = ("", "step 1", "step 2", "step 3", "step 4", "state")
    rows = [
        [name, *(f"{position:.6f}" for position in positions), f"{state[name]} P"]
        for name, positions, _ in four
    ]
    lines += table(rows, paper, header=header, styles=COLUMNS[:2], right={1, 2, 3, 4, 5})
    lines += [
        Line(),
        *table([[name, formula] for name, _, formula in four], paper, styles=COLUMNS[:2], wraps=True),
    ]
    lines += paper.paragraph(settings, Style.FAINT, indent="  ")
    about = f"½ ({curvature:g}x² + y²) from (1, 1), steps until it is below 1e-6, and until it stays there"
    lines += [Line(), *titled("in a valley", about, paper)]
    race = [[one.name, f"learning rate {one.lr:.6g}", reached(one), outcome(one)] for one in descents]
    lines += [*table(race, paper, styles=COLUMNS, right={2, 3}), Line()]
    lines += titled("drawn", "x up, the steep direction; y to the right; o the minimum; 60 steps", paper)
    plots = [(one.name, valley(one, paper)) for one in descents if one.name in drawn]
    lines += side_by_side(plots, paper)
    about = "a linear regression, one feature a thousand times larger; steps to a millionth of the loss"
    rows = [
        [
            one.features,
            f"condition number {one.condition:,.3g}",
            f"{one.steps}" if one.steps else "more than 20,000",
        ]
        for one in regressions
    ]
    return [
        *lines,
        Line(),
        *titled("why features are scaled", about, paper),
        *table(rows, paper, styles=COLUMNS),
    ]


def reached(one: Descent) -> str:
    """Return after how many steps a descent is low for the first time."""
    return f"{one.reached:,.0f}" if one.reached < math.inf else ""


def outcome(one: Descent) -> str:
    """Return after how many steps a descent stays low, or how it fails."""
    if one.steps < math.inf:
        return f"{one.steps:,.0f}"
    return "diverges" if one.end > 1e12 else f"never: {one.end:.0e}"


def valley(one: Descent, paper: Paper) -> Plot:
    """Return one optimizer's path, seen from above."""
    plot = Plot(32, 8, (-0.4, 1.1), (-1.2, 1.2), ascii=paper.ascii)
    plot.curve([(y, x) for x, y in one.path])
    plot.mark(0, 0, "o")
    return plot
