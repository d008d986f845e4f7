"""References of the attention exercises agree with each other, and with PyTorch if it's installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.content.library import find_exercise


def reference(id: str) -> dict[str, Any]:
    """Run the reference of an exercise, and return its names."""
    names: dict[str, Any] = {"__name__": "reference"}
    path = find_exercise(id).solution / "reference.py"
    exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), names)
    return names


def normal(rng: np.random.Generator, *shapes: tuple[int, ...]) -> list[Any]:
    return [rng.standard_normal(shape) for shape in shapes]


def same(mine: Any, theirs: Any) -> None:
    np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-12)


def test_causal_attention_is_attention_to_each_prefix() -> None:
    """Under the causal mask, token t gets what it would get if the sequence ended with it."""
    names, rng = reference("attention"), np.random.default_rng(0)
    Q, K, V = normal(rng, (6, 4), (6, 4), (6, 3))
    out, _ = names["attention"](Q, K, V, names["causal_mask"](6))
    for t in range(6):
        same(out[t], names["attention"](Q[t : t + 1], K[: t + 1], V[: t + 1])[0][0])


@pytest.mark.parametrize("masked", [False, True])
def test_attention_agrees_with_pytorch(masked: bool) -> None:
    """Batches of heads, with and without a mask, are what PyTorch's own attention computes."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    Q, K, V = normal(rng, (2, 3, 4, 5), (2, 3, 6, 5), (2, 3, 6, 7))
    mask = rng.random((2, 1, 4, 6)) < 0.6 if masked else None
    if mask is not None:
        mask[..., 0] = True
    out, _ = reference("attention")["attention"](Q, K, V, mask)
    theirs = torch.nn.functional.scaled_dot_product_attention(
        *map(torch.tensor, (Q, K, V)), attn_mask=None if mask is None else torch.tensor(mask)
    )

    same(out, theirs.numpy())


def projections(rng: np.random.Generator, width: int, outputs: int) -> list[Any]:
    """Draw Wq, Wk, Wv and Wo."""
    return normal(rng, (width, outputs), (width, outputs), (width, outputs), (outputs, width))


def test_multi_head_attention_is_a_sum_of_single_heads() -> None:
    """Each head is attention on its own columns, and adds its share through its own rows of Wo."""
    rng = np.random.default_rng(2)
    X, (Wq, Wk, Wv, Wo) = rng.standard_normal((2, 5, 6)), projections(rng, 6, 6)
    mask = np.tril(np.ones((5, 5), dtype=bool))
    attention, total = reference("attention")["attention"], np.zeros((2, 5, 6))
    for own in (slice(0, 2), slice(2, 4), slice(4, 6)):
        total += attention(X @ Wq[:, own], X @ Wk[:, own], X @ Wv[:, own], mask)[0] @ Wo[own]

    same(reference("multi-head-attention")["mha"](X, Wq, Wk, Wv, Wo, 3, mask), total)


