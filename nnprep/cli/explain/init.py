"""nnprep explain init: rules for the scale of weights, and what they do to a deep network, live."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nnprep.nn.experiments.signals import Run
    from nnprep.terminal.layout import Line, Paper


def init(
    fans: Annotated[
        list[str] | None, typer.Argument(metavar="[FAN_IN FAN_OUT]", help="A layer, 784 256 if none.")
    ] = None,
    activation: Annotated[
        str, typer.Option("--activation", help="Only linear, sigmoid, tanh, relu or selu.")
    ] = "",
    layers: Annotated[int, typer.Option("--layers", min=1, max=50, help="Depth of the experiment.")] = 10,
    width: Annotated[int, typer.Option("--width", min=2, max=500, help="Its width.")] = 500,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Draw other weights.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    svg: Annotated[Path | None, typer.Option("--svg", help="Save the screen as a picture.")] = None,
) -> None:
    """Show what LeCun, Xavier, He and wrong scales do to signals, by an experiment that runs now.

    Example: nnprep explain init 784 256 --activation relu --layers 30
    """
    # Matrices this small are slower on several threads: they wait for each other, at full speed. NumPy reads the
    # number of threads when it is loaded.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from nnprep.errors import UnknownNameError, UsageError
    from nnprep.nn.experiments.initialization import single_layer, symmetry
    from nnprep.nn.experiments.signals import SAMPLES, runs
    from nnprep.nn.shapes.derivation import plain_sizes

    sizes = plain_sizes(fans or ["784", "256"], "nnprep explain init --help")
    if len(sizes) != 2:
        raise UsageError(
            "A layer has two sizes, FAN_IN and FAN_OUT, such as 784 256.",
            next_step="nnprep explain init 784 256",
        )
    known = ("tanh", "relu", "sigmoid", "selu", "linear")
    if activation and activation not in known:
        raise UnknownNameError("activation", activation, known, next_step="nnprep explain init --help")
    found = [
        run
        for name in ([activation] if activation else known[:3])
        for run in runs(name, layers=layers, width=width, seed=seed)
    ]
    rows, starts = single_layer(*sizes), symmetry()
    if json:
        from nnprep.cli.output import show_json

        layer = [{"rule": n, "variance": f, "std": s, "uniform_limit": a} for n, f, s, a in rows]
        show_json(
            {
                "schema": "nnprep.init/1",
                "fan_in": sizes[0],
                "fan_out": sizes[1],
                "layer": layer,
                "experiment": {"layers": layers, "width": width, "batch": SAMPLES, "seed": seed},
                "runs": [asdict(run) | told(run) for run in found],
                "symmetry": [asdict(start) for start in starts],
            }
        )
        return
    from nnprep.cli.explain.output import present
    from nnprep.screens.explain import experiments
    from nnprep.terminal.layout import Line as Empty

    def page(paper: Paper) -> list[Line]:
        lines = experiments.layer_scales(*sizes, rows, paper)
        lines += [Empty(), *experiments.depth(found, layers, width, seed, paper)]
        return [*lines, Empty(), *experiments.symmetry(starts, paper)]

    present(page, svg)


def told(run: Run) -> dict[str, float | str | None]:
    """Return what follows from a run's numbers."""
    return {
        "delta_ratio": run.delta_ratio,
        "activations_factor": run.forward,
        "activations": run.activations_fate,
        "deltas_factor": run.backward,
        "deltas": run.deltas_fate,
    }
