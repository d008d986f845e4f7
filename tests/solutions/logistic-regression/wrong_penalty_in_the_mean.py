# expect: penalty-over-m
import numpy as np


def loss_and_grads(X, y, w, b, lam=0.0):
    m = len(y)
    z = X @ w + b
    p = 0.5 * (1 + np.tanh(z / 2))
    loss = (np.sum(np.logaddexp(0, z) - y * z) + 0.5 * lam * np.sum(w * w)) / m
    return loss, (X.T @ (p - y) + lam * w) / m, np.sum(p - y) / m


def predict(X, w, b, threshold=0.5):
    return (0.5 * (1 + np.tanh((X @ w + b) / 2)) > threshold) * 1
