"""`nnprep explain optimizers`: update rules by hand, and side by side in a valley."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.errors import UsageError
from nnprep.nn.experiments import descent
from nnprep.nn.experiments.feature_scaling import regressions
from nnprep.screens.explain import experiments


def optimizers(
    curvature: Annotated[
        float,
        typer.Option(
            "--curvature",
            min=1.0,
            max=1000.0,
            help="Ratio of the valley's largest curvature to its smallest.",
        ),
    ] = 100.0,
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Show SGD, momentum, Nesterov, RMSProp, AdaGrad and Adam: four steps by hand, then a race between them.

    Example: nnprep explain optimizers --curvature 50
    """
    if curvature != curvature:  # nan passes every limit
        raise UsageError(
            "The curvature is nan; expected a number from 1 to 1000.",
            next_step="nnprep explain optimizers --help",
        )
    four, descents, scaled = descent.four_steps(), descent.descents(curvature), regressions()
    if json:
        show_json(
            {
                "schema": "nnprep.optimizers/1",
                "constant_gradient": [
                    {"optimizer": name, "positions": positions, "rule": rule, "state": descent.STATE[name]}
                    for name, positions, rule in four
                ],
                "curvature": curvature,
                "valley": [asdict(one) for one in descents],
                "scaling": [asdict(one) for one in scaled],
            }
        )
        return
    show(
        lambda paper: experiments.optimizers(
            four, descent.STATE, descents, descent.DRAWN, descent.SETTINGS, curvature, scaled, paper
        ),
        svg,
        force=force,
    )
