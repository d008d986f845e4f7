"""A decoder on a page: parameters, operations, KV cache and memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nnprep.nn.shapes import budget, decoder
from nnprep.nn.shapes.budget import Item, readable
from nnprep.nn.shapes.decoder import Decoder
from nnprep.screens.explain.shapes import COLUMNS
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table, titled


def transformer(
    model: Decoder, name: str, dtype: str, batch: int, names: Iterable[str], paper: Paper
) -> list[Line]:
    """Return a decoder's parameters, the operations for a context, and what is held in memory."""
    itemsize = budget.ITEM_SIZES[dtype]
    held = decoder.memory(model, itemsize, batch)
    done = decoder.operations(model)
    of = f"{dtype}, {itemsize} bytes per number; {batch:,} x {model.context:,} tokens"
    lines = [
        *parameters(model, name, paper),
        Line(),
        *titled(
            "operations", f"one sequence of {model.context:,} tokens; a multiply-add counts as two", paper
        ),
        *items(done, [powers(item.amount) for item in done], paper),
        *paper.paragraph(rule_of_six(model, done[3].amount), Style.FAINT, indent="  "),
        Line(),
        *titled("memory", of, paper),
        *items(held, [readable(item.amount) for item in held], paper),
        *paper.paragraph(saved(model), Style.FAINT, indent="  "),
    ]
    models = (
        f"Models: {', '.join(names)}. Or six numbers: layers, width, heads, KV heads, vocabulary, context."
    )
    return [*lines, Line(), *paper.paragraph(models, Style.FAINT, indent="  ")]


def parameters(model: Decoder, name: str, paper: Paper) -> list[Line]:
    """Return the parameters part by part, those of all layers in the last column, and their sum."""
    kv = "" if model.kv_heads == model.heads else f", {model.kv_heads} KV heads"
    about = (
        f"{model.layers} layers, width {model.width:,}, {model.heads} heads of {model.head_width}{kv}, hidden "
        f"{model.hidden:,}, vocabulary {model.vocabulary:,}, context {model.context:,}"
    )
    rows = [
        [
            part.name,
            f"{part.times}·({part.formula})" if part.times > 1 else part.formula,
            f"{part.size * part.times:,}",
        ]
        for part in decoder.parts(model)
    ]
    return [
        *titled(name, about, paper),
        *table(rows, paper, styles=COLUMNS, right={2}),
        *paper.paragraph(f"{model.parameters:,} parameters", Style.ACCENT, indent="  "),
    ]


def items(lines: Sequence[Item], amounts: Sequence[str], paper: Paper) -> list[Line]:
    """Return lines of a budget with their amounts as texts."""
    rows = [[item.what, item.formula, amount] for item, amount in zip(lines, amounts, strict=True)]
    return table(rows, paper, styles=COLUMNS, right={2})


def powers(amount: int) -> str:
    """Return operations with three digits and a power of ten: `1.25e14`."""
    mantissa, _, exponent = f"{amount:.2e}".partition("e")
    return f"{mantissa}e{int(exponent)}"


def rule_of_six(model: Decoder, training: int) -> str:
    """Return how far 6·N operations per token are from the count."""
    rule = 6 * model.parameters * model.context
    lookups = "" if model.tied else ", and counts the embedding, whose rows are only looked up"
    share = f"{rule / training:.0%} of the count: it leaves out attention{lookups}."
    return f"The rule 6·N per token gives {powers(rule)} for a training step, {share}"


def saved(model: Decoder) -> str:
    """Return what fewer KV heads save, and which numbers are left out."""
    less = model.heads // model.kv_heads
    grouped = f"With {model.heads} KV heads the cache would be {less} times as large. " if less > 1 else ""
    return f"{grouped}Activations are left out; training keeps 2 + 2 + 12 bytes per parameter in mixed precision."
