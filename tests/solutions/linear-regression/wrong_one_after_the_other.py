# expect: bias-from-moved-weights
import numpy as np


def residual(X, y, w, b):
    return X @ w + b - y


def loss_and_grads(X, y, w, b):
    r = residual(X, y, w, b)
    return r @ r / len(r), 2 * r @ X / len(r), 2 * r.mean()


def fit(X, y, lr, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        r = residual(X, y, w, b)
        losses.append(np.mean(r**2))
        w = w - lr * 2 * (r @ X) / len(X)
        b = b - lr * 2 * np.mean(residual(X, y, w, b))
    return w, b, losses
