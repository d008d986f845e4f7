# expect: mean-over-features
import numpy as np


def loss_and_grads(X, y, w, b):
    features = X.shape[1]
    d = np.dot(X, w) + b - y
    return float((d * d).mean()), (2 / features) * np.dot(d, X), (2 / features) * float(d.sum())


def fit(X, y, lr, epochs):
    w = np.zeros(X.shape[1])
    b = 0.0
    history = []
    for epoch in range(epochs):
        value, gw, gb = loss_and_grads(X, y, w, b)
        history.append(value)
        w -= lr * gw
        b -= lr * gb
    return w, b, history
