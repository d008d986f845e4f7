import numpy as np


def ln(x, g, b):
    # Every token is normalized over its own features.
    centered = x - x.mean(axis=-1, keepdims=True)
    var = (centered**2).mean(axis=-1, keepdims=True)
    return g * centered / np.sqrt(var + 1e-5) + b


def gelu(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def mha(u, p, heads):
    T, D = u.shape
    # The reshape cuts the columns into heads, and the transpose moves the heads
    # before the tokens.
    q, k, v = ((u @ p[name]).reshape(T, heads, D // heads).transpose(1, 0, 2) for name in ("Wq", "Wk", "Wv"))
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(D // heads)  # (H, T, T)
    # A token sees itself and what came before it.
    scores = np.where(np.tril(np.ones((T, T), dtype=bool)), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    joined = (weights @ v).transpose(1, 0, 2).reshape(T, D)
    return joined @ p["Wo"]


def mlp(u, p):
    hidden = gelu(u @ p["W1"] + p["c1"])  # (T, F)
    return hidden @ p["W2"] + p["c2"]


def block(x, p, heads):
    # Each sublayer reads a normalized copy and adds to the original, so the
    # path from input to output stays an identity. The second one starts from
    # the first one's sum.
    mid = x + mha(ln(x, p["g1"], p["b1"]), p, heads)
    return mid + mlp(ln(mid, p["g2"], p["b2"]), p)
