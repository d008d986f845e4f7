"""Questions about attention: parameters, operations, output shapes."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Answer, Question, question
from nnprep.nn.formulas import costs, parameters


def attention(rng: Random, level: Level) -> Question:
    """Ask one thing about multi-head attention."""
    kinds = {
        Level.EASY: (attention_parameters, attention_shape),
        Level.MEDIUM: (attention_parameters, attention_shape, cross_widths),
        Level.HARD: (attention_flops, encoder, cross_widths, attention_shape),
    }
    return rng.choice(kinds[level])(rng, level)


def attention_parameters(rng: Random, level: Level) -> Question:
    """Ask for the parameters of self-attention."""
    width, heads = rng.choice(
        ((8, 2), (16, 4), (64, 4)) if level is Level.EASY else ((64, 8), (512, 8), (768, 12))
    )
    bias = level is Level.EASY or rng.random() < 0.7
    answer = parameters.attention_parameters(width, bias)
    weights, biases = 4 * width * width, 4 * width * bias
    return question(
        "attention",
        level,
        f"Multi-head self-attention, {width} wide, {heads} heads, {'with' if bias else 'without'} biases in its four "
        "projections: how many parameters?",
        answer,
        f"4·{width}·{width}{f' + 4·{width}' if bias else ''} = {answer:,}; the heads share out the columns",
        [
            (answer * heads, "the number of heads does not matter: they share out the same columns"),
            (weights, "you forgot the biases"),
            (weights + 4 * width, "you counted biases, and there are none"),
            (3 * answer // 4, "you forgot the output projection"),
            (weights // heads + biases, "each head is narrower, but there are as many as make up the width"),
            (answer + 2 * width, "you counted a layer norm"),
        ],
        what="parameters",
        width=width,
        heads=heads,
        bias=bias,
    )


def cross_widths(rng: Random, level: Level) -> Question:
    """Ask for the parameters of cross-attention with other widths of keys and values."""
    width = rng.choice((64, 128, 256))
    keys, values = rng.choice((32, 96, 128)), rng.choice((48, 64, 80))
    answer = parameters.attention_parameters(width, True, keys, values)
    return question(
        "attention",
        level,
        f"Multi-head cross-attention, queries {width} wide, keys {keys} and values {values} wide, output {width}, with "
        "biases: how many parameters?",
        answer,
        f"{width}·{width} + {width}·{keys} + {width}·{values} + {width}·{width} + 4·{width} = {answer:,}",
        [
            (parameters.attention_parameters(width), "keys and values come from another width"),
            (answer - 4 * width, "you forgot the biases"),
            (answer - width * width - width, "you forgot the output projection"),
            (answer - width * width, "you forgot the output projection's weights"),
            (width * (2 * width + 2 * keys) + 4 * width, "values have a width of their own"),
        ],
        what="cross parameters",
        width=width,
        keys=keys,
        values=values,
    )


def attention_shape(rng: Random, level: Level) -> Question:
    """Ask for the shape of the output, of the averaged weights or of the scores."""
    batch, queries, keys = rng.choice((2, 3, 4)), rng.choice((5, 6, 7)), rng.choice((8, 9, 12))
    width, heads = rng.choice(((8, 2), (16, 4), (64, 8)))
    which = rng.choice(("output", "weights", "scores") if level is not Level.EASY else ("output", "scores"))
    shapes: dict[str, tuple[int, ...]] = {
        "output": (batch, queries, width),
        "weights": (batch, queries, keys),
        "scores": (batch, heads, queries, keys),
    }
    spoken = {
        "output": "the output",
        "weights": "the attention weights, averaged over the heads",
        "scores": "the scores Q Kᵀ of all heads",
    }
    one_each, transposed = "there is one output for each query", "rows are queries, columns are keys"
    other = "keys come from the other sequence"
    slips: dict[str, list[tuple[Answer, str]]] = {
        "output": [
            ((batch, keys, width), f"{one_each}, not for each key"),
            ((batch, heads, queries, width // heads), "the heads are put side by side again"),
            ((batch, queries, width // heads), "that is one head; all of them stand side by side"),
            (
                (batch, queries, keys),
                "those are the weights of each key; the output mixes the values by them",
            ),
            ((batch, heads, queries, keys), "those are the scores of all heads, before the values"),
        ],
        "weights": [
            ((batch, keys, queries), transposed),
            ((batch, heads, queries, keys), "the heads are averaged"),
            ((batch, queries, queries), other),
            ((batch, queries, width), "those are the outputs; weights tell how much of each key"),
        ],
        "scores": [
            ((batch, heads, keys, queries), transposed),
            ((batch, queries, keys), "each head has scores of its own"),
            ((batch, heads, queries, queries), other),
            ((batch, heads, queries, width // heads), "those are the heads' queries, not yet times the keys"),
            ((batch, queries, width), "those are the outputs; scores have one number for each key"),
        ],
    }
    return question(
        "attention",
        level,
        f"Queries ({batch},{queries},{width}), keys and values ({batch},{keys},{width}), {heads} heads: which shape "
        f"has {spoken[which]}?",
        shapes[which],
        f"batch, {'heads, ' if which == 'scores' else ''}queries, {'width' if which == 'output' else 'keys'}: "
        f"({','.join(map(str, shapes[which]))})",
        slips[which],
        what=which,
        batch=batch,
        queries=queries,
        keys=keys,
        width=width,
        heads=heads,
    )


def attention_flops(rng: Random, level: Level) -> Question:
    """Ask for the operations of scores and weighted values."""
    batch, heads = rng.choice((1, 2, 4)), rng.choice((4, 8, 12))
    tokens, each = rng.choice((16, 64, 128, 512)), rng.choice((8, 32, 64))
    answer = costs.attention_flops(batch, heads, tokens, each)
    return question(
        "attention",
        level,
        f"Batch {batch}, {heads} heads of width {each}, {tokens} tokens: how many operations are Q Kᵀ and weights "
        "times V together? A multiply-add counts as two; no projections, no softmax.",
        answer,
        f"4·{batch}·{heads}·{tokens}²·{each} = {answer:,}",
        [
            (answer // 2, "that is one of the two products, or a multiply-add counted as one"),
            (answer // tokens, "each query meets each key: tokens squared"),
            (answer // heads, "that is one head only"),
            (answer // 4, "two products, and a multiply-add counts as two"),
            (answer * heads, "the head width is given, not the whole width"),
        ],
        what="flops",
        batch=batch,
        heads=heads,
        tokens=tokens,
        head_width=each,
    )


def encoder(rng: Random, level: Level) -> Question:
    """Ask for the parameters of a Transformer encoder layer."""
    width, hidden = rng.choice(((64, 256), (128, 512), (512, 2048), (768, 3072)))
    heads = rng.choice((4, 8))
    answer = parameters.encoder_parameters(width, hidden)
    return question(
        "attention",
        level,
        f"A Transformer encoder layer, {width} wide, {heads} heads, feed-forward {hidden} wide, two layer norms, "
        "biases everywhere: how many parameters?",
        answer,
        f"4·{width}² + 4·{width} + 2·{width}·{hidden} + {hidden} + {width} + 4·{width} = {answer:,}",
        [
            (answer - 4 * width, "you forgot the two layer norms"),
            (answer - hidden - width, "you forgot the biases of the feed-forward part"),
            (answer - width * hidden, "the feed-forward part has two matrices"),
            (answer - width * width - width, "you forgot attention's output projection"),
            (answer - 2 * width, "there are two layer norms"),
            (parameters.attention_parameters(width), "that is the attention only"),
        ],
        what="encoder parameters",
        width=width,
        hidden=hidden,
        heads=heads,
    )
