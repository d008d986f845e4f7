# One token at a time with its own past, as in decoding; GELU as z times a sigmoid.
import numpy as np


def layer_norm(row, g, b):
    c = row - sum(row) / len(row)
    return c / np.sqrt(np.dot(c, c) / len(row) + 1e-5) * g + b


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def block(x, p, heads):
    width = x.shape[1] // heads
    keys, values, out = [], [], []
    for row in x:
        u = layer_norm(row, p["g1"], p["b1"])
        keys.append(u @ p["Wk"])
        values.append(u @ p["Wv"])
        q, K, V = u @ p["Wq"], np.array(keys), np.array(values)
        mid = row.copy()
        for h in range(heads):
            own = slice(h * width, (h + 1) * width)
            s = K[:, own] @ q[own] / width**0.5
            weights = np.exp(s - s.max())
            mid += weights @ V[:, own] / weights.sum() @ p["Wo"][own]
        z = layer_norm(mid, p["g2"], p["b2"]) @ p["W1"] + p["c1"]
        gate = sigmoid(2 * np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))
        out.append(mid + (z * gate) @ p["W2"] + p["c2"])
    return np.stack(out)
