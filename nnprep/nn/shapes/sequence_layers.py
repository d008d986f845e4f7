"""Layers of sequences (tokens, width): embedding and its tied head, recurrent layers, attention, SwiGLU."""

from __future__ import annotations

import math
from collections.abc import Callable

from nnprep.nn.formulas.costs import attention_flops, mlp_forward_flops
from nnprep.nn.formulas.parameters import GATES, recurrent_parameters
from nnprep.nn.shapes.layer_syntax import LayerError, Word
from nnprep.nn.shapes.layers import TOKENS, Place
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
    at.table, at.layout, at.window = table, TOKENS, None
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


def tied(word: Word, at: Place) -> Step:
    """Return the line of a head that shares its weights with the embedding, z = x Eᵀ (Press and Wolf 2017)."""
    tokens, width = sequence(word, at)
    if at.table is None:
        raise LayerError("tied needs an embedding before it, whose table is also the head's weights")
    vocabulary, wanted = at.table.shape
    if width != wanted:
        raise LayerError(
            f"tied needs the width of the embedding, {wanted}, but its input is {at.text(at.shape)}"
        )
    at.number += 1
    output = (tokens, vocabulary)
    flops = mlp_forward_flops([width, vocabulary], tokens)
    return at.step(
        word,
        at.named("z"),
        f"{at.source} @ {at.table.name}.T",
        f"{at.text(at.shape)} @ ({width},{vocabulary}) -> {at.text(output)}",
        output,
        flops=flops,
        flops_count=f"2·{tokens}·{width}·{vocabulary}",
        input_flops=flops,
        note=f"{at.table.name} is shared with the embedding: counted once, and its gradient is the sum of both uses; "
        f"an untied head would add {width}·{vocabulary} = {width * vocabulary:,} weights",
        torch="head.weight = embedding.weight; Linear(D, V, bias=False).weight is (V, D), as the table is",
    )


def recurrent(word: Word, at: Place) -> Step:
    """Return the line of rnn, gru or lstm: for each block W (D, H), U (H, H) and one bias (1, H).

    A block is a gate or a candidate (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000;
    Cho et al. 2014). With a projection, h has the width P of it, and U is (P, H) (Sak et al. 2014). Kept for the
    backward pass: every block, the LSTM's cells, what a projection reads, the results of inner layers.
    """
    tokens, width = sequence(word, at)
    hidden, layers = word.numbers["hidden"], word.numbers.get("layers", 1)
    projection = word.numbers.get("projection", 0)
    if layers > 20:
        raise LayerError(f"layers is {layers:,}; expected at most 20")
    if projection >= hidden:
        raise LayerError(f"projection is {projection}; expected less than the hidden size {hidden}")
    both = "bi" in word.flags
    directions, kept, gates = 2 if both else 1, projection or hidden, GATES[word.name]
    blocks, output = gates * hidden, (tokens, kept * directions)
    entering = [width, *[kept * directions] * (layers - 1)]
    counts = [recurrent_count(gates, hidden, n, projection, both) for n in entering]
    held = gates + (word.name == "lstm") + (projection > 0)
    inner = [f"{layers * directions * held}·{tokens}·{hidden}"]
    inner += [f"{layers - 1}·{tokens}·{kept * directions}"] if layers > 1 else []
    each = sum(mlp_forward_flops([n + kept, blocks], tokens * directions) for n in entering)
    at.number += 1
    return at.step(
        word,
        at.named("h"),
        f"{word.name}({at.source})",
        f"{at.text(at.shape)} -> {at.text(output)}",
        output,
        learned=recurrent_tensors(at.number, entering, hidden, blocks, projection, both),
        count=" + ".join(counts),
        flops=each + mlp_forward_flops([hidden, projection], tokens * directions) * layers,
        flops_count=f"2·{tokens}·({' + '.join(c.replace(' + 1)', ')') for c in counts)})",
        input_flops=mlp_forward_flops([width, blocks], tokens * directions),
        inner=tokens * directions * (hidden * layers * held + kept * (layers - 1)),
        inner_count=" + ".join(inner),
        note=recurrent_note(word, at, layers * directions),
        torch=f"two bias vectors per block: {torch_count(word, width):,} parameters; weights ({blocks}, …); "
        f"{at.text(at.shape)} needs batch_first=True{GRU_DIFFERS if word.name == 'gru' else ''}"
        f"{f'; proj_size={projection}' if projection else ''}",
    )


