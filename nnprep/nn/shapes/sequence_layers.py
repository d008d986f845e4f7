"""Layers of sequences (tokens, width): embedding, recurrent layers, attention."""

from __future__ import annotations

from collections.abc import Callable

from nnprep.nn.formulas.parameters import GATES, recurrent_parameters
from nnprep.nn.shapes.layer_syntax import LayerError, Word
from nnprep.nn.shapes.layers import Place
from nnprep.nn.shapes.network import Step, Tensor, written


def embedding(word: Word, at: Place) -> Step:
    """Return the line of a table look-up: token ids (T,) become rows (T, D) of E (V, D)."""
    if at.source != "X":
        raise LayerError(
            f"embedding reads token ids, which only the input holds; put it first, not behind {at.source}"
        )
    if len(at.shape) != 1:
        raise LayerError(f"embedding needs token ids (tokens,), and its input is {at.text(at.shape)}")
    vocabulary, width = word.numbers["vocabulary"], word.numbers["width"]
    at.number += 1
    table = Tensor(name=f"E{at.number}", shape=(vocabulary, width))
    name, output = at.named("e"), (*at.shape, width)
    return Step(
        word=word.text,
        layer="embedding",
        source=at.source,
        name=name,
        equation=f"{name} = {table.name}[{at.source}]",
        shapes=f"{written(table.shape)} at {at.text(at.shape)} -> {at.text(output)}",
        input=at.shape,
        output=output,
        learned=(table,),
        count=f"{vocabulary}·{width}",
        note="a look-up, no multiplication; its gradient is zero in every row that was not looked up",
        torch="same shape: weight (V, D)",
    )


def recurrent(word: Word, at: Place) -> Step:
    """Return the line of rnn, gru or lstm: for each block W (D, H), U (H, H) and one bias (1, H).

    A block is a gate or a candidate (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000;
    Cho et al. 2014). Kept for the backward pass: every block, the LSTM's cells, the results of inner layers.
    """
    tokens, width = sequence(word, at)
    hidden, layers = word.numbers["hidden"], word.numbers.get("layers", 1)
    if layers > 20:
        raise LayerError(f"layers is {layers:,}; expected at most 20")
    both = "bi" in word.flags
    directions = 2 if both else 1
    gates = GATES[word.name]
    at.number += 1
    learned, counts, flops = [], [], 0
    for layer in range(layers):
        entering = width if layer == 0 else hidden * directions
        for direction in range(directions):
            mark = (f".{layer + 1}" if layers > 1 else "") + ("<-" if direction else "")
            learned += [
                Tensor(name=f"W{at.number}{mark}", shape=(entering, gates * hidden)),
                Tensor(name=f"U{at.number}{mark}", shape=(hidden, gates * hidden)),
                Tensor(name=f"b{at.number}{mark}", shape=(1, gates * hidden)),
            ]
        counts.append(f"{f'{directions}·' if both else ''}{gates}·{hidden}·({entering} + {hidden} + 1)")
        flops += 2 * tokens * directions * gates * hidden * (entering + hidden)
    kept = gates + (word.name == "lstm")
    inner = [f"{layers * directions * kept}·{tokens}·{hidden}"]
    inner += [f"{layers - 1}·{tokens}·{hidden * directions}"] if layers > 1 else []
    state = "last h and c, each" if word.name == "lstm" else "last h"
    name, output = at.named("h"), (tokens, hidden * directions)
    both_biases = recurrent_parameters(word.name, width, hidden, layers, both, bias_vectors=2)
    return Step(
        word=word.text,
        layer=word.name,
        source=at.source,
        name=name,
        equation=f"{name} = {word.name}({at.source})",
        shapes=f"{at.text(at.shape)} -> {at.text(output)}",
        input=at.shape,
        output=output,
        learned=tuple(learned),
        count=" + ".join(counts),
        flops=flops,
        flops_count=f"2·{tokens}·({' + '.join(c.replace(' + 1)', ')') for c in counts)})",
        spared=2 * tokens * directions * gates * hidden * width,
        inner=tokens * (layers * directions * kept * hidden + (layers - 1) * hidden * directions),
        inner_count=" + ".join(inner),
        note=f"{CELLS[word.name]}; W ({width},{gates}·{hidden}), U ({hidden},{gates}·{hidden}), "
        f"b (1,{gates}·{hidden}); {state} ({layers * directions},{at.rows},{hidden})",
        torch=f"two bias vectors for each block: {both_biases:,} parameters; weights ({gates * hidden}, …); "
        f"{at.text(at.shape)} needs batch_first=True{GRU_DIFFERS if word.name == 'gru' else ''}",
    )


