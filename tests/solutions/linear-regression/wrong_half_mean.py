# expect: half-loss-and-grads
import numpy as np


def loss_and_grads(X, y, w, b):
    m = len(y)
    r = X.dot(w) + b - y
    return np.sum(r**2) / (2 * m), X.T.dot(r) / m, r.sum() / m


def fit(X, y, lr, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        J, dw, db = loss_and_grads(X, y, w, b)
        losses.append(J)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