def recurrent_count(gates: int, hidden: int, entering: int, projection: int, both: bool) -> str:
    """Return the parameters of one recurrent layer as a sum of products, with one bias per block."""
    count = f"{gates}·{hidden}·({entering} + {projection or hidden} + 1)"
    if not projection:
        return f"2·{count}" if both else count
    count += f" + {hidden}·{projection}"
    return f"2·({count})" if both else count


def recurrent_note(word: Word, at: Place, states: int) -> str:
    """Return what one step computes, the shapes of what it learns, and the last states."""
    hidden, projection, gates = word.numbers["hidden"], word.numbers.get("projection", 0), GATES[word.name]
    kept = projection or hidden
    blocks = f"{gates}·{hidden}"
    note = f"{CELLS[word.name]}; W ({at.shape[1]},{blocks}), U ({kept},{blocks}), b (1,{blocks})"
    if projection:
        last = f"last h ({states},{at.rows},{projection}) and c ({states},{at.rows},{hidden})"
        return f"{note}; P ({hidden},{projection}) projects: h_t = (o * tanh(c_t)) @ P; {last}"
    return f"{note}; last h{' and c, each' if word.name == 'lstm' else ''} ({states},{at.rows},{hidden})"


def torch_count(word: Word, width: int) -> int:
    """Return the parameters that PyTorch's layer has."""
    numbers = word.numbers
    return recurrent_parameters(
        word.name,
        width,
        numbers["hidden"],
        numbers.get("layers", 1),
        "bi" in word.flags,
        bias_vectors=2,
        projection=numbers.get("projection", 0),
    )


def recurrent_tensors(
    number: int, entering: list[int], hidden: int, blocks: int, projection: int, both: bool
) -> tuple[Tensor, ...]:
    """Return W, U, b and the projection of each layer and direction; `entering` has the layers' input widths."""
    tensors = []
    for layer, width in enumerate(entering, start=1):
        for direction in ("", "<-") if both else ("",):
            mark = (f".{layer}" if len(entering) > 1 else "") + direction
            shapes = {"W": (width, blocks), "U": (projection or hidden, blocks), "b": (1, blocks)}
            shapes |= {"P": (hidden, projection)} if projection else {}
            tensors += [Tensor(name=f"{name}{number}{mark}", shape=shape) for name, shape in shapes.items()]
    return tuple(tensors)


