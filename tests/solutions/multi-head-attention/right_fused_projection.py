# One product for Q, K and V, as in a fused layer, and a class that holds the weights.
import numpy as np


class Attention:
    def __init__(self, weights, output, heads):
        self.fused = np.concatenate(weights, axis=1)
        self.output = output
        self.heads = heads

    def __call__(self, X, visible):
        B, T, D = X.shape
        qkv = (X @ self.fused).reshape(B, T, 3, self.heads, -1)
        q, k, v = np.moveaxis(qkv, (2, 3), (0, 2))
        s = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
        s = np.where(visible, s, -np.inf)
        with np.errstate(invalid="ignore"):
            e = np.exp(s - s.max(-1, keepdims=True))
            a = np.nan_to_num(e / e.sum(-1, keepdims=True))
        return np.swapaxes(a @ v, 1, 2).reshape(B, T, D) @ self.output


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    B, T, _ = X.shape
    visible = np.ones((1, 1, T, T), bool) if mask is None else np.broadcast_to(mask, (B, T, T))[:, None]
    return Attention([Wq, Wk, Wv], Wo, heads)(X, visible)
