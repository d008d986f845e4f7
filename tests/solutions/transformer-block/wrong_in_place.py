# expect: mutates-x
import numpy as np


def norm(x, g, b):
    m = x.mean(1, keepdims=True)
    s = np.sqrt(x.var(1, keepdims=True) + 1e-5)
    return (x - m) / s * g + b


def attend(u, p, heads):
    T, D = u.shape
    q, k, v = (np.stack(np.split(u @ p[n], heads, axis=1)) for n in ("Wq", "Wk", "Wv"))
    s = np.einsum("htw,huw->htu", q, k) / np.sqrt(q.shape[2])
    s[:, np.triu(np.ones((T, T), bool), 1)] = -np.inf
    e = np.exp(s - s.max(2, keepdims=True))
    a = e / e.sum(2, keepdims=True)
    return np.einsum("htu,huw->thw", a, v).reshape(T, D) @ p["Wo"]


def feed(u, p):
    z = u @ p["W1"] + p["c1"]
    z = z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))) / 2
    return z @ p["W2"] + p["c2"]


def block(x, p, heads):
    x += attend(norm(x, p["g1"], p["b1"]), p, heads)
    y = x
    return y + feed(norm(y, p["g2"], p["b2"]), p)