def attention(word: Word, at: Place) -> Step:
    """Return the line of self-attention: projections q and o (D, D), k and v (D, D·g/h), scores (h, T, T).

    With fewer heads of keys and values, g, than of queries, h, it is grouped-query attention (Ainslie et al. 2023).
    """
    tokens, width = sequence(word, at)
    heads = word.numbers["heads"]
    groups = word.numbers.get("kv_heads", heads)
    if width % heads:
        raise LayerError(f"heads is {heads}; expected a divisor of the width {width}")
    if heads % groups:
        raise LayerError(f"kv_heads is {groups}; expected a divisor of the {heads} heads")
    at.number += 1
    bias, keys = "nobias" not in word.flags, width // heads * groups
    widths = {"q": width, "k": keys, "v": keys, "o": width}
    learned = [Tensor(name=f"W{at.number}{kind}", shape=(width, n)) for kind, n in widths.items()]
    if bias:
        learned += [Tensor(name=f"b{at.number}{kind}", shape=(1, n)) for kind, n in widths.items()]
    facts = (
        full_attention(tokens, width, heads, bias)
        if groups == heads
        else grouped(tokens, width, heads, keys, bias)
    )
    torch = f"in_proj_weight holds Wq, Wk, Wv as ({3 * width},{width}){'' if bias else '; bias=False'}; "
    torch += f"{at.text(at.shape)} needs batch_first=True"
    grouped_torch = "no module has it: four Linear, then scaled_dot_product_attention(…, enable_gqa=True)"
    return at.step(
        word,
        at.named("o"),
        f"attention({at.source})",
        f"softmax(Q @ K.swapaxes(2, 3) / √{width // heads}) @ V: "
        f"({at.rows},{heads},{tokens},{tokens}) @ ({at.rows},{heads},{tokens},{width // heads}) "
        f"-> {at.text(at.shape)}",
        at.shape,
        learned=tuple(learned),
        flops=mlp_forward_flops([width, 2 * (width + keys)], tokens)
        + attention_flops(1, heads, tokens, width // heads),
        inner=2 * tokens * (width + keys) + 2 * heads * tokens * tokens,
        input_flops=mlp_forward_flops([width, width + 2 * keys], tokens),
        torch=torch if groups == heads else grouped_torch,
        **facts,
    )


def full_attention(tokens: int, width: int, heads: int, bias: bool) -> dict[str, str]:
    """Return the sums and the note of attention with as many heads of keys and values as of queries."""
    return {
        "count": f"4·{width}·{width} + 4·{width}" if bias else f"4·{width}·{width}",
        "flops_count": f"2·4·{tokens}·{width}·{width} + 4·{tokens}·{tokens}·{width}",
        "inner_count": f"4·{tokens}·{width} + 2·{heads}·{tokens}·{tokens}",
        "note": "Q, K, V, scores, weights and the outputs of the heads are kept, and scores grow with tokens²; the "
        "number of heads doesn't change the parameters: heads split the columns of the same matrices",
    }


def grouped(tokens: int, width: int, heads: int, keys: int, bias: bool) -> dict[str, str]:
    """Return the sums and the note of grouped-query attention, whose keys and values have width `keys`."""
    head, groups = width // heads, keys * heads // width
    both = f"2·{width}·{width} + 2·{width}·{keys}"
    return {
        "count": f"{both} + 2·{width} + 2·{keys}" if bias else both,
        "flops_count": f"2·{tokens}·({both}) + 4·{tokens}·{tokens}·{width}",
        "inner_count": f"2·{tokens}·{width} + 2·{tokens}·{keys} + 2·{heads}·{tokens}·{tokens}",
        "note": f"grouped queries: K and V have {groups} {'head' if groups == 1 else 'heads'} of {head} columns, each "
        f"for {heads // groups} heads of queries: K.repeat({heads // groups}, axis=1); the cache holds 2·{keys} "
        f"numbers per token, not 2·{width}",
    }


def swiglu(word: Word, at: Place) -> Step:
    """Return the line of a SwiGLU feed-forward network, (silu(x Wg) * (x Wu)) Wd without biases (Shazeer 2020)."""
    if at.channels:
        raise LayerError(f"swiglu needs vectors, but its input is {at.text(at.shape)}; put flatten before it")
    *leading, width = at.shape
    hidden, rows = word.numbers["hidden"], "·".join(map(str, leading))
    at.number += 1
    at.layout = TOKENS
    gate, up, down = (f"W{at.number}{kind}" for kind in "gud")
    each = mlp_forward_flops([width, hidden], math.prod(leading))
    wide, front = at.text((*leading, hidden)), f"{rows}·" if rows else ""
    return at.step(
        word,
        at.named("s"),
        f"(silu({at.source} @ {gate}) * ({at.source} @ {up})) @ {down}",
        f"{at.text(at.shape)} @ ({width},{hidden}) twice, {wide} @ ({hidden},{width}) -> {at.text(at.shape)}",
        at.shape,
        learned=(
            Tensor(name=gate, shape=(width, hidden)),
            Tensor(name=up, shape=(width, hidden)),
            Tensor(name=down, shape=(hidden, width)),
        ),
        count=f"3·{width}·{hidden}",
        flops=3 * each,
        flops_count=f"2·{front}3·{width}·{hidden}",
        inner=4 * math.prod(leading) * hidden,
        inner_count=f"4·{front}{hidden}",
        input_flops=2 * each,
        note=f"g = {at.source} @ {gate}, silu(g), u = {at.source} @ {up} and h = silu(g) * u are kept; three matrices "
        "of 8/3 times the width cost as much as two of 4 times",
        torch="no module has it: three Linear with bias=False and silu",
    )


def last(word: Word, at: Place) -> Step:
    """Return the line that keeps the last position of a sequence."""
    tokens, width = sequence(word, at)
    shapes = f"{at.text(at.shape)} -> {at.text((width,))}"
    note = f"position {tokens} of {tokens}"
    return at.step(word, at.named("l"), f"{at.source}[:, -1]", shapes, (width,), note=note)


def sequence(word: Word, at: Place) -> tuple[int, int]:
    """Return tokens and width; raises LayerError if the input isn't a sequence of vectors."""
    wanted = f"{word.name} needs a sequence (tokens, width), written 7x10, but its input is"
    if len(at.shape) != 2:
        raise LayerError(f"{wanted} {at.text(at.shape)}")
    if at.channels:
        raise LayerError(f"{wanted} (channels, length) {at.text(at.shape)}; put transpose before it")
    at.layout = TOKENS
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
    "last": last, "swiglu": swiglu, "tied": tied,
}  # fmt: skip
