# expect: db-no-mean + bias-not-updated
import numpy as np


def loss_and_grads(X, y, w, b):
    e = X @ w + b - y
    return np.mean(e**2), 2 * X.T @ e / len(X), 2 * np.sum(e)


def fit(X, y, lr, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        loss, dw, db = loss_and_grads(X, y, w, b)
        losses.append(loss)
        w = w - lr * dw
    return w, b, losses
