"""How often gradient descent learns XOR with a few hidden ReLU units: it can represent XOR, and may not learn it."""

from __future__ import annotations

import numpy as np

STARTS = 500
EPOCHS = 300
"""A start that hasn't learned XOR by then doesn't in 2,000 epochs either."""
LEARNING_RATE, MOMENTUM = 0.5, 0.9


def xor_learned(hidden: int) -> float:
    """Return the share of 500 random starts from which a 2-hidden-1 ReLU network learns all of XOR.

    He initialization, zero biases, mean cross-entropy of a sigmoid output, full batch, momentum; start number n
    draws W1 and then W2 from `default_rng(n)`. All starts train side by side, as the first axis of every array.
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([[0.0], [1.0], [1.0], [0.0]])
    draws = [np.random.default_rng(seed) for seed in range(STARTS)]
    W1 = np.array([rng.standard_normal((2, hidden)) for rng in draws])
    W2 = np.array([rng.standard_normal((hidden, 1)) for rng in draws]) * np.sqrt(2 / hidden)
    parameters = [W1, np.zeros((STARTS, 1, hidden)), W2, np.zeros((STARTS, 1, 1))]
    velocities = [np.zeros_like(parameter) for parameter in parameters]
    for _ in range(EPOCHS):
        W1, b1, W2, b2 = parameters
        Z1 = X @ W1 + b1
        A1 = np.maximum(Z1, 0)
        dZ2 = (1 / (1 + np.exp(-(A1 @ W2 + b2))) - y) / len(X)
        dZ1 = (dZ2 @ W2.swapaxes(1, 2)) * (Z1 > 0)
        gradients = [
            X.T @ dZ1,
            dZ1.sum(axis=1, keepdims=True),
            A1.swapaxes(1, 2) @ dZ2,
            dZ2.sum(axis=1, keepdims=True),
        ]
        velocities = [MOMENTUM * v + g for v, g in zip(velocities, gradients, strict=True)]
        parameters = [p - LEARNING_RATE * v for p, v in zip(parameters, velocities, strict=True)]
    W1, b1, W2, b2 = parameters
    logits = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    return float(((logits > 0) == (y > 0.5)).all(axis=(1, 2)).mean())


NUMBERS = (xor_learned,)
