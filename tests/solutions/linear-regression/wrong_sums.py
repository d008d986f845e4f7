# expect: grad-no-mean
import numpy as np


def loss_and_grads(X, y, w, b):
    r = np.einsum("ij,j->i", X, w) + b - y
    return np.mean(np.square(r)), 2 * np.einsum("i,ij->j", r, X), 2 * r.sum()


def fit(X, y, lr, epochs):
    theta, losses = [np.zeros(X.shape[1]), 0.0], []
    for _ in range(epochs):
        loss, *grads = loss_and_grads(X, y, *theta)
        losses.append(loss)
        theta = [p - lr * g for p, g in zip(theta, grads)]
    return theta[0], theta[1], losses
