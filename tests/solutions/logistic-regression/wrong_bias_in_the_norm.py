# expect: penalizes-bias
import numpy as np


def loss_and_grads(X, y, w, b, lam=0.0):
    theta = np.append(w, b)
    Z = np.column_stack([X, np.ones(len(X))])
    z = Z @ theta
    d = 0.5 * (1 + np.tanh(z / 2)) - y
    g = d @ Z / len(y) + lam * theta
    loss = np.mean(np.logaddexp(0, z) - y * z) + lam / 2 * theta @ theta
    return loss, g[:-1], g[-1]


def predict(X, w, b, threshold=0.5):
    return np.where(0.5 * (1 + np.tanh((X @ w + b) / 2)) > threshold, 1, 0)
