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
