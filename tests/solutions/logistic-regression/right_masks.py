"""Positive and negative logits apart, by masks; labels as booleans inside."""

import numpy as np


class Logistic:
    def __init__(self, w, b):
        self.w, self.b = np.array(w, dtype=float), float(b)

    def __call__(self, X):
        z = np.einsum("mn,n->m", X, self.w) + self.b
        p = np.empty(z.shape)
        up = z > 0
        p[up] = 1 / (1 + np.exp(-z[up]))
        e = np.exp(z[~up])
        p[~up] = e / (e + 1)
        return z, p


def loss_and_grads(X, y, w, b, lam=0.0):
    model = Logistic(w, b)
    z, p = model(X)
    t = y.astype(bool)
    cost = np.zeros(z.shape)
    cost[t] = np.maximum(-z[t], 0)
    cost[~t] = np.maximum(z[~t], 0)
    cost += np.log1p(np.exp(-np.fabs(z)))
    delta = p.copy()
    delta[t] -= 1
    dw = np.mean(delta[:, None] * X, axis=0) + lam * model.w
    return [np.mean(cost) + lam / 2 * np.linalg.norm(model.w) ** 2, dw, np.mean(delta)]


def predict(X, w, b, threshold=0.5):
    return np.greater(Logistic(w, b)(X)[1], threshold).astype(np.int8)
