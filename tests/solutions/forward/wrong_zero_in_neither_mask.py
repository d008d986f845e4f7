# expect: derived:activation
import numpy as np


def sigmoid(z):
    s = np.zeros_like(z)
    up, down = z > 0, z < 0
    s[up] = 1 / (1 + np.exp(-z[up]))
    t = np.exp(z[down])
    s[down] = t / (1 + t)
    return s


def forward(X, W1, b1, W2, b2):
    cache = {}
    cache["z1"] = X @ W1 + b1
    cache["a1"] = sigmoid(cache["z1"])
    cache["z2"] = cache["a1"] @ W2 + b2
    cache["a2"] = sigmoid(cache["z2"])
    return tuple(cache[k] for k in ("a2", "a1", "z1", "z2"))
