import numpy as np


def loss_and_grads(X, y, w, b):
    m = X.shape[0]
    # One error serves all three results. y stays (m,): a column would
    # broadcast against (m,) to (m, m).
    error = X @ w + b - y  # (m,)
    loss = float(np.mean(error**2))
    # The 2 comes from the square, the 1/m from the mean.
    dw = 2 * X.T @ error / m  # (n,)
    # b moves every prediction by the same amount, so all errors add up.
    db = float(2 * np.sum(error) / m)
    return loss, dw, db


def fit(X, y, lr, epochs):
    # The loss is convex, so any start works, and zeros are repeatable.
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for _ in range(epochs):
        # The loss and both gradients belong to one point, before either
        # parameter moves.
        loss, dw, db = loss_and_grads(X, y, w, b)
        losses.append(loss)
        w = w - lr * dw
        b = b - lr * db
    return w, b, losses
