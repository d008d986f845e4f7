"""A decoder-only transformer in numbers: its parameters part by part, operations, KV cache and memory."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nnprep.errors import UsageError
from nnprep.named_tuple import NamedTuple
from nnprep.nn.formulas.costs import attention_flops, device_bytes, kv_cache_bytes
from nnprep.nn.shapes.budget import Item

ROUND = 256
"""A hidden width that isn't given is the next multiple of this, as in Llama."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoder:
    """The sizes of a decoder; what isn't said is as in Llama: SwiGLU, RMS norm, no biases, rotary positions."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    vocabulary: int
    context: int
    hidden: int
    """The width inside the feed-forward network."""
    head_width: int
    gated: bool = True
    """Whether the feed-forward network has three matrices, as SwiGLU and GeGLU do, or two."""
    tied: bool = False
    """Whether the head shares the embedding's table."""
    learned_positions: bool = False
    """Whether each position has a learned vector."""
    biases: bool = False
    """Whether linear layers and norms have biases, as in GPT-2."""
    qkv_biases: bool = False
    """Whether only queries, keys and values have biases, as in Qwen2."""
    qk_norms: bool = False
    """Whether queries and keys of a head are normalized, as in Qwen3."""

    @property
    def queries(self) -> int:
        """The width of all query heads together."""
        return self.heads * self.head_width

    @property
    def keys(self) -> int:
        """The width of all key heads together, which is also that of the values."""
        return self.kv_heads * self.head_width

    @property
    def parameters(self) -> int:
        """How many numbers the decoder learns."""
        return sum(part.size * part.times for part in parts(self))

    @property
    def multiplied(self) -> int:
        """How many weights each token is multiplied with: all matrices, the head too, but no lookups."""
        matrices = sum(part.size * part.times for part in parts(self) if part.is_matrix)
        return matrices + (self.vocabulary * self.width if self.tied else 0)


class Part(NamedTuple):
    """One line of the parameter count."""

    name: str
    formula: str
    """A sum of products, with the numbers put in."""
    size: int
    times: int = 1
    """How many layers have it."""
    is_matrix: bool = False
    """Whether tokens are multiplied with it."""


def decoder(sizes: Sequence[int]) -> Decoder:
    """Return a decoder of layers, width, heads, KV heads, vocabulary and context; raises UsageError.

    The hidden width of its SwiGLU is 8/3 of the width, rounded up to a multiple of 256 (Touvron et al. 2023).
    """
    step = "nnprep explain transformer 32 4096 32 8 128256 8192"
    if len(sizes) != 6:
        raise UsageError(
            f"A decoder needs six numbers (layers, width, heads, KV heads, vocabulary, context), not {len(sizes)}.",
            next_step=step,
        )
    layers, width, heads, kv_heads, vocabulary, context = sizes
    if width % heads:
        raise UsageError(f"{heads} heads don't divide the width {width}.", next_step=step)
    if heads % kv_heads:
        raise UsageError(f"{kv_heads} KV heads don't divide the {heads} heads.", next_step=step)
    return Decoder(
        layers=layers,
        width=width,
        heads=heads,
        kv_heads=kv_heads,
        vocabulary=vocabulary,
        context=context,
        hidden=-(-(8 * width // 3) // ROUND) * ROUND,
        head_width=width // heads,
    )


def parts(model: Decoder) -> list[Part]:
    """Return the parameters of a decoder, part by part."""
    d, q, k, f = model.width, model.queries, model.keys, model.hidden
    found = [Part("embedding", f"{model.vocabulary}·{d}", model.vocabulary * d)]
    if model.learned_positions:
        found.append(Part("positions", f"{model.context}·{d}", model.context * d))

    def in_each_layer(name: str, formula: str, count: int, *, is_matrix: bool = False) -> None:
        found.append(Part(name, formula, count, model.layers, is_matrix))

    in_each_layer("queries, output", f"2·{d}·{q}", 2 * d * q, is_matrix=True)
    in_each_layer("keys, values", f"2·{d}·{k}", 2 * d * k, is_matrix=True)
    if model.biases:
        in_each_layer("their biases", f"{q} + 2·{k} + {d}", q + 2 * k + d)
    if model.qkv_biases:
        in_each_layer("their biases", f"{q} + 2·{k}", q + 2 * k)
    matrices = 3 if model.gated else 2
    in_each_layer("feed-forward", f"{matrices}·{d}·{f}", matrices * d * f, is_matrix=True)
    if model.biases:
        in_each_layer("its biases", f"{f} + {d}", f + d)
    each, text = (2 * d, f"2·{d}") if model.biases else (d, str(d))
    in_each_layer("two norms", f"2·{text}", 2 * each)
    if model.qk_norms:
        in_each_layer("query, key norm", f"2·{model.head_width}", 2 * model.head_width)
    found.append(Part("last norm", text, each))
    if not model.tied:
        found.append(Part("head", f"{d}·{model.vocabulary}", d * model.vocabulary, is_matrix=True))
    return found


def operations(model: Decoder) -> list[Item]:
    """Return the operations for a context, forward and in training, and for one more token behind a full context.

    A causal mask is not exploited, as everywhere in nnprep: half of the scores are computed to be hidden.
    """
    tokens, multiplied, width = model.context, model.multiplied, model.queries
    matrices = 2 * tokens * multiplied
    scores = model.layers * attention_flops(1, model.heads, tokens, model.head_width)
    cached = 2 * multiplied + 4 * model.layers * tokens * width
    return [
        Item(what="matrices", formula=f"2·{tokens}·{multiplied:,}", amount=matrices),
        Item(what="attention", formula=f"{model.layers}·4·{tokens}·{tokens}·{width}", amount=scores),
        Item(what="forward", formula="both", amount=matrices + scores),
        Item(what="training step", formula="3·forward", amount=3 * (matrices + scores)),
        Item(
            what="one more token",
            formula=f"2·{multiplied:,} + {model.layers}·4·{tokens}·{width}",
            amount=cached,
        ),
    ]


def memory(model: Decoder, itemsize: int, batch: int = 1) -> list[Item]:
    """Return the bytes of weights and KV cache at full context, and of the weights' training state.

    Training in mixed precision keeps 2 + 2 + 12 bytes per parameter with Adam (Rajbhandari et al. 2020).
    """
    count, layers, heads = model.parameters, model.layers, model.head_width
    per_token = kv_cache_bytes(layers, model.kv_heads, heads, 1, itemsize=itemsize)
    cache = kv_cache_bytes(layers, model.kv_heads, heads, model.context, batch, itemsize)
    times = f"{batch}·" if batch > 1 else ""
    return [
        Item(what="weights", formula=f"{count:,}·{itemsize}", amount=count * itemsize),
        Item(
            what="KV cache, a token",
            formula=f"2·{layers}·{model.kv_heads}·{heads}·{itemsize}",
            amount=per_token,
        ),
        Item(what="KV cache, all", formula=f"{times}{model.context}·{per_token:,}", amount=cache),
        Item(what="to generate", formula="weights + KV cache", amount=count * itemsize + cache),
        Item(what="to train, Adam", formula=f"{count:,}·16", amount=math.ceil(device_bytes(count, 1, 0))),
    ]
