"""Questions about attention: parameters, operations, shapes."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Question, named_axes, question
from nnprep.nn.formulas import costs, parameters

SHAPES: dict[str, tuple[str, str, str, tuple[tuple[str, str], ...]]] = {
    "output": ("the output", "bqD", "batch, queries, width", (
        ("bkD", "there's one output per query, not per key"),
        ("bhqd", "the heads are concatenated again"),
        ("bqd", "that's one head; all of them are concatenated"),
        ("bqk", "those are the weights of the keys; the output uses them to mix the values"),
        ("bhqk", "those are the scores of all heads, before the values"),
    )),
    "weights": ("the attention weights, averaged over the heads", "bqk", "batch, queries, keys", (
        ("bkq", "rows are queries, columns are keys"),
        ("bhqk", "the heads are averaged"),
        ("bqq", "keys come from the other sequence"),
        ("bqD", "those are the outputs; weights say how much each key counts"),
    )),
    "scores": ("the scores Q Kᵀ of all heads", "bhqk", "batch, heads, queries, keys", (
        ("bhkq", "rows are queries, columns are keys"),
        ("bqk", "each head has its own scores"),
        ("bhqq", "keys come from the other sequence"),
        ("bhqd", "those are the queries of each head, not yet multiplied by the keys"),
        ("bqD", "those are the outputs; scores have one number per key"),
    )),
}  # fmt: skip
"""What may be asked: its name, its axes (batch, heads, queries, keys, width D, head width d), wrong axes and why."""


def attention(rng: Random, level: Level) -> Question:
    """Ask one thing about multi-head attention."""
    kinds = {
        Level.EASY: (attention_parameters, attention_shape),
        Level.MEDIUM: (attention_parameters, attention_shape, cross_attention),
        Level.HARD: (attention_flops, encoder, cross_attention, attention_shape),
    }
    return rng.choice(kinds[level])(rng, level)


def attention_parameters(rng: Random, level: Level) -> Question:
    """Ask for the parameters of self-attention."""
    width, heads = rng.choice(
        ((8, 2), (16, 4), (64, 4)) if level is Level.EASY else ((64, 8), (512, 8), (768, 12))
    )
    bias = level is Level.EASY or rng.random() < 0.7
    answer = parameters.attention_parameters(width, bias)
    weights = parameters.attention_parameters(width, bias=False)
    biases = answer - weights
    return question(
        f"How many parameters does multi-head self-attention of width {width} with {heads} heads have, "
        f"{'with' if bias else 'without'} biases in its four projections?",
        answer,
        f"4·{width}·{width}{f' + 4·{width}' if bias else ''} = {answer:,}; the heads split the columns",
        [
            (answer * heads, "the number of heads doesn't matter: they split the same columns"),
            (weights, "you forgot the biases"),
            (weights + 4 * width, "you counted biases, but there are none"),
            (3 * answer // 4, "you forgot the output projection"),
            (weights // heads + biases, "each head is narrower, but together they make up the full width"),
            (answer + 2 * width, "you counted a layer norm"),
        ],
        facts={"what": "parameters", "width": width, "heads": heads, "bias": bias},
    )


def cross_attention(rng: Random, level: Level) -> Question:
    """Ask for the parameters of cross-attention whose keys and values have other widths."""
    width = rng.choice((64, 128, 256))
    keys, values = rng.choice((32, 96, 128)), rng.choice((48, 64, 80))
    answer = parameters.attention_parameters(width, True, keys, values)
    return question(
        f"Multi-head cross-attention has queries and outputs of width {width}, keys of width {keys} and values of "
        f"width {values}. How many parameters does it have, with biases?",
        answer,
        f"{width}·{width} + {width}·{keys} + {width}·{values} + {width}·{width} + 4·{width} = {answer:,}",
        [
            (parameters.attention_parameters(width), "keys and values have their own widths"),
            (answer - 4 * width, "you forgot the biases"),
            (answer - width * width - width, "you forgot the output projection"),
            (answer - width * width, "you forgot the output projection's weights"),
            (parameters.attention_parameters(width, True, keys, keys), "values have their own width"),
        ],
        facts={"what": "cross parameters", "width": width, "keys": keys, "values": values},
    )


def attention_shape(rng: Random, level: Level) -> Question:
    """Ask for the shape of the output, of the averaged weights or of the scores."""
    batch, queries, keys = rng.choice((2, 3, 4)), rng.choice((5, 6, 7)), rng.choice((8, 9, 12))
    width, heads = rng.choice(((8, 2), (16, 4), (64, 8)))
    what = rng.choice(("output", "weights", "scores") if level is not Level.EASY else ("output", "scores"))
    spoken, axes, names, slips = SHAPES[what]
    sizes = {"b": batch, "h": heads, "q": queries, "k": keys, "D": width, "d": width // heads}
    answer = named_axes(axes, sizes)
    return question(
        f"Multi-head attention with {heads} heads reads queries ({batch},{queries},{width}) and keys and values "
        f"({batch},{keys},{width}). What is the shape of {spoken}?",
        answer,
        f"{names}: ({','.join(map(str, answer))})",
        [(named_axes(wrong, sizes), says) for wrong, says in slips],
        facts={
            "what": what,
            "batch": batch,
            "queries": queries,
            "keys": keys,
            "width": width,
            "heads": heads,
        },
    )


def attention_flops(rng: Random, level: Level) -> Question:
    """Ask for the operations of scores and weighted values."""
    batch, heads = rng.choice((1, 2, 4)), rng.choice((4, 8, 12))
    tokens, head_width = rng.choice((16, 64, 128, 512)), rng.choice((8, 32, 64))
    answer = costs.attention_flops(batch, heads, tokens, head_width)
    return question(
        f"For a batch of {batch}, {heads} heads of width {head_width} and {tokens} tokens: how many operations do Q Kᵀ "
        "and the weights times V take together? A multiply-add counts as two; leave out projections and softmax.",
        answer,
        f"4·{batch}·{heads}·{tokens}²·{head_width} = {answer:,}",
        [
            (answer // 2, "that's one of the two products, or a multiply-add counted as one"),
            (answer // tokens, "each query meets each key: tokens squared"),
            (answer // heads, "that's one head only"),
            (answer // 4, "there are two products, and a multiply-add counts as two"),
            (answer * heads, "the head width is given, not the whole width"),
        ],
        facts={"what": "flops", "batch": batch, "heads": heads, "tokens": tokens, "head_width": head_width},
    )


def encoder(rng: Random, level: Level) -> Question:
    """Ask for the parameters of a Transformer encoder layer."""
    width, hidden = rng.choice(((64, 256), (128, 512), (512, 2048), (768, 3072)))
    heads = rng.choice((4, 8))
    answer = parameters.encoder_parameters(width, hidden)
    return question(
        f"A Transformer encoder layer of width {width} has {heads} heads, a feed-forward network of width {hidden}, "
        "two layer norms, and biases everywhere. How many parameters does it have?",
        answer,
        f"4·{width}² + 4·{width} + 2·{width}·{hidden} + {hidden} + {width} + 4·{width} = {answer:,}",
        [
            (answer - 4 * width, "you forgot the two layer norms"),
            (answer - hidden - width, "you forgot the biases of the feed-forward network"),
            (answer - width * hidden, "the feed-forward network has two matrices"),
            (answer - width * width - width, "you forgot attention's output projection"),
            (answer - 2 * width, "there are two layer norms"),
            (parameters.attention_parameters(width), "that's the attention only"),
        ],
        facts={"what": "encoder parameters", "width": width, "hidden": hidden, "heads": heads},
    )
