"""Questions about attention and recurrent layers: parameters, operations, output shapes."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.explain import costs, parameters
from nnprep.explain.drill_question import Answer, Question, question, spelled

GATE_WORDS = {"rnn": "plain recurrent layer", "gru": "GRU", "lstm": "LSTM"}


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
            (answer - width * width, "you forgot the output projection"),
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
    slips: list[tuple[Answer, str]] = [
        ((batch, keys, width), "there is one output for each query, not for each key"),
        ((batch, heads, queries, width // heads), "the heads are put side by side again"),
        ((batch, keys, queries), "rows are queries, columns are keys"),
        ((batch, heads, keys, queries), "rows are queries, columns are keys"),
        ((batch, heads, queries, keys), "the heads are averaged"),
        ((batch, queries, keys), "each head has scores of its own"),
        ((batch, queries, queries), "keys come from the other sequence"),
        ((batch, queries, width), "those are the outputs; weights tell how much of each key"),
    ]
    return question(
        "attention",
        level,
        f"Queries ({batch},{queries},{width}), keys and values ({batch},{keys},{width}), {heads} heads: which shape "
        f"has {spoken[which]}?",
        shapes[which],
        f"batch, {'heads, ' if which == 'scores' else ''}queries, {'width' if which == 'output' else 'keys'}: "
        f"({','.join(map(str, shapes[which]))})",
        slips,
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
        "times V together? A multiply-add counts as two; no projections, no soft-max.",
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


def recurrent(rng: Random, level: Level) -> Question:
    """Ask for the parameters or the output shapes of a recurrent layer."""
    cell = rng.choice(("rnn", "gru", "lstm"))
    inputs = rng.choice((2, 3, 5) if level is Level.EASY else (10, 16, 32))
    hidden = rng.choice([n for n in ((3, 4, 6) if level is Level.EASY else (8, 20, 64, 128)) if n != inputs])
    layers = rng.choice((1, 2)) if level is Level.HARD else 1
    both = rng.random() < (0.5 if level is Level.HARD else 0.25 if level is Level.MEDIUM else 0)
    if level is not Level.EASY and rng.random() < 0.3:
        return recurrent_shape(rng, level, cell, inputs, hidden, layers, both)
    torch = level is not Level.EASY and rng.random() < 0.4
    return recurrent_parameters(level, cell, inputs, hidden, layers, both, 2 if torch else 1)


def recurrent_parameters(
    level: Level, cell: str, inputs: int, hidden: int, layers: int, both: bool, vectors: int
) -> Question:
    """Ask for the parameters of a recurrent layer, saying which convention of biases is meant."""
    gates = parameters.GATES[cell]

    def count(vectors: int = vectors, both: bool = both, layers: int = layers, cell: str = cell) -> int:
        return parameters.recurrent_parameters(cell, inputs, hidden, layers, both, vectors)

    answer = count()
    directions = 2 if both else 1
    entering = [inputs, *[hidden * directions] * (layers - 1)]
    front = f"{directions}·" if both else ""
    formula = " + ".join(f"{front}{gates}·{hidden}·({n} + {hidden} + {vectors})" for n in entering)
    shape = f"{'two-layer ' if layers == 2 else ''}{'bidirectional ' if both else ''}"
    convention = (
        "as in PyTorch, with two bias vectors a gate" if vectors == 2 else "as in textbooks, one bias a gate"
    )
    narrow = answer - directions * gates * hidden * (entering[-1] - hidden) if layers == 2 else answer
    return question(
        "recurrent",
        level,
        f"A {shape}{GATE_WORDS[cell]}, {inputs} inputs, {hidden} hidden units, {convention}: how many parameters?",
        answer,
        f"{formula} = {answer:,}",
        [
            (
                count(vectors=3 - vectors),
                f"that is the other convention, with {3 - vectors} bias vector(s) a gate",
            ),
            (count(vectors=0), "you forgot the biases"),
            (count(cell="rnn"), f"a {GATE_WORDS[cell]} has {gates} blocks"),
            (count(cell="gru"), f"a {GATE_WORDS[cell]} has {gates} block(s), not three"),
            (count(cell="lstm"), f"a {GATE_WORDS[cell]} has {gates} block(s), not four"),
            (count(both=False), "both directions have weights of their own"),
            (count(layers=1), "you forgot the second layer"),
            (narrow, "the second layer reads both directions: 2H inputs"),
            (answer - directions * gates * hidden * hidden, "you forgot the weights from hidden to hidden"),
        ],
        what="parameters",
        cell=cell,
        inputs=inputs,
        hidden=hidden,
        layers=layers,
        bidirectional=both,
        bias_vectors=vectors,
    )


def recurrent_shape(
    rng: Random, level: Level, cell: str, inputs: int, hidden: int, layers: int, both: bool
) -> Question:
    """Ask for the shape of a recurrent layer's output or of its final hidden state."""
    batch, tokens = rng.choice((3, 4, 5)), rng.choice((7, 9, 11))
    directions = 2 if both else 1
    final = rng.random() < 0.5
    answer = (layers * directions, batch, hidden) if final else (batch, tokens, hidden * directions)
    spoken = (
        "the final hidden state of all layers and directions" if final else "the output of the last layer"
    )
    kind = f"{'two-layer ' if layers == 2 else ''}{'bidirectional ' if both else ''}{GATE_WORDS[cell]}"
    return question(
        "recurrent",
        level,
        f"A {kind}, {hidden} hidden units, reads ({batch},{tokens},{inputs}), batch first. Which shape has {spoken}?",
        answer,
        (
            f"layers·directions, batch, H: ({layers}·{directions},{batch},{hidden}) = {spelled(answer)}"
            if final
            else f"batch, tokens, H·directions: ({batch},{tokens},{hidden}·{directions}) = {spelled(answer)}"
        ),
        [
            ((batch, tokens, hidden * directions), "those are the outputs at all tokens"),
            ((batch, tokens, hidden), "both directions are put side by side"),
            ((batch, hidden * directions), "the state of each layer and direction is kept apart, one a row"),
            ((layers, batch, hidden * directions), "directions are rows of their own in the state"),
            ((layers * directions, batch, hidden), "that is the final state; the output has all tokens"),
            ((batch, layers * directions, hidden), "the state keeps the batch in the second axis"),
            ((tokens, batch, hidden * directions), "the batch is the first axis here"),
            ((batch, tokens, inputs), "the width is that of the hidden units"),
        ],
        what="state" if final else "output",
        cell=cell,
        inputs=inputs,
        hidden=hidden,
        layers=layers,
        bidirectional=both,
        batch=batch,
        tokens=tokens,
    )
