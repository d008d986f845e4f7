"""`nnprep explain init`: rules for the scale of weights, and what they do to a deep network, live."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.errors import UnknownNameError, UsageError
from nnprep.nn.experiments.initialization import single_layer, symmetry
from nnprep.nn.experiments.signals import SAMPLES, Run, runs
from nnprep.nn.shapes.derivation import plain_sizes
from nnprep.screens.explain import experiments
from nnprep.terminal.layout import Line, Paper


def init(
    fans: Annotated[
        list[str] | None, typer.Argument(metavar="[FAN_IN FAN_OUT]", help="A layer; 784 256 if omitted.")
    ] = None,
    activation: Annotated[
        str, typer.Option("--activation", help="Only linear, sigmoid, tanh, relu or selu.")
    ] = "",
    layers: Annotated[
        int, typer.Option("--layers", min=1, max=50, help="Depth of the experiment's network.")
    ] = 10,
    width: Annotated[int, typer.Option("--width", min=2, max=500, help="Width of that network.")] = 500,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Draw different weights.")] = 0,
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Show what LeCun, Xavier, He and wrong scales do to signals, by an experiment that runs now.

    Example: nnprep explain init 784 256 --activation relu --layers 30
    """
    sizes = plain_sizes(fans or ["784", "256"], "nnprep explain init --help")
    if len(sizes) != 2:
        raise UsageError(
            "A layer has two sizes, FAN_IN and FAN_OUT, such as 784 256.",
            next_step="nnprep explain init 784 256",
        )
    known = ("tanh", "relu", "sigmoid", "selu", "linear")
    if activation and activation not in known:
        raise UnknownNameError("activation", activation, known, next_step="nnprep explain init --help")
    experiment = [
        run
        for name in ([activation] if activation else known[:3])
        for run in runs(name, layers=layers, width=width, seed=seed)
    ]
    rows, starts = single_layer(*sizes), symmetry()
    if json:
        layer = [{"rule": n, "variance": f, "std": s, "uniform_limit": a} for n, f, s, a in rows]
        show_json(
            {
                "schema": "nnprep.init/1",
                "fan_in": sizes[0],
                "fan_out": sizes[1],
                "layer": layer,
                "experiment": {"layers": layers, "width": width, "batch": SAMPLES, "seed": seed},
                "runs": [asdict(run) | derived_facts(run) for run in experiment],
                "symmetry": [asdict(start) for start in starts],
            }
        )
        return

    def page(paper: Paper) -> list[Line]:
        lines = experiments.layer_scales(*sizes, rows, paper)
        lines += [Line(), *experiments.depth(experiment, layers, width, seed, paper)]
        return [*lines, Line(), *experiments.symmetry(starts, paper)]

    show(page, svg, force=force)


def derived_facts(run: Run) -> dict[str, float | str | None]:
    """Return what follows from a run's numbers."""
    return {
        "delta_ratio": run.delta_ratio,
        "activations_factor": run.forward,
        "activations": run.activations_fate,
        "deltas_factor": run.backward,
        "deltas": run.deltas_fate,
    }
