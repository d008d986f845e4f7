# expect: extra-sigmoid-prime
import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def loss_and_grads(X, y, w, b, lam=0.0):
    z = X @ w + b
    a = sigmoid(z)
    delta = (a - y) * a * (1 - a) / len(a)
    return np.mean(np.logaddexp(0, z) - y * z) + lam * np.sum(w**2) / 2, delta @ X + lam * w, delta.sum()


def predict(X, w, b, threshold=0.5):
    return (sigmoid(X @ w + b) > threshold).astype(np.int64)
