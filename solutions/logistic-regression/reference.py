import numpy as np


def sigmoid(z):
    # exp only sees -|z|, so it can't overflow.
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1 + e)


def loss_and_grads(X, y, w, b, lam=0.0):
    m = X.shape[0]
    z = X @ w + b  # (m,)
    # -y log p - (1 - y) log(1 - p) is log(1 + exp(z)) - y z. With max(z, 0)
    # pulled out of the logarithm nothing overflows, and no p rounds to 0.
    losses = np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))  # (m,)
    # The penalty isn't part of the mean, and b isn't penalized: shrinking it
    # would pull the base rate toward one half.
    loss = float(np.mean(losses) + lam / 2 * np.sum(w**2))
    # The slope of the sigmoid cancels against that of the logarithm.
    d = (sigmoid(z) - y) / m  # (m,)
    dw = X.T @ d + lam * w  # (n,)
    db = float(np.sum(d))
    return loss, dw, db


def predict(X, w, b, threshold=0.5):
    p = sigmoid(X @ w + b)
    return (p > threshold).astype(int)  # (m,)