def test_multi_head_attention_agrees_with_pytorch() -> None:
    """PyTorch's module, with its transposed weights and its inverted mask, computes the same."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    X, weights = rng.standard_normal((2, 5, 6)), projections(rng, 6, 6)
    mask = rng.random((5, 5)) < 0.5
    mask[:, 0] = True
    module = torch.nn.MultiheadAttention(6, 3, bias=False, batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        module.in_proj_weight.copy_(torch.tensor(np.concatenate([W.T for W in weights[:3]])))
        module.out_proj.weight.copy_(torch.tensor(weights[3].T))
        x = torch.tensor(X)
        theirs = module(x, x, x, attn_mask=torch.tensor(~mask), need_weights=False)[0]

    same(reference("multi-head-attention")["mha"](X, *weights, 3, mask), theirs.numpy())


def test_cached_steps_are_the_rows_of_a_causal_pass() -> None:
    """Token by token, also after a reset, gives what multi-head attention gives for the sequence at once."""
    rng = np.random.default_rng(4)
    weights, causal = projections(rng, 6, 6), np.tril(np.ones((5, 5), dtype=bool))
    cache = reference("kv-cache")["CachedAttention"](*weights, 3)
    for X in normal(rng, (5, 6), (5, 6)):
        steps = [cache.step(x) for x in X]
        same(np.array(steps), reference("multi-head-attention")["mha"](X[None], *weights, 3, causal)[0])
        cache.reset()


def test_query_heads_of_a_group_share_their_keys() -> None:
    """Groups give what multi-head attention gives if each key head is written down once for each query head."""
    rng = np.random.default_rng(5)
    X, causal = rng.standard_normal((2, 4, 6)), np.tril(np.ones((4, 4), dtype=bool))
    Wq, Wk, Wv, Wo = normal(rng, (6, 6), (6, 2), (6, 2), (6, 6))
    wide = [W[:, [0, 0, 0, 1, 1, 1]] for W in (Wk, Wv)]
    out = reference("grouped-query-attention")["gqa"](X, Wq, Wk, Wv, Wo, 6, 2)

    same(out, reference("multi-head-attention")["mha"](X, Wq, *wide, Wo, 6, causal))


def test_grouped_query_attention_agrees_with_pytorch() -> None:
    """PyTorch's attention with shared key heads, causal, of heads that aren't as wide as the model in all."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(6)
    X = rng.standard_normal((2, 5, 7))
    Wq, Wk, Wv, Wo = normal(rng, (7, 24), (7, 12), (7, 12), (24, 7))
    heads = [
        torch.tensor((X @ W).reshape(2, 5, n, 4).transpose(0, 2, 1, 3))
        for W, n in ((Wq, 6), (Wk, 3), (Wv, 3))
    ]
    theirs = torch.nn.functional.scaled_dot_product_attention(*heads, is_causal=True, enable_gqa=True)
    joined = theirs.numpy().transpose(0, 2, 1, 3).reshape(2, 5, 24)

    same(reference("grouped-query-attention")["gqa"](X, Wq, Wk, Wv, Wo, 6, 3), joined @ Wo)


@pytest.mark.parametrize("block", [1, 3, 4, 8, 100])
def test_attention_in_blocks_is_attention(block: int) -> None:
    """Out is that of ordinary attention, and with lse the weights can be written down at once."""
    Q, K, V = normal(np.random.default_rng(7), (5, 3), (8, 3), (8, 2))
    out, lse = reference("flash-attention")["flash_attention"](Q, K, V, block)
    theirs, weights = reference("attention")["attention"](Q, K, V)

    same(out, theirs)
    same(np.exp(Q @ K.T / np.sqrt(3) - lse[:, None]), weights)


def block_parameters(rng: np.random.Generator, width: int, hidden: int) -> dict[str, Any]:
    """Draw all parameters of a transformer block."""
    p = dict(zip(("Wq", "Wk", "Wv", "Wo"), projections(rng, width, width), strict=True))
    p |= {"W1": rng.standard_normal((width, hidden)), "W2": rng.standard_normal((hidden, width))}
    p |= {name: rng.standard_normal(width) for name in ("g1", "b1", "g2", "b2", "c2")}
    return p | {"c1": rng.standard_normal(hidden)}


def test_transformer_block_is_made_of_its_parts() -> None:
    """Without its MLP the block is x plus multi-head attention of the normalized x."""
    rng = np.random.default_rng(8)
    x, p = rng.standard_normal((5, 6)), block_parameters(rng, 6, 8)
    p["W2"], p["c2"] = 0 * p["W2"], 0 * p["c2"]
    normalized, _ = reference("layernorm")["layernorm_forward"](x, p["g1"], p["b1"])
    weights, causal = [p[name] for name in ("Wq", "Wk", "Wv", "Wo")], np.tril(np.ones((5, 5), dtype=bool))
    attention = reference("multi-head-attention")["mha"](normalized[None], *weights, 3, causal)[0]

    same(reference("transformer-block")["block"](x, p, 3), x + attention)


