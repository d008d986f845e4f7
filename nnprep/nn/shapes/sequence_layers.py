"""Layers of sequences (tokens, width): embedding, recurrent layers, attention."""

from __future__ import annotations

from collections.abc import Callable

from nnprep.nn.formulas.costs import attention_flops, mlp_forward_flops
from nnprep.nn.formulas.parameters import GATES, recurrent_parameters
from nnprep.nn.shapes.layer_syntax import LayerError, Word
from nnprep.nn.shapes.layers import Place
from nnprep.nn.shapes.network import Step, Tensor, written


def embedding(word: Word, at: Place) -> Step:
    """Return the line of a table lookup: token ids (T,) become rows (T, D) of E (V, D)."""
    if at.source != "X":
        raise LayerError(
            f"embedding reads token ids, which only the input holds; put it first, not after {at.source}"
        )
    if len(at.shape) != 1:
        raise LayerError(f"embedding needs token ids (tokens,), but its input is {at.text(at.shape)}")
    vocabulary, width = word.numbers["vocabulary"], word.numbers["width"]
    at.number += 1
    table = Tensor(name=f"E{at.number}", shape=(vocabulary, width))
    output = (*at.shape, width)
    return at.step(
        word,
        at.named("e"),
        f"{table.name}[{at.source}]",
        f"{written(table.shape)} at {at.text(at.shape)} -> {at.text(output)}",
        output,
        learned=(table,),
        count=f"{vocabulary}·{width}",
        note="a lookup, not a multiplication; the gradient is zero in every row that wasn't looked up",
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
    blocks, output = gates * hidden, (tokens, hidden * directions)
    entering = [width, *[hidden * directions] * (layers - 1)]
    front = f"{directions}·" if both else ""
    counts = [f"{front}{gates}·{hidden}·({n} + {hidden} + 1)" for n in entering]
    held = gates + (word.name == "lstm")
    inner = [f"{layers * directions * held}·{tokens}·{hidden}"]
    inner += [f"{layers - 1}·{tokens}·{hidden * directions}"] if layers > 1 else []
    state = "last h and c, each" if word.name == "lstm" else "last h"
    torch_count = recurrent_parameters(word.name, width, hidden, layers, both, bias_vectors=2)
    at.number += 1
    return at.step(
        word,
        at.named("h"),
        f"{word.name}({at.source})",
        f"{at.text(at.shape)} -> {at.text(output)}",
        output,
        learned=recurrent_tensors(at.number, entering, hidden, blocks, both),
        count=" + ".join(counts),
        flops=sum(mlp_forward_flops([n + hidden, blocks], tokens * directions) for n in entering),
        flops_count=f"2·{tokens}·({' + '.join(c.replace(' + 1)', ')') for c in counts)})",
        input_flops=mlp_forward_flops([width, blocks], tokens * directions),
        inner=tokens * directions * hidden * (layers * held + layers - 1),
        inner_count=" + ".join(inner),
        note=f"{CELLS[word.name]}; W ({width},{gates}·{hidden}), U ({hidden},{gates}·{hidden}), "
        f"b (1,{gates}·{hidden}); {state} ({layers * directions},{at.rows},{hidden})",
        torch=f"two bias vectors per block: {torch_count:,} parameters; weights ({blocks}, …); "
        f"{at.text(at.shape)} needs batch_first=True{GRU_DIFFERS if word.name == 'gru' else ''}",
    )


def recurrent_tensors(
    number: int, entering: list[int], hidden: int, blocks: int, both: bool
) -> tuple[Tensor, ...]:
    """Return W, U and b of each layer and direction; `entering` holds the input width of each layer."""
    tensors = []
    for layer, width in enumerate(entering, start=1):
        for direction in ("", "<-") if both else ("",):
            mark = (f".{layer}" if len(entering) > 1 else "") + direction
            shapes = {"W": (width, blocks), "U": (hidden, blocks), "b": (1, blocks)}
            tensors += [Tensor(name=f"{name}{number}{mark}", shape=shape) for name, shape in shapes.items()]
    return tuple(tensors)


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
    projection = mlp_forward_flops([width, width], tokens)
    return at.step(
        word,
        at.named("o"),
        f"attention({at.source})",
        f"softmax(Q @ K.swapaxes(2, 3) / √{width // heads}) @ V: "
        f"({at.rows},{heads},{tokens},{tokens}) @ ({at.rows},{heads},{tokens},{width // heads}) "
        f"-> {at.text(at.shape)}",
        at.shape,
        learned=tuple(learned),
        count=f"4·{width}·{width} + 4·{width}" if bias else f"4·{width}·{width}",
        flops=4 * projection + attention_flops(1, heads, tokens, width // heads),
        flops_count=f"2·4·{tokens}·{width}·{width} + 4·{tokens}·{tokens}·{width}",
        inner=4 * tokens * width + 2 * heads * tokens * tokens,
        inner_count=f"4·{tokens}·{width} + 2·{heads}·{tokens}·{tokens}",
        input_flops=3 * projection,
        note="Q, K, V, scores, weights and the outputs of the heads are kept, and scores grow with tokens²; the number "
        "of heads doesn't change the parameters: heads share out the columns of the same matrices",
        torch=f"in_proj_weight holds Wq, Wk, Wv as ({3 * width},{width})"
        f"{'' if bias else '; bias=False'}; {at.text(at.shape)} needs batch_first=True",
    )


def last(word: Word, at: Place) -> Step:
    """Return the line that keeps the last position of a sequence."""
    tokens, width = sequence(word, at)
    shapes = f"{at.text(at.shape)} -> {at.text((width,))}"
    note = f"position {tokens} of {tokens}"
    return at.step(word, at.named("l"), f"{at.source}[:, -1]", shapes, (width,), note=note)


def sequence(word: Word, at: Place) -> tuple[int, int]:
    """Return tokens and width; raises LayerError if the input isn't a sequence of vectors."""
    if len(at.shape) != 2:
        wanted = f"{word.name} needs a sequence (tokens, width), written 7x10"
        raise LayerError(f"{wanted}, but its input is {at.text(at.shape)}")
    return at.shape[0], at.shape[1]


CELLS = {
    "rnn": "one block: h_t = tanh(x_t @ W + h @ U + b), where h is the previous state",
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
