# The residual stream as a sum of shares: each head and the MLP add theirs; scales folded into the weights.
import numpy as np


def standardized(x):
    c = x - x.mean(axis=-1, keepdims=True)
    return c / np.sqrt((c * c).mean(axis=-1, keepdims=True) + 1e-5)


def folded(x, g, b, W):
    return standardized(x) @ (g[:, None] * W) + b @ W


def head(x, p, own):
    q, k, v = (folded(x, p["g1"], p["b1"], p[n][:, own]) for n in ("Wq", "Wk", "Wv"))
    s = q @ k.T / np.sqrt(q.shape[1])
    rows = []
    for t in range(len(x)):
        e = np.exp(s[t, : t + 1] - s[t, : t + 1].max())
        rows.append(e / e.sum() @ v[: t + 1])
    return np.array(rows) @ p["Wo"][own]


def block(x, p, heads):
    shares = [head(x, p, own) for own in np.split(np.arange(x.shape[1]), heads)]
    mid = np.sum([x, *shares], axis=0)
    z = folded(mid, p["g2"], p["b2"], p["W1"]) + p["c1"]
    u = np.sqrt(2 / np.pi) * (z + 0.044715 * z * z * z)
    return mid + (z * (1 + np.tanh(u))) @ p["W2"] / 2 + p["c2"]
