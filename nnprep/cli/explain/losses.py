"""`nnprep explain losses`: formula, gradient, minimum and a worked number for every loss."""

from __future__ import annotations

from dataclasses import asdict

from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.nn.formulas import loss_table
from nnprep.screens.explain import reference


def losses(
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Show every loss with its gradient and a worked number, and the numbers that give mistakes away.

    Example: nnprep explain losses
    """
    if not json:
        show(reference.losses, svg, force=force)
        return
    squared, crossed = loss_table.saturation()
    show_json(
        {
            "schema": "nnprep.losses/1",
            "losses": [asdict(entry) for entry in loss_table.entries()],
            "initial": [
                {"classes": k, "ln_k": start, "double_softmax_floor": floor}
                for k, start, floor in loss_table.initial_losses()
            ],
            "epsilon_caps": [{"epsilon": e, "cap": cap} for e, cap in loss_table.epsilon_caps()],
            "saturated": {"z": -10, "y": 1, "squared_error": squared, "cross_entropy": crossed},
            "heads": loss_table.HEADS,
        }
    )