def attention(word: Word, at: Place) -> Step:
    """Return the line of multi-head self-attention: four (D, D) projections, scores (h, T, T)."""
    tokens, width = sequence(word, at)
    heads = word.numbers["heads"]
    if width % heads:
        raise LayerError(f"heads is {heads}; expected a divisor of the width {width}")
    at.number += 1
    bias = "nobias" not in word.flags
    learned = [Tensor(name=f"W{at.number}{kind}", shape=(width, width)) for kind in "qkvo"]
    if bias:
        learned += [Tensor(name=f"b{at.number}{kind}", shape=(1, width)) for kind in "qkvo"]
    name = at.named("o")
    return Step(
        word=word.text,
        layer="attention",
        source=at.source,
        name=name,
        equation=f"{name} = attention({at.source})",
        shapes=f"softmax(Q @ K.swapaxes(2, 3) / √{width // heads}) @ V: "
        f"({at.rows},{heads},{tokens},{tokens}) @ ({at.rows},{heads},{tokens},{width // heads}) "
        f"-> {at.text(at.shape)}",
        input=at.shape,
        output=at.shape,
        learned=tuple(learned),
        count=f"4·{width}·{width} + 4·{width}" if bias else f"4·{width}·{width}",
        flops=2 * tokens * 4 * width * width + 4 * tokens * tokens * width,
        flops_count=f"2·4·{tokens}·{width}·{width} + 4·{tokens}·{tokens}·{width}",
        inner=4 * tokens * width + 2 * heads * tokens * tokens,
        inner_count=f"4·{tokens}·{width} + 2·{heads}·{tokens}·{tokens}",
        spared=2 * tokens * 3 * width * width,
        note="Q, K, V, scores, weights and the heads' results are kept, and scores grow with tokens²; the number "
        "of heads changes no parameter: heads share out the columns of the same matrices",
        torch=f"in_proj_weight holds Wq, Wk, Wv as ({3 * width},{width})"
        f"{'' if bias else '; bias=False'}; {at.text(at.shape)} needs batch_first=True",
    )


def last(word: Word, at: Place) -> Step:
    """Return the line that keeps the last position of a sequence."""
    tokens, width = sequence(word, at)
    name = at.named("l")
    return Step(
        word=word.text,
        layer="last",
        source=at.source,
        name=name,
        equation=f"{name} = {at.source}[:, -1]",
        shapes=f"{at.text(at.shape)} -> {at.text((width,))}",
        input=at.shape,
        output=(width,),
        note=f"position {tokens} of {tokens}",
    )


def sequence(word: Word, at: Place) -> tuple[int, int]:
    """Return tokens and width; raises LayerError where the input is no sequence of vectors."""
    if len(at.shape) != 2:
        needed = f"{word.name} needs a sequence (tokens, width), written 7x10"
        raise LayerError(f"{needed}, and its input is {at.text(at.shape)}")
    return at.shape[0], at.shape[1]


CELLS = {
    "rnn": "one block: h_t = tanh(x_t @ W + h @ U + b), with h the state before",
    "gru": "two gates and a candidate, three blocks of W, U, b side by side: r, z = σ(x_t @ W + h @ U + b), "
    "n = tanh(x_t @ Wn + (r * h) @ Un + bn), h_t = (1 - z) * n + z * h",
    "lstm": "three gates and a candidate, four blocks of W, U, b side by side: i, f, o = σ(x_t @ W + h @ U + b), "
    "g = tanh(…), c_t = f * c + i * g, h_t = o * tanh(c_t)",
}
"""One step of each layer."""
GRU_DIFFERS = "; its candidate has r * (h @ Un + bn')"
LAYERS: dict[str, Callable[[Word, Place], Step]] = {
    "embedding": embedding, "rnn": recurrent, "gru": recurrent, "lstm": recurrent, "attention": attention,
    "last": last,
}  # fmt: skip
