"""`nnprep explain transformer`: a decoder's parameters, operations, KV cache and memory."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

import typer

from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.errors import UnknownNameError, UsageError
from nnprep.nn.shapes import budget
from nnprep.nn.shapes.decoder import Decoder, decoder, memory, operations, parts
from nnprep.nn.shapes.derivation import plain_sizes
from nnprep.nn.shapes.layer_syntax import starts_like_a_number
from nnprep.nn.shapes.open_models import MODELS
from nnprep.screens.explain.transformer import transformer as page

DEFAULT = "llama-3-8b"
STEP = "nnprep explain transformer --help"


def transformer(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MODEL | LAYERS WIDTH HEADS KV_HEADS VOCABULARY CONTEXT]...",
            help=f"A known model, or six numbers; {DEFAULT} if omitted.",
        ),
    ] = None,
    context: Annotated[
        int | None,
        typer.Option(
            "--context", min=1, max=10_000_000, help="Tokens of a sequence; the model's if omitted."
        ),
    ] = None,
    batch: Annotated[
        int, typer.Option("--batch", min=1, max=1_000_000, help="Sequences in the KV cache.")
    ] = 1,
    dtype: Annotated[
        str, typer.Option("--dtype", help="Of weights and cache: float16, bfloat16, float32, float64.")
    ] = "bfloat16",
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Count a decoder's parameters, operations, KV cache and memory from six numbers.

    Examples: nnprep explain transformer gpt2

    nnprep explain transformer 32 4096 32 8 128256 8192 --batch 16
    """
    if dtype not in budget.ITEM_SIZES:
        raise UnknownNameError("dtype", dtype, budget.ITEM_SIZES, next_step=STEP)
    model, name = chosen(words or [DEFAULT])
    if context and model.learned_positions:
        raise UsageError(
            f"{name} has a learned vector for each of its {model.context:,} positions, so --context can't change it.",
            next_step=f"nnprep explain transformer {name}",
        )
    model = replace(model, context=context or model.context)
    if json:
        show_json(facts(model, name, dtype, batch))
        return
    show(lambda paper: page(model, name, dtype, batch, MODELS, paper), svg, force=force)


def chosen(words: list[str]) -> tuple[Decoder, str]:
    """Return the decoder that was typed and its name; raises UsageError and UnknownNameError."""
    if starts_like_a_number(words[0]):
        return decoder(plain_sizes(words, STEP)), "decoder"
    name = "-".join(words).lower()
    if name not in MODELS:
        raise UnknownNameError("model", name, MODELS, next_step=STEP)
    return MODELS[name], name


def facts(model: Decoder, name: str, dtype: str, batch: int) -> dict[str, Any]:
    """Return everything that the page shows."""
    return {
        "schema": "nnprep.transformer/1",
        "name": name,
        "sizes": asdict(model),
        "parts": [part._asdict() for part in parts(model)],
        "parameters": model.parameters,
        "operations": {item.what: item.amount for item in operations(model)},
        "memory": {"dtype": dtype, "batch": batch}
        | {item.what: item.amount for item in memory(model, budget.ITEM_SIZES[dtype], batch)},
        "models": {each: known.parameters for each, known in MODELS.items()},
    }
