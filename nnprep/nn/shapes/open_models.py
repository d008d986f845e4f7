"""Well-known open models as decoders: their sizes as published in their configurations."""

from __future__ import annotations

from typing import Any

from nnprep.nn.shapes.decoder import Decoder


def model(sizes: tuple[int, int, int, int, int, int], hidden: int, **others: Any) -> Decoder:
    """Return a decoder of layers, width, heads, KV heads, vocabulary, context, and a hidden width."""
    layers, width, heads, kv_heads, vocabulary, context = sizes
    facts = {"head_width": width // heads, **others}
    return Decoder(
        layers=layers,
        width=width,
        heads=heads,
        kv_heads=kv_heads,
        vocabulary=vocabulary,
        context=context,
        hidden=hidden,
        **facts,
    )


GPT2: dict[str, bool] = {"gated": False, "tied": True, "learned_positions": True, "biases": True}
MODELS = {
    "gpt2": model((12, 768, 12, 12, 50257, 1024), 3072, **GPT2),
    "gpt2-xl": model((48, 1600, 25, 25, 50257, 1024), 6400, **GPT2),
    "llama-2-7b": model((32, 4096, 32, 32, 32000, 4096), 11008),
    "llama-2-70b": model((80, 8192, 64, 8, 32000, 4096), 28672),
    "llama-3-8b": model((32, 4096, 32, 8, 128256, 8192), 14336),
    "llama-3-70b": model((80, 8192, 64, 8, 128256, 8192), 28672),
    "llama-3.1-405b": model((126, 16384, 128, 8, 128256, 131072), 53248),
    "llama-3.2-1b": model((16, 2048, 32, 8, 128256, 131072), 8192, tied=True),
    "mistral-7b": model((32, 4096, 32, 8, 32000, 32768), 14336),
    "qwen2.5-7b": model((28, 3584, 28, 4, 152064, 131072), 18944, qkv_biases=True),
    "qwen3-8b": model((36, 4096, 32, 8, 151936, 40960), 12288, qk_norms=True),
    "gemma-7b": model((28, 3072, 16, 16, 256000, 8192), 24576, head_width=256, tied=True),
}
"""Radford et al. 2019; Touvron et al. 2023; Grattafiori et al. 2024; Jiang et al. 2023; Yang et al. 2024 and 2025;
Mesnard et al. 2024. Vocabulary and context are those of the released configurations."""
