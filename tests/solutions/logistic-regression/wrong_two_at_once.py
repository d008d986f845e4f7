# expect: penalty-grad-missing + predict-without-bias
import numpy as np


def loss_and_grads(X, y, w, b, lam=0.0):
    z = X @ w + b
    d = (0.5 * (1 + np.tanh(z / 2)) - y) / len(z)
    return np.mean(np.logaddexp(0, z) - y * z) + lam / 2 * np.sum(w**2), X.T @ d, np.sum(d)


def predict(X, w, b, threshold=0.5):
    return (0.5 * (1 + np.tanh(X @ w / 2)) > threshold).astype(int)
