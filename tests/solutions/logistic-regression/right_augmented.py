# The bias as a weight on a column of ones, which the penalty skips.
import numpy as np


def logits(X, w, b):
    Z = np.concatenate([np.ones((X.shape[0], 1)), X], axis=1)
    return Z, Z @ np.concatenate([[b], w])


def loss_and_grads(X, y, w, b, lam=0.0):
    Z, z = logits(X, w, b)
    m = len(z)
    margin = np.where(y > 0, z, -z)
    small = np.exp(-abs(margin))
    loss = np.sum(np.log1p(small) - np.minimum(margin, 0)) / m
    p = np.where(z < 0, np.exp(-abs(z)), 1) / (1 + np.exp(-abs(z)))
    g = Z.T @ (p - y) / m
    g[1:] += lam * w
    return float(loss + lam * (w @ w) / 2), g[1:], g[0]


def predict(X, w, b, threshold=0.5):
    _, z = logits(X, w, b)
    p = np.where(z < 0, np.exp(-abs(z)), 1) / (1 + np.exp(-abs(z)))
    return np.where(p > threshold, 1, 0)
