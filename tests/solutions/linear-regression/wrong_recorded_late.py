# expect: loss-after-step
import numpy as np


def loss_and_grads(X, y, w, b):
    e = b + X @ w - y
    return (e**2).mean(), 2 * (X * e[:, None]).mean(axis=0), 2 * e.mean()


def fit(X, y, lr, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        dw, db = loss_and_grads(X, y, w, b)[1:]
        w, b = w - lr * dw, b - lr * db
        losses.append(loss_and_grads(X, y, w, b)[0])
    return w, b, losses
