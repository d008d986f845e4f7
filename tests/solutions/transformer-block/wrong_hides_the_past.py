# expect: causal-mask-inverted
import numpy as np


def normed(x, g, b):
    return g * (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5) + b


def attend(u, p, heads):
    n = u.shape[1] // heads
    done = []
    for h in range(heads):
        c = slice(h * n, h * n + n)
        s = (u @ p["Wq"][:, c]) @ (u @ p["Wk"][:, c]).T / n**0.5
        s[np.tril(np.ones_like(s)) == 1] = -np.inf
        e = np.exp(s - s.max(1, keepdims=True))
        done.append(e / e.sum(1, keepdims=True) @ (u @ p["Wv"][:, c]))
    return np.hstack(done) @ p["Wo"]


def block(x, p, heads):
    mid = x + attend(normed(x, p["g1"], p["b1"]), p, heads)
    z = normed(mid, p["g2"], p["b2"]) @ p["W1"] + p["c1"]
    z = 0.5 * z * (1 + np.tanh((2 / np.pi) ** 0.5 * (z + 0.044715 * z**3)))
    return mid + z @ p["W2"] + p["c2"]
