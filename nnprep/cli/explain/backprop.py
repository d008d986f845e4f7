"""`nnprep explain backprop`: the sixty-second talk, and a worked example with every number verified."""

from __future__ import annotations

from typing import Annotated

import typer

from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.nn.lessons.backprop import Worked, worked
from nnprep.nn.lessons.talk import TALK, seconds_to_say, spoken_words
from nnprep.nn.shapes.derivation import plain_sizes
from nnprep.screens.explain import lessons
from nnprep.terminal.layout import Line, Paper


def backprop(
    sizes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SIZES]...", help="Layer sizes of the example; 2 2 1 if omitted."),
    ] = None,
    activation: Annotated[
        str, typer.Option("--activation", help="Hidden layers: sigmoid, tanh, relu, leaky, linear.")
    ] = "sigmoid",
    loss: Annotated[str, typer.Option("--loss", help="bce, cross-entropy or squared.")] = "",
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Draw different numbers.")] = None,
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Explain backpropagation in sixty seconds, then work an example; every gradient is verified.

    Example: nnprep explain backprop 3 4 2 --activation tanh --seed 7
    """
    example = worked(
        plain_sizes(sizes or [], "nnprep explain backprop --help"),
        activation=activation,
        loss=loss or None,
        seed=seed,
    )
    if json:
        show_json({"schema": "nnprep.backprop/1", "talk": TALK, "example": facts(example)})
        return

    def page(paper: Paper) -> list[Line]:
        lines = lessons.talk(TALK, spoken_words(), seconds_to_say(), paper)
        return [*lines, Line(), *lessons.worked_example(example, paper)]

    show(page, svg, force=force)


def facts(example: Worked) -> dict[str, object]:
    """Return the example with all its numbers."""
    return {
        "sizes": example.sizes,
        "activation": example.activation,
        "output": example.output,
        "loss_name": example.loss_name,
        "seed": example.seed,
        "X": example.X.tolist(),
        "Y": example.Y.tolist(),
        "layers": [
            {"W": layer.W.tolist(), "b": layer.b.tolist(), "z": layer.z.tolist(), "a": layer.a.tolist()}
            for layer in example.layers
        ],
        "loss": example.loss,
        "gradients": lessons.as_facts(example.gradients),
        "learning_rate": 0.5,
        "loss_after": example.loss_after,
    }
