"""Plain Python: one sample after the other, one weight after the other."""

import numpy as np


def loss_and_grads(X, y, w, b):
    m, n = X.shape
    loss, dw, db = 0.0, [0.0] * n, 0.0
    for row, target in zip(X.tolist(), y.tolist()):
        prediction = b
        for j in range(n):
            prediction += row[j] * float(w[j])
        e = prediction - target
        loss += e * e / m
        for j in range(n):
            dw[j] += 2 * e * row[j] / m
        db += 2 * e / m
    return loss, np.array(dw), db


def fit(X, y, lr, epochs):
    w = [0.0 for _ in range(X.shape[1])]
    b = 0.0
    losses = []
    while len(losses) < epochs:
        loss, dw, db = loss_and_grads(X, y, w, b)
        losses += [loss]
        w = [wj - lr * dj for wj, dj in zip(w, dw)]
        b -= lr * db
    return np.array(w), b, losses
