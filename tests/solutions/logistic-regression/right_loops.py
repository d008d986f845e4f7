"""Plain Python, one sample after the other."""

import math

import numpy as np


def probability(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def loss_and_grads(X, y, w, b, lam=0.0):
    m, n = X.shape
    total, dw, db = 0.0, [lam * float(v) for v in w], 0.0
    for i in range(m):
        z = float(sum(float(X[i, j]) * float(w[j]) for j in range(n)) + b)
        label = int(y[i])
        # softplus of the logit, turned to the wrong side
        wrong = -z if label == 1 else z
        total += wrong + math.log1p(math.exp(-wrong)) if wrong > 0 else math.log1p(math.exp(wrong))
        d = probability(z) - label
        for j in range(n):
            dw[j] += d * float(X[i, j]) / m
        db += d / m
    penalty = lam * sum(float(v) ** 2 for v in w) / 2
    return total / m + penalty, dw, db


def predict(X, w, b, threshold=0.5):
    labels = []
    for row in X.tolist():
        z = b + sum(a * float(c) for a, c in zip(row, w))
        labels.append(int(probability(float(z)) > threshold))
    return labels
