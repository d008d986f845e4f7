"""`nnprep explain shapes`: a network's shapes and parameters as a derivation."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.errors import UnknownNameError
from nnprep.nn.shapes import budget
from nnprep.nn.shapes.backward import backward as backward_lines
from nnprep.nn.shapes.backward import loss
from nnprep.nn.shapes.derivation import batch_size, network
from nnprep.nn.shapes.layer_syntax import ACTIVATIONS
from nnprep.nn.shapes.network import Network
from nnprep.screens.explain import shapes as screen
from nnprep.terminal.layout import Line, Paper


def shapes(
    layers: Annotated[
        list[str], typer.Argument(metavar="INPUT LAYER...", help="Sizes, or an input shape and layers.")
    ],
    batch: Annotated[str, typer.Option("--batch", help="Samples in a batch; N if omitted.")] = "",
    backward: Annotated[bool, typer.Option("--backward", help="Add every gradient and its shape.")] = False,
    memory: Annotated[
        bool, typer.Option("--memory", help="Add the memory that training needs, in all and by layer.")
    ] = False,
    flops: Annotated[bool, typer.Option("--flops", help="Add the operations of each layer.")] = False,
    activation: Annotated[
        str, typer.Option("--activation", help="After each hidden size; relu if omitted.")
    ] = "",
    output: Annotated[
        str, typer.Option("--output", help="After the last size: softmax (if omitted), sigmoid, linear.")
    ] = "",
    no_bias: Annotated[
        bool, typer.Option("--no-bias", help="Leave out biases (with plain sizes only).")
    ] = False,
    dtype: Annotated[
        str, typer.Option("--dtype", help="Add --memory in float16, bfloat16, float32 or float64.")
    ] = "",
    torch: Annotated[
        bool, typer.Option("--torch", help="Point out where PyTorch's conventions differ.")
    ] = False,
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Derive shapes and parameters, line by line as on a whiteboard.

    Plain sizes are a fully connected network. Otherwise the first word is the shape of one sample, and the
    others are layers: linear:UNITS or a bare number, conv:FILTERS:KERNEL:sSTRIDE:pPADDING:dDILATION:gGROUPS or :same,
    conv1d, conv3d, convt (transposed), pool or avgpool:KERNEL:ceil, embedding:VOCABULARY:WIDTH, tied, transpose,
    rnn, gru or lstm:HIDDEN:lLAYERS:bi, lstm:HIDDEN:pPROJECTION, last, attention:HEADS:kKV_HEADS, swiglu:HIDDEN,
    batchnorm, layernorm, groupnorm:GROUPS, rmsnorm, dropout:RATE, flatten, relu, sigmoid, tanh, gelu, softmax …

    Examples: nnprep explain shapes 10 64 3 --batch 32 --backward

    nnprep explain shapes 3x32x32 conv:16:3:same relu pool:2 flatten 10

    nnprep explain shapes 128 embedding:50257:768 rmsnorm attention:12:k4 swiglu:2048 tied --memory
    """
    hidden = [name for name in ACTIVATIONS if name != "softmax"] + ["linear"]
    for kind, name, valid in (
        ("activation", activation or "relu", hidden),
        ("output", output or "softmax", ["sigmoid", "softmax", "linear"]),
        ("dtype", dtype or "float32", ["float16", "bfloat16", "float32", "float64"]),
    ):
        if name not in valid:
            raise UnknownNameError(kind, name, valid, next_step="nnprep explain shapes --help")
    net = network(layers, batch=batch_size(batch), bias=not no_bias, activation=activation, output=output)
    if json:
        show_json(facts(net, dtype or "float32"))
        return

    def page(paper: Paper) -> list[Line]:
        lines = screen.derivation(net, paper)
        lines += screen.loss_line(net, paper) if output and not backward else []
        lines += screen.gradients(net, paper) if backward else []
        lines += screen.memory(net, dtype or "float32", paper) if memory or dtype else []
        lines += screen.operations(net, paper) if flops else []
        return lines + (screen.torch_words(net, paper) if torch else [])

    show(page, svg, force=force)


def facts(net: Network, dtype: str) -> dict[str, Any]:
    """Return everything that the screens show; the batch axis is null unless --batch sets it."""
    return {
        "schema": "nnprep.shapes/1",
        "input": [net.batch, *net.input],
        "batch": net.batch,
        "sizes": net.sizes,
        "layers": [
            {
                "layer": step.layer,
                "word": step.word,
                "name": step.name,
                "equation": step.equation,
                "shapes": step.shapes,
                "output": [net.batch, *step.output],
                "learned": {tensor.name: list(tensor.shape) for tensor in step.learned},
                "parameters": step.parameters,
                "flops": step.flops * (net.batch or 1),
                "receptive_field": step.field,
                "note": step.note,
                "torch": step.torch,
            }
            for step in net.steps
        ],
        "parameters": net.parameters,
        "loss": loss(net)[0],
        "backward": [
            {"equation": line.equation, "shapes": line.shapes, "of": line.of, "shape": line.shape}
            for line in backward_lines(net)
        ],
        "memory": {"dtype": dtype} | {item.what: item.amount for item in budget.memory(net, dtype)},
        "memory_by_layer": [row._asdict() for row in budget.memory_by_layer(net, dtype)],
        "flops": {item.what: item.amount for item in budget.flops(net)},
    }
