"""A small class with state of its own, einsum, and the errors the other way round."""

import numpy as np


class Model:
    def __init__(self, w, b):
        self.w, self.b = np.asarray(w, dtype=np.float64), np.float64(b)

    def grads(self, X, y):
        missing = y - (np.einsum("ij,j->i", X, self.w) + self.b)
        m = missing.size
        dw = -2.0 * np.einsum("i,ij->j", missing, X) / m
        db = -2.0 * missing.mean()
        return (missing**2).sum() / m, dw, db


def loss_and_grads(X, y, w, b):
    return Model(w, b).grads(X, y)


def fit(X, y, lr, epochs):
    model = Model(np.zeros(X.shape[1]), 0)
    losses = []
    for _ in range(epochs):
        loss, dw, db = model.grads(X, y)
        losses.append(loss)
        model.w = model.w - lr * dw
        model.b = model.b - lr * db
    return model.w, model.b, tuple(losses)
