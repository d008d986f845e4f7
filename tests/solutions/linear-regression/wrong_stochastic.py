# expect: one-sample-at-a-time
import numpy as np


def loss_and_grads(X, y, w, b):
    e = X @ w + b - y
    return np.mean(e * e), 2 * (e @ X) / e.size, 2 * np.mean(e)


def fit(X, y, lr, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss_and_grads(X, y, w, b)[0])
        for i in range(len(X)):
            e = X[i] @ w + b - y[i]
            w = w - lr * 2 * e * X[i]
            b = b - lr * 2 * e
    return w, b, losses
