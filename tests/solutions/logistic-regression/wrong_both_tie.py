# expect: threshold-inclusive
import numpy as np


def loss_and_grads(X, y, w, b, lam=0.0):
    z = X @ w + b
    d = (1 / (1 + np.exp(-np.clip(z, -700, 700))) - y) / len(z)
    return np.mean(np.logaddexp(0, z) - y * z) + lam / 2 * np.sum(w**2), X.T @ d + lam * w, np.sum(d)


def predict(X, w, b, threshold=0.5):
    p = 1 / (1 + np.exp(-np.clip(X @ w + b, -700, 700)))
    labels = np.ones(len(p), dtype=int)
    labels[p < threshold] = 0
    return labels
