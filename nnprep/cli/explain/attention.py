"""`nnprep explain attention`: one attention head forward and backward, with every gradient verified."""

from __future__ import annotations

from typing import Annotated

import typer

from nnprep.cli.options import Force, Json, Svg
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.nn.lessons.attention import Head, head
from nnprep.nn.shapes.derivation import plain_sizes
from nnprep.screens.explain import lessons


def attention(
    sizes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOKENS WIDTH HEAD]...", help="Sizes of the example; 3 2 2 if omitted."),
    ] = None,
    causal: Annotated[
        bool, typer.Option("--causal", help="Let a token see only itself and earlier ones.")
    ] = False,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Draw different numbers.")] = None,
    json: Json = False,
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Work one attention head forward and backward in numbers; every gradient is verified.

    Example: nnprep explain attention --causal
    """
    words = sizes or []
    is_question = any(word[:1].isalpha() for word in words)
    step = f"nnprep find attention {' '.join(words)}" if is_question else "nnprep explain attention --help"
    example = head(plain_sizes(words, step), causal=causal, seed=seed)
    if json:
        show_json({"schema": "nnprep.attention/1", **facts(example)})
        return
    show(lambda paper: lessons.attention_head(example, paper), svg, force=force)


def facts(example: Head) -> dict[str, object]:
    """Return the example with all its numbers."""
    tokens, width, columns = example.sizes
    return {
        "tokens": tokens,
        "width": width,
        "head_width": columns,
        "causal": example.causal,
        "seed": example.seed,
        "values": {name: array.tolist() for name, array in example.values.items()},
        "loss": example.loss,
        "gradients": lessons.as_facts(example.gradients),
        "learning_rate": 0.5,
        "loss_after": example.loss_after,
    }