def test_transformer_block_agrees_with_pytorch() -> None:
    """PyTorch's encoder layer, pre-norm and with a causal mask, computes the same."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(9)
    x, p = rng.standard_normal((5, 6)), block_parameters(rng, 6, 8)
    layer = torch.nn.TransformerEncoderLayer(
        6,
        3,
        8,
        dropout=0.0,
        activation=lambda z: torch.nn.functional.gelu(z, approximate="tanh"),
        norm_first=True,
        batch_first=True,
        dtype=torch.float64,
    )
    state = {
        "self_attn.in_proj_weight": np.concatenate([p[name].T for name in ("Wq", "Wk", "Wv")]),
        "self_attn.in_proj_bias": np.zeros(18),
        "self_attn.out_proj.weight": p["Wo"].T,
        "self_attn.out_proj.bias": np.zeros(6),
        "linear1.weight": p["W1"].T,
        "linear1.bias": p["c1"],
        "linear2.weight": p["W2"].T,
        "linear2.bias": p["c2"],
        "norm1.weight": p["g1"],
        "norm1.bias": p["b1"],
        "norm2.weight": p["g2"],
        "norm2.bias": p["b2"],
    }
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    with torch.no_grad():
        theirs = layer(torch.tensor(x[None]), src_mask=torch.ones(5, 5).triu(1).bool())[0]

    same(reference("transformer-block")["block"](x, p, 3), theirs.numpy())


def test_gelu_and_silu_agree_with_pytorch() -> None:
    """Values and slopes are those of PyTorch's tanh form of GELU and of its SiLU."""
    torch = pytest.importorskip("torch")
    z, functions = np.linspace(-6.0, 6.0, 25), reference("gelu-silu")
    theirs = {
        "gelu": lambda t: torch.nn.functional.gelu(t, approximate="tanh"),
        "silu": torch.nn.functional.silu,
    }
    for name, function in theirs.items():
        tensor = torch.tensor(z, requires_grad=True)
        values = function(tensor)
        values.sum().backward()

        same(functions[name](z), values.detach().numpy())
        same(functions[f"{name}_grad"](z), tensor.grad.numpy())


def test_rms_norm_agrees_with_pytorch() -> None:
    """Values and gradients are those of `torch.nn.functional.rms_norm`."""
    torch = pytest.importorskip("torch")
    x, g, dout = normal(np.random.default_rng(10), (2, 3, 5), (5,), (2, 3, 5))
    tensors = [torch.tensor(value, requires_grad=True) for value in (x, g)]
    theirs = torch.nn.functional.rms_norm(tensors[0], (5,), tensors[1], 0.01)
    theirs.backward(torch.tensor(dout))
    out, cache = reference("rms-norm")["rmsnorm_forward"](x, g, 0.01)

    same(out, theirs.detach().numpy())
    for mine, tensor in zip(reference("rms-norm")["rmsnorm_backward"](dout, cache), tensors, strict=True):
        same(mine, tensor.grad.numpy())


def test_scores_of_rotated_tokens_depend_on_distances() -> None:
    """Moving every token by the same distance changes no score; norms stay."""
    rng = np.random.default_rng(11)
    q, k = normal(rng, (2, 5, 6), (2, 5, 6))
    rope, positions = reference("rope")["rope"], np.array([3, 0, 7, 7, 1])
    scores = [
        rope(q, positions + moved) @ rope(k, positions + moved).transpose(0, 2, 1) for moved in (0, 50, 0.25)
    ]

    same(scores[1], scores[0])
    same(scores[2], scores[0])
    same(np.linalg.norm(rope(q, positions), axis=-1), np.linalg.norm(q, axis=-1))


def test_rotated_ones_are_sinusoids() -> None:
    """RoPE turns (0, 1) at every pair into the negative sine and the cosine of the sinusoidal table."""
    table = reference("positional-encoding")["sinusoidal"](9, 6, 500.0)
    turned = reference("rope")["rope"](np.tile([0.0, 1.0], (9, 3)), np.arange(9), 500.0)

    same(turned * np.tile([-1.0, 1.0], 3), table)
