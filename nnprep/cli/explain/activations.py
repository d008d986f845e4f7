"""`nnprep explain activations`: values and slopes as a table and a plot."""

from __future__ import annotations

from typing import Annotated

import typer

from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.errors import UnknownNameError
from nnprep.nn.formulas.activations import ACTIVATIONS, largest_slope, smallest_slope
from nnprep.screens.explain import reference


def activations(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these, such as gelu silu.")
    ] = None,
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Show every activation's value and slope at five points, its extremes, and a plot.

    Example: nnprep explain activations gelu silu
    """
    for name in names or ():
        if name not in ACTIVATIONS:
            raise UnknownNameError("activation", name, ACTIVATIONS, next_step="nnprep explain activations")
    if not json:
        show(lambda paper: reference.activations(names or (), paper), svg, force=force)
        return
    table = {
        name: {
            "formula": one.formula,
            "slope_formula": one.slope_formula,
            "values": {f"{z:g}": one.value(z) for z in (-2, -1, 0, 1, 2)},
            "slopes": {f"{z:g}": one.slope(z) for z in (-2, -1, 0, 1, 2)},
            "largest_slope": largest_slope(name),
            "smallest_slope": smallest_slope(name),
            "note": one.note,
        }
        for name, one in ACTIVATIONS.items()
        if not names or name in names
    }
    show_json({"schema": "nnprep.activations/1", "activations": table})
