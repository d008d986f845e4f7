# expect: b2-again-in-a2
import numpy as np


def sigmoid(x):
    return 0.5 * (np.tanh(0.5 * x) + 1)


def forward(X, W1, b1, W2, b2):
    z1 = np.matmul(X, W1) + b1
    a1 = sigmoid(z1)
    z2 = np.matmul(a1, W2)
    z2 += b2
    return sigmoid(np.add(z2, b2)), a1, z1, z2
