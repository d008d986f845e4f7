# expect: naive-log
import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.maximum(z, 0))), 1 - 1 / (1 + np.exp(np.minimum(z, 0))))


def loss_and_grads(X, y, w, b, lam=0.0):
    p = sigmoid(X @ w + b)
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + lam / 2 * w @ w
    return loss, X.T @ (p - y) / len(y) + lam * w, np.mean(p - y)


def predict(X, w, b, threshold=0.5):
    return (sigmoid(X @ w + b) > threshold).astype(int)
